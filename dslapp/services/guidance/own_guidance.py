"""The school's own guidance, read: what it has changed, what is wrong with a change, how it came to be.

Public: `OwnGuidance`, `read_own_guidance`, `RowChange`, `Preview`, `preview`, `row_history`, `with_changes`.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

import msgspec

from dslapp.content.in_force import LibraryInForce
from dslapp.content.library import Library
from dslapp.domain.entity import new_id
from dslapp.domain.guidance.checks import Finding
from dslapp.domain.local_time import to_local
from dslapp.domain.own_guidance.judged import all_faults
from dslapp.domain.own_guidance.laid_over import read_row, rows_of
from dslapp.domain.own_guidance.local_changes import LocalChange, changes_of, naming
from dslapp.domain.own_guidance.local_rows import LocalRow
from dslapp.domain.own_guidance.row_content import fingerprint, row_text
from dslapp.domain.own_guidance.row_words import PartDifference, differences
from dslapp.domain.roles import may
from dslapp.domain.school import Member
from dslapp.services.session import Session


class OwnGuidance(NamedTuple):
    """All that the school has changed, beside what is shipped; a value, so that changes can be tried without saving."""

    shipped: Library
    rows: tuple[LocalRow, ...]
    """Also those that were withdrawn."""
    library: Library
    """What holds now."""
    changes: tuple[LocalChange, ...]
    switched_on: bool
    may_change: bool
    today: date

    @property
    def to_compare(self) -> int:
        """How many changes somebody must compare with the edition that is shipped now."""
        return sum(change.flag is not None for change in self.changes)


class RowChange(NamedTuple):
    """One row as it is to be; without content the shipped row is taken out. `checked_on` is of a step."""

    file: str
    row: str
    content: msgspec.Struct | None
    checked_on: date | None = None


class Preview(NamedTuple):
    """A library as it would be, and what is wrong with it that is right now."""

    library: Library
    faults: tuple[Finding, ...]


class RowVersion(NamedTuple):
    """One change of a row: who, when, why, and from what to what."""

    when: datetime
    who: str
    reason: str
    what: str
    differences: tuple[PartDifference, ...]


def read_own_guidance(session: Session) -> OwnGuidance:
    """Read what the school has changed."""
    session.require("read the record")
    rows = tuple(session.casebook.select(LocalRow))
    library = session.library
    conflicts = library.conflicts if isinstance(library, LibraryInForce) else ()
    return OwnGuidance(
        shipped=session.shipped, rows=rows, library=library,
        changes=tuple(_told(session, rows, change) for change in changes_of(session.shipped, rows, conflicts)),
        switched_on=session.school.changes_guidance, may_change=may(session.member.role, "change the settings"),
        today=to_local(session.clock()).date(),
    )  # fmt: skip


def with_changes(own: OwnGuidance, changes: Sequence[RowChange], because: str = "") -> tuple[LocalRow, ...]:
    """All local rows as they would be with these changes, each based on the shipped row of now."""
    rows = {(row.file, row.row): row for row in own.rows}
    for change in changes:
        kept = rows.get((change.file, change.row))
        shipped = rows_of(own.shipped, change.file).get(change.row)
        rows[change.file, change.row] = LocalRow(
            id=kept.id if kept else new_id(), file=change.file, row=change.row,
            content=row_text(change.content) if change.content is not None else "",
            based_on=fingerprint(shipped) if shipped is not None else "",
            shipped_then=row_text(shipped) if shipped is not None else "",
            changed_on=own.today, checked_on=change.checked_on, note=because,
        )  # fmt: skip
    return tuple(rows.values())


def preview(own: OwnGuidance, changes: Sequence[RowChange]) -> Preview:
    """The library with these changes, unsaved, and what would be wrong with it. Takes about a tenth of a second."""
    return preview_rows(own, with_changes(own, changes))


def preview_rows(own: OwnGuidance, rows: Sequence[LocalRow]) -> Preview:
    """As `preview`, for local rows as they would be."""
    laid = LibraryInForce(own.shipped, rows, unchecked=True)
    faults = all_faults(own.shipped, laid)
    if faults and own.rows:
        before = all_faults(own.shipped, LibraryInForce(own.shipped, own.rows, unchecked=True))
        known = {(fault.flow, fault.step, fault.problem) for fault in before}
        faults = tuple(fault for fault in faults if (fault.flow, fault.step, fault.problem) not in known)
    return Preview(laid, faults)


def row_history(session: Session, file: str, row: str) -> tuple[RowVersion, ...]:
    """How one row came to be as it is, newest first."""
    session.require("read the record")
    found = session.casebook.select(LocalRow, "p.file = ? AND p.row = ?", (file, row))
    name = naming(session.shipped, file, found)
    names = {member.id: member.name for member in session.casebook.select(Member)}
    versions: list[RowVersion] = []
    before: LocalRow | None = None
    for version in session.casebook.history(entity_id=found[0].id) if found else []:
        assert isinstance(version.entity, LocalRow)
        was, now = _read(before, version.entity), _read(version.entity, version.entity)
        versions.append(
            RowVersion(
                version.at,
                names.get(version.actor, version.actor),
                version.reason,
                _what(before, version.entity),
                differences(was, now, name),
            )
        )
        before = version.entity
    return tuple(reversed(versions))


def _what(before: LocalRow | None, after: LocalRow) -> str:
    if after.withdrawn:
        return "Went back to the shipped text"
    if not after.content:
        return "Took it out"
    if before is not None and not before.withdrawn and before.content == after.content:
        return "Kept the school's text after the shipped one changed"
    return "Changed it" if after.based_on else "Added it"


def _read(row: LocalRow | None, beside: LocalRow) -> msgspec.Struct | None:
    """What held with this version of a row; before the first one, and after a withdrawal, the shipped row of then."""
    text = row.content if row is not None and not row.withdrawn else (row or beside).shipped_then
    try:
        return read_row(beside.file, text) if text else None
    except msgspec.DecodeError:
        return None


def _told(session: Session, rows: Sequence[LocalRow], change: LocalChange) -> LocalChange:
    """Add who changed it last, and when."""
    row = next(each for each in rows if (each.file, each.row) == (change.file, change.row))
    last = session.casebook.history(entity_id=row.id)[-1]
    who = session.casebook.find(Member, last.actor)
    return msgspec.structs.replace(change, who=who.name if who else "", when=last.at, reason=last.reason)
