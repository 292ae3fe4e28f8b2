"""The tab "School's changes" of the Guidance page, for a DSL who may change the guidance."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import pytest
from pytestqt.qtbot import QtBot

from dslapp.gui.desk import Desk
from dslapp.gui.guidance.page import GuidancePage
from dslapp.gui.routes import ToReference
from dslapp.services.guidance.change_guidance import switch_editing
from tests.gui.case.at_the_case import settle
from tests.gui.scripted_prompter import ScriptedPrompter


class Opens(Protocol):
    """Shows the tab, `width` pixels wide; `on` says whether changing is switched on."""

    def __call__(
        self, *, on: bool = True, width: int = 1158, at: Desk | None = None, folders: tuple[Path, ...] = ()
    ) -> GuidancePage: ...


@pytest.fixture
def opens(qtbot: QtBot, desk: Desk) -> Iterator[Opens]:
    """Call it to show the tab."""
    kept: list[GuidancePage] = []

    def show(
        *, on: bool = True, width: int = 1158, at: Desk | None = None, folders: tuple[Path, ...] = ()
    ) -> GuidancePage:
        if on:
            desk.tasks.on_casebook(lambda: switch_editing(desk.session, on=True))
        prompter = ScriptedPrompter(choose_folder=folders, confirm=[True])
        page = GuidancePage(replace(at or desk, prompter=prompter))
        kept.append(page)
        qtbot.addWidget(page)
        page.resize(width, 690)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.enter(ToReference("changes"))
        settle(qtbot, desk)
        return page

    yield show
    for page in kept:
        page.leave()
