"""How safe a casebook is just now: what the Safety page shows and `doctor` prints."""

from pathlib import Path

from dslapp.domain.health import Check, worst_first
from dslapp.services.backups.backup_checks import backup_checks, remembered_backups
from dslapp.services.health.anchors import look_at_anchors
from dslapp.services.health.casebook_checks import casebook_checks
from dslapp.services.health.computer_checks import Computer, computer_checks
from dslapp.services.program import Program
from dslapp.services.session import Session


def health(
    session: Session | None, program: Program, folder: Path, computer: Computer | None = None
) -> tuple[Check, ...]:
    """Everything that can be known of the casebook at `folder`, the worst first; without a session, from outside only.

    The window asks for the parts on two threads instead, since the computer's own answers take seconds.
    """
    if session is None:
        known: tuple[Check, ...] = (remembered_backups(folder, program.clock()),)
    else:
        look_at_anchors(session)
        known = (*casebook_checks(session), *backup_checks(session))
    return worst_first((*computer_checks(program, folder, computer), *known))
