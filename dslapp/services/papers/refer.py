"""Refer to an agency: begin a referral, answer what its form asks, note that it was sent, received and answered."""

from collections.abc import Collection, Mapping
from datetime import datetime

import msgspec

from dslapp.domain.case.casework import Action
from dslapp.domain.case.incident import Incident
from dslapp.domain.entity import Entity, IncidentId, new_id
from dslapp.domain.evidence.told_copies import told_as_copies
from dslapp.domain.problems import UserProblem
from dslapp.domain.referral.carried import carried_answers
from dslapp.domain.referral.checks import check_answer
from dslapp.domain.referral.fields import FIELDS, READER
from dslapp.domain.referral.lado_answers import lado_answers
from dslapp.domain.referral.listed import receipt_due
from dslapp.domain.referral.police_answers import police_answers
from dslapp.domain.referral.referrals import Recipient, Referral
from dslapp.domain.referral.sources import ReferralGround
from dslapp.domain.school import Contact
from dslapp.domain.statements import Stated
from dslapp.services.case.read_case import load_case
from dslapp.services.session import Session


class Sending(msgspec.Struct, frozen=True, kw_only=True):
    """How a summary left: to whom, by which way, and how the password followed by another."""

    how: str
    to: str
    at: datetime
    password_told_how: str = ""


def begin_referral(session: Session, incident_id: str, recipient: Recipient) -> Referral:
    """Begin a summary for the LADO or the police, or go on with the one in preparation."""
    session.require("refer to an agency")
    incident = session.casebook.get(Incident, incident_id)
    for known in session.casebook.of_incident(Referral, incident.id):
        if known.recipient == recipient and known.status == "preparing":
            return known
    referral = Referral(
        id=new_id(), incident_id=IncidentId(incident.id), recipient=recipient, started_at=session.clock()
    )
    session.casebook.commit([referral], reason=f"Began a summary for {READER[recipient]}.")
    return referral


def referral_ground(session: Session, incident_id: str) -> ReferralGround:
    """All that a referral of this case is made from."""
    session.require("read the record")
    return ReferralGround(
        case=load_case(session, incident_id), school=session.school,
        contacts=tuple(session.casebook.select(Contact)), indicators=session.library.indicators,
        member=session.member, now=session.clock(),
    )  # fmt: skip


def told_ground(ground: ReferralGround, copies: Collection[str]) -> ReferralGround:
    """The same as it is told to whoever gets these copies and not their originals."""
    return msgspec.structs.replace(ground, case=told_as_copies(ground.case, copies))


class KnownAnswers(msgspec.Struct, frozen=True, kw_only=True):
    """What need not be asked again: what the case says, and what was written for the other agency's summary."""

    case: dict[str, Stated]
    carried: dict[str, Stated]

    @property
    def both(self) -> dict[str, Stated]:
        """All of it, by field id."""
        return self.case | self.carried


def known_answers(ground: ReferralGround, recipient: Recipient) -> KnownAnswers:
    """What a summary for `recipient` is pre-filled with."""
    case = lado_answers(ground) if recipient == "lado" else police_answers(ground)
    return KnownAnswers(case=case, carried=carried_answers(ground, recipient, case))


def referral_answers(known: KnownAnswers, referral: Referral) -> dict[str, Stated]:
    """What is known already, overlaid with what was written for this referral; once sent, the answers of then."""
    if referral.status != "preparing":
        return referral.sent_answers
    return known.both | {field: stated for field, stated in referral.fields.items() if stated.answered}


def answer_referral(
    session: Session, referral_id: str, answers: Mapping[str, Stated], *, finishes_draft: str = ""
) -> Referral:
    """Write answers to fields of the form; `finishes_draft` removes the words that were kept while they were typed.

    An empty answer gives the field back to what the case says. Raises UserProblem for an unknown field, a made-up
    date of birth, and once the summary was sent: then a new one is begun.
    """
    referral = _in_preparation(session, referral_id)
    fields = {field.id: field for field in FIELDS[referral.recipient]}
    if unknown := answers.keys() - fields.keys():
        raise UserProblem(f"The form has no field “{min(unknown)}”.")
    for field_id, answer in answers.items():
        check_answer(fields[field_id], answer)
    written = {**referral.fields, **answers}
    changed = msgspec.structs.replace(
        referral, fields={field: stated for field, stated in written.items() if stated.answered}
    )
    if changed != referral:
        session.casebook.commit([changed], reason="Completed.", finishes_draft=finishes_draft)
    elif finishes_draft:
        session.casebook.discard_draft(finishes_draft)
    return changed


