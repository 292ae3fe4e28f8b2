"""Whom a pack is for and what for: whether police, LADO or social care decides the words of everything in it."""

from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.pack.first_lines import known_reference, known_ring
from dslapp.domain.pack.readers import PackReader, ReaderWords, words_for
from dslapp.domain.problems import UserProblem
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.field import IF_ANY, Field
from dslapp.gui.widgets.growing_text import GrowingText

_READERS: tuple[PackReader, ...] = ("police", "lado", "social care", "other")


class ForWhom(Card):
    """`changed` is sent when another reader is chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Who is it for?", parent)
        self._lado_label = ""
        self._case: CaseFile | None = None
        self._shown: PackReader = "police"
        self._typed_for: dict[PackReader, tuple[str, str]] = {}
        self.reader = ChoiceButtons(
            "Who is it for", [Choice(each, words_for(each).choice) for each in _READERS], across=True
        )
        self._who, self._tonight, self._ref, self._why = QLineEdit(), QLineEdit(), QLineEdit(), GrowingText(lines=2)
        self.recipient = Field("For &whom?", self._who, "It stands in the continuity.")
        self.ring_tonight = Field("Who can they ring tonight?", self._tonight, "Name and mobile: the first line.")
        self.crime_ref = Field("Their reference", self._ref)
        self.purpose = Field("What &for?", self._why, "It stands in the history and on the notes.")
        self.fields = {"recipient": self.recipient, "purpose": self.purpose}
        for part in (self.reader, self.recipient, self.ring_tonight, self.crime_ref, self.purpose):
            self.body.addWidget(part)
        self.reader.chosen.connect(self._switch)
        self.forget()

    def chosen(self) -> PackReader:
        """Whom it is for."""
        return cast("PackReader", self.reader.value() or "police")

    def words(self) -> ReaderWords:
        """The words that this decides."""
        return words_for(self.chosen(), self._lado_label)

    def show_case(self, case: CaseFile) -> None:
        """Call the LADO as the school's authority does, and fill what the case knows where nothing was typed."""
        self._case, self._lado_label = case, case.lado_label
        self.reader.button("lado").say(words_for("lado", case.lado_label).choice)
        self._fill()
        self._say()

    def typed(self) -> dict[str, str]:
        """What was written, by the names of a pack's choice."""
        return {
            "recipient": self._who.text().strip(), "purpose": self._why.text().strip(),
            "ring_tonight": self._tonight.text().strip(), "crime_ref": self._ref.text().strip(),
        }  # fmt: skip

    def missing(self) -> UserProblem | None:
        """What would be refused."""
        if not self._who.text().strip():
            return UserProblem("Say who gets it.", field="recipient")
        if not self._why.text().strip():
            return UserProblem("Say what it is for.", field="purpose")
        return None

    def forget(self) -> None:
        """Empty it."""
        self.reader.set_value("police")
        self._case, self._shown, self._typed_for = None, "police", {}
        for line in (self._who, self._tonight, self._ref):
            line.clear()
        self._why.setPlainText("")
        self._say()

    def _switch(self) -> None:
        """Put away what was typed for another reader: the name and the number are theirs."""
        self._typed_for[self._shown] = (self._who.text(), self._ref.text())
        self._shown = self.chosen()
        who, ref = self._typed_for.get(self._shown, ("", ""))
        self._who.setText(who)
        self._ref.setText(ref)
        self._fill()
        self._say()

    def _fill(self) -> None:
        if self._case is None:
            return
        if not self._tonight.text().strip():
            self._tonight.setText(known_ring(self._case, self._shown))
        if not self._ref.text().strip():
            self._ref.setText(known_reference(self._case, self._shown))

    def _say(self) -> None:
        words = self.words()
        self.recipient.say("For &whom?", f"{words.recipient_hint} It stands in the continuity.")
        self.ring_tonight.say(f"Who can {words.who} ring tonight?", "Name and mobile: the first line that they read.")
        self.crime_ref.say(f"{words.reference} ({IF_ANY})")
        self.changed.emit()
