"""What can be seen on the first screen, and what it has left in the casebook."""

from PySide6.QtWidgets import QApplication

from dslapp.domain.case.incident import Incident
from dslapp.gui.desk import Desk
from dslapp.gui.log_incident.advice_box import AdviceBox
from dslapp.gui.log_incident.page import LogIncidentPage
from dslapp.gui.routes import Route
from dslapp.services.case.keep_draft import KeptDraft, drafts


def gone(page: LogIncidentPage) -> list[Route]:
    routes: list[Route] = []
    page.go.connect(routes.append)
    return routes


def advice(page: LogIncidentPage) -> str:
    """All that is said beside the answers, in words."""
    QApplication.processEvents()
    words = "\n".join(box.words() for box in page.findChildren(AdviceBox) if box.isVisible())
    return words.replace("'", "’")


def kept(desk: Desk) -> tuple[KeptDraft, ...]:
    return desk.tasks.on_casebook(drafts, desk.session)


def incidents(desk: Desk) -> list[Incident]:
    return desk.tasks.on_casebook(desk.session.casebook.select, Incident)
