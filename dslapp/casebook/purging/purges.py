"""What goes when something is purged that must never have been here: its files, its entries, and every trace of them.

The database says first that the files went (`Erasure.files`); then they are removed. A kill between the two leaves
`purge.unfinished` in the folder, and the next opening goes on.
"""

import contextlib
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from dslapp.casebook.database.connection import damage_told
from dslapp.casebook.database.driver import DatabaseError
from dslapp.casebook.durable_files import remove_if_there, replace_durably, sync_folder
from dslapp.casebook.evidence.files import EvidenceStore
from dslapp.casebook.keys.key_files import QUARANTINE, CasebookKeys
from dslapp.casebook.links import is_link
from dslapp.casebook.purging.purged_list import remember, remembered
from dslapp.casebook.purging.purged_record import claimed, own_erasures, purged_by_record
from dslapp.casebook.purging.same_bytes import copies_of_bytes, same_bytes
from dslapp.casebook.rows.exhibit_rows import file_ids
from dslapp.casebook.store import Casebook
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import Exhibit, ExhibitLink
from dslapp.domain.trust.entries import Erasure, Moved, PurgedFile

UNFINISHED_PURGE = "purge.unfinished"
"""An empty file: the database has said what goes, and not all of it is gone."""
_UUID = 36
_HEADERS = range(100, 4096)
"""Bytes that an age file has before its content."""
_PIECE, _TAG = 64 << 10, 16
_FORMER = "format-"
_ANY_DAY = datetime(2999, 1, 1, tzinfo=UTC)


class Going(NamedTuple):
    """What goes together: the exhibits (the one that was meant first), and the copies that were made of them."""

    exhibits: tuple[Exhibit, ...]
    copies: tuple[Derivative, ...]
    entries: Mapping[str, tuple[int, ...]]
    """The journal entries whose versions go, by the case to which they belong."""
    links: tuple[ExhibitLink, ...] = ()
    """Where they are shown in other cases, too."""
    histories: tuple[Moved, ...] = ()
    """The histories that came with their cases from other casebooks, and tell of them."""

    @property
    def files(self) -> tuple[PurgedFile, ...]:
        """Their files."""
        own = [(each.file_id, each.sha256, each.size) for each in self.exhibits if each.file_id]
        copies = [(each.file_id, each.sha256, each.size) for each in self.copies]
        histories = [(each.file_id, each.sha256, 0) for each in self.histories]
        return tuple(PurgedFile(file_id=each[0], sha256=each[1], size=each[2]) for each in (*own, *copies, *histories))


def what_goes(casebook: Casebook, exhibit_id: str) -> Going:
    """An exhibit with whatever else holds the same bytes, and what came out of it (`same_bytes`).

    The words about it go with it: those that a machine read, its copies' and its links' to other cases.
    """
    exhibits, copies = same_bytes(casebook, exhibit_id)
    links = [link for each in exhibits for link in casebook.select(ExhibitLink, "p.exhibit_id = ?", (each.id,))]
    entries: dict[str, list[int]] = {}
    for each in exhibits:
        texts = casebook.connection.execute("SELECT id FROM exhibit_text WHERE exhibit_id = ?", (each.id,)).fetchall()
        own = [each.id, *(copy.id for copy in copies if copy.exhibit_id == each.id), *(row[0] for row in texts)]
        entries.setdefault(str(each.incident_id), []).extend(_entries_of(casebook, own))
    for link in links:
        entries.setdefault(str(link.incident_id), []).extend(_entries_of(casebook, [link.id]))
    return Going(
        exhibits, copies, {case: tuple(sorted(seqs)) for case, seqs in entries.items()}, tuple(links),
        tuple(moved for each in dict.fromkeys(each.incident_id for each in exhibits)
              for moved in _histories_of(casebook, each, {own.id for own in exhibits})),
    )  # fmt: skip


