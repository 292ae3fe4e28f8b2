"""Find the casebooks in which a concern may be written: never one that whom it is about can open."""

from collections.abc import Collection, Sequence

from dslapp.domain.case.incident import AboutWhom, Incident, SafetyAnswers
from dslapp.domain.case.incident_draft import IncidentDraft
from dslapp.domain.case.people import Involvement, Person
from dslapp.domain.guidance.route import GuidanceAnswer
from dslapp.domain.matters.compartments import Compartment, Opener, Places, Subject, places, subject_of
from dslapp.domain.problems import UserProblem
from dslapp.domain.school import Member
from dslapp.services.matters.make_known import active_members, compartment_of, neighbours
from dslapp.services.session import Session

_DSL_ROLES = ("dsl", "deputy_dsl")
_ANSWERS: dict[str, AboutWhom] = {
    "staff": "staff", "supply": "staff", "hirer": "staff", "self-report": "staff", "elsewhere": "staff",
    "dsl": "dsl", "head": "head", "conflict": "head", "not-known": "not known",
}  # fmt: skip
"""What the first question of the staff-concern guidance says about whom it is."""


class BelongsElsewhere(UserProblem):
    """This concern may not be kept in the casebook that is open."""

    def __init__(self, found: Places) -> None:
        reason = found.refused[0].reason if found.refused else ""
        super().__init__(
            f"This can’t be saved here. {reason}".strip(), "Seal it to the casebook in which it belongs.", field="about"
        )
        self.places = found


def here(session: Session) -> Compartment:
    """The casebook that is open, as the rules see it."""
    return Compartment(
        session.casebook.id, session.opened.folder.stem, session.school.holds,
        tuple(Opener(member.role, member.name, member.initials) for member in active_members(session)),
    )  # fmt: skip


def places_for(session: Session, draft: IncidentDraft) -> Places:
    """Where the first screen may be saved or sealed to."""
    session.require("read the record")
    return _places(session, draft.safety, draft.about, draft.named_adults_here)


def places_for_case(session: Session, incident_id: str) -> Places:
    """Where a case that was logged belongs, by what is known of it by now."""
    session.require("read the record")
    incident = session.casebook.get(Incident, incident_id)
    return _places(session, incident.safety, _about(session, incident), _adults_here(session, incident_id))


def require_place_here(session: Session, draft: IncidentDraft) -> None:
    """Raise BelongsElsewhere when whom the first screen is about can open this casebook, or it belongs in another."""
    found = places_for(session, draft)
    if found.belongs_elsewhere:
        raise BelongsElsewhere(found)


def is_adult_of_open_concern(session: Session, opener: Opener) -> bool:
    """Whether somebody is, or may be, the adult whom an open concern in this casebook is about.

    Among pupils' cases only a name counts: a concern about a DSL or the head has no place there, and a casebook needs a
    DSL.
    """
    open_here = here(session)
    known = (open_here, *(compartment_of(each) for each in neighbours(session)))
    for incident in session.casebook.select(Incident, "p.status = 'open'"):
        if not incident.safety.staff_concern:
            continue
        if _adult_of(session, open_here, known, incident).is_(opener):
            return True
    return False


def may_ever_have_been_about(session: Session, incident_id: str, member: Member) -> bool:
    """Whether a case is, or ever was, a concern that may be about that member: open or not, whatever stands in it now.

    Nobody gets out of it by withdrawing that they were involved, or by writing over it: every version counts.
    """
    versions = [each.entity for each in session.casebook.history(incident_id=incident_id)]
    cases = [each for each in versions if isinstance(each, Incident)]
    opener = Opener(member.role, member.name, member.initials)
    if not any(case.safety.staff_concern for case in cases):
        return Subject(names=_adults_ever(session, versions, ("alleged",))).is_(opener)
    names, open_here = _adults_ever(session, versions, ("alleged", "target")), here(session)
    if open_here.holds == "pupils":
        return Subject(names=names).is_(opener)
    known = (open_here, *(compartment_of(each) for each in neighbours(session)))
    now = session.casebook.get(Incident, incident_id)
    told = [case for case in cases if case.safety.staff_concern]
    answered = (_about_in(each) for each in versions if isinstance(each, GuidanceAnswer))
    said: set[AboutWhom] = {case.about_adult for case in told} | {about for about in answered if about}
    whom = {_about(session, now), *(said - {"", "not known"})}  # who was not known then may be known now
    return any(_subject(session, open_here, told[0].safety, about, names).among(known).is_(opener) for about in whom)


def _adults_ever(session: Session, versions: Sequence[object], roles: Collection[str]) -> tuple[str, ...]:
    """The names of whoever works here and was ever said to be involved so, each as it was ever written."""
    involved = (each for each in versions if isinstance(each, Involvement) and each.role in roles)
    ids = dict.fromkeys(each.person_id for each in involved if each.person_id is not None)
    written = [each.entity for person in ids for each in session.casebook.history(entity_id=person)]
    people = [each for each in written if isinstance(each, Person)]
    staff = {each.id for each in people if each.person_kind == "staff"}
    return tuple(dict.fromkeys(each.name for each in people if each.id in staff))


def _adult_of(session: Session, open_here: Compartment, known: Sequence[Compartment], incident: Incident) -> Subject:
    names = _adults_here(session, incident.id)
    if open_here.holds == "pupils":
        return Subject(names=names)
    return _subject(session, open_here, incident.safety, _about(session, incident), names).among(known)


def _places(session: Session, safety: SafetyAnswers, about: AboutWhom, names: Sequence[str]) -> Places:
    open_here = here(session)
    subject = _subject(session, open_here, safety, about, names)
    return places(open_here, [compartment_of(each) for each in neighbours(session)], subject)


def _subject(
    session: Session, open_here: Compartment, safety: SafetyAnswers, about: AboutWhom, names: Sequence[str]
) -> Subject:
    school = session.school
    return subject_of(
        safety, about, names, headteacher=school.headteacher, chair=school.chair_of_governors,
        dsls=[opener.name for opener in open_here.openers if opener.role in _DSL_ROLES],
    )  # fmt: skip


def _about(session: Session, incident: Incident) -> AboutWhom:
    """What the guidance was told last, else the first screen."""
    for answer in reversed(session.casebook.of_incident(GuidanceAnswer, incident.id)):
        if (about := _about_in(answer)) is not None and not answer.superseded:
            return about or incident.about_adult
    return incident.about_adult


def _about_in(answer: GuidanceAnswer) -> AboutWhom | None:
    """What an answer says of it; None where another question was answered."""
    if (answer.flow, answer.step) != ("staff-concern", "about-whom") or not answer.answers:
        return None
    return _ANSWERS.get(answer.answers[0], "")


def _adults_here(session: Session, incident_id: str, roles: Collection[str] = ("alleged", "target")) -> tuple[str, ...]:
    names = []
    for involved in session.casebook.of_incident(Involvement, incident_id):
        if involved.withdrawn or involved.person_id is None or involved.role not in roles:
            continue
        person = session.casebook.find(Person, involved.person_id)
        if person is not None and person.person_kind == "staff":
            names.append(person.name)
    return tuple(names)
