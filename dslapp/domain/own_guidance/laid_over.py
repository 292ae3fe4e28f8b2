"""The school's own rows laid over the shipped ones, and what to look at again after the shipped ones have changed.

Public: `GuidanceData`, `rows_of`, `read_row`, `Conflict`, `lay_rows`, `lay_guidance`, `lay_door`, `local_edition`.
A local row stays in force when the shipped row under it changes, and says so. Only rows that cannot be followed are set
aside: what does not fit its type any more, and changes with which a flow would be a trap (`own_rows_are_sound`).
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Generic, Literal, NamedTuple, Protocol, TypeVar, cast

import msgspec

from dslapp.domain.guidance.contacts import ContactList, NationalContact
from dslapp.domain.guidance.door import Door, DoorEntry
from dslapp.domain.guidance.flows import Flow, Library, Source, Step
from dslapp.domain.local_time import say_day_short
from dslapp.domain.own_guidance.local_rows import LocalRow
from dslapp.domain.own_guidance.row_content import fingerprint, row_text
from dslapp.domain.reference.glossary import Glossary, Word
from dslapp.domain.reference.legislation import Law, LawList
from dslapp.domain.reference.platforms import Platform, PlatformList

S = TypeVar("S", bound=msgspec.Struct)

Flag = Literal["shipped text changed", "shipped row gone", "shipped row came", "unreadable", "set aside"]

REFERENCE_TYPES: dict[str, type[msgspec.Struct]] = {
    "contacts": NationalContact,
    "platforms": Platform,
    "legislation": Law,
    "glossary": Word,
    "sources": Source,
    "door": DoorEntry,
}
"""The type of a row of each file that is no flow."""


class GuidanceData(Protocol):
    """All data of which a school may change rows: as shipped, or as it holds in a casebook."""

    @property
    def guidance(self) -> Library:
        """The flows and their sources."""

    @property
    def door(self) -> Door:
        """What the first screen says."""

    @property
    def contacts(self) -> ContactList:
        """Whom to ring."""

    @property
    def platforms(self) -> PlatformList:
        """The platform cards."""

    @property
    def legislation(self) -> LawList:
        """The acts."""

    @property
    def glossary(self) -> Glossary:
        """The words."""


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """A local row that somebody must look at, and why."""

    file: str
    row: str
    flag: Flag


class Laid(NamedTuple, Generic[S]):
    """Rows in force by their key, and what to look at."""

    rows: dict[str, S]
    conflicts: tuple[Conflict, ...]


class LaidGuidance(NamedTuple):
    """The flows and sources in force, and what to look at."""

    library: Library
    conflicts: tuple[Conflict, ...]


Faulty = Callable[[Library], Collection[str]]
"""Says in which flows of a library something cannot be followed."""


def read_row(file: str, text: str) -> msgspec.Struct:
    """Read the text of a row strictly; a file that is no list of reference data is a flow, and its rows are steps.

    Raises msgspec.ValidationError, whose message names the field, when it does not fit, and DecodeError for no JSON.
    """
    kind = REFERENCE_TYPES.get(file)
    if kind is not None:
        return msgspec.json.decode(text, type=kind)
    step: Step = msgspec.json.decode(text, type=Step)
    return step


def rows_of(shipped: GuidanceData, file: str) -> Mapping[str, msgspec.Struct]:
    """The rows of one file by their key; none for a file that does not exist."""
    match file:
        case "contacts":
            return {row.key: row for row in shipped.contacts.national}
        case "platforms":
            return {row.key: row for row in shipped.platforms.platforms}
        case "legislation":
            return {row.key: row for row in shipped.legislation.laws}
        case "glossary":
            return {row.key: row for row in shipped.glossary.words}
        case "sources":
            return shipped.guidance.sources
        case "door":
            return {row.id: row for row in shipped.door.entries}
    flow = shipped.guidance.flows.get(file)
    return flow.by_id if flow else {}


def lay_rows(file: str, shipped: Mapping[str, S], own: Iterable[LocalRow]) -> Laid[S]:
    """Lay the local rows of one file over its shipped rows, which keep their order; new rows follow."""
    rows = dict(shipped)
    conflicts: list[Conflict] = []
    for local in own:
        if local.file != file or local.withdrawn:
            continue
        flag = flag_of(local, shipped.get(local.row))
        if local.content:
            try:
                rows[local.row] = cast("S", read_row(file, local.content))
            except msgspec.DecodeError:
                flag = "unreadable"
        else:
            rows.pop(local.row, None)
        if flag:
            conflicts.append(Conflict(file=file, row=local.row, flag=flag))
    return Laid(rows, tuple(conflicts))


def flag_of(local: LocalRow, shipped: msgspec.Struct | None) -> Flag | None:
    """Why somebody must compare the local row with the shipped one; None when nothing has changed under it."""
    if shipped is None:
        return "shipped row gone" if local.based_on and local.content else None
    if local.based_on == fingerprint(shipped) or local.content == row_text(shipped):
        return None
    return "shipped text changed" if local.based_on else "shipped row came"


def lay_guidance(shipped: Library, own: Sequence[LocalRow], faulty: Faulty) -> LaidGuidance:
    """Lay local steps and sources over the shipped ones. Rows with which a flow could not be followed are set aside.

    `faulty` names the flows with a fault. A flow of which rows are set aside is as it was shipped.
    """
    aside: set[str] = set()
    files = {row.file for row in own if not row.withdrawn and row.file in ("sources", *shipped.flows)}
    while True:
        laid = _laid(shipped, [row for row in own if row.file not in aside])
        wrong = set(faulty(laid.library)) if files - aside else set()
        if not wrong:
            break
        aside |= (wrong & files) - aside or files
    put_by = [
        Conflict(file=row.file, row=row.row, flag="set aside") for row in own if row.file in aside and not row.withdrawn
    ]
    lost = [
        Conflict(file=row.file, row=row.row, flag="shipped row gone")
        for row in own
        if not row.withdrawn and row.file not in REFERENCE_TYPES and row.file not in shipped.flows
    ]
    return LaidGuidance(laid.library, (*laid.conflicts, *put_by, *lost))


def lay_door(shipped: Door, own: Sequence[LocalRow]) -> tuple[Door, tuple[Conflict, ...]]:
    """Lay local entries of the first screen over the shipped ones."""
    laid = lay_rows("door", {entry.id: entry for entry in shipped.entries}, own)
    edition = local_edition(shipped.edition, "door", own)
    return Door(edition=edition, entries=tuple(laid.rows.values())), laid.conflicts


def local_edition(shipped: str, file: str, own: Iterable[LocalRow]) -> str:
    """The edition of a file with local rows: "2026.1 + school, 21 Nov 2026", the day of the latest change.

    Going back to a shipped row is a change too, as long as another row is the school's.
    """
    rows = [row for row in own if row.file == file]
    if all(row.withdrawn for row in rows):
        return shipped
    return f"{shipped} + school, {say_day_short(max(row.changed_on for row in rows))}"


def _laid(shipped: Library, own: Sequence[LocalRow]) -> LaidGuidance:
    flows = dict(shipped.flows)
    conflicts: list[Conflict] = []
    for file in {row.file for row in own if not row.withdrawn} & set(flows):
        flow = shipped.flows[file]
        laid = lay_rows(file, flow.by_id, own)
        conflicts += laid.conflicts
        edition = local_edition(flow.edition, file, own)
        flows[file] = _with_steps(flow, tuple(laid.rows.values()), edition)
    sources = lay_rows("sources", shipped.sources, own)
    library = msgspec.structs.replace(shipped, flows=flows, sources=sources.rows)
    return LaidGuidance(library, (*conflicts, *sources.conflicts))


def _with_steps(flow: Flow, steps: tuple[Step, ...], edition: str) -> Flow:
    return msgspec.structs.replace(flow, steps=steps, edition=edition)
