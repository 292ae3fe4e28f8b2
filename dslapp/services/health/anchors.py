"""Is this the record that was left? Compares it with what is remembered outside it, and remembers it anew."""

import contextlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

from dslapp.casebook.backups.anchors import Vouched, anchors_at
from dslapp.casebook.backups.place import BackupHome
from dslapp.casebook.backups.signers import signers_of
from dslapp.casebook.journal.anchors import (
    anchor_key,
    anchor_text,
    found_entry,
    item_of,
    last_moment_before,
    leave_in_folder,
    left_in_folder,
    read_anchor,
)
from dslapp.casebook.journal.seal_checks import checks_that_count
from dslapp.casebook.journal.second_looks import second_looks
from dslapp.casebook.keys.credentials import CredentialStore, CredentialsUnavailable, NoCredentials
from dslapp.casebook.keys.key_files import read_members
from dslapp.domain.entity import new_id
from dslapp.domain.local_time import say_moment
from dslapp.domain.long_work import OnCasebook, run_here
from dslapp.domain.problems import UserProblem
from dslapp.domain.school import Member
from dslapp.domain.trust.entries import Restored
from dslapp.domain.trust.record_state import Anchor, AnchorReport, AnchorsSeen, Explanation, RecordJudged, judge
from dslapp.services.backups.back_up import backup_places, home_of

if TYPE_CHECKING:
    from dslapp.services.session import Session

__all__ = ["AnchorReport", "anchor_report", "explain_older_copy", "keep_anchor", "look_at_anchors"]

_CLOCKS_DIFFER = timedelta(minutes=2)


@dataclass(frozen=True)
class _ToAsk:
    casebook: str
    key: bytes
    clock: str
    backups: tuple[tuple[BackupHome, str], ...]
    """Where backups lie, with the words that somebody gave the place."""


def look_at_anchors(session: "Session", on_casebook: OnCasebook = run_here) -> AnchorReport:
    """Ask whatever is outside the casebook, compare, and remember how the record ends now if nothing speaks against it.

    May take seconds: the window runs it on the thread for files and gives `tasks.on_casebook`.
    """
    if session.casebook.read_only:
        unread: AnchorReport = on_casebook(anchor_report, session)
        return unread
    to_ask: _ToAsk = on_casebook(_what_to_ask, session)
    store = session.credentials or NoCredentials()
    seen = _ask_key_store(store, to_ask)
    vouched = [each for home, label in to_ask.backups for each in anchors_at(home, label)]
    report: AnchorReport
    report, text = on_casebook(_take_in, session, seen, vouched)
    if not text or not seen.key_store_answers:
        return report
    try:
        store.write(item_of(to_ask.casebook), text)
    except CredentialsUnavailable as unavailable:
        seen = msgspec.structs.replace(seen, key_store=unavailable.message, key_store_answers=False)
        report, _ = on_casebook(_take_in, session, seen, vouched)
    return report


def anchor_report(session: "Session") -> AnchorReport:
    """What is known by now, without asking anybody outside again."""
    session.require("read the record")
    seen = session.anchors
    return AnchorReport(judged=_judged(session), key_store=seen.key_store, clock=seen.clock)


def keep_anchor(session: "Session") -> None:
    """Remember how the record ends, at the lock; nothing while it is not clear that it is the one that was left."""
    if session.casebook.read_only or not _judged(session).is_clear:
        return
    text = _text(session)
    leave_in_folder(session.opened.folder, text)
    if session.credentials is not None and session.anchors.key_store_answers:
        with contextlib.suppress(CredentialsUnavailable):  # what it remembers is an earlier entry, which still fits
            session.credentials.write(item_of(session.casebook.id), text)


def explain_older_copy(session: "Session", reason: str) -> AnchorReport:
    """Put on record why an older copy, or another one, stands here. Raises UserProblem without a reason."""
    session.require("restore a backup")
    judged = _judged(session)
    if judged.is_clear:
        raise UserProblem("There is nothing to explain: nothing speaks against this record.")
    if not reason.strip():
        raise UserProblem("Write who put it there, and why.", field="reason")
    now = session.clock()
    if any(each.anchor.at is not None and each.anchor.at > now for each in judged.differing):
        raise UserProblem("This computer’s clock is behind the record.", "Set the clock, then write the reason.")
    restored = msgspec.structs.replace(_what_to_explain(session, judged), reason=reason.strip(), at=now)
    session.casebook.commit([restored], reason=reason.strip())
    return anchor_report(session)


