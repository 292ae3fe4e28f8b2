"""`guidance check`, `guidance list` and `guidance walk`: the guidance without a casebook."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dslapp.cli.guidance_diff import diff
from dslapp.cli.guidance_draw import draw
from dslapp.cli.guidance_scenarios import try_all
from dslapp.cli.own_folder import OwnFolder, library_with
from dslapp.cli.printing import print_json, print_lines
from dslapp.domain.guidance.flows import Library
from dslapp.domain.guidance.reading import RunningClock
from dslapp.domain.local_time import to_local
from dslapp.services.guidance.guidance_library import (
    GuidanceWalk,
    check_guidance,
    list_guidance,
    read_local_time,
    walk_guidance,
)
from dslapp.services.program import Program

if TYPE_CHECKING:
    from dslapp.domain.own_guidance.laid_over import GuidanceData

app = typer.Typer(help="Check the guidance, list it, or walk through it.", no_args_is_help=True, add_completion=False)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
NOT_SOUND = 1

app.command("diff")(diff)
app.command("draw")(draw)
app.command("test")(try_all)


@app.command()
def check(
    context: typer.Context,
    folder: OwnFolder = None,
    flows: Annotated[
        Path | None,
        typer.Option(help="A folder of whole flows, in place of all shipped ones.", exists=True, file_okay=False),
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Check links, dead ends, unreachable steps, sources, and a safe way for "not sure". Exit code 1 if not sound.

    --json prints {"sound", "flows", "steps", "problems": [{"file", "step", "problem", "mend"}]}.
    """
    program: Program = context.obj
    today = to_local(program.clock()).date()
    if folder:
        from dslapp.services.access.own_folder import check_folder

        result = check_folder(program.library, folder, today)
    else:
        result = check_guidance(flows)
    if as_json:
        print_json(
            {"sound": not result.faults, "flows": result.flows, "steps": result.steps, "problems": result.faults}
        )
    else:
        print_lines(f"{f.file}{f', step “{f.step}”' if f.step else ''}: {f.problem}. {f.mend}" for f in result.faults)
        verdict = f"{len(result.faults)} to mend" if result.faults else "sound"
        print_lines([f"{result.flows} flows, {result.steps} steps: {verdict}."])
    return NOT_SOUND if result.faults else 0


@app.command("list")
def list_flows(context: typer.Context, folder: OwnFolder = None, as_json: AsJson = False) -> None:
    """List the flows, the most urgent first.

    --json prints [{"flow", "title", "about", "edition", "steps"}].
    """
    program: Program = context.obj
    flows = list_guidance(library_with(program, folder).guidance)
    if as_json:
        print_json(
            [
                {"flow": f.flow, "title": f.title, "about": f.about, "edition": f.edition, "steps": len(f.steps)}
                for f in flows
            ]
        )
    else:
        print_lines(f"{f.flow:28} {f.edition:8} {f.title}" for f in flows)


@app.command()
def walk(
    context: typer.Context,
    flow: Annotated[str, typer.Argument(help="The flow to begin with, e.g. triage.")],
    answers: Annotated[
        str, typer.Option(help="The ids of the answers in order, with commas; several ticked ones joined by +.")
    ] = "",
    at: Annotated[str, typer.Option(help="When the school was told, e.g. 2026-11-13T16:50; else now.")] = "",
    folder: OwnFolder = None,
    as_json: AsJson = False,
) -> None:
    """Walk a flow and those that it opens: the path, what must be written, clocks, locks, documents, outcome.

    Steps that are only done are passed by themselves. --json prints {"flow", "at",
    "path": [{"flow", "step", "type", "question", "answers": [{"id", "label"}], "status"}],
    "record": [{"flow", "step", "field", "label", "type", "must_be_known"}],
    "clocks": [{"flow", "step", "clock", "label", "from", "due", "due_on", "due_in_words", "at_once", "check_locally"}],
    "locks": [{"what", "reason", "until", "flow", "step", "alternative"}], "evidence", "documents": […],
    "contacts": […], "mandatory": […], "second_person", "outcome", "outcomes": [{"flow", "step", "code", "text",
    "in_school", "not_referred"}], "pending": […], "waiting": [{"flow", "step"}],
    "next": {"flow", "step", "question", "answers": […]} or null}. "outcome" is the code of the last one reached.
    """
    program: Program = context.obj
    moment = read_local_time(at) if at else program.clock()
    given = [answer.strip() for answer in answers.split(",") if answer.strip()]
    everything = library_with(program, folder)
    library = everything.guidance if folder else program.library.guidance_when_named
    result = walk_guidance(library, flow, given, moment)
    if as_json:
        head = {"flow": flow, "at": to_local(moment).isoformat()}
        print_json({**head, **_as_data(library, result)})
    else:
        print_lines(_as_lines(everything, library, result))


