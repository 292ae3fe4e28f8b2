"""The program without a window: one command does one thing, by the same services as the window.

Exit codes: 0 done · 1 checked and not sound · 2 could not run, with the reason · 3 a mistake in the program.
"""

import sys
from collections.abc import Sequence

import typer

from dslapp.cli import case_commands, demo_command, export_command, guidance_commands, verify_command
from dslapp.domain.problems import Problem
from dslapp.services.program import Program

DONE, NOT_SOUND, COULD_NOT_RUN = 0, 1, 2

app = typer.Typer(
    name="dslcasebook",
    help="DSL Casebook without its window. Started with nothing behind its name, it opens the window.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

app.command("demo")(demo_command.demo)
app.command("verify")(verify_command.verify)
app.command("list")(case_commands.list_incidents)
app.command("show")(case_commands.show)
app.command("export")(export_command.export)
app.add_typer(guidance_commands.app, name="guidance")


def run(program: Program, arguments: Sequence[str]) -> int:
    """Run one command with `program` as its context's object; return the exit code."""
    command = typer.main.get_command(app)
    try:
        result = command.main(list(arguments), prog_name="dslcasebook", standalone_mode=False, obj=program)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return COULD_NOT_RUN
    except typer.TyperException as error:
        print(f"{error.format_message()}\nTry: dslcasebook --help", file=sys.stderr)
        return COULD_NOT_RUN
    except typer.Abort:
        print("Stopped.", file=sys.stderr)
        return COULD_NOT_RUN
    return result if isinstance(result, int) else DONE
