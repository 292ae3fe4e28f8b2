"""What a casebook holds decides what may be written there: it is asked once more before it changes."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from dslapp.gui.compartments.other_casebooks_card import OtherCasebooksCard
from dslapp.gui.desk import Desk
from tests.gui.scripted_prompter import ScriptedPrompter


def test_it_is_asked_once_more_and_changed_only_then(qtbot: QtBot, desk: Desk) -> None:
    prompter = ScriptedPrompter(confirm=[False, True])
    card = OtherCasebooksCard(replace(desk, prompter=prompter), may_change=True)
    qtbot.addWidget(card)
    card.show()
    card.read()
    qtbot.waitUntil(lambda: card.holds.value() == "pupils")
    card.holds.button("head").click()
    assert card.holds.value() == "pupils", "the answer was no"
    assert desk.tasks.on_casebook(lambda: desk.session.school.holds) == "pupils"
    card.holds.button("staff").click()
    qtbot.waitUntil(lambda: desk.tasks.on_casebook(lambda: desk.session.school.holds) == "staff")
    assert len(prompter.asked) == 2
