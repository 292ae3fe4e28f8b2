"""The history of a case in words: who changed what, when and why, old text beside new, and who looked."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Literal

import msgspec

from dslapp.domain.boards.devices import HeldDevice
from dslapp.domain.boards.takedowns import Takedown, TakedownCheck, TakedownReport
from dslapp.domain.case.amendment import FIELD_WORDS, changes
from dslapp.domain.case.case_file import CaseFile, HistoryEntry, account_in_words
from dslapp.domain.case.case_words import count_of, part_in_words, when_in_words
from dslapp.domain.case.casework import Action, Decision, LogEntry, Review
from dslapp.domain.case.incident import Incident
from dslapp.domain.case.people import Account, Involvement, Person
from dslapp.domain.entity import Entity
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit, ExhibitLink, ExhibitText
from dslapp.domain.guidance.route import GuidanceAnswer, GuidanceDeparture, GuidanceRun
from dslapp.domain.local_time import say_day, say_moment
from dslapp.domain.referral.referrals import Referral
from dslapp.domain.school import Access
from dslapp.domain.statements import Stated, When
from dslapp.domain.trust.entries import Moved

HistoryKind = Literal["written", "changed", "looked"]

_REFS_SHOWN = 6
_NOUNS: dict[type[Entity], tuple[str, str]] = {
    Incident: ("the incident", "changes to the incident"),
    Person: ("person", "people"),
    Account: ("account", "accounts"),
    Involvement: ("part in the case", "parts in the case"),
    Exhibit: ("exhibit", "exhibits"),
    CustodyEvent: ("step of continuity", "steps of continuity"),
    ExhibitText: ("words of an exhibit", "words of exhibits"),
    ExhibitLink: ("exhibit of another case", "exhibits of other cases"),
    Derivative: ("copy of an exhibit", "copies of exhibits"),
    HeldDevice: ("device", "devices"),
    Takedown: ("takedown", "takedowns"),
    LogEntry: ("entry in the chronology", "entries in the chronology"),
    Action: ("action", "actions"),
    Decision: ("decision", "decisions"),
    Review: ("review", "reviews"),
    GuidanceRun: ("guidance", "guidance"),
    GuidanceAnswer: ("answer to the guidance", "answers to the guidance"),
    GuidanceDeparture: ("departure from the guidance", "departures from the guidance"),
    Referral: ("referral", "referrals"),
    Moved: ("move", "moves"),
}
_HOW_WORDS_CAME = {"read by machine": ", read by machine, unchecked", "written down by us": ", written down by us"}
_LOOKED: dict[str, str] = {
    "viewed": "Looked at the case",
    "revealed": "Looked at a picture",
    "exported": "Saved a copy outside the casebook",
    "printed": "Printed",
    "copied": "Copied text",
    "verified": "Checked the casebook",
    "purged": "Purged what must never be here",
}
_MORE_FIELDS: dict[str, str] = {
    "at": "the time", "what": "what was done", "who": "who did it", "with_whom": "with whom", "due": "by when",
    "due_in_words": "why by then", "owner": "whose it is", "finished_at": "when it was finished",
    "finished_note": "the note on finishing", "sent_at": "when it was sent", "sent_how": "how it was sent",
    "receipt_at": "when the receipt came", "agency_ref": "their reference", "shown_time": "the time shown",
    "captured": "when it was captured", "place": "where it was", "aware": "whether they know of it",
    "withdrawn": "taken out of the case", "withdrawn_because": "why it was taken out",
    "fields": "the referral’s answers", "sent_answers": "the answers as they were sent",
    "outcome_text": "how the guidance ended", "ended_at": "when the guidance ended", "superseded": "taken back",
    "superseded_because": "why it was taken back", "restricted": "whether it is restricted",
    "closed_at": "when it was closed", "kept_where": "where it is kept", "seal": "the seal", "status": "how it stands",
    "power_state": "on or off", "reports": "what was reported", "checks": "what a look showed",
    "look_again": "when somebody looks again", "blurred_by": "who asked for the blur",
    "blurred_because": "why it is blurred for everyone", "closed_because": "why nobody follows it any more",
    "not_kept_because": "why nothing preserves it", "exhibit_id": "the exhibit",
}  # fmt: skip
_ANSWERS = {"yes": "Yes", "no": "No", "unsure": "Not sure"}
_NOT_SHOWN = frozenset(
    {"clock_from", "id", "incident_id", "seq", "file_id", "stored_sha256", "run_id", "action_id", "source_id"}
)


class FieldChange(msgspec.Struct, frozen=True, kw_only=True):
    """One field before and after, as text; an empty `old` was filled in."""

    field: str
    old: str
    new: str


class HistoryLine(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the history for people: what was done by whom, when and why, and every field that it changed."""

    seq: int
    at: datetime
    who: str
    kind: HistoryKind
    what: str
    reason: str
    changes: tuple[FieldChange, ...] = ()


def history_in_words(case: CaseFile) -> tuple[HistoryLine, ...]:
    """Every entry, newest first."""
    before: dict[str, Entity] = {}
    lines: list[HistoryLine] = []
    for entry in case.history:
        lines.append(_line(case, entry, before.get(entry.entity.id)))
        before[entry.entity.id] = entry.entity
    return tuple(reversed(lines))


