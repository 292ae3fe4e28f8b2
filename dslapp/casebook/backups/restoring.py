"""Puts a restored casebook in the place of the old one by renaming, so that a kill leaves the old one or the new one.

restore.staged/               the new files, checked; without a plan they count for nothing and are removed
restore.json (and .b)       the plan: from the moment it is there, the new files count, and each opening finishes it
quarantine/<UTC>/           where the old files go; nothing is deleted
"""

import contextlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from filelock import FileLock, Timeout

from dslapp.casebook.backups.restore_note import NOTE
from dslapp.casebook.durable_files import (
    SECOND_COPY,
    UNFINISHED,
    make_folder,
    move_into_place,
    remove_if_there,
    replace_both_copies,
    sync_folder,
)
from dslapp.casebook.folder_lock import LOCK_FILE
from dslapp.casebook.keys.key_files import KEY_FILE, MEMBERS_FILE, QUARANTINE
from dslapp.casebook.links import is_link, names_in, refuse_links, remove_link
from dslapp.domain.problems import EnvironmentProblem

STAGING, PLAN = "restore.staged", "restore.json"
_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_NAME = (
    rf"^(?:casebook-[1-9][0-9]*\.db(?:-journal)?|{re.escape(MEMBERS_FILE)}(?:\.b)?|{re.escape(KEY_FILE)}(?:\.b)?"
    rf"|{re.escape(NOTE)}|(?:evidence/[0-9a-f]{{2}}|inbox)/{_UUID}\.age)$"
)
MovedName = Annotated[str, msgspec.Meta(pattern=_NAME)]
QuarantineName = Annotated[str, msgspec.Meta(pattern=rf"^{QUARANTINE}/[0-9]{{8}}T[0-9]{{6}}Z(?:-[0-9]+)?$")]


class Plan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is moved: the old files into `quarantine`, then the staged ones in. Names are in the casebook's folder."""

    format: Literal["dsl-casebook/restore/1"] = "dsl-casebook/restore/1"
    quarantine: QuarantineName
    out: tuple[MovedName, ...]
    into: tuple[MovedName, ...]


def finish_interrupted_restore(folder: Path) -> bool:
    """Bring a restore that was cut short to its end, or take it back if it had not begun to count.

    Call before anything in the folder is opened or read. Returns whether there was one. Raises EnvironmentProblem when
    another window is at it, or when the disk refuses: then nothing may be opened.
    """
    if not any(os.path.lexists(folder / name) for name in (STAGING, PLAN, PLAN + SECOND_COPY)):
        return False
    lock = FileLock(folder / LOCK_FILE, timeout=0)
    try:
        with lock:
            if is_link(folder / STAGING):  # no restore makes one
                remove_link(folder / STAGING)
                _forget_plan(folder)
                return True
            plan = read_plan(folder)
            if plan is not None:
                carry_out(folder, plan)
            else:
                if (folder / STAGING).is_dir():
                    shutil.rmtree(folder / STAGING)
                else:
                    remove_if_there(folder / STAGING)
                _forget_plan(folder)
    except Timeout:
        raise EnvironmentProblem(
            "This casebook is in use: it is being restored, or open in another window.", "Wait, then try again."
        ) from None
    except OSError as error:
        raise EnvironmentProblem(
            "A restore of this casebook was cut short, and the disk does not let it finish.",
            "Make room on the disk, close other programs, then try again. Nothing is lost.",
        ) from error
    return True


def read_plan(folder: Path) -> Plan | None:
    """The plan of a restore that counts; None without one. Raises EnvironmentProblem when both copies are damaged."""
    there = [path for path in (folder / PLAN, folder / (PLAN + SECOND_COPY)) if path.exists()]
    for path in there:
        with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError):
            return msgspec.json.decode(path.read_bytes(), type=Plan)
    if there:
        raise EnvironmentProblem(
            "A restore of this casebook was cut short, and the note of it is damaged.",
            "Nothing is lost: keep the folder as it is, and ring whoever looks after your computers.",
        )
    return None


def put_in_place(folder: Path, plan: Plan) -> None:
    """Let the staged files count, and move everything. Under the casebook's lock, with its database closed.

    Raises OSError: before the plan is written nothing has changed; after it the next opening goes on.
    """
    for name in {Path(name).parent for name in plan.into}:
        sync_folder(folder / STAGING / name)
    replace_both_copies(folder / PLAN, msgspec.json.encode(plan))
    carry_out(folder, plan)


def carry_out(folder: Path, plan: Plan) -> None:
    """Do what is left of a plan; doing it again changes nothing. Raises OSError, and LinkedFolder before it begins."""
    refuse_links(folder, STAGING, QUARANTINE, plan.quarantine, *names_in(folder, "evidence"), "inbox")
    staging, quarantine = folder / STAGING, folder / plan.quarantine
    if staging.is_dir():
        for name in plan.out:
            if not (quarantine / name).exists() and (folder / name).exists():
                _move(folder, folder / name, quarantine / name)
        for name in plan.into:
            if (staging / name).exists():
                _move(folder, staging / name, folder / name)
        shutil.rmtree(staging)
        sync_folder(folder)
    _forget_plan(folder)


def _forget_plan(folder: Path) -> None:
    for name in (PLAN, PLAN + SECOND_COPY, PLAN + UNFINISHED, PLAN + SECOND_COPY + UNFINISHED):
        remove_if_there(folder / name)
    sync_folder(folder)


def old_files(folder: Path) -> Iterator[str]:
    """The database, members and keys that are there now, with what belongs to them."""
    wanted = re.compile(_NAME)
    return (name for name in sorted(os.listdir(folder)) if wanted.fullmatch(name) and name != NOTE)  # noqa: PTH208 - names only


def _move(folder: Path, source: Path, target: Path) -> None:
    make_folder(target.parent, below=folder)
    move_into_place(source, target)
