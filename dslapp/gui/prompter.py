"""The only place that opens message boxes and file dialogs; tests answer them by a script instead."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox, QPushButton, QWidget

from dslapp.domain.problems import Problem
from dslapp.gui.theme.appearance import tokens_of
from dslapp.gui.theme.icons import pixmap
from dslapp.gui.theme.tokens import Tone
from dslapp.gui.widgets.glyph import TONE_ICONS

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

TITLE = "DSL Casebook"
"""Of every window, always: titles stand in the task bar, where anybody can read them."""
CLOSES_WHEN_COVERED = "closesWhenCovered"
"""The property of a dialog that the system draws, which no curtain can cover."""


class Prompter(QObject):
    """Asks the person something that cannot wait and cannot stand on a page, in front of the window `over`."""

    def __init__(self, over: QWidget | None = None) -> None:
        super().__init__(over)
        self._over = over

    def ask(self, question: str, details: str, answers: Sequence[str], *, danger: bool = False) -> int | None:
        """Ask with one button an answer; return the number of the answer, or None when it was closed.

        The first answer is what Enter presses; with `danger` it is the last, and the box warns.
        """
        box = self._box("warning" if danger else "information", question, details)
        buttons: list[QPushButton] = [box.addButton(text, QMessageBox.ButtonRole.ActionRole) for text in answers]
        box.setDefaultButton(buttons[-1] if danger else buttons[0])
        cancel = box.addButton("Cancel", QMessageBox.ButtonRole.RejectRole)
        box.setEscapeButton(cancel)
        box.exec()
        clicked = box.clickedButton()
        return next((number for number, button in enumerate(buttons) if button is clicked), None)

    def confirm(self, question: str, details: str, yes: str, no: str = "Cancel", *, danger: bool = False) -> bool:
        """Ask whether to go on; `yes` and `no` are the words on the buttons, verbs rather than "OK"."""
        box = self._box("warning" if danger else "information", question, details)
        go_on = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        stay = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
        box.setEscapeButton(stay)
        box.setDefaultButton(stay if danger else go_on)
        box.exec()
        return box.clickedButton() is go_on

    def tell(self, message: str, details: str = "") -> None:
        """Say something that must be seen now."""
        self._close_box("information", message, details)

    def warn(self, problem: Problem) -> None:
        """Say what went wrong and the way forward, where no page is there to say it."""
        self._close_box("warning", problem.message, problem.way_forward)

    def report_crash(self, details: str) -> None:
        """Say that the program met a fault of its own; `details` name places in the code and never a record's words."""
        box = self._box(
            "danger",
            "Something went wrong in the program.",
            "What was saved is safe, and what you typed is kept as a draft. You can go on working. "
            "If it happens again, send the details below to whoever looks after the program: they hold no records.",
        )
        box.setDetailedText(details)
        copy = box.addButton("Copy &details", QMessageBox.ButtonRole.ActionRole)
        copy.clicked.disconnect()
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
        go_on = box.addButton("&Go on", QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(go_on)
        box.setEscapeButton(go_on)
        box.exec()

    def choose_files(self, title: str, patterns: str, start: Path | None = None) -> list[Path]:
        """Let the person choose files to take in; `patterns` like "Pictures (*.png *.jpg)". Empty when closed."""
        dialog = self._files(title, patterns, start)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        return [Path(name) for name in dialog.selectedFiles()] if dialog.exec() else []

    def choose_folder(self, title: str, start: Path | None = None) -> Path | None:
        """Let the person choose a folder; None when closed."""
        dialog = self._files(title, "", start)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        return Path(dialog.selectedFiles()[0]) if dialog.exec() else None

    def choose_printer(self, printer: "QPrinter") -> bool:
        """Let the person choose printer, pages and copies, or a file to print to; return whether to go on."""
        from PySide6.QtPrintSupport import QPrintDialog

        dialog = QPrintDialog(printer, self._over)
        dialog.setProperty(CLOSES_WHEN_COVERED, True)
        return dialog.exec() == QPrintDialog.DialogCode.Accepted

    def save_file(
        self, title: str, name: str, patterns: str, start: Path | None = None, *, replaces: bool = True
    ) -> Path | None:
        """Ask where to write a file; asks before an existing one is replaced. None when closed.

        Without `replaces` that is not asked, since whoever writes the file refuses to replace one.
        """
        dialog = self._files(title, patterns, start)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, not replaces)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))
        dialog.selectFile(name)
        return Path(dialog.selectedFiles()[0]) if dialog.exec() else None

    def _box(self, tone: Tone, message: str, details: str) -> QMessageBox:
        box = QMessageBox(self._over)
        box.setWindowTitle(TITLE)
        box.setIconPixmap(pixmap(TONE_ICONS[tone], tokens_of(box).of(tone), 40, box.devicePixelRatioF()))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(message)
        box.setInformativeText(details)
        for label in box.findChildren(QLabel):  # what it is called in Qt: the format above is for the message alone
            label.setTextFormat(Qt.TextFormat.PlainText)
        return box

    def _close_box(self, tone: Tone, message: str, details: str) -> None:
        box = self._box(tone, message, details)
        box.addButton("Close", QMessageBox.ButtonRole.AcceptRole)
        box.exec()

    def _files(self, title: str, patterns: str, start: Path | None) -> QFileDialog:
        dialog = QFileDialog(self._over, title, str(start or Path.home()), patterns)
        dialog.setProperty(CLOSES_WHEN_COVERED, True)
        return dialog
