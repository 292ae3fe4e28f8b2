"""The pictures of one series: their order, where they overlap, and where something may be missing."""

from collections.abc import Sequence
from itertools import pairwise

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.series import Between, between_in_words, can_be_compared, series_of
from dslapp.domain.problems import Problem
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.series.series_choice import SeriesChoice
from dslapp.gui.evidence.series.series_list import SeriesList
from dslapp.gui.pages import ScrollingPage
from dslapp.gui.routes import Route, ToCase, ToCompare, ToSeries
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Heading, Words
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.case.read_case import load_case
from dslapp.services.exhibits.order_series import compare, order_series
from dslapp.services.session import Session

_SHORT: dict[Between, str] = {
    "overlap": "looks like it overlaps with the one before",
    "gap": "there may be a gap before it",
    "same": "looks like the same picture as the one before",
    "not known": "cannot be compared with the one before: look at both",
}


class _Compared(msgspec.Struct, frozen=True):
    first: Exhibit
    second: Exhibit
    between: Between


def _compare(session: Session, first: Exhibit, second: Exhibit) -> _Compared:
    return _Compared(first, second, compare(session, first, second))


class SeriesPage(ScrollingPage):
    """Order by drag or keys, saved in one commit; each pair of neighbours is compared in the picture child."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._case: CaseFile | None = None
        self._series = ""
        self._saved: tuple[str, ...] = ()
        self._unsaved: dict[tuple[str, str], tuple[str, ...]] = {}
        self._known: dict[tuple[str, str], _Compared] = {}
        self.back_button = Button("&Back to the case", "quiet", "arrow-left")
        self.title = Heading("A series", 1)
        self.how = Words(
            "Put the pictures in the order in which they were seen: drag a line, or press Ctrl with the up or down "
            "key. The order is saved; the pictures are not touched.",
            "hint",
        )
        self.choice = SeriesChoice()
        self.list = SeriesList()
        self.up_button = Button("Move &up", "secondary")
        self.down_button = Button("Move &down", "secondary")
        self.look_button = Button("Look at it beside the next", "secondary", "eye")
        self.out_button = Button("Take it out of the series", "quiet", "x")
        self.others = QComboBox()
        self.others_field = Field("Another file of this case", self.others)
        self.add_button = Button("Add it at the end", "secondary", "plus")
        self.summary = Words()
        self.save_button = Button("&Save this order", "primary", "save")
        self.trouble = Banner("danger")
        self._lay_out()
        self._connect()

    def enter(self, route: Route) -> None:
        """Read the case and its series."""
        assert isinstance(route, ToSeries)
        self._case, self._series = None, route.series
        self._known.clear()
        self.trouble.hide()
        self._desk.tasks.submit(
            load_case, self._desk.session, route.incident_id, latest="series", done=self._show,
            failed=self.trouble.show_problem,
        )  # fmt: skip

    def leave(self) -> bool:
        """Remember an order that is not saved, for whoever looks at two pictures in between."""
        if self._case is not None:
            key = (self._case.incident.id, self._series)
            self._unsaved = {key: self._order()} if self._order() != self._saved else {}
        return True

    def _lay_out(self) -> None:
        acts, more = WrapLayout(), WrapLayout()
        for button in (self.up_button, self.down_button, self.look_button, self.out_button):
            acts.addWidget(button)
        more.addWidget(self.add_button)
        self.column.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.title, self.how, self.trouble, self.choice, self.list):
            self.column.addWidget(part)
        self.column.addLayout(acts)
        self.column.addWidget(self.summary)
        self.column.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.others_field)
        self.column.addLayout(more)
        self.column.addStretch(1)
        for part in (self.trouble, self.choice):
            part.hide()

    def _connect(self) -> None:
        self.back_button.clicked.connect(self._back)
        self.choice.chosen.connect(self._begin)
        self.list.moved.connect(self._reordered)
        self.list.currentRowChanged.connect(lambda _row: self._offer())
        self.up_button.clicked.connect(lambda: self.list.move_current(-1))
        self.down_button.clicked.connect(lambda: self.list.move_current(1))
        self.out_button.clicked.connect(self._take_out)
        self.add_button.clicked.connect(self._add)
        self.look_button.clicked.connect(self._look)
        self.save_button.clicked.connect(self._save)

    def _show(self, case: CaseFile) -> None:
        self._case = case
        pages = series_of(case).get(self._series, ())
        self._saved = tuple(each.id for each in pages)
        self.title.setText(f"{self._series or 'A new series'} of {case.incident.ref}")
        by_id = {each.id: each for each in self._pictures()}
        begun = self._unsaved.pop((case.incident.id, self._series), self._saved)
        self.list.show_exhibits([by_id[each] for each in begun if each in by_id])
        self._reordered()
        follow_layout(self)

    def _begin(self, exhibits: Sequence[Exhibit]) -> None:
        self.list.show_exhibits(exhibits)
        self._reordered()
        follow_layout(self)
        self.save_button.setFocus()

    def _order(self) -> tuple[str, ...]:
        return tuple(each.id for each in self.list.exhibits())

    def _reordered(self) -> None:
        self._say()
        self._offer()
        for first, second in pairwise(self.list.exhibits()):
            if (first.id, second.id) not in self._known:
                self._desk.tasks.submit(
                    _compare, self._desk.session, first, second, lane="files", latest=f"pair {first.id} {second.id}",
                    done=self._compared, failed=self.trouble.show_problem,
                )  # fmt: skip

    def _compared(self, found: _Compared) -> None:
        self._known[found.first.id, found.second.id] = found
        self._say()

    def _say(self) -> None:
        neighbours = [(first.id, second.id) for first, second in pairwise(self.list.exhibits())]
        self.list.say({pair: _SHORT[self._known[pair].between] for pair in neighbours if pair in self._known})
        gaps = [found for pair in neighbours if (found := self._known.get(pair)) and found.between == "gap"]
        self.summary.setText(" ".join(between_in_words("gap", each.first.ref, each.second.ref) for each in gaps))
        self.summary.setVisible(bool(gaps))

    def _offer(self) -> None:
        row, count = self.list.currentRow(), self.list.count()
        self._offer_choice(is_new=not count and not self._saved)
        self.up_button.setEnabled(row > 0)
        self.down_button.setEnabled(0 <= row < count - 1)
        pages = self.list.exhibits()
        self.look_button.setEnabled(0 <= row < count - 1 and can_be_compared(pages[row], pages[row + 1]))
        self.out_button.setEnabled(row >= 0)
        self.save_button.setEnabled(self._order() != self._saved)
        here = set(self._order())
        others = [each for each in self._pictures() if each.id not in here]
        if [self.others.itemData(number) for number in range(self.others.count())] != [each.id for each in others]:
            self.others.clear()
            for each in others:
                self.others.addItem(f"{each.ref}  {each.description or each.original_name}", each.id)
        for part in (self.others_field, self.add_button):
            part.setVisible(bool(others) and self.choice.isHidden())

    def _offer_choice(self, *, is_new: bool) -> None:
        """In place of an empty list, what it can be made of."""
        if is_new == self.choice.isHidden():
            self.choice.setVisible(is_new)
            self.choice.offer(self._pictures() if is_new else ())
            for part in (
                self.how, self.list, self.up_button, self.down_button, self.look_button, self.out_button,
                self.save_button,
            ):  # fmt: skip
                part.setVisible(not is_new)

    def _pictures(self) -> Sequence[Exhibit]:
        """Those that can stand in a series: of this case, in use, with a file."""
        if self._case is None:
            return ()
        return [each for each in self._case.exhibits if not each.withdrawn and each.file_id]

    def _take_out(self) -> None:
        current = self.list.current()
        if current is not None:
            self.list.show_exhibits([each for each in self.list.exhibits() if each.id != current.id])
            self._reordered()

    def _add(self) -> None:
        wanted = self.others.currentData()
        added = [each for each in self._pictures() if each.id == wanted]
        self.list.show_exhibits([*self.list.exhibits(), *added])
        self._reordered()

    def _look(self) -> None:
        row, pages = self.list.currentRow(), self.list.exhibits()
        if self._case is not None and 0 <= row < len(pages) - 1:
            here = IncidentId(self._case.incident.id)
            self.go.emit(ToCompare(here, pages[row].id, pages[row + 1].id, self._series))

    def _save(self) -> None:
        if self._case is not None:
            self.save_button.setEnabled(False)
            self._desk.tasks.submit(
                order_series, self._desk.session, self._case.incident.id, self._series, self._order(),
                done=self._is_saved, failed=self._failed,
            )  # fmt: skip

    def _is_saved(self, name: str) -> None:
        if self._case is not None:
            self._series, self._saved = name, self._order()
            self.title.setText(f"{name} of {self._case.incident.ref}")
            self._offer()
            self.tell(f"The order of {name} is saved.")

    def _failed(self, problem: Problem) -> None:
        self._offer()
        self.trouble.show_problem(problem)

    def _back(self) -> None:
        if self._case is not None:
            self.go.emit(ToCase(IncidentId(self._case.incident.id), "evidence"))
