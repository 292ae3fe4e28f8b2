"""The program without a window: one command does one thing, by the same services as the window.

Exit codes: 0 done · 1 checked and not sound · 2 could not run, with the reason · 3 a mistake in the program.
"""

import sys
from collections.abc import Sequence

import typer

from dslapp.cli.loaded_when_named import group_of
from dslapp.domain.problems import Problem
from dslapp.domain.seen_words import for_terminal
from dslapp.services.program import Program

DONE, NOT_SOUND, COULD_NOT_RUN = 0, 1, 2

app = typer.Typer(
    name="dslcasebook",
    cls=group_of(
        {
            "attach": "dslapp.cli.attach_command:attach",
            "backup": "dslapp.cli.backup_commands:backup",
            "backups": "dslapp.cli.backup_commands:backups",
            "demo": "dslapp.cli.demo_command:demo",
            "damage": "dslapp.cli.damage_commands:damage",
            "drill": "dslapp.cli.backup_commands:drill",
            "doctor": "dslapp.cli.doctor_command:doctor",
            "verify": "dslapp.cli.verify_command:verify",
            "list": "dslapp.cli.case_commands:list_incidents",
            "show": "dslapp.cli.case_commands:show",
            "export": "dslapp.cli.export_command:export",
            "extract": "dslapp.cli.extract_command:extract",
            "guidance": "dslapp.cli.guidance_commands:app",
            "note": "dslapp.cli.inbox_commands:note",
            "notes": "dslapp.cli.inbox_commands:notes",
            "note-form": "dslapp.cli.inbox_commands:note_form",
            "check-pack": "dslapp.cli.pack_command:check_pack",
            "card": "dslapp.cli.inbox_commands:card",
            "members": "dslapp.cli.member_commands:app",
            "pack": "dslapp.cli.pack_command:pack",
            "restore": "dslapp.cli.backup_commands:restore",
            "salvage": "dslapp.cli.damage_commands:salvage",
            "seal": "dslapp.cli.seal_commands:app",
        }
    ),
    help="DSL Casebook without its window. Started with nothing behind its name, it opens the window.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def _about() -> None:
    """DSL Casebook without its window. Started with nothing behind its name, it opens the window."""


def run(program: Program, arguments: Sequence[str]) -> int:
    """Run one command with `program` as its context's object; return the exit code."""
    command = typer.main.get_command(app)
    try:
        result = command.main(list(arguments), prog_name="dslcasebook", standalone_mode=False, obj=program)
    except Problem as problem:
        print("\n".join(map(for_terminal, str(problem).split("\n"))), file=sys.stderr)
        return COULD_NOT_RUN
    except typer.TyperException as error:
        print(f"{error.format_message()}\nTry: dslcasebook --help", file=sys.stderr)
        return COULD_NOT_RUN
    except typer.Abort:
        print("Stopped.", file=sys.stderr)
        return COULD_NOT_RUN
    return result if isinstance(result, int) else DONE
