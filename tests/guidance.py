"""What the tests of the guidance share: the shipped library, a small one, and walking with everything written down."""

from collections.abc import Sequence
from datetime import UTC, datetime

from dslapp.content.guidance import load_library
from dslapp.domain.guidance.flows import (
    Action,
    Answer,
    Flow,
    Goto,
    Library,
    Outcome,
    Question,
    RecordField,
    Step,
    required_record,
)
from dslapp.domain.guidance.path import Walk
from dslapp.domain.guidance.walk import advance, answer, current_step
from dslapp.domain.statements import Stated

FRIDAY = datetime(2026, 11, 13, 16, 50, tzinfo=UTC)
VALUES = {
    "datetime": FRIDAY.isoformat(),
    "yes/no": "yes",
    "text": "as written",
    "long text": "as written",
    "person": "Jo Hartsedge",
}


def shipped() -> Library:
    """The flows that ship with the program."""
    return load_library()


def filled(step: Step, answer_ids: Sequence[str] = ()) -> dict[str, Stated]:
    """Everything that the step demands in writing."""
    return {
        field.id: Stated(text=field.options[0].id if field.options else VALUES[field.type])
        for field in required_record(step, answer_ids)
    }


def answered(library: Library, walk: Walk, *answers: str) -> Walk:
    """Answer the questions in order, several ticks joined by +; what is only to be done is done and written down."""
    left = list(answers)
    while walk.current and (step := current_step(library, walk)):
        chosen: tuple[str, ...] = ()
        if hasattr(step, "answers"):
            if not left:
                return walk
            chosen = tuple(left.pop(0).split("+"))
        walk = answer(
            library, walk, step.id, chosen, filled(step, chosen), at=FRIDAY, by="Jo Hartsedge", flow=walk.current.flow
        )
    assert not left, f"nobody asked for {left}"
    return walk


def done(library: Library, walk: Walk, answer_ids: Sequence[str] = ()) -> Walk:
    """Answer the step that is being asked, without the record."""
    assert walk.current is not None
    return advance(library, walk, walk.current, tuple(answer_ids), {}, at=FRIDAY)


def path_of(walk: Walk, flow: str = "") -> list[str]:
    """The live path: the steps' ids, with the answers after a colon and ~ before what was carried."""
    return [
        ("~" if visit.status == "carried" else "")
        + visit.step
        + (f":{'+'.join(visit.answers)}" if visit.answers else "")
        for visit in walk.taken
        if visit.step and flow in ("", visit.flow)
    ]


def question(name: str, fact: str = "", **leads: str) -> Question:
    """A question whose answers lead to the named steps."""
    return Question(
        id=name, text=f"{name}?", why="w", sources=("s",), fact=fact,
        answers=tuple(Answer(id=key, label=key.title(), next=to) for key, to in leads.items()),
    )  # fmt: skip


def action(name: str, to: str, *fields: RecordField) -> Action:
    """Something to do, then the named step."""
    return Action(id=name, text=f"Do {name}.", why="w", sources=("s",), next=to, record=fields)


def outcome(name: str, **more: bool) -> Outcome:
    """An end."""
    return Outcome(id=name, text=f"End {name}.", why="w", sources=("s",), code=name.upper(), **more)  # type: ignore[arg-type]  # only its flags


def goto(name: str, flow: str, to: str = "", how: str = "jump") -> Goto:
    """A jump."""
    return Goto(id=name, text="Go.", flow=flow, next=to, how=how)  # type: ignore[arg-type]  # one of the four ways


def flow(name: str, rank: int, *steps: Step) -> Flow:
    """A flow that starts at its first step."""
    return Flow(flow=name, title=name.title(), about="a", edition="1", rank=rank, start=steps[0].id, steps=steps)


def library(*flows: Flow) -> Library:
    """A library of these flows."""
    return Library(flows={each.flow: each for each in flows}, sources={})
