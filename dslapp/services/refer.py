"""Refer to an agency: begin a referral, answer what its form asks, note that it was sent, received and answered."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from dslapp.domain.casework import Action
from dslapp.domain.entity import Entity, IncidentId, new_id
from dslapp.domain.incident import Incident
from dslapp.domain.lado_answers import lado_answers
from dslapp.domain.police_answers import police_answers
from dslapp.domain.problems import UserProblem
from dslapp.domain.referral import Recipient, Referral
from dslapp.domain.referral_fields import FIELDS, READER
from dslapp.domain.referral_sources import ReferralGround
from dslapp.domain.school import Contact
from dslapp.domain.statements import Stated
from dslapp.domain.working_days import end_of_working_day
from dslapp.services.read_case import load_case
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
        contacts=tuple(session.casebook.select(Contact)), member=session.member, now=session.clock(),
    )  # fmt: skip


def referral_answers(ground: ReferralGround, referral: Referral) -> dict[str, Stated]:
    """What the case answers already, overlaid with what was written for this referral."""
    known = lado_answers(ground) if referral.recipient == "lado" else police_answers(ground)
    return known | {field: stated for field, stated in referral.fields.items() if stated.answered}


def answer_referral(
    session: Session, referral_id: str, answers: Mapping[str, Stated], *, exhibits: tuple[str, ...] | None = None
) -> Referral:
    """Write answers to fields of the form, and choose which exhibits go with it (None: all).

    An empty answer gives the field back to what the case says. Raises UserProblem for an unknown field, and once the
    summary was sent: then a new one is begun.
    """
    session.require("refer to an agency")
    referral = session.casebook.get(Referral, referral_id)
    if referral.status != "preparing":
        raise UserProblem("This summary has been sent and stays as it was.", "Begin a new one for what changed.")
    unknown = answers.keys() - {field.id for field in FIELDS[referral.recipient]}
    if unknown:
        raise UserProblem(f"The form has no field “{min(unknown)}”.")
    fields = {**referral.fields, **answers}
    changed = msgspec.structs.replace(
        referral, fields={field: stated for field, stated in fields.items() if stated.answered}, exhibits=exhibits
    )
    if changed != referral:
        session.casebook.commit([changed], reason="Completed.")
    return changed


def note_sent(session: Session, referral_id: str, sending: Sending) -> Referral:
    """Put on the record that the summary was handed over; the receipt becomes an action until the agency gives it.

    Raises UserProblem while it is not said to whom and how, or when the password went the same way.
    """
    session.require("refer to an agency")
    referral = session.casebook.get(Referral, referral_id)
    if not sending.to.strip():
        raise UserProblem("Say to whom it was sent.", "A name, a role or the agency's team.", field="to")
    if not sending.how.strip():
        raise UserProblem(
            "Say how it was sent.", "Such as secure e-mail, by hand, or their portal.", field="how"
        )
    if sending.password_told_how.strip().casefold() == sending.how.strip().casefold() != "by hand":
        raise UserProblem(
            "The password went the same way as the file.", "Tell it another way, such as by telephone.",
            field="password_told_how",
        )  # fmt: skip
    sent = msgspec.structs.replace(
        referral, status="sent", sent_at=sending.at, sent_how=sending.how.strip(), sent_to=sending.to.strip(),
        sent_by=session.member.name, password_told_how=sending.password_told_how.strip(),
    )  # fmt: skip
    receipt = Action(
        id=new_id(), incident_id=referral.incident_id, what=f"Get the receipt from {READER[referral.recipient]}",
        owner=session.member.id, due=end_of_working_day(sending.at, working_days=1),
        due_in_words="within 1 working day of sending", source="referral", source_id=referral.id,
        created_at=session.clock(),
    )  # fmt: skip
    session.casebook.commit([sent, receipt], reason="Sent.")
    return sent


def note_receipt(
    session: Session, referral_id: str, *, at: datetime, by: str, how: str, agency_ref: str = "", answer: str = ""
) -> Referral:
    """Put the agency's receipt, reference and answer on the record; the action that waited for it is done."""
    session.require("refer to an agency")
    referral = session.casebook.get(Referral, referral_id)
    if not by.strip():
        raise UserProblem("Say who confirmed it.", field="receipt_from")
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
    session.casebook.commit([received, *done], reason="Receipt.")
    return received
