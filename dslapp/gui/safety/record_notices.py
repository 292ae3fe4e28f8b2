"""What Today says of the record itself: that it may not be the one that was left, and that the weekly seal is due."""

from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.gui.desk import Desk
from dslapp.gui.routes import ToSafety
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.services.anchors import AnchorReport, anchor_report, look_at_anchors
from dslapp.services.back_up import OnCasebook
from dslapp.services.paper_seal import seal_is_due_for
from dslapp.services.session import Session


class RecordNotices(NamedTuple):
    """What there is to say."""

    report: AnchorReport
    seal_is_due: bool


def read_notices(session: Session) -> RecordNotices:
    """Read what is known, without asking anybody outside the casebook."""
    return RecordNotices(anchor_report(session), seal_is_due_for(session))


def look_and_read(session: Session, on_casebook: OnCasebook) -> RecordNotices:
    """Ask this computer's key store first: once a sitting, on the thread for files."""
    look_at_anchors(session, on_casebook)
    notices: RecordNotices = on_casebook(read_notices, session)
    return notices


class RecordNoticesView(QWidget):
    """Hidden while there is nothing to say. `go` carries the way to the Safety page."""

    go = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._looked = False
        self.record, self.clock, self.seal = Banner("danger"), Banner("warning"), Banner("information")
        self.see = self.record.add_button(Button("See what &differs", "danger", "shield"))
        self.write_seal = self.seal.add_button(Button("Write the seal", icon="stamp"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        for banner in (self.record, self.clock, self.seal):
            column.addWidget(banner)
            banner.hide()
        for button in (self.see, self.write_seal):
            button.clicked.connect(lambda: self.go.emit(ToSafety()))
        self.hide()

    def read(self) -> None:
        """Read it anew and show it; at the first time ask the key store as well, which may take seconds."""
        tasks, session = self._desk.tasks, self._desk.session
        if self._looked:
            tasks.submit(read_notices, session, done=self._show, latest="record notices")
            return
        tasks.submit(look_and_read, session, tasks.on_casebook, lane="files", done=self._first, latest="first look")

    def _first(self, notices: RecordNotices) -> None:
        self._looked = True
        self._show(notices)

    def _show(self, notices: RecordNotices) -> None:
        judged, clock = notices.report.judged, notices.report.clock
        if not judged.is_clear:
            self.record.show_message("danger", judged.title, f"{judged.meaning}\n{judged.next_step}")
        if clock:
            self.clock.show_message("warning", "This computer’s clock is behind the record", clock)
        seal_is_due = notices.seal_is_due and judged.is_clear  # what is in doubt is not sealed
        if seal_is_due:
            self.seal.show_message(
                "information", "The weekly seal is due",
                "Copy one line into the bound book: it proves later that nothing was changed or taken away.",
            )  # fmt: skip
        self.record.setVisible(not judged.is_clear)
        self.clock.setVisible(bool(clock))
        self.seal.setVisible(seal_is_due)
        self.setVisible(not judged.is_clear or bool(clock) or seal_is_due)
