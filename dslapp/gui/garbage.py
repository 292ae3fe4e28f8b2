"""Python's search for unreachable cycles, on the window's thread only.

Python looks on whichever thread happens to make the next object. Among what it finds may be widgets, and Qt ends the
program when a widget ends on another thread than the window's.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000


class GarbageWatch(QObject):
    """Looks at the thresholds that Python would go by itself, once a second; never among what was loaded before."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()
        timer = QTimer(self)
        timer.timeout.connect(collect_what_is_due)
        timer.start(EVERY_MS)


def collect_what_is_due() -> None:
    """Collect the oldest generation whose threshold has been passed, if there is one."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if counts[generation] > thresholds[generation] > 0:
            gc.collect(generation)
            return
