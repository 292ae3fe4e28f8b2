"""`export CASEBOOK REF --for lado|police`: the encrypted summary and, in a file of its own, its password."""

from pathlib import Path
from typing import Annotated

import typer

from dslapp.cli.case_commands import CaseRef
from dslapp.cli.printing import print_json, print_lines
from dslapp.cli.unlocking import AsJson, CasebookFolder, MemberName, PassphraseFile, unlocked
from dslapp.domain.problems import UserProblem
from dslapp.domain.referral.referrals import Recipient
from dslapp.services.case.find_incidents import incident_by_ref
from dslapp.services.papers.refer import begin_referral
from dslapp.services.papers.write_referral import export_referral
from dslapp.services.program import Program

_RECIPIENTS: dict[str, Recipient] = {"lado": "lado", "police": "police"}


def export(
    context: typer.Context,
    casebook: CasebookFolder,
    ref: CaseRef,
    member: MemberName,
    recipient: Annotated[str, typer.Option("--for", help="Who gets it: lado or police.")],
    to: Annotated[Path, typer.Option("--to", help="The PDF to write; it must not exist yet.")],
    password_file: Annotated[Path, typer.Option("--password-file", help="Where the PDF's new password is written.")],
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Write the summary of a case for the LADO or the police as an AES-256 encrypted PDF.

    --json prints {"ref", "for", "file", "password_file", "missing": […]}: what the reader will ask and is not answered.
    """
    if recipient not in _RECIPIENTS:
        raise UserProblem(f"There is no summary for “{recipient}”.", "Write --for lado or --for police.")
    program: Program = context.obj
    with unlocked(program, casebook, member, passphrase_file) as session:
        referral = begin_referral(session, incident_by_ref(session, ref).id, _RECIPIENTS[recipient])
        missing = export_referral(session, referral.id, to, password_file)
    if as_json:
        print_json({"ref": ref, "for": recipient, "file": to, "password_file": password_file, "missing": missing})
        return
    print_lines([f"{to}: written, encrypted. Its password is in {password_file}; send it by another way."])
    if missing:
        print_lines(["Not answered yet:", *(f"  {each}" for each in missing)])
