"""Checking everything: says what was counted, reports how far it is, and notes in the journal that it was done."""

from dslapp.services.session import Session
from dslapp.services.verify_casebook import verify_casebook
from tests.cases import taunts


def test_a_sound_casebook_is_called_sound_and_the_check_is_noted(session: Session) -> None:
    taunts(session)
    entries = session.casebook.head[0]
    found = verify_casebook(session)
    assert (found.entries, found.faults) == (entries, ())
    assert session.casebook.head[0] == entries + 1
    row = session.casebook.connection.execute("SELECT body FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    assert '"action":"verified"' in row[0]


def test_it_says_how_far_it_is(session: Session) -> None:
    taunts(session)
    reports: list[tuple[int, int]] = []
    verify_casebook(session, lambda done, total: reports.append((done, total)))
    assert all(done <= total for done, total in reports)
