"""The clocks of an exhibit: what is asked when they do not go together, and what is left alone."""

from datetime import UTC, datetime

import pytest

from dslapp.domain.evidence.clocks import ClockTimes, clocks, doubts, readings_of
from dslapp.domain.evidence.exhibits import ExhibitKind, SaidByFile
from dslapp.domain.statements import Stated, When

NOW = datetime(2026, 11, 13, 16, 50, tzinfo=UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def exactly(text: str) -> When:
    return When(precision="exact", start=at(text))


def exif(text: str) -> tuple[SaidByFile, ...]:
    return (SaidByFile(what="time", text=text, source="EXIF"),)


@pytest.mark.parametrize(
    ("times", "asked"),
    [
        (
            ClockTimes(said=exif("2026:11:12 08:52:11"), captured=exactly("2026-11-12 21:49")),
            "The file says 08:52, you wrote 21:49: which clock is which?",
        ),
        (
            ClockTimes(said=exif("2026:11:11 08:52:11"), captured=exactly("2026-11-12 21:49")),
            "The file says 11 Nov 2026, 08:52, you wrote 12 Nov 2026, 21:49: which clock is which?",
        ),
        (
            ClockTimes(said=exif("2026:07:01 08:52:11"), captured=exactly("2026-07-01 08:52")),
            "The file says 08:52, you wrote 09:52: one hour apart. Was one clock on GMT and the other on BST?",
        ),
        (
            ClockTimes(
                said=exif("2026:11:12 23:10:00"),
                captured=When(precision="between", start=at("2026-11-12 20:00"), end=at("2026-11-12 21:00")),
            ),
            "The file says 23:10, you wrote 21:00: which clock is which?",
        ),
        (
            ClockTimes(shown=Stated(text="13 Nov 2026 at 9:10 am"), captured=exactly("2026-11-12 21:49")),
            "It shows 13 Nov 2026, 09:10, and you wrote that it was captured before that, 12 Nov 2026, 21:49: "
            "which clock is which?",
        ),
        (
            ClockTimes(shown=Stated(text="2026-11-12 22:00"), said=exif("2026:11:12 08:00:00")),
            "It shows 22:00, and the file says that it was captured earlier, 08:00: is that clock right?",
        ),
        (
            ClockTimes(captured=exactly("2026-11-11 21:49"), happened=exactly("2026-11-12 21:41")),
            "You wrote that it was captured 11 Nov 2026, 21:49, before it happened (12 Nov 2026, 21:41): check both.",
        ),
        (
            ClockTimes(captured=exactly("2026-11-13 16:20"), recorded_at=at("2026-11-13 15:00")),
            "You wrote that it was captured 16:20, after it came here (15:00): check the date and the time.",
        ),
        (
            ClockTimes(captured=exactly("2026-11-14 21:49")),
            "You wrote that it was captured 14 Nov 2026, 21:49, which is still to come: check the date and the time.",
        ),
        (
            ClockTimes(said=exif("2027:01:01 00:00:00")),
            "The file says 1 Jan 2027, 00:00, which is still to come by our clock: which is wrong?",
        ),
        (
            ClockTimes(shown=Stated(text="12/12/2026 21:41")),
            "It shows 12 Dec 2026, 21:41, which is still to come: is it written as it stands there?",
        ),
        (
            ClockTimes(kind="e-mail", said=exif("2026-11-12 21:00"), captured=exactly("2026-11-12 09:00")),
            "The file says 21:00, you wrote that it was captured before that, 09:00: which clock is which?",
        ),
    ],
)
def test_clocks_that_cannot_all_be_right_are_asked_about(times: ClockTimes, asked: str) -> None:
    assert doubts(times, NOW) == (asked,)


@pytest.mark.parametrize(
    "times",
    [
        pytest.param(ClockTimes(), id="nothing is known"),
        pytest.param(
            ClockTimes(said=exif("2026:11:12 21:44:11"), captured=exactly("2026-11-12 21:49")), id="said roundly"
        ),
        pytest.param(
            ClockTimes(shown=Stated(text="21:41"), captured=exactly("2026-11-13 08:00")), id="a message of the evening"
        ),
        pytest.param(ClockTimes(shown=Stated(text="2 h"), captured=exactly("2026-11-13 08:00")), id="as the app says"),
        pytest.param(
            ClockTimes(shown=Stated(text="11/12/2026 21:41"), captured=exactly("2026-11-13 08:00")),
            id="the month may stand first",
        ),
        pytest.param(
            ClockTimes(said=exif("2026:10:25 01:30:00"), captured=exactly("2026-10-25 01:30")), id="happened twice"
        ),
        pytest.param(
            ClockTimes(kind="e-mail", said=exif("2026-11-12 21:00"), captured=exactly("2026-11-13 09:00")),
            id="sent before it was kept",
        ),
        pytest.param(
            ClockTimes(
                said=(SaidByFile(what="time", text="2026-11-12 21:41", source="read by machine"),),
                captured=exactly("2026-11-13 08:00"),
            ),
            id="a machine read it in the picture",
        ),
        pytest.param(ClockTimes(said=exif("yesterday"), captured=exactly("2026-11-12 21:49")), id="no time at all"),
        pytest.param(
            ClockTimes(captured=When(precision="unknown", unknown_because="Ellis cannot say")), id="not known"
        ),
    ],
)
def test_what_may_be_true_is_left_alone(times: ClockTimes) -> None:
    assert doubts(times, NOW) == ()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026:07:01 08:52:11", ["2026-07-01 07:52"]),
        ("13/11/2026, 21:41 - Ellis", ["2026-11-13 21:41"]),
        ("[03/04/2026, 9:05:00 pm]", ["2026-03-04 21:05", "2026-04-03 20:05"]),
        ("Friday 13th November 2026 at 12.05 am", ["2026-11-13 00:05"]),
        ("2026-03-29 01:30", ["2026-03-29 01:30"]),
        ("2026-02-31 10:00", []),
        ("13 foo 2026 10:00", []),
        ("21:41", []),
        ("", []),
    ],
)
def test_a_written_time_is_read_in_every_way_that_it_may_mean(written: str, meant: list[str]) -> None:
    assert sorted(readings_of(written)) == [at(each) for each in meant]


@pytest.mark.parametrize("kind", ["picture", "e-mail"])
def test_all_clocks_stand_together_each_with_its_owner(kind: ExhibitKind) -> None:
    times = ClockTimes(
        kind=kind, shown=Stated(text="21:41"), captured=exactly("2026-11-12 21:49"), captured_clock="The device’s",
        said=(SaidByFile(what="time", text="2026:11:12 21:49:02", source="EXIF", at=at("2026-11-12 21:49")),),
        recorded_at=NOW,
    )  # fmt: skip
    assert [(each.whose, each.says) for each in clocks(times)] == [
        ("Shown in it", "21:41"),
        ("Captured, as we were told", "Thursday 12 November 2026, 21:49 GMT"),
        ("The file says", "Thursday 12 November 2026, 21:49 GMT (“2026:11:12 21:49:02”)"),
        ("Came here", "Friday 13 November 2026, 16:50 GMT"),
    ]
    assert "not checked" in clocks(times)[2].hint


def test_a_time_that_is_not_known_says_why() -> None:
    times = ClockTimes(captured=When(precision="unknown", unknown_because="Ellis cannot say"))
    between = ClockTimes(captured=When(precision="between", start=at("2026-11-12 20:00"), end=at("2026-11-12 21:00")))
    assert clocks(times)[1].says == "Not known – Ellis cannot say"
    assert clocks(between)[1].says.startswith("Between Thursday 12 November 2026, 20:00 GMT and")
