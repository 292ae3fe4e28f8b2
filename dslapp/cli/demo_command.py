"""`demo --to DIR`: the made-up school, written with everything that a person would do in the window."""

from pathlib import Path
from typing import Annotated

import typer

from dslapp.cli.printing import print_json, print_lines
from dslapp.cli.unlocking import AsJson
from dslapp.services.demo.write_demo import write_demo
from dslapp.services.program import Program


def demo(
    context: typer.Context,
    to: Annotated[Path, typer.Option("--to", help="The folder to write into; it is made when needed.")],
    incidents: Annotated[int, typer.Option("--incidents", min=0, help="Add that many short earlier incidents.")] = 0,
    seed: Annotated[int, typer.Option("--seed", help="The same seed adds the same incidents.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Write a made-up casebook with its passphrase files, and its LADO and police PDFs with their password files.

    --json prints {"casebook", "members": [{"name", "role", "passphrase_file"}],
    "documents": [{"for", "file", "password_file"}], "sheet_file",
    "chairs": {"casebook", "name", "passphrase_file"}}.
    """
    program: Program = context.obj
    try:
        written = write_demo(program, to.resolve(), incidents=incidents, seed=seed)
    finally:
        program.pictures.close()
    if as_json:
        documents = [
            {"for": each.recipient, "file": each.file, "password_file": each.password_file}
            for each in written.documents
        ]
        members = [member._asdict() for member in written.members]
        print_json(
            {
                "casebook": written.casebook,
                "members": members,
                "documents": documents,
                "sheet_file": written.sheet_file,
                "chairs": written.chairs._asdict(),
            }
        )
        return
    print_lines(
        [
            f"Casebook: {written.casebook}",
            *(f"{m.name} ({m.role}): passphrase in {m.passphrase_file}" for m in written.members),
            f"About the headteacher: {written.chairs.casebook}",
            f"{written.chairs.name} (chair): passphrase in {written.chairs.passphrase_file}",
            f"Recovery sheet: its groups in {written.sheet_file}",
            *(f"For the {d.recipient}: {d.file}, password in {d.password_file}" for d in written.documents),
        ]
    )
