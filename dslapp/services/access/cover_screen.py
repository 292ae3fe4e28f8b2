"""The short PIN that lifts the cover from the screen. It opens nothing: without it the passphrase always works."""

from dslapp.domain.entity import MemberId, new_id
from dslapp.domain.problems import UserProblem
from dslapp.domain.school import CoverPin
from dslapp.domain.trust.pins import is_easily_guessed
from dslapp.services.session import Session

SHORTEST, LONGEST = 4, 8
"""Digits."""
_PASSES, _MEMORY_KIB, _LANES = 2, 19 * 1024, 1
"""A PIN has few digits: the three tries guard it, not the cost of one. This is OWASP's least, to be quick."""


def check_pin(pin: str) -> None:
    """Raise UserProblem unless `pin` is four to eight digits that are not the first that anybody would try."""
    if not (pin.isascii() and pin.isdigit() and SHORTEST <= len(pin) <= LONGEST):
        raise UserProblem(f"Use {SHORTEST} to {LONGEST} digits.", field="pin")
    if is_easily_guessed(pin):
        raise UserProblem(
            "Too easy to guess: no year, no birthday, no digits in a row, again and again or in a line on the keypad.",
            field="pin",
        )


def has_cover_pin(session: Session) -> bool:
    """Whether the member has a PIN; without one the cover is lifted by the passphrase only."""
    return _stored(session) is not None


def set_cover_pin(session: Session, pin: str) -> None:
    """Keep the member's own PIN, in place of the one before. Raises UserProblem for digits that cannot be taken."""
    from argon2 import PasswordHasher

    check_pin(pin)
    had = _stored(session)
    hashed = PasswordHasher(time_cost=_PASSES, memory_cost=_MEMORY_KIB, parallelism=_LANES).hash(pin)
    kept = CoverPin(id=had.id if had else new_id(), member_id=MemberId(session.member.id), argon2_hash=hashed)
    session.casebook.commit([kept])


def lifts_cover(session: Session, pin: str) -> bool:
    """Whether `pin` is the member's. After three wrong ones the window locks."""
    from argon2 import PasswordHasher
    from argon2.exceptions import VerifyMismatchError

    had = _stored(session)
    if had is None:
        return False
    try:
        return PasswordHasher().verify(had.argon2_hash, pin)
    except VerifyMismatchError:
        return False


def _stored(session: Session) -> CoverPin | None:
    found = session.casebook.select(CoverPin, "p.member_id = ?", (session.member.id,))
    return found[0] if found else None
