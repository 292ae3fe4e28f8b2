"""What has left the school of a case: packs, summaries, case files, originals; to whom, when, and who has confirmed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

import msgspec

from dslapp.domain.case.case_file import CaseFile, HistoryEntry
from dslapp.domain.case.case_words import due_words
from dslapp.domain.case.casework import Action, LogEntry
from dslapp.domain.local_time import say_moment
from dslapp.domain.pack.unfinished import SUBJECT
from dslapp.domain.referral.fields import READER
from dslapp.domain.referral.listed import receipt_in_words, state_of
from dslapp.domain.referral.referrals import Referral
from dslapp.domain.school import Access, say_lado, short_lado

ASTRAY = "astray "
"""What the source of an action begins with that was made since something went to the wrong person."""
PACK = "Evidence pack"
"""What the words of a pack begin with."""
ReceiptState = Literal["not asked", "waiting", "overdue", "confirmed"]
_LEFT = frozenset({"exported", "printed", "extracted", "copied", "handed over"})
_READ_BACK = "; read back"


class LeftSchool(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that left."""

    key: str
    at: datetime
    what: str
    to: str
    """To whom, in the words of whoever sent it; empty where nobody was named."""
    by: str
    receipt: str = ""
    state: ReceiptState = "not asked"
    receipt_action: str = ""
    """The id of the open action that waits for it."""
    astray: bool = False
    """It was noted that it went to the wrong person."""
    went_to: str = ""
    noticed_at: datetime | None = None


def what_left(case: CaseFile, now: datetime) -> tuple[LeftSchool, ...]:
    """Everything, the newest first."""
    noticed = {each.source_id: each for each in case.log if each.source_id.startswith(ASTRAY)}
    found = (_marked(each, noticed.get(f"{ASTRAY}{each.key}")) for each in (*_saved(case, now), *_sent(case, now)))
    return tuple(sorted(found, key=lambda each: each.at, reverse=True))


def _marked(left: LeftSchool, noticed: LogEntry | None) -> LeftSchool:
    """No receipt can come of what went to somebody else."""
    if noticed is None:
        return left
    return msgspec.structs.replace(
        left, astray=True, went_to=noticed.went_to, noticed_at=noticed.at, receipt="", state="not asked",
        receipt_action="",
    )  # fmt: skip


def _saved(case: CaseFile, now: datetime) -> Iterator[LeftSchool]:
    receipts = {each.source_id: each for each in case.actions if each.source_id.startswith(SUBJECT)}
    for entry in case.history:
        if isinstance(entry.entity, Access) and entry.entity.what in _LEFT:
            yield _access(case, entry, entry.entity, receipts.get(entry.entity.subject), now)


def _access(case: CaseFile, entry: HistoryEntry, access: Access, receipt: Action | None, now: datetime) -> LeftSchool:
    words, state = _receipt(receipt, now) if receipt else ("", "not asked")
    what = access.detail.partition(_READ_BACK)[0].replace(f" for {access.to}: ", ": ", 1) or access.what
    return LeftSchool(
        key=access.id, at=entry.at, what=what[0].upper() + what[1:], to=access.to, by=case.name_of(entry.actor),
        receipt=words, state=state, receipt_action=receipt.id if receipt and receipt.status == "open" else "",
    )  # fmt: skip


def _receipt(action: Action, now: datetime) -> tuple[str, ReceiptState]:
    if action.status == "open":
        late = action.due is not None and action.due < now
        words = f"It was due {due_words(action.due)}" if late else f"Due {due_words(action.due)}"
        return (f"No receipt yet. {words}", "overdue" if late else "waiting")
    when = say_moment(action.finished_at) if action.finished_at else ""
    if action.status == "dropped":
        return (f"Not asked for any more: {action.finished_note}", "not asked")
    return (f"Confirmed, {when}" + (f": {action.finished_note}" if action.finished_note else ""), "confirmed")


def _sent(case: CaseFile, now: datetime) -> Iterator[LeftSchool]:
    waiting = {each.source_id: each.id for each in case.open_actions if each.source == "referral"}
    for each in case.referrals:
        if each.sent_at is None:
            continue
        name = say_lado(f"Summary for {READER[each.recipient]}", short_lado(case.lado_label))
        yield LeftSchool(
            key=each.id, at=each.sent_at, what=f"{name}, handed over" + (f": {each.sent_how}" if each.sent_how else ""),
            to=each.sent_to, by=each.sent_by, receipt=_in_words(each, now), state=_state(each, now),
            receipt_action=waiting.get(each.id, ""),
        )  # fmt: skip


def _in_words(referral: Referral, now: datetime) -> str:
    words = receipt_in_words(referral, now)
    return f"Confirmed by {words}" if referral.receipt_at else f"No receipt yet. {words}"


def _state(referral: Referral, now: datetime) -> ReceiptState:
    state = state_of(referral, now)
    return "confirmed" if referral.receipt_at else "overdue" if state == "overdue" else "waiting"
