"""In Settings: what this casebook holds, its card, and the other casebooks to which matters can be sealed."""

from pathlib import Path
from typing import cast

import msgspec
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dslapp.domain.matters.compartments import HOLDS_IN_WORDS
from dslapp.domain.matters.inbox_card import InboxCard, check_words
from dslapp.domain.problems import Problem
from dslapp.domain.roles import may
from dslapp.domain.school import Holds, School
from dslapp.domain.trust.entries import Neighbour
from dslapp.gui.compartments.note_page import CARDS
from dslapp.gui.desk import Desk
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.text import Words
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.change_settings import change_school_fields
from dslapp.services.matters.make_known import (
    card_of_folder,
    export_card,
    make_known,
    neighbours,
    no_longer_known,
    own_card,
    read_card,
    waits_for_agreement,
)
from dslapp.services.matters.seal_note import file_name, is_on_this_computer
from dslapp.services.session import Session

_CHOICES: dict[Holds, str] = {"pupils": "Pupils", "staff": "Concerns about staff", "head": "Concerns about the head"}
ABOUT = (
    "A concern about an adult here is kept in a casebook that this adult cannot open. Make the others known, so that "
    "the program can seal a matter to the right one."
)
CHECKED = "Compare the check code with one of its members on the telephone"

HOLDS_DECIDES = (
    "It decides which concerns may be written here, and what is sealed here from other casebooks. The cases that are "
    "here already stay."
)
WAITS = "Something about it was changed: nothing is sealed to it until another member has agreed, under “Members”."


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What the card shows, read in one go."""

    school: School
    own: InboxCard
    others: tuple[Neighbour, ...]
    waits: frozenset[str]
    """Ids of those of which something was changed and no second member has agreed."""


def read_known(session: Session) -> Known:
    """Read it on the casebook's thread."""
    others = neighbours(session)
    waits = frozenset(each.id for each in others if waits_for_agreement(session, each))
    return Known(school=session.school, own=own_card(session), others=others, waits=waits)


