"""`doctor CASEBOOK`: is anything in the way of its safety? Exit 0 nothing, 1 something, 2 could not run."""

from typing import Annotated

import typer

from dslapp.cli.printing import print_json, print_lines
from dslapp.cli.unlocking import AsJson, CasebookFolder, PassphraseFile, unlocked
from dslapp.domain.health import Check, State, in_one_sentence
from dslapp.domain.problems import EnvironmentProblem
from dslapp.services.health.health import health
from dslapp.services.program import Program

NOT_SOUND = 1

_SAID: dict[State, str] = {"bad": "AT RISK", "attention": "NEEDS YOU", "unknown": "not known", "good": "good"}
_WIDTH = max(map(len, _SAID.values()))


def doctor(
    context: typer.Context,
    casebook: CasebookFolder,
    member: Annotated[
        str, typer.Option("--member", help="Unlock as this member and look inside too; else from outside only.")
    ] = "",
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Look at a casebook, its computer, its backups and its seal, and say what needs somebody.

    --json prints {"words", "inside", "checks": [{"key", "title", "state", "words", "way_forward"}]}; a state is bad,
    attention, unknown or good.
    """
    program: Program = context.obj
    if not casebook.is_dir():
        raise EnvironmentProblem("There is no casebook in that place.", "Give the folder that ends in .casebook.")
    folder = casebook.resolve()
    if member:
        with unlocked(program, folder, member, passphrase_file) as session:
            checks = health(session, program, folder)
    else:
        checks = health(None, program, folder)
    if as_json:
        print_json({"words": in_one_sentence(checks), "inside": bool(member), "checks": checks})
    else:
        print_lines([line for check in checks for line in _lines(check)])
        print_lines([in_one_sentence(checks)])
    if any(check.state in ("bad", "attention") for check in checks):
        raise typer.Exit(NOT_SOUND)


def _lines(check: Check) -> list[str]:
    lines = [f"{_SAID[check.state]:<{_WIDTH}}  {check.title}: {check.words}"]
    if check.way_forward:
        lines.append(f"{'':<{_WIDTH}}  → {check.way_forward}")
    return lines
