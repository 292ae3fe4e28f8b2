"""Damage that shows while somebody works is told in words: the window does not crash, and nothing more is saved."""

import pytest
from pytestqt.qtbot import QtBot

from dslapp.casebook.store import Casebook
from dslapp.domain.case.casework import LogEntry
from dslapp.domain.entity import IncidentId, new_id
from dslapp.domain.problems import Problem
from dslapp.gui.damage_watch import DamageWatch
from dslapp.gui.desk import Desk
from dslapp.services.case.list_actions import list_actions
from tests import cases

PAGE = 4096


@pytest.fixture
def spoilt(desk: Desk) -> Desk:
    """A sitting during which the casebook's file is damaged everywhere but on its first page."""

    def spoil(casebook: Casebook) -> None:
        data = bytearray(casebook.path.read_bytes())
        for start in range(PAGE, len(data), PAGE):
            data[start + 700] ^= 1
        with casebook.path.open("r+b") as file:
            file.write(data)
        casebook.connection.execute("PRAGMA shrink_memory")  # forget what was read before

    desk.tasks.on_casebook(cases.taunts, desk.session)
    desk.tasks.on_casebook(spoil, desk.session.casebook)
    return desk


def test_a_query_that_meets_damage_is_told_in_words_and_stops_saving(qtbot: QtBot, spoilt: Desk) -> None:
    watch = DamageWatch(spoilt.session)
    spoilt.tasks.in_words = watch.in_words
    problems: list[Problem] = []
    with qtbot.waitSignal(watch.stopped) as stopped:
        spoilt.tasks.submit(list_actions, spoilt.session, failed=problems.append)
    assert "can no longer be read" in stopped.args[0]
    assert "lock the casebook and unlock it again" in stopped.args[1]
    qtbot.waitUntil(lambda: bool(problems))
    assert "can no longer be read" in str(problems[0])
    spoilt.tasks.submit(spoilt.session.casebook.commit, [an_entry()], failed=problems.append)
    qtbot.waitUntil(lambda: len(problems) == 2)
    assert "nothing is saved" in str(problems[1])


def test_a_save_that_meets_damage_stops_too(qtbot: QtBot, spoilt: Desk) -> None:
    watch = DamageWatch(spoilt.session)
    spoilt.tasks.in_words = watch.in_words
    problems: list[Problem] = []
    with qtbot.waitSignal(watch.stopped):
        spoilt.tasks.submit(spoilt.session.casebook.commit, [an_entry()], failed=problems.append)
    qtbot.waitUntil(lambda: bool(problems))
    assert "Nothing more is saved into it" in str(problems[0])
    assert spoilt.session.casebook.read_only


def an_entry() -> LogEntry:
    return LogEntry(id=new_id(), incident_id=IncidentId(new_id()), at=cases.TOLD, entry_kind="note", what="Said.")
