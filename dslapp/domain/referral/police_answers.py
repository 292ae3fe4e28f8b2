"""The police summary's answers that the case holds already, by the field ids of `fields`."""

from dslapp.domain.case.case_file import Involved, account_in_words
from dslapp.domain.case.case_words import certainty_in_words, owner_of_account
from dslapp.domain.case.people import Person, PersonKind
from dslapp.domain.local_time import say_moment
from dslapp.domain.reference.legislation import HINT_ONLY
from dslapp.domain.referral.sources import (
    ReferralGround,
    birth,
    each,
    first,
    in_words,
    named,
    parents_told,
    text,
)
from dslapp.domain.referral.steps import agencies, asked_of_the_child, may_we, not_done, who_knows
from dslapp.domain.statements import Stated

_RELATIONS: dict[PersonKind, str] = {
    "pupil": "a pupil here", "former pupil": "a former pupil here", "staff": "works or helps here",
    "parent": "a parent or carer of a pupil here", "other child": "a child from elsewhere",
}  # fmt: skip

Answers = dict[str, Stated]


def police_answers(ground: ReferralGround) -> Answers:
    """Everything that need not be asked again; what is missing here is not known to the case."""
    found: Answers = {}
    for part in (_route(ground), _victim(ground), _suspect(ground), _what(ground), _evidence(ground), _steps(ground)):
        found |= {field: answer for field, answer in part.items() if answer.answered}
    return found


def _route(ground: ReferralGround) -> Answers:
    danger = {
        "yes": "Somebody may be in danger now",
        "no": "No, as far as the school knows",
        "unsure": "It is not certain that nobody is in danger",
    }
    return {
        "police_ref": first(_reference(ground), agencies(ground, "Police")),
        "danger_now": text(danger.get(ground.incident.safety.danger, "")),
        "possible_offences": text("\n".join(ground.offences)),
        "possible_laws": _possible_laws(ground),
        "why_now": _why_now(ground),
        "suspect_aware": text("\n".join(f"{part.name}: {in_words(part.involvement.aware)}" for part in ground.accused
                                        if part.involvement.aware)),
        "disappears": ground.written("contact-possible", "logs"),
    }  # fmt: skip


def _possible_laws(ground: ReferralGround) -> Stated:
    """The acts that the school picked as a hint, with the caveat that always stands with them."""
    picked = ground.incident.classification.possible_laws
    return text("\n".join((*picked, HINT_ONLY)) if picked else "")


def _reference(ground: ReferralGround) -> Stated:
    officer, reference = ground.written("officer").text, ground.written("reference")
    return text(f"{reference.text}, {officer}") if reference.text and officer else reference


def _why_now(ground: ReferralGround) -> Stated:
    """The kinds of misuse for which the school's policies demand the police, in their words."""
    routes = ground.incident.classification.mandatory_routes
    return text("; ".join(kind.label for kind in ground.indicators.mandatory if kind.id in routes))


def _victim(ground: ReferralGround) -> Answers:
    incident = ground.incident
    people = tuple(part.person for part in ground.affected if part.person)
    return {
        "victim": text("\n".join(_person_line(person) for person in people)),
        "first_words": text(incident.exact_words),
        "questions_asked": asked_of_the_child(ground),
        "safe_contact": each(people, lambda person: ", ".join(filter(None, (person.phone, person.parents)))),
        "victim_wishes": _wishes(ground),
        "victim_needs": each(people, lambda p: ", ".join(filter(None, (p.send, p.languages, p.social_worker)))),
        "victim_impact": text(incident.support),
        "parents": parents_told(part for part in ground.affected if part.is_child),
    }


def _wishes(ground: ReferralGround) -> Stated:
    voice = ground.incident.voice
    if not voice.wishes.strip() and voice.not_spoken_because.strip():
        return Stated(unknown_because=f"nobody has spoken with the child: {voice.not_spoken_because.strip()}")
    police = in_words(voice.wants_police)
    wishes = voice.wishes or ground.written("victims-wish", "wishes").text
    return text("\n".join(filter(None, (wishes, f"Wants the police told: {police}" if police else ""))))


def _person_line(person: Person) -> str:
    born = birth(person)
    known = f"born {born.text}" if born.text else ""
    return ", ".join(filter(None, (person.name, known, person.year_or_job, person.address)))