def changed_since(case: CaseFile, entry: int) -> tuple[str, ...]:
    """What was added or changed after a journal entry, counted: "2 entries in the chronology", "1 action"."""
    later = [h for h in case.history if h.seq > entry and not isinstance(h.entity, Access | Review)]
    changed: dict[str, HistoryEntry] = {h.entity.id: h for h in later}
    by_people = [h.entity for h in changed.values() if not _comes_with_an_exhibit(h.entity)]
    counted = Counter(type(entity) for entity in by_people)
    refs = [entity.ref for entity in by_people if isinstance(entity, Exhibit)]
    which = f" ({', '.join(refs[:_REFS_SHOWN])}{' …' if len(refs) > _REFS_SHOWN else ''})"
    return tuple(
        several if entity_type is Incident
        else count_of(counted[entity_type], one, several) + (which if entity_type is Exhibit else "")
        for entity_type, (one, several) in _NOUNS.items()
        if counted[entity_type]
    )  # fmt: skip


def _comes_with_an_exhibit(entity: Entity) -> bool:
    """What the program makes of each exhibit by itself: its first step, a film's first picture, the words in a file."""
    match entity:
        case CustodyEvent():
            return entity.what == "attached"
        case Derivative():
            return not entity.made_for_somebody
        case ExhibitText():
            return entity.how != "written down by us"
    return False


def _line(case: CaseFile, entry: HistoryEntry, old: Entity | None) -> HistoryLine:
    entity = entry.entity
    if isinstance(entity, Access):
        detail = f": {entity.detail}" if entity.detail else ""
        return HistoryLine(
            seq=entry.seq, at=entry.at, who=case.name_of(entry.actor), kind="looked", reason=entry.reason,
            what=_LOOKED.get(entity.what, entity.what.capitalize()) + detail,
        )  # fmt: skip
    noun = _NOUNS.get(type(entity), (entity.kind().replace("_", " "), ""))[0]
    about = subject_in_words(entity, case)
    anew = old is None and entry.number > 1  # what it said before was erased
    done = "Changed" if old else "Erased, and wrote anew," if anew else "Added"
    return HistoryLine(
        seq=entry.seq, at=entry.at, who=case.name_of(entry.actor), kind="changed" if old or anew else "written",
        reason=entry.reason, what=f"{done} {noun}{f': {about}' if about else ''}",
        changes=tuple(_field_changes(case, old, entity)) if old else (),
    )  # fmt: skip


def subject_in_words(entity: Entity, case: CaseFile) -> str:
    """Which one is meant, in a few words; empty for the incident itself."""
    match entity:
        case Person(name=name) | GuidanceRun(title=name) | Exhibit(ref=name):
            return name
        case Account():
            return account_in_words(entity)
        case Involvement():
            found = next((each for each in case.involved if each.involvement.id == entity.id), None)
            return f"{found.name}, {part_in_words(found)}" if found else ""
        case CustodyEvent():
            ref = next((exhibit.ref for exhibit in case.exhibits if exhibit.id == entity.exhibit_id), "")
            return f"{ref} {entity.what}".strip()
        case LogEntry(what=text) | Action(what=text) | Decision(decision=text) | GuidanceAnswer(question=text):
            return _brief(text)
        case GuidanceDeparture(question=text):
            return _brief(text)
        case Review():
            return f"{entity.review_kind}{f' – {_brief(entity.text)}' if entity.text else ''}"
        case Derivative(ref=name) | HeldDevice(what=name) | Takedown(platform=name):
            return name
        case ExhibitText() | ExhibitLink():
            ref = next((each.ref for each in (*case.exhibits, *case.linked) if each.id == entity.exhibit_id), "")
            how = entity.how if isinstance(entity, ExhibitText) else ""
            return f"{ref}{_HOW_WORDS_CAME.get(how, '')}"
        case Moved():
            return f"{'to' if entity.direction == 'out' else 'from'} “{entity.label}”, {entity.ref}"
        case Referral():
            return case.lado_label if entity.recipient == "lado" else "Police"
    return ""


def _field_changes(case: CaseFile, old: Entity, new: Entity) -> Iterator[FieldChange]:
    for change in changes(old, new):
        if change.field in _NOT_SHOWN:
            continue
        name = _MORE_FIELDS.get(change.field) or change.in_words()
        if "." in change.field and change.field not in FIELD_WORDS:
            name = f"{name}: {change.field.rsplit('.', 1)[1].replace('_', ' ')}"
        yield FieldChange(
            field=name[0].upper() + name[1:],
            old=value_in_words(_at(old, change.field), case),
            new=value_in_words(_at(new, change.field), case),
        )


def _at(entity: object, path: str) -> object:
    for name in path.split("."):
        entity = getattr(entity, name)
    return entity


def value_in_words(value: object, case: CaseFile) -> str:
    """A field's value as a person would write it."""
    match value:
        case None | "":
            return ""
        case bool():
            return "Yes" if value else "No"
        case Stated():
            return value.in_words() if value.answered else ""
        case When():
            return when_in_words(value) if value.answered else ""
        case TakedownReport() | TakedownCheck():
            return value.in_words()
        case datetime():
            return say_moment(value)
        case date():
            return say_day(value)
        case tuple():
            return ", ".join(value_in_words(each, case) for each in value)
        case Mapping():
            return "; ".join(f"{key.replace('_', ' ')}: {value_in_words(each, case)}" for key, each in value.items())
        case str():
            return _ANSWERS.get(value) or case.names.get(value, value)
    return str(value)


def _brief(text: str, words: int = 12) -> str:
    parts = text.split()
    return " ".join(parts[:words]) + ("…" if len(parts) > words else "")
