"""The documents speak of what is there: paths, functions, types, commands and roles that they name exist."""

import ast
import re
from pathlib import Path
from typing import get_args

import pytest

from dslapp.domain.roles import Act, may
from dslapp.domain.school import ROLE_NAMES

ROOT = Path(__file__).resolve().parents[2]
ARCHITECTURE = ROOT / "docs" / "architecture.md"
FOLDERS = (ROOT, ROOT / "dslapp")
NAME = re.compile(r"[A-Za-z_][\w.]*")
FILES_OF_A_CASEBOOK = {"evidence/"}
COLUMNS_OF_THE_ROLES = re.compile(r"^\| (.+?) \|(.+)\|$", re.MULTILINE)


def in_backticks(document: Path) -> list[str]:
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.findall(r"`([^`]+)`", text)


@pytest.fixture(scope="module")
def names() -> frozenset[str]:
    """Every module, class, function and attribute that the program defines."""
    found: set[str] = {"domain", "casebook", "documents", "content", "services", "gui", "cli"}
    for path in (ROOT / "dslapp").rglob("*.py"):
        found.add(path.stem)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                found.add(node.name)
            elif isinstance(node, ast.Attribute):
                found.add(node.attr)
    return frozenset(found)


def test_what_the_architecture_names_is_there(names: frozenset[str]) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    missing = []
    for named in in_backticks(ARCHITECTURE):
        if named.startswith("make "):
            there = f"{named.removeprefix('make ')}:" in makefile or f" {named.removeprefix('make ')} " in makefile
        elif "/" in named:
            there = named in FILES_OF_A_CASEBOOK or any((folder / named).exists() for folder in FOLDERS)
        elif NAME.fullmatch(named):
            there = set(named.split(".")) <= names or (ROOT / named).exists()
        else:
            there = False
        if not there:
            missing.append(named)
    assert missing == []


def test_the_readme_names_commands_that_are_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.findall(r"^\.PHONY: (.+)$", makefile, flags=re.MULTILINE)[0].split()
    assert set(re.findall(r"\bmake (\w+)`", readme)) <= set(phony)
    assert set(re.findall(r"^    make (\w+)$", readme, flags=re.MULTILINE)) == {"run", "test"}
    assert re.findall(r"py packaging\\setup_environment\.py (\w+)", readme) == ["run", "test"]


def test_the_table_of_roles_is_the_one_that_is_enforced() -> None:
    guide = (ROOT / "docs" / "user-guide" / "members.md").read_text(encoding="utf-8")
    table = {
        name.strip(): [cell.strip() for cell in cells.split("|")] for name, cells in COLUMNS_OF_THE_ROLES.findall(guide)
    }
    roles = {name: role for role, name in ROLE_NAMES.items()}
    columns = [roles[name] for name in table["May"]]
    assert set(columns) == set(ROLE_NAMES)
    acts = get_args(Act)
    assert [act for act in table if act.lower() in acts] == [act.capitalize() for act in acts]
    for act in acts:
        said = [cell == "yes" for cell in table[act.capitalize()]]
        assert said == [may(role, act) for role in columns], act


@pytest.mark.parametrize("document", sorted((ROOT / "docs" / "user-guide").glob("*.md")), ids=lambda path: path.stem)
def test_every_page_of_the_user_guide_is_in_its_list(document: Path) -> None:
    guide = (ROOT / "docs" / "user-guide" / "README.md").read_text(encoding="utf-8")
    assert document.name == "README.md" or f"({document.name})" in guide


def test_every_decision_is_in_the_list_of_decisions() -> None:
    decisions = ROOT / "docs" / "decisions"
    listed = (decisions / "README.md").read_text(encoding="utf-8")
    missing = [path.name for path in decisions.glob("*.md") if path.name != "README.md" and path.name not in listed]
    assert missing == []
