"""`guidance test`: try the scenarios against the guidance."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from dslapp.cli.own_folder import OwnFolder, library_with
from dslapp.cli.printing import print_json, print_lines
from dslapp.services.program import Program

if TYPE_CHECKING:
    from dslapp.services.guidance.try_scenarios import Trial

FAILED = 1


def try_all(
    context: typer.Context,
    folder: OwnFolder = None,
    coverage: Annotated[bool, typer.Option("--coverage", help="Also name the answers that no scenario gives.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> int:
    """Try every scenario, and those under FOLDER/scenarios. Exit code 1 if one comes out otherwise than it should.

    With --coverage also if an answer is given by none. --json prints {"passed", "failed": [{"file", "scenario",
    "differs": […]}], "not_tried": [[flow, step, answer]]}.
    """
    from dslapp.services.guidance.try_scenarios import try_scenarios

    program: Program = context.obj
    trial = try_scenarios(library_with(program, folder).guidance, folder)
    if as_json:
        passed = len(trial.results) - len(trial.failed)
        print_json({"passed": passed, "failed": trial.failed, "not_tried": trial.not_tried})
    else:
        print_lines(_as_lines(trial, coverage=coverage))
    return FAILED if trial.failed or (coverage and trial.not_tried) else 0


def _as_lines(trial: "Trial", *, coverage: bool) -> Iterator[str]:
    for result in trial.failed:
        yield f"{result.file}, {result.scenario}:"
        yield from (f"  {difference}" for difference in result.differs)
    if coverage:
        yield from (f"No scenario answers {flow}/{step} with “{answer}”." for flow, step, answer in trial.not_tried)
    yield f"{len(trial.results)} scenarios: {f'{len(trial.failed)} differ' if trial.failed else 'all as expected'}."
