"""Keep unfinished typing, encrypted in the casebook, so that neither an interruption nor a crash loses a word."""

from datetime import datetime
from typing import Literal, TypeVar

import msgspec

from dslapp.domain.case.incident_draft import IncidentDraft
from dslapp.domain.roles import may
from dslapp.services.session import Session

T = TypeVar("T")
_UNREADABLE = "Unfinished typing that this version of the program cannot read"
DraftKind = Literal["incident", "details"]


class FormDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What was typed into one form of a case: the form's name and its value as JSON."""

    incident_id: str
    form: str
    about_id: str = ""
    ref: str
    title: str
    value: msgspec.Raw


class KeptDraft(msgspec.Struct, frozen=True, kw_only=True):
    """One draft as a list shows it. For a form of a case `incident_id`, `form` and `about_id` say where it goes on."""

    id: str
    draft_kind: DraftKind
    headline: str
    saved_at: datetime
    incident_id: str = ""
    form: str = ""
    about_id: str = ""


class Restored(msgspec.Struct, frozen=True, kw_only=True):
    """A first screen as it was last kept, and when (UTC)."""

    draft: IncidentDraft
    saved_at: datetime


class RestoredForm(msgspec.Struct, frozen=True, kw_only=True):
    """The value of a form as it was last kept, in JSON, and when (UTC)."""

    value: bytes
    saved_at: datetime


def keep_draft(session: Session, draft: IncidentDraft) -> datetime:
    """Keep the first screen as it stands; return when. Raises EnvironmentProblem when it could not be kept."""
    session.require("log and change the record")
    return session.casebook.save_draft(draft.id, "incident", _text(draft)).saved_at


def keep_form(
    session: Session, incident_id: str, form: str, value: msgspec.Struct, *, about_id: str = "", ref: str, title: str
) -> datetime:
    """Keep what was typed into the form named `form` of a case; `title` is what the list of drafts calls it.

    `about_id` tells apart several forms of one name, such as those of two people.
    """
    _require_a_form(session)
    json = msgspec.Raw(msgspec.json.encode(value))
    draft = FormDraft(incident_id=incident_id, form=form, about_id=about_id, ref=ref, title=title, value=json)
    return session.casebook.save_draft(form_draft_id(incident_id, form, about_id), "details", _text(draft)).saved_at


def form_draft_id(incident_id: str, form: str, about_id: str = "") -> str:
    """The id under which the words of a form are kept; saving the form ends that draft."""
    return "/".join(filter(None, (incident_id, form, about_id)))


def drafts(session: Session) -> tuple[KeptDraft, ...]:
    """All drafts, newest first; empty for somebody who only reads."""
    found: list[KeptDraft] = []
    for kept in session.casebook.drafts():
        if kept.draft_kind == "incident":
            draft = _decoded(kept.content, IncidentDraft)
            headline = draft.headline if draft else _UNREADABLE
            found.append(KeptDraft(id=kept.id, draft_kind="incident", headline=headline, saved_at=kept.saved_at))
        elif kept.draft_kind == "details":
            form = _decoded(kept.content, FormDraft)
            if form is None:
                found.append(KeptDraft(id=kept.id, draft_kind="details", headline=_UNREADABLE, saved_at=kept.saved_at))
                continue
            found.append(
                KeptDraft(
                    id=kept.id, draft_kind="details", headline=f"{form.ref}: {form.title}", saved_at=kept.saved_at,
                    incident_id=form.incident_id, form=form.form, about_id=form.about_id,
                )
            )  # fmt: skip
    return tuple(found)


def restore_draft(session: Session, draft_id: str) -> Restored | None:
    """The first screen that was kept under `draft_id`, or None when it was saved or discarded since."""
    session.require("log and change the record")
    for kept in session.casebook.drafts():
        draft = _decoded(kept.content, IncidentDraft) if kept.id == draft_id and kept.draft_kind == "incident" else None
        if draft is not None:
            return Restored(draft=draft, saved_at=kept.saved_at)
    return None


def restore_form(session: Session, incident_id: str, form: str, about_id: str = "") -> RestoredForm | None:
    """The words that were kept for one form of a case, or None."""
    _require_a_form(session)
    wanted = form_draft_id(incident_id, form, about_id)
    for kept in session.casebook.drafts():
        if kept.id == wanted and (draft := _decoded(kept.content, FormDraft)) is not None:
            return RestoredForm(value=bytes(draft.value), saved_at=kept.saved_at)
    return None


def discard_draft(session: Session, draft_id: str) -> None:
    """Forget a draft that the person no longer wants."""
    session.require("log and change the record")
    session.casebook.discard_draft(draft_id)


def discard_form(session: Session, incident_id: str, form: str, about_id: str = "") -> None:
    """Forget the words that were kept for one form of a case."""
    _require_a_form(session)
    session.casebook.discard_draft(form_draft_id(incident_id, form, about_id))


def _require_a_form(session: Session) -> None:
    """Whoever may fill in any form of a case may have its words kept, a reviewer's questions included."""
    if not may(session.member.role, "review a case"):
        session.require("log and change the record")


def _decoded(content: str, kind: type[T]) -> T | None:
    """What was kept; None when another version of the program kept it in a form that this one does not know."""
    try:
        return msgspec.json.decode(content, type=kind)
    except (msgspec.DecodeError, RecursionError):
        return None


def _text(value: msgspec.Struct) -> str:
    return msgspec.json.encode(value).decode()
