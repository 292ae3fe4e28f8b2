"""One's own week: off until it is switched on under Settings, then counted on Today for oneself alone."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from dslapp.gui.desk import Desk
from dslapp.gui.find.today_page import TodayPage
from dslapp.gui.routes import ToToday
from dslapp.gui.settings.week_card import OwnWeekCard
from dslapp.services.exhibits.show_evidence import note_revealed
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.window.window_look import WindowLook, WindowLooks
from tests.cases import bare_case
from tests.gui.accessibility import assert_accessible
from tests.pictures import SAMPLES


def test_today_counts_a_heavy_week_only_for_whoever_wants_it(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    on_casebook, session = desk.tasks.on_casebook, desk.session
    case = on_casebook(bare_case, session)
    answers = ExhibitAnswers(distressing=True)
    exhibit = on_casebook(attach_file, session, case, SAMPLES / "chatnest-taunts-1.png", answers, image_answer="no")
    on_casebook(note_revealed, session, exhibit)
    looks = WindowLooks(tmp_path / "window.json")
    looks.choose(WindowLook(theme="dark"))
    page = TodayPage(desk, lambda: looks.chosen().own_week)
    setting = OwnWeekCard(looks)
    for widget in (page, setting):
        qtbot.addWidget(widget)
        widget.resize(1000, 700)
        widget.show()
    page.enter(ToToday())
    assert page.week.isHidden()
    assert_accessible(setting)
    setting.choice.button("yes").click()
    assert looks.chosen() == WindowLook(theme="dark", own_week=True)
    page.enter(ToToday())
    qtbot.waitUntil(page.week.isVisible)
    assert page.week.count.text() == "You have looked at 1 distressing exhibit this week."
    assert "Bring it to your supervision" in page.week.turn.text()
    assert "Education Support" in page.week.turn.text()
    assert_accessible(page)
