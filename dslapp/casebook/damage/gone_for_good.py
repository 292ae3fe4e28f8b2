"""What is never put back from a database set aside: whatever an erasure, or the list of what was purged, names."""

from collections.abc import Collection
from typing import NamedTuple

import msgspec

from dslapp.casebook.damage.salvage import Salvage, Salvaged, StoredDraft
from dslapp.casebook.store import Casebook
from dslapp.domain.entity import Entity
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import Exhibit, ExhibitText
from dslapp.domain.trust.entries import Erasure

_TELLING = 4
"""From how many characters on the name of a file stands for the file in somebody's unfinished typing."""


class GoneForGood(NamedTuple):
    """What was erased here, or in the database that was read."""

    records: frozenset[str]
    """Ids of the records of which versions were erased here: nothing older of them comes back."""
    entries: frozenset[int]
    """Entries that were erased in the database that was read."""
    files: frozenset[str]
    hashes: frozenset[str]
    exhibits: frozenset[str]
    """Ids of the exhibits that had those files: neither words nor copies of them come back."""
    names: frozenset[str]
    """What those exhibits' files were called."""

    def holds(self, casebook: Casebook, version: Salvaged) -> bool:
        """Whether this version says something that is gone for good."""
        value = version.value
        if version.seq in self.entries or value.id in self.records or self._has_file(value):
            return True
        if isinstance(value, Exhibit) and value.id in self.exhibits:
            here = casebook.find(Exhibit, value.id)  # with its file here, it has to be purged and not only overwritten
            return here is not None and bool(here.file_id)
        return isinstance(value, Derivative | ExhibitText) and value.exhibit_id in self.exhibits

    def names_in(self, draft: StoredDraft) -> bool:
        """Whether unfinished typing is about what is gone."""
        if any(each in draft.id or each in draft.content for each in self.records | self.exhibits):
            return True
        return any(msgspec.json.encode(name)[1:-1].decode() in draft.content for name in self.names)

    def _has_file(self, value: Entity) -> bool:
        if not isinstance(value, Exhibit | Derivative) or not value.file_id:
            return False
        return value.file_id in self.files or value.sha256 in self.hashes


def gone_for_good(casebook: Casebook, found: Salvage, purged: Collection[str]) -> GoneForGood:
    """What this casebook, or the database that was read, says to be erased; `purged` are ids of files purged here."""
    here = casebook.select(Erasure)
    there = [version.value for version in found.versions if isinstance(version.value, Erasure)]
    files = frozenset((*purged, *(file.file_id for each in (*here, *there) for file in each.files)))
    hashes = frozenset(file.sha256 for each in (*here, *there) for file in each.files)
    gone = GoneForGood(
        _erased_here(casebook, here), frozenset(seq for each in there for seq in each.entries), files, hashes,
        frozenset(), frozenset(),
    )  # fmt: skip
    exhibits = [version.value for version in found.versions if isinstance(version.value, Exhibit)]
    ids = frozenset(each.id for each in exhibits if gone.holds(casebook, _bare(each)))
    ids |= {found.rows[seq].entity_id for seq in gone.entries & found.rows.keys()}
    ids |= {found.erased[seq].entity_id for seq in gone.entries & found.erased.keys()}
    names = frozenset(each.original_name for each in exhibits if each.id in ids and len(each.original_name) >= _TELLING)
    return gone._replace(exhibits=ids, names=names)


def _erased_here(casebook: Casebook, erasures: Collection[Erasure]) -> frozenset[str]:
    entries = {seq for each in erasures for seq in each.entries}
    rows = casebook.connection.execute("SELECT seq, body ->> 'entity_id' FROM journal").fetchall() if entries else ()
    return frozenset(row[1] for row in rows if row[0] in entries)


def _bare(exhibit: Exhibit) -> Salvaged:
    return Salvaged(0, 0, exhibit, "", None, False)
