"""Make a redacted or cropped copy of an exhibit: draw boxes, look at the very copy, save it; the original stays."""

from datetime import datetime

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.derivatives import Derivative, DerivativeKind
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.file_words import size_in_words
from dslapp.domain.evidence.leak_check import LeakFound, names_to_hide
from dslapp.domain.problems import Problem, UserProblem
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.copies.copy_preview import CopyPreview
from dslapp.gui.evidence.copies.redaction_board import RedactionBoard
from dslapp.gui.evidence.copies.redaction_form import CopyDraft, RedactionForm
from dslapp.gui.evidence.viewer.two_panes import TwoPanes
from dslapp.gui.log_incident.draft_keeper import DraftKeeper, KeepWork
from dslapp.gui.pages import Page
from dslapp.gui.routes import Route, ToCase, ToRedaction
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.meter import Meter
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Heading, Words
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.case.keep_draft import form_draft_id, keep_form, restore_form
from dslapp.services.case.read_case import load_case
from dslapp.services.copies.make_copy import PreparedCopy, copyable, keep_copy, prepare_copy
from dslapp.services.exhibits.read_by_machine import is_available
from dslapp.services.session import Session

FORM = "copy"
"""The name under which a copy that is being prepared is kept, with the exhibit's id."""
_NAMES_SHOWN = 6
_KINDS = (
    Choice("redacted", "Cover parts of it", "Black boxes hide what others must not see."),
    Choice("cropped", "Keep one part only", "Everything outside of one box is cut away."),
)


