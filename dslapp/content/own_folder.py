"""A school's own guidance as a folder: files in the shipped form that hold only the rows that the school has changed.

Public: `read_own_folder(folder, shipped, today)`, `own_files(rows, shipped)`.
Beside what a row says stand `based_on` (the fingerprint of the shipped row), `because` and `changed_on`, and for a step
`checked_on`. Rows that the school does not want stand under `taken_out`. The form is in resources/guidance/README.md.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from dslapp.content.data_files import UnreadableData, unfit
from dslapp.domain.entity import new_id
from dslapp.domain.guidance.flows import Step
from dslapp.domain.own_guidance.laid_over import REFERENCE_TYPES, GuidanceData, read_row, rows_of
from dslapp.domain.own_guidance.local_rows import LocalRow
from dslapp.domain.own_guidance.row_content import fingerprint, plain_row, row_text

_LISTS = {
    "contacts": "national",
    "platforms": "platforms",
    "legislation": "laws",
    "glossary": "words",
    "door": "entries",
}
TAKEN_OUT = "taken_out"
_HEAD = "# The school's own guidance: only what differs from the edition that ships with the program.\n"


class _About(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stands beside a row and is not part of it."""

    based_on: str | None = None
    because: str = ""
    changed_on: date | None = None
    checked_on: date | None = None


