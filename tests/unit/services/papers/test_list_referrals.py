"""All referrals: how each stands, and whose receipt is overdue."""

from datetime import timedelta

from dslapp.domain.referral.listed import receipt_in_words, state_of
from dslapp.services.papers.list_referrals import list_referrals
from dslapp.services.papers.refer import Sending, begin_referral, note_receipt, note_sent
from dslapp.services.session import Session
from tests.casebooks import SettableClock
from tests.cases import taunts


def test_a_referral_goes_from_preparation_to_answer(session: Session, clock: SettableClock) -> None:
    referral = begin_referral(session, taunts(session), "police")

    def state() -> str:
        [row] = list_referrals(session)
        assert row.ref == "OSI-2026-0041"
        return state_of(row.referral, session.clock())

    assert state() == "preparing"
    note_sent(session, referral.id, Sending(how="by hand", to="PC Okafor (fictional)", at=session.clock()))
    assert state() == "waiting"
    clock.forward(timedelta(days=4))
    assert state() == "overdue"
    [row] = list_referrals(session)
    assert receipt_in_words(row.referral, session.clock()) == (
        "Overdue: it was due by the end of Monday 16 November 2026"
    )
    note_receipt(session, referral.id, at=session.clock(), by="PC Okafor (fictional)", how="by telephone")
    assert state() == "received"
    note_receipt(
        session, referral.id, at=session.clock(), by="PC Okafor (fictional)", how="by telephone", answer="No offence"
    )
    assert state() == "answered"
