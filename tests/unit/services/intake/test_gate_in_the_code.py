"""No way in that keeps a file without the gate: every function that could is known by its place, and asks."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import dslapp

PROGRAM = Path(dslapp.__file__).parent
OUTSIDE_OF_THE_STORE = [path for path in sorted(PROGRAM.rglob("*.py")) if not path.is_relative_to(PROGRAM / "casebook")]
KEEPS = {
    "services/intake/look_at_file.py: keep_file",  # those who call it are looked for below
    "services/copies/make_copy.py: keep_copy",  # a copy of what the gate let in; nothing where a case is shut
    "services/matters/take_in_matter.py: _put_in",  # asks for all files of a matter before it opens it
    "services/matters/take_in_matter.py: _kept",
}
"""What hands bytes to the evidence store."""
READS_OR_KEEPS_FOR = {
    "services/intake/attach_evidence.py: attach_file",
    "services/intake/attach_parts.py: look_at_part",
    "services/intake/take_in_evidence.py: look_at",
    "services/intake/take_in_evidence.py: attach",
}
"""What has a file that came read or kept: each asks the gate first."""
RECORDS = {
    "services/intake/attach_evidence.py: attach_file",
    "services/intake/take_in_evidence.py: attach",
}


def _speaks_of(node: ast.AST, name: str) -> bool:
    """Whether code uses that name at all: of whatever object, under another name, or as a text."""
    return any(
        (isinstance(each, ast.Attribute) and each.attr == name)
        or (isinstance(each, ast.Name) and each.id == name)
        or (isinstance(each, ast.alias) and each.name == name and each.asname is not None)
        or (isinstance(each, ast.Constant) and each.value == name)
        for each in ast.walk(node)
    )


@cache
def _body(path: Path) -> list[ast.stmt]:
    return ast.parse(path.read_text(encoding="utf-8")).body


def _places(root: Path, files: list[Path], name: str) -> Iterator[tuple[str, ast.stmt]]:
    """Each function or class that speaks of `name`, and what else of a module does, by the path and its own name."""
    for path in files:
        for node in _body(path):
            own = getattr(node, "name", "")
            if own != name and _speaks_of(node, name):
                yield f"{path.relative_to(root).as_posix()}: {own or 'of the module itself'}", node


def _where(name: str, folder: str = "") -> dict[str, ast.stmt]:
    files = [path for path in OUTSIDE_OF_THE_STORE if path.is_relative_to(PROGRAM / folder)]
    return dict(_places(PROGRAM, files, name))


@pytest.mark.parametrize(
    "code",
    [
        "def take(session, data):\n    session.evidence.keep(data)\n",
        "store = session.evidence\nput = store.keep\nput(data)\n",
        "def take(session, data):\n    getattr(session.evidence, 'keep')(data)\n",
        "from dslapp.casebook.evidence.files import keep as put\n",
    ],
    ids=["plainly", "by another name", "by its name as a text", "imported by another name"],
)
@pytest.mark.parametrize("place", ["services/papers/make_copy.py", "services/new/__init__.py", "gui/evidence/tray.py"])
def test_the_search_sees_a_new_way_in_wherever_it_is(tmp_path: Path, place: str, code: str) -> None:
    module = tmp_path / place
    module.parent.mkdir(parents=True)
    module.write_text(code, encoding="utf-8")
    found = {where for where, _ in _places(tmp_path, [module], "keep")}
    assert [where.split(":")[0] for where in found] == [place]
    assert not found & KEEPS


def test_what_keeps_a_file_is_known() -> None:
    """A new way in: let it ask the gate, try it in test_gate_every_way.py, and name it here."""
    assert _where("keep", "services").keys() == KEEPS


def test_what_reads_or_keeps_a_file_that_came_asks_the_gate() -> None:
    found = {**_where("look_at_source"), **_where("keep_file")}
    assert found.keys() == READS_OR_KEEPS_FOR
    assert [where for where, code in found.items() if not _speaks_of(code, "check_intake")] == []


def test_what_records_an_exhibit_with_a_file_is_known_and_the_record_asks_once_more() -> None:
    assert _where("record_exhibit").keys() == RECORDS
    path = PROGRAM / "services" / "intake" / "attach_evidence.py"
    (recording,) = [
        node for node in _body(path) if isinstance(node, ast.FunctionDef) and node.name == "record_exhibit"
    ]  # fmt: skip
    assert _speaks_of(recording, "check_intake")


@pytest.mark.parametrize("layer", ["gui", "cli"])
def test_no_window_and_no_command_reaches_for_the_store(layer: str) -> None:
    reaches = [
        where for where, code in _where("evidence", layer).items()
        if any(
            isinstance(each, ast.Attribute) and ast.unparse(each).endswith("session.evidence")
            for each in ast.walk(code)
        )
    ]  # fmt: skip
    assert reaches == []
