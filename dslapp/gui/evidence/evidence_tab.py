"""The Evidence tab of a case: taking pictures in beside the gallery, the viewer, and the questions of each exhibit."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QHideEvent,
    QKeySequence,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.exhibits import Exhibit, ExhibitText
from dslapp.domain.evidence.gate import GateClosed
from dslapp.gui.boards.case_links import BoardButtons
from dslapp.gui.case.tab import CaseTabView
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.beside.machine_reading import MachineReading
from dslapp.gui.evidence.gallery import Gallery
from dslapp.gui.evidence.intake.intake_panel import IntakePanel
from dslapp.gui.evidence.intake.intake_words import attached_in_words
from dslapp.gui.evidence.never_here.ring_banner import RingBanner
from dslapp.gui.evidence.never_here.without_file_forms import NotHeldForm, NotHereYetForm
from dslapp.gui.evidence.questions.exhibit_questions import ExhibitQuestions
from dslapp.gui.evidence.viewer.viewer import ExhibitViewer
from dslapp.gui.laid_out import lay_out_now
from dslapp.gui.log_incident.two_columns import TwoColumns
from dslapp.gui.routes import NOT_HELD, ToPack, ToPurge
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Heading, Words
from dslapp.services.intake.attach_evidence import why_closed
from dslapp.services.intake.sweep_evidence import Swept, sweep_evidence


class EvidenceTab(CaseTabView):
    """Shows the exhibits of a case and takes new ones in; pictures live in memory only while they can be seen."""

    scrolls_whole = True

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._case: CaseFile | None = None
        self._opened = ""
        """The exhibit that was shown large last: who comes back to it from a page about it finds it so."""
        self.closed, self.ring = Banner("warning"), RingBanner(desk, "")
        self.intake = IntakePanel(desk, QGuiApplication.clipboard())
        self.not_held_button = Button("It must not &be held here: record it in words", "quiet", "ban")
        self.not_here_button = Button("It is not &here yet: somebody sends it", "quiet", "hourglass")
        self.not_held, self.not_here = NotHeldForm(desk), NotHereYetForm(desk)
        self.gallery_title = Heading("Exhibits", 2)
        self.pack_button = Button("Make an evidence pack", "quiet", "package")
        self.boards = BoardButtons()
        self.empty = Words("Nothing is attached yet.", "hint")
        self.gallery = Gallery(desk)
        self.viewer = ExhibitViewer(desk)
        self.questions = ExhibitQuestions(desk)
        self.machine = MachineReading(desk, self)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self.setAcceptDrops(True)
        desk.tasks.submit(
            sweep_evidence, desk.session, desk.tasks.on_casebook, lane="files", done=self._say_what_was_cut_short
        )

    def _lay_out(self) -> None:
        self._side = QWidget()
        left = QVBoxLayout(self._side)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(GRID)
        left.addWidget(self.ring)
        left.addWidget(self.closed)
        left.addWidget(self.intake)
        left.addWidget(self.not_held_button, 0, Qt.AlignmentFlag.AlignLeft)
        left.addWidget(self.not_held)
        left.addWidget(self.not_here_button, 0, Qt.AlignmentFlag.AlignLeft)
        left.addWidget(self.not_here)
        left.addStretch(1)
        shown = QWidget()
        right = QVBoxLayout(shown)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(GRID)
        right.addWidget(self.gallery_title)
        right.addWidget(self.boards)
        right.addWidget(self.pack_button, 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self.empty)
        right.addWidget(self.gallery)
        right.addStretch(1)
        self._page = QWidget()
        self._page.setProperty("ground", "clear")
        inner = QVBoxLayout(self._page)
        inner.setContentsMargins(3 * GRID, GRID, 3 * GRID, 3 * GRID)
        inner.addWidget(TwoColumns(self._side, shown, narrow=92, stretch=(4, 5)))
        inner.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._page)
        for page in (self._area, self.viewer, self.questions):
            self._stack.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        for form in (self.not_held, self.not_here, self.closed, self.intake):
            form.hide()

    def _connect(self) -> None:
        self.intake.not_held.connect(self._open_not_held)
        self.intake.attached.connect(self._attached)
        self.intake.holds.opened.connect(self.open_exhibit)
        self.intake.gate.answered.connect(self._offer_not_here)
        self.intake.gate.noted.connect(self.changed)
        self.intake.look_here.connect(self._bring_into_view)
        self.not_held_button.clicked.connect(self._open_not_held)
        self.not_here_button.clicked.connect(self._open_not_here)
        for form in (self.not_held, self.not_here):
            form.saved.connect(self._changed)
            form.restored.connect(form.show)
            form.put_away.connect(form.hide)
        self.pack_button.clicked.connect(self._make_pack)
        self.boards.go.connect(self.go)
        self.gallery.opened.connect(self.open_exhibit)
        self.gallery.asked.connect(self.ask_about)
        self.gallery.must_not.connect(self._to_purge)
        self.questions.must_not.connect(self._to_purge)
        self.viewer.closed.connect(self._to_gallery)
        self.viewer.asked.connect(self.ask_about)
        self.viewer.file.revealed.connect(self.gallery.seen.add)
        self.viewer.changed.connect(self._changed)
        self.viewer.go.connect(self.go)
        self.machine.read.connect(self._was_read)
        self.questions.saved.connect(self._changed)
        self.questions.ended.connect(self._to_gallery)
        self._paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self._paste_here)

    def show_case(self, case: CaseFile) -> None:
        """Show the exhibits of `case`; whether files may be taken in is asked anew each time."""
        other = self._case is None or self._case.incident.id != case.incident.id
        self._case = case
        writes = case.reader_may("log and change the record")
        if other:
            self._let_go()
            self._to_gallery()
        self._side.setVisible(writes)
        if writes:
            if other:
                for part in (self.intake, self.closed, self.not_held, self.not_here, self.not_here_button):
                    part.hide()
            self.intake.set_case(case)
            self.not_held.set_case(case)
            self.not_here.set_case(case)
            self._desk.tasks.submit(
                why_closed, self._desk.session, case.incident.id, latest="evidence gate", done=self._show_gate
            )
        untold = [each.ref for each in case.shown_exhibits if each.nobody_told]
        self.ring.setVisible(bool(untold))
        self.ring.say(f"Nobody was told of {', '.join(untold)} yet, as far as it is written.")
        shown = case.shown_exhibits
        self.gallery_title.setText(f"Exhibits ({len(shown)})" if shown else "Exhibits")
        self.pack_button.setVisible(bool(shown) and case.reader_may("refer to an agency"))
        self.boards.show_case(case)
        self.empty.setVisible(not case.every_exhibit)
        self.gallery.show_case(case)
        self.questions.renew(case)
        self.machine.look_at(case)
        if self.viewer.isVisible() and self.viewer.exhibit:
            self.viewer.show_exhibit(case, self.viewer.exhibit.id, is_open=False)
        follow_layout(self)

    def hasHeightForWidth(self) -> bool:
        """It takes the height that is left: what does not fit scrolls inside."""
        return False

    def look_for(self, focus_id: str) -> None:
        """Ask about an exhibit that still wants answers; show any other, and the one that was just looked at, large."""
        if focus_id == NOT_HELD and self._case and self._case.reader_may("log and change the record"):
            self._open_not_held()
        exhibit = self._find(focus_id)
        if exhibit is None or self._case is None:
            return
        asks = bool(exhibit.still_to_answer) and exhibit.id != self._opened
        if asks and self._case.reader_may("log and change the record"):
            self.ask_about(focus_id)
        else:
            self.open_exhibit(focus_id)

    def leave(self) -> bool:
        """Keep what was typed; stay while pictures wait for the word to be saved."""
        self.not_held.leave()
        self.not_here.leave()
        self.intake.gate.lapse()
        self.questions.flush()
        if self.intake.waiting:
            self.tell("Files wait to be saved: save them, or take them out.", "warning")
            return False
        self._let_go()
        return True

    def put_down(self) -> None:
        """The casebook locks: save what waits, as nobody may come back to do it."""
        self.intake.save_before_lock()
        self.leave()

    def _make_pack(self) -> None:
        if self._case is not None:
            self.go.emit(ToPack(IncidentId(self._case.incident.id)))

    def _to_purge(self, exhibit: Exhibit) -> None:
        self.go.emit(ToPurge(IncidentId(exhibit.incident_id), exhibit.id))

    def open_exhibit(self, exhibit_id: str) -> None:
        """Show an exhibit large."""
        if self._case:
            self._opened = exhibit_id
            self._stack.setCurrentWidget(self.viewer)
            self.viewer.show_exhibit(self._case, exhibit_id, is_open=exhibit_id in self.gallery.seen)
            self.viewer.back_button.setFocus()

    def ask_about(self, exhibit_id: str) -> None:
        """Ask the questions of an exhibit."""
        exhibit = self._find(exhibit_id)
        if exhibit and self._case:
            self._ask([exhibit])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what is dragged here only where files may be taken in."""
        if self._takes_pictures:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand over what was dropped; the gate comes first."""
        if self._takes_pictures:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.intake.drop(event.mimeData())

    def showEvent(self, event: QShowEvent) -> None:
        """Read the pictures again."""
        super().showEvent(event)
        self.gallery.read_pictures()

    def hideEvent(self, event: QHideEvent) -> None:
        """Drop what was looked at from memory; what waits to be saved stays."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.questions.flush()
            self.gallery.let_go()
            self.viewer.let_go()
            self._stack.setCurrentWidget(self._area)

    @property
    def _takes_pictures(self) -> bool:
        return self.intake.isVisible()

    def _paste_here(self) -> None:
        if self._takes_pictures:
            self.intake.paste()

    def _show_gate(self, closed: GateClosed | None) -> None:
        self.intake.setVisible(closed is None)
        self._offer_not_here()
        self.closed.setVisible(closed is not None)
        if closed is not None:
            self.intake.let_go()
            self.closed.show_message("warning", closed.message, closed.way_forward)

    def _offer_not_here(self) -> None:
        """Nobody is asked to send what may show a naked or sexual image."""
        asks = not self.intake.isHidden() and not self.intake.gate.stopped
        self.not_here_button.setVisible(asks)
        if not asks:
            self.not_here.hide()

    def _open_not_held(self) -> None:
        self.not_here.hide()
        self.not_held.show()
        follow_layout(self)
        self.not_held.focus_first()
        self._bring_into_view(self.intake.gate if self.intake.gate.stopped else self.not_held)

    def _open_not_here(self) -> None:
        self.not_held.hide()
        self.not_here.show()
        follow_layout(self)
        self.not_here.focus_first()
        self._bring_into_view(self.not_here)

    def _bring_into_view(self, widget: QWidget) -> None:
        """Scroll to the top of `widget`, once it has its place."""
        QTimer.singleShot(0, self, lambda: self._scroll_to(widget))

    def _scroll_to(self, widget: QWidget) -> None:
        lay_out_now()
        top = widget.mapTo(self._page, QPoint(0, 0)).y() - GRID
        bar = self._area.verticalScrollBar()
        below = top + min(widget.height(), self._area.viewport().height()) - self._area.viewport().height()
        bar.setValue(min(max(bar.value(), below), top))

    def _say_what_was_cut_short(self, swept: Swept) -> None:
        if swept.in_words:
            self.tell(swept.in_words, "warning")

    def _attached(self, batch: Sequence[Exhibit], ask_now: bool) -> None:
        self._changed(attached_in_words(batch, self._desk.now()))
        if ask_now:
            self._ask(batch)

    def _ask(self, exhibits: Sequence[Exhibit]) -> None:
        assert self._case is not None
        self._opened = ""
        self._stack.setCurrentWidget(self.questions)
        self.questions.begin(self._case, exhibits)

    def _to_gallery(self) -> None:
        self._opened = ""
        self.viewer.let_go()
        self.questions.let_go()
        self._stack.setCurrentWidget(self._area)

    def _let_go(self) -> None:
        self.intake.let_go()
        self.gallery.let_go()
        self.viewer.let_go()
        self.questions.let_go()

    def _was_read(self, readings: Sequence[ExhibitText]) -> None:
        """A machine read some of its pictures; of another case nothing is said here."""
        refs = [exhibit.ref for reading in readings if (exhibit := self._find(reading.exhibit_id)) is not None]
        if refs:
            self._changed(f"The words of {', '.join(refs)} were read by machine, unchecked.")

    def _changed(self, words: str) -> None:
        self.tell(words)
        self.changed.emit()

    def _find(self, exhibit_id: str) -> Exhibit | None:
        exhibits = self._case.every_exhibit if self._case else ()
        return next((each for each in exhibits if each.id == exhibit_id), None)
