"""A page about an exhibit by itself, with a real casebook: entered, shown, and waited for."""

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.gui.desk import Desk
from dslapp.gui.pages import Page
from dslapp.gui.routes import Route
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from tests.cases import taunts
from tests.pictures import sample


class AtAPage:
    """A case with everybody in it, and a page that is shown for it."""

    def __init__(self, qtbot: QtBot, desk: Desk, page: Page) -> None:
        self.qtbot, self.desk, self.page = qtbot, desk, page
        self._busy = False
        self.went: list[Route] = []
        self.told: list[str] = []
        desk.tasks.busy.connect(self._note_busy)
        desk.tasks.crashed.connect(self._crashed)
        page.go.connect(self.went.append)
        page.told.connect(lambda words, _tone: self.told.append(words))
        self.case_id = desk.tasks.on_casebook(taunts, desk.session)
        qtbot.addWidget(page)
        page.resize(1200, 760)

    def attach(self, name: str = "chatnest-taunts-1.png", *, data: bytes = b"", **answers: object) -> Exhibit:
        """Attach a sample by the service."""
        given = ExhibitAnswers(**answers)  # type: ignore[arg-type]  # a test names its fields
        exhibit = self.desk.tasks.on_casebook(
            attach_file, self.desk.session, self.case_id, data or sample(name), given, image_answer="no", name=name
        )
        assert isinstance(exhibit, Exhibit)
        return exhibit

    def enter(self, route: Route) -> None:
        """Arrive at the page."""
        self.page.show()
        self.page.enter(route)
        self.settle()

    def settle(self) -> None:
        """Wait until all work is done, also what that work has asked for."""
        for _ in range(2):
            QGuiApplication.processEvents()
            self.qtbot.waitUntil(lambda: not self._busy, timeout=30_000)

    def end(self) -> None:
        """Leave, and let the picture child go."""
        self.page.leave()
        self.page.hide()
        self.settle()
        self.desk.session.files.close()

    def _note_busy(self, busy: bool) -> None:
        self._busy = busy

    def _crashed(self, error: BaseException) -> None:
        raise error
