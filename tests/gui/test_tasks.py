"""Work leaves the window's thread and comes back to it."""

import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dslapp.domain.problems import EnvironmentProblem, Problem
from dslapp.gui.tasks import UNTIL_LOCKED, TaskRunner


def disk_full() -> None:
    raise EnvironmentProblem("The disk is full.", "Free some space and save again.")


def bug() -> None:
    raise ZeroDivisionError


def test_a_result_comes_back_to_the_windows_thread(qtbot: QtBot, tasks: TaskRunner) -> None:
    seen: list[tuple[int, bool]] = []
    tasks.submit(pow, 2, 5, done=lambda n: seen.append((n, threading.current_thread() is threading.main_thread())))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(32, True)]


def test_all_casebook_work_runs_in_order_on_one_thread(qtbot: QtBot, tasks: TaskRunner) -> None:
    ran: list[tuple[int, str]] = []
    for number in range(20):
        tasks.submit(lambda n=number: ran.append((n, threading.current_thread().name)))
    qtbot.waitUntil(lambda: len(ran) == 20)
    assert ran == [(number, "dsl-casebook") for number in range(20)]


def test_long_file_work_does_not_hold_up_the_casebook(qtbot: QtBot, tasks: TaskRunner) -> None:
    hold = threading.Event()
    saved: list[str] = []
    tasks.submit(hold.wait, 30, lane="files")
    tasks.submit(lambda: "draft", done=saved.append)
    qtbot.waitUntil(lambda: saved == ["draft"])
    hold.set()


def test_file_work_commits_on_the_casebooks_thread(qtbot: QtBot, tasks: TaskRunner) -> None:
    def attach() -> str:
        return tasks.on_casebook(lambda: threading.current_thread().name)

    seen: list[str] = []
    tasks.submit(attach, lane="files", done=seen.append)
    qtbot.waitUntil(lambda: seen == ["dsl-casebook"])


def test_a_fault_in_a_commit_reaches_the_file_work_that_waits_for_it(qtbot: QtBot, tasks: TaskRunner) -> None:
    told: list[Problem] = []
    tasks.submit(tasks.on_casebook, disk_full, lane="files", failed=told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].message == "The disk is full."


def test_a_problem_is_told_where_the_person_is_looking(qtbot: QtBot, tasks: TaskRunner) -> None:
    told: list[Problem] = []
    ended: list[bool] = []
    tasks.submit(disk_full, failed=told.append, ended=lambda: ended.append(True))
    qtbot.waitUntil(lambda: bool(ended))
    assert str(told[0]) == "The disk is full. Free some space and save again."


def test_a_problem_that_nobody_asked_for_is_told_by_the_window(qtbot: QtBot, tasks: TaskRunner) -> None:
    with qtbot.waitSignal(tasks.problem) as told:
        tasks.submit(disk_full)
    assert isinstance(told.args[0], EnvironmentProblem)


def test_a_bug_goes_to_the_crash_dialog_and_the_work_goes_on(qtbot: QtBot, tasks: TaskRunner) -> None:
    told: list[Problem] = []
    with qtbot.waitSignal(tasks.crashed) as crash:
        tasks.submit(bug, failed=told.append)
    assert isinstance(crash.args[0], ZeroDivisionError)
    assert told == []
    after: list[str] = []
    tasks.submit(lambda: "still here", done=after.append)
    qtbot.waitUntil(lambda: after == ["still here"])


def test_only_the_newest_search_is_answered(qtbot: QtBot, tasks: TaskRunner) -> None:
    hold = threading.Event()
    answers: list[str] = []
    tasks.submit(hold.wait, 30)
    for words in ("t", "ta", "tau"):
        tasks.submit(str.upper, words, latest="search", done=answers.append)
    hold.set()
    with qtbot.waitSignal(tasks.busy, check_params_cb=lambda busy: not busy):
        tasks.submit(lambda: None)
    assert answers == ["TAU"]


def test_progress_is_reported_and_cancelling_stops_the_work(qtbot: QtBot, tasks: TaskRunner) -> None:
    def hash_files(progress: Callable[[int, int], None], cancel: threading.Event) -> str:
        progress(1, 4)
        cancel.wait(30)
        return "stopped early"

    seen: list[tuple[int, int]] = []
    answers: list[str] = []
    task = tasks.submit(
        hash_files, done=answers.append, progress=lambda *at: seen.append(at), cancellable=True, lane="files"
    )
    qtbot.waitUntil(lambda: seen == [(1, 4)])
    with qtbot.waitSignal(tasks.busy):
        task.cancel()
    assert answers == []