def _entries_of(casebook: Casebook, ids: Collection[str]) -> Iterator[int]:
    for each in ids:
        rows = casebook.connection.execute("SELECT seq FROM version WHERE entity_id = ?", (each,)).fetchall()
        yield from (row[0] for row in rows)


def _histories_of(casebook: Casebook, incident_id: str, exhibits: Collection[str]) -> Iterator[Moved]:
    """The histories that came with a case and tell of one of the exhibits: it came with the case, too."""
    for moved in casebook.select(Moved, "p.incident_id = ? AND p.direction = 'in'", (incident_id,)):
        [arrived] = _entries_of(casebook, [moved.id])
        if moved.file_id and any(min(_entries_of(casebook, [each])) < arrived for each in exhibits):
            yield moved


def must_not_be_here(casebook: Casebook, evidence: EvidenceStore, sha256: str) -> bool:
    """Whether the very same bytes were purged here, or are hidden since they must not be here; as a copy, too."""
    if any(file.sha256 == sha256 for erasure in casebook.select(Erasure) for file in erasure.files):
        return True
    exhibits = casebook.select(Exhibit, "p.sha256 = ?", (sha256,))
    files = {each.file_id for each in exhibits} | {each.file_id for each in copies_of_bytes(casebook, sha256)}
    return not evidence.shut_away.isdisjoint(files)


def came_back(casebook: Casebook, evidence: EvidenceStore) -> tuple[Exhibit, ...]:
    """Exhibits whose file was purged here, and of which an older record that was put back says it again.

    So does one whose file only the list beside the record calls purged.
    """
    own = {file.file_id for erasure in casebook.select(Erasure) for file in erasure.files}
    again = (evidence.purged | evidence.listed) - own
    return tuple(each for file_id in sorted(again) for each in casebook.select(Exhibit, "p.file_id = ?", (file_id,)))


def mark_unfinished(folder: Path) -> None:
    """Leave the note by which the next opening goes on, should this be cut short. Raises OSError."""
    replace_durably(folder / UNFINISHED_PURGE, b"")


def learn_hidden(casebook: Casebook, evidence: EvidenceStore, folder: Path, keys: CasebookKeys) -> None:
    """Let the evidence know at an opening which files nobody may see, and which were purged."""
    with damage_told():
        hidden = casebook.select(Exhibit, "p.withdrawn = 1 AND p.file_id IS NOT NULL", order="p.file_id")
        for each in (each for each in hidden if each.shut_away_by):
            evidence.shut_away.update(files_of(casebook, each))
        listed = remembered(folder, keys)
        evidence.purged.update(file.file_id for file in purged_by_record(casebook, listed))
        evidence.listed.update(
            file.file_id
            for file in claimed(listed)
            if file.file_id not in evidence.purged and not _let_out_since(casebook, file.file_id)
        )
    evidence.shut_away.update(evidence.purged, evidence.listed)
    for each in came_back(casebook, evidence):
        evidence.shut_away.update(files_of(casebook, each))


def _let_out_since(casebook: Casebook, file_id: str) -> bool:
    """Whether somebody who may decide it has let out that file, or what it is a copy of, since the last restore."""
    row = casebook.connection.execute(
        "SELECT 1 FROM custody_event c WHERE c.exhibit_id IN (SELECT id FROM exhibit WHERE file_id = ?1 "
        "UNION SELECT exhibit_id FROM derivative WHERE file_id = ?1) "
        "AND c.what = 'let out' AND c.seq > coalesce((SELECT max(seq) FROM restored), 0)",
        (file_id,),
    ).fetchone()
    return row is not None


def files_of(casebook: Casebook, exhibit: Exhibit) -> frozenset[str]:
    """The ids of the exhibit's own file and of its copies' files."""
    copies = casebook.select(Derivative, "p.exhibit_id = ?", (exhibit.id,))
    return frozenset(filter(None, (exhibit.file_id, *(copy.file_id for copy in copies))))


