"""Support for somebody who saw what must never be here is an action of the case, once."""

import pytest

from dslapp.domain.evidence.support import CONTACTS, support_action, who_saw
from dslapp.services.case.today import today
from dslapp.services.change_settings import whom_here
from dslapp.services.continuity.see_to_support import see_to_support
from dslapp.services.session import Session
from tests.cases import bare_case


def test_it_stands_on_today_with_a_day_and_only_once(session: Session) -> None:
    case = bare_case(session)
    first = see_to_support(session, case, "Sam Ottrell")
    assert see_to_support(session, case, "Sam Ottrell").id == first.id
    assert [each.what for each in today(session).this_week] == [support_action("Sam Ottrell")]


@pytest.mark.parametrize(
    ("written", "who"),
    [
        ("Sam Ottrell, by accident", "Sam Ottrell"),
        ("Sam Ottrell (in the preview)", "Sam Ottrell"),
        ("Callum B. and his brother", "Callum B. and his brother"),
        ("Mr Adair. He closed it at once", "Mr Adair"),
        ("Nobody here", ""),
        ("not known", ""),
        ("", ""),
        ("The whole of the group of nine pupils and later on two of their parents as well", "whoever saw it"),
    ],
)
def test_who_is_read_from_what_was_written(written: str, who: str) -> None:
    assert who_saw(written) == who


def test_every_number_is_one_of_the_contact_list(session: Session) -> None:
    assert set(CONTACTS) <= set(whom_here(session))