class _TakenOut(_About, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row that the school does not want."""

    id: str


class OwnFolder(NamedTuple):
    """What was read, and what could not be."""

    rows: tuple[LocalRow, ...]
    failures: tuple[UnreadableData, ...]


def read_own_folder(folder: Path, shipped: GuidanceData, today: date) -> OwnFolder:
    """Read all files of a folder. Where a row does not say on which shipped row it is based, it is the present one.

    `today` is the day of change of rows that do not name theirs.
    """
    rows: list[LocalRow] = []
    failures: list[UnreadableData] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            for row in _read_file(path, shipped, today):
                if isinstance(row, UnreadableData):
                    failures.append(row)
                elif any((row.file, row.row) == (other.file, other.row) for other in rows):
                    failures.append(UnreadableData(path.name, row.row, "stands there twice", "Keep one of them."))
                else:
                    rows.append(row)
        except UnreadableData as failure:
            failures.append(failure)
    return OwnFolder(tuple(rows), tuple(failures))


def own_files(rows: Iterable[LocalRow], shipped: GuidanceData) -> dict[str, bytes]:
    """The files of a folder, by name, for these local rows; withdrawn ones are left out."""
    by_file: dict[str, list[LocalRow]] = {}
    for row in rows:
        if not row.withdrawn:
            by_file.setdefault(row.file, []).append(row)
    return {f"{file}.yaml": _file(file, own, shipped) for file, own in sorted(by_file.items())}


def _file(file: str, own: Sequence[LocalRow], shipped: GuidanceData) -> bytes:
    kept = {row.row: {**plain_row(read_row(file, row.content)), **_beside(file, row)} for row in own if row.content}
    gone = [{"id": row.row, **_beside(file, row)} for row in own if not row.content]
    data: dict[str, object]
    if file == "sources":
        data = dict(kept)
    elif file in _LISTS:
        data = {_LISTS[file]: list(kept.values())} if kept else {}
    else:
        data = {"flow": file, "title": shipped.guidance.flows[file].title, "steps": list(kept.values())}
    if gone:
        data[TAKEN_OUT] = gone
    return _HEAD.encode() + msgspec.yaml.encode(data)


def _beside(file: str, row: LocalRow) -> dict[str, object]:
    beside: dict[str, object] = {"based_on": row.based_on, "because": row.note, "changed_on": row.changed_on}
    if row.checked_on and file not in REFERENCE_TYPES:
        beside["checked_on"] = row.checked_on
    return {name: value for name, value in beside.items() if value or name == "based_on"}


def _read_file(path: Path, shipped: GuidanceData, today: date) -> Iterator[LocalRow | UnreadableData]:
    file, data = path.stem, _decoded(path)
    rows = rows_of(shipped, file)
    if file not in REFERENCE_TYPES and file not in shipped.guidance.flows:
        known = ", ".join((*sorted(shipped.guidance.flows), *REFERENCE_TYPES))
        raise UnreadableData(path.name, "", "is no guidance that can be changed", f"Name it as one of: {known}.")
    for number, (name, raw) in enumerate(_raw_rows(path, file, data), start=1):
        try:
            yield _row(file, name, raw, rows, today)
        except msgspec.ValidationError as failure:
            yield unfit(path.name, name or f"number {number}", str(failure))
    taken_out = data.get(TAKEN_OUT) or []
    for raw in taken_out if isinstance(taken_out, list) else [taken_out]:
        try:
            gone = msgspec.convert(raw, _TakenOut, builtin_types=(date, datetime))
        except msgspec.ValidationError as failure:
            yield unfit(path.name, TAKEN_OUT, str(failure))
            continue
        if gone.id in rows:
            yield _local(file, gone.id, "", gone, rows, today)
        else:
            yield UnreadableData(path.name, gone.id, "takes out what is not there", "Take this line out.")


def _decoded(path: Path) -> Mapping[str, object]:
    try:
        data: object = msgspec.yaml.decode(path.read_bytes())
    except OSError as failure:
        raise UnreadableData(path.name, "", "cannot be opened", "Choose another folder.") from failure
    except msgspec.DecodeError as failure:
        raise UnreadableData(path.name, "", f"is not YAML: {failure}", "Mend the line that it names.") from failure
    if not isinstance(data, dict):
        raise UnreadableData(path.name, "", "holds no rows", "Write it in the form of the shipped file.")
    return data


def _raw_rows(path: Path, file: str, data: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Each row with its name, as it stands in the file."""
    if file == "sources":
        yield from ((str(name), raw) for name, raw in data.items() if name != TAKEN_OUT)
        return
    listed = _LISTS.get(file, "steps")
    head = {TAKEN_OUT, "edition"} if file in _LISTS else {TAKEN_OUT, "edition", "flow", "title"}
    for unknown in set(data) - head - {listed}:
        raise UnreadableData(path.name, "", f"holds “{unknown}”, which a school cannot change", f"Write {listed}.")
    if file not in _LISTS and data.get("flow", file) != file:
        raise UnreadableData(path.name, "", f"holds the flow “{data['flow']}”", "Name the file as its flow.")
    rows = data.get(listed, [])
    if not isinstance(rows, list):
        raise UnreadableData(path.name, "", f"{listed} is no list", "Write each row after a dash.")
    for raw in rows:
        name = (raw.get("id") or raw.get("key") or "") if isinstance(raw, dict) else ""
        yield str(name), raw


def _row(file: str, name: str, raw: object, rows: Mapping[str, msgspec.Struct], today: date) -> LocalRow:
    if not isinstance(raw, dict):
        raise msgspec.ValidationError("Expected a row with names and values")
    beside = {"based_on", "because", "changed_on", *({"checked_on"} if file not in REFERENCE_TYPES else set())}
    about = msgspec.convert({key: raw[key] for key in beside & set(raw)}, _About, builtin_types=(date, datetime))
    said = {key: value for key, value in raw.items() if key not in beside}
    kind = REFERENCE_TYPES.get(file)
    row: msgspec.Struct = (
        msgspec.convert(said, kind, builtin_types=(date, datetime))
        if kind
        else msgspec.convert(said, Step, builtin_types=(date, datetime))
    )
    return _local(file, name, row_text(row), about, rows, today)


def _local(
    file: str, name: str, content: str, about: _About, rows: Mapping[str, msgspec.Struct], today: date
) -> LocalRow:
    shipped = rows.get(name)
    based_on = about.based_on if about.based_on is not None else fingerprint(shipped) if shipped else ""
    same = shipped is not None and based_on == fingerprint(shipped)
    return LocalRow(
        id=new_id(), file=file, row=name, content=content, based_on=based_on, note=about.because,
        shipped_then=row_text(shipped) if shipped is not None and same else "",
        changed_on=about.changed_on or today, checked_on=about.checked_on,
    )  # fmt: skip
