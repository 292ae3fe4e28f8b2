"""The painted list: every word is there for eyes and for a screen reader, in columns or below each other."""

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dslapp.gui.case.breakable import breakable
from dslapp.gui.case.columns_head import ColumnsHead, with_head
from dslapp.gui.case.lines import Cell, Columns, Line, LinesModel
from dslapp.gui.case.lines_list import LinesList

COLUMNS = Columns(("When", "What was done"), (1, 2))


def line(key: str, words: str = "Rang his mother.") -> Line:
    return Line(key=key, columns=((Cell("Friday", strong=True),), (Cell(words),)))


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    model = LinesModel()
    model.set_lines([line("a"), line("b")])
    qtmodeltester.check(model)


def test_a_line_is_read_aloud_as_it_stands(qtbot: QtBot) -> None:
    model = LinesModel()
    model.set_lines([line("a")])
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Friday. Rang his mother."


def test_long_words_make_a_line_higher_never_cut(qtbot: QtBot) -> None:
    view = LinesList("Lines", COLUMNS)
    qtbot.addWidget(view)
    view.resize(700, 300)
    view.show()
    view.show_lines([line("short"), line("long", "Rang his mother, who said a great deal. " * 12)])
    short, long = (view.sizeHintForIndex(view.model().index(row, 0)).height() for row in (0, 1))
    assert long > 2 * short


def test_a_narrow_list_says_its_titles_in_each_line(qtbot: QtBot) -> None:
    view = LinesList("Lines", COLUMNS)
    holder = with_head(view)
    qtbot.addWidget(holder)
    holder.resize(400, 300)
    holder.show()
    view.show_lines([line("a")])
    qtbot.waitUntil(lambda: holder.findChildren(ColumnsHead)[0].isHidden())
    assert COLUMNS.labelled(line("a"))[1][0].text == "What was done: Rang his mother."


def test_the_chosen_line_stays_chosen_when_the_list_grows(qtbot: QtBot) -> None:
    view = LinesList("Lines", COLUMNS)
    qtbot.addWidget(view)
    view.show_lines([line("a"), line("b")])
    view.choose("b")
    view.show_lines([line("new"), line("a"), line("b")])
    assert view.chosen() == "b"


def test_an_address_can_break_but_is_not_changed_where_it_is_short() -> None:
    assert breakable("https://example.com") == "https://example.com"
    assert breakable("a" * 60).replace("\u200b", "") == "a" * 60
    assert "\u200b" in breakable("a" * 60)
