"""The chronology: one log of what happened and what was done, each line with its time, author and source."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

import msgspec

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.case.case_words import count_of, due_words, later_in_words, part_in_words, when_in_words
from dslapp.domain.case.casework import Action, Decision, LogEntry, Review
from dslapp.domain.evidence.custody_words import event_in_words, withdrawn_in_words
from dslapp.domain.evidence.exhibits import CustodyAct, CustodyEvent, Exhibit
from dslapp.domain.guidance.route import GuidanceAnswer, Recorded
from dslapp.domain.local_time import say_moment
from dslapp.domain.referral.referrals import Referral

_KINDS: dict[str, str] = {
    "event": "Event", "contact": "Contact", "advice": "Advice received", "spoken to": "Person spoken to",
    "parents contacted": "Parents contacted", "support": "Support", "note": "Note",
}  # fmt: skip


class ChronologyLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line. What happened and what the school did about it stand apart; at least one of them is filled."""

    at: datetime | None
    when: str
    """The time in words, or "not known – reason"."""
    happened: str = ""
    done: str = ""
    author: str = ""
    source: str = ""
    """What it was taken from: "Log entry: contact", "Guidance: Online bullying", "Exhibit"."""
    significant: bool = True
    late: str = ""
    """How much later it was written down, or empty."""
    entity_id: str = ""
    amended: bool = False
    """Whether what was first written was changed later; the history has the old text."""


_SIGNIFICANT_STEPS: frozenset[CustodyAct] = frozenset(
    {"handed over", "received", "hash mismatch", "missing", "lock lifted", "shut away", "let out", "purged",
     "looked into"}
)  # fmt: skip

_IN_A_PACK = "in an evidence pack:"
"""Stands in what for of each exhibit's step, behind what of it went."""


def chronology(case: CaseFile, *, significant_only: bool = False) -> tuple[ChronologyLine, ...]:
    """All lines, oldest first; what happened at a time that nobody knows stands before everything else.

    `significant_only` is for a reader outside, who is not told why an exhibit was withdrawn: that may name somebody.
    """
    lines = [
        *_incident(case), *_log(case), *_answers(case), *_outcomes(case), *_decisions(case), *_actions(case),
        *_referrals(case), *_exhibits(case, why=not significant_only), *_custody(case), *_packs(case),
        *_parents(case),
        *_reviews(case),
    ]  # fmt: skip
    first = datetime.min.replace(tzinfo=case.incident.logged_at.tzinfo)
    lines.sort(key=lambda line: line.at or first)
    return tuple(line for line in lines if line.significant or not significant_only)


def _line(
    case: CaseFile, at: datetime, entity_id: str, *, happened: str = "", done: str = "", author: str, source: str,
    significant: bool = True,
) -> ChronologyLine:  # fmt: skip
    recorded = case.recorded_at(entity_id)
    return ChronologyLine(
        at=at, when=say_moment(at), happened=happened, done=done, author=author, source=source, entity_id=entity_id,
        significant=significant, late=later_in_words(at, recorded) if recorded else "",
        amended=len(case.versions_of(entity_id)) > 1,
    )  # fmt: skip


def _incident(case: CaseFile) -> Iterator[ChronologyLine]:
    incident = case.incident
    by = case.name_of(incident.logged_by)
    occurred = incident.occurred
    late = later_in_words(occurred.end or occurred.start, incident.logged_at) if occurred.start else ""
    yield ChronologyLine(
        at=occurred.start, when=when_in_words(occurred), happened=incident.summary, author=by, source="Incident",
        late=late, entity_id=incident.id,
    )  # fmt: skip
    if incident.first_disclosed_at:
        yield ChronologyLine(
            at=incident.first_disclosed_at, when=say_moment(incident.first_disclosed_at), author=by, source="Incident",
            happened="The child first told somebody.", entity_id=incident.id,
        )  # fmt: skip
    told = f" by {incident.reporter_name}" if incident.reporter_name and not incident.reporter_anonymous else ""
    yield ChronologyLine(
        at=incident.reported_to_dsl_at, when=say_moment(incident.reported_to_dsl_at), author=by, source="Incident",
        done=_full_stop(f"The DSL was told{told}"), entity_id=incident.id,
        late=later_in_words(incident.reported_to_dsl_at, incident.logged_at),
    )  # fmt: skip


def _log(case: CaseFile) -> Iterator[ChronologyLine]:
    for entry in case.log:
        author = case.recorded_by(entry.id)
        whom = f"{entry.who} – " if entry.who and entry.who != author else ""
        with_whom = f" (with {entry.with_whom})" if entry.with_whom else ""
        outcome = f" Outcome: {entry.outcome}" if entry.outcome.strip() else ""
        already = "It had already happened. " if entry.already_happened else ""
        words = f"{already}{whom}{entry.what}{with_whom}{outcome}{_may(entry)}"
        happened = entry.entry_kind in ("event", "note") or entry.already_happened
        yield _line(
            case, entry.at, entry.id, happened=words if happened else "", done="" if happened else words,
            author=author, source=f"Log: {_KINDS[entry.entry_kind].lower()}",
            significant=entry.significant,
        )  # fmt: skip


