"""House rules that ruff and import-linter cannot see, each with its mend."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = [
    path for folder in ("dslapp", "tests", "benchmarks", "packaging") for path in sorted((ROOT / folder).rglob("*.py"))
]
PROGRAM = [path for path in CODE if path.is_relative_to(ROOT / "dslapp")]
TEXT = [
    path
    for pattern in ("*.md", "docs/**/*.md", "resources/**/*.yaml", "Makefile", ".ci/run")
    for path in sorted(ROOT.glob(pattern))
] + CODE
LONGEST_MODULE = 350
GRAB_BAGS = {"utils", "util", "helpers", "common", "misc", "base"}
WRITING_SQL = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE)\b.*\b(INTO|SET|FROM)\b", re.IGNORECASE | re.DOTALL)
COPYING_SQL = re.compile(r"\bATTACH\s+DATABASE\b|\bsqlcipher_export\b", re.IGNORECASE)


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def strings(path: Path) -> Iterator[ast.Constant]:
    """Every string of a module except its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a module with the last name of what is called."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func
            name = (
                called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""
            )
            yield name, node


def test_main_only_hands_over() -> None:
    statements = ast.parse((ROOT / "main.py").read_text(encoding="utf-8")).body
    assert [type(statement) for statement in statements] == [ast.Expr, ast.ImportFrom, ast.If]


def test_every_module_is_short_enough_to_read() -> None:
    """Split a longer one by meaning."""
    lengths = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in CODE}
    assert {module: length for module, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_no_module_is_a_grab_bag() -> None:
    assert [named(path) for path in CODE if path.stem in GRAB_BAGS] == []


def test_no_test_borrows_from_a_module_of_tests() -> None:
    """What two of them need stands in a module of its own, or in a conftest: tests may be moved and dropped freely."""
    borrowed = [
        (named(path), node.module)
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and re.search(r"(^|\.)test_\w+$", node.module or "")
    ]
    assert borrowed == []


MAY_WRITE = (
    "store",
    "damage/refilling",
    *(f"database/{each}" for each in ("connection", "erasing", "projecting", "projections", "schema")),
)


def test_few_modules_of_the_casebook_write_to_the_database() -> None:
    """`commit` and `save_draft`, what `commit` lists and erases, the schema, free pages: nobody else."""
    writers = {named(path) for path in PROGRAM for text in strings(path) if WRITING_SQL.search(str(text.value))}
    assert writers == {f"dslapp/casebook/{module}.py" for module in MAY_WRITE}


def test_nothing_copies_the_database_into_another_file() -> None:
    assert [named(path) for path in PROGRAM for text in strings(path) if COPYING_SQL.search(str(text.value))] == []
    assert [named(path) for path in PROGRAM for name, _ in calls(path) if name == "iterdump"] == []


def test_sqlite_utils_is_given_a_connection_and_never_a_path() -> None:
    for path in PROGRAM:
        for name, call in calls(path):
            if name == "Database":
                assert not any(isinstance(argument, ast.Constant) for argument in call.args), named(path)


def test_nothing_looks_the_application_up() -> None:
    """Constructor arguments, not globals: whoever needs the application is given it."""
    pattern = re.compile(r"Q(Gui|Core)?Application\.instance\(")
    assert [named(path) for path in PROGRAM if pattern.search(path.read_text(encoding="utf-8"))] == []


def test_every_window_has_the_same_title() -> None:
    """Titles stand in the task bar and in other people's view of a meeting: TITLE of the prompter, always."""
    titles = [(named(path), ast.unparse(call.args[0])) for path in PROGRAM for name, call in calls(path)
              if name == "setWindowTitle"]  # fmt: skip
    assert titles
    assert [(path, title) for path, title in titles if title != "TITLE"] == []


def test_no_machine_and_no_intention_is_left_in_the_tree() -> None:
    """No path of a real computer (jo is made up), no package index, no note of what is still to be written."""
    path = r"/(home/(?!jo/)|root/|Users/(?!jo/)|work/)[a-z]"
    pattern = re.compile(path + r"|TO" r"DO|FIX" r"ME|[/]simple[/]|coming\s" r"soon")
    lines = [(named(path), line) for path in TEXT for line in path.read_text(encoding="utf-8").splitlines()]
    assert [(name, line) for name, line in lines if pattern.search(line)] == []