def _what_to_explain(session: "Session", judged: RecordJudged) -> Restored:
    """What is to be put on record: a disputed explanation anew, or one of the entries that differ."""
    disputed = [each.restored for each in _explanations(session) if each.disputed]
    foreign_note = session.anchors.foreign_note
    if not judged.differing and disputed:
        return msgspec.structs.replace(disputed[-1], id=new_id(), snapshot="", quarantine="", foreign_note=foreign_note)
    if not judged.differing:
        head = session.casebook.head[0]
        return Restored(
            id=new_id(), snapshot="", from_entry=head, from_hash=session.casebook.head_hash, to_entry=head,
            quarantine="", reason="", at=session.clock(), foreign_note=foreign_note,
        )  # fmt: skip
    first = min(each.anchor.entry for each in judged.differing)
    agrees = max((e.anchor.entry for e in judged.compared if e.outcome == "fits" and e.anchor.entry < first), default=0)
    found = found_entry(session.casebook, agrees)
    return Restored(
        id=new_id(), snapshot="", from_entry=agrees,
        from_hash=found.fingerprint if found else "", to_entry=max(each.anchor.entry for each in judged.differing),
        quarantine="", reason="", at=session.clock(), foreign_note=foreign_note,
    )  # fmt: skip


def _what_to_ask(session: "Session") -> _ToAsk:
    session.require("read the record")
    backups = tuple((home_of(session, place), place.label) for place in backup_places(session))
    return _ToAsk(session.casebook.id, anchor_key(session.opened.keys.evidence[0]), _clock_remark(session), backups)


def _ask_key_store(store: CredentialStore, to_ask: _ToAsk) -> AnchorsSeen:
    try:
        text = store.read(item_of(to_ask.casebook))
    except CredentialsUnavailable as unavailable:
        return AnchorsSeen(key_store=unavailable.message, clock=to_ask.clock)
    name = store.name[:1].upper() + store.name[1:]
    words = f"{name} keeps a note of how the record ends."
    anchor, foreign_note = None, ""
    if text is not None:
        anchor = read_anchor(text, to_ask.key, casebook=to_ask.casebook, source="computer", where="this computer")
        if anchor is None:
            words = f"{name} keeps a note that this casebook’s keys did not write; it was left as it is."
            foreign_note = sha256(text.encode("utf-8", "replace")).hexdigest()
    return AnchorsSeen(
        outside=(anchor,) if anchor is not None else (), key_store=words, key_store_answers=True,
        clock=to_ask.clock, foreign_note=foreign_note,
    )  # fmt: skip


def _take_in(session: "Session", seen: AnchorsSeen, vouched: Sequence[Vouched]) -> tuple[AnchorReport, str]:
    signers = signers_of(session.casebook)
    believed = tuple(each.anchor for each in vouched if signers.vouch_for(each.stored))
    session.learn_of_anchors(msgspec.structs.replace(seen, outside=(*seen.outside, *believed)))
    report = anchor_report(session)
    if not report.judged.is_clear:
        return report, ""
    text = _text(session)
    leave_in_folder(session.opened.folder, text)
    return report, text


def _text(session: "Session") -> str:
    key = anchor_key(session.opened.keys.evidence[0])
    return anchor_text(session.casebook, key, members=read_members(session.opened.folder).generation)


def _judged(session: "Session") -> RecordJudged:
    casebook = session.casebook
    if casebook.read_only:  # what could be saved of a damaged one is no history to compare
        return RecordJudged(state="unknown", head=casebook.head[0])
    return judge(
        casebook.head[0],
        lambda number: found_entry(casebook, number),
        tuple(_all_anchors(session)),
        members=read_members(session.opened.folder).generation,
        explanations=tuple(_explanations(session)),
        foreign_note=session.anchors.foreign_note,
    )


def _all_anchors(session: "Session") -> Iterable[Anchor]:
    key = anchor_key(session.opened.keys.evidence[0])
    text = left_in_folder(session.opened.folder)
    left = read_anchor(text, key, casebook=session.casebook.id, source="folder", where="the casebook’s own folder")
    if left is not None:
        yield left
    yield from session.anchors.outside
    for check in checks_that_count(session.casebook):
        yield Anchor(source="book", entry=check.entry, fingerprint=check.typed, where="the paper")


def _explanations(session: "Session") -> Iterable[Explanation]:
    """What was put on record; a reason that was given by hand afterwards takes the place of one that is disputed."""
    casebook = session.casebook
    active = {member.id for member in casebook.select(Member, "p.retired = 0")}
    looks = [(look.version.entity, look) for look in second_looks(casebook)]
    by_hand = max(
        (look.version.seq for each, look in looks if isinstance(each, Restored) and not each.snapshot), default=0
    )
    for restored, look in looks:
        said = [each.agrees for _, each in look.countersignatures]
        if isinstance(restored, Restored) and (all(said) or look.version.seq >= by_hand):
            yield Explanation(
                restored=restored, countersigned=bool(said) or active <= {look.version.actor}, disputed=not all(said)
            )


def _clock_remark(session: "Session") -> str:
    last, now = last_moment_before(session.casebook, session.casebook.session_id), session.clock()
    if last is None or now + _CLOCKS_DIFFER >= last:
        return ""
    return (
        f"This computer’s clock says {say_moment(now)}, which is earlier than the last entry, {say_moment(last)}. "
        "Set the clock: the record and its deadlines go by it."
    )