def _may(entry: LogEntry) -> str:
    """What advice said may be done."""
    answers = (
        (entry.may_speak_to_subject, "speak to the person concerned"),
        (entry.may_tell_parents, "tell the parents"),
        (entry.may_speak_to_child, "speak to the child"),
        (entry.may_preserve_or_delete, "preserve or delete"),
    )
    said = [f"{act}: {answer}" for answer, act in answers if answer]
    return f" May we – {'; '.join(said)}." if said else ""


def _answers(case: CaseFile) -> Iterator[ChronologyLine]:
    titles = {run.id: run.title for run in case.runs}
    for answer in case.answers:
        shown = ", ".join(answer.answers_shown) or "done"
        taken_back = f" (taken back: {answer.superseded_because or 'answered anew'})" if answer.superseded else ""
        written = "; ".join(_written(each) for each in answer.recorded)
        yield _line(
            case, answer.answered_at, answer.id, done=f"{_first_line(answer)} – {shown}{taken_back}" + (
                f" ({written})" if written else ""
            ),
            author=case.name_of(answer.answered_by), source=f"Guidance: {titles.get(answer.run_id, answer.step)}",
            significant=not answer.superseded and any(each.tells for each in answer.recorded),
        )  # fmt: skip


def _written(recorded: Recorded) -> str:
    """What was asked and what was written, apart; the hint behind a question is left out."""
    asked, mark, _ = recorded.label.rpartition("?")
    said = recorded.stated
    return f"{(asked if mark else recorded.label).rstrip(':. ')}: {f'“{said.text}”' if said.text else said.in_words()}"


def _first_line(answer: GuidanceAnswer) -> str:
    return answer.question.strip().splitlines()[0] if answer.question.strip() else answer.step


def _outcomes(case: CaseFile) -> Iterator[ChronologyLine]:
    for run in case.runs:
        if run.ended_at and run.outcome_text and not run.superseded:
            yield ChronologyLine(
                at=run.ended_at, when=say_moment(run.ended_at), done=f"The guidance ended: {run.outcome_text}",
                author=case.name_of(run.started_by), source=f"Guidance: {run.title}", entity_id=run.id,
            )  # fmt: skip


def _decisions(case: CaseFile) -> Iterator[ChronologyLine]:
    for decision in case.decisions:
        yield _line(
            case, decision.at, decision.id, done=decision_in_words(decision),
            author=case.name_of(decision.decided_by), source="Decision",
        )  # fmt: skip


def decision_in_words(decision: Decision) -> str:
    """A decision with its reason and who was asked."""
    parts = [f"Decided: {_full_stop(decision.decision)} Why: {_full_stop(decision.rationale)}"]
    for label, text in (
        ("Asked", decision.consulted),
        ("Told", decision.told),
        ("Second person", decision.second_person),
        ("What would change it", decision.would_change_if),
    ):
        if text.strip():
            parts.append(f"{label}: {_full_stop(text)}")
    return " ".join(parts)


