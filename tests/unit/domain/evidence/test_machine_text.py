"""Words that a machine read offer handles, addresses and times, each as it stands; what only looks like one is none."""

import pytest

from dslapp.domain.entity import ExhibitId, IncidentId
from dslapp.domain.evidence.exhibits import ExhibitText, SaidByFile
from dslapp.domain.evidence.machine_text import MOST, found_in_words, said_by_machine

HANDLES = [
    ("@moved.away.example", ["@moved.away.example"]),
    ("@kai15.example· user id 60218344 · joined", ["@kai15.example"]),
    ("thanks @zed_k.example.", ["@zed_k.example"]),
    ("(@pix.example) and @noah_b.example!", ["@pix.example", "@noah_b.example"]),
    ("write to jo.hartsedge@school.example.com", []),
    ("jo.hartsedge+log@school.example.com, @kit.example", ["@kit.example"]),
    ("meet @ 5", []),
    ("meet @5", []),
    ("https://towntalk.example/@kit.example/88", []),
    ("a@@b", []),
]
ADDRESSES = [
    ("PicLoop — https://picloop.example/u/kai15?id=60218344", ["https://picloop.example/u/kai15?id=60218344"]),
    ("see www.picloop.example.", ["www.picloop.example"]),
    ("(http://picloop.example/p/88)", ["http://picloop.example/p/88"]),
    ("picloop.example/p/88231, look", ["picloop.example/p/88231"]),
    ("https://picloop.example/a_(b)", ["https://picloop.example/a_(b)"]),
    ("moved.away.example", []),
    ("and/or", []),
    ("13/11/2026", []),
    ("jo.hartsedge@school.example.com", []),
]
TIMES = [
    ("21:41", ["21:41"]),
    ("21.41", ["21.41"]),
    ("Posted at 21.41 on 13/11/2026 for £4.50", ["21.41 on 13/11/2026"]),
    ("9:05 pm", ["9:05 pm"]),
    ("9.05pm", ["9.05pm"]),
    ("7am", ["7am"]),
    ("08:52:11", ["08:52:11"]),
    ("Yesterday at 21:41", ["Yesterday at 21:41"]),
    ("Yesterday 21:41", ["Yesterday 21:41"]),
    ("Mon 9 Nov 2026 14:02", ["Mon 9 Nov 2026 14:02"]),
    ("9 November 2026", ["9 November 2026"]),
    ("Nov 9, 2026 at 2:02 PM", ["Nov 9, 2026 at 2:02 PM"]),
    ("2026-11-13", ["2026-11-13"]),
    ("13.11.2026", ["13.11.2026"]),
    ("2 h", ["2 h"]),
    ("TownTalk·Thornmoss community · 2 h", ["2 h"]),
    ("@moved.away.example · 2h", ["2h"]),
    ("posted 3 days ago by somebody", ["3 days ago"]),
    ("5 min ago", ["5 min ago"]),
    ("I was there 2 h and left", []),
    ("for £4.50", []),
    ("£21.50 each", []),
    ("12.50 quid", []),
    ("61%", []),
    ("10.45%", []),
    ("10.45 kg", []),
    ("1.10.45", []),
    ("version 12.30.1", []),
    ("25:10", []),
    ("4G ■ 61%", []),
    ("14 comments · 31 reactions", []),
    ("years 7-11", []),
    ("score 3:2", []),
    ("id 60218344", []),
    ("01632 960 118", []),
    ("may 5 people", ["may 5"]),  # a person sees at once that this is none
]


def found(text: str, *kinds: str) -> list[str]:
    return [each.text for each in found_in_words(text) if each.what in kinds]


@pytest.mark.parametrize(("line", "handles"), HANDLES)
def test_handles(line: str, handles: list[str]) -> None:
    assert found(line, "handle") == handles


@pytest.mark.parametrize(("line", "addresses"), ADDRESSES)
def test_addresses(line: str, addresses: list[str]) -> None:
    assert found(line, "address") == addresses


@pytest.mark.parametrize(("line", "times"), TIMES)
def test_times(line: str, times: list[str]) -> None:
    assert found(line, "time", "clock") == times


def test_a_time_with_its_day_is_a_time_and_one_without_is_what_a_clock_shows() -> None:
    kinds = [each.what for each in found_in_words("21:49\n9 Nov 2026 14:02\nYesterday at 21:41\n2 h")]
    assert kinds == ["clock", "time", "time", "clock"]


def test_everything_found_says_that_a_machine_read_it_and_is_there_once() -> None:
    once = SaidByFile(what="handle", text="@kit.example", source="read by machine")
    assert found_in_words("@kit.example\n@kit.example") == (once,)


def test_a_long_chat_offers_a_bounded_number() -> None:
    assert len(found_in_words("\n".join(f"@kit{number}.example" for number in range(500)))) == MOST


def test_only_the_reading_of_this_exhibit_by_machine_is_looked_at() -> None:
    def words(exhibit: str, how: str, text: str) -> ExhibitText:
        return ExhibitText(
            id=f"{exhibit}{how}", incident_id=IncidentId("c"), exhibit_id=ExhibitId(exhibit), how=how, text=text  # type: ignore[arg-type]
        )  # fmt: skip

    texts = (
        words("a", "read by machine", "@kit.example"),
        words("a", "text of the file", "@pix.example"),
        words("b", "read by machine", "@zed_k.example"),
    )
    assert [each.text for each in said_by_machine(texts, "a")] == ["@kit.example"]
