"""A board of devices or takedowns in the window, and what stands on it."""

from datetime import timedelta
from typing import TypeVar

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dslapp.domain.boards.board_rows import DeviceRow, TakedownRow
from dslapp.gui.boards.devices_page import DevicesPage
from dslapp.gui.boards.takedowns_page import TakedownsPage
from dslapp.gui.desk import Desk
from dslapp.gui.routes import Route
from dslapp.services.continuity.keep_devices import DeviceAnswers, list_devices
from dslapp.services.continuity.take_down import TakedownAnswers, list_takedowns
from tests.casebooks import FRIDAY_AFTERNOON
from tests.gui.accessibility import assert_accessible

Board = TypeVar("Board", DevicesPage, TakedownsPage)
PHONE = DeviceAnswers(
    what="Black Moto G phone", owner="Ellis P.", taken_at=FRIDAY_AFTERNOON, taken_by="Jo Hartsedge",
    taken_because="for the police", kept_where="the safe in the office", power_state="flight mode", seal="A 1",
    due=FRIDAY_AFTERNOON - timedelta(hours=1),
)  # fmt: skip
POST = TakedownAnswers(platform="ChatNest", handle="@moved.away.example", imagery="no", what="A post about Ellis")


def opened(qtbot: QtBot, page: Board, route: Route) -> Board:
    qtbot.addWidget(page)
    page.resize(1150, 800)
    page.show()
    page.enter(route)
    qtbot.waitUntil(lambda: page.case is not None)
    return page


def cards(page: DevicesPage | TakedownsPage) -> list[object]:
    found = (page.cards.itemAt(number) for number in range(page.cards.count()))
    return [item.widget() for item in found if item is not None]


def assert_all_can_read(qtbot: QtBot, page: QWidget) -> None:
    """Once the words have their places: forms open and cards come while others are being laid out."""

    def accessible() -> None:
        assert_accessible(page)

    qtbot.waitUntil(accessible)


def devices(desk: Desk) -> tuple[DeviceRow, ...]:
    return desk.tasks.on_casebook(list_devices, desk.session)


def takedowns(desk: Desk) -> tuple[TakedownRow, ...]:
    return desk.tasks.on_casebook(list_takedowns, desk.session)
