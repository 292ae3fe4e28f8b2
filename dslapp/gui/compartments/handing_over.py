"""Seals the first screen to another casebook, from the buttons beside the safety questions."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from dslapp.domain.case.incident_draft import IncidentDraft
from dslapp.domain.entity import new_id
from dslapp.domain.matters.sealed_note import note_of
from dslapp.gui.compartments.elsewhere_box import ElsewhereBox
from dslapp.gui.desk import Desk
from dslapp.gui.print_pdf import print_pdf
from dslapp.services.matters.seal_note import HandedOver, hand_over
from dslapp.services.papers.print_note_form import note_form

NOTE_FILE, SEALED = "Sealed note.age", "Sealed notes (*.age)"
MINIMUM = ("what", "danger", "image", "adult_here", "about")
"""What a hand-over to another casebook needs: the rest is asked there."""
PRINTED = (
    "Printed. Delete it here?",
    "Look first whether the paper came out whole. What you wrote is then gone from this casebook for good.",
    "Delete it here",
    "Keep the draft",
)


class HandingOver(QObject):
    """`handed_over` carries what came of it in words and their tone; `failed` the problem; `ended` follows either.

    `draft` gives what is on the screen, or None when the minimum is not there; `words` gives it as it stands.
    `printed` says that it stands on paper and is to go from here.
    """

    handed_over = Signal(str, str)
    failed = Signal(object)
    ended = Signal()
    printed = Signal()

    def __init__(
        self,
        desk: Desk,
        box: ElsewhereBox,
        draft: Callable[[], IncidentDraft | None],
        words: Callable[[], IncidentDraft],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk, self._box, self._draft, self._words = desk, box, draft, words
        box.seal_wanted.connect(self.seal)
        box.file_wanted.connect(self._into_file)
        box.paper_wanted.connect(self._print_form)

    def seal(self, casebook: str, target: Path | None = None) -> None:
        """Seal it into the inbox of a casebook on this computer, or into the file `target`."""
        draft = self._draft()
        if draft is None:
            return
        self._box.work(True)
        self._desk.tasks.submit(
            hand_over, self._desk.session, draft, casebook, target,
            done=self._sealed, failed=self.failed.emit, ended=self._ended,
        )  # fmt: skip

    def _sealed(self, handed: HandedOver) -> None:
        kept, tone = "Nothing of it was kept here.", "success"
        if handed.draft_stays:
            kept, tone = "The disk did not let its draft go: throw that away here.", "warning"
        self.handed_over.emit(f"Sealed for “{handed.label}”. {kept} Tell them today that it waits.", tone)

    def _ended(self) -> None:
        self._box.work(False)
        self.ended.emit()

    def _into_file(self, casebook: str) -> None:
        target = self._desk.prompter.save_file("Where to write the sealed note", NOTE_FILE, SEALED, replaces=False)
        if target is not None:
            self.seal(casebook, target)

    def _print_form(self) -> None:
        by = self._desk.session.member.name
        note = note_of(self._words(), note_id=new_id(), casebook="", at=self._desk.now(), by=by, sent_from="")
        self._desk.tasks.submit(note_form, "", note, lane="files", done=self._print, failed=self.failed.emit)

    def _print(self, pdf: bytes) -> None:
        if print_pdf(self._desk.prompter, pdf) and self._desk.prompter.confirm(*PRINTED, danger=True):
            self.printed.emit()
