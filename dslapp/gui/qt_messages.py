"""What Qt says by itself on stderr: its kind and category, once each; never its words: they may quote what is shown."""

import re
import sys

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_CATEGORY = re.compile(r"[a-z][a-z0-9_.]{0,79}")
_SAID_OF = {
    QtMsgType.QtWarningMsg: "warning",
    QtMsgType.QtCriticalMsg: "error",
    QtMsgType.QtFatalMsg: "fatal error",
}


class QtMessages:
    """Takes all of Qt's messages from `install` on."""

    def __init__(self) -> None:
        self._said: set[str] = set()

    def install(self) -> None:
        """Take the place of Qt's own way to say them."""
        qInstallMessageHandler(self.take)

    def take(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        """Say what is allowed of one message, unless it was said before; debugging talk is dropped."""
        if kind not in _SAID_OF:
            return
        category = str(context.category or "")
        line = f"Qt {_SAID_OF[kind]}, {category if _CATEGORY.fullmatch(category) else 'another category'}"
        if line not in self._said and sys.stderr is not None:
            self._said.add(line)
            sys.stderr.write(line + "\n")
