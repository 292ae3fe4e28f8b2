"""`note`, `note-form`, `card`, `notes`: leaving something for those who can open a casebook, and seeing what waits."""

import sys
from pathlib import Path
from typing import Annotated, cast

import typer

from dslapp.cli.printing import print_json, print_lines
from dslapp.cli.unlocking import AsJson, CasebookFolder, MemberName, PassphraseFile, unlocked
from dslapp.domain.case.incident import AboutWhom
from dslapp.domain.entity import new_id
from dslapp.domain.local_time import say_moment
from dslapp.domain.matters.sealed_note import SealedNote
from dslapp.domain.problems import EnvironmentProblem, UserProblem
from dslapp.domain.statements import TriState
from dslapp.services.matters.make_known import export_card, read_card
from dslapp.services.matters.seal_note import leave_note, write_note_file
from dslapp.services.matters.take_in_note import Waiting, waiting_notes
from dslapp.services.papers.print_note_form import save_note_form
from dslapp.services.program import Program

_ABOUT: dict[str, AboutWhom] = {
    "nobody-here": "", "staff": "staff", "dsl": "dsl", "head": "head", "chair": "chair", "not-known": "not known",
}  # fmt: skip
_ANSWERS = ("yes", "no", "unsure")


def note(
    context: typer.Context,
    about: Annotated[str, typer.Option("--about", help="nobody-here, staff, dsl, head, chair or not-known.")],
    card: Annotated[Path | None, typer.Option("--for", help="The casebook’s card, a file ending in .inbox.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="With --for: the sealed file to write.")] = None,
    casebook: Annotated[
        Path | None, typer.Option("--casebook", help="Instead: a casebook on this computer, for its inbox.")
    ] = None,
    words_file: Annotated[
        Path | None, typer.Option("--words-file", help="A text file with what was said or seen; else it is asked.")
    ] = None,
    adult: Annotated[str, typer.Option("--adult", help="The name of the adult here whom it is about.")] = "",
    child: Annotated[str, typer.Option("--child", help="The child.")] = "",
    told_by: Annotated[str, typer.Option("--told-by", help="Who told you, or saw it.")] = "",
    when: Annotated[str, typer.Option("--when", help="When, in your words.")] = "",
    danger: Annotated[str, typer.Option("--danger", help="Could anyone be hurt today? yes, no or unsure.")] = "unsure",
    image: Annotated[str, typer.Option("--image", help="A naked or sexual image? yes, no or unsure.")] = "unsure",
    done: Annotated[str, typer.Option("--done", help="What was done already, and who was rung.")] = "",
    by: Annotated[str, typer.Option("--by", help="Your name and role; leave it out to stay anonymous.")] = "",
    reach: Annotated[str, typer.Option("--reach", help="How to reach you.")] = "",
) -> None:
    """Leave a sealed note for the people who can open a casebook: no passphrase, and no way to read it back."""
    program: Program = context.obj
    if about not in _ABOUT:
        raise UserProblem(f"“{about}” says not whom it is about.", f"Write --about with one of: {', '.join(_ABOUT)}.")
    for name, answer in (("--danger", danger), ("--image", image)):
        if answer not in _ANSWERS:
            raise UserProblem(f"{name} takes yes, no or unsure.")
    if casebook is None and (card is None or out is None):
        raise UserProblem("Say for whom it is.", "Give --for CARD and --out FILE, or --casebook FOLDER.")
    written = SealedNote(
        id=new_id(), casebook="", written_at=program.clock(), written_by=by, reach=reach, told_by=told_by,
        told_when=when, child=child, about=_ABOUT[about], about_names=adult, danger=cast("TriState", danger),
        image=cast("TriState", image), words=_words(words_file), done=done,
    )  # fmt: skip
    if casebook is not None:
        known = program.known.known_at(casebook)
        if known is None:
            raise EnvironmentProblem(
                "That casebook was not opened on this computer.", "Use its card: --for CARD --out FILE."
            )
        leave_note(known, written)
        print_lines([f"Sealed, and left in the inbox of “{known.label}”. Tell them that it waits."])
        return
    assert card is not None
    assert out is not None
    write_note_file(read_card(card), written, out)
    print_lines([f"{out}: sealed. Give it to somebody who can open the casebook."])


def note_form(to: Annotated[Path, typer.Option("--to", help="The PDF to write; it must not exist yet.")]) -> None:
    """Write the empty paper form of a sealed note, for supply staff or a power cut."""
    save_note_form(to)
    print_lines([f"{to}: written."])


def card(
    context: typer.Context,
    casebook: CasebookFolder,
    member: MemberName,
    to: Annotated[Path, typer.Option("--to", help="The card to write; its name ends in .inbox.")],
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Write the card of a casebook's inbox: with it other computers seal notes for its members. It is not secret.

    --json prints {"card", "label", "check_words"}.
    """
    program: Program = context.obj
    known = program.known.known_at(casebook)
    with unlocked(program, casebook, member, passphrase_file) as session:
        written = export_card(session, to, known.label if known else casebook.stem)
    if as_json:
        print_json({"card": to, "label": written.label, "check_words": written.check_words})
        return
    print_lines([f"{to}: written. Its check code is {written.check_words}."])


def notes(
    context: typer.Context,
    casebook: CasebookFolder,
    member: MemberName,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """List what waits in the inbox, without its words. Read and take it in in the window.

    --json prints [{"name", "kind", "written_at", "problem"}].
    """
    program: Program = context.obj
    with unlocked(program, casebook, member, passphrase_file) as session:
        waiting = waiting_notes(session)
    if as_json:
        print_json(
            [
                {
                    "name": each.name, "kind": each.kind, "problem": each.problem,
                    "written_at": each.note.written_at if each.note else None,
                }
                for each in waiting
            ]
        )  # fmt: skip
        return
    print_lines([f"{each.name}  {_in_words(each)}" for each in waiting] or ["Nothing waits."])


def _in_words(waiting: Waiting) -> str:
    if waiting.note is not None:
        return f"sealed note of {say_moment(waiting.note.written_at)}"
    return waiting.problem or waiting.kind


def _words(file: Path | None) -> str:
    """What was said, from a file or as it is typed; never from an argument, which other users of a computer can see."""
    if file is None:
        if sys.stdin.isatty():
            return str(typer.prompt("What was said or seen"))
        return sys.stdin.read()
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise EnvironmentProblem(f"{file.name} cannot be read.", "Give a text file in UTF-8.") from None
