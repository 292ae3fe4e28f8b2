"""What is done with matters and receipts that wait: looked at, taken in, finished."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from dslapp.domain.entity import IncidentId
from dslapp.domain.matters.moved_matter import Receipt
from dslapp.gui.compartments.matter_card import MatterCard, ReceiptCard
from dslapp.gui.desk import Desk
from dslapp.gui.routes import ToCase
from dslapp.services.matters.hand_over_matter import Finished, backups_that_hold_it, finish_move, read_receipt
from dslapp.services.matters.take_in_matter import MatterSeen, TakenIn, look_at_matter, save_receipt, take_in_matter

RECEIPTS = "Sealed receipts (*.age)"
WHAT_GOES = (
    "What was written about it goes for good, with its pictures. Its reference stays, with where it went and why, and "
    "the seals of its entries. A second member is asked to countersign."
)


class Matters(QObject):
    """Works for the inbox page. `go` carries a route, `told` words, `failed` a problem, `changed` asks to read anew."""

    go = Signal(object)
    told = Signal(str)
    failed = Signal(object)
    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._card: MatterCard | ReceiptCard | None = None

    def matter(self, name: str, size: int) -> MatterCard:
        """The card of a matter."""
        card = MatterCard(name, size)
        card.look_wanted.connect(partial(self._look, card))
        card.take_wanted.connect(partial(self._take_in, card))
        return card

    def receipt(self, name: str) -> ReceiptCard:
        """The card of a receipt."""
        card = ReceiptCard(name)
        card.look_wanted.connect(partial(self._read_receipt, card))
        card.finish_wanted.connect(partial(self._finish, card))
        return card

    def _look(self, card: MatterCard) -> None:
        self._card = card
        self._desk.tasks.submit(
            look_at_matter, self._desk.session, card.name, done=self._looked, failed=self.failed.emit
        )

    def _looked(self, seen: MatterSeen) -> None:
        if isinstance(self._card, MatterCard):
            self._card.show_matter(seen)

    def _take_in(self, card: MatterCard) -> None:
        card.take.setEnabled(False)
        card.take.say("Taking it in…")
        self._desk.tasks.submit(
            take_in_matter, self._desk.session, card.name, image_answer=card.gate.answer(), done=self._taken,
            failed=self._not_taken,
        )  # fmt: skip

    def _not_taken(self, problem: object) -> None:
        self.failed.emit(problem)
        self.changed.emit()

    def _taken(self, taken: TakenIn) -> None:
        if not taken.receipt_left:
            self._save_receipt(taken)
        self.told.emit(f"Taken in as {taken.incident.ref}.")
        self.go.emit(ToCase(IncidentId(taken.incident.id)))

    def _save_receipt(self, taken: TakenIn) -> None:
        target = self._desk.prompter.save_file(
            "Where to write the receipt: take it back to the casebook from which the matter came", "Receipt.age",
            RECEIPTS, replaces=False,
        )  # fmt: skip
        if target is not None:
            self._desk.tasks.submit(save_receipt, taken, target, failed=self.failed.emit, lane="files")

    def _read_receipt(self, card: ReceiptCard) -> None:
        self._card = card
        self._desk.tasks.submit(
            read_receipt, self._desk.session, card.name, done=self._receipt_read, failed=self.failed.emit
        )

    def _receipt_read(self, receipt: Receipt) -> None:
        if isinstance(self._card, ReceiptCard):
            self._card.show_receipt(receipt)

    def _finish(self, card: ReceiptCard) -> None:
        if self._desk.prompter.confirm(
            "Remove the matter from this casebook?", WHAT_GOES, "Remove it", "Keep it", danger=True
        ):
            card.finish.setEnabled(False)
            tasks = self._desk.tasks
            tasks.submit(
                finish_move, self._desk.session, card.name, tasks.on_casebook, lane="files",
                done=self._finished, failed=self._not_finished,
            )  # fmt: skip

    def _not_finished(self, problem: object) -> None:
        self.failed.emit(problem)
        self.changed.emit()

    def _finished(self, finished: Finished) -> None:
        failed = [each.place.label for each in finished.backups if each.problem is not None]
        without = f" No backup could be made before that: {', '.join(failed)}." if failed else ""
        self.told.emit(f"{finished.stub.ref} was removed here.{without}")
        self._desk.tasks.submit(backups_that_hold_it, self._desk.session, done=self._say_backups)
        self.changed.emit()

    def _say_backups(self, labels: tuple[str, ...]) -> None:
        where = "; ".join(labels) or "any backups of this casebook"
        self._desk.prompter.tell(
            "The matter was removed here.",
            f"What was copied until today still holds it, until it is pruned or deleted: {where}.",
        )
