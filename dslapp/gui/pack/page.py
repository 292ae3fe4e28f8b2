"""The page on which a pack is made: what goes, for whom, why, how it is protected, and where to."""

from pathlib import Path
from threading import Event
from typing import cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dslapp.domain.local_time import to_local
from dslapp.domain.pack.chosen import PackChoice, PackForm, pack_name
from dslapp.domain.problems import Problem, UserProblem
from dslapp.domain.referral.fields import READER
from dslapp.domain.referral.referrals import Referral
from dslapp.domain.school import say_lado, short_lado
from dslapp.gui.desk import Desk
from dslapp.gui.log_incident.into_view import bring_into_view
from dslapp.gui.pack.chooser import PackChooser
from dslapp.gui.pack.for_whom import ForWhom
from dslapp.gui.pack.result import PackResult
from dslapp.gui.pack.waiting_packs import WaitingPacks
from dslapp.gui.pages import ScrollingPage
from dslapp.gui.routes import Route, ToCase, ToPack, ToWhatLeft
from dslapp.gui.tasks import UNTIL_LOCKED
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import Choice, ChoiceButtons, side_by_side
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.gui.widgets.meter import Meter
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Heading, Words
from dslapp.gui.widgets.tick import Tick
from dslapp.services.pack.gather_pack import PackGround, offer_pack
from dslapp.services.pack.make_pack import MadePack, make_pack
from dslapp.services.papers.release_paper import refuse_telling_name

_FORMS = (
    Choice("zip", "A ZIP file with a password"),
    Choice("folder", "A folder without a password"),
    Choice("age", "With the program “age”"),
)
_FORM_HINTS: dict[PackForm, str] = {
    "zip": "Encrypted (AES-256). {opens_zip}",
    "folder": "Only straight onto an encrypted stick: anybody can read it.",
    "age": "Encrypted, with a password. Only if they asked for it.",
}
_PATTERNS: dict[PackForm, str] = {"zip": "ZIP file (*.zip)", "age": "age file (*.tar.age)", "folder": ""}
_SETTLED_MS = 120
_EXTRACT = "Also give the whole history of this case"
_EXTRACT_HINT = (
    "Everything that was ever written in it, with all names. Only if they ask whether the record was changed: they can "
    "ask for it later."
)
_PAPER_HINT = "The whole case file tells of all exhibits of the case, also of those not ticked and those withdrawn."
_ABOUT = (
    "Originals untouched, their continuity, and a page by which {who} checks it without this program. What was "
    "written is opened again and checked before it counts."
)
_NOT_REDACTED = (
    "Only the copies are redacted. The history and the papers may name whoever is blackened in a copy, and say what "
    "stands there: leave them out if this person should not know."
)


