"""The pages of the casebook are checked in the gaps between other work; only damage is told."""

from pytestqt.qtbot import QtBot

from dslapp.casebook.database.page_check import PageCheck
from dslapp.gui.damage_watch import DamageWatch
from dslapp.gui.desk import Desk
from dslapp.gui.page_watch import PageWatch
from dslapp.gui.tasks import TaskRunner
from dslapp.services.health.verify_casebook import verify_casebook
from dslapp.services.session import Session
from tests import cases

PAGE = 4096


def test_a_sound_casebook_is_checked_without_a_word(qtbot: QtBot, desk: Desk) -> None:
    told: list[object] = []
    desk.tasks.busy.connect(told.append)
    desk.tasks.problem.connect(told.append)
    watch = PageWatch(desk.tasks, desk.session)
    watch.timer.stop()
    watch.go_on()
    qtbot.waitUntil(lambda: watch.is_done)
    assert told == []


def test_other_work_goes_first_and_the_check_goes_on_later(qtbot: QtBot, desk: Desk) -> None:
    check = PageCheck(desk.session.casebook)
    assert desk.tasks.on_casebook(check.go_on, always) is False
    assert desk.tasks.on_casebook(check.go_on, never) is True


def test_the_check_is_stopped_in_the_middle_of_a_table(desk: Desk) -> None:
    desk.tasks.on_casebook(cases.taunts, desk.session)
    check, asked = PageCheck(desk.session.casebook), list[int]()

    def after_a_while() -> bool:
        asked.append(1)
        return len(asked) > 5

    assert desk.tasks.on_casebook(check.go_on, after_a_while) is False
    assert desk.tasks.on_casebook(check.go_on, never) is True


def spoil_the_last_page(session: Session) -> None:
    cases.taunts(session)
    path = session.casebook.path
    data = bytearray(path.read_bytes())
    data[-PAGE + 700] ^= 1
    with path.open("r+b") as file:
        file.write(data)
    session.casebook.connection.execute("PRAGMA shrink_memory")  # forget what was read before


def test_the_check_of_everything_stops_saving_too(desk: Desk) -> None:
    desk.tasks.on_casebook(spoil_the_last_page, desk.session)
    found = desk.tasks.on_casebook(verify_casebook, desk.session)
    assert "database" in {fault.where for fault in found.faults}
    assert desk.session.casebook.read_only


def test_damage_is_told_and_stops_saving(qtbot: QtBot, desk: Desk) -> None:
    desk.tasks.on_casebook(spoil_the_last_page, desk.session)
    damage = DamageWatch(desk.session)
    desk.tasks.in_words = damage.in_words
    watch = PageWatch(desk.tasks, desk.session)
    watch.timer.stop()
    with qtbot.waitSignal(damage.stopped) as stopped:
        watch.go_on()
    assert "can no longer be read" in stopped.args[0]
    assert desk.session.casebook.read_only


def test_what_ends_says_so(qtbot: QtBot, tasks: TaskRunner) -> None:
    done: list[int] = []
    tasks.in_the_gaps(lambda waits: 7 if not waits() else 8, done=done.append)
    qtbot.waitUntil(lambda: done == [7])


def always() -> bool:
    return True


def never() -> bool:
    return False
