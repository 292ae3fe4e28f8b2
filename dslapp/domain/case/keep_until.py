"""How long a record is kept: days that follow from a birthday or an allegation.

Sources: records.md C.5 (IRMS toolkit; KCSIE Part four). The program shows them and deletes nothing.
"""

from collections.abc import Iterable
from datetime import date

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.local_time import say_day, to_local

PUPIL_YEARS = 25
"""Years after a pupil's birth when the child protection file is looked at again."""
ALLEGATION_YEARS = 10
PENSION_AGE = 67
"""The normal pension age from which the local rule departs seldom; to be checked locally."""


def pupil_record_review(born: date) -> date:
    """The 25th birthday: then the file is reviewed, and destroyed only if nothing speaks against it."""
    return _years_later(born, PUPIL_YEARS)


def latest_pupil_review(birthdays: Iterable[date]) -> date | None:
    """For several children in one incident the latest day counts; None when no birthday is known."""
    return max((pupil_record_review(born) for born in birthdays), default=None)


def allegation_kept_until(alleged_on: date, born: date | None = None) -> date:
    """To the adult's normal pension age, or ten years from the allegation where that is later.

    Without a date of birth the ten years are the least. Not for an allegation that was malicious or false.
    """
    ten_years = _years_later(alleged_on, ALLEGATION_YEARS)
    return max(ten_years, _years_later(born, PENSION_AGE)) if born else ten_years


def kept_in_words(case: CaseFile) -> str:
    """The days of one case, in words: by the youngest child in it, and by the adult if one is accused."""
    said = []
    birthdays = [each.person.date_of_birth for each in case.children if each.person and each.person.date_of_birth]
    review = latest_pupil_review(birthdays)
    if review is not None:
        unknown = len(case.children) - len(birthdays)
        later = f"; {unknown} date{'s' if unknown > 1 else ''} of birth not known yet" if unknown else ""
        said.append(f"Review on {say_day(review)}, {PUPIL_YEARS} years after the youngest child's birth{later}.")
    elif case.children:
        said.append(f"Review {PUPIL_YEARS} years after the child's birth; the date of birth is not known yet.")
    if case.incident.safety.staff_concern:
        alleged_on = to_local(case.incident.reported_to_dsl_at).date()
        adults = (each.person for each in case.present if each.involvement.role == "alleged" and not each.is_child)
        born = [adult.date_of_birth for adult in adults if adult]
        until = max(allegation_kept_until(alleged_on, birthday) for birthday in (*born, None))
        said.append(
            f"About the adult: at least until {say_day(until)} (pension age, or {ALLEGATION_YEARS} years if that "
            "is later), unless it proves malicious or false. Check the age locally."
        )
    return " ".join(said)


def _years_later(day: date, years: int) -> date:
    """The same day; 1 March for a 29 February in a year without one."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
