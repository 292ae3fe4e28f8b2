"""The LADO summary's answers that the case holds already, by the field ids of `fields`."""

from dslapp.domain.case.people import Person
from dslapp.domain.local_time import say_moment
from dslapp.domain.referral.sources import (
    ReferralGround,
    birth,
    each,
    each_stated,
    first,
    in_words,
    named,
    parents_told,
    text,
)
from dslapp.domain.referral.steps import agencies, asked_of_the_child, may_we, not_done, who_knows
from dslapp.domain.statements import Stated

_CATEGORIES = {"sexual": "Sexual", "aggressive": "Emotional", "values": "Conduct", "commercial": "Conduct"}
"""The LADO's categories by the columns of the matrix."""

Answers = dict[str, Stated]


def lado_answers(ground: ReferralGround) -> Answers:
    """Everything that need not be asked again; what is missing here is not known to the case."""
    parts = (_risk(ground), _dates(ground), _referrer(ground), _adult(ground), _child(ground), _allegation(ground))
    found: Answers = {}
    for part in (*parts, _actions(ground)):
        found |= {field: answer for field, answer in part.items() if answer.answered}
    return found


def _risk(ground: ReferralGround) -> Answers:
    return {
        "next_contact": ground.written("next-contact"),
        "interim_measures": ground.written("prevents", "safe-until"),
        "child_safe": first(text(ground.incident.risk.safe_today), ground.written("safe-in-school")),
        "other_children": ground.written("others"),
        "may_we": may_we(ground),
    }


def _dates(ground: ReferralGround) -> Answers:
    incident = ground.incident
    received = f"{say_moment(incident.reported_to_dsl_at)}"
    if incident.first_disclosed_at:
        received = f"First told {say_moment(incident.first_disclosed_at)}; the DSL {received}"
    rung, late = ground.written("lado-rung-at"), ground.written("lado-late")
    referred = f"Rung {rung.text}" if rung.text else f"This summary: {say_moment(ground.now)}"
    return {
        "incident_dates": ground.dates,
        "received_at": text(received),
        "referred_at": text("; ".join(filter(None, (referred, late.text)))),
    }


def _referrer(ground: ReferralGround) -> Answers:
    school = ground.school
    hr = ground.contact("hr")
    contacts = (
        f"Headteacher: {school.headteacher}" if school.headteacher else "",
        f"Chair of governors: {school.chair_of_governors}" if school.chair_of_governors else "",
        f"DSL: {ground.case.name_of(ground.incident.owner)}",
        f"HR: {hr.name} {hr.phone}".strip() if hr else "",
        school.phone,
    )
    organisation = (school.name, school.sector, school.local_authority, f"URN {school.urn}" if school.urn else "")
    return {
        "referrer": text(ground.referrer),
        "case_manager": ground.written("case-manager", "dsl-or-adviser"),
        "school_contacts": text("\n".join(filter(None, contacts))),
        "organisation": text(", ".join(filter(None, organisation))),
        "signed": text(f"{ground.member.name}, {say_moment(ground.now)}"),
    }


def _adult(ground: ReferralGround) -> Answers:
    adults = ground.accused_adults
    parts = [part for part in ground.case.present if part.person in adults]
    aware = [part.involvement.aware for part in parts if part.involvement.aware]
    return {
        "adult_name": each(adults, lambda person: f"{person.name}{_also(person)}"),
        "adult_dob": each_stated(adults, birth),
        "adult_sex_ethnicity": each(adults, lambda p: ", ".join(filter(None, (p.sex, p.ethnicity)))),
        "adult_address": each(adults, lambda p: ", ".join(filter(None, (p.address, p.phone, p.email)))),
        "adult_role": each(adults, lambda p: ", ".join(filter(None, (p.year_or_job, p.employer)))),
        "adult_employment": each(adults, _employment),
        "adult_registration": each(adults, lambda p: p.registration),
        "adult_other_work": first(each_stated(adults, lambda p: p.work_elsewhere), ground.written("other-work")),
        "adult_own_children": each_stated(adults, lambda p: p.own_children),
        "adult_earlier_concerns": first(
            each_stated(adults, lambda p: p.earlier_concerns), ground.written("earlier"), _earlier(ground)
        ),
        "adult_aware": text(in_words(aware[0]) if aware else ""),
        "adult_status": _status(ground),
        "other_accused": text("\n".join(person.name for person in adults[1:])),
    }


