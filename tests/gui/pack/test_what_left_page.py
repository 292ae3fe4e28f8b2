"""Who has had what of a case, on its page; and "sent to the wrong person?" leads to steps that become actions."""

from pathlib import Path
from typing import NoReturn

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dslapp.domain.case.casework import Action
from dslapp.domain.entity import IncidentId, new_id
from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.school import Contact
from dslapp.gui.desk import Desk
from dslapp.gui.pack import left_page
from dslapp.gui.pack.left_page import WhatLeftPage
from dslapp.gui.routes import Route, ToCase, ToWhatLeft
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.text import Words
from dslapp.services.pack.make_pack import make_pack
from tests.gui.accessibility import assert_accessible, clipped
from tests.packs import OFFICER, PackedCase, everything, packed_case


@pytest.fixture
def case(desk: Desk, tmp_path: Path) -> PackedCase:
    def made() -> PackedCase:
        case = packed_case(desk.session)
        make_pack(desk.session, case.id, everything(case), tmp_path / "Pack.zip")
        dpo = Contact(
            id=new_id(), contact_kind="dpo", label="Data protection officer", name="A. Dunmore", phone="01632 960 123"
        )
        desk.session.casebook.commit([dpo])
        return case

    return desk.tasks.on_casebook(made)


def said(page: WhatLeftPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(Words) if label.isVisible())


@pytest.mark.parametrize("size", [(1158, 660), (619, 290)])
def test_what_went_to_the_wrong_person_is_recorded_and_marked(
    qtbot: QtBot, desk: Desk, case: PackedCase, size: tuple[int, int]
) -> None:
    page, went = WhatLeftPage(desk), list[Route]()
    page.go.connect(went.append)
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    page.enter(ToWhatLeft(case.id))
    qtbot.waitUntil(lambda: bool(page.astray_buttons))
    for _ in range(3):
        QApplication.processEvents()
    qtbot.waitUntil(lambda: not clipped(page))
    assert_accessible(page)
    assert f"To {OFFICER}. " in said(page)
    assert "No receipt yet. Due by" in said(page)

    named = (each for each in page.findChildren(Button) if each.accessibleName().startswith("To the action"))
    next(named).click()
    next(iter(page.astray_buttons.values())).click()
    view = page.area.viewport()
    qtbot.waitUntil(lambda: 0 <= page.form.mapTo(view, page.form.rect().topLeft()).y() < view.height() // 2)
    qtbot.waitUntil(lambda: not clipped(page))
    assert_accessible(page)
    assert page.area.horizontalScrollBar().maximum() == 0
    assert "Tell the data protection officer now: A. Dunmore, 01632 960 123." in said(page)
    assert "within 72 hours" in said(page)
    assert "It was encrypted." in said(page)
    assert "Don’t contact whoever got it before" in said(page)
    page.form.save_button.click()
    qtbot.waitUntil(lambda: bool(page.form.who.error()))
    page.form._may_tell.button("unsure").click()
    assert "Don’t contact them. Ring the police (101; 999 if a child could be hurt today) or the LADO (" in said(page)
    page.form._may_tell.button("no").click()
    page.form._who.setText("office@example.com")
    page.form._happened.setPlainText("A slip in the address. It is encrypted, nobody was told the password.")
    page.form.save_button.click()
    qtbot.waitUntil(lambda: "It went to the wrong person, to office@example.com; noticed " in said(page))
    assert f"Meant for {OFFICER}. " in said(page)
    assert "No receipt yet" not in said(page)
    assert not page.astray_buttons
    assert page.form.isHidden()
    actions = desk.tasks.on_casebook(desk.session.casebook.select, Action)
    assert sum(each.source_id.startswith("astray ") for each in actions) == 4
    receipt = next(each for each in actions if each.what.startswith("Get the receipt"))
    assert receipt.status == "dropped"
    page.back_button.click()
    assert went == [ToCase(case.id, "actions", receipt.id), ToCase(case.id, "referrals")]


def test_nothing_of_one_case_is_offered_while_another_cannot_be_read(
    qtbot: QtBot, desk: Desk, case: PackedCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> NoReturn:
        raise EnvironmentProblem("The disk does not answer.", "Try again.")

    page = WhatLeftPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.enter(ToWhatLeft(case.id))
    qtbot.waitUntil(lambda: bool(page.astray_buttons))
    monkeypatch.setattr(left_page, "show_what_left", refuse)
    page.enter(ToWhatLeft(IncidentId(new_id())))
    assert not page.astray_buttons
    qtbot.waitUntil(page.trouble.isVisible)
    assert not page.astray_buttons
