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

from dslapp.casebook.connection import damage_told
from dslapp.casebook.driver import DatabaseError
from dslapp.casebook.durable_files import remove_if_there, replace_durably, sync_folder
from dslapp.casebook.evidence.files import EvidenceStore
from dslapp.casebook.exhibit_rows import file_ids
from dslapp.casebook.key_files import QUARANTINE, CasebookKeys
from dslapp.casebook.links import is_link
from dslapp.casebook.purged_list import remember, remembered
from dslapp.casebook.store import Casebook
from dslapp.domain.derivatives import Derivative
from dslapp.domain.evidence import Exhibit
from dslapp.domain.trust import Erasure, PurgedFile

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

    @property
    def files(self) -> tuple[PurgedFile, ...]:
        """Their files."""
        own = [(each.file_id, each.sha256, each.size) for each in self.exhibits if each.file_id]
        copies = [(each.file_id, each.sha256, each.size) for each in self.copies]
        return tuple(PurgedFile(file_id=each[0], sha256=each[1], size=each[2]) for each in (*own, *copies))


def what_goes(casebook: Casebook, exhibit_id: str) -> Going:
    """An exhibit with whatever else holds the same bytes, and what came out of it.

    The same bytes are in another exhibit of the same file, in the e-mail or archive from which it was taken, and in
    the copies that were made of it.
    """
    found = {each.id: each for each in (*_holding(casebook, exhibit_id), *_out_of(casebook, exhibit_id))}
    copies = [copy for each in found for copy in casebook.select(Derivative, "p.exhibit_id = ?", (each,))]
    entries: dict[str, list[int]] = {}
    for each in found.values():
        texts = casebook.connection.execute("SELECT id FROM exhibit_text WHERE exhibit_id = ?", (each.id,)).fetchall()
        own = [each.id, *(copy.id for copy in copies if copy.exhibit_id == each.id), *(row[0] for row in texts)]
        for entity_id in own:
            rows = casebook.connection.execute("SELECT seq FROM version WHERE entity_id = ?", (entity_id,))
            entries.setdefault(str(each.incident_id), []).extend(row[0] for row in rows.fetchall())
    return Going(tuple(found.values()), tuple(copies), {case: tuple(sorted(seqs)) for case, seqs in entries.items()})


def _holding(casebook: Casebook, exhibit_id: str) -> list[Exhibit]:
    """The exhibit, those of the same bytes, and what each of them was taken out of."""
    found, waiting = dict[str, Exhibit](), [casebook.get(Exhibit, exhibit_id)]
    while waiting:
        each = waiting.pop(0)
        if each.id in found:
            continue
        found[each.id] = each
        if each.sha256:
            waiting += casebook.select(Exhibit, "p.sha256 = ?", (each.sha256,))
        whole = casebook.find(Exhibit, each.part_of) if each.part_of else None
        waiting += [whole] if whole is not None else []
    return [each for each in found.values() if each.file_id]


def _out_of(casebook: Casebook, exhibit_id: str) -> Iterator[Exhibit]:
    for part in casebook.select(Exhibit, "p.part_of = ?", (exhibit_id,)):
        if part.file_id:
            yield part
            yield from _out_of(casebook, part.id)


def must_not_be_here(casebook: Casebook, sha256: str) -> bool:
    """Whether the very same bytes were purged here, or are hidden since they must not be here."""
    if any(file.sha256 == sha256 for file in purged_in_record(casebook)):
        return True
    hidden = casebook.select(Exhibit, "p.sha256 = ? AND p.withdrawn = 1", (sha256,))
    return any(each.shut_away_by for each in hidden)


def purged_in_record(casebook: Casebook) -> tuple[PurgedFile, ...]:
    """The files that were purged, as the record says."""
    return tuple(file for erasure in casebook.select(Erasure) for file in erasure.files)


def came_back(casebook: Casebook, evidence: EvidenceStore) -> tuple[Exhibit, ...]:
    """Exhibits whose file was purged here, and of which an older record that was put back says it again."""
    again = evidence.purged - {file.file_id for file in purged_in_record(casebook)}
    return tuple(each for file_id in sorted(again) for each in casebook.select(Exhibit, "p.file_id = ?", (file_id,)))


def mark_unfinished(folder: Path) -> None:
    """Leave the note by which the next opening goes on, should this be cut short. Raises OSError."""
    replace_durably(folder / UNFINISHED_PURGE, b"")


def learn_hidden(casebook: Casebook, evidence: EvidenceStore, folder: Path, keys: CasebookKeys) -> None:
    """Let the evidence know at an opening which files nobody may see, and which were purged."""
    with damage_told():
        hidden = casebook.select(Exhibit, "p.withdrawn = 1 AND p.file_id IS NOT NULL")
        for each in (each for each in hidden if each.shut_away_by):
            evidence.shut_away.update(files_of(casebook, each))
        evidence.purged.update(file.file_id for file in purged_in_record(casebook))
    evidence.purged.update(remembered(folder, keys))
    evidence.shut_away.update(evidence.purged)


def files_of(casebook: Casebook, exhibit: Exhibit) -> frozenset[str]:
    """The ids of the exhibit's own file and of its copies' files."""
    copies = casebook.select(Derivative, "p.exhibit_id = ?", (exhibit.id,))
    return frozenset(filter(None, (exhibit.file_id, *(copy.file_id for copy in copies))))


def finish_purges(folder: Path, casebook: Casebook, evidence: EvidenceStore, keys: CasebookKeys) -> None:
    """Remove what a purge that was cut short left, and what an older backup brought back. Writes no entry.

    What the disk refuses is tried again at the next opening.
    """
    files = purged_in_record(casebook)
    there = [file_id for file_id in evidence.purged if evidence.is_there(file_id)]
    with contextlib.suppress(OSError, DatabaseError):
        if there or (folder / UNFINISHED_PURGE).exists():
            carry_out(folder, casebook, evidence, files, file_ids(casebook))
        if evidence.purged - remembered(folder, keys):
            remember(folder, keys, evidence.purged)


def carry_out(
    folder: Path,
    casebook: Casebook,
    evidence: EvidenceStore,
    files: Sequence[PurgedFile],
    known: Collection[str],
) -> None:
    """Remove the files and what the database still holds in its unused parts. On the casebook's thread.

    `known` are the files that the record names. Raises OSError or DatabaseError; then the next opening goes on.
    """
    gone = {*evidence.purged, *(file.file_id for file in files)}
    for file_id in sorted(gone):
        if evidence.is_there(file_id):
            evidence.remove(file_id)
    for path in (*_set_aside(folder, gone), *_of_the_same_content(folder, evidence, files, known)):
        remove_if_there(path)
        sync_folder(path.parent)
    evidence.sweep_unfinished()
    casebook.connection.execute("VACUUM")  # a page that was rearranged may hold a copy of what went from it
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
