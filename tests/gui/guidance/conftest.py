"""A case opened at a step of its guidance."""

import pytest
from pytestqt.qtbot import QtBot

from dslapp.domain.case.incident import SafetyAnswers
from dslapp.gui.desk import Desk
from tests.cases import bare_case
from tests.gui.guidance.at_the_guidance import COACH, AtTheGuidance, Opens, case_at


@pytest.fixture
def opens(qtbot: QtBot, desk: Desk) -> Opens:
    """Open the guidance of a new case at a step."""

    def open_at(flow: str = "", step: str = "", *, safety: SafetyAnswers = COACH, default: str = "no") -> AtTheGuidance:
        if flow:
            return AtTheGuidance(qtbot, desk, case_at(desk, flow, step, safety, default))
        return AtTheGuidance(qtbot, desk, desk.tasks.on_casebook(bare_case, desk.session, safety=safety))

    return open_at
