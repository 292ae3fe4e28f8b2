"""Offers support for whoever saw what must never be here: words, numbers, and one press that makes it an action."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from dslapp.domain.case.casework import Action
from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.support import CONTACTS, TITLE, WORDS, support_action
from dslapp.domain.guidance.contacts import Whom
from dslapp.domain.problems import Problem
from dslapp.domain.roles import may
from dslapp.gui.desk import Desk
from dslapp.gui.log_incident.advice_box import number_in_words
from dslapp.gui.theme.tokens import Tone
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.services.change_settings import whom_here
from dslapp.services.continuity.see_to_support import see_to_support


class SupportOffer(Banner):
    """Hidden until somebody is named; numbers are those of the contact list, and of nobody else."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("information", TITLE, WORDS, parent)
        self._desk = desk
        self._incident_id = IncidentId("")
        self._who = ""
        self._whom: Mapping[str, Whom] = {}
        self.button = self.add_button(Button("", "secondary", "users"))
        self.button.clicked.connect(self._make)
        self.hide()

    def belong_to(self, incident_id: IncidentId) -> None:
        """The case in which the action is to stand."""
        self._incident_id = incident_id

    def offer(self, who: str) -> None:
        """Offer it for `who`; empty is whoever saw it."""
        if not self._whom:
            self._desk.tasks.submit(whom_here, self._desk.session, done=self._learn, latest=f"support {id(self)}")
        if who != self._who or self.isHidden():
            self._who = who
            self._say("information", TITLE)
            self.button.say(f"Make it an action: {support_action(who).partition(':')[0]}".replace("&", "&&"))
            self.button.setVisible(may(self._desk.session.member.role, "log and change the record"))
        self.show()

    def _learn(self, whom: Mapping[str, Whom]) -> None:
        self._whom = whom
        if not self.button.isHidden():
            self._say("information", TITLE)

    def _say(self, tone: Tone, title: str) -> None:
        found = [(said, self._whom[key]) for key, said in CONTACTS.items() if key in self._whom]
        numbers = [
            f"{said}: {number_in_words(each)}{' (check locally)' if each.check_locally else ''}"
            for said, each in found
            if each.reachable
        ]
        self.show_message(tone, title, "\n".join((WORDS, *numbers)))

    def _make(self) -> None:
        self.button.setEnabled(False)
        self._desk.tasks.submit(
            see_to_support, self._desk.session, self._incident_id, self._who, done=self._made, failed=self._failed,
            ended=self._ended,
        )  # fmt: skip

    def _made(self, action: Action) -> None:
        self._say("success", f"“{action.what.partition(':')[0]}” stands among the actions of this case.")
        self.button.hide()

    def _failed(self, problem: Problem) -> None:
        self._say("danger", f"{problem.message} {problem.way_forward}".strip())

    def _ended(self) -> None:
        self.button.setEnabled(True)
