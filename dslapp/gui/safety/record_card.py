"""The card that says whether the record is the one that was left, what was compared, and takes a reason."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.problems import Problem, UserProblem
from dslapp.domain.roles import may
from dslapp.domain.trust.record_state import AnchorReport, RecordState
from dslapp.gui.desk import Desk
from dslapp.gui.tasks import UNTIL_LOCKED
from dslapp.gui.theme.tokens import GRID, Tone
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import side_by_side
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.gui.widgets.text import Words
from dslapp.services.health.anchors import anchor_report, explain_older_copy, look_at_anchors

_TONES: dict[RecordState, Tone] = {
    "as it was left": "success",
    "unknown": "information",
    "the key store remembers another record": "danger",
    "an older copy was put back": "danger",
    "another history": "danger",
    "restored, to be countersigned": "warning",
    "restored": "success",
}


class RecordCard(Card):
    """Compares anew at a press. `changed` says that something was put on record."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("Is this the latest copy?")
        self._desk = desk
        self._may_explain = may(desk.session.member.role, "restore a backup")
        self.outcome = Banner("information")
        self.outcome.hide()
        self._compared = QVBoxLayout()
        self._compared.setSpacing(GRID // 2)
        self.key_store = Words(part="hint")
        self.again = Button("Co&mpare again", icon="rotate-cw")
        self.reason = GrowingText(lines=2)
        self.reason_field = Field(
            "Who put this copy here, and why", self.reason,
            "For example: the disk died on Thursday; this is the backup of Wednesday evening. A second member is asked "
            "to countersign it.",
        )  # fmt: skip
        self.explain = Button("Put the reason on record", "danger", "pencil")
        self._explaining = QWidget()
        column = QVBoxLayout(self._explaining)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID + GRID // 2)
        column.addWidget(self.reason_field)
        column.addLayout(side_by_side(self.explain))
        self._explaining.hide()
        self.body.addWidget(self.outcome)
        self.body.addLayout(self._compared)
        self.body.addWidget(self.key_store)
        self.body.addWidget(self._explaining)
        self.body.addLayout(side_by_side(self.again))
        self.setFocusProxy(self.again)
        self.again.clicked.connect(self.look)
        self.explain.clicked.connect(self._explain)
        self.reason.textChanged.connect(lambda: self.reason_field.show_error(""))

    def read(self) -> None:
        """Show what is known."""
        self._desk.tasks.submit(anchor_report, self._desk.session, done=self._show, latest="record card")

    def look(self) -> None:
        """Ask this computer's key store, and whatever else can be reached."""
        self.again.setEnabled(False)
        tasks = self._desk.tasks
        tasks.submit(
            look_at_anchors,
            self._desk.session,
            tasks.on_casebook,
            lane="files",
            stopped_with=UNTIL_LOCKED,
            done=self._looked,
            ended=self._rest,
        )

    def _looked(self, report: AnchorReport) -> None:
        self._show(report)
        self.changed.emit()

    def _rest(self) -> None:
        self.again.setEnabled(True)

    def _show(self, report: AnchorReport) -> None:
        judged = report.judged
        text = "\n".join(filter(None, (judged.meaning, judged.next_step)))
        self.outcome.show_message(_TONES[judged.state], judged.title, text)
        self.outcome.show()
        while (item := self._compared.takeAt(0)) is not None:
            if (line := item.widget()) is not None:
                line.hide()
                line.deleteLater()
        for each in judged.compared:
            self._compared.addWidget(Words(each.in_words, "hint"))
        self.key_store.setText(" ".join(filter(None, (report.key_store, report.clock))))
        self._explaining.setVisible(self._may_explain and not judged.is_clear)

    def _explain(self) -> None:
        if not self.reason.text().strip():
            self.reason_field.show_error("Write who put it there, and why.")
            self.reason.setFocus()
            return
        self.explain.setEnabled(False)
        self._desk.tasks.submit(
            explain_older_copy, self._desk.session, self.reason.text(), done=self._explained, failed=self._failed,
            ended=self._explain_again,
        )  # fmt: skip

    def _explained(self, report: AnchorReport) -> None:
        self.reason.setPlainText("")
        self._show(report)
        self.changed.emit()

    def _explain_again(self) -> None:
        self.explain.setEnabled(True)

    def _failed(self, problem: Problem) -> None:
        if isinstance(problem, UserProblem):
            self.reason_field.show_error(str(problem))
        else:
            self.outcome.show_problem(problem)
