"""The form of one row of the reference data: its fields, and why the school changes it."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dslapp.domain.guidance.contacts import NationalContact
from dslapp.domain.problems import Problem
from dslapp.domain.reference.glossary import Word
from dslapp.domain.reference.legislation import Law
from dslapp.domain.reference.platforms import Platform
from dslapp.domain.reference.shown import CONCERNS, STANDINGS, ReferenceFile, ReferenceRow
from dslapp.gui.case_details.form import Group, PartsForm
from dslapp.gui.case_details.parts import CheckPart, LinePart, OnePart, Part, TextPart
from dslapp.gui.reference.row_parts import AgesPart, LinesPart
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.choice import Choice
from dslapp.gui.widgets.wrapping import WrapLayout

Row = Platform | Law | Word | NationalContact
NEEDED = frozenset(
    {"name", "kind", "how_to_report", "keep_first", "act", "now", "term", "meaning", "label", "when", "source"}
)
"""Fields that a row cannot do without."""
_OUR_LIMIT = "Empty: your school’s limit counts."


class RowForm(PartsForm):
    """`saved` carries the row and the reason; `put_away` and `withdrawn` ask for the card, or the shipped row, back.

    Without `row` a new one is written.
    """

    saved = Signal(object, str)
    put_away = Signal()
    withdrawn = Signal(str)

    def __init__(self, file: ReferenceFile, row: ReferenceRow | None, today: date) -> None:
        self._file, self._today = file, today
        self._row: Row = row.row if row else _empty(file, today)
        title = f"Change: {row.title}" if row else "Add to the list"
        self.reason = TextPart(
            "&Why do you write it differently?", "It stands in the history, with your name.", lines=1
        )
        super().__init__((Group(title, {**_parts(file), "check_locally": _check_locally()}),))
        self._told = Banner("danger")
        self._told.hide()
        self.save = Button("Save", "primary", "save")
        self.cancel = Button("Cancel", "secondary")
        self.withdraw = Button("Back to the shipped te&xt", "secondary", "history")
        self.withdraw.setVisible(row is not None and row.own)
        buttons = WrapLayout()
        for button in (self.save, self.cancel, self.withdraw):
            buttons.addWidget(button)
        body = self.groups[0].body
        body.addWidget(self.reason)
        body.addWidget(self._told)
        body.addLayout(buttons)
        self.fill(self._row)
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.put_away)
        self.withdraw.clicked.connect(self._withdraw)

    def show_problem(self, problem: Problem) -> None:
        """Say why it was not saved."""
        self._told.show_problem(problem)

    def row(self) -> Row:
        """The row as it stands in the form, checked today."""
        filled = self.applied_to(self._row)
        return msgspec.structs.replace(filled, key=self._row.key or _key(filled), checked_on=self._today)

    def _save(self) -> None:
        wrong = self._needed() or self.show_problems()
        if wrong is None and self._has_reason():
            self.saved.emit(self.row(), self.reason.value())
        elif wrong is not None:
            wrong.setFocus()

    def _withdraw(self) -> None:
        if self._has_reason():
            self.withdrawn.emit(self.reason.value())

    def _has_reason(self) -> bool:
        given = bool(self.reason.value())
        self.reason.show_error("" if given else "Write why, in a few words.")
        if not given:
            self.reason.control.setFocus()
        return given

    def _needed(self) -> QWidget | None:
        missing = [part for name, part in self.parts.items() if name in NEEDED and not part.value()]
        for name, part in self.parts.items():
            part.show_error("Write this: nobody can use it without." if name in NEEDED and not part.value() else "")
        return missing[0].control if missing else None


def _parts(file: ReferenceFile) -> Mapping[str, Part[Any]]:
    match file:
        case "platforms":
            return {
                "name": LinePart("&Name"),
                "also_called": LinesPart("Also called"),
                "kind": LinePart("What kind of site or app is it?"),
                "keep_first": TextPart("What to keep first, and how"),
                "how_to_report": TextPart("How to report it", "In words: menus change every few months."),
                "rules_to_cite": LinesPart("Which of its rules to name"),
                "ages": AgesPart("From what age"),
                "age_note": TextPart("A note about the age", lines=1),
                "acknowledges_within": LinePart("It acknowledges a report within", _OUR_LIMIT),
                "answers_within": LinePart("It answers a report within", _OUR_LIMIT),
                "cannot": TextPart("What it cannot do", lines=2),
                "gone": LinePart("It is gone", "Only if it was shut: since when."),
                "source": TextPart("Where you found this", lines=1),
            }  # fmt: skip
        case "legislation":
            return {
                "act": TextPart("&Act and section", lines=1),
                "policy_said": TextPart("What the old policy says", lines=2),
                "standing": OnePart("How it stands now", [Choice(key, words) for key, words in STANDINGS.items()]),
                "now": TextPart("What holds now"),
                "replaced_by": TextPart("What came instead", lines=1),
                "note": TextPart("Note", lines=2),
                "concerns": OnePart("Comes up in", [Choice(key, _begun(words)) for key, words in CONCERNS.items()]),
                "for_police": CheckPart("In a case", "Offer it, for the police or the CPS to decide"),
                "source": TextPart("Where you found this", lines=1),
            }  # fmt: skip
        case "glossary":
            return {
                "term": LinePart("&Word"),
                "meaning": TextPart("What it means, in short"),
                "also_called": LinesPart("Also called"),
                "not_to_confuse": TextPart("Not to be confused with", lines=1),
                "spoken": LinesPart("How the guidance may write it", "One a line. So it is explained beside a step."),
                "source": TextPart("Where you found this", lines=1),
            }
        case "contacts":
            return {
                "label": LinePart("&Who"),
                "phone": LinePart("Telephone"),
                "address": LinePart("Address"),
                "when": TextPart("When to ring", lines=1),
                "hours": LinePart("Open"),
                "source": TextPart("Where you found this", lines=1),
            }


def _begun(words: str) -> str:
    return words[0].upper() + words[1:]


def _check_locally() -> CheckPart:
    return CheckPart("How sure is it?", "Not seen at its own source: check it before you rely on it")


def _empty(file: ReferenceFile, today: date) -> Row:
    match file:
        case "platforms":
            return Platform(key="", name="", kind="", how_to_report="", keep_first="", source="", checked_on=today)
        case "legislation":
            return Law(key="", act="", standing="current", now="", source="", checked_on=today)
        case "glossary":
            return Word(key="", term="", meaning="", source="", checked_on=today)
        case "contacts":
            return NationalContact(key="", label="", when="", source="", checked_on=today)


def _key(row: Row) -> str:
    """A key for a new row of the school's own, made from its name."""
    match row:
        case Platform():
            name = row.name
        case Law():
            name = row.act
        case Word():
            name = row.term
        case NationalContact():
            name = row.label
    return f"own-{re.sub('[^a-z0-9]+', '-', name.casefold()).strip('-')[:40]}"
