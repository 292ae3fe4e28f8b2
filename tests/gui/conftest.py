"""A desk with a real casebook on the casebook's own thread, in a dressed program."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from dslapp.gui.desk import Desk
from dslapp.gui.tasks import TaskRunner
from dslapp.gui.theme.appearance import dress, prepare
from dslapp.gui.theme.tokens import LIGHT
from dslapp.services.exhibits import read_by_machine
from tests.casebooks import DSL, SettableClock, unlock
from tests.gui.scripted_prompter import ScriptedPrompter


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The program in its light clothes."""
    prepare(qapp)
    dress(qapp, LIGHT)
    return qapp


@pytest.fixture(autouse=True)
def in_its_clothes(dressed: QApplication) -> None:
    """Every test of the window sees it as people do."""


@pytest.fixture(autouse=True)
def no_machine_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the extra is not installed: a test that attaches a picture need not wait for it to be read."""
    monkeypatch.setattr(read_by_machine, "is_installed", lambda: False)


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[TaskRunner]:
    """The two worker threads, ended afterwards."""
    runner = TaskRunner()
    yield runner
    assert runner.shut_down()


@pytest.fixture
def prompter() -> ScriptedPrompter:
    """Answers nothing: a test that expects questions makes its own, with `dataclasses.replace(desk, prompter=...)`."""
    return ScriptedPrompter()


@pytest.fixture
def desk_of(
    tasks: TaskRunner, casebook_folder: Path, clock: SettableClock, prompter: ScriptedPrompter
) -> Iterator[Callable[[str], Desk]]:
    """Call it with a member's name to lock the casebook and have that member sit down at it."""
    desks: list[Desk] = []

    def sit_down(name: str) -> Desk:
        if desks:
            tasks.on_casebook(desks[-1].session.opened.close)
        session = tasks.on_casebook(unlock, casebook_folder, name, clock)
        desks.append(Desk(session=session, tasks=tasks, prompter=prompter, now=clock))
        return desks[-1]

    yield sit_down
    if desks:
        tasks.on_casebook(desks[-1].session.opened.close)
    for desk in desks:
        tasks.submit(desk.session.pictures.close, lane="files")  # after a page that is still being drawn


@pytest.fixture
def desk(desk_of: Callable[[str], Desk]) -> Desk:
    """The DSL, Jo Hartsedge, at Thornmoss's casebook on Friday 13 November 2026, 16:50."""
    return desk_of(DSL)
