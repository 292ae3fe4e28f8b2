"""The form about something that should be taken down: where it is, what it is, which exhibit preserves it."""

from typing import cast

import msgspec
from PySide6.QtWidgets import QComboBox, QLineEdit

from dslapp.domain.boards.takedown_steps import NEVER_THE_ADDRESS
from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.entity import IncidentId
from dslapp.domain.statements import TriState
from dslapp.gui.case.case_form import CLOSE, CaseForm
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.never_here.ring_banner import RingBanner
from dslapp.gui.widgets.choice import yes_no_unsure
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.gui.widgets.text import Words
from dslapp.services.continuity.take_down import TakedownAnswers, note_takedown

PRESERVED = {False: "Which exhibit preserves it?", True: "Which record in words belongs to it?"}
"""What is asked, by whether it may be something that nobody may keep."""
_KEEPING = {
    False: "Something harmless: keep it, decide, report.",
    True: "Never a copy, screenshot or link of it. Only exhibits that are in words are offered.",
}

_RING_FIRST = "Ring before anything is reported. Don’t look at it, copy it or send its address."
_SHUTS = "Saving this says so in the case: no file is taken into it until the advice is in the guidance."
_WRITTEN_RING = "It is written down. Ring the police before anything is reported."


class TakedownTyped(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on the form for something that should go."""

    platform: str = ""
    imagery: TriState = ""
    handle: str = ""
    address: str = ""
    what: str = ""
    exhibit_id: str = ""


class ExhibitCombo(QComboBox):
    """The exhibits of a case that can preserve something; the first line is none."""

    def show_case(self, case: CaseFile, *, in_words_only: bool = False) -> None:
        """Offer the exhibits of `case`, keeping the chosen one; those without a file where nothing may be kept."""
        before = self.currentData()
        self.clear()
        self.addItem("None yet", "")
        for each in (*case.shown_exhibits, *case.linked):
            if each.exhibit_kind == "imagery not held" or (each.has_file and not in_words_only):
                self.addItem(f"{each.ref}  {each.description or each.exhibit_kind}", each.id)
        self.choose(before or "")

    def choose(self, exhibit_id: str) -> None:
        """Choose one by its id."""
        self.setCurrentIndex(max(0, self.findData(exhibit_id)))

    def chosen(self) -> str:
        """The id of the chosen exhibit, or an empty text."""
        return str(self.currentData() or "")


class TakedownForm(CaseForm[TakedownTyped]):
    """Something that is online and should not be: where it is, and never the address of what nobody may look at."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk, "takedown", "Something that should be taken down", TakedownTyped, "Save it", discard=CLOSE
        )
        self._platform, self._handle, self._address = QLineEdit(), QLineEdit(), QLineEdit()
        self._what = GrowingText(lines=2)
        self.imagery = yes_no_unsure("Might it show such an image?")
        self.exhibit = ExhibitCombo()
        self.ring = RingBanner(desk, _RING_FIRST, _SHUTS)
        self._never = Words(NEVER_THE_ADDRESS)
        self.add_field(
            "imagery",
            Field(
                "Might it show a naked or sexual image, or terrorist material?",
                self.imagery,
                "Do not look to find out.",
            ),
        )
        self.body.addWidget(self.ring)
        self.add_field("platform", Field("Which site or app?", self._platform))
        self.body.addWidget(self._never)
        self.add_field("handle", Field("Account", self._handle, "Such as @name. The account, not the address.",
                                       optional=True))  # fmt: skip
        self.add_field("address", Field("&Whole address of the post or profile", self._address, optional=True))
        self.add_field("what", Field("What is there? In &words.", self._what, optional=True))
        self._keeping = Words(part="hint")
        self._preserved = Field(PRESERVED[False], self.exhibit, optional=True)
        self.add_field("exhibit_id", self._preserved)
        self.body.addWidget(self._keeping)
        self.finish()
        for line in (self._platform, self._handle, self._address, self._what):
            line.textChanged.connect(self.changed)
        self.imagery.chosen.connect(self._turn)
        self.exhibit.activated.connect(self.changed)
        self._turn()

    def set_case(self, case: CaseFile) -> None:
        """Offer the exhibits of `case`."""
        super().set_case(case)
        self._offer_exhibits()

    def value(self) -> TakedownTyped:
        """What is on the screen; an address that is not asked for is not read."""
        return TakedownTyped(
            platform=self._platform.text(), imagery=cast("TriState", self.imagery.value()), handle=self._handle.text(),
            address=self._address.text() if self.imagery.value() == "no" else "", what=self._what.text(),
            exhibit_id=self.exhibit.chosen(),
        )  # fmt: skip

    def show_value(self, value: TakedownTyped) -> None:
        """Show `value`."""
        self._platform.setText(value.platform)
        self.imagery.set_value(*filter(None, (value.imagery,)))
        self._handle.setText(value.handle)
        self._address.setText(value.address)
        self._what.setPlainText(value.what)
        self._turn()
        self.exhibit.choose(value.exhibit_id)

    def save(self) -> None:
        """Save it, with an action."""
        assert self.case is not None
        answers = TakedownAnswers(**msgspec.structs.asdict(self.value()))
        done = _WRITTEN_RING if self._in_words_only else "It is written down, and what comes next is an action."
        self.send(done, note_takedown, IncidentId(self.case.incident.id), answers)

    def _turn(self) -> None:
        may = self.imagery.value() == "no"
        if not may:
            self._address.clear()
        self.fields["address"].setVisible(may)
        self._never.setVisible(self._in_words_only)
        self.ring.setVisible(self._in_words_only)
        self._preserved.label.setText(PRESERVED[self._in_words_only])
        self.exhibit.setAccessibleName(PRESERVED[self._in_words_only])
        self._keeping.setText(_KEEPING[self._in_words_only])
        self._offer_exhibits()
        self.changed()

    @property
    def _in_words_only(self) -> bool:
        return self.imagery.value() in ("yes", "unsure")

    def _offer_exhibits(self) -> None:
        if self.case is not None:
            self.exhibit.show_case(self.case, in_words_only=self._in_words_only)
