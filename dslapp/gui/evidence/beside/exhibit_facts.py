"""What is known of an exhibit, beside its file: the facts, each with its label, and its continuity."""

from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.case.case_words import count_of, when_in_words
from dslapp.domain.evidence.asked import asked_of
from dslapp.domain.evidence.custody_words import continuity_of, event_in_words
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.file_words import size_in_words
from dslapp.domain.local_time import say_moment
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.text import Heading, TextPart, Words

_HALF_A_HASH = 32
NOT_WRITTEN = "Not written yet"
"""Of what must never be held; shown in red."""


class ExhibitFacts(QWidget):
    """Labels with their values below each other; then every hand that the exhibit went through."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def show_exhibit(self, exhibit: Exhibit, case: CaseFile) -> None:
        """Show what is known of `exhibit`."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for label, value in facts_of(exhibit):
            self._column.addSpacing(GRID // 2)
            self._column.addWidget(Words(label, "hint"))
            self._column.addWidget(Words(value, _part(label, value)))
        self._column.addSpacing(GRID)
        self._column.addWidget(Heading("Continuity", 3))
        for event in continuity_of(case, exhibit.id):
            self._column.addWidget(Words(f"{say_moment(event.at)}: {event_in_words(event, has_file=exhibit.has_file)}"))
        self._column.addStretch(1)

    def words(self) -> str:
        """Everything shown, a line each."""
        items = (self._column.itemAt(number) for number in range(self._column.count()))
        labels = (item.widget() for item in items if item is not None)
        return "\n".join(label.text() for label in labels if isinstance(label, Words | Heading))


def _part(label: str, value: str) -> TextPart:
    if value == NOT_WRITTEN:
        return "error"
    return "mono" if label.startswith("SHA-256") else ""


def facts_of(exhibit: Exhibit) -> Iterator[tuple[str, str]]:
    """Labels and values, without those that do not apply."""
    if exhibit.withdrawn:
        yield "Withdrawn because", exhibit.withdrawn_because
    missing = NOT_WRITTEN if exhibit.exhibit_kind == "imagery not held" else ""
    for label, value in (
        ("Who has it, where, in which state", exhibit.held_by),
        ("What it would be", exhibit.material),
        ("The device is on or off", exhibit.power_state or missing),
        ("Seen by", exhibit.seen_by),
        ("Why it was seen", exhibit.seen_because),
        ("Who was there", exhibit.witness),
        ("Told to", exhibit.told_to or missing),
        ("Police reference", exhibit.police_ref or missing),
    ):
        if value:
            yield label, value
    if exhibit.has_file:
        yield from _of_file(exhibit)
    yield "Attached" if exhibit.file_id else "Recorded", f"{say_moment(exhibit.attached_at)}, by {exhibit.attached_by}"


def _of_file(exhibit: Exhibit) -> Iterator[tuple[str, str]]:
    yield "Where it was", exhibit.place.in_words()
    yield "Time shown in it", exhibit.shown_time.in_words()
    captured = when_in_words(exhibit.captured) if exhibit.captured.answered else "Not answered yet"
    asked = asked_of(exhibit.exhibit_kind)
    yield asked.moment, captured[0].upper() + captured[1:]
    yield asked.by, exhibit.captured_by or "Not answered yet"
    device = ", ".join(part for part in (exhibit.device_owner, exhibit.device) if part)
    yield asked.owner, device or "Not answered yet"
    method = dict(asked.methods).get(exhibit.method, exhibit.method.capitalize())
    yield asked.way, method or "Not answered yet"
    yield "How it reached us", exhibit.received_how or "Not answered yet"
    if exhibit.read_from_file:
        yield "Read from the file, not a fact", exhibit.read_from_file
    yield "Original name", exhibit.original_name or "None"
    yield "Size", ", ".join(_sizes(exhibit))
    yield "SHA-256 when it was attached", f"{exhibit.sha256[:_HALF_A_HASH]}\n{exhibit.sha256[_HALF_A_HASH:]}"


def _sizes(exhibit: Exhibit) -> Iterator[str]:
    yield f"{size_in_words(exhibit.size)} ({exhibit.size:,} bytes)"
    if exhibit.width:
        yield f"{exhibit.width:,} × {exhibit.height:,} dots"
    if exhibit.pages:
        yield count_of(exhibit.pages, "page")
    if exhibit.length_s:
        minutes, seconds = divmod(round(exhibit.length_s), 60)
        yield f"{minutes} min {seconds:02} s"
