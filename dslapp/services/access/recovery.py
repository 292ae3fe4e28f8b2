"""The recovery key: the way in when every passphrase is forgotten, made before the casebook, proved to be on paper."""

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.trust.recovery_groups import recovery_groups, same_group

_ASKED = 3


class SheetKeys(NamedTuple):
    """What the casebook knows of a recovery sheet: to whom the keys are sealed, and whose signature it makes."""

    recipient: str
    signing_key: str


class RecoveryKey(NamedTuple):
    """A fresh age identity. It is shown and printed once, and never written to this computer's disk."""

    identity: str
    recipient: str

    @property
    def public(self) -> SheetKeys:
        """The public halves."""
        from dslapp.casebook.keys.member_keys import identity_of_sheet

        return SheetKeys(self.recipient, identity_of_sheet(self.identity, "").public_key)

    @property
    def groups(self) -> tuple[str, ...]:
        """The identity in the groups that are printed."""
        return recovery_groups(self.identity)


def new_recovery_key() -> RecoveryKey:
    """Make the key that goes on the sheet."""
    from pyrage import x25519

    identity = x25519.Identity.generate()
    return RecoveryKey(str(identity), str(identity.to_public()))


def groups_to_ask(key: RecoveryKey) -> tuple[int, ...]:
    """The numbers, from 1, of three whole groups that are to be typed back from the paper."""
    whole = range(1, len(key.groups))
    return tuple(sorted(secrets.SystemRandom().sample(whole, _ASKED)))


def wrong_groups(key: RecoveryKey, typed: Mapping[int, str]) -> tuple[int, ...]:
    """Which of the groups typed back are not those on the sheet."""
    return tuple(number for number, text in typed.items() if not same_group(text, key.groups[number - 1]))


def recovery_sheet(key: RecoveryKey, school: str) -> bytes:
    """Draw the sheet, as a PDF in memory."""
    from dslapp.documents.recovery_sheet import recovery_sheet_pdf

    return recovery_sheet_pdf(key.identity, school)


def keep_sheet(pdf: bytes, path: Path) -> Path:
    """Write the sheet where the person chose, and return the path. Raises EnvironmentProblem when it cannot be kept."""
    from dslapp.casebook.durable_files import replace_durably

    try:
        replace_durably(path, pdf)
    except OSError as error:
        raise EnvironmentProblem("The sheet could not be saved there.", "Choose another folder.") from error
    return path
