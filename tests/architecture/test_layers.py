"""The import rules hold, and they bite: each deliberate violation is found and named."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", LINT, "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", env=None, check=False)


@pytest.fixture
def copied_program(tmp_path: Path) -> Path:
    """A copy of the program's modules and of its import rules, to be spoilt."""
    shutil.copytree(ROOT / "dslapp", tmp_path / "dslapp", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@dataclass(frozen=True)
class Violation:
    """One forbidden import, and the words in which the linter must report it."""

    module: str
    line: str
    reported: str


VIOLATIONS = {
    "a rule that reads the database": Violation(
        "dslapp/domain/spoilt.py", "import dslapp.casebook", "dslapp.domain is not allowed to import dslapp.casebook"
    ),
    "a document that reads the casebook": Violation(
        "dslapp/documents/spoilt.py",
        "import dslapp.casebook",
        "dslapp.documents is not allowed to import dslapp.casebook",
    ),
    "a page that goes round the services": Violation(
        "dslapp/gui/spoilt.py", "import dslapp.casebook", "dslapp.gui is not allowed to import dslapp.casebook"
    ),
    "a service that opens a window": Violation(
        "dslapp/services/spoilt.py", "import PySide6.QtWidgets", "dslapp.services is not allowed to import PySide6"
    ),
    "a package that has no place in the layers": Violation(
        "dslapp/utils/__init__.py", "", "dslapp.utils"
    ),
}  # fmt: skip


def test_the_program_keeps_its_layers() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("violation", VIOLATIONS.values(), ids=VIOLATIONS.keys())
def test_a_forbidden_import_is_reported(violation: Violation, copied_program: Path) -> None:
    module = copied_program / violation.module
    module.parent.mkdir(exist_ok=True)
    module.write_text(f'"""Deliberately wrong."""\n{violation.line}\n', encoding="utf-8")
    result = lint_imports(copied_program)
    assert result.returncode != 0
    assert violation.reported in " ".join(result.stdout.split())