def _as_data(library: Library, result: GuidanceWalk) -> dict[str, object]:
    reached = [
        {
            "flow": o.flow, "step": o.step, "code": o.code, "text": o.text, "in_school": o.in_school,
            "not_referred": o.not_referred,
        }
        for o in result.outcomes
    ]  # fmt: skip
    return {
        "path": [
            {
                "flow": visit.flow, "step": visit.step, "type": _step_type(library, visit.flow, visit.step),
                "question": visit.asked, "status": visit.status,
                "answers": [
                    {"id": i, "label": label} for i, label in zip(visit.answers, visit.answered, strict=True)
                ],
            }
            for visit in result.walk.path
            if visit.step
        ],
        "record": [
            {
                "flow": r.flow, "step": r.step, "field": r.field.id, "label": r.field.label, "type": r.field.type,
                "must_be_known": r.field.must_be_known,
            }
            for r in result.to_record
        ],
        "clocks": [_clock_data(clock) for clock in result.clocks],
        "locks": [
            {
                "what": lock.what, "reason": lock.reason, "until": lock.until, "flow": lock.flow, "step": lock.step,
                "alternative": lock.alternative,
            }
            for lock in result.locks
        ],
        "evidence": result.evidence,
        "documents": result.documents,
        "contacts": result.contacts,
        "mandatory": result.mandatory,
        "second_person": result.second_person,
        "outcome": reached[-1]["code"] if reached else None,
        "outcomes": reached,
        "pending": result.walk.position.pending,
        "waiting": result.walk.position.waiting,
        "next": result.next,
    }  # fmt: skip


def _clock_data(running: RunningClock) -> dict[str, object]:
    due = running.due
    limit = to_local(due.limit) if due else None
    return {
        "flow": running.flow, "step": running.step, "clock": running.clock.id, "label": running.clock.label,
        "from": running.clock.since, "due": limit.isoformat() if limit else None,
        "due_on": limit.date().isoformat() if limit else None, "due_in_words": due.words if due else None,
        "at_once": due.at_once if due else running.clock.at_once, "check_locally": running.clock.check_locally,
    }  # fmt: skip


def _as_lines(everything: "GuidanceData", library: Library, result: GuidanceWalk) -> Iterator[str]:
    names = everything.contacts.labels
    flow = ""
    yield "Path"
    for visit in result.walk.path:
        if not visit.step:
            continue
        if visit.flow != flow:
            flow = visit.flow
            yield f"  {library.flows[flow].title} ({flow}, {library.flows[flow].edition})"
        answered = f"  → {', '.join(visit.answers)}: {', '.join(visit.answered)}" if visit.answers else ""
        known = " (known already)" if visit.status == "carried" else ""
        yield f"    {visit.step}: {visit.asked.splitlines()[0]}{answered}{known}"
    sections: dict[str, list[str]] = {
        "To be written": [f"{r.flow}/{r.step}: {r.field.label}" for r in result.to_record],
        "Clocks": [
            f"{c.clock.label}: {c.due.words if c.due else f'when {c.clock.since} is known'}" for c in result.clocks
        ],
        "Locked": [f"{lock.what}: {lock.reason} Or: {lock.alternative}." for lock in result.locks],
        "Files": [result.evidence],
        "Ring": [names.get(key, key) for key in result.contacts],
        "Documents": list(result.documents),
        "A second person must agree": [", ".join(result.mandatory)] if result.second_person else [],
        "Outcome": [f"{o.code} ({o.flow}): {o.text}" for o in result.outcomes],
        "Still open": [*result.walk.position.pending, *(f"{p.flow}/{p.step}" for p in result.walk.position.waiting)],
    }
    for heading, lines in sections.items():
        if lines:
            yield heading
            yield from (f"  {line}" for line in lines)
    if result.next:
        yield f"Next: {result.next.flow}/{result.next.step}: {result.next.question}"
        yield f"  Possible: {', '.join(result.next.answers)}"


def _step_type(library: Library, flow: str, step_id: str) -> str:
    step = library.step(flow, step_id)
    return type(step).__name__.lower() if step else ""
