"""The first question of an exhibit: site or app, account, where in it, whole address."""

import msgspec
from PySide6.QtWidgets import QCheckBox, QLineEdit

from dslapp.domain.evidence import is_bare_address, place_in_words
from dslapp.domain.statements import Stated
from dslapp.gui.evidence.question_step import QuestionStep
from dslapp.gui.log_incident.two_columns import TwoColumns
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.text import Words
from dslapp.services.attach_evidence import ExhibitAnswers

_BARE = (
    "This names the site only: nobody can find one post by it. Copy the whole address, to the last character, "
    "if you can."
)


class PlaceStep(QuestionStep):
    """Site or app, account, where in it, whole address."""

    question = "Where was it?"
    reason = "The police find a post by its site, its account and its whole address. Display names change."
    same_fields = ("place", "platform", "account", "app_area", "url")

    def __init__(self) -> None:
        super().__init__()
        self._platform, self._account, self._area, self._url = (QLineEdit() for _ in range(4))
        self._bare = Words(_BARE, tone="warning")
        self._bare.hide()
        self._not_known = QCheckBox("Not known yet")
        self._not_known.setAccessibleName("Where it was: not known yet")
        self._because = QLineEdit()
        self._because_field = Field("Why not, and who will find out?", self._because)
        self._fields = [
            Field("Site or app", self._platform, "Such as: ChatNest."),
            Field("Account", self._account, "The @name, not the display name."),
            Field("Where in it", self._area, "Group chat, profile, story …"),
            Field("Web address", self._url, "To the last character.", optional=True),
        ]
        self.column.addWidget(TwoColumns(self._fields[0], self._fields[1], narrow=56))
        self.column.addWidget(TwoColumns(self._fields[2], self._fields[3], narrow=56))
        self.column.addWidget(self._bare)
        self.column.addWidget(self._not_known)
        self.column.addWidget(self._because_field)
        self._because_field.hide()
        self.setFocusProxy(self._platform)
        self._not_known.toggled.connect(self._show_parts)
        self._url.textChanged.connect(self._show_parts)
        for line in (self._platform, self._account, self._area, self._url, self._because):
            line.textChanged.connect(self.changed)

    def show_answers(self, answers: ExhibitAnswers) -> None:
        """Show the four parts; a place that was written as one stands in the third."""
        parts = (answers.platform, answers.account, answers.app_area, answers.url)
        if not any(parts):
            parts = ("", "", answers.place.text, "")
        for line, text in zip((self._platform, self._account, self._area, self._url), parts, strict=True):
            line.setText(text)
        self._because.setText(answers.place.unknown_because)
        self._not_known.setChecked(bool(answers.place.unknown_because))
        self._show_parts()

    def with_answers(self, answers: ExhibitAnswers) -> ExhibitAnswers:
        """The parts, and the place in one line."""
        if self._not_known.isChecked():
            place, parts = Stated(unknown_because=self._because.text().strip()), ("", "", "", "")
        else:
            lines = (self._platform, self._account, self._area, self._url)
            texts = [line.text().strip() for line in lines]
            place, parts = Stated(text=place_in_words(*texts)), (texts[0], texts[1], texts[2], texts[3])
            if place.text == answers.place.text and not answers.platform:
                return answers  # written as one text before, and unchanged
        platform, account, area, url = parts
        return msgspec.structs.replace(answers, place=place, platform=platform, account=account, app_area=area, url=url)

    def mistakes(self) -> bool:
        """Something about the place, or why it is not known."""
        unknown = self._not_known.isChecked()
        no_reason = unknown and not self._because.text().strip()
        nothing = not unknown and not any(
            line.text().strip() for line in (self._platform, self._account, self._area, self._url)
        )
        self._because_field.show_error("Say why this is not known, and who will find out." if no_reason else "")
        self._fields[0].show_error("Write where it was, or tick “Not known yet” and say why." if nothing else "")
        return no_reason or nothing

    def _show_parts(self) -> None:
        unknown = self._not_known.isChecked()
        for field in self._fields:
            field.setVisible(not unknown)
        self._because_field.setVisible(unknown)
        self._bare.setVisible(not unknown and is_bare_address(self._url.text()))
        self.setFocusProxy(self._because if unknown else self._platform)
        self.changed.emit()
