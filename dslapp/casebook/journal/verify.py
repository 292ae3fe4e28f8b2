"""Walks the whole journal and says whether anything in the casebook was changed, and where."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import NamedTuple

import msgspec

from dslapp.casebook.database.driver import DatabaseError, connect
from dslapp.casebook.database.projections import PROJECTIONS
from dslapp.casebook.database.schema import apply_migrations, schema_statements
from dslapp.casebook.database.search_check import wrongly_indexed
from dslapp.casebook.database.stored_versions import content_of
from dslapp.casebook.evidence.files import EvidenceStore
from dslapp.casebook.journal.authority import Authority
from dslapp.casebook.journal.entries import GENESIS, EntryBody, commitment_of, hash_of
from dslapp.casebook.store import Casebook
from dslapp.domain.entities import ENTITY_TYPES
from dslapp.domain.entity import Entity
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.trust.entries import Erasure, Moved


class Fault(NamedTuple):
    """Something that is not as it was written: where, and what is wrong with it."""

    where: str
    what: str

    @property
    def in_lists(self) -> bool:
        """Whether only a list or the search is hit: both can be made anew from the versions."""
        return self.what in _IN_LISTS


class Verified(NamedTuple):
    """What was checked and what was found wrong."""

    entries: int
    versions: int
    projections: int
    exhibits: int
    faults: tuple[Fault, ...]
    remarks: tuple[Fault, ...] = ()
    """What is no fault and good to know: the computer's clock had gone back at an entry."""
    files: tuple["StoredFile", ...] = ()
    """Which files the record names, for `check_files`."""


class StoredFile(NamedTuple):
    """A file of the evidence that the record names: what it is, its id and the SHA-256 of what was attached."""

    what: str
    file_id: str
    sha256: str


class _Content(msgspec.Struct, frozen=True):
    kind: str
    entity: msgspec.Raw


TABLES_DIFFER = "its tables are not as this program makes them"
_MAX_FAULTS = 100
_SHOWN_OTHERWISE = "the list shows it otherwise than its record"
_WRONG_SEARCH_ROW = "it is missing, wrong or too many"
_OTHER_WORDS = "it is found by other words than its own"
_IN_LISTS = frozenset({_SHOWN_OTHERWISE, _WRONG_SEARCH_ROW, _OTHER_WORDS})
_CLOCK_WENT_BACK = "the computer's clock had gone back: its time is before that of the entry before it"
NEVER_ERASED = frozenset({"member", "recovery", "school", "erasure"})
"""By what they say the signatures and the gaps are judged; an erasure that names them counts for nothing."""


def verify(
    casebook: Casebook,
    evidence: EvidenceStore,
    *,
    progress: Callable[[str, int], None] = lambda what, done: None,
    with_files: bool = True,
) -> Verified:
    """Check database pages, journal chain, signatures, versions, projections, search rows and every exhibit's file.

    `progress` is called with what is being checked and how many are done; without `with_files` no exhibit's file is
    looked at. Stops listing after 100 faults.
    """
    faults: list[Fault] = []
    try:
        faults += _pages(casebook)
        faults += _schema(casebook)
        walk = _Walk(casebook)
        for fault in walk.faults(progress):
            faults.append(fault)
            if len(faults) >= _MAX_FAULTS:
                break
        faults += _unsigned_versions(casebook)
        faults += _projections(casebook, walk.latest)
        faults += _search_rows(casebook, walk.latest)
        files = _files(walk.latest)
        if with_files:
            faults += check_files(files, evidence, lambda done: progress("exhibits", done))
    except DatabaseError:
        faults.append(Fault("database", "a part of it cannot be read"))
        return Verified(0, 0, 0, 0, tuple(faults))
    remarks = tuple(Fault(f"journal entry {seq}", _CLOCK_WENT_BACK) for seq in walk.clock_went_back)
    exhibits = sum(isinstance(value, Exhibit) and bool(value.file_id) for _, value in walk.latest.values())
    return Verified(
        walk.entries, walk.versions, len(walk.latest), exhibits, tuple(faults[:_MAX_FAULTS]),
        remarks, files,
    )  # fmt: skip


def check_files(
    files: Sequence[StoredFile], evidence: EvidenceStore, look: Callable[[int], object] = lambda done: None
) -> list[Fault]:
    """Decrypt every file and compare it with its record. Uses no database: runs on any thread.

    `look` gets how many are done after each, and may raise what stops it.
    """
    faults = []
    for done, file in enumerate(files, 1):
        try:
            state = evidence.check(file.file_id, file.sha256).state
        except ValueError:
            state = "missing"
        if state != "sound" and file.file_id not in evidence.purged:
            faults.append(Fault(file.what, f"its file is {state}"))
        if file.file_id in evidence.listed:
            faults.append(Fault(file.what, "a list beside the record hides it as purged, and no entry says so"))
        look(done)
    return faults


