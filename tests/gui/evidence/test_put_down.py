"""When the casebook locks: what waits is saved, since it may be the only copy; a series has no gaps."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from dslapp.domain.problems import EnvironmentProblem
from dslapp.services.intake import look_at_file
from dslapp.services.intake.take_in_evidence import attach
from tests.gui.evidence.arriving import copy_image, drop, items
from tests.gui.evidence.conftest import MORE_TAUNTS, TAUNTS, Evidence, files
from tests.pictures import SAMPLES


def lock(evidence: Evidence) -> None:
    """Lock as the window does: put everything down, then let the files end. Another file is still being read."""
    ended: list[bool] = []
    put_down = Event()
    evidence.desk.tasks.submit(put_down.wait, 20, lane="files")
    evidence.tab.put_down()
    evidence.desk.tasks.after_files(lambda: ended.append(True))
    put_down.set()
    evidence.qtbot.waitUntil(lambda: bool(ended), timeout=20_000)
    evidence.settle()


def test_what_was_pasted_and_waits_is_saved_when_the_casebook_locks(evidence: Evidence) -> None:
    evidence.open()
    copy_image()
    evidence.tab.intake.paste()
    evidence.answer("no")
    assert evidence.tab.intake.waiting
    lock(evidence)
    assert [each.ref for each in evidence.case().exhibits] == ["JH/1"]
    assert items(evidence) == []


def test_what_waits_as_a_series_is_saved_as_one(evidence: Evidence) -> None:
    evidence.open()
    drop(evidence, files(TAUNTS, MORE_TAUNTS))
    evidence.answer("no")
    lock(evidence)
    assert [(each.series, each.series_order) for each in evidence.case().exhibits] == [("Series 1", 1), ("Series 1", 2)]


def test_a_large_file_is_left_where_it_was_and_holds_no_lock_up(
    evidence: Evidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look_at_file, "HELD_IN_MEMORY", 1000)
    evidence.open()
    drop(evidence, files(TAUNTS))
    evidence.answer("no")
    [item] = items(evidence)
    assert item.looked is not None
    assert item.looked.waiting.path == TAUNTS
    lock(evidence)
    assert evidence.case().exhibits == ()
    assert evidence.stored() == 0


@pytest.fixture
def second_fails(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The disk refuses the second of the files."""
    calls = list[int]()

    def refuse(*args: Any, **more: Any) -> Any:
        calls.append(1)
        if len(calls) == 2:
            raise EnvironmentProblem("The disk is full.")
        return attach(*args, **more)

    monkeypatch.setattr("dslapp.services.intake.attach_series.attach", refuse)
    yield
    assert len(calls) == 3


@pytest.mark.usefixtures("second_fails")
def test_one_that_fails_leaves_no_gap_in_the_numbers_of_a_series(evidence: Evidence) -> None:
    evidence.open()
    last: Path = SAMPLES / "gamehall-dark.png"
    drop(evidence, files(TAUNTS, MORE_TAUNTS, last))
    evidence.answer("no")
    evidence.save()
    assert [(each.original_name, each.series, each.series_order) for each in evidence.case().exhibits] == [
        (TAUNTS.name, "Series 1", 1), (last.name, "Series 1", 2),
    ]  # fmt: skip
    items(evidence)[0].take_out.click()
