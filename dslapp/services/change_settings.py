"""The school's settings and telephone numbers: read by everybody, changed by those whose role includes it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from dslapp.domain.guidance.contacts import ContactList, Whom, named_locally, whom_to_ring
from dslapp.domain.school import Contact, Member, School
from dslapp.services.access.create_casebook import check_casebook_is_not_about
from dslapp.services.session import Session


class Numbers(NamedTuple):
    """The contacts that guidance names, and the school's own numbers for them."""

    contacts: ContactList
    own: list[Contact]


def change_school(session: Session, school: School) -> School:
    """Keep the school's particulars and local settings.

    Raises NotAllowed for a reviewer, and UserProblem where it would be about the headteacher, and they can open it.
    """
    session.require("change the settings")
    if school.holds != session.school.holds:
        for member in session.casebook.select(Member, "p.retired = 0"):
            check_casebook_is_not_about(school, member.name, member.role)
    if school != session.school:
        session.casebook.commit([school], reason="The school's settings were changed.")
    return school


def change_school_fields(session: Session, changes: Mapping[str, object]) -> School:
    """Change those fields of the school, whatever was changed elsewhere meanwhile. Raises NotAllowed for a reviewer.

    Cases that were begun keep the settings of their day.
    """
    return change_school(session, msgspec.structs.replace(session.school, **changes))


def own_contacts(session: Session) -> list[Contact]:
    """The school's own numbers, in the order in which they were first written."""
    return session.casebook.select(Contact)


def numbers(session: Session) -> Numbers:
    """Whom to ring: the national numbers as this school has them, and its own."""
    return Numbers(named_locally(session.library.contacts, session.school.lado_label), own_contacts(session))


def whom_here(session: Session) -> dict[str, Whom]:
    """Everybody whom the guidance names, by key, with the school's own numbers."""
    return whom_to_ring(session.library.contacts, own_contacts(session), session.school.lado_label)


def change_contacts(session: Session, contacts: Sequence[Contact]) -> list[Contact]:
    """Keep those of `contacts` that are new or changed; return all. Raises NotAllowed for a reviewer."""
    session.require("change the settings")
    had = {contact.id: contact for contact in own_contacts(session)}
    changed = [contact for contact in contacts if had.get(contact.id) != contact]
    if changed:
        session.casebook.commit(changed, reason="The school's contacts were changed.")
    return own_contacts(session)


def members(session: Session) -> list[Member]:
    """Everybody who may open this casebook, in the order in which they were added."""
    return session.casebook.select(Member)
