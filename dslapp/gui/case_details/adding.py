"""Adding somebody to a case: a person or an account, new or one who stands in the casebook already."""

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.case.case_file import CaseFile, Involved
from dslapp.domain.case.people import Account, Person
from dslapp.domain.case.people_lists import AccountMatch, PersonMatch
from dslapp.domain.entity import IncidentId
from dslapp.gui.case_details.people_form import PeopleForm
from dslapp.gui.case_details.sheets import new_account, new_person, with_known
from dslapp.gui.desk import Desk
from dslapp.gui.log_incident.match_line import Match
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.services.case.involve_people import find_accounts, find_people, known_account, known_person


class Adding(QWidget):
    """Stands above the form while somebody is added. `begins` carries the `Involved` with which it begins anew."""

    begins = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._form: PeopleForm | None = None
        self._incident_id = IncidentId("")
        self.choices = ChoiceButtons(
            "Who is added?", (Choice("person", "A person"), Choice("account", "An account")), across=True
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.choices)
        self.choices.chosen.connect(self._chosen)
        self.hide()

    def show_for(self, form: object, case: CaseFile, value: msgspec.Struct, *, adds: bool) -> None:
        """Be shown while `form` adds somebody to the case."""
        self._incident_id = IncidentId(case.incident.id)
        self.setVisible(adds)
        if not adds or not isinstance(form, PeopleForm) or not isinstance(value, Involved):
            return
        self.choices.set_value("person" if value.person else "account")
        if self._form is None:
            self._form = form
            form.name_typed.connect(self._look_up)
            form.picked.connect(self._take)

    def _chosen(self) -> None:
        makes = new_account if self.choices.value() == "account" else new_person
        self.begins.emit(makes(self._incident_id))

    def _look_up(self, typed: str) -> None:
        if not self.isVisible():
            return
        tasks, session = self._desk.tasks, self._desk.session
        if self.choices.value() == "account":
            tasks.submit(find_accounts, session, typed, latest="adding", done=self._offer_accounts)
        else:
            tasks.submit(find_people, session, typed, latest="adding", done=self._offer_people)

    def _offer_people(self, found: tuple[PersonMatch, ...]) -> None:
        self._offer([Match(each.id, each.name, each.in_words()) for each in found])

    def _offer_accounts(self, found: tuple[AccountMatch, ...]) -> None:
        self._offer([Match(each.id, each.handle, each.in_words()) for each in found])

    def _offer(self, matches: list[Match]) -> None:
        if self._form is not None:
            self._form.offer(matches)

    def _take(self, known_id: str) -> None:
        """Let the form go on with somebody known; an empty id means: no, it is somebody else."""
        tasks, session = self._desk.tasks, self._desk.session
        if not known_id:
            self._known(None)
        elif self.choices.value() == "account":
            tasks.submit(known_account, session, known_id, done=self._known)
        else:
            tasks.submit(known_person, session, known_id, done=self._known)

    def _known(self, known: Person | Account | None) -> None:
        makes = new_account if self.choices.value() == "account" else new_person
        assert self._form is not None
        written = self._form.applied_to(makes(self._incident_id))
        self.begins.emit(with_known(written, known))
