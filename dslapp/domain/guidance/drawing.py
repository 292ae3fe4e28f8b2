"""The path of a walk as boxes and arrows on a grid: taken, asked now, possible next, waiting, taken back.

Public: `draw_path(library, walk) -> Drawing`. The walk goes down the first column; what was taken back stands in the
second, beside what took its place. Measures and colours are the window's.
"""

from typing import Literal

import msgspec

from dslapp.domain.guidance.flows import Library, Step, answers_of
from dslapp.domain.guidance.path import Place, Visit, Walk
from dslapp.domain.guidance.reading import locks
from dslapp.domain.guidance.walk import advance, current_step, worded

BoxKind = Literal["taken", "carried", "asked", "possible", "waiting", "taken back"]
ArrowKind = Literal["taken", "possible", "taken back"]


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """One step on the drawing; `locked`: it set a lock that is on. `row` and `column` count from 0.

    `answer` is what was answered; for a possible step, the answers that lead to it.
    """

    kind: BoxKind
    place: Place
    flow_title: str
    text: str
    answer: str = ""
    locked: bool = False
    says_flow: bool = True
    row: int
    column: int = 0

    @property
    def in_words(self) -> str:
        """Everything that the box says, for a screen reader."""
        said = f" – {self.answer_in_words}" if self.answer else ""
        return f"{KIND_WORDS[self.kind]}: {self.text}{said}. {self.flow_title}{self._locked_words}"

    @property
    def caption(self) -> str:
        """What kind of box it is, and which guidance it belongs to, unless the box before it says so."""
        title = f" · {self.flow_title}" if self.says_flow else ""
        return f"{KIND_WORDS[self.kind]}{title}{self._locked_words}"

    @property
    def _locked_words(self) -> str:
        return " · something is locked here" if self.locked else ""

    @property
    def answer_in_words(self) -> str:
        """The answer that was given, or the answers that would lead here."""
        return f"If: {self.answer}" if self.kind == "possible" and self.answer else self.answer


class Arrow(msgspec.Struct, frozen=True, kw_only=True):
    """From one box to another, by their numbers in `Drawing.boxes`."""

    start: int
    end: int
    kind: ArrowKind
    label: str = ""


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """All boxes, from top to bottom, and the arrows between them."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


KIND_WORDS: dict[BoxKind, str] = {
    "taken": "Answered",
    "carried": "Known already",
    "asked": "Asked now",
    "possible": "Possible next",
    "waiting": "Waiting",
    "taken back": "Taken back",
}


def draw_path(library: Library, walk: Walk) -> Drawing:
    """Draw a walk; one that was not begun has no boxes."""
    return _Artist(library, walk).drawn()


class _Artist:
    def __init__(self, library: Library, walk: Walk) -> None:
        self._library, self._walk = library, walk
        self._boxes: list[Box] = []
        self._arrows: list[Arrow] = []
        self._locked = {Place(flow=lock.flow, step=lock.step) for lock in locks(library, walk)}
        self._row, self._side_row = -1, -1
        self._last: int | None = None
        self._last_taken_back: int | None = None
        self._opened_by = ""

    def drawn(self) -> Drawing:
        for visit in self._walk.path:
            if visit.status == "opened":
                self._opened_by = f"opened by {visit.by}" if visit.by and self._last is not None else ""
            elif visit.superseded:
                self._draw_taken_back(visit)
            elif visit.status != "passed":
                self._draw_taken(visit)
        if self._walk.current:
            self._put("asked", self._walk.current)
            self._draw_possible()
        self._draw_waiting()
        return Drawing(boxes=tuple(self._boxes), arrows=tuple(self._arrows))

    def _draw_taken(self, visit: Visit) -> None:
        self._put("carried" if visit.status == "carried" else "taken", visit.place, visit)
        self._last_taken_back = None

    def _draw_taken_back(self, visit: Visit) -> None:
        self._side_row = max(self._side_row, self._row) + 1
        number = self._add("taken back", visit.place, self._side_row, visit, column=1)
        before = self._last_taken_back if self._last_taken_back is not None else self._last
        if before is not None:
            self._arrows.append(Arrow(start=before, end=number, kind="taken back"))
        self._last_taken_back = number

    def _draw_possible(self) -> None:
        asked = self._last
        for target, labels in _possible(self._library, self._walk):
            if target and target not in self._walk.position.places:
                self._row += 1
                number = self._add("possible", target, self._row, answer=" / ".join(labels))
                if asked is not None:
                    self._arrows.append(Arrow(start=asked, end=number, kind="possible"))

    def _draw_waiting(self) -> None:
        for place in reversed(self._walk.position.waiting):
            self._row += 1
            self._add("waiting", place, self._row)
        for flow in self._walk.position.pending:
            self._row += 1
            self._add("waiting", Place(flow=flow, step=self._library.flows[flow].start), self._row)

    def _put(self, kind: BoxKind, place: Place, visit: Visit | None = None) -> None:
        """Add a box to the way that was taken, with the arrow that leads to it."""
        self._row += 1
        number = self._add(kind, place, self._row, visit)
        if self._last is not None:
            self._arrows.append(Arrow(start=self._last, end=number, kind="taken", label=self._opened_by))
        self._last, self._opened_by = number, ""

    def _add(
        self, kind: BoxKind, place: Place, row: int, visit: Visit | None = None, *, column: int = 0, answer: str = ""
    ) -> int:
        step = self._library.step(place.flow, place.step)
        flow = self._library.flows.get(place.flow)
        said = answer or ("; ".join(visit.answered) if visit else "")
        text = visit.asked.split("\n")[0] if visit and visit.asked else self._text(step) or place.step
        before = next((box for box in reversed(self._boxes) if box.column == column), None)
        self._boxes.append(
            Box(
                kind=kind, place=place, flow_title=flow.title if flow else place.flow, text=text, answer=said,
                locked=place in self._locked and kind in ("taken", "carried", "asked"), row=row, column=column,
                says_flow=before is None or before.place.flow != place.flow,
            )
        )  # fmt: skip
        return len(self._boxes) - 1

    def _text(self, step: Step | None) -> str:
        return worded(step, self._walk) if step else ""


def _possible(library: Library, walk: Walk) -> list[tuple[Place | None, tuple[str, ...]]]:
    """Where each answer to the question that is asked would lead, answers with the same way together."""
    step = current_step(library, walk)
    if step is None or walk.current is None:
        return []
    at = walk.events[-1].at
    found: dict[Place | None, list[str]] = {}
    for answer in answers_of(step):
        after = advance(library, walk, walk.current, (answer.id,), {}, at=at)
        found.setdefault(after.current, []).append(answer.label)
    if not answers_of(step):
        found[advance(library, walk, walk.current, (), {}, at=at).current] = []
    return [(place, tuple(labels)) for place, labels in found.items()]
