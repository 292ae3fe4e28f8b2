"""`attach CASEBOOK REF FILES…`: files as exhibits of a case, each with its own answer to the gate's question."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from threading import Event
from typing import Annotated

import msgspec
import typer

from dslapp.cli.case_commands import CaseRef
from dslapp.cli.printing import print_json, print_lines
from dslapp.cli.unlocking import AsJson, CasebookFolder, MemberName, PassphraseFile, unlocked
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.gate import QUESTION
from dslapp.domain.long_work import run_here
from dslapp.domain.problems import UserProblem
from dslapp.domain.statements import TriState
from dslapp.services.case.find_incidents import incident_by_ref
from dslapp.services.intake.answer_gate import say_what_changed
from dslapp.services.intake.attach_evidence import NOTHING_ANSWERED, ExhibitAnswers
from dslapp.services.intake.attach_parts import came_in, look_at_part, part_called, parts_of, whole_exhibit
from dslapp.services.intake.attach_series import Coming, SeriesAttached, take_in_series
from dslapp.services.intake.carry_over import last_answers
from dslapp.services.intake.look_at_file import WaitingFile
from dslapp.services.intake.take_in_evidence import look_at
from dslapp.services.program import Program
from dslapp.services.session import Session

_ANSWERS: dict[str, TriState] = {"no": "no", "yes": "yes", "unsure": "unsure"}


def attach(
    context: typer.Context,
    casebook: CasebookFolder,
    ref: CaseRef,
    files: Annotated[list[str], typer.Argument(metavar="FILES", help="The files, in their order.")],
    member: MemberName,
    gate_answer: Annotated[
        list[str] | None,
        typer.Option(
            "--gate-answer",
            help=f"Once for each file, in their order: no, yes or unsure. The question: {QUESTION}",
        ),
    ] = None,
    series: Annotated[str, typer.Option("--series", help="A series of the case that the files go on with.")] = "",
    together: Annotated[
        bool, typer.Option("--together", help="The files belong together, in this order: they become a new series.")
    ] = False,
    part_of: Annotated[
        str,
        typer.Option("--part-of", help="An exhibit, such as JH/1: the files are then names of what came in it."),
    ] = "",
    although_known: Annotated[
        bool, typer.Option("--although-known", help="Attach what is an exhibit already: it came a second time.")
    ] = False,
    same_as_last: Annotated[
        bool,
        typer.Option("--same-as-last", help="Place and device as of the last exhibit that has them."),
    ] = False,
    what_changed: Annotated[
        str,
        typer.Option(
            "--what-changed",
            help="After a yes or unsure in this case, before a no: what has changed, who looked, and why.",
        ),
    ] = "",
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Attach files to a case as exhibits, each by itself unless --series or --together is given.

    Nothing is read before each has its answer “no”.

    --json prints {"series", "attached": [{"ref", "file", "kind", "size", "sha256", "part_of"}],
    "failed": [{"file", "reason"}]}. What was attached stays when a later file fails; then the exit code is 2.
    """
    answers = _answers(files, gate_answer or [])
    program: Program = context.obj
    with unlocked(program, casebook, member, passphrase_file) as session:
        incident_id = incident_by_ref(session, ref).id
        if what_changed and set(answers) == {"no"}:
            say_what_changed(session, incident_id, what_changed)
        whole = whole_exhibit(session, incident_id, part_of) if part_of else None
        done = take_in_series(
            session, incident_id, _coming(session, incident_id, files, answers, whole),
            answers=_known_of_all(session, incident_id, series, whole, same_as_last=same_as_last), series=series,
            although_known=although_known, together=together,
        )  # fmt: skip
    if as_json:
        print_json(_told(done))
    else:
        print_lines(f"{each.ref}: {each.original_name}, SHA-256 {each.sha256}" for each in done.exhibits)
    if done.failed:
        raise UserProblem(done.in_words, " ".join(f"{each.name}: {each.problem}" for each in done.failed))


def _answers(files: Sequence[str], given: Sequence[str]) -> list[TriState]:
    """One answer a file, in words that are one. Raises UserProblem; nothing was read."""
    if len(given) != len(files):
        raise UserProblem(
            f"There are {len(files)} files and {len(given)} answers. Nothing has been read.",
            f"Answer for each file by itself, with --gate-answer. {QUESTION}",
        )
    unknown = [each for each in given if each not in _ANSWERS]
    if unknown:
        raise UserProblem(f"“{unknown[0]}” is no answer. Nothing has been read.", "Write no, yes or unsure.")
    return [_ANSWERS[each] for each in given]


def _known_of_all(
    session: Session, incident_id: str, series: str, whole: Exhibit | None, *, same_as_last: bool
) -> ExhibitAnswers:
    """What is the same for each of the files."""
    last = last_answers(session, incident_id, series=series) if same_as_last else None
    answers = last.answers if last else NOTHING_ANSWERED
    return msgspec.structs.replace(answers, received_how=came_in(whole)) if whole else answers


def _coming(
    session: Session, incident_id: str, files: Sequence[str], answers: Sequence[TriState], whole: Exhibit | None
) -> list[Coming]:
    def of_file(name: str, answer: TriState) -> WaitingFile:
        return look_at(session, run_here, incident_id, Path(name), answer, Event()).waiting

    def of_part(name: str, answer: TriState) -> WaitingFile:
        assert whole is not None
        part = part_called(parts_of(session, whole), name, whole)
        return look_at_part(session, run_here, whole, part, answer, Event()).waiting

    look = of_part if whole else of_file
    return [Coming(name, answer, partial(look, name, answer)) for name, answer in zip(files, answers, strict=True)]


def _told(done: SeriesAttached) -> dict[str, object]:
    return {
        "series": done.series,
        "attached": [
            {
                "ref": each.ref, "file": each.original_name, "kind": each.exhibit_kind, "size": each.size,
                "sha256": each.sha256, "part_of": each.part_of,
            }
            for each in done.exhibits
        ],
        "failed": [{"file": each.name, "reason": str(each.problem)} for each in done.failed],
    }  # fmt: skip
