"""Guards against PySide6 6.12.0 on CPython 3.11: each Signal.emit() from Python lost a reference to True."""

import sys

from PySide6.QtCore import QObject, Signal


class Sender(QObject):
    """Anything that emits."""

    changed = Signal(bool)


def test_emitting_a_signal_leaves_the_references_to_true_alone() -> None:
    """Some 580 lost references end the process, in the middle of somebody's typing."""
    sender = Sender()
    before = sys.getrefcount(True)
    for _ in range(200):
        sender.changed.emit(True)
    assert abs(sys.getrefcount(True) - before) < 50
