"""The whole case for the headteacher: cold-read page, people, chronology, decisions, actions, exhibits, guidance."""

from dslapp.documents.cold_read import cold_points
from dslapp.documents.continuity_sheet import kept_and_reported
from dslapp.documents.document import (
    Block,
    Bullets,
    Chronology,
    Document,
    ExhibitSchedule,
    Fields,
    Paragraph,
    Provenance,
    Quote,
    Section,
    Table,
    TickGrid,
)
from dslapp.documents.guidance_appendix import guidance_sections
from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.case.case_words import due_words, when_in_words
from dslapp.domain.case.casework import Decision
from dslapp.domain.case.chronology import chronology
from dslapp.domain.case.cold_points import PLACES
from dslapp.domain.case.cold_read import ColdRead
from dslapp.domain.case.keep_until import kept_in_words
from dslapp.domain.case.on_paper import exhibit_entries, guidance_steps, person_cards
from dslapp.domain.local_time import say_moment
from dslapp.domain.reference.matrix import CELLS, COLUMNS, ROWS
from dslapp.domain.referral.content import Fact
from dslapp.domain.statements import Stated


def case_file(case: CaseFile, page: ColdRead, made: Provenance, packed: tuple[str, ...] | None = None) -> Document:
    """The document. `page` is the cold-read page of the same case at the same time.

    `packed`: the references of the exhibits in the pack with which it goes; it says then that it tells of all, and
    leaves the reviews of the school out.
    """
    outcome = next((run.outcome_text for run in reversed(case.runs) if run.outcome_text), "")
    sections = (
        *((Section(blocks=(Paragraph(_beside_pack(packed), strong=True),)),) if packed is not None else ()),
        Section(blocks=(cold_points(page),)),
        Section(heading="The incident", blocks=_incident(case), new_page=True),
        Section(heading="People and accounts", blocks=_people(case)),
        Section(heading="Chronology", blocks=(Chronology(chronology(case)),)),
        Section(heading="Decisions", blocks=_decisions(case)),
        Section(heading="Actions", blocks=_actions(case)),
        Section(heading="Exhibits", blocks=(ExhibitSchedule(exhibit_entries(case)),)),
        *(Section(heading=heading, blocks=blocks) for heading, blocks in kept_and_reported(case)),
        Section(heading="Reviews", blocks=_reviews(case) if packed is None else ()),
        *guidance_sections(guidance_steps(case, departures=True), outcome, in_full=True),
    )
    return Document(
        title=page.headline or "Case file",
        ref=page.ref,
        subtitle=f"Case file {page.ref} as it stood on {say_moment(page.as_of)}. Led by {page.owner}.",
        provenance=made,
        sections=tuple(section for section in sections if _says_something(section)),
    )


def _beside_pack(packed: tuple[str, ...]) -> str:
    return (
        "This paper tells of all exhibits of the case, also of those that are not in this pack and of those that were "
        f"withdrawn. In this pack: {', '.join(packed)}."
    )


def _says_something(section: Section) -> bool:
    empty = (ExhibitSchedule(()), Chronology(()))
    return any(block not in empty for block in section.blocks)


def _incident(case: CaseFile) -> tuple[Block, ...]:
    incident = case.incident
    place = ", ".join(filter(None, (PLACES[incident.place_type], incident.platform, incident.app_area, incident.url)))
    facts = [
        Fact("When", Stated(text=when_in_words(incident.occurred))),
        Fact("Where", Stated(text=place)),
        Fact("Logged", Stated(text=f"{say_moment(incident.logged_at)}, by {case.name_of(incident.logged_by)}")),
        Fact("What happened", Stated(text=incident.summary)),
        Fact("Keep", Stated(text=kept_in_words(case), unknown_because="nobody is entered yet")),
    ]
    told = [
        ("Questions asked", incident.questions_asked), ("Seen by us", incident.observed),
        ("Heard from others", ", told by ".join(filter(None, (incident.hearsay, incident.hearsay_source)))),
        ("Opinion", incident.opinion), ("Opinion – basis", incident.opinion_basis),
        ("Wishes and feelings", incident.voice.wishes), ("Not spoken to, because", incident.voice.not_spoken_because),
    ]  # fmt: skip
    facts += [Fact(label, Stated(text=text)) for label, text in told if text.strip()]
    blocks: list[Block] = [Fields(tuple(facts))]
    if incident.words_used.strip():
        blocks += [Paragraph("What was written or said", strong=True), Quote(incident.words_used)]
    if incident.exact_words.strip():
        blocks += [Paragraph("The child's own words", strong=True), Quote(incident.exact_words)]
    blocks += [Paragraph("The matrix of harm", strong=True), _matrix(case)]
    return tuple(blocks)


def _matrix(case: CaseFile) -> TickGrid:
    ticked = {cell for cell in CELLS if cell in case.incident.classification.cells}
    rows = tuple(ROWS)
    return TickGrid(
        columns=tuple(column.capitalize() for column in COLUMNS),
        rows=tuple(row.capitalize() for row in rows),
        ticked=frozenset(
            (down, across)
            for down, row in enumerate(rows)
            for across, column in enumerate(COLUMNS)
            if f"{row}-{column}" in ticked
        ),
    )


def _people(case: CaseFile) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for card in person_cards(case):
        blocks += [Paragraph(f"{card.role}: {card.name}", strong=True), Fields(card.facts)]
    return tuple(blocks)


def _decisions(case: CaseFile) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for decision in case.decisions:
        head = f"{say_moment(decision.at)} – {decision.subject}"
        blocks += [Paragraph(head, strong=True), Fields(_decision(decision, case))]
    return tuple(blocks)


def _decision(decision: Decision, case: CaseFile) -> tuple[Fact, ...]:
    told = [
        ("Not taken" if decision.declined else "Decided", decision.decision), ("Because", decision.rationale),
        ("By", case.name_of(decision.decided_by)), ("Asked", decision.consulted), ("Told", decision.told),
        ("What would change it", decision.would_change_if), ("Second person", case.name_of(decision.second_person)),
    ]  # fmt: skip
    return tuple(Fact(label, Stated(text=text)) for label, text in told if text.strip())


def _actions(case: CaseFile) -> tuple[Block, ...]:
    rows = tuple(
        (
            action.what,
            case.name_of(action.owner) or "nobody yet",
            "\n".join(dict.fromkeys(filter(None, (due_words(action.due), action.due_in_words)))),
            {"open": "Open", "done": "Done", "dropped": "Dropped"}[action.status]
            + (f" {say_moment(action.finished_at)}" if action.finished_at else "")
            + (f"\n{action.finished_note}" if action.finished_note else ""),
        )
        for action in case.actions
    )
    return (Table(("What", "Whose", "By when", "Status"), (0.36, 0.16, 0.26, 0.22), rows),) if rows else ()


def _reviews(case: CaseFile) -> tuple[Block, ...]:
    kinds = {"question": "asked", "decision": "decided", "sign-off": "signed off"}
    said = [
        f"{say_moment(review.at)}: {case.name_of(review.reviewer)} {kinds[review.review_kind]}"
        + (f" (read up to entry {review.reviewed_to_entry})" if review.reviewed_to_entry else "")
        + (f": {review.text}" if review.text else "")
        + (f" Because: {review.rationale}" if review.rationale else "")
        for review in case.reviews
    ]
    return (Bullets(tuple(said)),) if said else ()
