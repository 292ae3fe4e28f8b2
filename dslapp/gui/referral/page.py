"""The page of one referral in three parts: the answers, the preview with the ways out, and the handing over."""

from pathlib import Path

from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from dslapp.domain.case.case_words import count_of
from dslapp.domain.entity import IncidentId
from dslapp.domain.local_time import say_moment
from dslapp.domain.problems import Problem
from dslapp.domain.referral.fields import READER
from dslapp.domain.referral.listed import STATES, state_of
from dslapp.domain.referral.referrals import Recipient, Referral
from dslapp.domain.school import say_lado
from dslapp.gui.desk import Desk
from dslapp.gui.pages import Page
from dslapp.gui.paper_view import PaperView
from dslapp.gui.referral.answers_view import AnswersView
from dslapp.gui.referral.handover_view import HandoverView
from dslapp.gui.routes import Route, ToCase, ToRefer
from dslapp.gui.tasks import Task
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.way_out import Paper
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Heading, Words
from dslapp.services.papers.refer import begin_referral
from dslapp.services.papers.write_referral import (
    ReferralDraft,
    draw_referral,
    note_printed,
    open_referral,
    read_referral,
    save_referral,
)

ANSWERS, PREVIEW, HANDOVER = range(3)
_PARTS = ("1  Answers", "2  Preview, save, print", "3  Handed over")
_LOW = 420
"""Pixels of height below which the title stands back, so that the parts have room."""
_NARROW = 700
"""Pixels of width below which the way back is an icon."""
_TITLES: dict[Recipient, str] = {"lado": "Summary for the LADO", "police": "Summary for the police"}


