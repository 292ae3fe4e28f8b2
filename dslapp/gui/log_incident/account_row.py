"""One online account on the first screen: its platform and handle, whoever it belongs to."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dslapp.domain.case.incident_draft import NamedAccount
from dslapp.domain.case.people_lists import AccountMatch
from dslapp.gui.log_incident.match_line import Match, MatchLine
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.field import named


class AccountRow(QWidget):
    """Platform and handle. `typed` is sent with the handle, `changed` at every change, `removed` to take it out."""

    typed = Signal(str)
    changed = Signal()
    removed = Signal()

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._account_id = ""
        self.platform = named(QLineEdit(), f"Site or app of account {number}")
        self.platform.setPlaceholderText("Site or app")
        self.handle = named(QLineEdit(), f"Handle of account {number}")
        self.handle.setPlaceholderText("@handle, as it is shown")
        self._remove = Button("", "quiet", "x", hint="Take this line out")
        self._remove.setAccessibleName(f"Take out account {number}")
        self.matches = MatchLine("account")
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.platform, 3)
        row.addWidget(self.handle, 4)
        row.addWidget(self._remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(row)
        column.addWidget(self.matches)
        self.setFocusProxy(self.platform)
        self.platform.textEdited.connect(lambda _text: self.changed.emit())
        self.handle.textEdited.connect(self._handle_typed)
        self._remove.clicked.connect(self.removed)
        self.matches.picked.connect(self._picked)

    def can_be_removed(self, possible: bool) -> None:
        """Offer to take the line out, unless it is the only one."""
        self._remove.setVisible(possible)

    def value(self) -> NamedAccount:
        """What is in the row."""
        return NamedAccount(platform=self.platform.text(), handle=self.handle.text(), account_id=self._account_id)

    def show_value(self, value: NamedAccount) -> None:
        """Show a row of a draft."""
        self.platform.setText(value.platform)
        self.handle.setText(value.handle)
        self._account_id = value.account_id
        self.matches.offer(())
        if value.account_id:
            self.matches.show_picked(Match(value.account_id, value.handle, value.handle))

    def show_matches(self, matches: tuple[AccountMatch, ...]) -> None:
        """Offer accounts with that handle, with the cases in which they stand."""
        if not self._account_id and self.handle.text().strip():
            self._offered = {each.id: each for each in matches}
            self.matches.offer([Match(each.id, each.handle, each.in_words()) for each in matches])

    def _handle_typed(self, text: str) -> None:
        self._account_id = ""
        if not text.strip():
            self.matches.offer(())
        self.typed.emit(text)
        self.changed.emit()

    def _picked(self, match: Match | None) -> None:
        self._account_id = match.id if match else ""
        if match:
            self.handle.setText(match.name)
            if platform := self._offered[match.id].platform:
                self.platform.setText(platform)
        self.handle.setFocus()
        self.changed.emit()
