"""Makes a casebook from what the first-run wizard asked, and opens it as its first member."""

import contextlib
from pathlib import Path

import msgspec

from dslapp.domain.evidence.producers import check_initials
from dslapp.domain.names import may_be_same_person
from dslapp.domain.problems import EnvironmentProblem, UserProblem
from dslapp.domain.school import ROLE_NAMES, Role, School
from dslapp.domain.trust.passphrases import strength
from dslapp.services.access.cover_screen import check_pin, set_cover_pin
from dslapp.services.access.recovery import SheetKeys
from dslapp.services.access.unlock_casebook import unlock_casebook
from dslapp.services.backups.check_place import check_place
from dslapp.services.matters.make_known import remember_casebook
from dslapp.services.program import Program
from dslapp.services.session import Session

SUFFIX = ".casebook"
_FORBIDDEN_IN_NAMES = frozenset('<>:"/\\|?*')


class NewMember(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may open the casebook from its first day."""

    name: str = ""
    role: Role = "dsl"
    initials: str = ""
    passphrase: str = ""


class NewCasebook(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the wizard asks. The first member is the person at the keyboard; the PIN is theirs."""

    school: School
    members: tuple[NewMember, ...]
    pin: str
    sheet: SheetKeys
    """The public halves of the recovery sheet that is on paper by now."""
    folder: Path
    label: str
    """What the unlock page of this computer calls it; empty: it is not remembered here."""


def create_casebook(program: Program, wanted: NewCasebook) -> Session:
    """Make the casebook, complete or not at all, and open it.

    Raises UserProblem, naming the field, when an answer cannot be taken, and EnvironmentProblem when the place cannot.
    """
    from dslapp.casebook.keys.member_keys import STANDARD_KDF
    from dslapp.casebook.making import Founder, create_folder

    check_place(wanted.folder, program.casebooks)
    check_pin(wanted.pin)
    for number, member in enumerate(wanted.members):
        check_member(member, wanted.school.name)
        check_casebook_is_not_about(wanted.school, member.name, member.role)
        check_initials(member.name, member.initials, [each.initials.strip() for each in wanted.members[:number]])
    founders = [Founder(each.name, each.role, each.initials, each.passphrase) for each in wanted.members]
    create_folder(
        wanted.folder, school=wanted.school, founders=founders, recovery_recipient=wanted.sheet.recipient,
        recovery_signing_key=wanted.sheet.signing_key, clock=program.clock, kdf=program.kdf or STANDARD_KDF,
    )  # fmt: skip
    first = wanted.members[0]
    session = unlock_casebook(program, wanted.folder, first.name, first.passphrase)
    try:
        set_cover_pin(session, wanted.pin)
    except BaseException:
        session.opened.close()  # the casebook is there and can be unlocked; the PIN is asked for again
        raise
    if wanted.label:
        with contextlib.suppress(EnvironmentProblem):  # it can be opened by its folder as well
            remember_casebook(program, session, wanted.label)
    return session


def check_member(member: NewMember, school_name: str) -> None:
    """Raise UserProblem when somebody cannot become a member as they are described."""
    if not member.name.strip():
        raise UserProblem("Write the name, as it should stand in the record.", field="name")
    if not member.initials.strip():
        raise UserProblem("Write the initials: exhibits are numbered with them.", field="initials")
    judged = strength(member.passphrase, passphrase_hints(member, school_name))
    if not judged.acceptable:
        raise UserProblem(judged.advice, field="passphrase")


def check_casebook_is_not_about(school: School, name: str, role: Role) -> None:
    """Raise UserProblem when the headteacher, by role or by name, would open the casebook of concerns about them."""
    if school.holds != "head":
        return
    if role == "headteacher" or may_be_same_person(name, school.headteacher):
        raise UserProblem(
            "This casebook is about the headteacher, so they cannot be a member of it.",
            "Add the vice-chair of governors, or the trust’s safeguarding lead. If this is somebody else of that name, "
            "write their full name.",
            field="name",
        )


def passphrase_hints(member: NewMember, school_name: str) -> tuple[str, ...]:
    """What somebody guessing this member's passphrase would try first."""
    return (school_name, member.name, ROLE_NAMES[member.role], "safeguarding", "casebook")


def casebook_folder(place: Path, label: str) -> Path:
    """The folder of a casebook called `label` in `place`. Raises UserProblem when no folder can have that name."""
    name = label.strip().rstrip(".")
    if not name or _FORBIDDEN_IN_NAMES & set(name):
        raise UserProblem('Use a name without any of  < > : " / \\ | ? *', field="label")
    return place / (name + SUFFIX)
