"""The only way out of the window: work is done on worker threads, its result comes back to the window's thread."""

import queue
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, TypeVar
from weakref import WeakSet

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from dslapp.domain.problems import Problem

Result = TypeVar("Result")
Lane = Literal["casebook", "files", "background"]
_NOBODY_WAITS: Lane = "background"
UNTIL_LOCKED = "until locked"
"""For `stopped_with`: work on files that locking stops, since keys would stay in memory until it is done."""
AT_MOST_MS = 15_000
"""How long a lock waits for file work that does not stop, as on a drive that does not answer."""


@dataclass(eq=False)
class Task:
    """Work that was handed over. `cancel` asks it to stop; a cancelled task reports nothing more."""

    cancelled: threading.Event
    asked: threading.Event | None = None
    """The caller's own event, by which the work is stopped and still reports."""

    def cancel(self) -> None:
        """Stop it: not begun, it never runs; begun, it stops where it next looks at its event."""
        self.cancelled.set()
        if self.asked is not None:
            self.asked.set()


@dataclass(frozen=True)
class _Job:
    work: Callable[[], Any]
    done: Callable[[Any], object] | None
    failed: Callable[[Problem], object] | None
    ended: Callable[[], object] | None
    task: Task


class TaskRunner(QObject):
    """Three threads: "casebook" owns the open casebook and runs its work in order; "files" does long work on files.

    "background" does what nobody waits for: no sign of work is shown for it, and locking cancels it.
    `problem` carries a `Problem` for which nobody asked (`failed` was not given); `crashed` carries any other
    exception: a bug, for the crash dialog. `busy` says whether any work is under way. All arrive on the window thread.
    """

    problem = Signal(object)
    crashed = Signal(object)
    busy = Signal(bool)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.in_words: Callable[[BaseException], BaseException] = _as_it_is
        """Says what to report in place of an error; called on the worker thread."""
        lanes: tuple[Lane, ...] = ("casebook", "files", _NOBODY_WAITS)
        self._lanes = {lane: _LaneThread(lane, self._put_in_words, self._teller(lane)) for lane in lanes}
        self._latest: dict[str, Task] = {}
        self._stoppable: dict[str, WeakSet[Task]] = {}
        self._open = 0
        self._arrived.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    def submit(
        self,
        work: Callable[..., Result],
        *args: Any,
        done: Callable[[Result], object] | None = None,
        failed: Callable[[Problem], object] | None = None,
        ended: Callable[[], object] | None = None,
        progress: Callable[[int, int], object] | None = None,
        cancellable: bool = False,
        latest: str = "",
        stopped_with: str = "",
        cancel: threading.Event | None = None,
        lane: Lane = "casebook",
        **kwargs: Any,
    ) -> Task:
        """Run `work(*args, **kwargs)` on the thread of `lane`; return at once.

        `done` gets its result, `failed` the `Problem` it raised; `ended` is called after either, and after a bug.
        With `progress`, the work is called with `progress=`, a function of (done, total) that reports to the window.
        With `cancellable`, it is called with `cancel=`, the `threading.Event` that `Task.cancel` sets.
        It is called with `cancel` where that is given: an event of the caller's own, after which it still reports.
        `latest` names a series of which only the newest matters (search as you type): an older one is cancelled.
        `stopped_with` names work that `stop` cancels together, since it may take long and can be done another time;
        on the lane for files what has `latest` is `UNTIL_LOCKED` by itself: it is only looked at.
        A callback that is a method of a widget which is gone by then is not called.
        Raises RuntimeError after `shut_down`.
        """
        task = Task(threading.Event(), cancel)
        if latest:
            if latest in self._latest:
                self._latest[latest].cancel()
            self._latest[latest] = task
        if lane == _NOBODY_WAITS:
            stopped_with = _NOBODY_WAITS
        elif lane == "files" and latest and not stopped_with:
            stopped_with = UNTIL_LOCKED
        if stopped_with:
            self._stoppable.setdefault(stopped_with, WeakSet()).add(task)
        if progress:
            kwargs["progress"] = self._reporter(task, progress)
        if cancellable or cancel is not None:
            kwargs["cancel"] = cancel or task.cancelled
        if lane != _NOBODY_WAITS:
            self._open += 1
            if self._open == 1:
                self.busy.emit(True)
        self._lanes[lane].put(_Job(lambda: work(*args, **kwargs), done, failed, ended, task))
        return task

    def on_casebook(self, work: Callable[..., Result], *args: Any, **kwargs: Any) -> Result:
        """Run `work` on the casebook's thread and wait for it: how file work commits. Never call from the window."""
        if threading.current_thread() is self._lanes["casebook"].thread:
            return work(*args, **kwargs)
        answer: Future[Result] = Future()

        def run() -> None:
            try:
                answer.set_result(work(*args, **kwargs))
            except BaseException as error:  # noqa: BLE001 - it is raised again where it is waited for
                answer.set_exception(error)

        self._lanes["casebook"].put(_Job(run, None, None, None, Task(threading.Event())), counted=False)
        return answer.result()

    def in_the_gaps(self, work: Callable[[Callable[[], bool]], Result], *, done: Callable[[Result], object]) -> None:
        """Run `work(waits)` on the casebook's thread without a sign of it; it must stop soon once `waits()` is true.

        A Problem that it raises is only put into words by `in_words`; nobody asked for this work.
        """
        lane = self._lanes["casebook"]

        def run() -> None:
            try:
                result = work(lane.waits)
            except BaseException as error:  # noqa: BLE001 - one of the three edges: told or shown as a crash
                told = self.in_words(error)
                if not isinstance(told, Problem):
                    self._arrived.emit(lambda: self.crashed.emit(told))
            else:
                self._arrived.emit(lambda: _call(done, result))

        lane.put(_Job(run, None, None, None, Task(threading.Event())), counted=False)

    def stop(self, name: str) -> None:
        """Cancel all work that was handed over with `stopped_with=name`."""
        for task in self._stoppable.pop(name, ()):
            task.cancel()

    @property
    def is_ended(self) -> bool:
        """Whether nothing can be handed over any more."""
        return any(lane.closed for lane in self._lanes.values())

    def after_files(self, then: Callable[[], object]) -> None:
        """Stop what locking stops, and call `then` in the window once the other file work so far has ended.

        It is called after `AT_MOST_MS` in any case: what does not stop is cut short, as when the computer is.
        """
        self._stop_until_locked()
        late = QTimer(self)
        late.setSingleShot(True)
        once = _Once(then)
        late.timeout.connect(once.call)
        late.start(AT_MOST_MS)
        self.submit(_nothing, lane="files", ended=once.call)

    def finish_files(self, seconds: float = 30.0) -> bool:
        """Stop what locking stops, let other file work finish, and take no more. Return whether it ended in time."""
        self._stop_until_locked()
        return self._lanes["files"].finish(seconds)

    def shut_down(self, seconds: float = 30.0) -> bool:
        """Let what was begun or handed over finish, then end the threads. Return whether they ended in time."""
        self.stop(_NOBODY_WAITS)
        lanes: tuple[Lane, ...] = ("files", _NOBODY_WAITS, "casebook")
        ended = [self._lanes[name].finish(seconds) for name in lanes]
        return all(ended)

    def _stop_until_locked(self) -> None:
        self.stop(_NOBODY_WAITS)
        self.stop(UNTIL_LOCKED)

    def _reporter(self, task: Task, progress: Callable[[int, int], object]) -> Callable[[int, int], None]:
        def report(done: int, total: int) -> None:
            if not task.cancelled.is_set():
                self._arrived.emit(lambda: _call(progress, done, total))

        return report

    def _put_in_words(self, error: BaseException) -> BaseException:
        return self.in_words(error)

    def _teller(self, lane: Lane) -> Callable[[], None]:
        receive = partial(self._receive, lane)
        return lambda: self._arrived.emit(receive)

    @Slot(object)
    def _hear(self, said: Callable[[], None]) -> None:
        said()

    def _receive(self, lane: Lane) -> None:
        outcome = self._lanes[lane].outcomes.popleft()
        job, error = outcome.job, outcome.error
        unasked, cancelled = lane == _NOBODY_WAITS, job.task.cancelled.is_set()
        if not unasked:
            self._open -= 1
            if self._open == 0:
                self.busy.emit(False)
        try:
            if not cancelled and isinstance(error, Problem):
                if job.failed:
                    _call(job.failed, error)
                else:
                    self.problem.emit(error)
            elif not cancelled and error is None and job.done:
                _call(job.done, outcome.result)
        finally:
            if job.ended:
                _call(job.ended)
        under_a_lock = unasked and cancelled  # the casebook may have been locked under it: what it met is no bug
        if error is not None and not isinstance(error, Problem) and not under_a_lock:
            self.crashed.emit(error)  # last: nothing that follows the work, such as a lock, waits until it was read


