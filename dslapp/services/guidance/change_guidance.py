"""Change the guidance of this casebook: rows of the school's own over the shipped ones, each with its reason.

Public: `change_rows`, `change_row`, `withdraw_row`, `withdraw_rows`, `keep_own_row`, `take_in_folder`, `write_folder`,
`switch_editing`, `GuidanceRefused`. Nothing is saved that could not be followed, or takes out what keeps a child safe.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec

from dslapp.content.own_folder import own_files, read_own_folder
from dslapp.domain.entity import new_id
from dslapp.domain.guidance.checks import Finding
from dslapp.domain.local_time import to_local
from dslapp.domain.own_guidance.laid_over import REFERENCE_TYPES, rows_of
from dslapp.domain.own_guidance.local_rows import LocalRow
from dslapp.domain.own_guidance.row_content import fingerprint, row_text
from dslapp.domain.problems import UserProblem
from dslapp.domain.school import Access, School
from dslapp.services.change_settings import change_school_fields
from dslapp.services.guidance.own_guidance import OwnGuidance, RowChange, preview_rows, read_own_guidance, with_changes
from dslapp.services.papers.save_file import save_new_file
from dslapp.services.session import Session

_SHOWN = 6
LISTS = frozenset({"contacts", "platforms", "legislation", "glossary"})
"""Lists of facts: a number that changed is mended without switching on the changing of flowcharts."""


class GuidanceRefused(UserProblem):
    """Changes that cannot hold; `faults` says where, what, and how to mend it."""

    def __init__(self, faults: Sequence[Finding]) -> None:
        lines = [fault_in_words(fault) for fault in faults[:_SHOWN]]
        more = len(faults) - _SHOWN
        super().__init__("\n".join(lines), f"And {more} more." if more > 0 else "Nothing was saved.")
        self.faults = tuple(faults)


def fault_in_words(fault: Finding) -> str:
    """Where, what, and how to mend it, in one line."""
    where = f"{fault.flow}.yaml, step “{fault.step}”" if fault.step else f"{fault.flow}.yaml"
    return f"{where}: {fault.problem}. {fault.mend}"


def switch_editing(session: Session, *, on: bool) -> School:
    """Let this casebook change its guidance, or no more. What was changed holds either way."""
    return change_school_fields(session, {"changes_guidance": on})


def change_row(
    session: Session, file: str, row: str, content: msgspec.Struct | None, reason: str, checked_on: date | None = None
) -> None:
    """Put `content` in place of a shipped row or beside the shipped ones; without content, take the row out.

    Raises as `change_rows`.
    """
    change_rows(session, [RowChange(file, row, content, checked_on)], reason)


def withdraw_row(session: Session, file: str, row: str, reason: str) -> None:
    """Go back to the shipped row; what the school wrote stays in the history. Raises as `change_rows`."""
    withdraw_rows(session, [(file, row)], reason)


def withdraw_rows(session: Session, rows: Sequence[tuple[str, str]], reason: str) -> None:
    """Go back to the shipped rows for several that lead to each other. Raises as `change_rows`."""
    own = _own(session, *(file for file, _ in rows))
    kept = [row for row in own.rows if (row.file, row.row) in set(rows) and not row.withdrawn]
    if not kept:
        raise UserProblem("The school has not changed this.")
    _save(session, [msgspec.structs.replace(row, withdrawn=True, changed_on=own.today) for row in kept], reason)


def keep_own_row(session: Session, file: str, row: str, reason: str) -> None:
    """Decide, after the shipped row has changed, that the school's still holds. Raises as `change_rows`."""
    own = _own(session, file)
    kept = next((each for each in own.rows if (each.file, each.row) == (file, row) and not each.withdrawn), None)
    if kept is None:
        raise UserProblem("The school has not changed this.")
    shipped = rows_of(own.shipped, file).get(row)
    compared = msgspec.structs.replace(
        kept, based_on=fingerprint(shipped) if shipped is not None else "",
        shipped_then=row_text(shipped) if shipped is not None else "", changed_on=own.today,
    )  # fmt: skip
    _save(session, [compared], reason)


