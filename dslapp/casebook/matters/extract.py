"""One case with the proof that it stands in the journal, for a court's expert; nothing of any other case.

Every entry of the journal is in it: those of the case in full, all others as a digest that tells nothing and still
carries the chain (docs/decisions/extract.md; the format is in docs/file-formats.md).
"""

from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import Literal

import msgspec
from pyrage import passphrase

from dslapp.casebook.journal.entries import digest_of
from dslapp.casebook.matters.extract_people import Body, people_shown
from dslapp.casebook.store import Casebook
from dslapp.domain.case.people import Account, Person
from dslapp.domain.problems import EnvironmentProblem

Part = Literal["case", "withheld", "people", "keys", "record", "chain"]
"""Why an entry is shown: of the case; of the case, but what it says must not leave; its people and accounts; who may
sign; what became of the whole record; or only because the chain cannot be followed without it (the last entry, and
entries of the first format)."""

_OF_THE_KEYS = frozenset({"member", "recovery", "school"})
_OF_THE_RECORD = frozenset({"epoch", "restored", "paper_seal"})


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """One entry as stored; hash, signature and salt as hexadecimal digits."""

    part: Part
    body: str
    hash: str
    signature: str
    salt: str = ""
    content: str | None = None
    """What the entry committed to; None when it was erased, is withheld, or is not of this case."""


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """The journal's last entry when the extract was made: its signature covers everything before it."""

    seq: int
    hash: str


class Extract(msgspec.Struct, frozen=True, kw_only=True):
    """A case and its proof. `entries` is the whole journal in order: an entry that is shown, or a digest."""

    format: Literal["dsl-casebook/extract/1"] = "dsl-casebook/extract/1"
    casebook: str
    incident: str
    ref: str
    head: Head
    entries: tuple[str | Shown, ...]

    @property
    def shown(self) -> dict[int, Shown]:
        """The entries that are shown, by their number."""
        return {seq: entry for seq, entry in enumerate(self.entries, 1) if isinstance(entry, Shown)}

    @property
    def people(self) -> dict[str, Person | Account]:
        """The people and accounts as the case knew them last, by their ids."""
        stored = (each.content for each in self.shown.values() if each.part == "people" and each.content)
        return {value.id: value for value in (_person_or_account(content) for content in stored)}


class _Erased(msgspec.Struct, frozen=True):
    entries: tuple[int, ...]
    ref: str


class _ErasureContent(msgspec.Struct, frozen=True):
    entity: _Erased


class _Stored(msgspec.Struct, frozen=True):
    kind: str
    entity: msgspec.Raw


def extract_of(casebook: Casebook, incident_id: str, withheld: Collection[str] = ()) -> Extract:
    """Read a case and its proof. What is stored is taken as it is, sound or not: judging it is the reader's part.

    Of what belongs to the case and is `withheld`, by its id, nothing but the commitments is shown.

    Raises KeyError when there is no such incident.
    """
    found = casebook.connection.execute("SELECT ref FROM incident WHERE id = ?", (incident_id,)).fetchone()
    if found is None:
        raise KeyError(f"incident {incident_id}")
    ref = str(found[0])
    rows = casebook.connection.execute("SELECT seq, body, hash, signature FROM journal ORDER BY seq").fetchall()
    bodies = {seq: _decoded(body) for seq, body, _, _ in rows}
    last = rows[-1][0]
    parts = _parts(casebook, incident_id, ref, bodies)
    entries: list[str | Shown] = []
    for seq, body, digest, signature in rows:
        part = parts.get(seq) or ("chain" if seq == last or bodies[seq].v == 1 else None)
        if part is None:
            entries.append(digest_of(body))
            continue
        salt, content = ("", None) if part == "chain" else _version(casebook, seq)
        if part == "case" and content is not None and bodies[seq].entity_id in withheld:
            part, salt, content = "withheld", "", None
        entries.append(
            Shown(part=part, body=body, hash=digest.hex(), signature=signature.hex(), salt=salt, content=content)
        )
    head = Head(seq=last, hash=rows[-1][2].hex())
    return Extract(casebook=casebook.id, incident=incident_id, ref=ref, head=head, entries=tuple(entries))


