"""What stands under each of the twelve points of the cold-read page, as lines; see `cold_read`."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.case.case_words import (
    certainty_in_words,
    count_of,
    days_ago,
    due_words,
    in_brief,
    owner_of_account,
    part_in_words,
    when_in_words,
)
from dslapp.domain.case.casework import Action
from dslapp.domain.case.history_words import changed_since
from dslapp.domain.case.incident import PlaceType
from dslapp.domain.evidence.exhibits import Exhibit, ExhibitKind
from dslapp.domain.guidance.flows import Tells
from dslapp.domain.guidance.told_in_guidance import told_in_guidance
from dslapp.domain.local_time import say_moment
from dslapp.domain.pack.what_left import PACK, what_left
from dslapp.domain.referral.referrals import Referral
from dslapp.domain.statements import TriState

LineKind = Literal["text", "quote", "not known", "doubtful", "overdue"]
PLACES: dict[PlaceType, str] = {
    "school": "in school", "journey": "on the way to or from school", "home": "at home", "other": "elsewhere",
    "online": "online only", "": "",
}  # fmt: skip
_ANSWERS: dict[TriState, str] = {"yes": "Yes", "no": "No", "unsure": "Not sure", "": ""}
_AGENCIES: dict[Tells, str] = {
    "police": "Police", "social care": "Social care", "lado": "LADO", "adviser": "Advice", "platform": "Platform",
}  # fmt: skip
_NEXT_SHOWN = 6


class ColdLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line under a point. `label` stands before it in bold; a quote is somebody's exact words."""

    text: str
    kind: LineKind = "text"
    label: str = ""


Lines = Iterator[ColdLine]


def _unknown(why: str, label: str = "") -> ColdLine:
    return ColdLine(text=f"not known – {why}", kind="not known", label=label)


def decision_wanted(case: CaseFile, now: datetime) -> Lines:
    """What is asked of the reader, or that nothing is."""
    wanted = [action for action in case.open_actions if action.source == "decision"]
    for action in wanted:
        yield ColdLine(
            text=f"{_sentence(action.what)} Wanted from {case.name_of(action.owner)}, {due_words(action.due)}.",
            kind="overdue" if _overdue(action, now) else "text",
        )
    unconfirmed = [
        decision for decision in case.decisions if decision.outcome_code and not decision.second_person.strip()
    ]  # fmt: skip
    for decision in unconfirmed if case.needs_second_person else ():
        yield ColdLine(label="Agree, as the second person?", text=in_brief(decision.decision, 200))
    if not wanted and not (unconfirmed and case.needs_second_person):
        yield ColdLine(text="None is asked of you. Read it, ask what you need to know, and sign it off.")


def safe_today(case: CaseFile, now: datetime) -> Lines:
    """Whether the child is safe today, how that is known, and how old that knowledge is."""
    incident = case.incident
    said = incident.risk.safe_today.strip()
    if said:
        written = _written_when(case, said)
        yield ColdLine(text=said)
        if written and incident.status == "open":
            ago = days_ago(written, now)
            yield ColdLine(
                text=f"Written {say_moment(written)}" + (f": {ago}. Is it still so?" if ago else "."),
                kind="doubtful" if ago else "text",
            )
    else:
        yield _unknown("nobody has written whether the child is safe today, and how we know")
    danger = incident.safety.danger
    if danger:
        yield ColdLine(label="Could anyone be hurt?", text=_ANSWERS[danger])
    else:
        yield _unknown("this safety question was not answered", "Could anyone be hurt?")
    risks = tuple(_risks(case))
    if risks:
        yield ColdLine(label="More at risk because:", text="; ".join(risks))


