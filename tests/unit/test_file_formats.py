"""What docs/file-formats.md promises: the recovery sheet, `age` and SQLCipher open a casebook without our code."""

import base64
import hashlib
import json
import re
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2  # type: ignore[import-untyped]  # it ships no types
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pyrage import x25519

from dslapp.casebook.journal.verify import verify
from dslapp.casebook.keys.member_keys import FLOOR_KDF
from dslapp.casebook.keys.membership import change_keys
from dslapp.casebook.making import create_folder
from dslapp.casebook.opening import open_with_sheet
from dslapp.domain.entity import new_id
from dslapp.domain.school import Access
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from tests.casebooks import DSL, FOUNDERS, SettableClock, thornmoss, unlock
from tests.cases import bare_case
from tests.pictures import SAMPLES

PICTURE = SAMPLES / "chatnest-taunts-1.png"


@pytest.fixture
def recovery_key() -> str:
    """What the recovery sheet says."""
    return str(x25519.Identity.generate())


@pytest.fixture(params=["first keys", "new keys"])
def casebook(tmp_path: Path, recovery_key: str, request: pytest.FixtureRequest) -> Path:
    """A casebook with one exhibit, locked: the only part of this test that uses our code."""
    folder, clock = tmp_path / "Thornmoss.casebook", SettableClock()
    recipient = str(x25519.Identity.from_str(recovery_key).to_public())
    create_folder(
        folder, school=thornmoss(), founders=FOUNDERS, recovery_recipient=recipient, clock=clock, kdf=FLOOR_KDF
    )
    session = unlock(folder, DSL, clock)
    attach_file(session, bare_case(session), PICTURE, ExhibitAnswers(), image_answer="no")
    if request.param == "new keys":
        change_keys(session.opened, [], because="A laptop was lost.")
    session.pictures.close()
    session.opened.close()
    return folder


def age_opens(file: Path, identity: str, place: Path) -> bytes:
    key = place / "key.txt"
    key.write_text(identity + "\n")
    return subprocess.run(["age", "--decrypt", "-i", key, file], check=True, stdout=subprocess.PIPE).stdout


def opened_by_hand(casebook: Path, recovery_key: str, place: Path) -> tuple[dict[str, Any], Any]:
    keys: dict[str, Any] = json.loads(age_opens(casebook / "casebook.key.age", recovery_key, place))
    database = sqlcipher3.dbapi2.connect(str(casebook / keys["database"]))
    database.execute(f"""PRAGMA key = "x'{keys["key"]}'" """)
    return keys, database


def test_the_recovery_sheet_opens_records_and_exhibits(casebook: Path, recovery_key: str, tmp_path: Path) -> None:
    keys, database = opened_by_hand(casebook, recovery_key, tmp_path)
    records = [json.loads(row[0]) for row in database.execute("SELECT content FROM version ORDER BY seq")]
    database.close()
    [exhibit] = [record["entity"] for record in records if record["kind"] == "exhibit"]
    stored = casebook / "evidence" / exhibit["file_id"][-2:] / f"{exhibit['file_id']}.age"
    original = age_opens(stored, "\n".join(keys["evidence"]), tmp_path)
    assert hashlib.sha256(original).hexdigest() == exhibit["sha256"]
    assert original == PICTURE.read_bytes()


def test_the_journal_is_chained_signed_and_committed_as_written(
    casebook: Path, recovery_key: str, tmp_path: Path
) -> None:
    _, database = opened_by_hand(casebook, recovery_key, tmp_path)
    previous = "0" * 64
    rows = database.execute(
        "SELECT j.seq, j.body, j.hash, j.signature, v.salt, v.content FROM journal j JOIN version v USING (seq) "
        "ORDER BY j.seq"
    ).fetchall()
    database.close()
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    for _, body, digest, signature, salt, content in rows:
        entry = json.loads(body)
        assert entry["prev"] == previous
        of_body = hashlib.sha256(b"dsl-casebook/body/v2\0" + body.encode()).hexdigest()
        assert hashlib.sha256(b"dsl-casebook/entry/v2\0" + (previous + of_body).encode()).digest() == digest
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(entry["key"])).verify(
            signature, b"dsl-casebook/signature/v1\0" + digest
        )
        committed = hashlib.sha256(b"dsl-casebook/content/v1\0" + salt + content.encode()).hexdigest()
        assert committed == entry["commitment"]
        assert canonical(entry) == body
        previous = digest.hex()


def canonical(value: object) -> str:
    return unicodedata.normalize("NFC", json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False))


