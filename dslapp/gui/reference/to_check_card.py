"""What nobody has checked for six months, with a link to each place where it is checked."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from dslapp.domain.case.case_words import count_of
from dslapp.domain.reference.shown import NotChecked
from dslapp.gui.case.link import Link
from dslapp.gui.reference.tabs import REFERENCE_TABS
from dslapp.gui.routes import Route, ToReference, ToSettings
from dslapp.gui.widgets.cards import Card

WHAT = {
    "contacts": ("national number", "national numbers"),
    "platforms": ("platform card", "platform cards"),
    "legislation": ("act", "acts"),
    "glossary": ("word", "words"),
}


class ToCheckCard(Card):
    """Hidden while everything is checked. `go` carries the route of the link that was pressed."""

    go = Signal(object)

    def __init__(self) -> None:
        super().__init__("To be checked again")
        self._links = QVBoxLayout()
        self.body.addLayout(self._links)
        self.hide()

    def show_counts(self, counts: NotChecked) -> None:
        """List what is due."""
        while (item := self._links.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        lines: list[tuple[str, Route]] = []
        if counts.own_numbers:
            lines.append((_due(counts.own_numbers, "of your own numbers", "of your own numbers"), ToSettings()))
        for tab in REFERENCE_TABS:
            due = counts.by_file.get(tab.file, 0)
            if due:
                lines.append((_due(due, *WHAT[tab.file]), ToReference(tab.part, to_check=True)))
        for words, route in lines:
            link = Link(words)
            link.clicked.connect(lambda _on=False, route=route: self.go.emit(route))
            self._links.addWidget(link)
        self.setVisible(bool(lines))


def _due(count: int, one: str, several: str) -> str:
    return f"{count_of(count, one, several)} {'was' if count == 1 else 'were'} not checked for six months"
