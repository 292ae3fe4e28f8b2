"""Starting the program: what the arguments choose, what every start does first, and what is said of a mistake."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import dslapp
from dslapp.__main__ import CRASHED, main, say_crash
from dslapp.bootstrap import build_program, own_command
from dslapp.domain.problems import in_one_line

ROOT = Path(__file__).resolve().parents[2]


def run(code: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run some lines in a process of their own."""
    environment = {**os.environ, "HOME": str(home), "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": ""}
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", env=environment, timeout=60, check=False
    )


def test_the_version_is_said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dslapp.__main__.keep_memory_private", lambda: None)
    monkeypatch.setattr("dslapp.__main__.keep_words_private", lambda: None)
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"DSL Casebook {dslapp.__version__}\n"


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux")
def test_memory_and_files_are_private_from_the_start(tmp_path: Path) -> None:
    done = run(
        "import ctypes, os, resource\n"
        "from dslapp.__main__ import keep_memory_private\n"
        "keep_memory_private()\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3), oct(os.umask(0)))",
        tmp_path,
    )
    assert done.stdout.strip() == "(0, 0) 0 0o77"


def test_a_mistake_is_one_line_with_its_place_and_without_its_words(tmp_path: Path) -> None:
    done = run(
        "import sys\n"
        "from dslapp import __main__ as start\n"
        "import dslapp.bootstrap as bootstrap\n"
        "from dslapp.domain.local_time import to_local\n"
        "from datetime import datetime\n"
        "def wrong(program, arguments):\n"
        "    Ellis = 'nobody wants him'\n"
        "    to_local(datetime(2026, 11, 13)); raise KeyError(Ellis)\n"
        "bootstrap.run_command = wrong\n"
        "sys.exit(start.main(['show']))",
        tmp_path,
    )
    assert done.returncode == CRASHED
    (line,) = done.stderr.splitlines()
    assert line.startswith(
        "DSL Casebook stopped because of a mistake in the program: ValueError in dslapp/domain/local_t"
    )


def test_a_mistake_outside_the_program_has_its_class_only() -> None:
    assert in_one_line(KeyError("Ellis P.")) == "KeyError"


def test_stopping_with_the_keyboard_is_no_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    say_crash(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert capsys.readouterr().err == ""


def test_the_picture_child_loads_neither_window_nor_casebook(tmp_path: Path) -> None:
    done = run(
        "import sys\n"
        "import dslapp.casebook.pictures.child as child\n"
        "child.main = lambda: 7\n"
        "from dslapp.__main__ import main\n"
        "print(main(['--picture-child']), [name for name in sys.modules if name.split('.')[0] in\n"
        "      ('PySide6', 'sqlcipher3', 'pyrage', 'typer', 'reportlab')])",
        tmp_path,
    )
    assert done.stdout.strip() == "7 []"


def test_the_first_page_waits_for_nothing_heavy(tmp_path: Path) -> None:
    """Guards the start: what only unlocking, documents or commands need is loaded later."""
    done = run(
        "import sys\n"
        "import dslapp.bootstrap, dslapp.gui.application\n"
        "heavy = ('sqlcipher3', 'sqlite_utils', 'reportlab', 'PIL', 'holidays', 'typer', 'zxcvbn', 'pypdfium2',\n"
        "         'pikepdf', 'argon2', 'yaml')\n"
        "print([name for name in heavy if name in sys.modules])",
        tmp_path,
    )
    assert done.stdout.strip() == "[]", done.stderr


def test_a_computers_own_folder_is_used_unless_another_is_given(tmp_path: Path) -> None:
    program = build_program(settings=tmp_path / "here", casebooks=tmp_path / "there")
    assert (program.settings, program.casebooks) == (tmp_path / "here", tmp_path / "there")
    assert program.clock().tzinfo is not None
    program.close()
    assert build_program().settings.name == "DSL Casebook"


def test_the_program_knows_how_it_is_started_again() -> None:
    assert own_command() == [sys.executable, str(ROOT / "main.py")]
