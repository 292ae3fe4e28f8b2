"""The stand-alone verifier: one short file, no line of the program, and nothing can make it crash."""

import ast
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, get_args

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dslapp.casebook.journal.entries import short_seal
from dslapp.casebook.matters.extract import Extract, extract_file, extract_of
from dslapp.domain.case.people import Involvement
from dslapp.domain.entities import ENTITY_TYPES
from dslapp.domain.entity import IncidentId, PersonId, new_id
from dslapp.domain.evidence.exhibits import CustodyAct, Exhibit
from dslapp.domain.roles import may, may_take_step, may_write
from dslapp.domain.school import Role
from tests.unit.casebook.raw_casebook import NOW, RawCasebook, a_contact, a_person, an_incident
from tests.verifier import VERIFIER, the_verifier

verifier = the_verifier()
PICTURE = b"\x89PNG made up"


class Made(NamedTuple):
    """An extract and where its journal ended."""

    extract: Extract
    entry: int
    seal: str

    @property
    def data(self) -> dict[str, Any]:
        """The file as values that a test may change."""
        found: dict[str, Any] = json.loads(extract_file(self.extract))
        return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """A case with a child and an exhibit, between entries of another case."""
    raw = RawCasebook(tmp_path_factory.mktemp("extract"))
    incident, child, other = an_incident(), a_person(), an_incident(2)
    exhibit = Exhibit(
        id=new_id(), incident_id=IncidentId(incident.id), ref="JH/1", producer="JH", number=1, file_id=new_id(),
        original_name="chat.png", sha256=hashlib.sha256(PICTURE).hexdigest(), attached_at=NOW, attached_by="JH",
    )  # fmt: skip
    part = Involvement(id=new_id(), incident_id=IncidentId(incident.id), person_id=PersonId(child.id), role="target")
    with raw.opened() as casebook:
        casebook.commit([other, incident, child, part, a_contact()])
        casebook.commit([exhibit, a_person("Kai D.")])
        yield Made(extract_of(casebook, incident.id), *casebook.head)


def run(*arguments: object) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-I", VERIFIER, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def written(made: Made, place: Path) -> Path:
    path = place / "case.json"
    path.write_bytes(extract_file(made.extract))
    return path


def test_it_is_short_and_knows_nothing_of_the_program() -> None:
    text = VERIFIER.read_text(encoding="utf-8")
    imported = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else node.names[0].name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert len(text.splitlines()) <= 300
    assert {name.partition(".")[0] for name in imported} - sys.stdlib_module_names == {"cryptography"}


def test_its_table_of_roles_is_the_programs() -> None:
    for role in get_args(Role):
        for kind in ENTITY_TYPES:
            theirs = role in verifier.MAY_WRITE.get(kind, verifier.WRITERS)
            assert theirs == may_write(role, kind), (role, kind)
        for step in get_args(CustodyAct):
            theirs = role in verifier.MAY_WRITE.get(f"step {step}", verifier.WRITERS)
            assert theirs == may_take_step(role, step), (role, step)
        assert (role in verifier.MANAGERS) == may(role, "manage the members")


def test_a_sound_extract_fits(made: Made, tmp_path: Path) -> None:
    code, said = run(written(made, tmp_path), "--seal", f"{made.entry}={made.seal}")
    assert (code, "Everything that was checked fits." in said) == (0, True), said
    assert "Signed by Jo Hartsedge, dsl" in said
    assert f"Exhibit JH/1: chat.png SHA-256 {hashlib.sha256(PICTURE).hexdigest()}" in said
    assert "Not proved" in said


def test_nothing_of_another_case_stands_in_it(made: Made) -> None:
    file = extract_file(made.extract)
    assert b"OSI-2026-0001" in file
    assert b"Ellis" in file
    for foreign in (b"OSI-2026-0002", b"Kai D.", b"01632 960500", b'"contact"'):
        assert foreign not in file


def test_a_seal_of_an_entry_that_is_not_shown_is_compared_too(made: Made, tmp_path: Path) -> None:
    hidden = next(seq for seq, entry in enumerate(made.extract.entries, 1) if isinstance(entry, str))
    digest = verifier.Check(verifier.read(extract_file(made.extract))).hashes[hidden]
    fits, other = short_seal(bytes.fromhex(digest)), short_seal(bytes(32))
    path = written(made, tmp_path)
    assert run(path, "--seal", f"{hidden}={fits}")[0] == 0
    for wrong in (f"{hidden}={other}", f"9999={fits}", "x", f"-1={fits}"):
        code, said = run(path, f"--seal={wrong}")
        assert (code, "is not the seal of this entry" in said) == (1, True)