class RedactionPage(Page):
    """Two steps on one page: the boxes with what is asked about the copy; then the very copy, to be saved or not."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._case: CaseFile | None = None
        self._exhibit: Exhibit | None = None
        self.back_button = Button("&Back to the exhibit", "quiet", "arrow-left")
        self.title = Heading("A redacted copy", 1)
        self.board, self.preview = RedactionBoard(desk), CopyPreview(desk)
        self.kind = ChoiceButtons("What kind of copy", _KINDS, across=True)
        self.form = RedactionForm()
        self.look_button = Button("Loo&k at the copy", "primary", "eye")
        self.save_button = Button("&Save this copy", "primary", "save")
        self.change_button = Button("&Change it", "secondary", "pencil")
        self.meter = Meter("The copy is being drawn")
        self.trouble = Banner("danger")
        self._still_there = Words(part="strong", tone="danger")
        self._keeper = DraftKeeper(desk.tasks, self._keep_work, self)
        self._count = 0
        self._left, self._steps = QStackedWidget(), QStackedWidget()
        self._lay_out()
        self._connect()

    def enter(self, route: Route) -> None:
        """Read the case and the exhibit; what was begun before is there again."""
        assert isinstance(route, ToRedaction)
        self._exhibit = self._case = None
        self._clear()
        self._desk.tasks.submit(
            _read, self._desk.session, route.incident_id, route.exhibit_id, latest="redaction",
            done=self._begin, failed=self.trouble.show_problem,
        )  # fmt: skip

    def leave(self) -> bool:
        """Keep what was begun, and drop the pictures from memory."""
        self._keeper.flush()
        self._clear()
        return True

    def _lay_out(self) -> None:
        ways = QWidget()
        row = WrapLayout(ways)
        row.addWidget(self.back_button)
        head = QWidget()
        top = QVBoxLayout(head)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(GRID // 2)
        for part in (ways, self.title, self.trouble, self._still_there):
            top.addWidget(part)
        self._left.addWidget(self.board)
        self._left.addWidget(self.preview)
        asked, kept = QWidget(), QWidget()
        column = QVBoxLayout(asked)
        for part in (
            self.kind, Heading("Boxes", 3), self.board.list, self.form, self.look_button, self.meter,
        ):  # fmt: skip
            column.addWidget(part)
        column.addStretch(1)
        self.kept_words = Words()
        after = QVBoxLayout(kept)
        for part in (self.kept_words, self.save_button, self.change_button):
            after.addWidget(part)
        after.addStretch(1)
        for layout in (column, after):
            layout.setContentsMargins(GRID, 0, GRID, GRID)
            layout.setSpacing(GRID)
        self._steps.addWidget(asked)
        self._steps.addWidget(kept)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setMinimumWidth(320)
        area.setWidget(self._steps)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, GRID, 0, 0)
        outer.addWidget(TwoPanes(head, self._left, area, (700, 400)))
        for part in (self.trouble, self._still_there, self.meter):
            part.hide()

    def _connect(self) -> None:
        self.back_button.clicked.connect(self._to_exhibit)
        self.board.changed.connect(self._boxes_changed)
        self.board.failed.connect(self.trouble.show_problem)
        self.preview.failed.connect(self.trouble.show_problem)
        self.form.changed.connect(self._keeper.changed)
        self.kind.chosen.connect(self._kind_chosen)
        self.look_button.clicked.connect(self._prepare)
        self.change_button.clicked.connect(self._change)
        self.save_button.clicked.connect(self._save)

    def _begin(self, read: "_Read") -> None:
        self._case, self._exhibit = read.case, read.exhibit
        exhibit, draft = read.exhibit, read.draft
        self.title.setText(f"A redacted copy of exhibit {exhibit.ref}")
        self.kind.set_value(draft.kind)
        self.kind.setVisible(exhibit.exhibit_kind == "picture" or exhibit.pages == 1)
        self.form.begin(names_to_hide(read.case), draft, machine_reads=is_available())
        self.board.set_only_one(draft.kind == "cropped")
        self.board.begin(exhibit, draft.boxes)
        self._change()
        follow_layout(self)

    def _draft(self) -> CopyDraft:
        kind: DerivativeKind = "cropped" if self.kind.value() == "cropped" else "redacted"
        return CopyDraft(
            boxes=self.board.boxes, kind=kind, because=self.form.because.text(),
            description=self.form.description.text(), hidden=self.form.hidden(),
        )  # fmt: skip

    def _keep_work(self) -> KeepWork | None:
        if self._exhibit is None or self._case is None:
            return None
        return _keep, (self._desk.session, self._exhibit, self._draft(), self._case.incident.ref)

    def _boxes_changed(self) -> None:
        self._keeper.changed()
        if len(self.board.boxes) != self._count:
            self._count = len(self.board.boxes)
            follow_layout(self)

    def _kind_chosen(self) -> None:
        self.board.set_only_one(self.kind.value() == "cropped")
        self._keeper.changed()

    def _prepare(self) -> None:
        draft, exhibit = self._draft(), self._exhibit
        self._hide_trouble()
        self.form.show_errors("" if draft.because.strip() else "Say for whom or for what this copy is made.")
        if exhibit is None or not draft.because.strip():
            return
        self.look_button.setEnabled(False)
        self.meter.show_progress(0, 0, "The copy is being drawn")
        self.meter.show()
        self._desk.tasks.submit(
            prepare_copy, self._desk.session, exhibit, draft.boxes, draft.kind, lane="files", latest="prepared copy",
            progress=self.meter.show_progress, cancellable=True, done=self._prepared, failed=self._failed,
            ended=self._drawn,
        )  # fmt: skip

    def _prepared(self, prepared: PreparedCopy) -> None:
        if self._exhibit is None or prepared.exhibit.id != self._exhibit.id:
            return
        self.preview.show_copy(prepared)
        pages = f", {prepared.pages} pages" if prepared.pages > 1 else ""
        self.kept_words.setText(
            "It has no hidden text or layers: what you see is all there is. When it is saved, it is checked once more. "
            f"{size_in_words(len(prepared.data))}{pages}.\n\nSHA-256 {prepared.sha256[:32]} {prepared.sha256[32:]}"
        )
        self._left.setCurrentWidget(self.preview)
        self._steps.setCurrentIndex(1)
        self.save_button.setEnabled(True)
        self.save_button.setFocus()
        follow_layout(self)

    def _change(self) -> None:
        self.preview.let_go()
        self._left.setCurrentWidget(self.board)
        self._steps.setCurrentIndex(0)

    def _save(self) -> None:
        prepared, draft = self.preview.prepared, self._draft()
        if prepared is None or not self._may_look_for_nobody(draft):
            return
        self._hide_trouble()
        self.save_button.setEnabled(False)
        self._desk.tasks.submit(
            keep_copy, self._desk.session, self._desk.tasks.on_casebook, prepared, draft.because,
            description=draft.description, hidden=draft.hidden,
            finishes_draft=form_draft_id(prepared.exhibit.incident_id, FORM, prepared.exhibit.id),
            lane="files", done=self._saved, failed=self._failed,
        )  # fmt: skip

    def _may_look_for_nobody(self, draft: CopyDraft) -> bool:
        """Whether a copy may be saved although no name was ticked: then nothing looks for one."""
        names = names_to_hide(self._case) if self._case else ()
        if draft.hidden or not names:
            return True
        shown = ", ".join(names[:_NAMES_SHOWN]) + (" …" if len(names) > _NAMES_SHOWN else "")
        return self._desk.prompter.confirm(
            "You ticked no name: none was looked for.", f"These may still be in it: {shown}.", "Save it all the same",
            "Go back", danger=True,
        )  # fmt: skip

    def _saved(self, copy: Derivative) -> None:
        self._keeper.forget()
        self.tell(f"Copy {copy.ref} is saved. {copy.checked}")
        self._to_exhibit()

    def _failed(self, problem: Problem) -> None:
        self._change()
        field = problem.field if isinstance(problem, UserProblem) else ""
        if field in ("because", "description"):
            self.form.show_errors(**{field: str(problem)})
            return
        self.trouble.show_problem(problem)
        if isinstance(problem, LeakFound) and problem.findings.names:
            self._still_there.setText(f"Still there: {', '.join(problem.findings.names)}")
            self._still_there.show()

    def _drawn(self) -> None:
        self.meter.hide()
        self.look_button.setEnabled(True)

    def _hide_trouble(self) -> None:
        self.trouble.hide()
        self._still_there.hide()

    def _clear(self) -> None:
        self._exhibit = None
        self.board.let_go()
        self.preview.let_go()
        self._hide_trouble()

    def _to_exhibit(self) -> None:
        if self._case is not None:
            exhibit_id = self._exhibit.id if self._exhibit else ""
            self.go.emit(ToCase(IncidentId(self._case.incident.id), "evidence", exhibit_id))


class _Read(msgspec.Struct, frozen=True):
    case: CaseFile
    exhibit: Exhibit
    draft: CopyDraft


def _read(session: Session, incident_id: str, exhibit_id: str) -> _Read:
    exhibit = copyable(session, exhibit_id)
    found = restore_form(session, incident_id, FORM, exhibit_id)
    fresh = CopyDraft(description=exhibit.description)
    draft = msgspec.json.decode(found.value, type=CopyDraft) if found else fresh
    return _Read(load_case(session, incident_id), exhibit, draft)


def _keep(session: Session, exhibit: Exhibit, draft: CopyDraft, case_ref: str) -> datetime:
    title = f"A redacted copy of {exhibit.ref}"
    return keep_form(session, exhibit.incident_id, FORM, draft, about_id=exhibit.id, ref=case_ref, title=title)