class PackPage(ScrollingPage):
    """Offers the case of the route. While a pack is being written it stays: its password is shown once, here."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._route: ToPack | None = None
        self._ground: PackGround | None = None
        self._stop_event = Event()
        self._making = False
        self.title = Heading("An evidence pack", 1)
        self.back_button = Button("&Back to the case", "quiet", "arrow-left")
        self.left_button = Button("Who has had what of this case", "quiet", "history")
        self.chooser = PackChooser()
        self.whom = ForWhom()
        self.paper = ChoiceButtons("Which paper goes with it", ())
        self.extract = Tick(_EXTRACT)
        self.not_redacted = Banner("warning", "", _NOT_REDACTED)
        self.form = ChoiceButtons("How it is protected", _FORMS)
        self.form.set_value("zip")
        self._form_hint = Words(part="hint")
        self._because = GrowingText(lines=2)
        self.reason = Field("Why does it leave unenc&rypted?", self._because, "Anybody who gets it can read it.")
        self.make_button = Button("Ma&ke the pack", "primary", "package")
        self.meter = Meter("Making the pack")
        self.stop_button = Button("Stop", "quiet", "x")
        self.trouble = Banner("danger")
        self.result = PackResult()
        self._about = Words()
        self.waiting = WaitingPacks(desk)
        self._fields = {**self.whom.fields, "reason": self.reason}
        self._lay_out()
        self.back_button.clicked.connect(self._to_case)
        self.left_button.clicked.connect(self._to_what_left)
        self.waiting.settled.connect(lambda: self.tell("Noted: it is gone."))
        self.whom.changed.connect(self._speak)
        self.form.chosen.connect(self._show_form)
        self.chooser.chosen.connect(self._warn)
        self.extract.clicked.connect(self._warn)
        self.make_button.clicked.connect(self.make)
        self.stop_button.clicked.connect(self._stop)
        self._speak()
        self._warn()
        self._show_work(False)

    def enter(self, route: Route) -> None:
        """Read what may be chosen; what was typed for the same case stays."""
        assert isinstance(route, ToPack)
        if self._route is None or self._route.incident_id != route.incident_id:
            self._forget()
        self._route = route
        self._desk.tasks.submit(
            offer_pack, self._desk.session, route.incident_id, done=self._show, failed=self._refused, latest="pack"
        )

    def leave(self) -> bool:
        """Take the password off the screen; not while a pack is being written."""
        if self._making:
            self.tell("Wait until the pack is made, or stop it: its password is shown once, here.", "warning")
            return False
        self.result.clear()
        return True

    def choice(self) -> PackChoice:
        """What is on the screen."""
        return PackChoice(
            exhibits=self.chooser.exhibits(), copies=self.chooser.copies(), paper=_paper(self.paper.value()),
            with_extract=self.extract.box.isChecked(), reader=self.whom.chosen(), form=self._form(),
            plain_because=self._because.text().strip(), **self.whom.typed(),
        )  # fmt: skip

    def make(self) -> None:
        """Ask where to, and make it."""
        if self._ground is None or self._making:
            return
        choice, ref = self.choice(), self._ground.case.incident.ref
        self._show_errors(None)
        if missing := self._missing(choice):
            self._show_errors(missing)
            return
        if not (self._may_ring_nobody(choice) and self._gives_names(choice)):
            return
        target = self._where(pack_name(ref, to_local(self._desk.now()).date(), choice.form), choice.form)
        if target is None:
            return
        try:
            refuse_telling_name(target, ref)
        except UserProblem as telling:
            self._show_errors(telling)
            return
        self.result.clear()
        self._stop_event = Event()
        self._show_work(True)
        self._desk.tasks.submit(
            make_pack, self._desk.session, self._ground.case.incident.id, choice, target,
            self._desk.tasks.on_casebook, lane="files", progress=self._show_progress, done=self._made,
            failed=self._show_errors, ended=self._ended, cancel=self._stop_event,
            stopped_with=UNTIL_LOCKED,
        )  # fmt: skip

    def _missing(self, choice: PackChoice) -> UserProblem | None:
        """What would be refused anyway, said before anybody is asked where to."""
        if not (choice.exhibits or choice.copies):
            return UserProblem("Tick what goes into it.", field="exhibits")
        if missing := self.whom.missing():
            return missing
        if choice.form == "folder" and not choice.plain_because:
            return UserProblem("Say why in words, or encrypt it.", field="reason")
        return None

    def _may_ring_nobody(self, choice: PackChoice) -> bool:
        """Whether it may go without anybody whom they can ring tonight."""
        return bool(choice.ring_tonight) or self._desk.prompter.confirm(
            f"{self.whom.words().who[0].upper()}{self.whom.words().who[1:]} has nobody to ring tonight.",
            "The school’s own number is answered in school hours only. The first line of the pack says “not given”.",
            "Make it all the same",
        )

    def _gives_names(self, choice: PackChoice) -> bool:
        """Whether the history and the whole case file may go: asked where they give the names that a copy hides."""
        assert self._ground is not None
        hidden = [
            copy.ref for line in self._ground.lines for copy in line.copies
            if copy.id in choice.copies and line.exhibit.id not in choice.exhibits
        ]  # fmt: skip
        told = ["the history"] if choice.with_extract else []
        told += ["the whole case file"] if choice.paper == "whole file" else []
        if not (told and hidden):
            return True
        beside = " and in ".join(told)
        return self._desk.prompter.confirm(
            f"This pack hides names in {' and '.join(hidden)} and gives them in {beside}.",
            f"Whoever gets {' and '.join(told)} reads every name in this case. Give both?", "Give both", danger=True,
        )  # fmt: skip

    def _where(self, name: str, form: PackForm) -> Path | None:
        if form == "folder":
            folder = self._desk.prompter.choose_folder("Where to make the folder")
            return None if folder is None else folder / name
        return self._desk.prompter.save_file("Where to save the pack", name, _PATTERNS[form], replaces=False)

    def _show(self, ground: PackGround) -> None:
        self._ground = ground
        self.whom.show_case(ground.case)
        self.waiting.show_case(ground.case)
        self.chooser.show_lines(ground.lines)
        chosen = self.paper.value()
        offered = [
            Choice("none", "None"), Choice("one page", "The case on one page"),
            Choice("whole file", "The whole case file"),
            *(Choice(each.id, _called(each, ground.case.lado_label)) for each in ground.papers),
        ]  # fmt: skip
        old, self.paper = self.paper, ChoiceButtons("Which paper goes with it", offered)
        self.paper.set_value(chosen if chosen in {each.value for each in offered} else "none")
        self.paper.chosen.connect(self._warn)
        self._paper_card.body.replaceWidget(old, self.paper)
        old.hide()
        old.deleteLater()
        self._warn()
        follow_layout(self)

    def _made(self, made: MadePack) -> None:
        assert self._ground is not None
        self.result.show_pack(made, self._form(), self._ground.case.incident.ref, self.whom.words())
        self.tell(f"Made, and checked after writing: {made.files[0].name}")
        self._bring(self.result)

    def _show_progress(self, done: int, total: int) -> None:
        self.meter.show_progress(
            done * 100 // max(total, 1), 100, "Writing it" if done * 2 < total else "Checking what was written"
        )

    def _stop(self) -> None:
        self._stop_event.set()

    def _ended(self) -> None:
        self._show_work(False)

    def _show_errors(self, problem: Problem | None) -> None:
        self.trouble.hide()
        self.chooser.show_error("")
        for field in self._fields.values():
            field.show_error("")
        if problem is None:
            return
        name, words = problem.field if isinstance(problem, UserProblem) else "", str(problem)
        if name == "exhibits":
            self.chooser.show_error(words)
            self._bring(self.chooser)
        elif name in self._fields:
            self._fields[name].show_error(words)
            self._fields[name].control.setFocus()
            self._bring(self._fields[name])
        else:
            self.trouble.show_problem(problem)
            self._bring(self.trouble)

    def _bring(self, part: QWidget) -> None:
        """Scroll to a part, at once and when its wrapped lines have found their height."""
        for wait in (0, _SETTLED_MS):
            QTimer.singleShot(wait, part, lambda: bring_into_view(self.area, [part]))

    def _refused(self, problem: Problem) -> None:
        self.trouble.show_problem(problem)

    def _warn(self) -> None:
        """Say that a redacted copy does not redact what goes beside it."""
        beside = self.extract.box.isChecked() or bool(_paper(self.paper.value()))
        self.not_redacted.setVisible(beside and bool(self.chooser.copies()))

    def _show_form(self) -> None:
        self.reason.setVisible(self._form() == "folder")
        self._form_hint.setText(_FORM_HINTS[self._form()].format(opens_zip=self.whom.words().opens_zip))

    def _speak(self) -> None:
        """Say everything in the words of whom it is for."""
        of = f" of {self._ground.case.incident.ref}" if self._ground else ""
        words = self.whom.words()
        self.title.setText(f"An evidence pack{of} for {words.choice[0].lower()}{words.choice[1:]}")
        self._about.setText(_ABOUT.format(who=words.who))
        self._show_form()

    def _show_work(self, making: bool) -> None:
        self._making = making
        self.meter.setVisible(making)
        self.stop_button.setVisible(making)
        self.make_button.setEnabled(not making)
        if making:
            self.meter.show_progress(0, 0, "Making the pack")

    def _form(self) -> PackForm:
        return cast("PackForm", self.form.value() or "zip")

    def _forget(self) -> None:
        self._ground = None
        self.whom.forget()
        self.waiting.hide()
        self._because.setPlainText("")
        self.chooser.show_lines(())
        self.result.clear()
        self._show_errors(None)

    def _to_case(self) -> None:
        if self._route is not None:
            self.go.emit(ToCase(self._route.incident_id, "evidence"))

    def _to_what_left(self) -> None:
        if self._route is not None:
            self.go.emit(ToWhatLeft(self._route.incident_id))

    def _lay_out(self) -> None:
        self._paper_card, protection = Card("Which paper goes with it"), Card("How it is protected")
        self._paper_card.body.addWidget(self.paper)
        self._paper_card.body.addWidget(Words(_PAPER_HINT, "hint"))
        self._paper_card.body.addWidget(self.extract)
        self._paper_card.body.addWidget(Words(_EXTRACT_HINT, "hint"))
        protection.body.addWidget(self.form)
        protection.body.addWidget(self._form_hint)
        protection.body.addWidget(self.reason)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self.title, 1)
        head.addWidget(self.back_button)
        self.column.addLayout(head)
        self.column.addWidget(self._about)
        self.column.addLayout(side_by_side(self.left_button))
        for part in (self.waiting, self.whom, self.chooser, self._paper_card, self.not_redacted, protection):
            self.column.addWidget(part)
        self.column.addLayout(side_by_side(self.make_button, self.stop_button))
        for below in (self.meter, self.trouble, self.result):
            self.column.addWidget(below)
        self.trouble.hide()


def _called(referral: Referral, lado_label: str) -> str:
    words = say_lado(f"The summary for {READER[referral.recipient]}", short_lado(lado_label))
    return words if referral.status == "preparing" else f"{words}, as it was sent"


def _paper(value: str) -> str:
    return "" if value == "none" else value
