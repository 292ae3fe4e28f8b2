"""Each kind of file is asked about in its own words, and each question keeps its key."""

from typing import get_args

import pytest

from dslapp.domain.evidence.asked import asked_of
from dslapp.domain.evidence.exhibits import WITHOUT_FILE, CaptureMethod, ExhibitKind

KINDS = [kind for kind in get_args(ExhibitKind) if kind not in WITHOUT_FILE]


@pytest.mark.parametrize("kind", KINDS)
def test_only_a_picture_is_asked_about_a_screenshot(kind: ExhibitKind) -> None:
    asked = asked_of(kind)
    methods = dict(asked.methods)
    assert ("screenshot" in methods) == (kind == "picture")
    assert set(methods) <= set(get_args(CaptureMethod))
    assert ("was on the screen" in asked.who_reason) == (kind == "picture")


@pytest.mark.parametrize("kind", KINDS)
def test_the_keys_are_the_same_for_every_kind(kind: ExhibitKind) -> None:
    asked = asked_of(kind)
    keys = [words[words.index("&") + 1] for words in (asked.shown, asked.captured, asked.who)]
    assert keys == ["c", "u", "d"]


def test_an_email_is_asked_when_it_was_sent_and_who_gave_it_to_us() -> None:
    asked = asked_of("e-mail")
    assert asked.shown == "Whi&ch time of sending does it show?"
    assert asked.by == "Given to us by"
    assert "forwarded" in dict(asked.methods)
