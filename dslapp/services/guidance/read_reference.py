"""Read the reference data in force for the window: its rows, and how much of it wants checking."""

from typing import NamedTuple, get_args

from dslapp.domain.guidance.step_help import StepHelp
from dslapp.domain.local_time import to_local
from dslapp.domain.own_guidance.local_rows import LocalRow
from dslapp.domain.reference.shown import NotChecked, ReferenceFile, ReferenceRow, not_checked, reference_rows
from dslapp.domain.roles import may
from dslapp.services.change_settings import own_contacts
from dslapp.services.session import Session


class Reference(NamedTuple):
    """All rows by their file, and whether the reader may change them."""

    rows: dict[ReferenceFile, tuple[ReferenceRow, ...]]
    may_change: bool


def read_reference(session: Session) -> Reference:
    """Every row of the reference data, as this school has it."""
    session.require("read the record")
    files: tuple[ReferenceFile, ...] = get_args(ReferenceFile)
    own = {(row.file, row.row) for row in session.casebook.select(LocalRow) if not row.withdrawn}
    rows = {file: reference_rows(session.library, file, session.school, own) for file in files}
    return Reference(rows, may(session.member.role, "change the settings"))


def count_not_checked(session: Session) -> NotChecked:
    """How many numbers, cards, acts and words nobody has checked for six months."""
    session.require("read the record")
    return not_checked(session.library, own_contacts(session), to_local(session.clock()).date())


def read_step_help(session: Session) -> StepHelp:
    """The words, the platform cards and the settings with which somebody is helped at a step of the guidance."""
    session.require("read the record")
    return StepHelp(glossary=session.library.glossary, platforms=session.library.platforms, school=session.school)
