"""What a file says of itself is offered where it may answer a question, and says that nobody has checked it."""

from datetime import UTC, datetime

import pytest

from dslapp.domain.evidence.exhibits import ExhibitKind, SaidByFile, SaidOf, SaidSource
from dslapp.domain.evidence.offers import offers_of


def said(what: SaidOf, text: str, source: SaidSource = "EXIF", at: datetime | None = None) -> SaidByFile:
    return SaidByFile(what=what, text=text, source=source, at=at)


@pytest.mark.parametrize(
    ("kind", "read", "question", "field", "words"),
    [
        (
            "picture", said("time", "2026:11:12 21:49:07"), "captured", "captured",
            "Read from the file (camera data in it, EXIF), not checked: Thursday 12 November 2026, 21:49 GMT "
            "(“2026:11:12 21:49:07”)",
        ),
        (
            "picture", said("device", "Pixel 7"), "who", "device",
            "Read from the file (camera data in it, EXIF), not checked: Pixel 7",
        ),
        (
            "picture", said("time", "21:41", "read by machine"), "shown time", "shown_time",
            "Read by machine, unchecked: 21:41",
        ),
        (
            "e-mail", said("time", "Thu, 12 Nov 2026 21:49:07 +0000", "e-mail header"), "shown time", "shown_time",
            "Read from the file (e-mail header), not checked: Thu, 12 Nov 2026 21:49:07 +0000",
        ),
        (
            "e-mail", said("from", "parent@example.com", "e-mail header"), "place", "account",
            "Read from the file (e-mail header), not checked: parent@example.com. That is the sender of this e-mail: "
            "is it the account that it is about?",
        ),
        (
            "e-mail", said("subject", "Please help", "e-mail header"), "description", "description",
            "Read from the file (e-mail header), not checked: Please help",
        ),
    ],
)  # fmt: skip
def test_each_thing_is_offered_to_the_question_that_it_may_answer(
    kind: ExhibitKind, read: SaidByFile, question: str, field: str, words: str
) -> None:
    [offer] = offers_of((read,), kind)
    assert (offer.question, offer.field, offer.in_words) == (question, field, words)


def test_a_time_that_may_mean_two_moments_is_not_offered_as_one() -> None:
    assert offers_of((said("time", "2026:10:25 01:30:00"),), "picture") == ()
    [one] = offers_of((said("time", "2026:10:25 01:30:00", at=datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),), "picture")
    assert one.when.start == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_the_same_is_offered_once_and_a_long_chat_does_not_drown_the_question() -> None:
    twice = (said("handle", "@a.example", "chat export"),) * 2
    many = tuple(said("handle", f"@{number}.example", "chat export") for number in range(50))
    assert len(offers_of(twice, "chat")) == 1
    assert len(offers_of(many, "chat")) == 4


def test_whom_a_message_went_to_answers_no_question() -> None:
    assert offers_of((said("to", "office@school.example"), said("handle", " ")), "e-mail") == ()