def change_rows(session: Session, changes: Sequence[RowChange], reason: str, *, finishes_draft: str = "") -> None:
    """Save several changes at once, all or none; `finishes_draft` is the id of what was kept while they were written.

    Raises GuidanceRefused with every fault, UserProblem without a reason or while changing is switched off, NotAllowed
    for a reviewer.
    """
    own = _own(session, *(change.file for change in changes))
    for change in changes:
        _check_name(own, change)
    wanted = {(change.file, change.row) for change in changes}
    rows = with_changes(own, changes, reason.strip())
    _save(session, [row for row in rows if (row.file, row.row) in wanted], reason, finishes_draft)


def take_in_folder(session: Session, folder: Path, reason: str) -> int:
    """Take in a folder of own guidance; return how many rows it changed. Rows that it does not name stay.

    Raises GuidanceRefused naming file, step and mend, and as `change_rows`.
    """
    session.require("change the settings")
    read = read_own_folder(folder, session.shipped, to_local(session.clock()).date())
    if read.failures:
        raise GuidanceRefused(
            [
                Finding(flow=f.file.removesuffix(".yaml"), step=f.step, problem=f.problem, mend=f.way_forward)
                for f in read.failures
            ]
        )
    if not read.rows:
        raise UserProblem("There is no guidance in this folder.", "Choose the folder that holds the .yaml files.")
    own = _own(session, *(row.file for row in read.rows))
    kept = {(row.file, row.row): row for row in own.rows}
    changed: list[LocalRow] = []
    for row in read.rows:
        before = kept.get((row.file, row.row))
        after = msgspec.structs.replace(row, id=before.id if before else row.id, changed_on=own.today)
        if before is None or (before.content, before.based_on, before.withdrawn) != (row.content, row.based_on, False):
            changed.append(after)
    if changed:
        _save(session, changed, reason)
    return len(changed)


def write_folder(session: Session, folder: Path) -> tuple[Path, ...]:
    """Write the school's own guidance as files, for another casebook or for somebody to read.

    Raises UserProblem when a file is there already or nothing was changed, NotAllowed for a reviewer.
    """
    session.require("change the settings")
    own = read_own_guidance(session)
    files = own_files(own.rows, own.shipped)
    if not files:
        raise UserProblem("The school has changed nothing.", "There is nothing to write.")
    written = []
    for name, data in files.items():
        save_new_file(folder / name, data)
        written.append(folder / name)
    session.casebook.commit([Access(id=new_id(), what="exported", subject="own guidance", detail=", ".join(files))])
    return tuple(written)


def _own(session: Session, *files: str) -> OwnGuidance:
    """The school's own guidance, if these files may be changed now; without files: anything."""
    session.require("change the settings")
    own = read_own_guidance(session)
    if not own.switched_on and not (files and LISTS.issuperset(files)):
        raise UserProblem("Changing the guidance is switched off.", "Switch it on in Settings.")
    return own


def _save(session: Session, changed: Sequence[LocalRow], reason: str, finishes_draft: str = "") -> None:
    if not reason.strip():
        raise UserProblem("Write why the school does it differently.", field="reason")
    own = read_own_guidance(session)
    rows = {(row.file, row.row): row for row in own.rows}
    rows |= {(row.file, row.row): row for row in changed}
    faults = preview_rows(own, tuple(rows.values())).faults
    if faults:
        raise GuidanceRefused(faults)
    session.casebook.commit(list(changed), reason=reason.strip(), finishes_draft=finishes_draft)
    session.renew_library()


def _check_name(own: OwnGuidance, change: RowChange) -> None:
    """A row keeps its name: records and other rows know it by that."""
    name = getattr(change.content, "id", "") or getattr(change.content, "key", "") or change.row
    file_known = change.file in REFERENCE_TYPES or change.file in own.shipped.guidance.flows
    if not file_known or name != change.row:
        where = f"{change.file}.yaml, “{change.row}”"
        raise UserProblem(f"{where}: this cannot be changed under another name.", "Ids and keys stay as they are.")
    if change.content is None and change.row not in rows_of(own.shipped, change.file):
        raise UserProblem("Only a shipped row can be taken out.", "Withdraw your own instead.")
