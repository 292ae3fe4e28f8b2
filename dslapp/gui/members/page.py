"""The members' page: the list, and each act about it on a page of its own."""

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from dslapp.domain.roles import may
from dslapp.domain.school import Member
from dslapp.gui.desk import Desk
from dslapp.gui.members.add_form import AddForm
from dslapp.gui.members.enrol_form import EnrolForm
from dslapp.gui.members.form import MemberForm
from dslapp.gui.members.overview import MembersOverview
from dslapp.gui.members.passphrase_form import PassphraseForm
from dslapp.gui.members.reading import MembersShown, read_members
from dslapp.gui.members.remove_form import RemoveForm
from dslapp.gui.members.role_form import RoleForm
from dslapp.gui.members.sheet_form import SheetForm
from dslapp.gui.pages import Page
from dslapp.gui.routes import MemberAct, Route, ToMembers
from dslapp.gui.widgets.tab_order import follow_layout

_ABOUT_SOMEBODY: dict[MemberAct, Callable[[Desk, Member, MembersShown], MemberForm]] = {
    "enrol": EnrolForm,
    "role": lambda desk, member, shown: RoleForm(desk, member),
    "remove": lambda desk, member, shown: RemoveForm(desk, member),
}
_OTHERS: dict[MemberAct, Callable[[Desk, MembersShown], MemberForm]] = {
    "add": AddForm,
    "passphrase": PassphraseForm,
    "sheet": SheetForm,
}


class MembersPage(Page):
    """Read anew at each arrival; what was done is said once above the list."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._route = ToMembers()
        self._outcome = ("", "")
        self.form: MemberForm | None = None
        self.overview = MembersOverview(desk)
        self.overview.go.connect(self.go)
        self.overview.changed.connect(self._read)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.overview)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.setFocusProxy(self.overview.add)

    def enter(self, route: Route) -> None:
        """Show the list, or the form for one act."""
        assert isinstance(route, ToMembers), "only that route leads here"
        self._route = route
        self._drop_form()
        self._read()

    def leave(self) -> bool:
        """Stay while something is being done; forget passphrases that were typed."""
        if self.form is not None and self.form.working:
            self.tell("This is not finished yet.", "warning")
            return False
        self._outcome = ("", "")
        self._drop_form()
        return True

    def _read(self) -> None:
        self._desk.tasks.submit(read_members, self._desk.session, done=self._show, latest="members")

    def _show(self, shown: MembersShown) -> None:
        form = self._make_form(shown)
        if form is not None:
            self._show_form(form)
            return
        self.overview.show_members(shown)
        self.overview.say(*self._outcome)
        self._stack.setCurrentWidget(self.overview)

    def _make_form(self, shown: MembersShown) -> MemberForm | None:
        act, me = self._route.act, self._desk.session.member
        if act != "passphrase" and not may(me.role, "manage the members"):
            return None
        if act in _OTHERS:
            return _OTHERS[act](self._desk, shown)
        member = shown.member(self._route.member_id)
        if member is None or member.id == me.id or (member.retired and act != "enrol"):
            return None
        if act in _ABOUT_SOMEBODY:
            return _ABOUT_SOMEBODY[act](self._desk, member, shown)
        return None

    def _show_form(self, form: MemberForm) -> None:
        self._drop_form()
        self.form = form
        form.finished.connect(self._finished)
        form.given_up.connect(lambda: self.go.emit(ToMembers()))
        self._stack.addWidget(form)
        self._stack.setCurrentWidget(form)
        follow_layout(form)
        form.setFocus()

    def _drop_form(self) -> None:
        form, self.form = self.form, None
        if form is not None:
            form.clear()
            self._stack.setCurrentWidget(self.overview)
            self._stack.removeWidget(form)
            form.deleteLater()

    def _finished(self, title: str, text: str) -> None:
        self.go.emit(ToMembers())
        self._outcome = (title, text)
        self.tell(title)
