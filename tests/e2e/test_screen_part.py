"""A part of the real screen: our window goes away first, the mouse marks what another program shows, and it is kept."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QColor, QImage

from dslapp.domain.evidence.exhibits import Exhibit
from tests import cases
from tests.casebooks import DSL, SettableClock, unlock
from tests.e2e.person import ROOT, Person

X, Y, SIDE = 300, 250, 200
"""Where the other program's window stands: behind ours, which covers it."""
OTHER = f"""
import sys
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QColor
from PySide6.QtWidgets import QApplication, QWidget

class Square(QWidget):
    def paintEvent(self, event):
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("red"))
        painter.fillRect(0, 0, 100, 100, QColor("lime"))
        print("shown", flush=True)

app = QApplication([])
square = Square()
square.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnBottomHint)
square.setGeometry({X}, {Y}, {SIDE}, {SIDE})
square.show()
sys.exit(app.exec())
"""


def test_a_part_of_the_screen_is_marked_and_kept_as_it_was(
    sits_down: Callable[[], Person], thornmoss: Path, environment: dict[str, str]
) -> None:
    session = unlock(thornmoss, DSL, SettableClock())
    cases.bare_case(session)
    session.opened.close()
    other = subprocess.Popen(
        [sys.executable, "-c", OTHER], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    other.stdout.readline()

    jo = sits_down()
    jo.unlock(DSL)
    jo.go_to_evidence("OSI-2026-0001")
    jo.click("Take a part of the screen")
    jo.read("Answer the question first.")
    jo.click("A naked or sexual image: No")
    jo.click("Take a part of the screen")
    jo.read("This window hides, then you mark a part of your screen.")
    jo.press("alt+w")
    jo.see("Mark a part of the screen", "view")
    jo.xdotool("mousemove", str(X + 20), str(Y + 20), "mousedown", "1")
    jo.xdotool("mousemove", str(X + 100), str(Y + 100), "mousemove", str(X + 179), str(Y + 179), "mouseup", "1")
    jo.click("Save 1 picture, questions later")
    jo.read("Exhibits (1)")
    assert jo.close_window() == 0
    other.kill()
    other.communicate()

    session = unlock(thornmoss, DSL, SettableClock())
    [exhibit] = session.casebook.select(Exhibit)
    image = QImage.fromData(session.evidence.read(exhibit.file_id, exhibit.sha256))
    session.opened.close()
    assert (image.width(), image.height()) == (160, 160)
    assert image.pixelColor(10, 10) == QColor("lime")
    assert image.pixelColor(150, 150) == QColor("red")
    assert (exhibit.method, exhibit.captured_clock) == ("screenshot", "this computer’s clock")
    assert exhibit.captured.answered
