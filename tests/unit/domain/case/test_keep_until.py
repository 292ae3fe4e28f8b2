"""How long a record is kept, at the dates of the field's own table."""

from datetime import date

import pytest

from dslapp.domain.case.case_file import Involved
from dslapp.domain.case.incident import SafetyAnswers
from dslapp.domain.case.keep_until import (
    allegation_kept_until,
    kept_in_words,
    latest_pupil_review,
    pupil_record_review,
)
from dslapp.domain.case.people import Involvement, Person
from dslapp.domain.entity import IncidentId, PersonId, new_id
from tests.unit.domain.cases import case_file, incident


def test_a_pupils_file_is_reviewed_at_twenty_five() -> None:
    assert pupil_record_review(date(2012, 3, 3)) == date(2037, 3, 3)
    assert pupil_record_review(date(2012, 2, 29)) == date(2037, 3, 1)


def test_with_several_children_the_latest_day_counts() -> None:
    assert latest_pupil_review([date(2012, 3, 3), date(2014, 9, 1)]) == date(2039, 9, 1)
    assert latest_pupil_review([]) is None


@pytest.mark.parametrize(
    ("born", "until"),
    [
        pytest.param(date(1963, 5, 1), date(2036, 11, 12), id="67 in 2030: ten years are later"),
        pytest.param(date(1990, 5, 1), date(2057, 5, 1), id="67 in 2057"),
        pytest.param(None, date(2036, 11, 12), id="birthday not known"),
    ],
)
def test_an_allegation_is_kept_to_pension_age_or_ten_years(born: date | None, until: date) -> None:
    assert allegation_kept_until(date(2026, 11, 12), born) == until


def a_part(role: str, kind: str, born: date | None) -> Involved:
    person = Person(id=new_id(), name="Somebody", person_kind=kind, date_of_birth=born)  # type: ignore[arg-type]  # one of the kinds
    part = Involvement(id=new_id(), incident_id=IncidentId("i"), person_id=PersonId(person.id), role=role)  # type: ignore[arg-type]  # one of the roles
    return Involved(involvement=part, person=person)


def test_a_case_says_by_the_youngest_child_and_whose_birthday_is_missing() -> None:
    children = (a_part("target", "pupil", date(2012, 3, 3)), a_part("alleged", "pupil", None))
    said = kept_in_words(case_file(involved=children))
    assert said == (
        "Review on Tuesday 3 March 2037, 25 years after the youngest child's birth; 1 date of birth not known yet."
    )


def test_a_concern_about_an_adult_says_how_long_at_least() -> None:
    adult = a_part("alleged", "staff", date(1963, 5, 1))
    concern = incident(safety=SafetyAnswers(danger="no", image="no", adult_here="accused"))
    said = kept_in_words(case_file(incident=concern, involved=(adult,)))
    assert said.startswith("About the adult: at least until")
    assert "2036" in said
