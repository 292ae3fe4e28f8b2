"""One copy of an exhibit: its picture, hidden until it is pressed, what it is for, and what may be done with it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.local_time import say_moment
from dslapp.domain.problems import Problem, UserProblem
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.beside.reason_form import ReasonForm
from dslapp.gui.evidence.beside.unencrypted import may_leave_unencrypted
from dslapp.gui.evidence.viewer.hidden_picture import HiddenPicture
from dslapp.gui.evidence.viewer.pictures import image_of
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.text import Words
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.copies.make_copy import withdraw_copy
from dslapp.services.copies.show_copy import copy_thumbnail, export_copy, note_copy_revealed, note_copy_unsound
from dslapp.services.session import Session

_PICTURE = QSize(160, 160)
_THUMBNAIL = 320
_KINDS = {"redacted": "Redacted", "cropped": "Cropped"}
_FIRST_PICTURE = "First picture of the film"


def _small_image(session: Session, copy: Derivative) -> QImage:
    return image_of(copy_thumbnail(session, copy, _THUMBNAIL))


class CopyView(QWidget):
    """Shows one copy. `done` carries words for the status line after the record changed."""

    done = Signal(str)

    def __init__(
        self, desk: Desk, copy: Derivative, *, writes: bool, refers: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self.copy = desk, copy
        self.picture = HiddenPicture(f"Copy {copy.ref}", _PICTURE)
        self.export_button = Button("Save it outside", "quiet", "download")
        self.withdraw_button = Button("Withdraw it", "quiet", "ban")
        for button in (self.export_button, self.withdraw_button):
            button.setAccessibleName(f"{button.text()}: copy {copy.ref}")
        self.export_form = ReasonForm(
            "What is this copy for, and who gets it?", "It stands in the continuity.", "Choose where"
        )
        self.withdraw_form = ReasonForm(
            "Why is it withdrawn?", "Its letter is not used again; its file and its history stay.", "Withdraw it"
        )
        self.trouble = Banner("danger")
        row = WrapLayout()
        row.addWidget(self.export_button)
        row.addWidget(self.withdraw_button)
        made = f"Made {say_moment(copy.made_at)} by {copy.made_by}: {copy.because}"
        if not copy.made_for_somebody:
            made = f"Drawn by the program when {copy.made_by} attached the film, {say_moment(copy.made_at)}"
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, GRID)
        column.setSpacing(GRID // 2)
        title = f"{copy.ref}  {_KINDS[copy.derivative_kind]}" if copy.made_for_somebody else _FIRST_PICTURE
        column.addWidget(Words(title, "strong"))
        column.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignLeft)
        for words in (copy.description, made, copy.checked, f"SHA-256 {copy.sha256[:32]} {copy.sha256[32:]}"):
            if words:
                column.addWidget(Words(words, "hint"))
        column.addLayout(row)
        for part in (self.export_form, self.withdraw_form, self.trouble):
            column.addWidget(part)
        self.trouble.hide()
        if copy.withdrawn:
            column.addWidget(Words(f"Withdrawn: {copy.withdrawn_because}"))
            self.picture.show_words("Withdrawn", "ban")
            self.picture.setEnabled(False)
        self.export_button.setVisible(refers and not copy.withdrawn)
        self.withdraw_button.setVisible(writes and not copy.withdrawn)
        self.picture.revealed.connect(self._revealed)
        self.export_button.clicked.connect(self.export_form.begin)
        self.withdraw_button.clicked.connect(self.withdraw_form.begin)
        self.export_form.act.clicked.connect(self._export)
        self.withdraw_form.act.clicked.connect(self._withdraw)

    def read_picture(self) -> None:
        """Read its picture, checked, on the thread for files."""
        if not self.copy.withdrawn and not self.picture.has_picture:
            self.picture.show_words("Being read", "hourglass")
            self._desk.tasks.submit(
                _small_image, self._desk.session, self.copy, lane="files", done=self._show, failed=self._unsound
            )

    def let_go(self) -> None:
        """Drop the picture from memory."""
        if self.picture.has_picture:
            self.picture.show_words("Being read", "hourglass")

    def _show(self, image: QImage) -> None:
        if self.isVisible():
            self.picture.show_picture(image)

    def _unsound(self, problem: Problem) -> None:
        self.picture.show_words("Damaged: make another one", "lock")
        self.trouble.show_problem(problem)
        self._desk.tasks.submit(note_copy_unsound, self._desk.session, self.copy, problem)

    def _revealed(self) -> None:
        self._desk.tasks.submit(note_copy_revealed, self._desk.session, self.copy)

    def _export(self) -> None:
        purpose = self.export_form.reason("Say what this copy is for and who gets it.")
        prompter = self._desk.prompter
        if not purpose or not may_leave_unencrypted(prompter):
            return
        ending = "pdf" if self.copy.media_type == "application/pdf" else "png"
        name = f"exhibit {self.copy.ref.replace('/', '-')}.{ending}"
        target = prompter.save_file("Where to save the copy", name, f"Copy (*.{ending})")
        if target is not None:
            self._desk.tasks.submit(
                export_copy, self._desk.session, self.copy.id, target, purpose=purpose,
                on_casebook=self._desk.tasks.on_casebook, lane="files", done=self._exported, failed=self._failed,
            )  # fmt: skip

    def _exported(self, _: None) -> None:
        self.export_form.hide()
        self.done.emit(f"Copy {self.copy.ref} is saved. It stands in the continuity and in the history.")

    def _withdraw(self) -> None:
        because = self.withdraw_form.reason("Say why this copy is withdrawn.")
        if because:
            self._desk.tasks.submit(
                withdraw_copy, self._desk.session, self.copy.id, because=because,
                done=self._withdrawn, failed=self._failed,
            )  # fmt: skip

    def _withdrawn(self, copy: Derivative) -> None:
        self.done.emit(f"Copy {copy.ref} is withdrawn.")

    def _failed(self, problem: Problem) -> None:
        if isinstance(problem, UserProblem) and problem.field == "purpose":
            self.export_form.field.show_error(problem.message)
        else:
            self.trouble.show_problem(problem)
