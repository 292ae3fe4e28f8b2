"""Who is involved: people and accounts, the part that each plays in this one incident, and what is certain about it."""

import msgspec

from dslapp.casebook.rows.people_rows import accounts_beginning, people_named
from dslapp.domain.case.amendment import changes
from dslapp.domain.case.people import Account, Involvement, Person
from dslapp.domain.case.people_lists import AccountMatch, PersonMatch
from dslapp.domain.entity import AccountId, Entity, PersonId
from dslapp.domain.problems import UserProblem
from dslapp.services.case.amend_incident import reason_for
from dslapp.services.session import Session

_OFFERED = 6


def find_people(session: Session, typed: str) -> tuple[PersonMatch, ...]:
    """People of that name who stand in the casebook already; nobody is taken over unless picked."""
    session.require("read the record")
    return people_named(session.casebook, typed, limit=_OFFERED)


def find_accounts(session: Session, typed: str) -> tuple[AccountMatch, ...]:
    """Accounts whose handle begins so."""
    session.require("read the record")
    return accounts_beginning(session.casebook, typed, limit=_OFFERED)


def known_person(session: Session, person_id: str) -> Person:
    """Somebody who was picked from the matches, with everything that is written about them."""
    session.require("read the record")
    return session.casebook.get(Person, person_id)


def known_account(session: Session, account_id: str) -> Account:
    """An account that was picked from the matches."""
    session.require("read the record")
    return session.casebook.get(Account, account_id)


def involve(
    session: Session,
    involvement: Involvement,
    *,
    person: Person | None = None,
    account: Account | None = None,
    reason: str = "",
    finishes_draft: str = "",
) -> Involvement:
    """Put a person or an account into a case, or save what changed about them, all in one save.

    `involvement` names its person or account by id; `person` and `account` are given when new or changed. Filling what
    was empty needs no reason, changing what was written does. Raises UserProblem with `field`.
    """
    session.require("log and change the record")
    _check(session, involvement, person, account)
    saved: list[Entity] = []
    why: list[str] = []
    for value in (person, account, involvement):
        if value is None:
            continue
        stored = session.casebook.find(type(value), value.id)
        found = changes(stored, value) if stored else ()
        if stored is None:
            saved.append(value)
        elif found:
            saved.append(value)
            why.append(reason_for(found, reason))
    if saved:
        text = reason.strip() or " ".join(dict.fromkeys(why)) or "Added to the case."
        session.casebook.commit(saved, reason=text, finishes_draft=finishes_draft)
    elif finishes_draft:
        session.casebook.discard_draft(finishes_draft)
    return involvement


def amend_account(session: Session, account: Account, *, reason: str = "") -> Account:
    """Save what changed about an account, for every case in which it stands."""
    session.require("log and change the record")
    _check_account(account)
    found = changes(session.casebook.get(Account, account.id), account)
    if found:
        session.casebook.commit([account], reason=reason_for(found, reason))
    return account


def withdraw_involvement(
    session: Session, involvement_id: str, *, reason: str, finishes_draft: str = ""
) -> Involvement:
    """Take somebody out of a case who should not stand in it; the history keeps that they did, and why not any more."""
    session.require("log and change the record")
    if not reason.strip():
        raise UserProblem(
            "Say why they are taken out of the case. The history keeps that they were in it.", field="reason"
        )
    involvement = session.casebook.get(Involvement, involvement_id)
    withdrawn = msgspec.structs.replace(involvement, withdrawn=True)
    session.casebook.commit([withdrawn], reason=reason.strip(), finishes_draft=finishes_draft)
    return withdrawn


def _check(session: Session, involvement: Involvement, person: Person | None, account: Account | None) -> None:
    if person is not None:
        _check_person(person)
        _same(involvement.person_id, PersonId(person.id))
    if account is not None:
        _check_account(account)
        if involvement.account_id is not None:
            _same(involvement.account_id, AccountId(account.id))
    if involvement.person_id is None and involvement.account_id is None:
        raise UserProblem("Name a person or an account.", field="name")
    sure = involvement.certainty in ("confirmed", "admitted")
    if sure and involvement.role == "alleged" and not involvement.certainty_reason.strip():
        raise UserProblem("Say how this is known: who confirmed or admitted it, and when.", field="certainty_reason")
    if involvement.parents_told == "no" and not involvement.parents_not_told_because.strip():
        raise UserProblem(
            "Have parents been told? If not, what makes it unsafe, or who asked you to wait?",
            field="parents_not_told_because",
        )
    if involvement.parents_told_at and involvement.parents_told_at > session.clock():
        raise UserProblem("This time is still to come. Check the date and the time.", field="parents_told_at")


def _same(named: str | None, given: str) -> None:
    if named != given:
        raise ValueError("the involvement names another person or account than the one given")


def _check_person(person: Person) -> None:
    if not person.name.strip():
        raise UserProblem("Write the person’s full name, or what is known of them.", field="name")


def _check_account(account: Account) -> None:
    if not any(text.strip() for text in (account.handle, account.profile_url, account.user_id, account.display_name)):
        raise UserProblem("Write the handle, the address of the profile, or the name it shows.", field="handle")
    if account.person_id and account.link_certainty != "unknown" and not account.link_reason.strip():
        raise UserProblem(
            "Say why you think whose account it is. A display name alone proves nothing.", field="link_reason"
        )
