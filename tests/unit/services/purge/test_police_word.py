"""What the police said of something hidden is kept, also where it stays as it is; asking again is an action."""

from datetime import timedelta

import pytest

from dslapp.domain.case.casework import Action, LogEntry
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.problems import UserProblem
from dslapp.services.purge.police_word import keep_police_word, note_told
from dslapp.services.purge.purge_exhibit import PurgeAnswers
from dslapp.services.purge.shut_away import let_out, shut_away
from dslapp.services.session import Session
from tests.casebooks import FRIDAY_AFTERNOON
from tests.purges import attach_canary

AGAIN = FRIDAY_AFTERNOON + timedelta(days=3)
LEAVE = PurgeAnswers(police_said="leave it", advised_by="PC 4471, 17:05", police_ref="37/1113/26", seen_by="Jo H.")


def actions(session: Session) -> list[tuple[str, str]]:
    found = sorted(session.casebook.select(Action), key=lambda each: each.id)
    return [(each.what, each.status) for each in found]


def test_who_said_so_is_kept_and_nothing_is_removed(session: Session) -> None:
    exhibit = attach_canary(session)
    shut_away(session, exhibit.id)
    keep_police_word(session, exhibit.id, LEAVE, AGAIN)
    kept = session.casebook.get(Exhibit, exhibit.id)
    assert (kept.police_said, kept.told_to, kept.police_ref) == ("leave it", "PC 4471, 17:05", "37/1113/26")
    assert (kept.seen_by, kept.shut_away_by, kept.file_id) == ("Jo H.", session.member.name, exhibit.file_id)
    (entry,) = session.casebook.select(LogEntry)
    assert (entry.entry_kind, entry.who, entry.may_preserve_or_delete) == ("advice", "PC 4471, 17:05", "no")
    ask = f"Ask the police again: may {exhibit.ref} be removed?"
    assert actions(session) == [(ask, "open")]
    keep_police_word(session, exhibit.id, PurgeAnswers(police_said="no advice"), AGAIN)
    assert actions(session) == [(ask, "done"), (ask, "open")], "one open action, however often they are asked"
    assert session.casebook.get(Exhibit, exhibit.id).told_to == "PC 4471, 17:05", "what was said before stays"
    let_out(session, exhibit.id, "The police looked at it: a meme.")
    assert {status for _, status in actions(session)} == {"done"}
    assert session.casebook.get(Exhibit, exhibit.id).police_said == ""


@pytest.mark.parametrize(
    ("said", "asked", "field"),
    [
        (PurgeAnswers(), True, "police_said"),
        (PurgeAnswers(police_said="remove it", advised_by="PC 4471"), True, "police_said"),
        (PurgeAnswers(police_said="leave it"), True, "advised_by"),
        (LEAVE, False, "ask_again"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    session: Session, said: PurgeAnswers, asked: bool, field: str
) -> None:
    exhibit = attach_canary(session)
    shut_away(session, exhibit.id)
    with pytest.raises(UserProblem) as refused:
        keep_police_word(session, exhibit.id, said, AGAIN if asked else None)
    assert refused.value.field == field


def test_nothing_is_kept_of_what_is_not_hidden(session: Session) -> None:
    exhibit = attach_canary(session)
    with pytest.raises(UserProblem, match="Hide it first"):
        keep_police_word(session, exhibit.id, LEAVE, AGAIN)


def test_who_was_told_is_added_to_what_stands_there(session: Session) -> None:
    exhibit = attach_canary(session)
    shut_away(session, exhibit.id)
    keep_police_word(session, exhibit.id, LEAVE, AGAIN)
    assert note_told(session, exhibit.id, "the LADO, 17:20").told_to == "PC 4471, 17:05; the LADO, 17:20"
    with pytest.raises(UserProblem):
        note_told(session, exhibit.id, " ")
