"""On Windows no window gets into a screenshot or a shared screen, unless somebody lets it for half an hour."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from dslapp.domain.school import Access
from dslapp.gui.capture_exclusion import (
    WDA_EXCLUDEFROMCAPTURE,
    WDA_MONITOR,
    WDA_NONE,
    CaptureExclusion,
    exclusion_by,
    exclusion_here,
)
from dslapp.gui.desk import Desk
from dslapp.gui.health.sharing_card import SharingCard
from dslapp.gui.screen_sharing import ScreenSharing
from dslapp.gui.sharing_banner import SharingBanner
from tests.gui.accessibility import assert_accessible


class Windows:
    """user32.dll as far as it is asked; `knows` are the affinities that this Windows takes."""

    def __init__(self, *knows: int) -> None:
        self._knows = knows or (WDA_NONE, WDA_MONITOR, WDA_EXCLUDEFROMCAPTURE)
        self.affinities: dict[int, int] = {}

    def SetWindowDisplayAffinity(self, window: object, affinity: int) -> int:
        if affinity not in self._knows:
            return 0
        self.affinities[int(getattr(window, "value", 0) or 0)] = affinity
        return 1

    def of(self, widget: QWidget) -> int:
        return self.affinities.get(int(widget.winId()), WDA_NONE)


@pytest.fixture
def windows() -> Windows:
    return Windows()


@pytest.fixture
def capture(qapp: QApplication, windows: Windows) -> Iterator[CaptureExclusion]:
    made = CaptureExclusion(qapp, exclusion_by(windows))
    yield made
    qapp.removeEventFilter(made)


@pytest.fixture
def sharing(desk: Desk, capture: CaptureExclusion) -> ScreenSharing:
    return ScreenSharing(desk, capture)


def shown(qtbot: QtBot, window: QWidget) -> QWidget:
    qtbot.addWidget(window)
    window.show()
    return window


def test_each_window_is_excluded_as_soon_as_it_is_shown(
    qtbot: QtBot, windows: Windows, capture: CaptureExclusion
) -> None:
    main = shown(qtbot, QWidget())
    inner = QLabel("part of the window", main)
    inner.show()
    others = [shown(qtbot, window) for window in (QDialog(main), QMenu(main), QWidget(None, Qt.WindowType.ToolTip))]
    assert {windows.of(each) for each in (main, *others)} == {WDA_EXCLUDEFROMCAPTURE}
    assert len(windows.affinities) == 4
    assert not capture.refused


def test_a_window_that_windows_makes_anew_is_excluded_again(
    qtbot: QtBot, windows: Windows, capture: CaptureExclusion
) -> None:
    window = shown(qtbot, QWidget())
    windows.affinities.clear()
    window.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
    window.show()
    assert windows.of(window) == WDA_EXCLUDEFROMCAPTURE


def test_an_older_windows_shows_it_black_and_a_refusal_is_known(qtbot: QtBot, qapp: QApplication) -> None:
    for windows, expected in ((Windows(WDA_NONE, WDA_MONITOR), WDA_MONITOR), (Windows(WDA_NONE), WDA_NONE)):
        capture = CaptureExclusion(qapp, exclusion_by(windows))
        assert windows.of(shown(qtbot, QWidget())) == expected
        assert capture.refused == (expected == WDA_NONE)
        qapp.removeEventFilter(capture)


def test_where_the_system_offers_nothing_nothing_is_done(qapp: QApplication) -> None:
    assert exclusion_here() is None, "these tests do not run on Windows"
    assert not CaptureExclusion(qapp, None).able


def noted(desk: Desk) -> list[str]:
    def read() -> list[str]:
        casebook = desk.session.casebook
        found = casebook.connection.execute("SELECT entity_id FROM version WHERE entity_type = 'access' ORDER BY seq")
        said = [version.entity for (each,) in found.fetchall() for version in casebook.history(entity_id=each)]
        return [each.detail for each in said if isinstance(each, Access) and each.what == "screen shared"]

    return desk.tasks.on_casebook(read)


def test_sharing_is_on_the_record_before_the_first_window_is_seen_and_ends_by_itself(
    qtbot: QtBot, desk: Desk, windows: Windows, sharing: ScreenSharing
) -> None:
    main = shown(qtbot, QWidget())
    with qtbot.waitSignal(sharing.changed):
        sharing.begin()
        assert windows.of(main) == WDA_EXCLUDEFROMCAPTURE
    assert windows.of(main) == WDA_NONE
    assert windows.of(shown(qtbot, QWidget())) == WDA_NONE
    assert noted(desk) == ["windows may be recorded for 30 minutes"]
    assert sharing._over.remainingTime() > 29 * 60_000
    with qtbot.waitSignal(sharing.changed):
        sharing._over.timeout.emit()
    assert windows.of(main) == WDA_EXCLUDEFROMCAPTURE
    qtbot.waitUntil(lambda: noted(desk)[1:] == ["windows are excluded from recording again"])


def test_a_banner_stays_while_it_lasts_and_ends_it(qtbot: QtBot, sharing: ScreenSharing) -> None:
    banner, card = SharingBanner(sharing), SharingCard(sharing)
    for widget in (banner, card):
        qtbot.addWidget(widget)
    card.show()
    assert_accessible(card)
    assert banner.isHidden()
    with qtbot.waitSignal(sharing.changed):
        card.share.click()
    assert "can be recorded until 17:20 GMT" in banner.accessibleName()
    assert not banner.isHidden()
    assert "until 17:20" in card.words()
    assert (card.share.isVisible(), card.stop.isVisible()) == (False, True)
    with qtbot.waitSignal(sharing.changed):
        banner.stop.click()
    assert banner.isHidden()
    assert (card.share.isVisible(), card.stop.isVisible()) == (True, False)


def test_where_it_cannot_be_done_the_card_says_to_cover_the_screen_first(
    qtbot: QtBot, desk: Desk, qapp: QApplication
) -> None:
    sharing = ScreenSharing(desk, CaptureExclusion(qapp, None))
    card = SharingCard(sharing)
    qtbot.addWidget(card)
    card.show()
    assert "Cover the screen (F9) before you share it" in card.words()
    assert not card.share.isVisible()
    sharing.begin()
    assert not sharing.is_on
