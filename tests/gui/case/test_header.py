"""The head of a case: what must not be done yet is said once each."""

from pytestqt.qtbot import QtBot

from dslapp.domain.guidance.reading import ActiveLock
from dslapp.gui.case.header import CaseHeader
from tests.unit.domain.cases import FRIDAY, case_file


def test_what_is_locked_until_two_things_is_said_once(qtbot: QtBot) -> None:
    locks = tuple(
        ActiveLock(what="delete_content", reason="The police may want it first.", until=until, flow="f", step="s")
        for until in ("police_told", "lado_advice")
    )
    header = CaseHeader()
    qtbot.addWidget(header)
    header.show_case(case_file(locks=locks), FRIDAY)
    assert header._locks.accessibleName().count("delete anything") == 1
