"""The page of an exhibit that must not be here: hide it at once, ring the police, purge it, see where else it is."""

from typing import NamedTuple

from PySide6.QtWidgets import QLineEdit

from dslapp.domain.case.case_words import count_of
from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.support import who_saw
from dslapp.domain.guidance.contacts import Whom
from dslapp.domain.long_work import OnCasebook
from dslapp.domain.problems import Problem
from dslapp.domain.roles import may
from dslapp.domain.school import Member
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.never_here.elsewhere_card import ElsewhereCard
from dslapp.gui.evidence.never_here.purge_form import PurgeForm
from dslapp.gui.evidence.never_here.support_offer import SupportOffer
from dslapp.gui.evidence.never_here.told_gone import ToldGone
from dslapp.gui.log_incident.advice_box import number_in_words
from dslapp.gui.pages import ScrollingPage
from dslapp.gui.routes import Route, ToCase, ToPurge
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import side_by_side
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Heading, Words, restyle
from dslapp.services.change_settings import whom_here
from dslapp.services.purge.kept_elsewhere import Elsewhere, kept_elsewhere, remove_where_reachable
from dslapp.services.purge.police_word import keep_police_word
from dslapp.services.purge.purge_exhibit import Purged, going_with, purge_exhibit
from dslapp.services.purge.second_person import seconds_for
from dslapp.services.purge.shut_away import can_be_let_out, is_hidden, let_out, shut_away
from dslapp.services.session import Session

FIRST = "Don’t look again. Don’t copy, print or forward it."
_FIRST_MORE = (
    "Hide it now: nobody sees it any more, and nothing is removed. Then ring the police, before anything else is done "
    "with it: 999 if anyone could be hurt today, else 101. Your own device or mailbox may have it too: delete nothing "
    "there until the police say so."
)
_HIDDEN = "It is hidden from everybody"
_HIDDEN_MORE = "It is not shown, copied, printed or read by a machine, whoever asks. It is still in this casebook."
_ONLY_LEADS = "Who leads this casebook purges it. Until then it stays hidden: nobody has to look at it again."
_NO_WAY_BACK = (
    "Its file, its copies, the words that were read in it and what was written about it go for good. Its number stays, "
    "and says who purged it, when and why. Nobody can bring it back, the police neither."
)
_NEXT = "Tell the police that it is gone here, and write that you did. Below is where it can still be."


class _Read(NamedTuple):
    exhibit: Exhibit
    goes: tuple[str, ...]
    seconds: tuple[Member, ...]
    whom: dict[str, Whom]
    may_purge: bool
    hidden: bool
    can_be_let_out: bool


