"""F17: whatever stands in a file that the program reads, it is refused in the program's own words, and at once."""

import hashlib
import io
import json
import random
import shutil
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import msgspec
import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyrage import x25519

from dslapp.casebook.backups.manifest import MANIFEST_FILE, DamagedBackup, read_heading, read_manifest
from dslapp.casebook.backups.of_open import back_up_open
from dslapp.casebook.backups.place import BackupHome
from dslapp.casebook.backups.pool import Pace
from dslapp.casebook.backups.restoring import PLAN, Plan, read_plan
from dslapp.casebook.damage.encrypted_pages import USABLE, EncryptedPages
from dslapp.casebook.damage.page_rows import further_pages, kind_of, pages_below, rows_of
from dslapp.casebook.journal.anchors import read_anchor
from dslapp.casebook.journal.canonical import canonical
from dslapp.casebook.keys import member_keys as key_derivation
from dslapp.casebook.keys.key_files import KEY_FILE, MEMBERS_FILE, read_members
from dslapp.casebook.matters.extract import extract_file, extract_of, read_extract
from dslapp.casebook.matters.extract_check import check_extract
from dslapp.casebook.matters.inbox import SealedFileUnreadable, seal, unseal
from dslapp.casebook.opening import open_folder
from dslapp.casebook.stray_files import JOURNAL, set_strays_aside
from dslapp.content.data_files import UnreadableData, read_data
from dslapp.content.guidance import guidance_folder
from dslapp.domain.guidance.flows import Flow
from dslapp.domain.problems import EnvironmentProblem, UserProblem
from dslapp.services.access.known_casebooks import KnownCasebooks
from dslapp.services.access.read_recovery_sheet import read_recovery_sheet
from dslapp.services.case.keep_draft import drafts, restore_draft
from dslapp.services.session import Session
from dslapp.services.window.window_look import WindowLooks
from tests import cases
from tests.casebooks import DSL, PASSPHRASES
from tests.faults.counts import Count
from tests.faults.fuzzing import bent, fuzz, twisted
from tests.faults.keyring import Keyring, now
from tests.faults.scale import how_many
from tests.verifier import the_verifier

pytestmark = pytest.mark.timeout(7200)
SECONDS = float(how_many("F17"))
Make = Callable[[random.Random], Any]


@pytest.fixture
def keyring(memory_folder: Path, casebook_as_made: Path) -> Keyring:
    return Keyring(Path(shutil.copytree(casebook_as_made, memory_folder / "Thornmoss.casebook")))


@pytest.fixture
def tried(seed: int, counted: Count) -> Callable[..., None]:
    """Fuzz for this run's seconds and put the number of inputs into the table."""

    def run(what: str, make: Make, parse: Callable[[Any], object], *allowed: type[BaseException]) -> None:
        count = fuzz(make, parse, allowed=allowed, seconds=SECONDS, seed=seed)
        counted("F17", f"fuzzed: {what}", count)

    return run


def test_members_file(keyring: Keyring, tried: Callable[..., None]) -> None:
    path = keyring.folder / MEMBERS_FILE
    seeds = [path.read_bytes()]
    path.with_name(f"{MEMBERS_FILE}.b").unlink()

    def parse(data: bytes) -> None:
        path.write_bytes(data)
        open_folder(keyring.folder, who="nobody", passphrase="nothing", clock=now).close()

    tried("members file", lambda chance: bent(chance, seeds), parse, EnvironmentProblem)


