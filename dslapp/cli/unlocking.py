"""What every command that opens a casebook asks for, and how it unlocks: never a passphrase in an argument."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from dslapp.domain.problems import EnvironmentProblem
from dslapp.services.access.unlock_casebook import lock_casebook, unlock_casebook
from dslapp.services.program import Program
from dslapp.services.session import Session

CasebookFolder = Annotated[Path, typer.Argument(metavar="CASEBOOK", help="The folder that ends in .casebook.")]
MemberName = Annotated[str, typer.Option("--member", help="Your name, or your label on the unlock page.")]
PassphraseFile = Annotated[
    Path | None, typer.Option("--passphrase-file", help="A file whose first line is the passphrase; else it is asked.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for another program instead of words.")]


def passphrase_from(file: Path | None) -> str:
    """The first line of the file, or what is typed unseen.

    Raises EnvironmentProblem when the file cannot be read, or when others who use this computer can read it.
    """
    if file is None:
        return str(typer.prompt("Passphrase", hide_input=True))
    lines = read_secret(file, "passphrase file", "Give a text file whose first line is the passphrase.").splitlines()
    if not lines or not lines[0]:
        raise EnvironmentProblem(
            f"The passphrase file {file.name} is empty.", "Write the passphrase in its first line."
        )
    return lines[0]


def read_secret(file: Path, what: str, instead: str) -> str:
    """The text of a file that only its owner may read. `what` names it in a problem, `instead` says what to give.

    Raises EnvironmentProblem when it cannot be read, or when others who use this computer can read it.
    """
    try:
        with file.open(encoding="utf-8") as opened:
            _refuse_shared(f"The {what} {file.name}", os.fstat(opened.fileno()).st_mode)
            return opened.read()
    except (OSError, UnicodeDecodeError):
        raise EnvironmentProblem(f"The {what} {file.name} cannot be read.", instead) from None


def _refuse_shared(named: str, mode: int) -> None:
    """Windows says who may read a file in another way, which is not looked at; a pipe is read by nobody else."""
    if os.name == "posix" and stat.S_ISREG(mode) and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise EnvironmentProblem(
            f"{named} can be read by other people who use this computer.",
            "Make it yours alone (chmod 600), and choose another secret if somebody may have seen this one.",
        )


@contextmanager
def unlocked(program: Program, folder: Path, member: str, file: Path | None) -> Iterator[Session]:
    """A sitting for one command; locked again at its end, whatever happens."""
    with unlocked_with(program, folder, member, passphrase_from(file)) as session:
        yield session


@contextmanager
def unlocked_with(program: Program, folder: Path, member: str, passphrase: str) -> Iterator[Session]:
    """The same with a passphrase that was read before."""
    from dslapp.services.health.notice_damage import damage_in_words  # not for commands that need no casebook

    session = unlock_casebook(program, folder, member, passphrase)
    try:
        with damage_in_words(session):
            yield session
    finally:
        lock_casebook(session)
        session.pictures.close()
