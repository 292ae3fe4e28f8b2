"""Whom a pack is for: what the case knows is filled in, and what was typed for one reader is not another's."""

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.entity import IncidentId, new_id
from dslapp.domain.referral.referrals import Referral
from dslapp.domain.statements import Stated
from dslapp.gui.desk import Desk
from dslapp.gui.pack.for_whom import ForWhom
from dslapp.gui.pack.page import PackPage
from dslapp.gui.routes import ToPack
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.services.case.read_case import load_case
from tests.cases import TOLD, bare_case
from tests.gui.scripted_prompter import ScriptedPrompter
from tests.packs import OFFICER, WHY, packed_case

TONIGHT = "Jo Hartsedge, 07700 900103"


def line(field: Field) -> QLineEdit:
    assert isinstance(field.control, QLineEdit)
    return field.control


def with_referral(desk: Desk) -> CaseFile:
    incident = IncidentId(desk.tasks.on_casebook(bare_case, desk.session, ref="OSI-2026-0050"))
    told = Referral(
        id=new_id(), incident_id=incident, recipient="police", status="sent", started_at=TOLD, agency_ref="TS-1",
        fields={"phone_tonight": Stated(text=TONIGHT)},
    )  # fmt: skip
    desk.tasks.on_casebook(desk.session.casebook.commit, [told])
    return desk.tasks.on_casebook(load_case, desk.session, incident)


def test_what_a_summary_says_is_filled_in_and_what_was_typed_stays(qtbot: QtBot, desk: Desk) -> None:
    card = ForWhom()
    qtbot.addWidget(card)
    line(card.crime_ref).setText("TH/4410/26")
    card.show_case(with_referral(desk))
    assert (card.typed()["ring_tonight"], card.typed()["crime_ref"]) == (TONIGHT, "TH/4410/26")


def test_the_officer_and_the_crime_number_do_not_go_to_the_lado(qtbot: QtBot, desk: Desk) -> None:
    card = ForWhom()
    qtbot.addWidget(card)
    card.show_case(with_referral(desk))
    line(card.recipient).setText(OFFICER)
    assert card.typed()["crime_ref"] == "TS-1"
    card.reader.button("lado").click()
    assert (card.typed()["recipient"], card.typed()["crime_ref"]) == ("", "")
    card.reader.button("police").click()
    assert (card.typed()["recipient"], card.typed()["crime_ref"]) == (OFFICER, "TS-1")


def test_a_pack_with_nobody_to_ring_tonight_is_asked_about(qtbot: QtBot, desk: Desk) -> None:
    asked = ScriptedPrompter(confirm=[False])
    page = PackPage(replace(desk, prompter=asked))
    qtbot.addWidget(page)
    case = desk.tasks.on_casebook(packed_case, desk.session)
    page.enter(ToPack(case.id))
    qtbot.waitUntil(lambda: bool(page.chooser.ticks))
    page.chooser.ticks[case.mail.id].box.click()
    line(page.whom.recipient).setText(OFFICER)
    purpose = page.whom.purpose.control
    assert isinstance(purpose, GrowingText)
    purpose.setPlainText(WHY)
    page.make_button.click()
    assert asked.asked == ["The officer has nobody to ring tonight."]
    page.whom.reader.button("lado").click()
    assert "Ask whether they have 7-Zip" in page._form_hint.text()
