"""The one configuration of what is logged: level, logger, place in the code and class of the error; never a message.

A library's warning may quote what it was given, and a traceback ends with words. What is not on this list is left out.
"""

import logging
import re
import sys
from pathlib import PurePath

_LOGGER = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,79}")
_MODULE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,79}\.pyw?")
_LEVELS = frozenset({"WARNING", "ERROR", "CRITICAL"})


class AllowedLines(logging.Handler):
    """Writes each record to stderr as far as it is allowed; the windowed program on Windows has none."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        if sys.stderr is not None:
            sys.stderr.write(allowed_line(record) + "\n")


def log_by_allow_list() -> None:
    """Replace whatever was configured: every logger of the program and its libraries, and Python's own warnings."""
    root = logging.getLogger()
    for handler in (*root.handlers,):
        root.removeHandler(handler)
    root.addHandler(AllowedLines(logging.WARNING))
    logging.raiseExceptions = False  # else a mistake in a logging call prints the record's words
    logging.captureWarnings(True)


def allowed_line(record: logging.LogRecord) -> str:
    """A record without anything that its author could have put into it, e.g. "WARNING PIL.Image, Image.py 90"."""
    level = record.levelname if record.levelname in _LEVELS else "NOTE"
    logger = record.name if _LOGGER.fullmatch(record.name) else "another logger"
    module = PurePath(record.pathname).name
    place = f"{module} {int(record.lineno)}" if _MODULE.fullmatch(module) else "another place"
    error = record.exc_info[0] if record.exc_info else None
    return f"{level} {logger}, {place}" + (f", {error.__name__}" if error else "")
