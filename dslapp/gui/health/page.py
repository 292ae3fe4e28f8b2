"""The Safety page: what puts the record at risk, what needs somebody, and what is as it should be."""

from collections.abc import Callable, Sequence
from functools import partial

from dslapp.domain.health import Check, CheckKey, in_one_sentence, worst_first
from dslapp.domain.problems import Problem
from dslapp.gui.backups.overview_card import BackupsCard
from dslapp.gui.desk import Desk
from dslapp.gui.health.finding import TONES, Finding
from dslapp.gui.health.for_it_card import ForItCard, is_for_it
from dslapp.gui.health.sharing_card import SharingCard
from dslapp.gui.health.verify_card import VerifyCard
from dslapp.gui.pages import ScrollingPage
from dslapp.gui.routes import Route, ToBackups, ToMembers, ToSettings
from dslapp.gui.safety.device_key_card import DeviceKeyCard
from dslapp.gui.safety.record_card import RecordCard
from dslapp.gui.safety.seal_card import SealCard
from dslapp.gui.screen_sharing import ScreenSharing
from dslapp.gui.tasks import UNTIL_LOCKED, Lane
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Heading, Rule
from dslapp.services.backups.backup_checks import backup_checks
from dslapp.services.health.casebook_checks import casebook_checks
from dslapp.services.health.computer_checks import computer_checks, make_private
from dslapp.services.program import Program

LEADS: dict[CheckKey, tuple[str, Route]] = {
    "backups": ("See the backups", ToBackups()),
    "drill": ("Test a backup", ToBackups()),
    "contacts": ("See the numbers", ToSettings()),
    "countersign": ("See what waits for you", ToMembers()),
    "members": ("See who may open it", ToMembers()),
    "recovery": ("Issue a new sheet", ToMembers()),
}
"""Where the button of a finding leads, while it is not good. These come and go, so none of them takes an access key:
the cards below have their own.
"""

_COULD_NOT: dict[CheckKey, str] = {
    "checked": "What this casebook tells of itself", "backups": "The backups", "place": "This computer",
}  # fmt: skip
"""The pieces of work in which the findings come in: what is said of one that fails, and under which key."""


class HealthPage(ScrollingPage):
    """Shows the findings as they come in, the worst first; each with what to do now and a button that leads there."""

    def __init__(self, desk: Desk, program: Program, sharing: ScreenSharing) -> None:
        super().__init__()
        self._desk, self._program = desk, program
        self._found: dict[CheckKey, Check] = {}
        self._awaited = 0
        self.summary = Banner("information")
        self.needed = Card("What needs somebody")
        self.good, self.for_it = Card("As it should be"), ForItCard()
        self.verify = VerifyCard(desk)
        self.verify.checked.connect(self._look)
        self.backups = BackupsCard(desk)
        self.backups.wanted.connect(lambda: self.go.emit(ToBackups()))
        self.record, self.seal, self.device_key = RecordCard(desk), SealCard(desk), DeviceKeyCard(desk)
        for card in (self.record, self.seal):
            card.changed.connect(self._look)
        self.sharing = SharingCard(sharing)
        self.findings: list[Finding] = []
        self.column.addWidget(Heading("Safety", 1))
        for part in (
            self.summary, self.needed, self.backups, self.record, self.seal, self.verify, self.device_key, self.sharing,
            self.good, self.for_it,
        ):  # fmt: skip
            self.column.addWidget(part)
        self.needed.hide()
        self.good.hide()
        self.backups.setHidden(desk.session.casebook.read_only)

    def enter(self, route: Route) -> None:
        """Look at everything afresh."""
        self._look()
        self.device_key.read()

    def _look(self) -> None:
        session, tasks = self._desk.session, self._desk.tasks
        self._awaited += len(_COULD_NOT)
        self._summarise(worst_first(self._found.values()))
        self.record.read()
        self.seal.read()
        self.backups.read()
        self._ask("checked", casebook_checks, session, lane="casebook")
        self._ask("backups", backup_checks, session, tasks.on_casebook, lane="files")
        self._ask("place", computer_checks, self._program, session.opened.folder, lane="files")

    def _ask(self, key: CheckKey, look: Callable[..., Sequence[Check]], *args: object, lane: Lane) -> None:
        """Where the looking fails, that is a finding by itself, under `key`."""
        self._desk.tasks.submit(
            look,
            *args,
            lane=lane,
            stopped_with=UNTIL_LOCKED if lane == "files" else "",
            done=self._take_in,
            failed=partial(self._could_not, key),
            ended=self._looked,
        )

    def _looked(self) -> None:
        self._awaited -= 1
        self._say()

    def _take_in(self, checks: Sequence[Check]) -> None:
        self._found.update({check.key: check for check in checks})

    def _could_not(self, key: CheckKey, problem: Problem) -> None:
        self._found[key] = Check(
            key=key, title=_COULD_NOT[key], state="attention", words=f"This could not be looked at. {problem.message}",
            way_forward=problem.way_forward,
        )  # fmt: skip

    def _say(self) -> None:
        found = worst_first(self._found.values())
        self._summarise(found)
        if [each.check for each in self.findings] == list(found):
            return
        focused = next((each.check.key for each in self.findings if each.button and each.button.hasFocus()), None)
        self.findings = [Finding(check, self._button(check)) for check in found]
        shown = [each for each in self.findings if not is_for_it(each.check)]
        _fill(self.needed, [each for each in shown if each.check.state != "good"])
        _fill(self.good, [each for each in shown if each.check.state == "good"])
        self.for_it.show_findings([each for each in self.findings if is_for_it(each.check)])
        follow_layout(self)
        for each in self.findings:
            if each.check.key == focused and each.button:
                each.button.setFocus()

    def _summarise(self, found: Sequence[Check]) -> None:
        if self._awaited:
            self.summary.show_message("information", "Looking…", "Asking this computer may take some seconds.")
            return
        told = [each for each in found if not is_for_it(each)]
        worst = told[0].state if told else "unknown"
        self.summary.show_message(TONES[worst][0], in_one_sentence(told))

    def _button(self, check: Check) -> Button | None:
        if check.state == "good":
            return None
        if check.key == "checked":
            button = Button("Check it now", icon="shield-check")
            button.clicked.connect(self._check_everything)
            return button
        if check.key == "private":
            button = Button("Close it to others", icon="lock")
            button.clicked.connect(self._make_private)
            return button
        if check.key in ("anchor", "seal"):
            button = Button("See what was compared" if check.key == "anchor" else "Go to the book")
            card = self.record if check.key == "anchor" else self.seal
            button.clicked.connect(lambda: self._lead_to(card))
            return button
        if check.key in LEADS:
            words, route = LEADS[check.key]
            button = Button(words)
            button.clicked.connect(lambda: self.go.emit(route))
            return button
        return None

    def _make_private(self) -> None:
        folder = self._desk.session.opened.folder
        self._desk.tasks.submit(make_private, folder, lane="files", done=self._made_private)

    def _made_private(self, _: None) -> None:
        self._look()

    def _lead_to(self, card: Card) -> None:
        """Show a card of this very page, with the focus on its first control."""
        self.area.ensureWidgetVisible(card, 0, 0)
        card.setFocus()

    def _check_everything(self) -> None:
        self.area.ensureWidgetVisible(self.verify)
        self.verify.begin()


def _fill(card: Card, findings: Sequence[Finding]) -> None:
    while (item := card.body.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.deleteLater()
    for number, finding in enumerate(findings):
        if number:
            card.body.addWidget(Rule())
        card.body.addWidget(finding)
    card.setVisible(bool(findings))