def _pages(casebook: Casebook) -> list[Fault]:
    """Neither check alone is enough: the cipher's is blind to missing pages, the quick one to a changed tag."""
    connection = casebook.connection
    faults = [Fault("database", str(row[0])) for row in connection.execute("PRAGMA cipher_integrity_check").fetchall()]
    quick = [str(row[0]) for row in connection.execute("PRAGMA quick_check").fetchall()]
    return faults + [Fault("database", text) for text in quick if text != "ok"]


def _schema(casebook: Casebook) -> list[Fault]:
    """A trigger, table or view too many could change what is shown; an index too few, what may be doubled."""
    with closing(connect(":memory:", isolation_level=None)) as fresh:
        apply_migrations(fresh)
        expected = set(schema_statements(fresh))
    found = set(schema_statements(casebook.connection))
    return [Fault("database", TABLES_DIFFER)] if found != expected else []


def _unsigned_versions(casebook: Casebook) -> list[Fault]:
    rows = casebook.connection.execute("SELECT seq FROM version WHERE seq NOT IN (SELECT seq FROM journal)").fetchall()
    return [Fault(f"version {row[0]}", "nobody has signed it") for row in rows]


def erased_entries(casebook: Casebook) -> frozenset[int]:
    """The entries whose versions were erased, as the erasures say: each is itself signed and checked in the walk.

    An erasure speaks of what was written before it, never of what comes.
    """
    rows = casebook.connection.execute(
        "SELECT v.seq, v.content FROM erasure e JOIN version v ON v.seq = e.seq AND v.entity_type = 'erasure'"
    ).fetchall()
    return frozenset(each for seq, content in rows for each in _named_in(content) if each < seq)


def _named_in(content: str) -> tuple[int, ...]:
    """The entries that an erasure names; none where something else stands in its place: the walk says so."""
    try:
        return content_of(content, Erasure).entries
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ()


class _Walk:
    """One pass over the journal with its versions."""

    def __init__(self, casebook: Casebook) -> None:
        self._casebook = casebook
        self.authority = Authority()
        self._erased = erased_entries(casebook)
        self._numbers: dict[str, int] = {}
        self._kinds: dict[str, str] = {}
        self.latest: dict[str, tuple[int, Entity]] = {}
        self.entries = 0
        self.versions = 0
        self.clock_went_back: list[int] = []

    def faults(self, progress: Callable[[str, int], None]) -> Iterator[Fault]:
        """Yield what is wrong, entry by entry."""
        previous, clock = GENESIS, 0
        rows = self._casebook.connection.execute(
            "SELECT j.seq, j.body, j.hash, j.signature, v.entity_type, v.entity_id, v.number, v.incident_id, v.salt, "
            "v.content FROM journal j LEFT JOIN version v ON v.seq = j.seq ORDER BY j.seq"
        )
        for seq, body, digest, signature, *version in rows:
            self.entries += 1
            where = f"journal entry {seq}"
            if seq != self.entries:
                yield Fault(where, f"entry {self.entries} is missing")
                self.entries = seq
            if (chained := hash_of(body)) != digest:
                yield Fault(where, "its text was changed")
            try:
                entry = msgspec.json.decode(body, type=EntryBody)
            except msgspec.DecodeError:
                yield Fault(where, "its text cannot be read")
                previous = chained.hex()
                continue
            if entry.seq != seq or entry.prev != previous or entry.casebook != self._casebook.id:
                yield Fault(where, "it does not follow from the entry before it")
            if entry.at < clock:
                self.clock_went_back.append(seq)
            clock = entry.at
            value = None
            for found in self._version(where, entry, version):
                if isinstance(found, Fault):
                    yield found
                else:
                    value = found
            for wrong in self.authority.take(entry, digest, signature, value):
                yield Fault(where, wrong)
            previous = chained.hex()
            if self.entries % 500 == 0:
                progress("journal", self.entries)

    def _version(self, where: str, entry: EntryBody, version: list[object]) -> "Iterator[Fault | Entity]":
        """Yield what is wrong with an entry's version, and the value in it where it can be read."""
        entity_type, entity_id, number, incident_id, salt, content = version
        if not isinstance(salt, bytes) or not isinstance(content, str):
            if entry.seq in self._erased and entry.entity_type not in NEVER_ERASED:
                self._numbers[entry.entity_id] = entry.version
                self.latest.pop(entry.entity_id, None)
            else:
                yield Fault(where, "what it committed to is missing")
            return
        if entry.seq in self._erased:
            yield Fault(where, "what was erased is there again")
        self.versions += 1
        if (entity_type, entity_id, number) != (entry.entity_type, entry.entity_id, entry.version):
            yield Fault(where, "the version stored for it is another one")
        if commitment_of(salt, content) != entry.commitment:
            yield Fault(where, "the record was changed after it was signed")
        if self._kinds.setdefault(entry.entity_id, entry.entity_type) != entry.entity_type:
            yield Fault(where, "the record stands under the number of another kind")
        if entry.version != self._numbers.get(entry.entity_id, 0) + 1:
            yield Fault(where, "a version of this record is missing or doubled")
        self._numbers[entry.entity_id] = entry.version
        try:
            stored = msgspec.json.decode(content, type=_Content)
            value = msgspec.json.decode(stored.entity, type=ENTITY_TYPES[stored.kind])
        except (msgspec.DecodeError, KeyError):
            yield Fault(where, "the record cannot be read")
            return
        if (stored.kind, value.id) != (entry.entity_type, entry.entity_id) or value.about_incident() != incident_id:
            yield Fault(where, "the record stands under another one's number")
        if isinstance(value, Exhibit):
            yield from self._exhibit(where, value)
        if isinstance(value, Derivative):
            yield from self._copy(where, value)
        self.latest[value.id] = (entry.seq, value)
        yield value

    def _exhibit(self, where: str, exhibit: Exhibit) -> Iterator[Fault]:
        """An exhibit keeps its number for good, and its file once it has one."""
        _, before = self.latest.get(exhibit.id, (0, None))
        if not isinstance(before, Exhibit):
            return
        if (before.ref, before.producer, before.number) != (exhibit.ref, exhibit.producer, exhibit.number):
            yield Fault(where, "it gives an exhibit another number")
        if before.file_id and (before.file_id, before.sha256, before.size) != (
            exhibit.file_id, exhibit.sha256, exhibit.size,
        ):  # fmt: skip
            yield Fault(where, "it puts another file in the place of an exhibit's own")

    def _copy(self, where: str, copy: Derivative) -> Iterator[Fault]:
        """A copy stays the one that was made: its reference, its original, its file."""
        _, before = self.latest.get(copy.id, (0, None))
        if isinstance(before, Derivative) and (before.ref, before.exhibit_id, before.file_id, before.sha256) != (
            copy.ref, copy.exhibit_id, copy.file_id, copy.sha256,
        ):  # fmt: skip
            yield Fault(where, "it puts another copy in the place of one that was made")


