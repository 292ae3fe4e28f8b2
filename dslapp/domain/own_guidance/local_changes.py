"""What a school has changed in the guidance, row by row, beside what was shipped.

Public: `LocalChange`, `changes_of(shipped, rows, conflicts)`, `row_title`, `naming`, `file_title`.
"""

from collections.abc import Iterable
from datetime import date, datetime

import msgspec

from dslapp.domain.own_guidance.laid_over import Conflict, Flag, GuidanceData, read_row, rows_of
from dslapp.domain.own_guidance.local_rows import LocalRow
from dslapp.domain.own_guidance.row_words import Naming, PartDifference, differences

FILE_TITLES = {
    "contacts": "Whom to ring", "platforms": "Platforms", "legislation": "Law", "glossary": "Words",
    "sources": "Sources", "door": "First screen",
}  # fmt: skip

FLAG_WORDS: dict[Flag, str] = {
    "shipped text changed": "The shipped text has changed: compare",
    "shipped row gone": "The new edition no longer has this: compare",
    "shipped row came": "The new edition has one of its own: compare",
    "unreadable": "The new edition cannot read this: it is put by, and the shipped text holds",
    "set aside": "With the new edition this could not be followed: it is put by, and the shipped text holds",
}


class LocalChange(msgspec.Struct, frozen=True, kw_only=True):
    """One row that the school has changed.

    `own` is None when the school has taken the shipped row out, `shipped` when there is none. `shipped_then` is the
    shipped row as it was when the school wrote its own. `flag` says why somebody must compare them. `reason`, `who` and
    `when` are of the last change; who and when are missing for a folder.
    """

    file: str
    row: str
    file_title: str
    title: str
    shipped: msgspec.Struct | None
    own: msgspec.Struct | None
    shipped_then: msgspec.Struct | None
    flag: Flag | None
    reason: str
    changed_on: date
    checked_on: date | None = None
    who: str = ""
    when: datetime | None = None
    differences: tuple[PartDifference, ...] = ()
    """From the shipped row to the school's."""
    shipped_differences: tuple[PartDifference, ...] = ()
    """What the new edition has changed since the school wrote its own."""

    @property
    def kind(self) -> str:
        """What the school did, in a word or two."""
        if self.flag == "unreadable":
            return "Put by"
        if self.own is None:
            return "Taken out"
        return "Changed" if self.shipped is not None else "Added"


def changes_of(
    shipped: GuidanceData, rows: Iterable[LocalRow], conflicts: Iterable[Conflict]
) -> tuple[LocalChange, ...]:
    """Describe local rows that were not withdrawn, beside the shipped ones."""
    every = tuple(rows)
    flags = {(conflict.file, conflict.row): conflict.flag for conflict in conflicts}
    return tuple(_change(shipped, row, flags.get((row.file, row.row)), every) for row in every if not row.withdrawn)


def row_title(row: msgspec.Struct | None, key: str) -> str:
    """What a row is called: its question, label, name, act, term or title."""
    for field in ("text", "heading", "label", "name", "act", "term", "title"):
        said = getattr(row, field, "")
        if said:
            return str(said).split("\n")[0]
    return key


def naming(shipped: GuidanceData, file: str, own: Iterable[LocalRow] = ()) -> Naming:
    """Put ids into the words of the flow `file`: its steps, and all flows, sources and contacts."""
    guidance = shipped.guidance
    names = {key: source.title for key, source in guidance.sources.items()}
    names |= shipped.contacts.labels | {key: flow.title for key, flow in guidance.flows.items()}
    names |= {key: f"“{row_title(row, key)}”" for key, row in rows_of(shipped, file).items()}
    for row in own:
        if row.file == file and row.row not in names and (said := _read(row)) is not None:
            names[row.row] = f"“{row_title(said, row.row)}”"
    return lambda key: names.get(key, key)


def file_title(shipped: GuidanceData, file: str) -> str:
    """What a file is called: the flow's title, or the name of the list."""
    flow = shipped.guidance.flows.get(file)
    return flow.title if flow else FILE_TITLES.get(file, file)


def _change(shipped: GuidanceData, row: LocalRow, flag: Flag | None, every: tuple[LocalRow, ...]) -> LocalChange:
    present, own = rows_of(shipped, row.file).get(row.row), _read(row)
    then = _read(msgspec.structs.replace(row, content=row.shipped_then))
    name = naming(shipped, row.file, every)
    return LocalChange(
        file=row.file, row=row.row, file_title=file_title(shipped, row.file), title=row_title(own or present, row.row),
        shipped=present, own=own, shipped_then=then, flag=flag, reason=row.note, changed_on=row.changed_on,
        checked_on=row.checked_on, differences=differences(present, own, name),
        shipped_differences=differences(then, present, name) if then is not None and flag else (),
    )  # fmt: skip


def _read(row: LocalRow) -> msgspec.Struct | None:
    try:
        return read_row(row.file, row.content) if row.content else None
    except msgspec.DecodeError:
        return None