def test_members_file_that_somebody_wrote(
    keyring: Keyring, tried: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a right checksum: anybody who can write into the folder can make one."""
    monkeypatch.setattr(key_derivation, "_derive", lambda *given: hashlib.sha256(str(given).encode()).digest())
    path = keyring.folder / MEMBERS_FILE
    honest = json.loads(path.read_bytes())["members"]
    path.with_name(f"{MEMBERS_FILE}.b").unlink()

    def parse(members: object) -> None:
        checksum = hashlib.sha256(canonical(members).encode()).hexdigest()
        path.write_bytes(msgspec.json.encode({"members": members, "sha256": checksum}))
        open_folder(keyring.folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=now).close()

    tried("members file with a right checksum", lambda chance: twisted(chance, honest), parse, EnvironmentProblem)


def test_keys_that_a_stranger_sealed(
    keyring: Keyring, tried: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anybody can seal a key file to a member, whose recipient is public."""
    path, recipient = keyring.folder / KEY_FILE, keyring.identity.age.to_public()
    path.with_name(f"{KEY_FILE}.b").unlink()
    honest = json.loads(msgspec.json.encode(keyring.keys))
    monkeypatch.setattr("dslapp.casebook.opening.slot_that_opens", lambda *given: (slot_of(keyring), keyring.identity))

    def parse(keys: object) -> None:
        path.write_bytes(pyrage.encrypt(json.dumps(keys).encode(), [recipient]))
        open_folder(keyring.folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=now, notes_attempts=False).close()

    tried("keys sealed by a stranger", lambda chance: twisted(chance, honest), parse, EnvironmentProblem)


def slot_of(keyring: Keyring) -> object:
    return read_members(keyring.folder).slots[0]


def test_manifest_of_a_backup(keyring: Keyring, tmp_path: Path, tried: Callable[..., None]) -> None:
    opened = open_folder(keyring.folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=now)
    home = BackupHome(tmp_path, opened.casebook.id)
    home.make()
    back_up_open(opened, home, now=now(), pace=Pace())
    opened.close()
    newest = home.newest()
    assert newest is not None
    path = newest.folder / MANIFEST_FILE
    seeds = [path.read_bytes()]

    def parse(data: bytes) -> None:
        path.write_bytes(data)
        home.listed()
        read_heading(newest.folder)
        read_manifest(newest.folder)

    tried("manifest of a backup", lambda chance: bent(chance, seeds), parse, DamagedBackup)


def test_plan_of_a_restore(tmp_path: Path, tried: Callable[..., None]) -> None:
    plan = Plan(quarantine="quarantine/20261113T165000Z", out=("casebook-1.db",), into=("casebook-1.db", MEMBERS_FILE))
    seeds = [msgspec.json.encode(plan)]

    def parse(data: bytes) -> None:
        (tmp_path / PLAN).write_bytes(data)
        found = read_plan(tmp_path)
        assert found is not None
        for name in (*found.out, *found.into, found.quarantine):
            assert (tmp_path / name).resolve().is_relative_to(tmp_path.resolve()), name

    tried("plan of a restore", lambda chance: bent(chance, seeds), parse, EnvironmentProblem)


def test_flows(tmp_path: Path, tried: Callable[..., None]) -> None:
    seeds = [path.read_bytes() for path in guidance_folder().rglob("*.yaml")][:8]
    path = tmp_path / "flow.yaml"
    short = [seed[:6000] for seed in seeds]

    def parse(data: bytes) -> None:
        path.write_bytes(data)
        read_data(path, Flow)

    tried("guidance file", lambda chance: bent(chance, short), parse, UnreadableData)


def test_a_file_of_aliases_does_not_grow_for_ever(tmp_path: Path) -> None:
    path = tmp_path / "flow.yaml"
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(UnreadableData):
        read_data(path, Flow)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(st.characters(codec=None)), inner, max_size=5),
    max_leaves=20,
)


@settings(max_examples=100 * how_many("F17"), deadline=1000)
@given(JSON)
def test_canonical_json_says_the_same_twice(value: Any) -> None:
    once = canonical(value)
    assert canonical(msgspec.json.decode(once)) == once
    assert json.loads(once) == msgspec.json.decode(once)
    once.encode()


def test_drafts(session: Session, tried: Callable[..., None]) -> None:
    seeds = [
        b'{"id":"0192f0c4-0000-7000-8000-00000000000a","what":"He said","headline":"x"}',
        b'{"incident_id":"x","form":"people","ref":"OSI-2026-0001","title":"People","value":{"name":"Ellis"}}',
    ]
    connection = session.casebook.connection

    def parse(data: bytes) -> None:
        text = data.decode("utf-8", "replace").replace("\0", "")
        connection.execute("BEGIN IMMEDIATE")
        for kind in ("incident", "details", "another"):
            connection.execute(
                "INSERT INTO draft (id, draft_kind, saved_at, content, owner) VALUES (?, ?, 0, ?, '')",
                (kind, kind, text),
            )
        try:
            drafts(session)
            restore_draft(session, "incident")
        finally:
            connection.rollback()

    tried("unfinished typing of another version", lambda chance: bent(chance, seeds), parse)