def _risks(case: CaseFile) -> Iterator[str]:
    risk = case.incident.risk
    for answer, words in (
        (risk.self_harm, "self-harm or suicide"),
        (risk.spread, "it may spread"),
        (risk.power_or_age_gap, "a gap in age or power"),
        (risk.send, "special educational needs or a disability"),
        (risk.social_worker, "has a social worker"),
        (risk.looked_after, "is looked after"),
        (risk.mental_health, "mental health"),
        (risk.previous, "it happened before"),
    ):
        if answer in ("yes", "unsure"):
            yield words + (" (not sure)" if answer == "unsure" else "")


def _written_when(case: CaseFile, said: str) -> datetime | None:
    """When the present words about the child's safety were first written."""
    since: datetime | None = None
    for version in case.versions_of(case.incident.id):
        risk = getattr(version.entity, "risk", None)
        if risk is None or risk.safe_today.strip() != said:
            since = None
        elif since is None:
            since = version.at
    return since


def what_happened(case: CaseFile, now: datetime) -> Lines:
    """What happened, when and where."""
    incident = case.incident
    yield ColdLine(text=in_brief(incident.summary)) if incident.summary.strip() else _unknown("nothing is written yet")
    if incident.words_used.strip():
        yield ColdLine(label="Written or said:", text=in_brief(incident.words_used), kind="quote")
    when = when_in_words(incident.occurred)
    yield ColdLine(label="When:", text=when, kind="not known" if when.startswith("not known") else "text")
    place = ", ".join(filter(None, (PLACES[incident.place_type], incident.platform, incident.app_area, incident.url)))
    yield ColdLine(label="Where:", text=place) if place else _unknown("no place or app is written yet", "Where:")


def words_and_wishes(case: CaseFile, now: datetime) -> Lines:
    """The child's own words, and what they want."""
    incident = case.incident
    if incident.exact_words.strip():
        yield ColdLine(text=in_brief(incident.exact_words), kind="quote")
    else:
        yield _unknown("no words of the child are written yet", "Words:")
    voice = incident.voice
    if voice.wishes.strip():
        yield ColdLine(label="Wishes:", text=in_brief(voice.wishes))
    elif voice.not_spoken_because.strip():
        yield _unknown(f"the child has not been spoken to: {voice.not_spoken_because.strip()}", "Wishes:")
    else:
        yield _unknown("nobody has asked the child, or it is not written", "Wishes:")
    if voice.wants_police:
        asked = f", asked by {voice.police_asked_by}" if voice.police_asked_by.strip() else ""
        yield ColdLine(label="Wants the police told:", text=_ANSWERS[voice.wants_police] + asked)


def who(case: CaseFile, now: datetime) -> Lines:
    """Everybody in the case, with how certain their part is."""
    for each in case.present:
        about = ", ".join(filter(None, (each.person.year_or_job if each.person else "", each.involvement.note.strip())))
        words = f"{each.name} ({about})" if about else each.name
        if each.account and not each.person:
            words += f" – {owner_of_account(each.account, case)} – the part it played:"
        if each.involvement.role not in ("parent", "staff", "reporter"):
            words += f" {certainty_in_words(each)}" if words.endswith(":") else f" – {certainty_in_words(each)}"
        yield ColdLine(label=f"{part_in_words(each)}:", text=words)
    if not case.present:
        yield _unknown("nobody is entered yet")


def decisions_not_taken(case: CaseFile, now: datetime) -> Lines:
    """Decisions not to do something, each with its reason."""
    declined = [decision for decision in case.decisions if decision.declined or decision.would_change_if.strip()]
    for decision in declined:
        consulted = f" Asked: {decision.consulted.strip()}." if decision.consulted.strip() else ""
        change = decision.would_change_if.strip()
        yield ColdLine(
            label=f"{decision.decision.strip().rstrip('.')}.",
            text=f"Why: {in_brief(decision.rationale).rstrip('.')}.{consulted}"
            + (f" What would change it: {change.rstrip('.')}." if change else ""),
        )
    taken = len(case.decisions) - len(declined)
    if not declined:
        yield ColdLine(text="None is written: nobody has recorded a decision not to do something.")
    if taken:
        yield ColdLine(text=f"{count_of(taken, 'decision')} to do something: see Chronology.")