class ReferPage(Page):
    """Shows the referral of the route, or begins one. Only whoever may refer can change it, print it or save it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._route: ToRefer | None = None
        self._draft: ReferralDraft | None = None
        self._drawing: Task | None = None
        self._to_draw: ReferralDraft | None = None
        self._title = Heading("", 1)
        self._state = Words(part="hint")
        self.back_button = Button("&Back to the case", "quiet", "arrow-left")
        self.parts = QTabBar()
        self.parts.setAccessibleName("Parts of the referral")
        self.parts.setExpanding(False)
        self.parts.setDrawBase(False)
        for number, name in enumerate(_PARTS):
            self.parts.addTab(name)
            self.parts.setTabToolTip(number, f"Alt+{number + 1}")
            QShortcut(QKeySequence(f"Alt+{number + 1}"), self, lambda part=number: self.parts.setCurrentIndex(part))
        self._trouble = Banner("danger")
        self._trouble.hide()
        self.answers = AnswersView(desk)
        self.paper = PaperView(desk, handed_over=True)
        self.handover = HandoverView(desk)
        self._stack = QStackedWidget()
        for view in (self.answers, self.paper, self.handover):
            self._stack.addWidget(view)
        self._lay_out()
        self._connect()

    @property
    def ready(self) -> bool:
        """Whether the referral of the route is shown."""
        return self._draft is not None

    def enter(self, route: Route) -> None:
        """Read the referral that the route names, or begin the one that it asks for."""
        assert isinstance(route, ToRefer)
        self._route, self._draft = route, None
        self._trouble.hide()
        self._stack.hide()
        self.parts.hide()
        self._title.setText(_TITLES[route.recipient])
        self._state.setText("")
        self._show_part(ANSWERS)
        if route.referral_id:
            self._open(route.referral_id)
        else:
            self._desk.tasks.submit(
                begin_referral, self._desk.session, route.incident_id, route.recipient,
                done=self._begun, failed=self._refused, latest="begin referral",
            )  # fmt: skip

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose by the new size what is shown of the head."""
        super().resizeEvent(event)
        for words in (self._title, self._state):
            words.setVisible(self.height() >= _LOW)
        self.back_button.words_shown(self.width() >= _NARROW)

    def leave(self) -> bool:
        """Save what was typed; take pages and password off the screen."""
        self.answers.leave()
        self.handover.leave()
        if not self.paper.way_out.leave():
            return False
        self._stop_drawing()
        self.paper.clear()
        return True

    def _begun(self, referral: Referral) -> None:
        self._open(referral.id)

    def _open(self, referral_id: str) -> None:
        self._desk.tasks.submit(
            open_referral, self._desk.session, referral_id, done=self._show, failed=self._refused, latest="referral"
        )

    def _show(self, draft: ReferralDraft) -> None:
        self._draft = draft
        referral, now = draft.referral, self._desk.now()
        state = STATES[state_of(referral, now)]
        begun = f"begun {say_moment(referral.started_at)}"
        self._title.setText(say_lado(_TITLES[referral.recipient], draft.content.lado_label))
        self._state.setText(" · ".join((draft.content.ref, state, begun, draft.content.reader)))
        self.answers.show_draft(draft)
        self.handover.show_draft(draft)
        self.parts.show()
        self._stack.show()
        follow_layout(self)
        if self.parts.currentIndex() == ANSWERS:
            self.answers.setFocus()

    def _show_part(self, part: int) -> None:
        """Show a part; the preview is drawn anew each time, from what is saved by then."""
        if self.parts.currentIndex() != part:
            self.parts.setCurrentIndex(part)
            return
        self.answers.leave()
        self.handover.leave()
        if not self.paper.way_out.leave():
            self.parts.setCurrentIndex(self._stack.currentIndex())
            return
        self._stop_drawing()
        self.paper.clear()
        self._stack.setCurrentIndex(part)
        if self._draft is None:
            return
        if part == PREVIEW:
            self._begin_drawing(self._draft.referral.id)
        else:
            self._open(self._draft.referral.id)

    def _begin_drawing(self, referral_id: str) -> None:
        self.paper.note.hide()
        self.paper.show_drawing("Reading the case")
        self._desk.tasks.submit(
            read_referral, self._desk.session, referral_id, done=self._draw, failed=self._not_drawn, latest="referral"
        )

    def _draw(self, draft: ReferralDraft) -> None:
        self._draft = self._to_draw = draft
        self._note(draft)
        self.paper.show_drawing("Drawing the pages")
        self._drawing = self._desk.tasks.submit(
            draw_referral, self._desk.session, draft, lane="files", cancellable=True,
            progress=self.paper.show_pages_drawn, done=self._drawn, failed=self._not_drawn,
        )  # fmt: skip

    def _drawn(self, pdf: bytes) -> None:
        draft, self._drawing = self._to_draw, None
        if draft is None or self.parts.currentIndex() != PREVIEW:
            return
        self.paper.show_pdf(pdf)
        if draft.case.reader_may("refer to an agency"):
            self.paper.way_out.show_paper(self._paper(draft, pdf))

    def _paper(self, draft: ReferralDraft, pdf: bytes) -> Paper:
        session = self._desk.session

        def save(document: bytes, target: Path, plain_because: str) -> None:
            save_referral(session, draft, document, target, plain_because=plain_because)

        def printed(to_file_because: str | None) -> None:
            note_printed(session, draft, to_file_because=to_file_because)

        return Paper(pdf, draft.content.ref, save, printed)

    def _note(self, draft: ReferralDraft) -> None:
        """Say beside the pages what the reader will miss, or that it was sent already."""
        may_refer = draft.case.reader_may("refer to an agency")
        self.paper.way_out.setVisible(may_refer)
        missing = sum(1 for gap in draft.gaps if not gap.reason)
        if draft.referral.sent_at:
            sent = say_moment(draft.referral.sent_at)
            title, words = (
                f"Sent {sent}.",
                ("The answers are those that were sent. People, chronology and exhibits are drawn as they stand now."),
            )
        elif self.answers.unsaved:
            title, words = "Not everything is saved.", f"Go back to: {', '.join(self.answers.unsaved)}."
        elif missing:
            title = f"{count_of(missing, 'question has', 'questions have')} no answer."
            words = f"The pages say so, and {READER[draft.referral.recipient]} will ask."
        elif not may_refer:
            title, words = "To read only.", "Whoever refers prints it or saves it."
        else:
            self.paper.note.hide()
            return
        self.paper.note.show_message("warning" if may_refer else "information", title, words)
        self.paper.note.show()

    def _not_drawn(self, problem: Problem) -> None:
        self.paper.show_drawing(None)
        self._refused(problem)

    def _stop_drawing(self) -> None:
        if self._drawing is not None:
            self._drawing.cancel()
        self._drawing = self._to_draw = None
        self.paper.show_drawing(None)

    def _refused(self, problem: Problem) -> None:
        self._trouble.show_problem(problem)

    def _noted(self, words: str) -> None:
        self.tell(words)
        if self._draft:
            self._open(self._draft.referral.id)

    def _to_case(self) -> None:
        if self._route:
            self.go.emit(ToCase(IncidentId(self._route.incident_id), "referrals"))

    def _lay_out(self) -> None:
        head = QWidget()
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.parts, 1)
        row.addWidget(self.back_button)
        column = QVBoxLayout(head)
        column.setContentsMargins(3 * GRID, GRID, 3 * GRID, GRID // 2)
        column.setSpacing(GRID // 2)
        column.addWidget(self._title)
        column.addWidget(self._state)
        column.addLayout(row)
        column.addWidget(self._trouble)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(head)
        outer.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self._to_case)
        self.parts.currentChanged.connect(self._show_part)
        self.answers.preview_wanted.connect(lambda: self._show_part(PREVIEW))
        self.paper.stop_wanted.connect(lambda: self._show_part(ANSWERS))
        self.paper.way_out.left.connect(self.tell)
        self.paper.way_out.hand_over.connect(lambda: self._show_part(HANDOVER))
        self.handover.saved.connect(self._noted)
