"""Nothing that a record holds gets onto stderr: whoever logs, warns or fails, only class and place are said."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dslapp.services.health.allowed_log import allowed_line

ROOT = Path(__file__).resolve().parents[4]
CANARY = "kanarienvogel4711"


def record(**what: object) -> logging.LogRecord:
    made = logging.makeLogRecord({
        "name": "PIL.Image", "levelname": "WARNING", "pathname": "/usr/lib/PIL/Image.py", "lineno": 90,
        "msg": f"unknown chunk {CANARY}", "args": (), **what,
    })  # fmt: skip
    assert isinstance(made, logging.LogRecord)
    return made


def test_a_line_says_level_logger_and_place() -> None:
    assert allowed_line(record()) == "WARNING PIL.Image, Image.py 90"


@pytest.mark.parametrize(
    "what",
    [
        {"msg": f"%s {CANARY}", "args": (CANARY,)},
        {"name": f"a library that logs as {CANARY} Ellis"},
        {"pathname": f"/home/jo/{CANARY} Ellis.py"},
        {"pathname": f"/home/jo/{CANARY}.casebook"},
        {"levelname": CANARY},
        {"exc_info": (ValueError, ValueError(CANARY), None)},
        {"stack_info": CANARY, "threadName": CANARY, "exc_text": CANARY, "extra": CANARY},
    ],
)  # fmt: skip
def test_whatever_a_record_brings_along_stays_out(what: dict[str, object]) -> None:
    assert CANARY not in allowed_line(record(**what))


def test_an_error_is_said_by_its_class() -> None:
    line = allowed_line(record(levelname="ERROR", exc_info=(ValueError, ValueError(CANARY), None)))
    assert line == "ERROR PIL.Image, Image.py 90, ValueError"


_MISHAPS = {
    "a library's warning": "import logging; logging.getLogger('a.library').warning('%s', CANARY)",
    "a library's error with its traceback": "import logging\ntry: raise KeyError(CANARY)\nexcept KeyError: "
    "logging.getLogger('a.library').exception(CANARY)",
    "a call that logs wrongly": "import logging; logging.getLogger('a.library').warning('%d', CANARY)",
    "Python's own warning": "import warnings; warnings.warn(CANARY)",
    "an exception where nobody can catch it": "class Gone:\n def __del__(self): raise KeyError(CANARY)\nGone()",
    "an exception in a thread": "import threading\ndef fail(): raise KeyError(CANARY)\n"
    "each = threading.Thread(target=fail); each.start(); each.join()",
    "an exception that ends the program": "raise KeyError(CANARY)",
    "what Qt says": "from dslapp.gui.qt_messages import QtMessages; from PySide6.QtCore import qWarning, qCritical\n"
    "QtMessages().install(); qWarning(CANARY); qWarning(CANARY); qCritical(CANARY)",
}


@pytest.mark.parametrize("mishap", _MISHAPS)
def test_no_mishap_says_a_word_of_what_it_was_about(mishap: str, tmp_path: Path) -> None:
    code = f"from dslapp.__main__ import main\nmain(['--version'])\nCANARY = '{CANARY}'\n"
    done = subprocess.run(
        [sys.executable, "-c", code + _MISHAPS[mishap]], capture_output=True, encoding="utf-8", check=False, timeout=60,
        env={**os.environ, "HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "default"},
    )  # fmt: skip
    assert CANARY not in done.stdout + done.stderr
    lines = done.stderr.splitlines()
    assert len(lines) == (2 if mishap == "what Qt says" else 1), "one line tells that it happened"


def test_the_same_mishaps_would_have_said_it(tmp_path: Path) -> None:
    """The proof that the tests above look at the right place."""
    telling = 0
    for mishap in _MISHAPS.values():
        done = subprocess.run(
            [sys.executable, "-c", f"CANARY = '{CANARY}'\n" + mishap.replace("QtMessages().install(); ", "")],
            capture_output=True, encoding="utf-8", check=False, timeout=60,
            env={**os.environ, "HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "default"},
        )  # fmt: skip
        telling += CANARY in done.stderr
    assert telling == len(_MISHAPS)