def _full_stop(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _actions(case: CaseFile) -> Iterator[ChronologyLine]:
    for action in case.actions:
        if action.status == "open" or action.finished_at is None:
            continue
        done = "Done" if action.status == "done" else "Not done after all"
        note = f" {action.finished_note}" if action.finished_note.strip() else ""
        author = case.versions_of(action.id)
        yield ChronologyLine(
            at=action.finished_at, when=say_moment(action.finished_at), done=f"{done}: {_full_stop(action.what)}{note}"
            + _in_time(action), author=case.name_of(author[-1].actor) if author else case.name_of(action.owner),
            source="Action", significant=action.source in ("guidance", "referral", "takedown"), entity_id=action.id,
        )  # fmt: skip


def _in_time(action: Action) -> str:
    if action.status != "done" or action.due is None or action.finished_at is None or action.finished_at <= action.due:
        return ""
    if action.due_in_words.startswith("now") and "latest" not in action.due_in_words:
        return ""  # due at once has no minute after which it is late; the times themselves are in the record
    return f" It was late: it was due {due_words(action.due)}."


def _referrals(case: CaseFile) -> Iterator[ChronologyLine]:
    for referral in case.referrals:
        reader = case.lado_label if referral.recipient == "lado" else "the police"
        if referral.sent_at:
            to = f" ({referral.sent_to})" if referral.sent_to else ""
            how = f", {referral.sent_how}" if referral.sent_how else ""
            yield ChronologyLine(
                at=referral.sent_at, when=say_moment(referral.sent_at), done=f"Referred to {reader}{to}{how}.",
                author=case.name_of(referral.sent_by), source="Referral", entity_id=referral.id,
            )  # fmt: skip
        if referral.receipt_at:
            yield ChronologyLine(
                at=referral.receipt_at, when=say_moment(referral.receipt_at), source="Referral", entity_id=referral.id,
                done=_receipt(referral, reader), author=case.recorded_by(referral.id),
            )  # fmt: skip


def _receipt(referral: Referral, reader: str) -> str:
    by = f" from {referral.receipt_from}" if referral.receipt_from else ""
    ref = f" Their reference: {referral.agency_ref}." if referral.agency_ref else ""
    answer = f" Answer: {referral.answer}" if referral.answer else ""
    return f"Receipt by {reader}{by}.{ref}{answer}"


def _exhibits(case: CaseFile, *, why: bool) -> Iterator[ChronologyLine]:
    """Exhibits taken in together, in the same minute by the same person, are one line; it marks what was withdrawn."""

    def together(exhibit: Exhibit) -> tuple[datetime, str, str]:
        return exhibit.attached_at.replace(second=0, microsecond=0), exhibit.attached_by, exhibit.exhibit_kind

    for (_, by, kind), group in groupby(case.exhibits, key=together):
        exhibits = list(group)
        first, last = exhibits[0], exhibits[-1]
        refs = first.ref if first is last else f"{first.ref} to {last.ref}"
        told = first is last and first.description and not first.shut_away_by
        said = f": {first.description}" if told else ""
        what = {
            "imagery not held": f"{refs}: recorded in words, not held{said}",
            "not here yet": f"{refs}: evidence that is not here yet{said}",
        }.get(kind, f"{count_of(len(exhibits), kind)} taken into evidence as {refs}{said}")
        gone = [f" {each.ref}: {out}." for each in exhibits if (out := withdrawn_in_words(case, each, why=why))]
        yield ChronologyLine(
            at=first.attached_at, when=say_moment(first.attached_at), done=f"{what}.{''.join(gone)}",
            author=case.name_of(by), source="Exhibit", entity_id=first.id,
        )  # fmt: skip


def _custody(case: CaseFile) -> Iterator[ChronologyLine]:
    refs = {exhibit.id: exhibit.ref for exhibit in case.every_exhibit}
    devices = {device.id: device.what for device in case.devices}
    for event in case.custody:
        if event.what == "attached" or event.incident_id != case.incident.id or _IN_A_PACK in event.purpose:
            continue
        what = devices.get(event.device_id) or refs.get(event.exhibit_id, "An exhibit")
        yield _line(
            case, event.at, event.id, done=f"{what} {event_in_words(event)}.",
            author=case.name_of(event.by), source="Continuity",
            significant=event.what in _SIGNIFICANT_STEPS,
        )  # fmt: skip


def _packs(case: CaseFile) -> Iterator[ChronologyLine]:
    """A pack is one line, however many exhibits went in it."""
    refs = {exhibit.id: exhibit.ref for exhibit in case.every_exhibit}

    def together(event: CustodyEvent) -> tuple[datetime, str, str]:
        return event.at, event.by, event.to

    went = (each for each in case.custody if each.incident_id == case.incident.id and _IN_A_PACK in each.purpose)
    for (at, by, to), group in groupby(sorted(went, key=together), key=together):
        events = list(group)
        named = ", ".join(_in_pack(refs.get(each.exhibit_id, "an exhibit"), each) for each in events)
        why = events[0].purpose.partition(_IN_A_PACK)[2].strip()
        yield _line(
            case, at, events[0].id, done=_full_stop(f"Evidence pack for {to}: {named} – {why}"),
            author=case.name_of(by), source="Continuity", significant=False,
        )  # fmt: skip


def _in_pack(ref: str, event: CustodyEvent) -> str:
    went = event.purpose.partition(_IN_A_PACK)[0].strip()
    return ref if went == "original" else f"{ref} ({went})"


def _parents(case: CaseFile) -> Iterator[ChronologyLine]:
    for each in case.present:
        told = each.involvement
        if told.parents_told == "yes" and told.parents_told_at:
            by = f" by {told.parents_told_by}" if told.parents_told_by else ""
            yield ChronologyLine(
                at=told.parents_told_at, when=say_moment(told.parents_told_at), source=f"People: {part_in_words(each)}",
                done=_full_stop(f"{each.name}’s parents were told{by}"), author=case.recorded_by(told.id),
                entity_id=told.id,
            )  # fmt: skip


def _reviews(case: CaseFile) -> Iterator[ChronologyLine]:
    for review in case.reviews:
        yield _line(
            case, review.at, review.id, done=review_in_words(review), author=case.name_of(review.reviewer),
            source="Review", significant=review.review_kind != "question",
        )  # fmt: skip


def review_in_words(review: Review) -> str:
    """What the reviewer did."""
    if review.review_kind == "question":
        return f"Asked: {review.text}"
    if review.review_kind == "decision":
        return f"Decided: {_full_stop(review.text)} Why: {review.rationale}"
    return f"Signed off as read. {review.text}".strip()
