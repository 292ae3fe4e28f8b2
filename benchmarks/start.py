"""B1: from the start of the process to the unlock page painted, against an empty PySide6 window."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import filled_casebook
from benchmarks.figure import Figure
from dslapp.services.access.known_casebooks import KnownCasebooks

_ROUNDS = 9
_GOAL = 2.5
_ROOT = Path(__file__).resolve().parent.parent
_EMPTY = """
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
"""
_OURS = """
import gc
gc.disable()  # as the program itself does until its first page is there
from pathlib import Path
from PySide6.QtWidgets import QApplication
from dslapp.bootstrap import build_program
from dslapp.gui.application import Application
place = Path({place!r})
app = QApplication([])
application = Application(app, build_program(settings=place, casebooks=place), start_afresh=lambda: None)
window = application.opening
"""
_UNTIL_PAINTED = """
import os
from PySide6.QtCore import QEvent, QObject, QTimer
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, lambda: os._exit(0))
        return False
watch = Watch()
window.installEventFilter(watch)
window.show()
app.exec()
"""


def run() -> list[Figure]:
    """Start both in turn, each in a fresh process; the medians."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "School.casebook"
        filled_casebook.make(folder, 1)
        KnownCasebooks(Path(place) / "casebooks.json").remember(folder, "School")
        ours, empty = [], []
        for _ in range(_ROUNDS):
            empty.append(_painted_after(_EMPTY) * 1000)
            ours.append(_painted_after(_OURS.format(place=place)) * 1000)
    ratio = statistics.median(ours) / statistics.median(empty)
    return [
        Figure(
            id="B1", work="process start to unlock page painted", ours=statistics.median(ours),
            reference=statistics.median(empty), ratio=ratio, goal=f"≤ {_GOAL}×", unit="ms", met=ratio <= _GOAL,
        )
    ]  # fmt: skip


def _painted_after(script: str) -> float:
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    begun = time.perf_counter()
    command = [sys.executable, "-c", script + _UNTIL_PAINTED]
    subprocess.run(command, check=True, cwd=_ROOT, env=environment, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begun
