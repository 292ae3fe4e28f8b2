"""The page on which anybody leaves a sealed note, before anything is unlocked."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal

from dslapp.domain.matters.inbox_card import InboxCard
from dslapp.domain.matters.sealed_note import SealedNote
from dslapp.domain.problems import Problem, UserProblem
from dslapp.gui.compartments.note_form import NoteForm
from dslapp.gui.compartments.places_box import PlacesBox
from dslapp.gui.pages import ScrollingPage
from dslapp.gui.prompter import Prompter
from dslapp.gui.tasks import TaskRunner
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Heading, Words
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.access.known_casebooks import KnownCasebook
from dslapp.services.matters.make_known import read_card
from dslapp.services.matters.seal_note import card_known_here, file_name, leave_note, note_places, write_note_file
from dslapp.services.papers.print_note_form import hand_over_slip, note_form
from dslapp.services.program import Program

WHAT_IT_IS = (
    "You need no passphrase. What you write is sealed for the people who can open the casebook: nobody can read it "
    "here afterwards, not even you. Write what you know, and ask the child nothing more."
)
CARDS = "Cards (*.inbox)"
SEALED = "Sealed notes (*.age)"
EMPTY_FORM, WRITTEN_FORM = "&Print the paper form", "&Print what I have written, for the envelope"
PRINTED = (
    "Printed. Delete it here?",
    "Look first whether the paper came out whole. It is kept nowhere else.",
    "Delete it here",
    "Stay here",
)


class NotePage(ScrollingPage):
    """Takes a note and seals it. `left` goes back, `contacts_wanted` shows whom to ring."""

    left = Signal()
    contacts_wanted = Signal()

    def __init__(
        self, program: Program, tasks: TaskRunner, prompter: Prompter, print_pdf: Callable[[bytes], bool]
    ) -> None:
        super().__init__(centred=True)
        self._program, self._tasks, self._prompter, self._print_pdf = program, tasks, prompter, print_pdf
        self._known: dict[str, KnownCasebook] = {}
        self._cards: dict[str, InboxCard] = {}
        self.form = NoteForm()
        self.places = PlacesBox("Who is to read it?")
        self.trouble = Banner("danger")
        self.sealed = Banner("success")
        self.slip = self.sealed.add_button(Button("Print a &slip with its code", "secondary", "printer"))
        self._last: SealedNote | None = None
        self._sealed_as: tuple[str, str, datetime] = ("", "", program.clock())
        self.seal = Button("&Seal it and leave it here", "primary", "inbox")
        self.to_file = Button("Write it into a &file", "secondary", "download")
        self.use_card = Button("For a casebook on another computer: choose its ca&rd", "quiet", "folder-open")
        self.paper = Button(EMPTY_FORM, "quiet", "printer")
        self.ring = Button("Whom to ring (F2)", "quiet", "phone")
        self.back_button = Button("&Back", "secondary", "arrow-left")
        self._written = Card()
        self._lay_out()
        self._connect()
        self._read_known()

    def _read_known(self) -> None:
        for known in self._program.known.listed():
            if known.card is not None and known.is_there:
                self._known[known.card.casebook] = known
                self._cards[known.card.casebook] = _as_it_is_today(known, known.card)
        self._offer()

    def _offer(self) -> None:
        """Show for whom it may be, once it is known whom it is about."""
        shown = self.form.said_whom
        self._name_paper()
        self.places.setVisible(shown)
        if shown:
            self.places.show_places(note_places(tuple(self._cards.values()), self._note().subject))
            follow_layout(self)
        picked = self.places.casebook() if shown else ""
        self.seal.setVisible(not shown or picked in self._known)
        self.to_file.setVisible(shown and bool(picked))
        self.seal.setEnabled(not shown or bool(picked))

    def leave_it(self) -> None:
        """Seal the note and put it into the inbox of the casebook that is picked."""
        if self._complete():
            self._last = self._note()
            self._work(leave_note, self._known[self.places.casebook()], self._last)

    def write_file(self) -> None:
        """Seal the note into a file for the casebook that is picked."""
        if not self._complete():
            return
        card = self._cards[self.places.casebook()]
        target = self._prompter.save_file(
            "Where to write the sealed note", file_name(card.label), SEALED, replaces=False
        )
        if target is not None:
            self._last = self._note()
            self._work(write_note_file, card, self._last, target)

    def _complete(self) -> bool:
        self.trouble.hide()
        if not self.form.complete():
            return False
        self._offer()
        return bool(self.places.casebook())

    def _work(self, service: Callable[..., None], *arguments: object) -> None:
        for button in (self.seal, self.to_file):
            button.setEnabled(False)
        self.seal.say("Sealing…")
        self._tasks.submit(service, *arguments, done=self._left_it, failed=self._failed, ended=self._ended)

    def _left_it(self, _nothing: None) -> None:
        label = self._cards[self.places.casebook()].label
        if self._last is not None:
            self._sealed_as = (label, self._last.code, self._last.written_at)
            self._last = None
        self.form.clear()
        self._written.hide()
        self.sealed.show_message(
            "success",
            f"Your note is sealed for “{label}”.",
            f"Its code is {self._sealed_as[1]}. Nobody can read it here any more. "
            "Tell whoever it is for, today and by word of mouth, that a note waits "
            "for them. If a child may be in danger, don’t wait for them: ring 999.",
        )
        self.sealed.show()
        self.back_button.setFocus()

    def _failed(self, problem: Problem) -> None:
        if not (isinstance(problem, UserProblem) and self.form.show_problem(problem)):
            self.trouble.show_problem(problem)
            self.area.ensureWidgetVisible(self.trouble)

    def _ended(self) -> None:
        self.seal.say("&Seal it and leave it here")
        self.to_file.setEnabled(True)
        if self._written.isVisibleTo(self):
            self._offer()

    def _choose_card(self) -> None:
        files = self._prompter.choose_files("The card of the casebook", CARDS)
        if files:
            self._tasks.submit(read_card, files[0], done=self._card_read, failed=self.trouble.show_problem)

    def _card_read(self, card: InboxCard) -> None:
        self.trouble.hide()
        if card.casebook not in self._known:  # what this computer knows of its own casebooks counts for more
            self._cards[card.casebook] = card
        self._offer()

    def _print(self) -> None:
        written = self._note() if self.form.worth_keeping else None
        self._tasks.submit(note_form, "", written, done=self._drawn, failed=self.trouble.show_problem, lane="files")

    def _drawn(self, pdf: bytes) -> None:
        if self._print_pdf(pdf) and self.form.worth_keeping and self._prompter.confirm(*PRINTED, danger=True):
            self.form.clear()
            self._offer()

    def _print_slip(self) -> None:
        self._tasks.submit(
            hand_over_slip, *self._sealed_as, done=self._print_pdf, failed=self.trouble.show_problem, lane="files"
        )

    def _name_paper(self) -> None:
        self.paper.say(WRITTEN_FORM if self.form.worth_keeping else EMPTY_FORM)

    def _go_back(self) -> None:
        if not self.form.worth_keeping or self._prompter.confirm(
            "Go back without sealing this?", "What you typed is kept nowhere: it is then gone.", "Go back", "Stay here",
            danger=True,
        ):  # fmt: skip
            self.left.emit()

    def _note(self) -> SealedNote:
        return self.form.note(self._program.clock())

    def _lay_out(self) -> None:
        self.column.addWidget(Heading("Leave a sealed note", 1))
        self.column.addWidget(Words(WHAT_IT_IS))
        self.column.addWidget(self.sealed)
        body = self._written.body
        body.addWidget(self.form)
        body.addWidget(self.places)
        body.addWidget(self.trouble)
        acts, ways = WrapLayout(), WrapLayout()
        for button in (self.seal, self.to_file):
            acts.addWidget(button)
        for button in (self.back_button, self.use_card, self.paper, self.ring):
            ways.addWidget(button)
        body.addLayout(acts)
        self.column.addWidget(self._written)
        self.column.addLayout(ways)
        for widget in (self.sealed, self.trouble, self.places):
            widget.hide()
        self.setFocusProxy(self.form)

    def _connect(self) -> None:
        self.form.concerns.connect(self._offer)
        self.form.changed.connect(self._name_paper)
        self.places.chosen.connect(self._offer)
        self.seal.clicked.connect(self.leave_it)
        self.to_file.clicked.connect(self.write_file)
        self.use_card.clicked.connect(self._choose_card)
        self.slip.clicked.connect(self._print_slip)
        self.paper.clicked.connect(self._print)
        self.ring.clicked.connect(self.contacts_wanted)
        self.back_button.clicked.connect(self._go_back)


def _as_it_is_today(known: KnownCasebook, kept: InboxCard) -> InboxCard:
    """The card with whoever can open the casebook today; what is wrong with its address is told when it is used."""
    try:
        return card_known_here(known)
    except Problem:
        return kept
