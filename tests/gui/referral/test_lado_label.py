"""The LADO's summary in the window: titled and labelled as the school's authority calls the officer."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dslapp.domain.entity import IncidentId
from dslapp.gui.desk import Desk
from dslapp.services.change_settings import change_school_fields
from tests.gui.case.at_the_case import button, open_case
from tests.gui.referral.at_the_referral import AtTheReferral


def test_the_summary_is_called_as_the_authority_calls_the_officer(
    qtbot: QtBot, desk: Desk, coach_case: IncidentId
) -> None:
    desk.tasks.on_casebook(change_school_fields, desk.session, {"lado_label": "Designated Officer"})
    at = AtTheReferral(qtbot, desk, coach_case)
    said = [label.text() for label in at.page.findChildren(QLabel)]
    assert "Summary for the Designated Officer" in said
    assert "The Designated Officer’s advice" in " ".join(said)
    assert not any("LADO" in words for words in said if words.startswith(("Summary", "Asked", "The LADO’s")))


def test_the_buttons_of_the_case_say_it_too(qtbot: QtBot, desk: Desk, coach_case: IncidentId) -> None:
    desk.tasks.on_casebook(change_school_fields, desk.session, {"lado_label": "Designated Officer"})
    page = open_case(qtbot, desk, coach_case, "referrals")
    assert button(page, "Begin a Designated Officer summary").isEnabled()
