"""Two exhibits side by side, scrolled together: neighbours of a series, or pictures that look alike."""

import msgspec
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout

from dslapp.domain.case.incident import Incident
from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.series import Between, between_in_words
from dslapp.domain.problems import Problem
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.series.side_by_side_pictures import SideBySidePictures
from dslapp.gui.evidence.viewer.pictures import image_of
from dslapp.gui.evidence.viewer.zoom_tools import zoom_tools
from dslapp.gui.log_incident.two_columns import TwoColumns
from dslapp.gui.pages import Page
from dslapp.gui.routes import Route, ToCase, ToCompare, ToSeries
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Heading, Words
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.copies.make_copy import original_page
from dslapp.services.exhibits.order_series import compare
from dslapp.services.exhibits.show_evidence import note_revealed
from dslapp.services.session import Session


class _Pair(msgspec.Struct, frozen=True):
    first: Exhibit
    second: Exhibit
    first_case: str
    second_case: str


class _Drawn(msgspec.Struct, frozen=True):
    first: QImage
    second: QImage
    between: Between


def _read(session: Session, first_id: str, second_id: str) -> _Pair:
    session.require("read the record")
    first, second = session.casebook.get(Exhibit, first_id), session.casebook.get(Exhibit, second_id)
    cases = [session.casebook.get(Incident, each.incident_id) for each in (first, second)]
    apart = cases[0].restricted != cases[1].restricted
    refs = ["a restricted case" if apart and case.restricted else case.ref for case in cases]
    return _Pair(first, second, refs[0], refs[1])


def _in_words(pair: _Pair, between: Between) -> str:
    """Of neighbours in a series, whether one goes on from the other; of any others, whether they are the same."""
    neighbours = pair.first.series and (pair.first.series, pair.first.incident_id) == (
        pair.second.series, pair.second.incident_id,
    )  # fmt: skip
    if neighbours or between == "same":
        return between_in_words(between, pair.first.ref, pair.second.ref)
    return "Look at both: what is the same, and what differs?"


def _draw(session: Session, pair: _Pair) -> _Drawn:
    images = [image_of(original_page(session, each, 0)) for each in (pair.first, pair.second)]
    return _Drawn(images[0], images[1], compare(session, pair.first, pair.second))


class ComparePage(Page):
    """Both pictures are hidden until somebody asks for them; each reveal stands in the history of its own case."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._route: ToCompare | None = None
        self._pair: _Pair | None = None
        self.back_button = Button("&Back to the case", "quiet", "arrow-left")
        self.title = Heading("Two exhibits side by side", 1)
        self.show_button = Button("Sho&w both", "secondary", "eye")
        self.together_button = Button("Scroll together", "filter", "link")
        self.together_button.setChecked(True)
        self.pictures = SideBySidePictures()
        self.between = Words()
        self.names = Words(part="strong"), Words(part="strong")
        self.trouble = Banner("danger")
        tools = WrapLayout()
        zooms = zoom_tools(self.pictures.first, self.pictures.second)
        for button in (self.back_button, self.show_button, self.together_button, *zooms):
            tools.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self.title)
        column.addLayout(tools)
        for part in (self.trouble, self.between, TwoColumns(*self.names, narrow=0)):
            column.addWidget(part)
        column.addWidget(self.pictures, 1)
        self.back_button.clicked.connect(self._back)
        self.show_button.clicked.connect(lambda: self._set_open(not self.pictures.first.is_open))
        self.together_button.toggled.connect(self._tie)
        for view in (self.pictures.first, self.pictures.second):
            view.pressed_while_hidden.connect(lambda: self._set_open(True))

    def enter(self, route: Route) -> None:
        """Read both exhibits; nothing can be made out yet."""
        assert isinstance(route, ToCompare)
        self._route = route
        self.back_button.say("&Back to the case" if route.series is None else "&Back to the series")
        self._clear()
        self._desk.tasks.submit(
            _read, self._desk.session, route.first_id, route.second_id, latest="compare", done=self._name,
            failed=self.trouble.show_problem,
        )  # fmt: skip

    def leave(self) -> bool:
        """Drop both pictures from memory."""
        self._clear()
        return True

    def _name(self, pair: _Pair) -> None:
        self._pair = pair
        for words, exhibit, case in zip(
            self.names, (pair.first, pair.second), (pair.first_case, pair.second_case), strict=True
        ):
            words.setText(f"{exhibit.ref} in {case}")
        for view, exhibit in ((self.pictures.first, pair.first), (self.pictures.second, pair.second)):
            view.setAccessibleName(f"Exhibit {exhibit.ref}")
        self._desk.tasks.submit(
            _draw, self._desk.session, pair, lane="files", latest="compared pictures", done=self._show,
            failed=self._failed,
        )  # fmt: skip
        follow_layout(self)

    def _show(self, drawn: _Drawn) -> None:
        if self._pair is None:
            return
        self.pictures.first.show_picture(drawn.first)
        self.pictures.second.show_picture(drawn.second)
        self.between.setText(_in_words(self._pair, drawn.between))
        self._offer()

    def _set_open(self, is_open: bool) -> None:
        if self._pair is None or not self.pictures.first.has_picture:
            return
        for view in (self.pictures.first, self.pictures.second):
            view.set_open(is_open)
        self._offer()
        if is_open:
            for exhibit in (self._pair.first, self._pair.second):
                self._desk.tasks.submit(note_revealed, self._desk.session, exhibit)

    def _tie(self, together: bool) -> None:
        self.pictures.together = together

    def _offer(self) -> None:
        self.show_button.say("&Hide both" if self.pictures.first.is_open else "Sho&w both")
        self.show_button.setEnabled(self.pictures.first.has_picture)

    def _failed(self, problem: Problem) -> None:
        if self._pair is not None:
            self.trouble.show_problem(problem)

    def _clear(self) -> None:
        self._pair = None
        self.trouble.hide()
        self.between.setText("The pictures are being read and compared.")
        for view in (self.pictures.first, self.pictures.second):
            view.let_go()
        self._offer()

    def _back(self) -> None:
        route = self._route
        if route is not None:
            series = route.series
            case = ToCase(IncidentId(route.incident_id), "evidence", route.first_id)
            self.go.emit(case if series is None else ToSeries(route.incident_id, series))