class PurgePage(ScrollingPage):
    """One exhibit; its picture is not on this page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._route: ToPurge | None = None
        self.heading = Heading("", 1)
        self.first = Banner("danger", FIRST, _FIRST_MORE)
        self.hide_button = self.first.add_button(Button("&Hide it now", "danger", "eye-off"))
        self.hidden = Banner("success", _HIDDEN, _HIDDEN_MORE)
        self.numbers = Words(part="strong")
        self.only_leads = Banner("information", _ONLY_LEADS)
        self.goes = Words()
        self.form = PurgeForm(desk)
        self.purge_button = Button("&Purge it for good", "danger", "trash-2")
        self.keep_button = Button("&Save what the police said, and leave it hidden", "primary")
        self.trouble = Banner("danger")
        self.done = Banner("success")
        self.told_button = self.done.add_button(Button("&Write that the police were told", "secondary", "pencil"))
        self.told_form = ToldGone(desk)
        self.mistake_button = Button("It was hidden by &mistake…", "quiet", "eye")
        self.mistake = QLineEdit()
        self.mistake_field = Field(
            "How do you know that it may be here, and who decided it?", self.mistake, "Nobody looks at it to find out."
        )
        self.out_button = Button("Show it &again", "secondary")
        self.support = SupportOffer(desk)
        self.elsewhere = ElsewhereCard()
        self.back_button = Button("&Back to the case", "secondary", "arrow-left")
        self._lay_out()
        self.hide_button.clicked.connect(self._hide)
        self.purge_button.clicked.connect(self._purge)
        self.keep_button.clicked.connect(self._keep)
        self.told_button.clicked.connect(self.told_form.begin)
        self.told_form.told.connect(self.tell)
        self.form.changed.connect(self._fit_button)
        self.form.seen.textChanged.connect(self._offer_support)
        self.mistake_button.clicked.connect(self._ask_mistake)
        self.out_button.clicked.connect(self._let_out)
        self.elsewhere.wanted.connect(self._remove)
        self.back_button.clicked.connect(self._back)

    def enter(self, route: Route) -> None:
        """Show how it stands with the exhibit of the route."""
        assert isinstance(route, ToPurge)
        self._route, self.told_form.exhibit_id = route, route.exhibit_id
        for part in (self.trouble, self.done, self.told_form):
            part.hide()
        self._read(starts=True)

    def leave(self) -> bool:
        """Nobody else's passphrase stays behind."""
        self.form.forget_passphrase()
        return super().leave()

    def _read(self, *, starts: bool = False) -> None:
        assert self._route is not None
        self._desk.tasks.submit(
            _read, self._desk.session, self._route.exhibit_id, done=self._begin if starts else self._show,
            failed=self.trouble.show_problem,
        )  # fmt: skip

    def _begin(self, read: _Read) -> None:
        self.form.clear(read.seconds, read.exhibit.material)
        self.form.show_kept(read.exhibit)
        self._fit_button()
        self.mistake.clear()
        self._show(read)

    def _show(self, read: _Read) -> None:
        exhibit, purged = read.exhibit, not read.exhibit.file_id
        hidden = read.hidden
        self.heading.setText(
            f"The file of exhibit {exhibit.ref} was removed" if purged else f"Exhibit {exhibit.ref} must not be here"
        )
        self.first.setVisible(not purged)
        self.hide_button.setVisible(not purged and not hidden)
        self.hidden.setVisible(hidden and not purged)
        self.numbers.setText("\n".join(number_in_words(read.whom[key]) for key in ("police_999", "police_101")))
        self.numbers.setVisible(not purged)
        self.goes.setText("What goes: " + "; ".join(read.goes) + ".")
        self.only_leads.setVisible(hidden and not read.may_purge and not purged)
        self._card.setVisible(hidden and read.may_purge and not purged)
        self.mistake_button.setVisible(read.can_be_let_out and read.may_purge and not purged)
        for part in (self.mistake_field, self.out_button):
            part.hide()
        self.elsewhere.setVisible(hidden or purged)
        if hidden or purged:
            self.support.belong_to(IncidentId(exhibit.incident_id))
            self.support.offer(who_saw(exhibit.seen_by))
            self._look_elsewhere()
        else:
            self.support.hide()
        follow_layout(self)

    def _hide(self) -> None:
        assert self._route is not None
        self.hide_button.setEnabled(False)
        self._desk.tasks.stop("background")  # it may be read by machine at this moment
        self._desk.tasks.submit(
            shut_away, self._desk.session, self._route.exhibit_id, done=self._hidden, failed=self.trouble.show_problem,
            ended=self._ended,
        )  # fmt: skip

    def _hidden(self, _exhibits: object) -> None:
        self.tell("It is hidden from everybody. Ring the police now.")
        self._read()

    def _purge(self) -> None:
        assert self._route is not None
        missing, said, second = self.form.missing(), self.form.answers(), self.form.second_person()
        self.form.forget_passphrase()  # whatever comes of it: it was given for this press
        self.form.show_problem(missing)
        if missing is not None or not self._desk.prompter.confirm(
            "Purge it for good?", _NO_WAY_BACK, "Purge it for good", danger=True
        ):
            return
        self.trouble.hide()
        self.purge_button.setEnabled(False)
        self._desk.tasks.stop("background")
        self.purge_button.say("Purging it…")
        self._desk.tasks.submit(
            purge_exhibit, self._desk.session, self._route.exhibit_id, said, second,
            self._desk.tasks.on_casebook, lane="files", done=self._purged, failed=self._failed, ended=self._ended,
        )  # fmt: skip

    def _keep(self) -> None:
        assert self._route is not None
        self.form.show_problem(None)
        self.trouble.hide()
        self._desk.tasks.submit(
            keep_police_word, self._desk.session, self._route.exhibit_id, self.form.answers(), self.form.again.due(),
            done=self._kept, failed=self._failed,
        )  # fmt: skip

    def _kept(self, exhibit: Exhibit) -> None:
        self.tell(f"What the police said is kept. {exhibit.ref} stays hidden; asking again is an action.")
        self._read()

    def _purged(self, done: Purged) -> None:
        refs = ", ".join(each.ref for each in done.exhibits)
        agreed = f"{done.agreed} agreed and signed." if done.agreed else ""
        waits = "Another member is asked to countersign it." if done.waits else ""
        unfinished = (
            "The disk kept a part of it: lock the casebook and unlock it again, and the rest goes." if done.unfinished
            else ""
        )  # fmt: skip
        self.done.show_message(
            "warning" if done.unfinished else "success", f"{refs} is purged from this casebook.",
            " ".join(filter(None, (agreed, waits, unfinished, _NEXT))),
        )  # fmt: skip
        self.done.show()
        self.form.clear(())
        self.tell(f"{refs} is purged.")
        self._read()

    def _failed(self, problem: Problem) -> None:
        if not self.form.show_problem(problem):
            self.trouble.show_problem(problem)

    def _ended(self) -> None:
        self.hide_button.setEnabled(True)
        self.purge_button.setEnabled(True)
        self._fit_button()

    def _fit_button(self) -> None:
        """Red with the word of the police; not first in sight without it; away where they want it left."""
        alone = self.form.police_said == "no advice"
        restyle(self.purge_button, "role", "secondary" if alone else "danger")
        self.purge_button.say("&Purge it without their advice" if alone else "&Purge it for good")
        stays = self.form.police_said == "leave it"
        self._card.heading.setText("What the police said" if self.form.stays_hidden else "Purge it")
        self.keep_button.setVisible(self.form.stays_hidden)
        for part in (self.purge_button, self._for_good, self.goes):
            part.setVisible(not stays)

    def _offer_support(self) -> None:
        """For whoever is named while the purge is being asked for."""
        if not self.support.isHidden() and not self._card.isHidden():
            self.support.offer(who_saw(self.form.seen.text()))

    def _ask_mistake(self) -> None:
        self.mistake_field.show()
        self.out_button.show()
        self.mistake.setFocus()
        follow_layout(self)

    def _let_out(self) -> None:
        assert self._route is not None
        self._desk.tasks.submit(
            let_out, self._desk.session, self._route.exhibit_id, self.mistake.text(), done=self._is_out,
            failed=self._not_out,
        )  # fmt: skip

    def _is_out(self, exhibit: Exhibit) -> None:
        self.tell(f"Exhibit {exhibit.ref} is shown again. Who decided it, and why, stands in its continuity.")
        self._back()

    def _not_out(self, problem: Problem) -> None:
        self.mistake_field.show_error(str(problem))
        self.mistake.setFocus()

    def _look_elsewhere(self) -> None:
        assert self._route is not None
        self.elsewhere.say_looking()
        self._desk.tasks.submit(
            _elsewhere, self._desk.session, self._route.exhibit_id, self._desk.tasks.on_casebook, lane="files",
            latest="kept elsewhere", done=self._show_elsewhere, failed=self.trouble.show_problem,
        )  # fmt: skip

    def _show_elsewhere(self, found: tuple[tuple[Elsewhere, ...], bool]) -> None:
        places, is_purged = found
        self.elsewhere.show_places(places, is_purged=is_purged)

    def _remove(self) -> None:
        self._desk.tasks.submit(
            remove_where_reachable, self._desk.session, self._desk.tasks.on_casebook, lane="files",
            done=self._removed, failed=self.trouble.show_problem,
        )  # fmt: skip

    def _removed(self, gone: int) -> None:
        self.tell(f"{count_of(gone, 'file')} went from the backups that are connected.")
        self._look_elsewhere()

    def _back(self) -> None:
        if self._route is not None:
            self.go.emit(ToCase(self._route.incident_id, "evidence"))

    def _lay_out(self) -> None:
        self._card = Card("Purge it")
        self._for_good = Words(_NO_WAY_BACK)
        self._card.body.addWidget(self._for_good)
        self._card.body.addWidget(self.goes)
        self._card.body.addWidget(self.form)
        self._card.body.addSpacing(GRID)
        self._card.body.addLayout(side_by_side(self.keep_button, self.purge_button))
        self.column.setSpacing(2 * GRID)
        for part in (
            self.heading, self.first, self.numbers, self.hidden, self.only_leads, self.trouble, self.done,
            self.told_form, self._card,
        ):  # fmt: skip
            self.column.addWidget(part)
        self.column.addWidget(self.support)
        self.column.addLayout(side_by_side(self.mistake_button))
        self.column.addWidget(self.mistake_field)
        self.column.addLayout(side_by_side(self.out_button))
        self.column.addWidget(self.elsewhere)
        self.column.addLayout(side_by_side(self.back_button))
        for hidden in (
            self.hidden, self.only_leads, self.trouble, self.done, self._card, self.mistake_button, self.mistake_field,
            self.out_button, self.elsewhere,
        ):  # fmt: skip
            hidden.hide()


