"""No word is lost: drafts are kept, come back, and go only when somebody says so."""

import shutil
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dslapp.gui.desk import Desk
from dslapp.gui.log_incident.draft_keeper import KEEP_AFTER_MS
from dslapp.gui.routes import ToLogIncident
from dslapp.services.case.keep_draft import restore_draft
from tests.casebooks import DSL, SettableClock, unlock
from tests.gui.log_incident.conftest import Opens
from tests.gui.log_incident.hand import Hand
from tests.gui.log_incident.looking import advice, kept
from tests.gui.scripted_prompter import ScriptedPrompter

CTRL = Qt.KeyboardModifier.ControlModifier


def test_typing_is_kept_within_two_seconds_though_nobody_pauses(qtbot: QtBot, opens: Opens, desk: Desk) -> None:
    page, hand = opens(), Hand()
    assert KEEP_AFTER_MS <= 1500
    hand.type("Mia")
    with qtbot.waitSignal(page.keeper.kept, timeout=2000):
        for letter in " came to me after lunch":
            hand.type(letter)
    (draft,) = kept(desk)
    assert draft.headline.startswith("Mia")


def test_a_draft_is_restored_and_says_since_when(
    qtbot: QtBot, opens: Opens, desk: Desk, clock: SettableClock, tmp_path: Path
) -> None:
    page, hand = opens(), Hand()
    hand.type("Mia said “stop”")
    hand.click(page.safety.danger.choices.button("unsure"))
    hand.click(page.who.people.rows[0].name)
    hand.type("Mia K.")
    page.leave()
    (draft,) = kept(desk)
    clock.forward(timedelta(minutes=40))

    again = opens(draft.id)
    assert again.draft() == page.draft()
    assert "Restored from 16:50 GMT" in again.notice.accessibleName()
    assert "999" in advice(again)


def test_what_was_typed_survives_the_kill_of_the_process(
    qtbot: QtBot, opens: Opens, desk: Desk, clock: SettableClock, tmp_path: Path
) -> None:
    page, hand = opens(), Hand()
    hand.type("Mia said “stop”")
    with qtbot.waitSignal(page.keeper.kept, timeout=2000):
        pass
    (draft,) = kept(desk)
    folder = desk.session.opened.folder
    killed = Path(shutil.copytree(folder, tmp_path / "as-it-lay.casebook", ignore=shutil.ignore_patterns("*.lock")))
    session = unlock(killed, DSL, clock)
    try:
        restored = restore_draft(session, draft.id)
        assert restored is not None
        assert restored.draft.what == "Mia said “stop”"
    finally:
        session.opened.close()


def test_coming_back_shows_what_was_being_written_and_offers_a_new_one(qtbot: QtBot, opens: Opens, desk: Desk) -> None:
    page, hand = opens(), Hand()
    hand.type("First child.")
    assert page.leave()
    page.enter(ToLogIncident())
    assert page.draft().what == "First child."
    hand.click(page.another)
    qtbot.waitUntil(lambda: page.ready and page.draft().what == "")
    hand.click(page.what.box)
    hand.type("Second child.")
    page.leave()
    assert sorted(draft.headline for draft in kept(desk)) == ["First child.", "Second child."]


def test_a_draft_is_thrown_away_only_after_asking(qtbot: QtBot, opens: Opens, desk: Desk) -> None:
    asking = ScriptedPrompter(confirm=[False, True])
    page, hand = opens(desk=_with(desk, asking)), Hand()
    hand.type("Not an incident after all.")
    with qtbot.waitSignal(page.keeper.kept):
        page.leave()
    hand.click(page.discard)
    assert len(kept(desk)) == 1
    hand.click(page.discard)
    assert kept(desk) == ()
    qtbot.waitUntil(lambda: page.ready and page.draft().what == "")


def _with(desk: Desk, prompter: ScriptedPrompter) -> Desk:
    return Desk(session=desk.session, tasks=desk.tasks, prompter=prompter, now=desk.now)