def with_own_entry(casebook: Casebook, extract: Extract) -> Extract:
    """The same up to the one entry of its case that was written since: the one that says that the extract leaves.

    The journal is not read again. Raises ValueError when it is not one entry.
    """
    [(_, former, *_), (seq, body, digest, signature)] = casebook.connection.execute(
        "SELECT seq, body, hash, signature FROM journal WHERE seq >= ? ORDER BY seq", (extract.head.seq,)
    ).fetchall()
    *before, last = extract.entries
    if isinstance(last, Shown) and last.part == "chain" and _decoded(former).v != 1:
        last = digest_of(former)  # it was shown for being the last
    salt, content = _version(casebook, seq)
    own = Shown(part="case", body=body, hash=digest.hex(), signature=signature.hex(), salt=salt, content=content)
    return msgspec.structs.replace(extract, head=Head(seq=seq, hash=digest.hex()), entries=(*before, last, own))


def extract_file(extract: Extract) -> bytes:
    """The extract as the bytes of its file. Stored texts are not normalised again: they are hashed as they are."""
    return msgspec.json.encode(extract, order="sorted")


def read_extract(data: bytes) -> Extract:
    """The extract in a file. Raises EnvironmentProblem when it is none."""
    try:
        return msgspec.json.decode(data, type=Extract)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise EnvironmentProblem("This file is not an extract of a casebook.", "Ask for it again.") from None


def under_password(file: bytes, password: str) -> bytes:
    """The file encrypted, so that `age --decrypt` asks for the password and gives it back."""
    return passphrase.encrypt(file, password)


def _parts(casebook: Casebook, incident_id: str, ref: str, bodies: dict[int, Body]) -> dict[int, Part]:
    """Which entries are shown, and why; an entry whose version is gone is known by what its body names."""
    execute = casebook.connection.execute
    case = dict(execute("SELECT seq, entity_id FROM version WHERE incident_id = ?", (incident_id,)).fetchall())
    of_case = frozenset(case.values())
    parts: dict[int, Part] = {
        **dict.fromkeys(people_shown(casebook, incident_id, bodies), "people"), **dict.fromkeys(case, "case")
    }  # fmt: skip
    for seq, body in bodies.items():
        if body.entity_type in _OF_THE_KEYS:
            parts[seq] = "keys"
        elif body.entity_type in _OF_THE_RECORD:
            parts[seq] = "record"
        elif body.entity_id in of_case:
            parts.setdefault(seq, "case")
    for seq, erasure in _erasures(casebook):
        if erasure.ref == ref or not parts.keys().isdisjoint(erasure.entries):
            parts |= {seq: "record", **{each: parts.get(each, "case") for each in erasure.entries if each in bodies}}
    countersigned = execute("SELECT seq, entry FROM countersignature").fetchall()
    return parts | {seq: "record" for seq, entry in countersigned if entry in parts}


def _erasures(casebook: Casebook) -> Iterator[tuple[int, _Erased]]:
    rows = casebook.connection.execute(
        "SELECT e.seq, v.content FROM erasure e JOIN version v ON v.seq = e.seq ORDER BY e.seq"
    )
    for seq, content in rows.fetchall():
        with suppress(msgspec.DecodeError):
            yield seq, msgspec.json.decode(content, type=_ErasureContent).entity


def _version(casebook: Casebook, seq: int) -> tuple[str, str | None]:
    """The salt and the content of an entry, where they are kept."""
    row = casebook.connection.execute("SELECT salt, content FROM version WHERE seq = ?", (seq,)).fetchone()
    return ("", None) if row is None else (row[0].hex(), row[1])


def _decoded(body: str) -> Body:
    try:
        return msgspec.json.decode(body, type=Body)
    except msgspec.DecodeError:
        return Body()


def _person_or_account(content: str) -> Person | Account:
    stored = msgspec.json.decode(content, type=_Stored)
    if stored.kind == "account":
        return msgspec.json.decode(stored.entity, type=Account)
    return msgspec.json.decode(stored.entity, type=Person)