def _suspect(ground: ReferralGround) -> Answers:
    people = tuple(part.person for part in ground.accused if part.person)
    who = "\n".join(_person_line(person) for person in people)
    if not who and ground.accused:
        who = "Not known by name; see the accounts"
    certainty = "\n".join(f"{part.name}: {certainty_in_words(part)}" for part in ground.accused)
    works = [f"{part.person.name}: {_works(part)}" for part in ground.accused if part.person and _works(part)]
    related = [
        f"{person.name}: {_RELATIONS[person.person_kind]}" for person in people if person.person_kind in _RELATIONS
    ]
    return {
        "suspect": text(who),
        "suspect_certainty": text(certainty),
        "suspect_accounts": text("\n".join(_account_line(ground, index) for index in range(len(ground.accounts)))),
        "suspect_relation": text("\n".join(related)),
        "suspect_works_with_children": text("\n".join(works)),
    }


def _works(part: Involved) -> str:
    person = part.person
    if part.is_child or person is None:
        return "no, a child" if part.is_child else ""
    here = f"yes, here: {person.year_or_job}".rstrip(": ") if person.person_kind == "staff" else ""
    return "; ".join(filter(None, (here, person.work_elsewhere.text)))


def _account_line(ground: ReferralGround, index: int) -> str:
    account, _ = ground.accounts[index]
    details = (
        account_in_words(account), account.profile_url, f"id {account.user_id}" if account.user_id else "",
        owner_of_account(account, ground.case),
    )  # fmt: skip
    return ", ".join(filter(None, details))


def _what(ground: ReferralGround) -> Answers:
    incident = ground.incident
    witnesses = [part for part in ground.case.present if part.involvement.role in ("witness", "bystander")]
    reporter = ", ".join(filter(None, (incident.reporter_name, incident.reporter_role)))
    if incident.first_disclosed_at:
        reporter += f", {say_moment(incident.first_disclosed_at)}"
    earlier = [
        f"{each_case.incident.ref}, logged {say_moment(each_case.incident.logged_at)}: {each_case.incident.headline}"
        for each_case in ground.case.earlier
    ]
    when = ground.dates
    dates = text("\n".join([f"1. {when.text}", *(f"{n}. {line}" for n, line in enumerate(earlier, 2))]))
    return {
        "what_happened": text("\n\n".join(filter(None, (incident.summary, incident.observed)))),
        "incident_dates": dates if when.text and earlier else when,
        "where": text(ground.places),
        "how_known": text(", ".join(filter(None, (incident.reporter_knows, incident.hearsay)))),
        "exact_words": text(incident.words_used or incident.exact_words),
        "witnesses": text(named(witnesses)),
        "reporter": text(reporter),
    }


def _evidence(ground: ReferralGround) -> Answers:
    exhibits = ground.case.shown_exhibits
    held = [exhibit for exhibit in exhibits if exhibit.file_id]
    not_held = [exhibit for exhibit in exhibits if exhibit.exhibit_kind == "imagery not held"]
    seen = "\n".join(
        f"{exhibit.ref}: seen by {exhibit.seen_by or 'nobody that we know of'}; no copy was made here"
        for exhibit in not_held
    )
    by_accident = ground.written("seen-by-accident", "seen-by")
    refs = ", ".join(exhibit.ref for exhibit in held)
    count = f"{len(held)}, held in the school's casebook: {refs}" if held else "No file is held by the school"
    none = ground.incident.safety.image == "no"
    no_image = text("No naked or sexual image is part of this, as far as we know." if none else "")
    elsewhere = ", ".join(exhibit.ref for exhibit in exhibits if not exhibit.file_id)
    return {
        "exhibits_held": text(f"{count}; described in words only: {elsewhere}" if elsewhere else count),
        "devices": first(
            ground.written("device-held", "custody", "device"),
            text("\n".join(f"{exhibit.ref}: {exhibit.held_by}" for exhibit in exhibits if exhibit.held_by)),
        ),
        "imagery_statement": first(text("\n".join(filter(None, (by_accident.text, seen)))), by_accident, no_image),
    }


def _steps(ground: ReferralGround) -> Answers:
    return {
        "steps_taken": text(ground.done),
        "not_done": not_done(ground),
        "who_knows": who_knows(ground),
        "related_refs": agencies(ground, "Social care", "LADO", "Prevent"),
        "our_questions": may_we(ground),
        "contact": text(ground.referrer),
    }
