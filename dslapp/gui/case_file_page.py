"""A case on paper for whoever reviews it: on one page, or the whole file; preview, print and save."""

from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from dslapp.domain.entity import IncidentId
from dslapp.domain.problems import Problem
from dslapp.gui.desk import Desk
from dslapp.gui.pages import Page
from dslapp.gui.paper_view import PaperView
from dslapp.gui.routes import Route, ToCase, ToCaseFile
from dslapp.gui.tasks import UNTIL_LOCKED, Task
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.way_out import Paper
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.text import Heading
from dslapp.services.papers.write_case_file import (
    CaseFileDraft,
    CasePaper,
    draw_case_file,
    note_case_file_printed,
    read_case_file,
    save_case_file,
)


class CaseFilePage(Page):
    """Draws the paper of the route's case anew at each arrival."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._incident_id: IncidentId | None = None
        self._draft: CaseFileDraft | None = None
        self._drawing: Task | None = None
        self._title = Heading("The case on paper", 1)
        self.back_button = Button("&Back to the case", "quiet", "arrow-left")
        self.which = ChoiceButtons(
            "What is on it", (Choice("one page", "One page"), Choice("whole file", "The whole &file")), across=True
        )
        self._trouble = Banner("danger")
        self._trouble.hide()
        self.paper = PaperView(desk)
        self.back_button.clicked.connect(self._to_case)
        self.which.chosen.connect(self._draw)
        self.paper.stop_wanted.connect(self._stop)
        self.paper.way_out.left.connect(self.tell)
        self._lay_out()

    def enter(self, route: Route) -> None:
        """Read the case that the route names."""
        assert isinstance(route, ToCaseFile)
        self._incident_id, self._draft = route.incident_id, None
        self._trouble.hide()
        self.which.set_value("one page")
        self.paper.clear()
        self.paper.show_drawing("Reading the case")
        self._desk.tasks.submit(
            read_case_file, self._desk.session, route.incident_id, done=self._show, failed=self._refused,
            latest="case file",
        )  # fmt: skip

    def leave(self) -> bool:
        """Take pages and password off the screen."""
        if not self.paper.way_out.leave():
            return False
        self._stop()
        self.paper.clear()
        return True

    def _show(self, draft: CaseFileDraft) -> None:
        self._draft = draft
        self._title.setText(f"{draft.page.ref} on paper")
        self._draw()

    def _draw(self) -> None:
        if self._draft is None:
            return
        self._stop()
        self.paper.clear()
        self.paper.show_drawing("Drawing the pages")
        self._drawing = self._desk.tasks.submit(
            draw_case_file,
            self._draft,
            self._chosen(),
            lane="files",
            stopped_with=UNTIL_LOCKED,
            done=self._drawn,
            failed=self._refused,
        )

    def _drawn(self, pdf: bytes) -> None:
        draft, self._drawing = self._draft, None
        if draft is None:
            return
        session, chosen = self._desk.session, self._chosen()

        def save(document: bytes, target: Path, plain_because: str) -> None:
            save_case_file(session, draft, chosen, document, target, plain_because=plain_because)

        def printed(to_file_because: str | None) -> None:
            note_case_file_printed(session, draft, chosen, to_file_because=to_file_because)

        self.paper.show_pdf(pdf)
        self.paper.way_out.show_paper(Paper(pdf, draft.page.ref, save, printed))

    def _chosen(self) -> CasePaper:
        return cast("CasePaper", self.which.value())

    def _stop(self) -> None:
        if self._drawing is not None:
            self._drawing.cancel()
        self._drawing = None
        self.paper.show_drawing(None)

    def _refused(self, problem: Problem) -> None:
        self.paper.show_drawing(None)
        self._trouble.show_problem(problem)

    def _to_case(self) -> None:
        if self._incident_id:
            self.go.emit(ToCase(self._incident_id))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self._title, 1)
        row.addWidget(self.back_button)
        head = QVBoxLayout()
        head.setContentsMargins(3 * GRID, GRID + GRID // 2, 3 * GRID, GRID)
        head.setSpacing(GRID)
        head.addLayout(row)
        head.addWidget(self._trouble)
        head.addWidget(self.which)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addWidget(self.paper, 1)
