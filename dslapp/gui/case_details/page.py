"""The page for the rest of a case: one form at a time, kept as it is typed, saved with a reason where one is owed."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dslapp.domain.case.amendment import changed_words, changes, rewritten
from dslapp.domain.case.case_file import Involved
from dslapp.domain.case.still_to_do import ToDo, still_to_do
from dslapp.domain.local_time import say_moment, say_time
from dslapp.domain.problems import Problem, UserProblem
from dslapp.gui.case_details.adding import Adding
from dslapp.gui.case_details.parts import TextPart
from dslapp.gui.case_details.sheets import TITLES, PeopleSheet, Sheet, make_sheet
from dslapp.gui.desk import Desk
from dslapp.gui.log_incident.draft_keeper import DraftKeeper, KeepWork
from dslapp.gui.pages import Page, ScrollingPage
from dslapp.gui.routes import Route, ToCase, ToCaseDetails
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Heading, Words
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.case.involve_people import withdraw_involvement
from dslapp.services.case.keep_draft import discard_form, form_draft_id, keep_form
from dslapp.services.case.open_details import Details, open_details


class CaseDetailsPage(Page):
    """Shows the form of the route. `Save` goes back to the case, the button beside it on to what is still to do."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._route: ToCaseDetails | None = None
        self._details: Details | None = None
        self._sheets: dict[str, Sheet] = {}
        self._sheet: Sheet | None = None
        self._start: msgspec.Struct | None = None
        self._saving = False
        self._saved_from: ToCaseDetails | None = None
        self._next: ToDo | None = None
        self._go_on = False
        self.title = Heading("", 1)
        self.notice = Banner()
        self.discard = self.notice.add_button(Button("Throw these words away", "quiet", "trash-2"))
        self.adding = Adding(desk)
        self.reason = TextPart("&Reason for the change", "The earlier words stay in the history.", lines=2)
        self.back_button = Button("&Back to the case", "quiet", "arrow-left")
        self.save_button = Button("Save", "primary", "save", hint="Ctrl+S")
        self.next_button = Button("Save, and on", "secondary")
        self.withdraw_button = Button("Take out of this case", "danger", "x")
        self._kept_line = Words(part="hint")
        self.keeper = DraftKeeper(desk.tasks, self._what_to_keep, self)
        self._lay_out()
        self._connect()

    @property
    def ready(self) -> bool:
        """Whether the form of the route is shown."""
        return self._start is not None

    @property
    def form(self) -> QWidget:
        """The form that is shown."""
        assert self._sheet is not None
        form = self._sheet.form
        assert isinstance(form, QWidget)
        return form

    def enter(self, route: Route) -> None:
        """Read the case and show its form; what was typed there before comes back."""
        assert isinstance(route, ToCaseDetails)
        self._route, self._start = route, None
        self._desk.tasks.submit(
            open_details, self._desk.session, route.incident_id, self._key, route.about_id,
            done=self._show, failed=self._refused, latest="details",
        )  # fmt: skip

    def leave(self) -> bool:
        """Keep what was typed."""
        self.keeper.flush()
        return True

    def save(self) -> None:
        """Save, or say beside each field what is wrong."""
        if self._sheet is None or self._start is None or self._saving:
            return
        wrong = self._sheet.form.show_problems()
        if wrong is not None:
            self._bring(wrong)
            return
        self.keeper.flush()  # until it is saved for good: the save itself ends the draft
        save = self._sheet.save(self._value(), self.reason.value(), self._draft_id)
        self._submit(save, self._desk.session)

    def _submit(self, save: Callable[..., object], *arguments: object, **more: Any) -> None:
        """Save what stands there now; nothing is typed into the form meanwhile."""
        self._saving, self._saved_from = True, self._route
        self.form.setEnabled(False)
        self._desk.tasks.submit(
            save, *arguments, done=self._saved, failed=self._not_saved, ended=self._save_ended, **more
        )

    @property
    def _key(self) -> str:
        assert self._route is not None
        return "people" if self._route.form == "parents" else self._route.form

    @property
    def _draft_id(self) -> str:
        assert self._route is not None
        return form_draft_id(self._route.incident_id, self._key, self._route.about_id)

    def _value(self) -> msgspec.Struct:
        assert self._sheet is not None
        assert self._start is not None
        return self._sheet.form.applied_to(self._start)

    def _show(self, details: Details) -> None:
        assert self._route is not None
        self._details = details
        case = details.case
        if self._key not in self._sheets:
            self._sheets[self._key] = self._make(details)
        sheet = self._sheets[self._key]
        self._sheet = sheet
        for each in self._sheets.values():
            assert isinstance(each.form, QWidget)
            each.form.setVisible(each is sheet)
        self._start = sheet.start(case, self._route.about_id)
        sheet.form.fill(sheet.decode(details.restored.value) if details.restored else self._start)
        self.title.setText(f"{case.incident.ref}: {TITLES[self._route.form]}")
        adds = isinstance(sheet, PeopleSheet) and not self._route.about_id
        self.adding.show_for(sheet.form, case, self._value(), adds=adds)
        self.withdraw_button.setVisible(isinstance(sheet, PeopleSheet) and bool(self._route.about_id))
        self.reason.show_value("")
        self.reason.show_error("")
        self._kept_line.setText("")
        self._show_notice(details)
        self._offer_next()
        self._show_reason()
        follow_layout(self)
        if self._route.form == "parents" and isinstance(sheet, PeopleSheet):
            sheet.form.focus_parents()
        else:
            self.form.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self, details: Details) -> Sheet:
        assert self._route is not None
        sheet = make_sheet(self._route.form, self._desk, details)
        form = sheet.form
        assert isinstance(form, QWidget)
        self._column.insertWidget(self._column.indexOf(self.reason), form)
        form.changed.connect(self._changed)
        return sheet

    def _show_notice(self, details: Details) -> None:
        self.notice.setVisible(details.restored is not None)
        self.discard.setVisible(details.restored is not None)
        if details.restored:
            self.notice.show_message("information", f"Restored from {say_moment(details.restored.saved_at)}.")

    def _offer_next(self) -> None:
        assert self._details is not None
        assert self._route is not None
        rest = [todo for todo in still_to_do(self._details.case) if todo.where in TITLES]
        self._next = next((todo for todo in rest if todo.where != self._route.form), None)
        self.next_button.setVisible(self._next is not None)
        if self._next:
            self.next_button.say(f"Save, then: {self._next.what}".replace("&", "&&"))

    def _changed(self) -> None:
        if self._start is not None:
            self._show_reason()
            self.keeper.changed()

    def _show_reason(self) -> None:
        """Ask for the reason as soon as what was written is changed, and in a closed case for any change."""
        assert self._start is not None
        assert self._details is not None
        value = self._value()
        owed = rewritten(self._start, value)
        if not owed and self._details.case.incident.status == "closed":
            owed = changes(self._start, value)
        self.reason.setVisible(bool(owed))
        if owed:
            self.reason.label.setText(f"&Reason for changing {changed_words(owed)}")

    def _what_to_keep(self) -> KeepWork | None:
        if self._start is None or self._saving or self._route is None or self._details is None:
            return None
        value = self._value()
        if value == self._start:
            return None
        keep = partial(
            keep_form, about_id=self._route.about_id, ref=self._details.case.incident.ref,
            title=TITLES[self._route.form],
        )  # fmt: skip
        return keep, (self._desk.session, self._route.incident_id, self._key, value)

    def _kept(self, at: datetime) -> None:
        self._kept_line.setText(f"Kept at {say_time(at)}, not saved yet")

    def _not_kept(self, problem: Problem) -> None:
        self._kept_line.setText("")
        self._refused(problem)

    def _refused(self, problem: Problem) -> None:
        self.discard.hide()
        self.notice.show_problem(problem)

    def _saved(self, _value: object) -> None:
        assert self._route is not None
        self.tell(f"Saved at {say_time(self._desk.now())}")
        if self._route is not self._saved_from:
            return  # the person has gone on to another form meanwhile
        incident_id, upcoming = self._route.incident_id, self._next if self._go_on else None
        self._start = None
        if upcoming:
            where = next(form for form in TITLES if form == upcoming.where)
            self.go.emit(ToCaseDetails(incident_id, where, upcoming.about_id))
        else:
            self.go.emit(ToCase(incident_id))

    def _not_saved(self, problem: Problem) -> None:
        assert self._sheet is not None
        if self._route is not self._saved_from:
            self._desk.tasks.problem.emit(problem)  # the window tells; the words are kept as a draft
            return
        self.form.setEnabled(True)
        field = problem.field if isinstance(problem, UserProblem) else ""
        if field == "reason":
            self.reason.setVisible(True)
            self.reason.show_error(problem.message)
            self._bring(self.reason.control)
            return
        control = self._sheet.form.show_error(field, problem.message) if field else None
        if control is not None:
            self._bring(control)
        else:
            self._refused(problem)
        self.keeper.changed()

    def _save_ended(self) -> None:
        self._saving = False
        for sheet in self._sheets.values():
            assert isinstance(sheet.form, QWidget)
            sheet.form.setEnabled(True)
        self._go_on = False

    def _save_and_go_on(self) -> None:
        self._go_on = True
        self.save()
        self._go_on = self._saving

    def _throw_away(self) -> None:
        assert self._route is not None
        self.keeper.forget()
        self._start = None
        session, route = self._desk.session, self._route
        self._desk.tasks.submit(discard_form, session, route.incident_id, self._key, route.about_id)
        self.enter(route)

    def _begin_with(self, involved: Involved) -> None:
        assert self._sheet is not None
        self._start = involved
        self._sheet.form.fill(involved)
        follow_layout(self)
        self.form.setFocus(Qt.FocusReason.OtherFocusReason)

    def _withdraw(self) -> None:
        assert self._route is not None
        if self._saving:
            return
        self.reason.setVisible(True)
        self.reason.label.setText("&Reason for taking them out of this case")
        self.keeper.flush()
        self._submit(
            withdraw_involvement, self._desk.session, self._route.about_id, reason=self.reason.value(),
            finishes_draft=self._draft_id,
        )  # fmt: skip

    def _to_case(self) -> None:
        if self._route:
            self.go.emit(ToCase(self._route.incident_id))

    def _bring(self, control: QWidget) -> None:
        control.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.area.ensureWidgetVisible(control)

    def _lay_out(self) -> None:
        self._scroll = ScrollingPage()
        self._column = self._scroll.column
        for part in (self.title, self.notice, self.adding, self.reason):
            self._column.addWidget(part)
        self.reason.hide()
        foot = QFrame()
        foot.setProperty("part", "status")
        row = QHBoxLayout(foot)
        row.setContentsMargins(3 * GRID, GRID, 3 * GRID, GRID)
        row.setSpacing(GRID)
        buttons = WrapLayout()
        for button in (self.save_button, self.next_button, self.back_button, self.withdraw_button):
            buttons.addWidget(button)
        row.addLayout(buttons, 3)
        row.addWidget(self._kept_line, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._scroll, 1)
        outer.addWidget(foot)

    def _connect(self) -> None:
        self.save_button.clicked.connect(self.save)
        self.next_button.clicked.connect(self._save_and_go_on)
        self.back_button.clicked.connect(self._to_case)
        self.withdraw_button.clicked.connect(self._withdraw)
        self.discard.clicked.connect(self._throw_away)
        self.adding.begins.connect(self._begin_with)
        self.reason.changed.connect(self.keeper.changed)
        self.keeper.kept.connect(self._kept)
        self.keeper.failed.connect(self._not_kept)
        for keys in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, self.save)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
