"""Parts that only the forms of the reference data need: several lines as a list, and the ages of a platform."""

import re
from collections.abc import Sequence

from dslapp.domain.reference.platforms import AgeLimit
from dslapp.gui.case_details.parts import Part
from dslapp.gui.widgets.day_edit import parse_day
from dslapp.gui.widgets.growing_text import GrowingText

_AGE = re.compile(r"(\d{1,2})(?:\s*(?:and over)?\s*,?\s*(?:from|since)\s+(.+))?")


class LinesPart(Part[tuple[str, ...]]):
    """A list of short texts, one a line."""

    def __init__(self, label: str, hint: str = "One a line.") -> None:
        self._text = GrowingText(lines=2)
        self._showing = False
        super().__init__(label, self._text, hint)
        self._text.textChanged.connect(self._typed)

    def value(self) -> tuple[str, ...]:
        """The lines without empty ones."""
        return tuple(line.strip() for line in self._text.text().splitlines() if line.strip())

    def show_value(self, value: Sequence[str]) -> None:
        """Show one a line."""
        self._showing = True
        self._text.setPlainText("\n".join(value))
        self._showing = False

    def _typed(self) -> None:
        if not self._showing:
            self._touched()


class AgesPart(Part[tuple[AgeLimit, ...]]):
    """The ages of a platform, one a line: "13", and for a later one the day from which it holds."""

    def __init__(self, label: str) -> None:
        self._lines = LinesPart(label)
        super().__init__(
            label, self._lines.control, "One a line: 13. A later age with its first day: 16 from 1/3/2027."
        )
        self._lines.changed.connect(self._touched)

    def value(self) -> tuple[AgeLimit, ...]:
        """The ages that can be read."""
        return tuple(age for age in map(_age, self._lines.value()) if age is not None)

    def show_value(self, value: Sequence[AgeLimit]) -> None:
        """Show one a line."""
        self._lines.show_value([_said(age) for age in value])

    def problem(self) -> str:
        """Which line is no age."""
        wrong = next((line for line in self._lines.value() if _age(line) is None), "")
        return f"“{wrong}” is not an age. Write 13, or 16 from 1 March 2027." if wrong else ""


def _age(line: str) -> AgeLimit | None:
    found = _AGE.fullmatch(line.strip())
    if found is None:
        return None
    since = parse_day(found[2]) if found[2] else None
    return None if found[2] and since is None else AgeLimit(years=int(found[1]), since=since)


def _said(age: AgeLimit) -> str:
    return f"{age.years} from {age.since:%d/%m/%Y}" if age.since else str(age.years)
