"""`list CASEBOOK` and `show CASEBOOK REF`: the incidents in lines, and one case in words."""

from typing import Annotated

import typer

from dslapp.cli.printing import print_json, print_lines
from dslapp.cli.unlocking import AsJson, CasebookFolder, MemberName, PassphraseFile, unlocked
from dslapp.domain.case.case_lists import IncidentRow
from dslapp.domain.case.chronology import chronology
from dslapp.domain.case.cold_read import cold_read
from dslapp.domain.local_time import from_milliseconds, say_day, say_moment, to_local
from dslapp.services.case.find_incidents import find_incidents, incident_by_ref
from dslapp.services.case.read_case import read_case
from dslapp.services.program import Program

CaseRef = Annotated[str, typer.Argument(metavar="REF", help="The case's reference, such as OSI-2026-0001.")]


def list_incidents(
    context: typer.Context,
    casebook: CasebookFolder,
    member: MemberName,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """List the incidents, newest first.

    --json prints [{"ref", "status", "logged_at", "headline", "route", "next_due", "owner"}]; times are UTC.
    """
    program: Program = context.obj
    with unlocked(program, casebook, member, passphrase_file) as session:
        rows = find_incidents(session)
    if as_json:
        print_json([_row(row) for row in rows])
    else:
        print_lines(_line(row) for row in rows)


def show(
    context: typer.Context,
    casebook: CasebookFolder,
    ref: CaseRef,
    member: MemberName,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Show one case: the cold-read page and the chronology. The look is noted in the case's history.

    --json prints {"ref", "status", "incident", "points": [{"number", "heading", "lines": [{"text", "kind", "label"}]}],
    "chronology": […], "exhibits": […], "actions": […], "referrals": […]}.
    """
    program: Program = context.obj
    with unlocked(program, casebook, member, passphrase_file) as session:
        case = read_case(session, incident_by_ref(session, ref).id)
        page = cold_read(case, session.clock())
    lines = chronology(case)
    if as_json:
        print_json(
            {
                "ref": page.ref, "status": page.status, "incident": case.incident, "points": page.points,
                "chronology": lines, "exhibits": case.exhibits, "actions": case.actions, "referrals": case.referrals,
            }
        )  # fmt: skip
        return
    print_lines([f"{page.ref} ({page.status}), led by {page.owner}", ""])
    for point in page.points:
        said = (f"   {line.label} {line.text}" if line.label else f"   {line.text}" for line in point.lines)
        print_lines([f"{point.number}. {point.heading}", *said])
    print_lines(["", "Chronology", *(f"   {line.when}: {line.happened or line.done}" for line in lines)])


def _row(row: IncidentRow) -> dict[str, object]:
    return {
        "ref": row.ref, "status": row.status, "logged_at": from_milliseconds(row.logged_at), "headline": row.headline,
        "route": row.route, "next_due": from_milliseconds(row.next_due) if row.next_due else None, "owner": row.owner,
    }  # fmt: skip


def _line(row: IncidentRow) -> str:
    due = f" · next due {say_moment(from_milliseconds(row.next_due))}" if row.next_due else ""
    logged = say_day(to_local(from_milliseconds(row.logged_at)).date())
    return f"{row.ref}  {row.status:<6}  {logged}  {row.headline}  [{row.route or 'no route yet'}]{due}"