def agencies_told(case: CaseFile, now: datetime) -> Lines:
    """Each agency: told when, answered what; then the advice received."""
    for referral in case.referrals:
        yield ColdLine(label=f"{_reader(referral, case)}:", text=_told(referral, case))
    advice = [entry for entry in case.log if entry.entry_kind == "advice"]
    for entry in advice[-3:]:
        whom = f" by {entry.with_whom}" if entry.with_whom else ""
        answered = f" – {entry.outcome}" if entry.outcome.strip() else ""
        yield ColdLine(label=f"Advice{whom}:", text=f"{say_moment(entry.at)}: {in_brief(entry.what, 200)}{answered}")
    told = told_in_guidance(case, *_AGENCIES)
    for each in told:
        reader = case.lado_label if each.tells == "lado" else _AGENCIES[each.tells]
        yield ColdLine(label=f"{reader}, in the guidance:", text=f"{in_brief(each.words, 240)} (written {each.when})")
    packs = tuple(_packs(case, now))
    yield from packs
    if not (case.referrals or advice or told or packs):
        yield ColdLine(text="No agency has been told or asked.")


def _packs(case: CaseFile, now: datetime) -> Lines:
    """Evidence packs that left, each with whether its receipt came."""
    for left in reversed(what_left(case, now)):
        if left.to and left.what.startswith(PACK):
            went = f"went astray, to {left.went_to}" if left.astray else left.receipt
            said = f"{say_moment(left.at)}; {went[0].lower()}{went[1:]}" if went else say_moment(left.at)
            yield ColdLine(label=f"{left.to}:", text=f"evidence pack, {said}")


def _reader(referral: Referral, case: CaseFile) -> str:
    return case.lado_label if referral.recipient == "lado" else "Police"


def _told(referral: Referral, case: CaseFile) -> str:
    if referral.sent_at is None:
        return f"not told yet; a summary has been in preparation since {say_moment(referral.started_at)}"
    by = f" by {case.name_of(referral.sent_by)}" if referral.sent_by else ""
    how = f", {referral.sent_how}" if referral.sent_how else ""
    told = f"told {say_moment(referral.sent_at)}{by}{how}"
    receipt = f"; receipt {say_moment(referral.receipt_at)}" if referral.receipt_at else "; no receipt yet"
    ref = f"; their reference {referral.agency_ref}" if referral.agency_ref else ""
    answer = f"; answered: {referral.answer.strip()}" if referral.answer.strip() else "; no answer yet"
    return told + receipt + ref + answer


def _overdue(action: Action, now: datetime) -> bool:
    return action.due is not None and action.due < now


def overdue_and_next(case: CaseFile, now: datetime) -> Lines:
    """What is overdue and what comes next."""
    waiting = case.open_actions
    for action in waiting[:_NEXT_SHOWN]:
        owner = case.name_of(action.owner) or "nobody named"
        late = _overdue(action, now)
        due = f"was due {due_words(action.due)}" if late else due_words(action.due)
        yield ColdLine(
            label="Overdue:" if late else "",
            text=f"{action.what.strip().rstrip('.')} – {owner}, {due}",
            kind="overdue" if late else "text",
        )
    if len(waiting) > _NEXT_SHOWN:
        yield ColdLine(text=f"and {count_of(len(waiting) - _NEXT_SHOWN, 'further action')}: see Actions.")
    if not waiting:
        yield ColdLine(text="Nothing is open." if case.incident.status == "closed" else "No action is open.")


