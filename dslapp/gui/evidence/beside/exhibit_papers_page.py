"""Labels and continuity of exhibits on paper: what is on them, the very pages, and the ways in which they leave."""

from pathlib import Path
from typing import cast

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dslapp.domain.problems import Problem
from dslapp.gui.desk import Desk
from dslapp.gui.pages import Page
from dslapp.gui.paper_view import PaperView
from dslapp.gui.routes import Route, ToCase, ToDevices, ToExhibitPapers
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.way_out import Paper
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Heading, Words
from dslapp.services.continuity.write_exhibit_papers import (
    ExhibitPaper,
    PaperGround,
    draw_exhibit_paper,
    note_exhibit_paper_printed,
    read_paper_ground,
    save_exhibit_paper,
)

_NAMES = (
    "Names of the children entered under People are taken out. Read each label before you print it: other names stay. "
    "Where no child is entered yet, no description is printed."
)
_HINTS: dict[ExhibitPaper, str] = {
    "labels": f"Fits sheets of six labels, 99.1 × 93.1 mm, printed at 100 %; or cut them out. {_NAMES}",
    "large label": f"For a bag or an envelope. The whole address stands in the record only. {_NAMES}",
    "continuity": "Every hand so far, and lines to go on by hand. It names what the record names.",
}


_PAGES = 28 * GRID
"""The height below which the pages are not squeezed: the page scrolls then."""


class ExhibitPapersPage(Page):
    """Draws the paper of the route anew at each arrival and each choice."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._route: ToExhibitPapers | None = None
        self._ground: PaperGround | None = None
        self._asked: tuple[PaperGround, ExhibitPaper, tuple[str, ...]] | None = None
        self._title = Heading("Labels and continuity", 1)
        self.back_button = Button("&Back", "quiet", "arrow-left")
        self.which = ChoiceButtons(
            "What to print",
            (Choice("labels", "Labels, six to a page"), Choice("large label", "One large label"),
             Choice("continuity", "Continuity")), across=True,
        )  # fmt: skip
        self._hint = Words(part="hint")
        self.chosen = ChoiceButtons("Exhibits", (), across=True, several=True)
        self._trouble = Banner("danger")
        self._trouble.hide()
        self.paper = PaperView(desk)
        self.back_button.clicked.connect(self._back)
        self.which.chosen.connect(self._draw)
        self.paper.way_out.left.connect(self.tell)
        self._lay_out()

    def enter(self, route: Route) -> None:
        """Read the case that the route names."""
        assert isinstance(route, ToExhibitPapers)
        self._route, self._ground = route, None
        self._trouble.hide()
        self.which.set_value(route.paper)
        self.paper.clear()
        self.paper.show_drawing("Reading the case")
        self._desk.tasks.submit(
            read_paper_ground, self._desk.session, route.incident_id, done=self._show, failed=self._refused,
            latest="exhibit papers",
        )  # fmt: skip

    def leave(self) -> bool:
        """Take pages and password off the screen."""
        if not self.paper.way_out.leave():
            return False
        self.paper.clear()
        return True

    def _show(self, ground: PaperGround) -> None:
        assert self._route is not None
        self._ground = ground
        old = self.chosen
        exhibits = ground.case.shown_exhibits
        self.chosen = ChoiceButtons(
            "Exhibits", tuple(Choice(each.id, each.ref) for each in exhibits), across=True, several=True
        )
        wanted = [each.id for each in exhibits if each.id in self._route.subjects]
        self.chosen.set_value(*(wanted or [each.id for each in exhibits]))
        self.chosen.chosen.connect(self._draw)
        self._head.replaceWidget(old, self.chosen)
        old.hide()
        old.deleteLater()
        follow_layout(self)
        self._draw()

    def _draw(self) -> None:
        ground, paper = self._ground, cast("ExhibitPaper", self.which.value())
        if ground is None or self._route is None:
            return
        self._trouble.hide()
        self._hint.setText(_HINTS[paper])
        of_device = any(each.id in self._route.subjects for each in ground.case.devices)
        self.chosen.setVisible(paper != "continuity" and not of_device)
        self.which.setVisible(not of_device)
        subjects = self._route.subjects if paper == "continuity" and self._route.subjects else self.chosen.values()
        self.paper.clear()
        self.paper.show_drawing("Drawing the pages")
        self._asked = (ground, paper, tuple(subjects))
        self._desk.tasks.submit(
            draw_exhibit_paper, self._desk.session, ground, paper, tuple(subjects), lane="files",
            latest="exhibit paper", done=self._drawn, failed=self._refused,
        )  # fmt: skip

    def _drawn(self, pdf: bytes) -> None:
        if self._asked is None:
            return
        session, (ground, paper, subjects) = self._desk.session, self._asked

        def save(document: bytes, target: Path, plain_because: str) -> None:
            save_exhibit_paper(session, ground, paper, subjects, document, target, plain_because=plain_because)

        def printed(to_file_because: str | None) -> None:
            note_exhibit_paper_printed(session, ground, paper, subjects, to_file_because=to_file_because)

        self.paper.show_pdf(pdf)
        self.paper.way_out.show_paper(Paper(pdf, ground.case.incident.ref, save, printed))

    def _refused(self, problem: Problem) -> None:
        self.paper.show_drawing(None)
        self._trouble.show_problem(problem)

    def _back(self) -> None:
        if self._route is None:
            return
        devices = self._ground.case.devices if self._ground else ()
        first = self._route.subjects[0] if self._route.subjects else ""
        if any(each.id == first for each in devices):
            self.go.emit(ToDevices(self._route.incident_id, first))
        else:
            self.go.emit(ToCase(self._route.incident_id, "evidence", first))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self._title, 1)
        row.addWidget(self.back_button)
        self._head = QVBoxLayout()
        self._head.setContentsMargins(3 * GRID, GRID + GRID // 2, 3 * GRID, GRID)
        self._head.setSpacing(GRID)
        self._head.addLayout(row)
        self._head.addWidget(self._trouble)
        self._head.addWidget(self.which)
        self._head.addWidget(self._hint)
        self._head.addWidget(self.chosen)
        inner = QWidget()
        inner.setProperty("ground", "clear")
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._head)
        whole.addWidget(_Pages(self.paper), 1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)


class _Pages(QWidget):
    """Holds the pages: they take the room that is left, whatever they would like, so that nothing else is squeezed."""

    def __init__(self, paper: PaperView) -> None:
        super().__init__()
        self.setMinimumHeight(_PAGES)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(paper)

    def sizeHint(self) -> QSize:
        """No higher than they must be."""
        return QSize(super().sizeHint().width(), _PAGES)

    def hasHeightForWidth(self) -> bool:
        """Its height does not follow from its width."""
        return False
