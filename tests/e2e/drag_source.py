"""Another program's window with files in it, to be dragged elsewhere: `python -m tests.e2e.drag_source FILE …`."""

import sys

from PySide6.QtCore import QMimeData, Qt, QTimer, QUrl
from PySide6.QtGui import QDrag, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel

AT_X, AT_Y, SIDE = 1290, 300, 60
"""In the strip of the screen that the program's own window leaves free."""


class Files(QLabel):
    """Stands for the files; says on stdout what happens to it."""

    def __init__(self, files: list[str]) -> None:
        super().__init__("Files")
        self._files, self._seen = files, False
        self.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        self.setGeometry(AT_X, AT_Y, SIDE, SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            print("shown", flush=True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag, data = QDrag(self), QMimeData()
        data.setUrls([QUrl.fromLocalFile(file) for file in self._files])
        drag.setMimeData(data)
        drag.actionChanged.connect(self._allowed)
        QTimer.singleShot(0, lambda: print("dragging", flush=True))
        drag.exec(Qt.DropAction.CopyAction)
        print("dropped", flush=True)

    def _allowed(self, action: Qt.DropAction) -> None:
        if action == Qt.DropAction.CopyAction:
            print("welcome", flush=True)


if __name__ == "__main__":
    app = QApplication([])
    files = Files(sys.argv[1:])
    files.show()
    sys.exit(app.exec())