def test_a_passphrase_opens_the_keys_as_the_description_says(casebook: Path, recovery_key: str, tmp_path: Path) -> None:
    members = json.loads((casebook / "members.json").read_text(encoding="utf-8"))["members"]
    for slot, founder in zip(members["slots"], FOUNDERS, strict=True):
        kdf = slot["kdf"]
        key = hash_secret_raw(
            unicodedata.normalize("NFC", founder.passphrase).encode(), base64.b64decode(slot["salt"]),
            time_cost=kdf["passes"], memory_cost=kdf["memory_kib"], parallelism=kdf["lanes"], hash_len=32,
            type=Type.ID, version=kdf["version"],
        )  # fmt: skip
        bound = {name: slot[name] for name in ("member", "role", "label", "kdf", "recipient", "signing_key")}
        plain = AESGCM(key).decrypt(
            base64.b64decode(slot["nonce"]), base64.b64decode(slot["wrapped"]),
            canonical({"casebook": members["casebook"], **bound}).encode(),
        )  # fmt: skip
        identity = json.loads(plain)
        assert (identity["member_id"], identity["name"]) == (slot["member"], founder.name)
        assert len(base64.b64decode(identity["signing_seed"])) == 32
        by_passphrase = age_opens(casebook / "casebook.key.age", identity["age_identity"], tmp_path)
        assert by_passphrase == age_opens(casebook / "casebook.key.age.b", recovery_key, tmp_path)


def queries_of_the_description() -> list[str]:
    description = (Path(__file__).parents[2] / "docs" / "file-formats.md").read_text(encoding="utf-8")
    [block] = re.findall(r"```sql\n(.*?)```", description, flags=re.DOTALL)
    return [query for query in block.split(";") if query.strip()]


def test_the_queries_of_the_description_find_the_case(casebook: Path, recovery_key: str, tmp_path: Path) -> None:
    _, database = opened_by_hand(casebook, recovery_key, tmp_path)
    incidents, history, files = (database.execute(query).fetchall() for query in queries_of_the_description())
    tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    database.close()
    assert [json.loads(row[0])["kind"] for row in incidents] == ["incident"]
    assert {"incident", "exhibit", "custody_event"} <= {json.loads(row[1])["kind"] for row in history}
    assert [row[2] for row in files] == [hashlib.sha256(PICTURE.read_bytes()).hexdigest()]
    description = (Path(__file__).parents[2] / "docs" / "file-formats.md").read_text(encoding="utf-8")
    assert [table for table in tables if not table.startswith("search_") and f"`{table}`" not in description] == []


def test_the_seal_at_the_foot_of_a_page_is_found_again(casebook: Path, recovery_key: str, tmp_path: Path) -> None:
    session = unlock(casebook, DSL, SettableClock())
    session.pictures.close()
    entry, seal = session.casebook.head
    session.opened.close()
    _, database = opened_by_hand(casebook, recovery_key, tmp_path)
    digest = database.execute("SELECT hash FROM journal WHERE seq = ?", (entry,)).fetchone()[0]
    database.close()
    bits = f"{int.from_bytes(digest, 'big'):0256b}"
    letters = "".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[int(bits[at : at + 5], 2)] for at in range(0, 60, 5))
    assert seal == "-".join((letters[:4], letters[4:8], letters[8:]))


def test_the_members_file_names_roles_and_nobody(casebook: Path) -> None:
    text = (casebook / "members.json").read_text(encoding="utf-8")
    stored = json.loads(text)
    assert hashlib.sha256(canonical(stored["members"]).encode()).hexdigest() == stored["sha256"]
    assert not [founder.name for founder in FOUNDERS if founder.name in text]


def test_the_sheet_signs_with_the_key_that_the_description_derives(recovery_key: str, tmp_path: Path) -> None:
    seed = HKDF(SHA256(), 32, salt=None, info=b"dsl-casebook/recovery-signature/v1").derive(recovery_key.encode())
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw().hex()
    folder, clock = tmp_path / "Sheet.casebook", SettableClock()
    create_folder(
        folder, school=thornmoss(), founders=FOUNDERS, clock=clock, kdf=FLOOR_KDF, recovery_signing_key=public,
        recovery_recipient=str(x25519.Identity.from_str(recovery_key).to_public()),
    )  # fmt: skip
    opened = open_with_sheet(folder, age_identity=recovery_key, clock=clock)
    opened.casebook.commit([Access(id=new_id(), what="unlocked")])
    assert verify(opened.casebook, opened.evidence).faults == ()
    opened.close()
