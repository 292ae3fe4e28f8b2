"""The page of what must not be here, with an exhibit that must not be here."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.never_here.purge_page import PurgePage
from dslapp.gui.routes import ToPurge
from tests.purges import attach_canary


class Purging:
    """The page with an exhibit that must not be here."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        self.qtbot, self.desk = qtbot, desk
        self.kept: list[QWidget] = []
        self._busy = False
        desk.tasks.busy.connect(self._note_busy)
        desk.tasks.crashed.connect(self._crashed)
        self.exhibit: Exhibit = desk.tasks.on_casebook(attach_canary, desk.session)
        self.page = PurgePage(desk)
        qtbot.addWidget(self.page)
        self.page.resize(1000, 900)
        self.page.show()
        self.page.enter(ToPurge(IncidentId(self.exhibit.incident_id), self.exhibit.id))
        self.settle()

    def keep(self, widget: QWidget) -> None:
        """Show another widget, and keep it until the test is over."""
        self.kept.append(widget)
        self.qtbot.addWidget(widget)
        widget.show()

    def settle(self) -> None:
        QGuiApplication.processEvents()
        self.qtbot.waitUntil(lambda: not self._busy, timeout=20_000)
        QGuiApplication.processEvents()
        self.qtbot.waitUntil(lambda: not self._busy, timeout=20_000)

    def now(self) -> Exhibit:
        found = self.desk.tasks.on_casebook(self.desk.session.casebook.get, Exhibit, self.exhibit.id)
        assert isinstance(found, Exhibit)
        return found

    def fill(self) -> None:
        """Hide it, and answer everything but who agrees."""
        self.page.hide_button.click()
        self.settle()
        form = self.page.form
        form.material.kinds.button("image of a child").click()
        form.police.button("remove it").click()
        form.advised.setText("PC 4471 at 17:05")
        form.ref.setText("37/1113/26")
        self.settle()

    def agree(self, name: str) -> None:
        second = self.page.form.second
        second.setCurrentIndex(second.findText(name))

    def purge(self) -> None:
        self.page.purge_button.click()
        self.settle()

    def _note_busy(self, busy: bool) -> None:
        self._busy = busy

    def _crashed(self, error: BaseException) -> None:
        raise error
