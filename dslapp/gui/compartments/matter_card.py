"""A matter, or the receipt of one, that waits in the inbox."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.case.case_words import count_of
from dslapp.domain.local_time import say_moment
from dslapp.domain.matters.moved_matter import Matter, Receipt
from dslapp.domain.seen_words import file_name
from dslapp.gui.evidence.intake.gate_card import GateCard
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import side_by_side
from dslapp.gui.widgets.text import Words
from dslapp.services.matters.take_in_matter import MatterSeen

UNKNOWN = (
    "Nobody here knows the casebook from which it says that it comes",
    "Ask whoever should have sent it, before you take it in. Its receipt is then written into a file.",
)

DOUBTED = "It is not certain that this comes from there"
ASK = (
    "Ask them on the telephone before you take it in: which case, by whom and when. If they have a new member, make "
    "that casebook known again in Settings."
)
LIKEWISE = "Something else was taken in from the same case over there"


class MatterCard(Card):
    """A matter that another casebook handed over: looked at first, then taken in."""

    look_wanted = Signal()
    take_wanted = Signal()

    def __init__(self, name: str, size: int) -> None:
        super().__init__("A matter that was handed over to this casebook")
        self.name = name
        self.look = Button("&Look at it", "primary", "eye")
        self.take = Button("&Take it in", "primary", "check")
        self.gate = GateCard(then="Now take it in.")
        self._told = QWidget()
        self._column = QVBoxLayout(self._told)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        self.body.addWidget(Words(f"{max(1, round(size / 1024)):,} KiB, sealed", "hint"))
        self.body.addWidget(self._told)
        self.body.addWidget(self.gate)
        self.body.addLayout(side_by_side(self.look, self.take))
        self._told.hide()
        self.gate.hide()
        self.take.hide()
        self.gate.answered.connect(self._answered)
        self.look.clicked.connect(self.look_wanted)
        self.take.clicked.connect(self.take_wanted)

    def show_matter(self, seen: MatterSeen) -> None:
        """Say what it is and from where."""
        matter = seen.matter
        lines = (
            f"From “{seen.known.label if seen.known else matter.from_label}”, {matter.incident.ref}: "
            f"{matter.incident.headline}",
            f"Handed over by {matter.moved_by} on {say_moment(matter.moved_at)}. Reason: {matter.reason}",
            f"{count_of(len(matter.people), 'person', 'people')}, {count_of(len(matter.exhibits), 'exhibit')}, "
            f"{count_of(len(matter.log), 'entry in the chronology', 'entries in the chronology')}, with its history",
        )
        for line in lines:
            self._column.addWidget(Words(line))
        if seen.known is None:
            self._column.addWidget(Banner("warning", *UNKNOWN))
        if seen.doubts:
            self._column.addWidget(Banner("danger", DOUBTED, " ".join((*seen.doubts, ASK))))
        if seen.likewise:
            self._column.addWidget(Banner("warning", LIKEWISE, f"It is {' and '.join(seen.likewise)} here."))
        self._told.show()
        self.look.hide()
        if matter.files:
            self._ask(matter)
            self.gate.lapsed.connect(partial(self._lapsed, matter))
            self.gate.show()
            self.gate.point_out()
            return
        self.take.show()
        self.take.setFocus()

    def _ask(self, matter: Matter) -> None:
        """Ask about its files, each by its kind and number: nobody has seen them here."""
        names = [f"{each.exhibit_kind} {each.ref}" for each in matter.exhibits if each.file_id]
        names += [f"{each.derivative_kind} copy {each.ref}" for each in matter.derivatives if each.file_id]
        coming = count_of(len(names), "file comes", "files come")
        self.gate.ask_about(names, f"{coming} with it: {', '.join(map(file_name, names))}.")

    def _lapsed(self, matter: Matter) -> None:
        self.take.hide()
        self._ask(matter)

    def _answered(self, answer: str) -> None:
        self.take.setVisible(answer == "no")
        if answer == "no":
            self.take.setFocus()


class ReceiptCard(Card):
    """A matter of this casebook was taken in elsewhere: now it can go here."""

    look_wanted = Signal()
    finish_wanted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__("The receipt of a matter that was handed over")
        self.name = name
        self.words = Words()
        self.look = Button("&Read it", "primary", "eye")
        self.finish = Button("&Remove the matter here", "danger", "trash-2")
        self.body.addWidget(self.words)
        self.body.addLayout(side_by_side(self.look, self.finish))
        self.words.hide()
        self.finish.hide()
        self.look.clicked.connect(self.look_wanted)
        self.finish.clicked.connect(self.finish_wanted)

    def show_receipt(self, receipt: Receipt) -> None:
        """Say who took in what."""
        self.words.setText(
            f"“{receipt.label}” took in {receipt.old_ref} on {say_moment(receipt.taken_at)}. Its reference there is "
            f"{receipt.ref}. The receipt is signed by one of its members."
        )
        self.words.show()
        self.look.hide()
        self.finish.show()
        self.finish.setFocus()
