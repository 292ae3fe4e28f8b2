"""What docs/file-formats.md promises of a backup: read, checked and opened with the recovery sheet without our code."""

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import pyrage
import pytest
import sqlcipher3.dbapi2  # type: ignore[import-untyped]  # it ships no types
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pyrage import x25519

from dslapp.services.backups.back_up import add_place, back_up
from tests.casebooks import DSL, SettableClock, unlock

SAMPLE = Path(__file__).parents[1] / "samples" / "casebooks" / "format-1"


@pytest.fixture
def told() -> dict[str, Any]:
    """What is known of the casebook in the repository: its recovery key, its exhibits' originals."""
    known: dict[str, Any] = json.loads(SAMPLE.with_suffix(".json").read_text())
    return known


@pytest.fixture
def home(tmp_path: Path, clock: SettableClock) -> Path:
    """The folder of backups on a stick: the only part of this test that uses our code."""
    folder, stick = tmp_path / "Thornmoss.casebook", tmp_path / "stick"
    stick.mkdir()
    with zipfile.ZipFile(SAMPLE.with_suffix(".zip")) as packed:
        packed.extractall(folder)
    session = unlock(folder, DSL, clock)
    back_up(session, add_place(session, "Red stick", stick, "stick").id)
    session.opened.close()
    session.pictures.close()
    (home,) = stick.iterdir()
    return home


@pytest.fixture
def snapshot(home: Path) -> Path:
    (snapshot,) = (home / "snapshots").iterdir()
    return snapshot


@pytest.fixture
def stored(snapshot: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((snapshot / "manifest.json").read_text())
    return manifest


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_manifest_lists_every_file_with_its_size_and_hash(
    home: Path, snapshot: Path, stored: dict[str, Any]
) -> None:
    manifest = stored["manifest"]
    assert home.name == manifest["casebook"][-8:] + "-backup"
    assert (manifest["format"], manifest["number"], manifest["made_at"]) == (
        "dsl-casebook/backup/1", 1, "2026-11-13T16:50:00Z",
    )  # fmt: skip
    listed = [(snapshot / each["name"], each) for each in manifest["files"]]
    listed += [(home / each["path"], each) for each in manifest["pool"]]
    for path, each in listed:
        assert (path.stat().st_size, sha256(path)) == (each["size"], each["sha256"])
    there = {
        path.relative_to(home).as_posix() for part in ("evidence", "inbox") for path in home.glob(f"{part}/**/*.age")
    }
    assert there == {each["path"] for each in manifest["pool"]}


def test_the_signature_is_over_the_canonical_manifest(stored: dict[str, Any]) -> None:
    signed = stored["signed"]
    said = {"manifest": stored["manifest"], "member": signed["member"], "key": signed["key"]}
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signed["key"]))
    key.verify(bytes.fromhex(signed["signature"]), b"dsl-casebook/backup/v1\0" + hashlib.sha256(canonical).digest())


def test_the_recovery_sheet_opens_it(
    home: Path, snapshot: Path, stored: dict[str, Any], told: dict[str, Any], tmp_path: Path
) -> None:
    sheet = x25519.Identity.from_str(told["recovery"])
    keys = json.loads(pyrage.decrypt((snapshot / "casebook.key.age").read_bytes(), [sheet]))
    assert keys["database"] == stored["manifest"]["database"]
    copy = tmp_path / keys["database"]
    copy.write_bytes((snapshot / "casebook.db").read_bytes())
    connection = sqlcipher3.dbapi2.connect(str(copy))
    connection.execute(f"PRAGMA key = \"x'{keys['key']}'\"")
    (entries, head) = connection.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    assert (entries, head.hex()) == (stored["manifest"]["entries"], stored["manifest"]["head"])
    exhibits = connection.execute("SELECT ref, file_id FROM exhibit WHERE file_id IS NOT NULL").fetchall()
    connection.close()
    identities = [x25519.Identity.from_str(each) for each in keys["evidence"]]
    originals = {
        ref: hashlib.sha256(
            pyrage.decrypt((home / "evidence" / file_id[-2:] / f"{file_id}.age").read_bytes(), identities)
        ).hexdigest()
        for ref, file_id in exhibits
    }
    assert originals == told["exhibits"]
