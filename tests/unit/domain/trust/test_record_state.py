"""Each thing that is remembered outside the casebook, and what it says of a journal that fits, lacks, or differs."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dslapp.domain.entity import new_id
from dslapp.domain.trust.entries import Restored
from dslapp.domain.trust.record_state import Anchor, AnchorSource, Explanation, FoundEntry, RecordState, judge

MONDAY = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
HEAD = 20


def entry(number: int) -> FoundEntry | None:
    """A journal of twenty entries, one an hour from Monday at nine."""
    if not 1 <= number <= HEAD:
        return None
    return FoundEntry(fingerprint=f"{number:064x}", seal=f"SEAL-{number:04}-0000", at=MONDAY + timedelta(hours=number))


def anchor(
    number: int, *, fits: bool = True, source: AnchorSource = "computer", hours: int | None = None, members: int = 0
) -> Anchor:
    """What is remembered of an entry, `hours` after Monday at nine; at once unless told otherwise."""
    return Anchor(
        source=source, entry=number, fingerprint=f"{number:064x}" if fits else "f" * 64, members=members,
        at=MONDAY + timedelta(hours=number if hours is None else hours), where="this computer",
    )  # fmt: skip


def explanation(*, to: int | None, hours: int, countersigned: bool = True, disputed: bool = False) -> Explanation:
    restored = Restored(
        id=new_id(), snapshot="20261109T080000Z", from_entry=10, from_hash="0" * 64, to_entry=to, quarantine="q",
        reason="The disk died.", at=MONDAY + timedelta(hours=hours),
    )  # fmt: skip
    return Explanation(restored=restored, countersigned=countersigned, disputed=disputed)


@dataclass(frozen=True)
class Case:
    """What is remembered, and what is to be said."""

    anchors: tuple[Anchor, ...]
    says: RecordState
    explanations: tuple[Explanation, ...] = ()


CASES = {
    "nothing is remembered": Case((), "unknown"),
    "the folder alone remembers": Case((anchor(20, source="folder"),), "unknown"),
    "the last entry fits": Case((anchor(20),), "as it was left"),
    "an earlier entry fits": Case((anchor(7, source="backup"),), "as it was left"),
    "entries are gone": Case((anchor(25),), "an older copy was put back"),
    "entries are gone, by the folder": Case((anchor(25, source="folder"),), "an older copy was put back"),
    "an older copy was gone on with": Case((anchor(15, fits=False, hours=14),), "an older copy was put back"),
    "an entry was other already then": Case((anchor(15, fits=False, hours=16),), "another history"),
    "one fits and one does not": Case((anchor(5), anchor(15, fits=False, hours=16)), "another history"),
    "the members file is older": Case((anchor(20, members=4),), "an older copy was put back"),
    "it is explained": Case((anchor(25),), "restored", (explanation(to=25, hours=26),)),
    "what was replaced could not be read": Case((anchor(25),), "restored", (explanation(to=None, hours=26),)),
    "nobody has countersigned": Case(
        (anchor(25),), "restored, to be countersigned", (explanation(to=25, hours=26, countersigned=False),)
    ),
    "a second member disputes it": Case(
        (anchor(25),), "an older copy was put back", (explanation(to=25, hours=26, disputed=True),)
    ),
    "more is gone than was explained": Case(
        (anchor(27),), "an older copy was put back", (explanation(to=25, hours=28),)
    ),
    "it was cut again after the explanation": Case(
        (anchor(25, hours=30),), "an older copy was put back", (explanation(to=25, hours=26),)
    ),
    "what should have stayed is gone": Case(
        (anchor(9, fits=False, hours=9),), "another history", (explanation(to=25, hours=26),)
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_what_is_said_of_the_record(case: Case) -> None:
    judged = judge(HEAD, entry, case.anchors, members=3, explanations=case.explanations)

    assert judged.state == case.says
    assert judged.title
    assert judged.meaning
    assert judged.is_clear or "Write nothing in it until you know" in judged.next_step


def test_the_words_name_the_entry_the_witness_and_the_moment() -> None:
    judged = judge(HEAD, entry, (anchor(5), anchor(25)))

    assert "This computer saw entry 25 on Tuesday 10 November 2026, 10:00 GMT; here the last is entry 20." in (
        judged.meaning
    )
    assert "It may be innocent" in judged.meaning


def test_a_seal_on_paper_is_compared_by_its_twelve_characters() -> None:
    paper = Anchor(source="book", entry=7, fingerprint="SEAL-0007-0000", where="the paper")
    assert judge(HEAD, entry, (paper,)).state == "as it was left"
    wrong = Anchor(source="book", entry=7, fingerprint="SEAL-0008-0000", where="the paper")
    assert "The seal of entry 7 on paper is not the one" in judge(HEAD, entry, (wrong,)).meaning


@given(st.lists(st.integers(1, HEAD), max_size=5), st.integers(1, HEAD))
def test_whatever_was_remembered_of_this_very_journal_never_accuses(numbers: list[int], head: int) -> None:
    """Every state in which it ever was fits all that came after."""
    anchors = tuple(anchor(min(number, head)) for number in numbers)
    assert judge(HEAD, entry, anchors).is_clear


@given(st.integers(1, HEAD - 1), st.integers(1, 30))
def test_every_cut_behind_what_was_remembered_is_noticed(head: int, beyond: int) -> None:
    remembered = anchor(head + beyond)
    judged = judge(head, lambda number: entry(number) if number <= head else None, (remembered,))
    assert not judged.is_clear