def parents_told(case: CaseFile, now: datetime) -> Lines:
    """For each child, whether parents know."""
    for child in case.children:
        told = child.involvement
        label = f"{child.name}:"
        if told.parents_told == "yes":
            at = f", {say_moment(told.parents_told_at)}" if told.parents_told_at else ", when is not written"
            by = f", by {told.parents_told_by}" if told.parents_told_by.strip() else ""
            yield ColdLine(label=label, text=f"yes{at}{by}")
        elif told.parents_not_told_because.strip():
            yield ColdLine(label=label, text=f"no – {told.parents_not_told_because.strip()}")
        elif told.parents_told == "no":
            yield _unknown("they have not been told, and no reason is written", label)
        else:
            yield _unknown("nobody has written whether the parents know", label)
    for each in told_in_guidance(case, "parents"):
        yield ColdLine(label="In the guidance:", text=f"{in_brief(each.words, 240)} (written {each.when})")
    if not case.children:
        yield _unknown("no child is entered yet")


def earlier_incidents(case: CaseFile, now: datetime) -> Lines:
    """Other incidents with the same people or accounts."""
    for other in case.earlier:
        names = ", ".join(f"{each.name}: {part_in_words(each)}" for each in other.shared) or "linked by hand"
        yield ColdLine(label=f"{other.incident.ref}, {other.incident.status}:",
                       text=f"{other.incident.headline} ({names})")  # fmt: skip
    if not case.earlier:
        yield ColdLine(text="None in this casebook with these people or accounts.")


def not_known(case: CaseFile, now: datetime) -> Lines:
    """What is openly not known."""
    stated = case.incident.not_known.strip()
    if stated:
        yield ColdLine(text=in_brief(stated))
    unclear = [each.name for each in case.present if each.involvement.certainty == "unknown"]
    if unclear:
        yield ColdLine(label="What part they played:", text=", ".join(unclear))
    unsure = case.incident.safety
    if unsure.image == "unsure":
        yield ColdLine(text="Whether a naked or sexual image is part of this.")
    if unsure.adult_here == "unsure":
        yield ColdLine(text="Whether an adult who works or helps here has done something wrong.")
    if not stated and not unclear and "unsure" not in (unsure.image, unsure.adult_here):
        yield ColdLine(text="Nothing is written as not known, apart from what this page marks so.")


def exhibits_and_changes(case: CaseFile, now: datetime) -> Lines:
    """The exhibits in one line, and what changed since somebody signed off."""
    yield ColdLine(label="Exhibits:", text=_exhibits_held(case.shown_exhibits))
    for each in told_in_guidance(case, "device"):
        yield ColdLine(label="Device:", text=f"{in_brief(each.words, 240)} (written {each.when})")
    signed = case.last_sign_off
    if signed is None:
        yield ColdLine(label="Sign-off:", text="nobody has signed this case off yet")
        return
    yield ColdLine(label="Signed off:", text=f"{say_moment(signed.at)} by {case.name_of(signed.reviewer)}")
    changes = changed_since(case, signed.reviewed_to_entry)
    yield ColdLine(label="Changed since:", text="; ".join(changes) if changes else "nothing")


_MOST_REFS = 12
_WITHOUT_FILE: dict[ExhibitKind, str] = {"imagery not held": "not held", "not here yet": "not here yet"}


def _exhibits_held(exhibits: Sequence[Exhibit]) -> str:
    if not exhibits:
        return "none"
    counted = Counter(exhibit.exhibit_kind for exhibit in exhibits)
    held = [
        f"{number} {_WITHOUT_FILE[kind]}" if kind in _WITHOUT_FILE else count_of(number, kind)
        for kind, number in counted.items()
    ]
    refs = ", ".join(exhibit.ref for exhibit in exhibits[:_MOST_REFS])
    more = f" and {len(exhibits) - _MOST_REFS} more" if len(exhibits) > _MOST_REFS else ""
    unanswered = sum(bool(exhibit.still_to_answer) for exhibit in exhibits)
    missing = f"; questions still to be answered for {unanswered}" if unanswered else ""
    return f"{count_of(len(exhibits), 'exhibit')}: {refs}{more} ({', '.join(held)}){missing}"


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."
