"""The Safety page: the worst first, in plain words, each with what to do and where; and the check of everything."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dslapp.casebook.database.driver import Connection
from dslapp.domain.health import STATES, CheckKey
from dslapp.domain.problems import EnvironmentProblem
from dslapp.gui.capture_exclusion import CaptureExclusion
from dslapp.gui.desk import Desk
from dslapp.gui.health import page as health_page
from dslapp.gui.health.finding import Finding
from dslapp.gui.health.page import HealthPage
from dslapp.gui.routes import ToSafety
from dslapp.gui.screen_sharing import ScreenSharing
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.text import Words
from dslapp.services.program import Program
from tests.casebooks import SettableClock
from tests.gui.accessibility import assert_accessible


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, tmp_path: Path, clock: SettableClock, qapp: QApplication) -> HealthPage:
    program = Program(clock=clock, settings=tmp_path / "settings", casebooks=tmp_path)
    page = HealthPage(desk, program, ScreenSharing(desk, CaptureExclusion(qapp, None)))
    qtbot.addWidget(page)
    page.resize(900, 1600)
    page.show()
    page.enter(ToSafety())
    qtbot.waitUntil(lambda: "Looking" not in page.summary.accessibleName())
    return page


def finding(page: HealthPage, key: CheckKey) -> Finding:
    return next(each for each in page.findings if each.check.key == key)


def test_it_is_accessible(page: HealthPage) -> None:
    assert_accessible(page)


def test_the_worst_stands_first_and_says_so_in_words(page: HealthPage) -> None:
    states = [STATES.index(each.check.state) for each in page.findings]
    assert states == sorted(states)
    never = finding(page, "checked")
    assert never.accessibleName().startswith("Needs you: When the whole record was last checked. Never.")
    assert page.findings[0].check.key == "backups"
    assert "One thing puts the record at risk." in page.summary.accessibleName()


def test_what_needs_somebody_leads_to_where_it_is_done(page: HealthPage, qtbot: QtBot) -> None:
    button = finding(page, "checked").button
    assert button is not None
    button.click()
    qtbot.waitUntil(lambda: page.verify.outcome.isVisible())
    assert "Everything is as it was written." in page.verify.outcome.accessibleName()
    qtbot.waitUntil(lambda: finding(page, "checked").check.state == "good")
    assert finding(page, "checked").button is None, "nothing is left to do"
    qtbot.waitUntil(page.verify.check.isEnabled)


def test_a_folder_that_others_can_see_is_closed_to_them_by_a_button(
    page: HealthPage, casebook_folder: Path, qtbot: QtBot
) -> None:
    casebook_folder.chmod(0o755)
    page.enter(ToSafety())
    qtbot.waitUntil(lambda: finding(page, "private").check.state == "attention")
    button = finding(page, "private").button
    assert button is not None
    button.click()
    qtbot.waitUntil(lambda: finding(page, "private").check.state == "good")
    assert casebook_folder.stat().st_mode & 0o777 == 0o700


def spoil(connection: Connection) -> None:
    connection.execute("DROP TRIGGER version_update")
    connection.execute("UPDATE version SET salt = zeroblob(16) WHERE seq = 2")


def test_a_change_behind_the_programs_back_is_said_with_its_place(page: HealthPage, desk: Desk, qtbot: QtBot) -> None:
    desk.tasks.on_casebook(lambda: spoil(desk.session.casebook.connection))
    page.verify.check.click()
    qtbot.waitUntil(lambda: page.verify.outcome.isVisible())
    said = page.verify.outcome.accessibleName()
    assert "Not everything is as it was written." in said
    assert "journal entry 2: the record was changed after it was signed" in said
    qtbot.waitUntil(lambda: finding(page, "checked").check.state == "bad")
    qtbot.waitUntil(lambda: "2 things put the record at risk" in page.summary.accessibleName())


def test_a_reviewer_sees_it_too(
    desk_of: Callable[[str], Desk], qtbot: QtBot, tmp_path: Path, clock: SettableClock, qapp: QApplication
) -> None:
    desk = desk_of("Mrs R. Quillan")
    program = Program(clock=clock, settings=tmp_path, casebooks=tmp_path)
    page = HealthPage(desk, program, ScreenSharing(desk, CaptureExclusion(qapp, None)))
    qtbot.addWidget(page)
    page.enter(ToSafety())
    qtbot.waitUntil(lambda: "Looking" not in page.summary.accessibleName())
    assert finding(page, "members").check.words == "3 members."


def test_what_is_for_it_is_folded_away_and_unfolds(page: HealthPage) -> None:
    versions = finding(page, "versions")
    assert not versions.isVisible()
    page.for_it.unfold.click()
    assert versions.isVisible()
    assert page.for_it.unfold.text() == "Hide this"
    assert_accessible(page)


def test_no_two_buttons_share_an_access_key(page: HealthPage) -> None:
    taken = [f"&{letter}" for letter in "TIPXARGYSNOVL"]  # the rail and the bar above the page
    buttons = [each.text() for each in page.findChildren(Button) if each.isVisible()]
    keys = [key for text in (*taken, *buttons) if (key := QKeySequence.mnemonic(text).toString())]
    assert [key for key, count in Counter(keys).items() if count > 1] == []


def test_what_to_do_next_is_not_small_print(page: HealthPage) -> None:
    never = finding(page, "checked")
    (way,) = (each for each in never.findChildren(Words) if each.text() == never.check.way_forward)
    assert way.property("part") is None


def test_what_could_not_be_looked_at_needs_somebody(
    page: HealthPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise EnvironmentProblem("The disk does not answer.", "Look at its cable.")

    monkeypatch.setattr(health_page, "backup_checks", refuse)
    page.enter(ToSafety())
    assert "Looking" in page.summary.accessibleName(), "it looks anew"
    qtbot.waitUntil(lambda: "Looking" not in page.summary.accessibleName())
    assert finding(page, "backups").check.state == "attention"
    assert "The disk does not answer." in finding(page, "backups").check.words


def test_what_is_as_it_was_is_not_shown_anew(page: HealthPage, qtbot: QtBot) -> None:
    before = page.findings
    page.enter(ToSafety())
    qtbot.waitUntil(lambda: "Looking" not in page.summary.accessibleName())
    assert page.findings is before