def test_what_can_be_done_another_time_is_stopped_together(qtbot: QtBot, tasks: TaskRunner) -> None:
    ended: list[str] = []
    begun = threading.Event()

    def copy_for_ever(cancel: threading.Event) -> None:
        begun.set()
        assert cancel.wait(30)

    for name in ("one", "waiting behind it"):
        said = partial(ended.append, name)
        tasks.submit(copy_for_ever, lane="files", cancellable=True, stopped_with="backups", ended=said)
    kept = tasks.submit(pow, 2, 5, lane="files", ended=lambda: ended.append("kept"))
    assert begun.wait(30)
    tasks.stop("backups")
    qtbot.waitUntil(lambda: ended == ["one", "waiting behind it", "kept"])
    assert not kept.cancelled.is_set()


def test_who_hands_over_work_that_nobody_waits_for_hears_that_it_was_stopped(qtbot: QtBot, tasks: TaskRunner) -> None:
    def read_pictures(cancel: threading.Event) -> None:
        assert cancel.wait(30)
        raise RuntimeError("the casebook was locked under it")

    ended: list[str] = []
    tasks.submit(read_pictures, lane="background", cancellable=True, ended=partial(ended.append, "read")).cancel()
    qtbot.waitUntil(lambda: ended == ["read"])


def test_what_follows_the_work_does_not_wait_until_somebody_has_read_of_a_bug(qtbot: QtBot, tasks: TaskRunner) -> None:
    happened: list[str] = []
    tasks.crashed.connect(lambda _error: happened.append("told of the bug"))
    tasks.submit(bug, ended=partial(happened.append, "locked"))
    qtbot.waitUntil(lambda: len(happened) == 2)
    assert happened == ["locked", "told of the bug"]


def test_a_page_that_is_gone_is_not_called_back(qtbot: QtBot, tasks: TaskRunner) -> None:
    page = QWidget()
    hold = threading.Event()
    tasks.submit(hold.wait, 30, done=page.setEnabled)
    page.deleteLater()
    with qtbot.waitSignal(page.destroyed):
        pass
    with qtbot.waitSignal(tasks.busy):
        hold.set()


