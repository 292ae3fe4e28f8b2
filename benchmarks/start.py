"""B1: from the start of the process to the painted unlock screen, members' names included, against an empty window."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import filled_casebook
from benchmarks.figure import Figure
from dslapp.bootstrap import build_program

_ROUNDS = 9
_GOAL = 2.5

_EMPTY = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
class Window(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, lambda: (print("painted", flush=True), app.quit()))
window = Window()
window.resize(1200, 720)
window.show()
app.exec()
"""

_OURS = """
import gc
gc.disable()  # as bootstrap.open_window does before it loads Qt, which is loaded here to be watched
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and getattr(watched, "who", None) is not None:
            QTimer.singleShot(0, lambda: (print("painted", flush=True), application.quit()))
        return False
def watch(self, *arguments):
    global application, watching
    application, watching = self, Watch()
    self.installEventFilter(watching)
    return run(*arguments)
import dslapp.bootstrap as bootstrap
from dslapp.__main__ import main
build = bootstrap.build_program
bootstrap.build_program = lambda: build(settings=Path(sys.argv[1]), casebooks=Path(sys.argv[1]))
from PySide6.QtWidgets import QApplication
run = QApplication.exec
QApplication.exec = watch
main([])
"""


def run() -> list[Figure]:
    """Start both by turns, so that they see the same machine; medians of nine."""
    with tempfile.TemporaryDirectory() as place:
        settings, casebook = Path(place) / "settings", Path(place) / "Start.casebook"
        filled_casebook.make(casebook, 1)
        build_program(settings=settings).known.remember(casebook)
        ours, empty = [], []
        for _ in range(_ROUNDS):
            empty.append(_milliseconds(_EMPTY, settings))
            ours.append(_milliseconds(_OURS, settings))
    mine, reference = statistics.median(ours), statistics.median(empty)
    return [
        Figure(
            id="B1", work="start to the painted unlock screen, with its names", ours=mine, reference=reference,
            ratio=mine / reference, goal=f"≤ {_GOAL}×", unit="ms", met=mine <= _GOAL * reference,
        )
    ]  # fmt: skip


def _milliseconds(program: str, settings: Path) -> float:
    """From the start of the process to the word that it prints once it is painted."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    if sys.platform.startswith("linux") and "DISPLAY" not in environment:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", program, str(settings)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        cwd=Path(__file__).resolve().parent.parent, env=environment,
    ) as process:  # fmt: skip
        assert process.stdout is not None, "a pipe was asked for"
        line = process.stdout.readline()
        took = (time.perf_counter() - began) * 1000
    if line.strip() != b"painted":
        raise RuntimeError("the window was never painted")
    return took
