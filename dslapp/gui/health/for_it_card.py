"""What whoever looks after the computers asks for, folded away: nobody else has to read it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.health import Check
from dslapp.gui.health.finding import Finding
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import side_by_side
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Rule, Words

_SHOW, _HIDE = "Show this", "Hide this"


class ForItCard(Card):
    """Says how much there is; the findings are shown at a press, and stay shown until the next one."""

    def __init__(self) -> None:
        super().__init__("For IT")
        self.words = Words("", "hint")
        self.unfold = Button(_SHOW)
        self._findings = QWidget()
        self._column = QVBoxLayout(self._findings)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        self._findings.hide()
        self.body.addWidget(self.words)
        self.body.addLayout(side_by_side(self.unfold))
        self.body.addWidget(self._findings)
        self.unfold.clicked.connect(self._turn)
        self.hide()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Take these in the place of those before."""
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for number, finding in enumerate(findings):
            if number:
                self._column.addWidget(Rule())
            self._column.addWidget(finding)
        to_do = sum(each.check.state != "good" for each in findings)
        said = "For whoever looks after your computers: the folder, the versions, and what is written of memory."
        self.words.setText(f"{said} {_LOOK_AT[min(to_do, 2)]}".strip())
        self.setVisible(bool(findings))

    def _turn(self) -> None:
        folded = self._findings.isHidden()
        self._findings.setVisible(folded)
        self.unfold.say(_HIDE if folded else _SHOW)
        follow_layout(self)


_LOOK_AT = ("", "Ask them to look at one of these.", "Ask them to look at these.")


def is_for_it(check: Check) -> bool:
    """Whether a finding is folded away: the versions and the memory always, the folder while nothing is wrong there."""
    return check.key in ("versions", "memory") or (
        check.key in ("place", "private", "database", "writable") and check.state == "good"
    )
