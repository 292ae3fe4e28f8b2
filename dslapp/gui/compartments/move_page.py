"""The page on which a case is handed over to another casebook."""

from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from dslapp.domain.case.incident import Incident
from dslapp.domain.entity import IncidentId
from dslapp.domain.problems import Problem, UserProblem
from dslapp.domain.trust.entries import Neighbour
from dslapp.gui.compartments.places_box import PlacesBox
from dslapp.gui.desk import Desk
from dslapp.gui.pages import ScrollingPage
from dslapp.gui.routes import Route, ToCase, ToMoveMatter
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Heading, Words
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.matters.hand_over_matter import WaysToMove, hand_over_matter, ways_to_move
from dslapp.services.session import Session

WHAT_HAPPENS = (
    "The whole case is sealed for the members of the other casebook: what was written, the people and accounts, the "
    "pictures as they were attached, and its signed history.",
    "With its history go the reasons given at each save of it, and who was a member of this casebook, with the reason "
    "why they left. Read these first. What other cases wrote about its people and accounts stays here.",
    "It stays here too, until they have taken it in and their receipt has come back into this casebook’s inbox. Then "
    "you remove it here, and its reference stays with where it went.",
    "Write nothing more into it meanwhile: what is written after it was sealed does not go with it.",
)
SEALED = "Sealed matters (*.age)"


class MovePage(ScrollingPage):
    """One case, the casebook to which it goes, and why."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._incident: Incident | None = None
        self._reachable: frozenset[str] = frozenset()
        self._heading, self._headline = Heading("Move this case to another casebook", 1), Words(part="strong")
        self.places = PlacesBox("Who is to have it?")
        self.reason = QLineEdit()
        self.reason_field = Field("&Why is it moved?", self.reason, "It stands in both casebooks.")
        self.trouble = Banner("danger")
        self.trouble.hide()
        self.seal = Button("&Seal it and hand it over", "primary", "send")
        self.to_file = Button("Seal it into a &file", "secondary", "download")
        self.back_button = Button("&Back to the case", "secondary", "arrow-left")
        self._lay_out()
        self.places.chosen.connect(self._picked)
        self.seal.clicked.connect(lambda: self._hand_over())
        self.to_file.clicked.connect(self._into_file)
        self.back_button.clicked.connect(self.back)

    def enter(self, route: Route) -> None:
        """Ask where the case of the route may go."""
        assert isinstance(route, ToMoveMatter)
        self.trouble.hide()
        self.reason.clear()
        self.reason_field.show_error("")
        self._incident = None
        self._desk.tasks.submit(
            _read, self._desk.session, route.incident_id, done=self._show, failed=self.trouble.show_problem
        )

    def _show(self, read: tuple[Incident, WaysToMove]) -> None:
        self._incident, ways = read
        self._reachable = ways.reachable
        self._headline.setText(f"{self._incident.ref}: {self._incident.headline}")
        self.places.show_places(ways.places)
        follow_layout(self)
        self._picked()

    def _picked(self) -> None:
        casebook = self.places.casebook()
        self.seal.setVisible(casebook in self._reachable)
        self.to_file.setVisible(bool(casebook))
        self.reason_field.setVisible(bool(casebook))

    def _hand_over(self, target: Path | None = None) -> None:
        if self._incident is None:
            return
        self.trouble.hide()
        self._work(True)
        self._desk.tasks.submit(
            hand_over_matter, self._desk.session, self._incident.id, self.places.casebook(), self.reason.text(), target,
            done=self._handed_over, failed=self._failed, ended=self._ended,
        )  # fmt: skip

    def _into_file(self) -> None:
        if not self.reason.text().strip():
            self._failed(UserProblem("Say why it is moved.", field="reason"))
            return
        target = self._desk.prompter.save_file("Where to write the sealed matter", "Matter.age", SEALED, replaces=False)
        if target is not None:
            self._hand_over(target)

    def _handed_over(self, neighbour: Neighbour) -> None:
        assert self._incident is not None
        self.tell(f"{self._incident.ref} waits in the inbox of “{neighbour.label}”. Its receipt comes back into yours.")
        self.go.emit(ToCase(IncidentId(self._incident.id)))

    def _failed(self, problem: Problem) -> None:
        if isinstance(problem, UserProblem) and problem.field == "reason":
            self.reason_field.show_error(str(problem))
            self.reason.setFocus()
        else:
            self.trouble.show_problem(problem)

    def _ended(self) -> None:
        self._work(False)

    def _work(self, working: bool) -> None:
        self.seal.say("Sealing it…" if working else "&Seal it and hand it over")
        for button in (self.seal, self.to_file):
            button.setEnabled(not working)

    def _lay_out(self) -> None:
        card = Card()
        for words in WHAT_HAPPENS:
            card.body.addWidget(Words(words))
        for widget in (self.places, self.reason_field, self.trouble):
            card.body.addWidget(widget)
        acts = WrapLayout()
        for button in (self.seal, self.to_file, self.back_button):
            acts.addWidget(button)
        card.body.addLayout(acts)
        self.column.addWidget(self._heading)
        self.column.addWidget(self._headline)
        self.column.addWidget(card)
        for hidden in (self.seal, self.to_file, self.reason_field):
            hidden.hide()


def _read(session: Session, incident_id: IncidentId) -> tuple[Incident, WaysToMove]:
    return session.casebook.get(Incident, incident_id), ways_to_move(session, incident_id)