def _earlier(ground: ReferralGround) -> Stated:
    """Other cases in which the adult is said to have caused harm."""
    adults = ground.accused_adults
    return text("\n".join(
        f"{case.incident.ref}, logged {say_moment(case.incident.logged_at)}: {case.incident.headline}"
        for case in ground.case.earlier
        if any(part.person in adults and part.involvement.role == "alleged" for part in case.shared)
    ))  # fmt: skip


def _status(ground: ReferralGround) -> Stated:
    suspended, reason = ground.written("suspended-at").text, ground.written("suspension-reason")
    alternatives = ground.written("alternatives").text
    lines = (
        f"Suspended {suspended}" if suspended else "", reason.text,
        f"Alternatives considered: {alternatives}" if alternatives else "",
    )  # fmt: skip
    return first(text("\n".join(filter(None, lines))), reason)


def _also(person: Person) -> str:
    return f", known as {person.known_as}" if person.known_as else ""


def _employment(person: Person) -> str:
    started = f"since {person.employment_started}" if person.employment_started else ""
    dbs = f"DBS {person.dbs}" if person.dbs else ""
    return ", ".join(filter(None, (person.employment_basis, started, dbs)))


def _child(ground: ReferralGround) -> Answers:
    children = ground.affected_children
    return {
        "children": text("\n".join(_child_line(child) for child in children)),
        "parents": parents_told(part for part in ground.affected if part.is_child),
        "social_worker": each(children, lambda child: child.social_worker),
        "child_needs": each(children, lambda child: ", ".join(filter(None, (child.send, child.languages)))),
    }


def _child_line(child: Person) -> str:
    born = birth(child)
    known = f"born {born.text}" if born.text else (f"date of birth {born.in_words()[0].lower()}{born.in_words()[1:]}")
    return ", ".join(filter(None, (child.name, child.year_or_job, known, child.address)))


def _allegation(ground: ReferralGround) -> Answers:
    incident = ground.incident
    limbs = ground.answered("staff-concern", "threshold")
    told = (
        f"Told by {incident.reporter_name}" if incident.reporter_name else "",
        incident.reporter_role,
        incident.reporter_knows,
        f"; first told {say_moment(incident.first_disclosed_at)}" if incident.first_disclosed_at else "",
    )
    return {
        "allegation_line": text(_first_sentence(incident.summary)),
        "limbs": text("\n".join(limbs)),
        "category": text(_category(ground)),
        "where": text(ground.places),
        "account": text("\n\n".join(filter(None, (incident.summary, incident.observed, _hearsay(ground))))),
        "exact_words": text(incident.all_words),
        "how_reported": text(", ".join(filter(None, told)).replace(", ;", ";")),
        "who_knows": who_knows(ground),
        "questions_asked": asked_of_the_child(ground),
        "evidence": text(_evidence(ground)),
    }


def _category(ground: ReferralGround) -> str:
    cells = ground.incident.classification.cells
    found = [_CATEGORIES[cell.split("-")[1]] for cell in cells]
    online = "online" if ground.incident.platform or ground.incident.place_type == "online" else ""
    return "; ".join(filter(None, (*dict.fromkeys(found), online))) if found else ""


def _first_sentence(words: str) -> str:
    line = words.strip().split("\n", 1)[0]
    end = line.find(". ")
    return line[: end + 1] if 0 < end < 200 else line[:200] + ("…" if len(line) > 200 else "")


def _hearsay(ground: ReferralGround) -> str:
    incident = ground.incident
    source = f" ({incident.hearsay_source})" if incident.hearsay_source else ""
    return f"Hearsay{source}: {incident.hearsay}" if incident.hearsay else ""


def _evidence(ground: ReferralGround) -> str:
    held = [f"{exhibit.ref}: {exhibit.description or exhibit.exhibit_kind}" for exhibit in ground.case.shown_exhibits]
    witnesses = [part for part in ground.case.present if part.involvement.role in ("witness", "bystander")]
    return "\n".join([*held, named(witnesses)]).strip()


def _actions(ground: ReferralGround) -> Answers:
    advice, said_by = ground.written("lado-said"), ground.written("lado-name").text
    when = ground.written("lado-advised-at").text
    head = ", ".join(filter(None, (said_by, when)))
    return {
        "actions_taken": text(ground.done),
        "not_done": not_done(ground),
        "police_and_csc": agencies(ground, "Police", "Social care"),
        "lado_advice": text(f"{head}: {advice.text}") if advice.text and head else advice,
    }
