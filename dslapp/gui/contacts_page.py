"""Whom to ring, as a page of the window: with the school's own numbers."""

from dslapp.domain.local_time import to_local
from dslapp.gui.contacts_panel import ContactsPanel
from dslapp.gui.desk import Desk
from dslapp.gui.pages import ScrollingPage
from dslapp.gui.routes import Route, ToSettings
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.choice import side_by_side
from dslapp.gui.widgets.text import Heading
from dslapp.services.change_settings import Numbers, numbers


class ContactsPage(ScrollingPage):
    """Shows all numbers; "Back" returns to what was being done."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._panel: ContactsPanel | None = None
        back = Button("&Back", "primary", "arrow-left")
        change = Button("Change the school’s n&umbers", "secondary", "pencil")
        self.column.addWidget(Heading("Whom to ring", 1))
        self.column.addLayout(side_by_side(back, change))
        back.clicked.connect(self.back)
        change.clicked.connect(lambda: self.go.emit(ToSettings()))
        self.setFocusProxy(back)

    def enter(self, route: Route) -> None:
        """Read the numbers as they are now."""
        self._desk.tasks.submit(numbers, self._desk.session, done=self._show)

    def _show(self, found: Numbers) -> None:
        if self._panel is not None:
            self.column.removeWidget(self._panel)
            self._panel.deleteLater()
        today = to_local(self._desk.now()).date()
        self._panel = ContactsPanel(found.contacts, found.own, today, unlocked=True)
        self.column.addWidget(self._panel)
