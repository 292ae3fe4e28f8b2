"""Changes one step: its form, what then differs from the shipped text, what is wrong with it, and why it is changed."""

from collections.abc import Sequence
from typing import cast

import msgspec
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.guidance.flows import Flow, Library, Step
from dslapp.domain.own_guidance.laid_over import read_row, rows_of
from dslapp.domain.own_guidance.local_changes import naming
from dslapp.domain.own_guidance.row_content import row_text
from dslapp.domain.own_guidance.row_words import differences
from dslapp.domain.own_guidance.step_editing import step_in_words
from dslapp.domain.problems import Problem
from dslapp.gui.desk import Desk
from dslapp.gui.guidance_editor.differences_view import DifferencesView
from dslapp.gui.guidance_editor.step_fields import StepFields
from dslapp.gui.log_incident.draft_keeper import DraftKeeper, KeepWork
from dslapp.gui.pages import ScrollingPage
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Heading, Words
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.guidance.change_guidance import GuidanceRefused, change_rows
from dslapp.services.guidance.keep_own_change import (
    UnfinishedChange,
    change_draft_id,
    discard_own_change,
    keep_own_change,
)
from dslapp.services.guidance.own_guidance import OwnGuidance, Preview, RowChange, preview

LOOK_AFTER_MS = 400
"""From the last key: then what was typed is compared and checked."""