def finish_purges(folder: Path, casebook: Casebook, evidence: EvidenceStore, keys: CasebookKeys) -> None:
    """Remove what a purge that was cut short left, and what an older backup brought back. Writes no entry.

    Only what signed entries say was purged is removed; what the list alone names stays, hidden.

    What the disk refuses, or too little memory, is tried again at the next opening: no opening fails by it.
    """
    files = purged_by_record(casebook, remembered(folder, keys))
    there = [file_id for file_id in evidence.purged if evidence.is_there(file_id)]
    with contextlib.suppress(OSError, DatabaseError, MemoryError):
        if there or (folder / UNFINISHED_PURGE).exists():
            carry_out(folder, casebook, evidence, files, file_ids(casebook))
        remember(folder, keys, own_erasures(casebook))


def carry_out(
    folder: Path,
    casebook: Casebook,
    evidence: EvidenceStore,
    files: Sequence[PurgedFile],
    known: Collection[str],
) -> None:
    """Remove the files and what the database still holds in its unused parts. On the casebook's thread.

    `known` are the files that the record names. Raises OSError, DatabaseError or MemoryError (the database is put
    together again in memory); then the next opening goes on.
    """
    gone = {*evidence.purged, *(file.file_id for file in files)}
    for file_id in sorted(gone):
        if evidence.is_there(file_id):
            evidence.remove(file_id)
    for path in (*_set_aside(folder, gone), *_of_the_same_content(folder, evidence, files, known)):
        remove_if_there(path)
        sync_folder(path.parent)
    evidence.sweep_unfinished()
    try:
        casebook.connection.execute("VACUUM")  # a page that was rearranged may hold a copy of what went from it
    except (DatabaseError, MemoryError):
        casebook.take_back()
        raise
    remove_if_there(folder / UNFINISHED_PURGE)


def _set_aside(folder: Path, gone: Collection[str]) -> Iterator[Path]:
    """Their copies in the quarantine, and the casebook's own copies in older formats: all else in those is here too."""
    if is_link(folder / QUARANTINE):
        return
    for path in list((folder / QUARANTINE).rglob("*")):
        former = path.relative_to(folder / QUARANTINE).parts[0].startswith(_FORMER)
        if path.is_file() and not is_link(path) and (path.name[:_UUID] in gone or (gone and former)):
            yield path


def _of_the_same_content(
    folder: Path, evidence: EvidenceStore, files: Sequence[PurgedFile], known: Collection[str]
) -> Iterator[Path]:
    """Files that no record names and that hold the same bytes: an attaching that was cut short, an older history."""
    nameless = [evidence.path_of(file_id) for file_id in evidence.orphans(known, _ANY_DAY)]
    aside = [] if is_link(folder / QUARANTINE) else list((folder / QUARANTINE).rglob("*.age"))
    for path in (*nameless, *aside):
        if not path.is_file() or is_link(path):
            continue
        size = path.stat().st_size
        for file in files:
            if _may_hold(size, file.size) and evidence.check_at(path, file.sha256).state == "sound":
                yield path
                break


def _may_hold(stored: int, size: int) -> bool:
    pieces = max(1, math.ceil(size / _PIECE))
    return stored - (16 + size + _TAG * pieces) in _HEADERS


def purged_with(casebook: Casebook, exhibit_id: str) -> tuple[frozenset[str], range, datetime | None]:
    """What went with an exhibit that was purged: its files, and the entries and the moment up to which it was here."""
    rows = casebook.connection.execute("SELECT seq FROM journal WHERE body ->> 'entity_id' = ?", (exhibit_id,))
    own = {row[0] for row in rows.fetchall()}
    for erasure in casebook.select(Erasure):
        if not own & set(erasure.entries):
            continue
        [version] = casebook.history(entity_id=erasure.id)
        together = [
            each for each in casebook.select(Erasure)
            if casebook.history(entity_id=each.id)[0].at == version.at
        ]  # fmt: skip
        files = frozenset(file.file_id for each in together for file in each.files)
        if files:
            return files, range(min(erasure.entries), version.seq), version.at
    return frozenset(), range(0), None