def choose_exhibits(
    session: Session,
    referral_id: str,
    exhibits: tuple[str, ...] | None,
    copies: tuple[str, ...] = (),
    *,
    copies_say_where: bool = False,
) -> Referral:
    """Choose by their ids which exhibits go with the summary; None: all, also those that are still to come.

    `copies` are those that are shown in place of their originals, whose dots then are in no paper, nor where they were
    seen, unless `copies_say_where`.
    """
    referral = _in_preparation(session, referral_id)
    changed = msgspec.structs.replace(referral, exhibits=exhibits, copies=copies, copies_say_where=copies_say_where)
    if changed != referral:
        session.casebook.commit([changed], reason="Chose the exhibits.")
    return changed


def _in_preparation(session: Session, referral_id: str) -> Referral:
    session.require("refer to an agency")
    referral = session.casebook.get(Referral, referral_id)
    if referral.status != "preparing":
        raise UserProblem("This summary has been sent and stays as it was.", "Begin a new one for what changed.")
    return referral


def note_sent(session: Session, referral_id: str, sending: Sending, *, finishes_draft: str = "") -> Referral:
    """Put on the record that the summary was handed over; the receipt becomes an action until the agency gives it.

    The answers stay as they were then, whatever the case says later. Raises UserProblem while it is not said to whom
    and how, when the password went the same way, and for a time that is still to come.
    """
    referral = _in_preparation(session, referral_id)
    if not sending.to.strip():
        raise UserProblem("Say to whom it was sent.", "A name, a role or the agency's team.", field="to")
    if not sending.how.strip():
        raise UserProblem("Say how it was sent.", "Such as secure e-mail, by hand, or their portal.", field="how")
    if sending.password_told_how.strip().casefold() == sending.how.strip().casefold() != "by hand":
        raise UserProblem(
            "The password went the same way as the file.", "Tell it another way, such as by telephone.",
            field="password_told_how",
        )  # fmt: skip
    _check_past(session, sending.at, field="at")
    ground = told_ground(referral_ground(session, referral.incident_id), referral.copies)
    known = known_answers(ground, referral.recipient)
    sent = msgspec.structs.replace(
        referral, status="sent", sent_answers=referral_answers(known, referral), sent_at=sending.at,
        sent_how=sending.how.strip(), sent_to=sending.to.strip(), sent_by=session.member.name,
        password_told_how=sending.password_told_how.strip(),
    )  # fmt: skip
    receipt = Action(
        id=new_id(), incident_id=referral.incident_id, what=f"Get the receipt from {READER[referral.recipient]}",
        owner=session.member.id, due=receipt_due(sending.at),
        due_in_words="within 1 working day of sending", source="referral", source_id=referral.id,
        created_at=session.clock(),
    )  # fmt: skip
    session.casebook.commit([sent, receipt], reason="Sent.", finishes_draft=finishes_draft)
    return sent


def note_receipt(
    session: Session, referral_id: str, *, at: datetime, by: str, how: str, agency_ref: str = "", answer: str = "",
    finishes_draft: str = "",
) -> Referral:  # fmt: skip
    """Put the agency's receipt, reference and answer on the record; the action that waited for it is done."""
    session.require("refer to an agency")
    referral = session.casebook.get(Referral, referral_id)
    if referral.status == "preparing":
        raise UserProblem("It has not been handed over yet.", "Say first to whom it was sent, and how.", field="by")
    if not by.strip():
        raise UserProblem("Say who confirmed it.", "A name, or the agency's team.", field="by")
    _check_past(session, at, field="at")
    received = msgspec.structs.replace(
        referral, status="answered" if answer.strip() else referral.status, receipt_at=at, receipt_from=by.strip(),
        receipt_how=how.strip(), agency_ref=agency_ref.strip() or referral.agency_ref,
        answer=answer.strip() or referral.answer,
    )  # fmt: skip
    waiting = session.casebook.select(
        Action, "p.incident_id = ? AND p.source_id = ? AND p.status = 'open'", (referral.incident_id, referral.id)
    )
    done: list[Entity] = [
        msgspec.structs.replace(action, status="done", finished_at=at, finished_note=f"Confirmed by {by.strip()}.")
        for action in waiting
    ]
    session.casebook.commit([received, *done], reason="Receipt.", finishes_draft=finishes_draft)
    return received


def _check_past(session: Session, at: datetime, *, field: str) -> None:
    if at > session.clock():
        raise UserProblem("This time is still to come.", "Check the date and the time.", field=field)
