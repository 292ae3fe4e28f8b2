"""Tables take plain rows, in any number, and are walked by keyboard."""

import time
from typing import NamedTuple

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dslapp.gui.widgets.rows_model import ICON_ROLE, ROW_ROLE, SORT_ROLE, TONE_ROLE, Column, RowsModel
from dslapp.gui.widgets.rows_view import RowsView
from tests.gui.accessibility import assert_accessible


class Line(NamedTuple):
    ref: str
    number: int
    overdue: bool


def model_of(lines: list[Line]) -> RowsModel[Line]:
    model = RowsModel[Line](
        [
            Column("Ref", text=lambda line: line.ref, width=140),
            Column("Exhibits", text=lambda line: str(line.number), sort=lambda line: line.number),
            Column(
                "Due",
                text=lambda line: "Overdue" if line.overdue else "",
                tone=lambda line: "danger" if line.overdue else None,
                icon=lambda line: "bell" if line.overdue else "",
            ),
        ]
    )
    model.set_rows(lines)
    return model


@pytest.fixture
def lines() -> list[Line]:
    return [Line("OSI-2026-0010", 9, True), Line("OSI-2026-0002", 10, False), Line("OSI-2026-0007", 2, False)]


def refs(model: RowsModel[Line]) -> list[str]:
    return [line.ref[-4:] for line in model.rows()]


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester, lines: list[Line]) -> None:
    model = model_of(lines)
    qtmodeltester.check(model)
    model.sort(1)
    model.set_rows(lines[:1])
    model.set_rows([])
    qtmodeltester.check(model)


def test_a_cell_gives_its_words_tone_icon_and_row(lines: list[Line]) -> None:
    model = model_of(lines)
    due = model.index(0, 2)
    assert model.data(due) == "Overdue"
    assert model.data(due, Qt.ItemDataRole.AccessibleTextRole) == "Due: Overdue"
    assert [model.data(due, role) for role in (TONE_ROLE, ICON_ROLE, ROW_ROLE)] == ["danger", "bell", lines[0]]
    assert model.data(model.index(0, 1), SORT_ROLE) == 9
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Ref"


def test_words_that_look_like_markup_are_shown_and_not_run() -> None:
    model = model_of([Line('<img src="file:///elsewhere">', 1, overdue=False)])
    hint = model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole)
    assert hint == "<span>&lt;img src=&quot;file:///elsewhere&quot;&gt;</span>"


def test_numbers_are_ordered_as_numbers_and_the_cursor_stays_on_its_row(lines: list[Line]) -> None:
    model = model_of(lines)
    cursor = QPersistentModelIndex(model.index(0, 0))
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert refs(model) == ["0002", "0010", "0007"]
    assert model.row_at(cursor) == lines[0]
    model.sort(0)
    assert refs(model) == ["0002", "0007", "0010"]


def test_a_hundred_thousand_rows_are_shown_at_once(qtbot: QtBot) -> None:
    asked: list[Line] = []

    def text(line: Line) -> str:
        asked.append(line)
        return line.ref

    many = [Line(f"OSI-2026-{number:06}", number, overdue=False) for number in range(100_000)]
    model = RowsModel[Line]([Column("Ref", text=text), Column("Exhibits", text=lambda line: str(line.number))])
    view = RowsView("Incidents", model)
    qtbot.addWidget(view)
    view.resize(800, 600)
    view.show()
    started = time.perf_counter()
    model.set_rows(many)
    view.scrollToBottom()
    view.grab()
    assert time.perf_counter() - started < 1.0
    assert len({line.ref for line in asked}) < 200, "only what is seen may be computed"


def test_enter_opens_the_row_on_which_the_cursor_stands(qtbot: QtBot, lines: list[Line]) -> None:
    view = RowsView("Incidents", model_of(lines))
    qtbot.addWidget(view)
    view.resize(800, 300)
    view.show()
    view.selectRow(0)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [lines[1]]
    assert view.current() == lines[1]
    assert_accessible(view)
