"""A child younger than a site allows: a hint from the day it happened, never from today."""

from datetime import UTC, date, datetime

import msgspec

from dslapp.content.guidance import load_platforms
from dslapp.domain.case.ages import ages_in_words, platforms_of, too_young
from dslapp.domain.case.case_file import CaseFile, Involved
from dslapp.domain.case.people import Account, Involvement, Person
from dslapp.domain.entity import AccountId, IncidentId, PersonId, new_id
from dslapp.domain.statements import When
from tests.unit.domain.cases import case_file

SATURDAY = datetime(2026, 11, 7, 10, tzinfo=UTC)


def year_five(platform: str, *, own_account: str = "", born: date | None = date(2017, 3, 1)) -> CaseFile:
    """A child born then, and something that happened on Saturday 7 November 2026 on `platform`."""
    case = case_file()
    incident_id = IncidentId(case.incident.id)
    child = Person(id=new_id(), name="Mia K.", date_of_birth=born)
    involved = [
        Involved(
            involvement=Involvement(
                id=new_id(), incident_id=incident_id, person_id=PersonId(child.id), role="target"
            ),
            person=child,
        )
    ]  # fmt: skip
    if own_account:
        account = Account(id=new_id(), platform=own_account, handle="@mia.example", person_id=PersonId(child.id))
        part = Involvement(id=new_id(), incident_id=incident_id, account_id=AccountId(account.id), role="target")
        involved.append(Involved(involvement=part, account=account))
    happened = When(precision="exact", start=SATURDAY)
    incident = msgspec.structs.replace(case.incident, platform=platform, occurred=happened)
    return msgspec.structs.replace(case, incident=incident, involved=tuple(involved))


def test_a_year_five_child_on_instagram_is_named() -> None:
    said = ages_in_words(year_five("Instagram"), load_platforms())
    assert said == ("Mia K. was 9 on Saturday 7 November 2026. Instagram: 13 and over.",)


def test_the_childs_own_account_counts_as_well() -> None:
    found = too_young(year_five("the school bus", own_account="TikTok"), load_platforms())
    assert [(name, hint.platform) for name, hint in found] == [("Mia K.", "TikTok")]


def test_old_enough_on_the_day_is_no_hint() -> None:
    assert ages_in_words(year_five("Instagram", born=date(2013, 11, 7)), load_platforms()) == ()


def test_without_a_date_of_birth_or_a_card_nothing_is_said() -> None:
    assert ages_in_words(year_five("Instagram", born=None), load_platforms()) == ()
    assert ages_in_words(year_five("PicLoop"), load_platforms()) == ()


def test_every_platform_of_a_case_is_named_once() -> None:
    assert platforms_of(year_five("Instagram", own_account="Instagram")) == ("Instagram",)
