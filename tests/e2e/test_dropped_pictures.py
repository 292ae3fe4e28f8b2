"""J2, another way: two screenshots are dragged out of another program's window and dropped on the case."""

from collections.abc import Callable
from pathlib import Path

from dslapp.domain.evidence.exhibits import Exhibit
from tests import cases
from tests.casebooks import DSL, SettableClock, unlock
from tests.e2e.person import Person
from tests.pictures import SAMPLES

PICTURES = [SAMPLES / f"chatnest-taunts-{number}.png" for number in (1, 2)]


def test_two_files_are_dropped_on_a_case_and_kept_byte_for_byte(
    sits_down: Callable[[], Person], thornmoss: Path, note: Callable[[str], None]
) -> None:
    session = unlock(thornmoss, DSL, SettableClock())
    cases.bare_case(session)
    session.opened.close()

    jo = sits_down()
    jo.unlock(DSL)
    jo.go_to_evidence("OSI-2026-0001")
    jo.count_from_here()
    jo.drag_files_to("Or drop them anywhere on this page", "words", *PICTURES)
    jo.read("2 files wait: chatnest-taunts-1.png, chatnest-taunts-2.png. Nothing of them has been read.")
    jo.click("A naked or sexual image: No")
    jo.click("Save 2 pictures, questions later")
    jo.read("Exhibits (2)")
    note(f"J2, two screenshots dropped: {jo.counts()}")
    assert jo.clicks <= 6
    assert jo.close_window() == 0

    session = unlock(thornmoss, DSL, SettableClock())
    kept = [session.evidence.read(each.file_id, each.sha256) for each in session.casebook.select(Exhibit)]
    session.opened.close()
    assert kept == [picture.read_bytes() for picture in PICTURES]
