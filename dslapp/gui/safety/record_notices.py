"""What Today says of the record itself: that it may not be the one that was left, and that the weekly seal is due."""

from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.local_time import say_moment
from dslapp.domain.long_work import OnCasebook
from dslapp.gui.desk import Desk
from dslapp.gui.routes import ToPurge, ToSafety
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.services.health.anchors import AnchorReport, anchor_report, look_at_anchors
from dslapp.services.health.paper_seal import seal_is_due_for
from dslapp.services.purge.hidden_by_others import HiddenByOther, hidden_by_others, note_seen_hidden
from dslapp.services.purge.kept_elsewhere import back_again
from dslapp.services.session import Session


class RecordNotices(NamedTuple):
    """What there is to say."""

    report: AnchorReport
    seal_is_due: bool
    back: tuple[Exhibit, ...] = ()
    """What was purged and stands in the record again, by a backup from before; or so a list beside the record says."""
    hidden: tuple[HiddenByOther, ...] = ()
    """What somebody else hid, for whoever leads."""


def read_notices(session: Session) -> RecordNotices:
    """Read what is known, without asking anybody outside the casebook."""
    return RecordNotices(
        anchor_report(session), seal_is_due_for(session), back_again(session), hidden_by_others(session)
    )


def look_and_read(session: Session, on_casebook: OnCasebook) -> RecordNotices:
    """Ask this computer's key store first: once a sitting, on the thread for files."""
    look_at_anchors(session, on_casebook)
    notices: RecordNotices = on_casebook(read_notices, session)
    return notices


class RecordNoticesView(QWidget):
    """Hidden while there is nothing to say. `go` carries the way to the Safety page, or to what was purged."""

    go = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._looked = False
        self.record, self.clock, self.seal = Banner("danger"), Banner("warning"), Banner("information")
        self.see = self.record.add_button(Button("See what &differs", "danger", "shield"))
        self.write_seal = self.seal.add_button(Button("Write the seal", icon="stamp"))
        self.back = Banner("danger")
        self.purge_again = self.back.add_button(Button("See &it", "danger", "ban"))
        self._back: tuple[Exhibit, ...] = ()
        self.hidden = Banner("warning")
        self.see_hidden = self.hidden.add_button(Button("See what was &hidden", icon="eye-off"))
        self._hidden: tuple[HiddenByOther, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        self.purge_again.clicked.connect(self._to_purge)
        self.see_hidden.clicked.connect(self._to_hidden)
        for banner in (self.record, self.back, self.hidden, self.clock, self.seal):
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
        self._back = notices.back
        self.back.show_message(
            "danger", "What was purged stands in the record again",
            "A restored backup is from before the purge, or a list beside the record says that it was purged: "
            f"{', '.join(each.ref for each in notices.back)}. It is hidden from everybody. Whoever leads purges it "
            "again, or says that it was hidden by mistake.",
        )  # fmt: skip
        self.back.setVisible(bool(notices.back))
        self._show_hidden(notices.hidden)
        self.record.setVisible(not judged.is_clear)
        self.clock.setVisible(bool(clock))
        self.seal.setVisible(seal_is_due)
        self.setVisible(not judged.is_clear or bool(notices.back) or bool(notices.hidden) or bool(clock) or seal_is_due)

    def _show_hidden(self, hidden: tuple[HiddenByOther, ...]) -> None:
        self._hidden = hidden
        lines = [f"{each.who} hid exhibit {each.ref} in {each.case_ref}, {say_moment(each.at)}." for each in hidden]
        self.hidden.show_message(
            "warning", "Somebody hid what may have to go",
            "\n".join((*lines, "Nothing is removed yet. Ask them why, and see what happens with it.")),
        )  # fmt: skip
        self.hidden.setVisible(bool(hidden))

    def _to_hidden(self) -> None:
        if self._hidden:
            first = self._hidden[0]
            self._desk.tasks.submit(note_seen_hidden, self._desk.session, first.exhibit_id)
            self.go.emit(ToPurge(IncidentId(first.incident_id), first.exhibit_id))

    def _to_purge(self) -> None:
        if self._back:
            self.go.emit(ToPurge(IncidentId(self._back[0].incident_id), self._back[0].id))
