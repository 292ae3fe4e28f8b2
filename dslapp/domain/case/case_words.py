"""The field's words for what a case holds: roles, certainty, places, times, agencies (glossary.md)."""

from datetime import datetime

from dslapp.domain.case.case_file import CHILDREN, CaseFile, Involved
from dslapp.domain.case.people import Account, InvolvementRole, PersonKind
from dslapp.domain.local_time import say_day, say_moment, to_local
from dslapp.domain.statements import Certainty, When

NOT_KNOWN = "not known"

_ROLES: dict[InvolvementRole, tuple[str, str, str]] = {
    "target": ("Child affected", "Adult affected", "Affected"),
    "alleged": (
        "Child alleged to have caused harm", "Adult alleged to have caused harm", "Alleged to have caused harm",
    ),
    "shared": ("Child who passed it on", "Adult who passed it on", "Passed it on"),
    "bystander": ("Child who saw it", "Adult who saw it", "Saw it"),
    "witness": ("Witness", "Witness", "Witness"),
    "reporter": ("Person who told us", "Person who told us", "Told us"),
    "parent": ("Parent or carer", "Parent or carer", "Parent or carer"),
    "staff": ("Member of staff", "Member of staff", "Member of staff"),
    "other": ("Somebody else", "Somebody else", "Somebody else"),
}  # fmt: skip
"""Of a child, of an adult, of an account or somebody unknown."""
CERTAINTIES: dict[Certainty, str] = {
    "confirmed": "confirmed", "admitted": "admitted", "believed": "believed", "unknown": "not known",
}  # fmt: skip
LOCKED: dict[str, str] = {
    "evidence_files": "Take in files",
    "person_spoken_to": "Speak to the person concerned",
    "parents_contacted": "Contact the parents",
    "suspension": "Suspend",
    "delete_content": "Delete anything",
    "agency_told": "Tell the agency that employs them",
}
"""What a lock keeps from being done, as a plain act."""


def role_in_words(role: InvolvementRole, person_kind: PersonKind | None) -> str:
    """The role as shown, never "offender". An account, or somebody unknown, is neither child nor adult."""
    child, adult, neither = _ROLES[role]
    if person_kind in (None, "unknown"):
        return neither
    return child if person_kind in CHILDREN else adult


def part_in_words(involved: Involved) -> str:
    """The part somebody plays: "Child affected", "Adult alleged to have caused harm", "Account: passed it on"."""
    if involved.person:
        return role_in_words(involved.involvement.role, involved.person.person_kind)
    words = role_in_words(involved.involvement.role, None)
    return f"Account: {words[0].lower()}{words[1:]}"


def certainty_in_words(involved: Involved) -> str:
    """How certain the part is, and why: "believed, because the profile shows his photo"."""
    because = involved.involvement.certainty_reason.strip()
    words = CERTAINTIES[involved.involvement.certainty]
    return f"{words}, because {because}" if because else words


def owner_of_account(account: Account, case: CaseFile) -> str:
    """Whose account it is said to be; a display name is never a fact about who it is (records.md C.3)."""
    person = next((each.person for each in case.present if each.person and each.person.id == account.person_id), None)
    if account.person_id is None or account.link_certainty == "unknown":
        return "whose account is not known"
    name = person.name if person else "a person who is not in this case"
    because = f", because {account.link_reason.strip()}" if account.link_reason.strip() else ""
    return f"{CERTAINTIES[account.link_certainty]} to be {name}’s{because}"


def when_in_words(when: When) -> str:
    """When it happened: one moment, between two, or "not known – reason"."""
    if when.precision == "exact" and when.start:
        return say_moment(when.start)
    if when.precision == "between" and when.start and when.end:
        return f"between {say_moment(when.start)} and {say_moment(when.end)}"
    if when.unknown_because.strip():
        return f"{NOT_KNOWN} – {when.unknown_because.strip()}"
    return f"{NOT_KNOWN} – nobody has written it down yet"


def due_words(due: datetime | None) -> str:
    """By when, in full: "by the end of Monday 16 November 2026", or to the minute where the hour matters."""
    if due is None:
        return "no date"
    local = to_local(due)
    if (local.hour, local.minute) == (23, 59):
        return f"by the end of {say_day(local.date())}"
    return f"by {local:%H:%M} {local.tzname()} on {say_day(local.date())}"


def later_in_words(happened: datetime, recorded: datetime) -> str:
    """How much later it was written down: "written 2 days later"; empty when it was the same day."""
    days = (to_local(recorded).date() - to_local(happened).date()).days
    if days <= 0:
        return ""
    return "written the next day" if days == 1 else f"written {days} days later"


def days_late(limit: datetime, done: datetime) -> str:
    """How many days after its limit something was, or is not yet, done: "1 day late"; empty on the day itself."""
    days = (to_local(done).date() - to_local(limit).date()).days
    if days <= 0:
        return ""
    return "1 day late" if days == 1 else f"{days} days late"


def days_ago(moment: datetime, now: datetime) -> str:
    """How long ago in days: "yesterday", "3 days ago"; empty for today."""
    days = (to_local(now).date() - to_local(moment).date()).days
    if days <= 0:
        return ""
    return "yesterday" if days == 1 else f"{days} days ago"


def in_brief(text: str, characters: int = 420) -> str:
    """A text as it stands, or its beginning up to the last whole sentence or word, marked with "…"."""
    text = text.strip()
    if len(text) <= characters:
        return text
    cut = text[:characters]
    end = max(cut.rfind(". "), cut.rfind(".\n"), cut.rfind("! "), cut.rfind("? "))
    if end >= characters // 2:
        return cut[: end + 1] + " …"
    return cut[: max(cut.rfind(" "), characters // 2)].rstrip() + " …"


def count_of(number: int, one: str, several: str = "") -> str:
    """A number with its noun: "1 picture", "3 pictures"."""
    return f"{number} {one if number == 1 else several or one + 's'}"
