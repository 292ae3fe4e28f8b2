"""`guidance diff`: what a school's own guidance changes, row by row, with the words that differ."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dslapp.cli.own_folder import OwnFolder
from dslapp.cli.printing import print_json, print_lines
from dslapp.cli.unlocking import AsJson, MemberName, PassphraseFile, unlocked
from dslapp.domain.local_time import say_day_short, to_local
from dslapp.services.program import Program

if TYPE_CHECKING:
    from dslapp.domain.own_guidance.local_changes import LocalChange
    from dslapp.domain.own_guidance.row_words import PartDifference
    from dslapp.services.access.own_folder import FolderGuidance

NOT_SOUND = 1


def diff(
    context: typer.Context,
    folder: OwnFolder = None,
    casebook: Annotated[Path | None, typer.Option(help="A casebook, instead of a folder.", exists=True)] = None,
    member: MemberName = "",
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> int:
    """Compare the school's own guidance with the shipped one. Words taken out stand in [-…-], words put in in {+…+}.

    It is read from a folder, or from a casebook that is unlocked for it. Exit code 1 if the folder is not sound.
    --json prints {"sound", "to_compare", "changes": [{"file", "row", "kind", "title", "reason", "changed_on", "flag",
    "shipped", "own", "shipped_then", "differences": [{"part", "old", "new"}], "shipped_differences": […]}],
    "problems": [{"file", "step", "problem", "mend"}]}. "flag" says why the row is to be compared: null,
    "shipped text changed", "shipped row gone", "shipped row came", "unreadable", "set aside".
    """
    from dslapp.services.access.own_folder import FolderGuidance, read_folder
    from dslapp.services.guidance.own_guidance import read_own_guidance

    program: Program = context.obj
    if folder is not None:
        found = read_folder(program.library, folder, to_local(program.clock()).date())
    elif casebook is not None:
        with unlocked(program, casebook, member, passphrase_file) as session:
            own = read_own_guidance(session)
            found = FolderGuidance(own.library, own.changes, ())
    else:
        raise typer.BadParameter("Name a folder or a casebook.")
    if as_json:
        print_json(_as_data(found))
    else:
        print_lines(_as_lines(found))
    return NOT_SOUND if found.faults else 0


def _as_data(found: "FolderGuidance") -> dict[str, object]:
    from dslapp.domain.own_guidance.row_content import plain_row

    return {
        "sound": not found.faults,
        "to_compare": sum(change.flag is not None for change in found.changes),
        "changes": [
            {
                "file": change.file, "row": change.row, "kind": change.kind, "title": change.title,
                "reason": change.reason, "changed_on": change.changed_on, "flag": change.flag,
                "shipped": plain_row(change.shipped) if change.shipped is not None else None,
                "own": plain_row(change.own) if change.own is not None else None,
                "shipped_then": plain_row(change.shipped_then) if change.shipped_then is not None else None,
                "differences": [_difference(each) for each in change.differences],
                "shipped_differences": [_difference(each) for each in change.shipped_differences],
            }
            for change in found.changes
        ],
        "problems": found.faults,
    }  # fmt: skip


def _difference(part: "PartDifference") -> dict[str, str]:
    return {"part": part.part, "old": part.old, "new": part.new}


def _as_lines(found: "FolderGuidance") -> Iterator[str]:
    from dslapp.domain.own_guidance.local_changes import FLAG_WORDS

    file = ""
    for change in found.changes:
        if change.file != file:
            file = change.file
            yield f"{change.file_title} ({file}.yaml)"
        yield f"  {change.row}: {change.kind.lower()} on {say_day_short(change.changed_on)}{_why(change)}"
        if change.flag:
            yield f"    ! {FLAG_WORDS[change.flag]}"
        if change.own is not None:
            yield from _marked(change.differences)
        if change.shipped_differences:
            yield "    Meanwhile, in the shipped text:"
            yield from _marked(change.shipped_differences)
    for fault in found.faults:
        yield f"{fault.file}{f', step “{fault.step}”' if fault.step else ''}: {fault.problem}. {fault.mend}"
    compare = sum(change.flag is not None for change in found.changes)
    counted = f"{len(found.changes)} row{'' if len(found.changes) == 1 else 's'} of the school's own"
    yield f"{counted}, {compare} to compare, {len(found.faults)} to mend."


def _marked(parts: "tuple[PartDifference, ...]") -> Iterator[str]:
    marks = {"same": ("", ""), "taken out": ("[-", "-]"), "put in": ("{+", "+}")}
    for part in parts:
        text = "".join(f"{marks[piece.kind][0]}{piece.text}{marks[piece.kind][1]}" for piece in part.pieces)
        first, *rest = text.split("\n")
        yield f"    {part.part}: {first}"
        yield from (f"      {line}" for line in rest)


def _why(change: "LocalChange") -> str:
    return f": {change.reason}" if change.reason else ""
