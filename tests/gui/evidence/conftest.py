"""The Evidence tab of a case, with a real casebook, real files and the real picture child."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.evidence_tab import EvidenceTab
from dslapp.services.case.read_case import read_case
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from tests.cases import bare_case
from tests.gui.evidence.purging import Purging
from tests.pictures import SAMPLES

TAUNTS, MORE_TAUNTS = SAMPLES / "chatnest-taunts-1.png", SAMPLES / "chatnest-taunts-2.png"


class Evidence:
    """A case with its Evidence tab shown; the case is read again after each change, as its page does."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        self.qtbot, self.desk = qtbot, desk
        self._busy = False
        desk.tasks.busy.connect(self._note_busy)
        desk.tasks.crashed.connect(self._crashed)
        self.tab = EvidenceTab(desk)
        self.told: list[str] = []
        self.case_id = IncidentId("")
        qtbot.addWidget(self.tab)
        self.tab.changed.connect(self.read)
        self.tab.told.connect(lambda words, _tone: self.told.append(words))
        self.tab.resize(1150, 620)

    def open(self, **fields: object) -> None:
        """Log a case and show its evidence."""
        tasks = self.desk.tasks
        self.case_id = tasks.on_casebook(bare_case, self.desk.session, **fields)
        self.show()

    def show(self) -> None:
        """Show the tab, with the case as it is now."""
        self.tab.show()
        self.read()
        self.settle()

    def read(self) -> None:
        """Read the case again."""
        self.desk.tasks.submit(read_case, self.desk.session, self.case_id, done=self.tab.show_case)

    def settle(self) -> None:
        """Wait until all work is done."""
        QGuiApplication.processEvents()
        self.qtbot.waitUntil(lambda: not self._busy, timeout=20_000)

    def attach(self, name: str = "chatnest-taunts-1.png", **answers: object) -> Exhibit:
        """Attach a sample by the service, as another member would."""
        given = ExhibitAnswers(**answers)  # type: ignore[arg-type]  # a test names its fields
        exhibit = self.desk.tasks.on_casebook(
            attach_file, self.desk.session, self.case_id, SAMPLES / name, given, image_answer="no"
        )
        assert isinstance(exhibit, Exhibit)
        return exhibit

    def answer(self, value: str) -> None:
        """Answer the gate."""
        self.tab.intake.gate.answers.button(value).click()
        self.settle()

    def save(self) -> None:
        """Save what waits, with the questions left for later."""
        self.tab.intake.save_button.click()
        self.settle()

    def case(self) -> CaseFile:
        """The case as it is saved."""
        found = self.desk.tasks.on_casebook(read_case, self.desk.session, self.case_id)
        assert isinstance(found, CaseFile)
        return found

    def stored(self) -> int:
        """How many files are in the evidence folder."""
        return len(list(self.desk.session.evidence.folder.rglob("*.*")))

    def _note_busy(self, busy: bool) -> None:
        self._busy = busy

    def _crashed(self, error: BaseException) -> None:
        raise error


@pytest.fixture
def evidence_of(qtbot: QtBot) -> Iterator[Callable[[Desk], Evidence]]:
    """Call it with a desk to have its Evidence tab."""
    made: list[Evidence] = []

    def make(desk: Desk) -> Evidence:
        made.append(Evidence(qtbot, desk))
        return made[-1]

    yield make
    for evidence in made:
        evidence.tab.hide()
        evidence.settle()
        evidence.desk.session.pictures.close()


@pytest.fixture
def evidence(desk: Desk, evidence_of: Callable[[Desk], Evidence]) -> Evidence:
    """The DSL's Evidence tab; open a case with `evidence.open()`."""
    return evidence_of(desk)


def files(*paths: object) -> QMimeData:
    """Copied or dragged files."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


@pytest.fixture
def purging_of(qtbot: QtBot) -> Iterator[Callable[[Desk], Purging]]:
    """Call it with a desk to have the page."""
    made: list[Purging] = []

    def make(desk: Desk) -> Purging:
        made.append(Purging(qtbot, desk))
        return made[-1]

    yield make
    for purging in made:
        purging.page.hide()
        purging.settle()
        purging.desk.session.files.close()


@pytest.fixture
def purging(desk: Desk, purging_of: Callable[[Desk], Purging]) -> Purging:
    """The DSL's page."""
    return purging_of(desk)
