"""The page for the rest of a case, open at an incident that was just logged."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from dslapp.domain.case.incident import Incident
from dslapp.domain.case.people import Involvement
from dslapp.domain.entity import IncidentId
from dslapp.gui.case_details.page import CaseDetailsPage
from dslapp.gui.desk import Desk
from dslapp.gui.routes import DetailsForm, ToCaseDetails
from dslapp.services.case.log_incident import log_incident
from tests.cases import ex_pupil_taunts

Opens = Callable[..., CaseDetailsPage]


@pytest.fixture
def incident(desk: Desk) -> Incident:
    return desk.tasks.on_casebook(lambda: log_incident(desk.session, ex_pupil_taunts(desk.session)))


@pytest.fixture
def involved(desk: Desk, incident: Incident) -> list[Involvement]:
    return desk.tasks.on_casebook(desk.session.casebook.of_incident, Involvement, incident.id)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> Iterator[CaseDetailsPage]:
    page = CaseDetailsPage(desk)
    qtbot.addWidget(page)
    page.resize(1158, 640)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    yield page
    page.leave()


@pytest.fixture
def opens(qtbot: QtBot, page: CaseDetailsPage, incident: Incident) -> Opens:
    def open_form(form: DetailsForm, about_id: str = "") -> CaseDetailsPage:
        page.enter(ToCaseDetails(IncidentId(incident.id), form, about_id))
        qtbot.waitUntil(lambda: page.ready)
        return page

    return open_form