def test_extract_in_the_stand_alone_verifier(session: Session, tmp_path: Path, tried: Callable[..., None]) -> None:
    verifier = the_verifier()
    case = cases.taunts(session)
    honest = extract_file(extract_of(session.casebook, case))
    path = tmp_path / "extract.json"

    def make(chance: random.Random) -> bytes:
        if chance.random() < 0.5:
            return bent(chance, [honest])
        return json.dumps(twisted(chance, json.loads(honest))).encode()

    def parse(data: bytes) -> None:
        path.write_bytes(data)
        with redirect_stdout(io.TextIOWrapper(io.BytesIO(), encoding="utf-8")):
            assert verifier.main([str(path), "--seal", "1=AAAA-AAAA-AAAA"]) in (0, 1, 2)

    tried("extract, by the stand-alone verifier", make, parse)


def test_history_that_comes_with_a_matter(session: Session, tried: Callable[..., None]) -> None:
    honest = extract_file(extract_of(session.casebook, cases.taunts(session)))

    def make(chance: random.Random) -> bytes:
        if chance.random() < 0.5:
            return bent(chance, [honest])
        return json.dumps(twisted(chance, json.loads(honest))).encode()

    tried(
        "history that comes with a matter", make, lambda data: check_extract(read_extract(data)),
        EnvironmentProblem, RecursionError,
    )  # fmt: skip


def test_pages_of_a_database(keyring: Keyring, tried: Callable[..., None]) -> None:
    with EncryptedPages(keyring.database, keyring.keys.key) as pages:
        seeds = [page for _, page in pages.each() if page is not None]

        def parse(data: bytes) -> None:
            page = data[:USABLE].ljust(USABLE, b"\0")
            for number in (1, 2):
                kind_of(page, number)
                list(rows_of(page, number, pages.read))
                list(pages_below(page, number))
                list(further_pages(page, number, pages.read))

        tried("page of a damaged database", lambda chance: bent(chance, seeds), parse)


def test_journals_beside_the_database(keyring: Keyring, tried: Callable[..., None]) -> None:
    head = bytes.fromhex("d9d505f920a163d7ffffffff000000010000005000000200" + "00001000")
    seeds = [head.ljust(512, b"\0") + bytes([0, 0, 0, 5]) + bytes(4100), head]
    journal = keyring.database.with_name(keyring.database.name + JOURNAL)

    def parse(data: bytes) -> None:
        journal.write_bytes(data)
        set_strays_aside(keyring.folder, keyring.database, keyring.keys.key, now())
        shutil.rmtree(keyring.folder / "quarantine", ignore_errors=True)

    tried("journal beside the database", lambda chance: bent(chance, seeds), parse)


def test_sealed_notes(tried: Callable[..., None]) -> None:
    identity = x25519.Identity.generate()
    seeds = [seal(b'{"what":"x"}', str(identity.to_public()))]
    tried(
        "sealed note", lambda chance: bent(chance, seeds), lambda data: unseal(data, [str(identity)]),
        SealedFileUnreadable,
    )  # fmt: skip


def test_what_this_computer_remembers(tmp_path: Path, tried: Callable[..., None]) -> None:
    path = tmp_path / "remembered.json"
    seeds = [b'[{"path":"/home/jo/Thornmoss.casebook","label":"Thornmoss"}]', b'{"theme":"dark","text_size":"large"}']

    def parse(data: bytes) -> None:
        path.write_bytes(data)
        KnownCasebooks(path).listed()
        WindowLooks(path).chosen()
        read_anchor(data.decode("utf-8", "replace"), b"key", casebook="x", source="folder", where="here")

    tried("what this computer remembers", lambda chance: bent(chance, seeds), parse)


def test_a_recovery_sheet_as_it_was_typed(tried: Callable[..., None]) -> None:
    seeds = [str(x25519.Identity.generate()).encode()]

    def parse(data: bytes) -> None:
        read_recovery_sheet(data.decode("utf-8", "replace"))

    tried("recovery sheet as it was typed", lambda chance: bent(chance, seeds), parse, UserProblem)
