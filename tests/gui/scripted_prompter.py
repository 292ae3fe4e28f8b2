"""A prompter that answers from a script, and fails a test that asks something unforeseen."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter

from dslapp.domain.problems import Problem
from dslapp.gui.prompter import Prompter


class ScriptedPrompter(Prompter):
    """Answers in order. `asked` lists every question, message and title, in the words that a person would read."""

    def __init__(
        self,
        *,
        ask: Iterable[int | None] = (),
        confirm: Iterable[bool] = (),
        choose_files: Iterable[list[Path]] = (),
        choose_folder: Iterable[Path | None] = (),
        save_file: Iterable[Path | None] = (),
        choose_printer: Iterable[Path | bool] = (),
    ) -> None:
        super().__init__()
        self.asked: list[str] = []
        self._answers = iter(ask)
        self._confirmations = iter(confirm)
        self._chosen = iter(choose_files)
        self._folders = iter(choose_folder)
        self._saves = iter(save_file)
        self._printers = iter(choose_printer)

    def ask(self, question: str, details: str, answers: Sequence[str], *, danger: bool = False) -> int | None:
        self.asked.append(question)
        return next(self._answers)

    def confirm(self, question: str, details: str, yes: str, no: str = "Cancel", *, danger: bool = False) -> bool:
        self.asked.append(question)
        return next(self._confirmations)

    def tell(self, message: str, details: str = "") -> None:
        self.asked.append(message)

    def warn(self, problem: Problem) -> None:
        self.asked.append(problem.message)

    def report_crash(self, details: str) -> None:
        self.asked.append(details)

    def choose_files(self, title: str, patterns: str, start: Path | None = None) -> list[Path]:
        self.asked.append(title)
        return next(self._chosen)

    def choose_folder(self, title: str, start: Path | None = None) -> Path | None:
        self.asked.append(title)
        return next(self._folders)

    def choose_printer(self, printer: QPrinter) -> bool:
        """A path prints to that file; False closes the dialog."""
        self.asked.append("print dialog")
        chosen = next(self._printers)
        if isinstance(chosen, Path):
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(str(chosen))
        return bool(chosen)

    def save_file(
        self, title: str, name: str, patterns: str, start: Path | None = None, *, replaces: bool = True
    ) -> Path | None:
        self.asked.append(f"{title}: {name}")
        return next(self._saves)