class StepEditor(ScrollingPage):
    """`saved` when it was kept, `left` when not, `tried` with the library as it would be and the step to begin with."""

    saved = Signal()
    left = Signal()
    tried = Signal(object, str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._own: OwnGuidance | None = None
        self._flow: Flow | None = None
        self._step: Step | None = None
        self._from_here = True
        self._before: tuple[RowChange, ...] = ()
        self.fields: StepFields | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LOOK_AFTER_MS)
        self._timer.timeout.connect(self.look)
        self._keeper = DraftKeeper(desk.tasks, self._keep_work, self)
        self._title = Heading("", 2)
        self._place = QVBoxLayout()
        self._compared = Card("What differs from the shipped text")
        self.view: QWidget = Words("Nothing yet.", "hint")
        self._compared.body.addWidget(self.view)
        self.reason = GrowingText(lines=2)
        self._reason = Field(
            "W&hy does the school do it differently?",
            self.reason,
            "It stands in the history with your name and the day.",
        )
        self._told = Banner("danger")
        self._told.hide()
        self.save_button = Button("&Save the change", "primary", "save")
        self.try_button = Button("&Try it from here", "secondary", "compass")
        self.try_all_button = Button("Try the whole &flowchart", "secondary", "route")
        self.cancel_button = Button("Cancel", "quiet")
        self._lay_out()
        self.save_button.clicked.connect(self.save)
        self.try_button.clicked.connect(lambda: self._try(from_here=True))
        self.try_all_button.clicked.connect(lambda: self._try(from_here=False))
        self.cancel_button.clicked.connect(self._leave)
        self.reason.textChanged.connect(self._keeper.changed)

    @property
    def is_changed(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.fields is not None and self.fields.changes() != self._before

    def edit(self, own: OwnGuidance, flow: Flow, step: Step, unfinished: UnfinishedChange | None = None) -> None:
        """Show a step as it holds now, or as it was being written."""
        self._keeper.flush()
        self._own, self._flow, self._step = own, flow, step
        if self.fields is not None:
            self._place.removeWidget(self.fields)
            self.fields.hide()
            self.fields.deleteLater()
        self._title.setText(f"{flow.title}: change a step")
        before = StepFields(own, flow, step)
        self._before = before.changes()
        self.fields = StepFields(own, flow, _as_written(unfinished) or step) if unfinished else before
        if unfinished:
            before.deleteLater()
            self.fields.show_own_words(unfinished.own_words)
        self._place.addWidget(self.fields)
        self.fields.changed.connect(self._typed)
        self.fields.arranged.connect(self._follow)
        self.reason.setPlainText(unfinished.reason if unfinished else "")
        self._keeper.forget()
        self._reason.show_error("")
        self._told.hide()
        self.area.verticalScrollBar().setValue(0)
        self._follow()
        self.fields.text.control.setFocus()
        self.look()

    def look(self) -> None:
        """Compare what stands in the form with the shipped text, and check it."""
        if self.fields is None or self._own is None:
            return
        self._timer.stop()
        complete = self.fields.is_complete()
        self._compare(self.fields.changes())
        if not self.is_changed:
            self.fields.show_faults(())
        elif complete:
            self._desk.tasks.submit(
                preview, self._own, self.fields.changes(), done=self._looked, failed=self._fail, latest="check a change"
            )

    def save(self) -> None:
        """Keep the change with its reason, if it can hold."""
        assert self.fields is not None
        if not self.is_changed:
            self._told.show_message("information", "Nothing was changed.")
            self._told.show()
            return
        complete = self.fields.is_complete()
        self._reason.show_error("" if self.reason.text() else "Write why the school does it differently.")
        if not complete or self._reason.error():
            self._told.show_message("danger", "Something is missing", "It is marked above.")
            self._told.show()
            return
        self.save_button.setEnabled(False)
        self._keeper.forget()
        self._desk.tasks.submit(
            change_rows, self._desk.session, self.fields.changes(), self.reason.text(), finishes_draft=self._draft_id,
            done=self._saved, failed=self._fail, ended=self._ended,
        )  # fmt: skip

    def keep(self) -> None:
        """Keep what is being written, before the page is left."""
        self._timer.stop()
        self._keeper.flush()

    @property
    def _draft_id(self) -> str:
        return change_draft_id(self._flow.flow, self._step.id) if self._flow and self._step else ""

    def _follow(self) -> None:
        follow_layout(self)

    def _typed(self) -> None:
        self._timer.start()
        self._keeper.changed()

    def _keep_work(self) -> KeepWork | None:
        if self.fields is None or self._flow is None or self._step is None or not self.is_changed:
            return None
        change = UnfinishedChange(
            flow=self._flow.flow, step=self._step.id, title=step_in_words(self._step),
            content=row_text(self.fields.step()), own_words=self.fields.own_words(), reason=self.reason.text(),
        )  # fmt: skip
        return keep_own_change, (self._desk.session, change)

    def _saved(self, _: None) -> None:
        self._before = self.fields.changes() if self.fields else ()
        self.saved.emit()

    def _ended(self) -> None:
        self.save_button.setEnabled(True)

    def _fail(self, problem: Problem) -> None:
        self._keeper.changed()
        if isinstance(problem, GuidanceRefused) and self.fields is not None:
            self.fields.show_faults(problem.faults)
            count = len(problem.faults)
            what = "One thing is" if count == 1 else f"{count} things are"
            self._told.show_message("danger", "It was not saved", f"{what} to be mended: see above.")
        else:
            self._told.show_problem(problem)
        self._told.show()

    def _looked(self, found: Preview) -> None:
        if self.fields is not None:
            self.fields.show_faults(found.faults)
            self._told.hide()

    def _compare(self, changes: Sequence[RowChange]) -> None:
        assert self._own is not None
        assert self._flow is not None
        shipped = rows_of(self._own.shipped, self._flow.flow)
        name = naming(self._own.library, self._flow.flow)
        found = [part for change in changes[:1] for part in differences(shipped.get(change.row), change.content, name)]
        view: QWidget = DifferencesView(found) if found else Words("Nothing: it reads as it was shipped.", "hint")
        for change in changes[1:]:
            found_new = differences(None, change.content, name)
            column = QWidget()
            inner = QVBoxLayout(column)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.addWidget(view)
            inner.addWidget(Heading("A step of our own", 3))
            inner.addWidget(DifferencesView(found_new))
            view = column
        self._compared.body.replaceWidget(self.view, view)
        self.view.hide()
        self.view.deleteLater()
        self.view = view

    def _try(self, *, from_here: bool) -> None:
        assert self.fields is not None
        assert self._own is not None
        if self.fields.is_complete():
            self._from_here = from_here
            self._desk.tasks.submit(
                preview, self._own, self.fields.changes() if self.is_changed else (),
                done=self._show_trial, failed=self._fail, latest="try a change",
            )  # fmt: skip

    def _show_trial(self, found: Preview) -> None:
        assert self.fields is not None
        assert self._flow is not None
        if found.faults:
            self.fields.show_faults(found.faults)
            self._told.show_message("danger", "It cannot be tried like this", "What is to be mended is marked above.")
            self._told.show()
            return
        library: Library = found.library.guidance
        self.tried.emit(library, self._flow.flow, self.fields.step().id if self._from_here else "")

    def _leave(self) -> None:
        if self.is_changed and not self._desk.prompter.confirm(
            "Throw away what you typed?", "The step stays as it is now.", "Throw it away", "Go on writing", danger=True
        ):
            return
        self._before = self.fields.changes() if self.fields else ()
        self._keeper.forget()
        if self._flow is not None and self._step is not None:
            self._desk.tasks.submit(discard_own_change, self._desk.session, self._flow.flow, self._step.id)
        self.left.emit()

    def _lay_out(self) -> None:
        self.column.addWidget(self._title)
        self.column.addLayout(self._place)
        for widget in (self._compared, self._reason, self._told):
            self.column.addWidget(widget)
        buttons = WrapLayout()
        for button in (self.save_button, self.try_button, self.try_all_button, self.cancel_button):
            buttons.addWidget(button)
        self.column.addLayout(buttons)


def _as_written(unfinished: UnfinishedChange) -> Step | None:
    """The step as it was being written; None when this edition cannot read it any more."""
    try:
        return cast("Step", read_row(unfinished.flow, unfinished.content))
    except msgspec.DecodeError:
        return None