class OtherCasebooksCard(Card):
    """Lists the known casebooks; adds one from its folder on this computer, or from its card."""

    def __init__(self, desk: Desk, *, may_change: bool) -> None:
        super().__init__("Other casebooks")
        self._desk, self._may_change = desk, may_change
        self.holds = ChoiceButtons("This casebook holds", [Choice(*each) for each in _CHOICES.items()], across=True)
        self.holds.setEnabled(may_change)
        self.own = Words(part="hint")
        self.save_card = Button("Save this caseboo&k’s card", "secondary", "download")
        self.add_folder = Button("Add one from its fol&der", "secondary", "folder-open")
        self.add_card = Button("Add one from its &card", "secondary", "file-check")
        self.told = Banner("danger")
        self.told.hide()
        self.lines: list[QWidget] = []
        self._others: tuple[Neighbour, ...] = ()
        self._holds: Holds = "pupils"
        self._listed = QVBoxLayout()
        self._lay_out()
        self.holds.chosen.connect(self._change_holds)
        self.save_card.clicked.connect(self._save_card)
        self.add_folder.clicked.connect(self._add_folder)
        self.add_card.clicked.connect(self._add_card)

    def read(self) -> None:
        """Read everything afresh."""
        self._desk.tasks.submit(read_known, self._desk.session, done=self._show, latest="other casebooks")

    def _show(self, known: Known) -> None:
        self._holds = known.school.holds
        self.holds.set_value(self._holds)
        self.own.setText(
            f"This casebook’s check code: {known.own.check_words}. Its card lets other computers seal notes for it."
        )
        for line in self.lines:
            self._listed.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._others = known.others
        lines = [self._line(other, other.id in known.waits) for other in known.others]
        self.lines = lines or [Words("No other casebook is known here.")]
        for line in self.lines:
            self._listed.addWidget(line)

    def _line(self, other: Neighbour, waits: bool) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Words(f"{other.label}: {HOLDS_IN_WORDS[other.holds]}", "strong"))
        where = "on this computer" if is_on_this_computer(other) else "on another computer"
        words.addWidget(Words(f"{where} · check code {check_words(other.inbox_recipient)}", "hint"))
        if waits:
            words.addWidget(Words(WAITS, tone="danger"))
        row.addLayout(words, 1)
        if self._may_change and may(self._desk.session.member.role, "manage the members"):
            forget = Button("&Remove", "quiet", "x", f"Seal nothing to {other.label} any more")
            forget.clicked.connect(lambda: self._forget(other))
            row.addWidget(forget)
        return line

    def _change_holds(self) -> None:
        holds = cast("Holds", self.holds.value())
        if holds == self._holds:
            return
        if not self._desk.prompter.confirm(
            f"Does this casebook hold {HOLDS_IN_WORDS[holds]} from now on?", HOLDS_DECIDES, "Yes, change it",
            f"No: it holds {HOLDS_IN_WORDS[self._holds]}", danger=True,
        ):  # fmt: skip
            self.holds.set_value(self._holds)
            return
        self._desk.tasks.submit(
            change_school_fields, self._desk.session, {"holds": holds}, failed=self._failed, ended=self.read
        )

    def _save_card(self) -> None:
        label = self._desk.session.opened.folder.stem
        target = self._desk.prompter.save_file(
            "Where to save the card", file_name(label, card=True), CARDS, replaces=False
        )
        if target is not None:
            self._desk.tasks.submit(
                export_card, self._desk.session, target, label, done=self._card_saved, failed=self._failed
            )

    def _card_saved(self, card: InboxCard) -> None:
        self.told.show_message("success", "The card is saved.", f"Its check code is {card.check_words}.")
        self.told.show()

    def _add_folder(self) -> None:
        folder = self._desk.prompter.choose_folder("Choose the folder that ends in .casebook")
        if folder is None:
            return
        answer = self._desk.prompter.ask(
            "What does that casebook hold?", "It decides what may be sealed to it.", list(_CHOICES.values())
        )
        if answer is not None:
            self._desk.tasks.submit(
                _know_folder, self._desk.session, folder, list(_CHOICES)[answer], done=self._added, failed=self._failed
            )

    def _add_card(self) -> None:
        files = self._desk.prompter.choose_files("The card of the casebook", CARDS)
        if files:
            self._desk.tasks.submit(_know_card, self._desk.session, files[0], done=self._added, failed=self._failed)

    def _added(self, other: Neighbour) -> None:
        words = check_words(other.inbox_recipient)
        before = next((check_words(each.inbox_recipient) for each in self._others if each.id == other.id), words)
        changed = f" They were {before}." if before != words else ""
        self.told.show_message("success", f"“{other.label}” is known here now.", f"{CHECKED}: {words}.{changed}")
        self.told.show()
        self.read()

    def _forget(self, other: Neighbour) -> None:
        if self._desk.prompter.confirm(
            f"Seal nothing to “{other.label}” any more?", "You can make it known again at any time.", "Remove it"
        ):
            self._desk.tasks.submit(no_longer_known, self._desk.session, other.id, failed=self._failed, ended=self.read)

    def _failed(self, problem: Problem) -> None:
        self.told.show_problem(problem)

    def _lay_out(self) -> None:
        ways = WrapLayout()
        ways.addWidget(self.save_card)
        for button in (self.add_folder, self.add_card):
            button.setVisible(self._may_change)
            ways.addWidget(button)
        self._listed.setSpacing(GRID)
        self.body.addWidget(Words(ABOUT, "hint"))
        self.body.addWidget(Field("This casebook holds", self.holds))
        self.body.addLayout(self._listed)
        self.body.addWidget(self.own)
        self.body.addWidget(self.told)
        self.body.addLayout(ways)


def _know_folder(session: Session, folder: Path, holds: Holds) -> Neighbour:
    return make_known(session, card_of_folder(folder, holds), folder)


def _know_card(session: Session, path: Path) -> Neighbour:
    return make_known(session, read_card(path))
