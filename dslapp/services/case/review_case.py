"""Review a case: the headteacher or chair asks, decides and signs off; whoever works on it asks them for a decision."""

from datetime import datetime
from typing import Literal

import msgspec

from dslapp.domain.case.casework import Action, Review
from dslapp.domain.case.incident import Incident
from dslapp.domain.entity import Entity, IncidentId, MemberId, new_id
from dslapp.domain.problems import UserProblem
from dslapp.domain.roles import may
from dslapp.domain.school import Member
from dslapp.services.session import Session

ReviewKind = Literal["question", "decision", "sign-off"]


def ask_question(
    session: Session, incident_id: IncidentId, text: str, *, due: datetime | None = None, finishes_draft: str = ""
) -> Review:
    """Ask whoever owns the case; the question becomes an action of theirs, saved together with it."""
    session.require("review a case")
    if not text.strip():
        raise UserProblem("Write your question.", field="question")
    incident = session.casebook.get(Incident, incident_id)
    action = Action(
        id=new_id(), incident_id=incident_id, what=f"Answer: {text.strip()}", owner=incident.owner, due=due,
        due_in_words=f"asked by {session.member.name}", source="question", asked_by=MemberId(session.member.id),
        created_at=session.clock(),
    )  # fmt: skip
    review = _review(session, incident_id, "question", text, action_id=action.id)
    session.casebook.commit(
        [review, msgspec.structs.replace(action, source_id=review.id)], finishes_draft=finishes_draft
    )
    return review


def decide(
    session: Session,
    incident_id: IncidentId,
    decision: str,
    rationale: str,
    *,
    wanted: str = "",
    reviewed_to: int = 0,
    finishes_draft: str = "",
) -> Review:
    """Record the reviewer's decision with its reason. `wanted` is the action by which it was asked for, now done.

    `reviewed_to` is the journal entry up to which the case had been read.
    """
    session.require("review a case")
    if not decision.strip():
        raise UserProblem("Write what you decide.", field="decision")
    if not rationale.strip():
        raise UserProblem("Write why. A decision without its reason cannot be understood later.", field="rationale")
    review = _review(
        session, incident_id, "decision", decision, rationale=rationale.strip(), reviewed_to=reviewed_to,
        action_id=wanted,
    )  # fmt: skip
    changes: list[Entity] = [review]
    asked = session.casebook.get(Action, wanted) if wanted else None
    if asked and asked.status == "open":
        changes.append(
            msgspec.structs.replace(asked, status="done", finished_at=review.at, finished_note=decision.strip())
        )
    session.casebook.commit(changes, reason="Decided on review.", finishes_draft=finishes_draft)
    return review


def sign_off(
    session: Session, incident_id: IncidentId, *, reviewed_to: int, remark: str = "", finishes_draft: str = ""
) -> Review:
    """Sign that the case was read as it stood at journal entry `reviewed_to`: what came later was not seen."""
    session.require("review a case")
    if not 0 < reviewed_to <= session.casebook.head[0]:
        raise ValueError("a sign-off names an entry of the journal")
    review = _review(session, incident_id, "sign-off", remark, reviewed_to=reviewed_to)
    session.casebook.commit([review], finishes_draft=finishes_draft)
    return review


def ask_for_decision(
    session: Session,
    incident_id: IncidentId,
    what: str,
    *,
    reviewer: MemberId,
    due: datetime | None = None,
    finishes_draft: str = "",
) -> Action:
    """Say which decision is wanted, from whom and by when: it stands first on the page that they read."""
    session.require("log and change the record")
    if not what.strip():
        raise UserProblem("Write the decision that you want.", field="what")
    asked = session.casebook.find(Member, reviewer)
    if asked is None or not may(asked.role, "review a case"):
        raise UserProblem("Choose the headteacher or the chair.", field="reviewer")
    action = Action(
        id=new_id(), incident_id=incident_id, what=what.strip(), owner=reviewer, due=due, source="decision",
        due_in_words=f"asked by {session.member.name}", asked_by=MemberId(session.member.id),
        created_at=session.clock(),
    )  # fmt: skip
    session.casebook.commit([action], finishes_draft=finishes_draft)
    return action


def _review(
    session: Session,
    incident_id: IncidentId,
    kind: ReviewKind,
    text: str,
    *,
    rationale: str = "",
    reviewed_to: int = 0,
    action_id: str = "",
) -> Review:
    return Review(
        id=new_id(), incident_id=incident_id, at=session.clock(), reviewer=MemberId(session.member.id),
        review_kind=kind, text=text.strip(), rationale=rationale, reviewed_to_entry=reviewed_to, action_id=action_id,
    )  # fmt: skip
