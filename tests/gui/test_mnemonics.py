"""Alt with a letter means one thing on every page: the window's own keys and those of the page do not collide."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import cast, get_args

import msgspec
import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.derivatives import Box
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.gui import routes
from dslapp.gui.capture_exclusion import CaptureExclusion
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.evidence_tab import EvidenceTab
from dslapp.gui.idle import IdleWatch
from dslapp.gui.page_table import page_table
from dslapp.gui.routes import Route
from dslapp.gui.screen_sharing import ScreenSharing
from dslapp.gui.widgets.text import spoken
from dslapp.gui.window import MainWindow
from dslapp.services.exhibits.answer_exhibit import answer_exhibit, answers_of
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.intake.attach_series import Coming, take_in_series
from dslapp.services.intake.look_at_file import look_at_source
from dslapp.services.program import Program
from dslapp.services.session import Session
from tests.casebooks import SettableClock
from tests.cases import coach, taunts
from tests.copies import make_copy
from tests.pictures import SAMPLES

PICTURES = ("chatnest-taunts-1.png", "chatnest-taunts-2.png", "gamehall-dark.png")


def keys_of(window: QWidget) -> dict[str, list[str]]:
    """What can be seen and used in the window, by the key that Alt takes for it."""
    found: dict[str, list[str]] = defaultdict(list)
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not widget.isEnabled():
            continue
        for text, key in _keys(widget):
            if key.startswith("Alt+"):
                found[key].append(spoken(text))
    return found


def _keys(widget: QWidget) -> Iterator[tuple[str, str]]:
    if isinstance(widget, QAbstractButton):
        yield widget.text(), widget.shortcut().toString()
    elif isinstance(widget, QLabel) and cast("QWidget | None", widget.buddy()) is not None:
        yield widget.text(), QKeySequence.mnemonic(widget.text()).toString()
    elif isinstance(widget, QTabBar):
        for number in range(widget.count()):
            yield widget.tabText(number), QKeySequence.mnemonic(widget.tabText(number)).toString()


class Walk:
    """The real window with every page, at a casebook with two cases and all kinds of evidence acts."""

    def __init__(self, qtbot: QtBot, desk: Desk, program: Program, qapp: QApplication) -> None:
        self.qtbot, self.desk, self._busy = qtbot, desk, False
        desk.tasks.busy.connect(self._note_busy)
        sharing = ScreenSharing(desk, CaptureExclusion(qapp, None))
        self.entries = page_table(desk, program, lambda look: None, sharing)
        self.watch = IdleWatch(qapp)
        self.window = MainWindow(
            desk, self.entries, casebook="Thornmoss Academy", member="Jo Hartsedge", check_pin=None, lock=lambda: None,
            idle=self.watch,
        )  # fmt: skip
        qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        self.window.show()

    def go(self, route: Route) -> None:
        self.window.go(route)
        self.settle()

    def settle(self) -> None:
        for _ in range(3):
            QApplication.processEvents()
            self.qtbot.waitUntil(lambda: not self._busy, timeout=20_000)

    def evidence_tab(self) -> EvidenceTab:
        tab = self.window.page.findChild(EvidenceTab)
        assert isinstance(tab, EvidenceTab)
        return tab

    def _note_busy(self, busy: bool) -> None:
        self._busy = busy


def evidence_in(session: Session) -> tuple[IncidentId, IncidentId, list[Exhibit]]:
    """A case with a series of pictures, a copy, and one that is not in the series; and a case about an adult."""
    case = taunts(session)
    came = [Coming(name, "no", partial(look_at_source, session, SAMPLES / name)) for name in PICTURES[:2]]
    exhibits = list(take_in_series(session, case, came).exhibits)
    exhibits.append(attach_file(session, case, SAMPLES / PICTURES[2], ExhibitAnswers(), image_answer="no"))
    given = msgspec.structs.replace(answers_of(exhibits[0]), description="The first message")
    answer_exhibit(session, exhibits[0].id, given)
    make_copy(session, exhibits[0].id, [Box(left=60, top=320, width=300, height=40)], "redacted", "For the police")
    return case, coach(session), exhibits


@pytest.fixture
def walk(qtbot: QtBot, desk: Desk, tmp_path: Path, clock: SettableClock, qapp: QApplication) -> Iterator[Walk]:
    program = Program(clock=clock, settings=tmp_path, casebooks=tmp_path)
    walk = Walk(qtbot, desk, program, qapp)
    walk.go(routes.ToToday())
    yield walk
    walk.window.hide()
    walk.settle()
    desk.session.files.close()


def stops(walk: Walk) -> Iterator[tuple[Route, Callable[[EvidenceTab], object] | None]]:
    """Every page, with what is done there on the Evidence tab."""
    case, adult, exhibits = walk.desk.tasks.on_casebook(evidence_in, walk.desk.session)
    first, second, third = (each.id for each in exhibits)
    for route in (
        routes.ToToday(), routes.ToIncidents(), routes.ToPeople(), routes.ToExhibits(), routes.ToActions(),
        routes.ToReferrals(), routes.ToSafety(), routes.ToBackups(), routes.ToMoveMatter(case), routes.ToInbox(),
        routes.ToSettings(), routes.ToMembers(), routes.ToContacts(), routes.ToSearch("Kai"), routes.ToLogIncident(),
        *(routes.ToCase(case, tab) for tab in get_args(routes.CaseTab)),
        *(routes.ToCaseDetails(case, form) for form in get_args(routes.DetailsForm)),
        routes.ToGuidance(), *(routes.ToReference(part) for part in get_args(routes.GuidancePart)),
        routes.ToRefer(adult), routes.ToRefer(case, "police"), routes.ToPack(case),
        routes.ToWhatLeft(case), routes.ToCaseFile(case),
        routes.ToExhibitPapers(case), routes.ToExhibitPapers(case, "continuity", (first,)), routes.ToDevices(case),
        routes.ToTakedowns(case), routes.ToRedaction(case, first), routes.ToSeries(case, "Series 1"),
        routes.ToCompare(case, first, third), routes.ToPurge(case, third),
    ):  # fmt: skip
        yield route, None
    yield routes.ToCase(case, "evidence"), lambda tab: tab.open_exhibit(first)
    yield routes.ToCase(case, "evidence"), lambda tab: tab.open_exhibit(third)
    yield routes.ToCase(case, "evidence"), lambda tab: tab.ask_about(second)


def test_no_letter_stands_for_two_things(walk: Walk) -> None:
    twice: dict[str, dict[str, list[str]]] = {}
    gone_to: set[type[Route]] = set()
    for route, act in stops(walk):
        walk.go(route)
        if act is not None:
            act(walk.evidence_tab())
            walk.settle()
        gone_to.add(type(route))
        found = {key: words for key, words in keys_of(walk.window).items() if len(words) > 1}
        twice |= {str(route): found} if found else {}
    assert twice == {}
    assert gone_to == {route for entry in walk.entries for route in entry.routes}, "go to the new page, too"