def test_original_files_are_compared(made: Made, tmp_path: Path) -> None:
    path, folder = written(made, tmp_path), tmp_path / "files"
    folder.mkdir()
    code, said = run(path, "--files", folder)
    assert (code, "exhibit JH/1: no file was given for it" in said) == (0, True)
    (folder / "renamed.png").write_bytes(PICTURE)
    code, said = run(path, "--files", folder)
    assert (code, "exhibit JH/1: its original file was given and fits" in said) == (0, True)
    (folder / "chat.png").write_bytes(PICTURE + b" and more")
    code, said = run(path, "--files", folder)
    assert (code, "the file chat.png is no exhibit's original" in said) == (1, True)


def test_an_entry_of_another_case_that_was_changed_breaks_the_chain(made: Made, tmp_path: Path) -> None:
    data = made.data
    hidden = next(place for place, entry in enumerate(data["entries"]) if isinstance(entry, str))
    data["entries"][hidden] = "0" * 64
    path = tmp_path / "case.json"
    path.write_text(json.dumps(data))
    code, said = run(path)
    assert (code, "does not follow from the entry before it" in said) == (1, True)


def test_a_hidden_end_is_not_taken_for_signed(made: Made) -> None:
    entries = (*made.extract.entries, "0" * 64)
    faults = verifier.Check(verifier.read(extract_file(msgspec.structs.replace(made.extract, entries=entries)))).faults
    assert any("nobody has signed the chain" in what for _, what in faults)


def test_a_file_that_is_none_is_said_to_be_none(tmp_path: Path) -> None:
    for rubbish in (b"", b"{}", b"[]", b"\xff\xfe", b"null", b'{"format":"dsl-casebook/extract/1"}', b"[" * 100_000):
        path = tmp_path / "case.json"
        path.write_bytes(rubbish)
        code, said = run(path)
        assert (code, "could not be read" in said) == (2, True)
    assert run(tmp_path / "nothing.json")[0] == 2


def test_a_name_cannot_steer_the_terminal(made: Made, tmp_path: Path) -> None:
    data = made.data
    data["ref"] = "\x1b[2J\nEverything that was checked fits."
    path = tmp_path / "case.json"
    path.write_text(json.dumps(data))
    _, said = run(path)
    assert "\x1b" not in said
    assert said.splitlines()[0].startswith("Case ?[2J?Everything")


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a JSON value."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from places(each, (*path, key))


RUBBISH = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just(10**400),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), rubbish=RUBBISH)
def test_rubbish_in_any_place_is_said_and_never_a_crash(made: Made, data: st.DataObject, rubbish: Any) -> None:
    """In the file, in a body, in a record: each is JSON, one within the other."""
    file = made.data
    shown = [entry for entry in file["entries"] if not isinstance(entry, str)]
    inside = data.draw(st.sampled_from(["file", "body", "content"]))
    if inside == "file":
        changed: Any = file
    else:
        entry = data.draw(st.sampled_from([each for each in shown if each[inside]]))
        changed = json.loads(entry[inside])
    place = data.draw(st.sampled_from([path for path in places(changed) if path]))
    holder = changed
    for key in place[:-1]:
        holder = holder[key]
    same = holder[place[-1]] == rubbish and type(holder[place[-1]]) is type(rubbish)
    holder[place[-1]] = rubbish
    if inside != "file":
        entry[inside] = json.dumps(changed)
    try:
        check = verifier.Check(verifier.read(json.dumps(file).encode()))
        check.seals(["1=X"])
        assert verifier.report(check)
    except ValueError:
        return
    assert check.faults
    only_said = place == ("ref",)  # what the file is called; no entry's proof hangs on it
    assert same or only_said or len(check.faults) > 1


@given(st.binary(max_size=200))
def test_bytes_of_any_kind_are_no_extract(data: bytes) -> None:
    with pytest.raises(ValueError, match="form of an extract"):
        verifier.read(data)
