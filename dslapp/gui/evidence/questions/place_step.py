"""The first question of an exhibit: site or app, account, where in it, whole address."""

from collections.abc import Sequence

import msgspec
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from dslapp.domain.evidence.asked import Asked
from dslapp.domain.evidence.exhibits import is_bare_address, place_in_words
from dslapp.domain.evidence.offers import Offer
from dslapp.domain.statements import Stated
from dslapp.gui.evidence.questions.question_step import QuestionStep
from dslapp.gui.log_incident.two_columns import TwoColumns
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.text import Words
from dslapp.services.intake.attach_evidence import ExhibitAnswers

_BARE = (
    "This names the site only: nobody can find one post by it. Copy the whole address, to the last character, "
    "if you can."
)
_PARTS = (
    ("Site or app", "Such as: ChatNest"),
    ("Account", "The @name, not the display name"),
    ("Where in it", "Group chat, profile, story …"),
    ("Web address", "To the last character, if you have it"),
)


class PlaceStep(QuestionStep):
    """Site or app, account, where in it, whole address."""

    name = "place"
    same_fields = ("place", "platform", "account", "app_area", "url")

    def __init__(self) -> None:
        super().__init__()
        self._lines = [QLineEdit() for _ in _PARTS]
        self.platform, self.account, self.area, self.url = self._lines
        self._fields = [Field(label, line) for (label, _), line in zip(_PARTS, self._lines, strict=True)]
        for (_, prompt), line in zip(_PARTS, self._lines, strict=True):
            line.setPlaceholderText(prompt)
            line.setAccessibleDescription(prompt)
        self.bare = Words(_BARE, tone="warning")
        self._not_known = QCheckBox("Not known yet")
        self._not_known.setAccessibleName("Where it was: not known yet")
        self._because = QLineEdit()
        self._because_field = Field("Why not, and who will find out?", self._because)
        self.column.addWidget(TwoColumns(self._fields[0], self._fields[1], narrow=48))
        self.column.addWidget(TwoColumns(self._fields[2], self._fields[3], narrow=48))
        for part in (self.bare, self._not_known, self._because_field):
            self.column.addWidget(part)
        self.setFocusProxy(self.platform)
        self._not_known.toggled.connect(self._show_parts)
        self.url.textChanged.connect(self._show_parts)
        for line in (*self._lines, self._because):
            line.textChanged.connect(self.changed)
        self._show_parts()

    def put(self, asked: Asked) -> tuple[str, str]:
        """Where it was."""
        return "Where was it?", asked.place_reason

    def show_answers(self, answers: ExhibitAnswers) -> None:
        """Show the four parts; a place that was written as one stands in the third."""
        parts = (answers.platform, answers.account, answers.app_area, answers.url)
        if not any(parts):
            parts = ("", "", answers.place.text, "")
        for line, text in zip(self._lines, parts, strict=True):
            line.setText(text)
        self._because.setText(answers.place.unknown_because)
        self._not_known.setChecked(bool(answers.place.unknown_because))
        self._show_parts()

    def with_answers(self, answers: ExhibitAnswers) -> ExhibitAnswers:
        """The parts, and the place in one line."""
        if self._not_known.isChecked():
            place, parts = Stated(unknown_because=self._because.text().strip()), ("", "", "", "")
        else:
            texts = [line.text().strip() for line in self._lines]
            place, parts = Stated(text=place_in_words(*texts)), (texts[0], texts[1], texts[2], texts[3])
            if place.text == answers.place.text and not answers.platform:
                return answers  # written as one text before, and unchanged
        platform, account, area, url = parts
        return msgspec.structs.replace(answers, place=place, platform=platform, account=account, app_area=area, url=url)

    def is_empty(self) -> bool:
        """Nothing about the place, and no reason why."""
        return not self._not_known.isChecked() and not any(line.text().strip() for line in self._lines)

    def problem(self) -> str:
        """Not known wants its reason."""
        no_reason = self._not_known.isChecked() and not self._because.text().strip()
        return "Say why this is not known, and who will find out." if no_reason else ""

    def stops(self) -> Sequence[QWidget]:
        """The four lines, or the reason."""
        return (*self._lines, self._because)

    def take_over(self, offer: Offer, answers: ExhibitAnswers) -> ExhibitAnswers:
        """An account, or an address."""
        return msgspec.structs.replace(answers, place=Stated(), **{offer.field: offer.text})

    def _show_parts(self) -> None:
        unknown = self._not_known.isChecked()
        for field in self._fields:
            field.setVisible(not unknown)
        self._because_field.setVisible(unknown)
        self.bare.setVisible(not unknown and is_bare_address(self.url.text()))
        self.setFocusProxy(self._because if unknown else self.platform)
        self.changed.emit()