@pytest.fixture
def threads_take_turns_often() -> Iterator[None]:
    """So that what can happen between any two steps of two threads does happen."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


class OnlyTheJobKnows:
    """Notes the thread on which it ends."""

    def __init__(self, ended_on: list[threading.Thread]) -> None:
        self.ended_on = ended_on

    def take(self, _result: object) -> None:
        """Be called back."""

    def __del__(self) -> None:
        self.ended_on.append(threading.current_thread())


def test_what_only_a_job_knew_ends_on_the_windows_thread(
    qapp: QApplication, tasks: TaskRunner, threads_take_turns_often: None
) -> None:
    ended_on: list[threading.Thread] = []
    for count in range(1, 1001):
        tasks.submit(int, done=OnlyTheJobKnows(ended_on).take)
        while len(ended_on) < count:
            qapp.processEvents()
    assert set(ended_on) == {threading.main_thread()}


def test_everything_handed_over_is_finished_before_the_threads_end() -> None:
    runner = TaskRunner()
    saved: list[int] = []
    for number in range(50):
        runner.submit(saved.append, number)
    assert runner.shut_down()
    assert saved == list(range(50))


@pytest.mark.parametrize("lane", ["casebook", "files"])
def test_work_handed_over_after_the_end_is_refused(lane: str) -> None:
    runner = TaskRunner()
    runner.shut_down()
    with pytest.raises(RuntimeError):
        runner.submit(print, lane=lane)  # type: ignore[arg-type]  # the parameter is one of the two


def test_work_with_files_is_finished_while_the_casebook_can_still_take_its_record(qtbot: QtBot) -> None:
    """Whoever closes the window while a picture is being kept loses neither the picture nor its record."""
    saved: list[str] = []
    tasks, go = TaskRunner(), threading.Event()

    def keep() -> None:
        go.wait(5)
        tasks.on_casebook(saved.append, "the record")

    tasks.submit(keep, lane="files")
    threading.Timer(0.05, go.set).start()
    assert tasks.finish_files()
    tasks.submit(saved.append, "locked")
    assert tasks.shut_down()
    assert saved == ["the record", "locked"]
    assert tasks.is_ended


def test_what_waits_for_the_files_comes_after_them(qtbot: QtBot) -> None:
    order: list[str] = []
    tasks = TaskRunner()
    tasks.submit(order.append, "the file", lane="files")
    tasks.after_files(lambda: order.append("then"))
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == ["the file", "then"]
    assert tasks.shut_down()


def test_work_in_the_background_shows_no_sign_and_holds_nothing_up(qtbot: QtBot, tasks: TaskRunner) -> None:
    signs: list[bool] = []
    tasks.busy.connect(signs.append)
    hold = threading.Event()
    read: list[bool] = []
    tasks.submit(hold.wait, 30, lane="background", done=read.append)
    seen: list[str] = []
    tasks.submit(lambda: "a picture", lane="files", done=seen.append)
    qtbot.waitUntil(lambda: seen == ["a picture"])
    assert signs == [True, False]
    hold.set()
    qtbot.waitUntil(lambda: read == [True])
    assert signs == [True, False]


def test_locking_cancels_what_nobody_waits_for_and_takes_nothing_it_meets_for_a_bug(
    qtbot: QtBot, tasks: TaskRunner
) -> None:
    crashes: list[object] = []
    tasks.crashed.connect(crashes.append)
    begun = threading.Event()

    def read(cancel: threading.Event) -> None:
        begun.set()
        cancel.wait(30)
        bug()

    task = tasks.submit(read, lane="background", cancellable=True)
    begun.wait(30)
    locked: list[bool] = []
    tasks.after_files(lambda: locked.append(True))
    qtbot.waitUntil(lambda: bool(locked))
    assert (task.cancelled.is_set(), tasks.shut_down(), crashes) == (True, True, [])


def test_locking_stops_what_runs_on_files_and_drops_what_waits_there_for_its_turn(
    qtbot: QtBot, tasks: TaskRunner
) -> None:
    begun, ran = threading.Event(), list[str]()

    def slow(name: str, cancel: threading.Event) -> None:
        ran.append(name)
        begun.set()
        assert cancel.wait(30), "a pack of gigabytes"

    tasks.submit(slow, "pack", lane="files", cancellable=True, stopped_with=UNTIL_LOCKED)
    tasks.submit(slow, "series", lane="files", cancellable=True, stopped_with=UNTIL_LOCKED)
    tasks.submit(slow, "picture", threading.Event(), lane="files", latest="picture")
    tasks.submit(ran.append, "a pasted picture is kept", lane="files")
    begun.wait(30)
    locked: list[bool] = []
    tasks.after_files(lambda: locked.append(True))
    qtbot.waitUntil(lambda: bool(locked), timeout=2000)
    assert ran == ["pack", "a pasted picture is kept"]


def test_an_event_of_the_callers_own_stops_the_work_which_still_reports(qtbot: QtBot, tasks: TaskRunner) -> None:
    stop, seen = threading.Event(), list[bool]()

    def work(cancel: threading.Event) -> bool:
        return cancel.wait(30)

    tasks.submit(work, lane="files", cancel=stop, stopped_with=UNTIL_LOCKED, done=seen.append)
    stop.set()
    qtbot.waitUntil(lambda: seen == [True])
    task = tasks.submit(work, lane="files", cancel=(own := threading.Event()), stopped_with=UNTIL_LOCKED)
    tasks.stop(UNTIL_LOCKED)
    assert (task.cancelled.is_set(), own.is_set()) == (True, True)


def test_a_drive_that_does_not_answer_does_not_keep_the_casebook_open(
    qtbot: QtBot, tasks: TaskRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dslapp.gui.tasks.AT_MOST_MS", 20)
    answers, locked = threading.Event(), list[bool]()
    tasks.submit(answers.wait, 30, lane="files")
    tasks.after_files(lambda: locked.append(True))
    qtbot.waitUntil(lambda: locked == [True])
    with qtbot.waitSignal(tasks.busy, check_params_cb=lambda busy: not busy):
        answers.set()
    assert locked == [True], "once only"