def _projections(casebook: Casebook, latest: dict[str, tuple[int, Entity]]) -> list[Fault]:
    faults = []
    for entity_type, projection in PROJECTIONS.items():
        expected = {
            key: (seq, *projection.fill(value)) for key, (seq, value) in latest.items() if type(value) is entity_type
        }
        columns = ", ".join(("id", "seq", *projection.columns))
        rows = casebook.connection.execute(f"SELECT {columns} FROM {projection.table}")
        found = {row[0]: tuple(row[1:]) for row in rows.fetchall()}
        wrong = [key for key in expected.keys() | found.keys() if expected.get(key) != found.get(key)]
        faults += [Fault(f"{projection.table} {key}", _SHOWN_OTHERWISE) for key in wrong]
    return faults


def _search_rows(casebook: Casebook, latest: dict[str, tuple[int, Entity]]) -> list[Fault]:
    expected = {
        (key, value.kind()) for key, (_, value) in latest.items() if type(value) in PROJECTIONS and value.search_text()
    }
    found = set(casebook.connection.execute("SELECT entity_id, entity_type FROM searchable").fetchall())
    wrong = dict.fromkeys(key for key, _ in expected ^ found)
    faults = [Fault(f"search row of {key}", _WRONG_SEARCH_ROW) for key in wrong]
    records = {key: value for key, (_, value) in latest.items() if (key, value.kind()) in expected}
    words = sorted(wrongly_indexed(casebook.connection, records) - wrong.keys())
    return faults + [Fault(f"search row of {key or 'nothing'}", _OTHER_WORDS) for key in words]


def _files(latest: dict[str, tuple[int, Entity]]) -> tuple[StoredFile, ...]:
    """Each exhibit's file, the copies made of it, and the history of each matter that was moved here."""
    values = [value for _, value in latest.values()]
    exhibits = [each for each in values if isinstance(each, Exhibit) and each.file_id]
    copies = [each for each in values if isinstance(each, Derivative) and each.file_id]
    moved = [each for each in values if isinstance(each, Moved) and each.file_id]
    return (
        *(StoredFile(f"exhibit {each.ref}", each.file_id, each.sha256) for each in exhibits),
        *(StoredFile(f"copy {each.ref}", each.file_id, each.sha256) for each in copies),
        *(StoredFile(f"history of {each.ref}", each.file_id, each.sha256) for each in moved),
    )