def _read(session: Session, exhibit_id: str) -> _Read:
    exhibit = session.casebook.get(Exhibit, exhibit_id)
    may_purge = may(session.member.role, "erase")
    goes: tuple[str, ...] = ()
    if exhibit.file_id:
        going = going_with(session, exhibit_id)
        others = [each.ref for each in going.exhibits if each.id != exhibit_id]
        goes = tuple(filter(None, (
            f"exhibit {exhibit.ref}",
            f"what holds the same or came out of it ({', '.join(others)})" if others else "",
            count_of(len(going.copies), "copy", "copies") if going.copies else "",
            f"{count_of(sum(map(len, going.entries.values())), 'entry', 'entries')} about it",
        )))  # fmt: skip
    return _Read(
        exhibit, goes, seconds_for(session) if may_purge else (), whom_here(session), may_purge,
        is_hidden(session, exhibit), can_be_let_out(session, exhibit),
    )  # fmt: skip


def _elsewhere(session: Session, exhibit_id: str, on_casebook: OnCasebook) -> tuple[tuple[Elsewhere, ...], bool]:
    found = kept_elsewhere(session, exhibit_id, on_casebook)
    exhibit = on_casebook(session.casebook.get, Exhibit, exhibit_id)
    return found, not exhibit.file_id
