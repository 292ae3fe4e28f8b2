"""Finding one's way about the guidance in tests: a case taken to a step, its page, and what stands on it."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from dslapp.domain.case.incident import SafetyAnswers
from dslapp.domain.entity import Entity, IncidentId
from dslapp.gui.case.page import CasePage
from dslapp.gui.desk import Desk
from dslapp.gui.guidance.record_input import RecordInput
from dslapp.gui.guidance.step_form import StepForm
from dslapp.gui.guidance.tab import GuidanceTab
from dslapp.gui.guidance.walk_area import WalkArea
from dslapp.services.guidance.answer_guidance import open_route
from tests.cases import bare_case
from tests.gui.case.at_the_case import open_case, settle
from tests.routes import go_until

E = TypeVar("E", bound=Entity)
COACH = SafetyAnswers(danger="no", image="no", adult_here="accused")


class AtTheGuidance:
    """One case at its Guidance tab, and a person's hand."""

    def __init__(self, qtbot: QtBot, desk: Desk, case: IncidentId) -> None:
        self._qtbot, self.desk, self.case = qtbot, desk, case
        self.page: CasePage = open_case(qtbot, desk, case, "guidance")
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)

    @property
    def tab(self) -> GuidanceTab:
        assert isinstance(self.page.view, GuidanceTab)
        return self.page.view

    @property
    def walk(self) -> WalkArea:
        assert self.tab.walk is not None
        return self.tab.walk

    @property
    def form(self) -> StepForm:
        assert self.walk.pane.form is not None
        return self.walk.pane.form

    @property
    def step(self) -> str:
        """The step on the screen."""
        return f"{self.form.shown.place.flow}/{self.form.shown.place.step}"

    def settle(self) -> None:
        """Wait until everything is saved and read again."""
        settle(self._qtbot, self.desk)
        settle(self._qtbot, self.desk)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key where the focus is, and wait for what it does."""
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, modifier)
        self.settle()

    def answer(self, *answers: str) -> None:
        """Choose these answers, write whatever is asked for, and go on."""
        if self.form.answers:
            for each in answers:
                self.form.answers.button(each).click()
        self.fill()
        self.walk.pane.go_button.click()
        self.settle()

    def fill(self) -> None:
        """Write something into each field that is still empty."""
        for name, field in self.form.fields.items():
            control = field.control
            if isinstance(control, RecordInput) and not control.value().answered:
                write(control, f"About {name}")

    def words(self) -> str:
        """All words on the screen."""
        return words_of(self.page)


def write(control: RecordInput, words: str) -> None:
    """Write into a field as its kind asks."""
    now = {"datetime": "2026-11-13T16:50:00+00:00", "yes/no": "no"}.get(control.field.type, words)
    control.set_value(control.value().__class__(text=now))


def words_of(widget: QWidget) -> str:
    """All words of the labels that can be seen in it."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text())


def case_at(desk: Desk, flow: str, step: str, safety: SafetyAnswers = COACH, default: str = "no") -> IncidentId:
    """A case whose guidance was answered up to a step."""

    def answered() -> IncidentId:
        case = bare_case(desk.session, safety=safety)
        open_route(desk.session, case)
        go_until(desk.session, case, flow, step, default=default)
        return case

    return desk.tasks.on_casebook(answered)


def saved(at: AtTheGuidance, kind: type[E]) -> list[E]:
    """What the case holds of one kind."""
    return at.desk.tasks.on_casebook(at.desk.session.casebook.of_incident, kind, at.case)


Opens = Callable[..., AtTheGuidance]
"""Opens the guidance of a new case, perhaps at a step."""