@dataclass(frozen=True)
class _Outcome:
    job: _Job
    result: Any
    error: BaseException | None


class _LaneThread:
    """One worker thread and its queue.

    What came of a job is laid in `outcomes` and let go before `tell` is called: the window's thread holds the last
    reference to it, so that a widget which only the job still knew ends there, as Qt asks.
    """

    def __init__(self, name: str, in_words: Callable[[BaseException], BaseException], tell: Callable[[], None]) -> None:
        self.outcomes: deque[_Outcome] = deque()
        self._jobs: queue.SimpleQueue[tuple[_Job, bool] | None] = queue.SimpleQueue()
        self._in_words, self._tell = in_words, tell
        self.closed = False
        self.thread = threading.Thread(target=self._run, name=f"dsl-{name}", daemon=True)
        self.thread.start()

    def put(self, job: _Job, *, counted: bool = True) -> None:
        if self.closed:
            raise RuntimeError("work was handed over after the threads were told to end")
        self._jobs.put((job, counted))

    def waits(self) -> bool:
        """Whether anything else is to be done."""
        return not self._jobs.empty()

    def finish(self, seconds: float) -> bool:
        self.closed = True
        self._jobs.put(None)
        self.thread.join(seconds)
        return not self.thread.is_alive()

    def _run(self) -> None:
        while (item := self._jobs.get()) is not None:
            job, counted = item
            result, error = None, None
            if not job.task.cancelled.is_set():
                try:
                    result = job.work()
                except BaseException as raised:  # noqa: BLE001 - one of the three edges: told or shown as a crash
                    error = self._in_words(raised)
            if counted:
                self.outcomes.append(_Outcome(job, result, error))
            del job, item, result, error
            if counted:
                self._tell()


def _as_it_is(error: BaseException) -> BaseException:
    return error


class _Once:
    """Calls back the first time only."""

    def __init__(self, then: Callable[[], object]) -> None:
        self._then: Callable[[], object] | None = then

    def call(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()


def _nothing() -> None:
    """Work that only waits for its turn."""


def _call(callback: Callable[..., object], *args: object) -> None:
    """Call back, unless the widget whose method it is has gone."""
    owner = getattr(callback, "__self__", None)
    if isinstance(owner, QObject) and not shiboken6.isValid(owner):
        return
    callback(*args)
