"""What the record of a case still lacks: a list after the first save, demanded only when the case is closed."""

from typing import Literal, NamedTuple

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.case.incident import Incident

Where = Literal["times", "words", "people", "evidence", "matrix", "risk", "voice", "route", "parents"]
"""The form or the tab of the case page where it is mended."""


class ToDo(NamedTuple):
    """One thing still to be written: what, why it is asked for, and where to write it."""

    what: str
    why: str
    where: Where
    needed_for_closing: bool = True
    about_id: str = ""
    """The involvement or exhibit that is meant, where it is one of several."""


def still_to_do(case: CaseFile) -> tuple[ToDo, ...]:
    """Return what is missing, the route first and the rest in the order of the forms (practice.md; records.md C.1)."""
    return (
        *_route(case),
        *_times_and_places(case.incident),
        *_words(case.incident),
        *_people(case),
        *_evidence(case),
        *_matrix(case.incident),
        *_risk(case.incident),
        *_voice(case.incident),
        *_parents(case),
    )


def _route(case: CaseFile) -> list[ToDo]:
    if not case.runs:
        return [ToDo("Find the route", "Guidance leads from what happened to who must be told, and by when.", "route")]
    return [
        ToDo(f"Finish the guidance: {run.title}", "It has not come to its end.", "route", about_id=run.id)
        for run in case.runs
        if not run.outcome_code and not run.superseded
    ]


def _times_and_places(incident: Incident) -> list[ToDo]:
    found = []
    if not incident.occurred.answered:
        found.append(ToDo("When it happened", "Exactly, between two times, or not known and why.", "times"))
    if not incident.place_type:
        found.append(ToDo("Where it happened", "In school, on the way, at home or online only.", "times"))
    if incident.place_type == "online" and not (incident.platform.strip() or incident.url.strip()):
        found.append(ToDo("The site or app", "The police ask for site, account and the whole address.", "times"))
    if incident.first_disclosed_at is None:
        found.append(
            ToDo("When the child first told somebody", "A late report is shown as late, and why.", "times",
                 needed_for_closing=False)
        )  # fmt: skip
    return found


def _words(incident: Incident) -> list[ToDo]:
    found = []
    if not (incident.exact_words.strip() or incident.voice.not_spoken_because.strip()):
        found.append(
            ToDo("The child’s own words",
                 "Write the child’s own words, even rude or unclear ones. Then write what you asked.", "words")
        )  # fmt: skip
    if incident.hearsay.strip() and not incident.hearsay_source.strip():
        found.append(ToDo("Who it was heard from", "What others said needs the name of who said it.", "words"))
    if incident.opinion.strip() and not incident.opinion_basis.strip():
        found.append(ToDo("What the opinion rests on", "An opinion needs its basis.", "words"))
    return found


def _people(case: CaseFile) -> list[ToDo]:
    found = []
    roles = {each.involvement.role for each in case.present}
    if "target" not in roles:
        found.append(ToDo("Who is affected", "Not known yet. Why, and who will find out?", "people"))
    if "alleged" not in roles:
        found.append(
            ToDo("Who is alleged to have caused harm", "A person, an account, or somebody unknown.", "people",
                 needed_for_closing=False)
        )  # fmt: skip
    for each in case.present:
        person = each.person
        asked = person is not None and each.involvement.role in ("target", "alleged")
        if person and asked and not (person.date_of_birth or person.birth_unknown_because.strip()):
            found.append(
                ToDo(f"Date of birth: {person.name}", "Agencies ask for it. Not known? Say why; never make one up.",
                     "people", about_id=each.involvement.id)
            )  # fmt: skip
    return found


def _evidence(case: CaseFile) -> list[ToDo]:
    return [
        ToDo(f"Exhibit {exhibit.ref}: {', '.join(exhibit.still_to_answer)}",
             "What an officer asks first: an answer each, or not known and why.", "evidence", about_id=exhibit.id)
        for exhibit in case.shown_exhibits
        if exhibit.still_to_answer
    ]  # fmt: skip


def _matrix(incident: Incident) -> list[ToDo]:
    classed = incident.classification
    found = []
    if not classed.cells:
        found.append(ToDo("The matrix", "Tick each cell that fits, and mark the main one.", "matrix"))
    elif classed.primary_cell is None:
        found.append(ToDo("The main cell of the matrix", "One of the ticked cells is the main one.", "matrix"))
    if not classed.indicators and not classed.material_class:
        found.append(
            ToDo("Indicators of a possible offence", "Look through the list, even if none fits.", "matrix",
                 needed_for_closing=False)
        )  # fmt: skip
    return found


def _risk(incident: Incident) -> list[ToDo]:
    found = []
    if not incident.risk.safe_today.strip():
        found.append(ToDo("Is the child safe today, and how do we know?", "A reader looks for this first.", "risk"))
    if not incident.risk.self_harm:
        found.append(ToDo("Risk of self-harm or suicide", "Asked in every case; not sure is an answer.", "risk"))
    return found


def _voice(incident: Incident) -> list[ToDo]:
    if incident.voice.answered:
        return []
    return [ToDo("The child’s wishes and feelings", "Or why nobody has spoken with the child.", "voice")]


def _parents(case: CaseFile) -> list[ToDo]:
    return [
        ToDo(f"Parents of {child.name} told?", "If not, what makes it unsafe, or who asked you to wait?", "parents",
             about_id=child.involvement.id)
        for child in case.children
        if child.involvement.role in ("target", "alleged")
        and child.involvement.parents_told in ("", "unsure")
        and not child.involvement.parents_not_told_because.strip()
    ]  # fmt: skip
