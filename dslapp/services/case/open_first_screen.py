"""Open the first screen: a new or kept draft, what to say at the door, and whom the school rings."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from dslapp.domain.case.incident import Incident, Source
from dslapp.domain.case.incident_draft import IncidentDraft
from dslapp.domain.guidance.contacts import Whom
from dslapp.domain.guidance.door import Door
from dslapp.services.case.keep_draft import restore_draft
from dslapp.services.case.log_incident import begin_draft
from dslapp.services.change_settings import whom_here
from dslapp.services.session import Session


class LastReporter(msgspec.Struct, frozen=True, kw_only=True):
    """Who told the school of the incident that was logged last, when it was not the one who logged it."""

    name: str
    role: str
    source: Source


class FirstScreen(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the first screen needs, read in one go. `restored_at` is when the draft was last kept (UTC)."""

    draft: IncidentDraft
    restored_at: datetime | None
    door: Door
    whom: Mapping[str, Whom]
    settings: Mapping[str, str]
    last_reporter: LastReporter | None


def open_first_screen(session: Session, draft_id: str = "") -> FirstScreen:
    """Read what the first screen shows; an unknown `draft_id` begins a new draft."""
    restored = restore_draft(session, draft_id) if draft_id else None
    return FirstScreen(
        draft=restored.draft if restored else begin_draft(session),
        restored_at=restored.saved_at if restored else None,
        door=session.library.door,
        whom=whom_here(session),
        settings=session.school.guidance_facts,
        last_reporter=_last_reporter(session),
    )


def _last_reporter(session: Session) -> LastReporter | None:
    for last in session.casebook.select(Incident, order="p.logged_at DESC", limit=1):
        if last.reporter_name and last.reporter_name != session.member.name:
            return LastReporter(name=last.reporter_name, role=last.reporter_role, source=last.source)
    return None
