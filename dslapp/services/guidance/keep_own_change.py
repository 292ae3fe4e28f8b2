"""Keep a change of the guidance that is being written, encrypted in the casebook, until it is saved or thrown away."""

from datetime import datetime

import msgspec

from dslapp.services.session import Session

_KIND = "guidance"


class UnfinishedChange(msgspec.Struct, frozen=True, kw_only=True):
    """One step as it stands in the form: its content as JSON, what is to be done before its ways, and the reason."""

    flow: str
    step: str
    title: str
    content: str
    own_words: tuple[str, ...] = ()
    reason: str = ""

    @property
    def draft_id(self) -> str:
        """The id under which it is kept."""
        return change_draft_id(self.flow, self.step)


def change_draft_id(flow: str, step: str) -> str:
    """The id under which the change of a step is kept; saving the change ends that draft."""
    return f"{_KIND}/{flow}/{step}"


def keep_own_change(session: Session, change: UnfinishedChange) -> datetime:
    """Keep it in place of what was kept of that step; return when (UTC). Raises EnvironmentProblem when it cannot."""
    session.require("change the settings")
    return session.casebook.save_draft(change.draft_id, _KIND, msgspec.json.encode(change).decode()).saved_at


def unfinished_changes(session: Session) -> tuple[UnfinishedChange, ...]:
    """The changes that were begun and neither saved nor thrown away, newest first."""
    session.require("read the record")
    kept = (draft for draft in session.casebook.drafts() if draft.draft_kind == _KIND)
    return tuple(msgspec.json.decode(draft.content, type=UnfinishedChange) for draft in kept)


def discard_own_change(session: Session, flow: str, step: str) -> None:
    """Forget what was begun."""
    session.require("change the settings")
    session.casebook.discard_draft(change_draft_id(flow, step))
