"""`pack CASEBOOK REF` makes an evidence pack of chosen exhibits; `check-pack PACK` checks one, ours or another's."""

from pathlib import Path
from typing import Annotated

import typer

from dslapp.cli.case_commands import CaseRef
from dslapp.cli.printing import print_json, print_lines
from dslapp.cli.unlocking import AsJson, CasebookFolder, MemberName, PassphraseFile, read_secret, unlocked
from dslapp.domain.pack.chosen import PackChoice, PackForm, PackLine, hides_something
from dslapp.domain.pack.first_lines import known_reference, known_ring
from dslapp.domain.pack.readers import PackReader
from dslapp.domain.problems import UserProblem
from dslapp.domain.trust.passphrases import five_words
from dslapp.services.case.find_incidents import incident_by_ref
from dslapp.services.pack.check_pack import check_pack as check
from dslapp.services.pack.gather_pack import PackGround, offer_pack
from dslapp.services.pack.make_pack import make_pack
from dslapp.services.papers.release_paper import refuse_telling_name
from dslapp.services.papers.save_file import only_if_noted, save_new_file
from dslapp.services.program import Program

_NOT_SOUND = 1
_FORMS: dict[str, PackForm] = {"zip": "zip", "age": "age", "folder": "folder"}
_READERS: dict[str, PackReader] = {
    "police": "police", "lado": "lado", "social-care": "social care", "other": "other"
}  # fmt: skip
_PAPERS = {"none": "", "one-page": "one page", "whole-file": "whole file"}


def pack(
    context: typer.Context,
    casebook: CasebookFolder,
    ref: CaseRef,
    member: MemberName,
    exhibits: Annotated[
        str, typer.Option("--exhibits", help="References with commas between: JH/1,JH/2; JH/3-A for a copy.")
    ],
    recipient: Annotated[str, typer.Option("--for", help="Who gets it; stands in the record.")],
    purpose: Annotated[str, typer.Option("--purpose", help="What it is for; stands in the record.")],
    to: Annotated[Path, typer.Option("--to", help="The file or folder to write; it must not exist yet.")],
    password_file: Annotated[
        Path | None, typer.Option("--password-file", help="Where the pack's new password is written.")
    ] = None,
    reader: Annotated[
        str, typer.Option("--reader", help="police, lado, social-care or other: decides the words of the pack.")
    ] = "police",
    form: Annotated[str, typer.Option("--as", help="zip (for 7-Zip), age, or folder (not encrypted).")] = "zip",
    paper: Annotated[
        str, typer.Option("--paper", help="none, one-page, whole-file, or the summary begun for lado or police.")
    ] = "none",
    extract: Annotated[
        bool,
        typer.Option(
            "--extract/--no-extract",
            help="Whether the signed history of the whole case goes, too, with every name in it. Only if they ask "
            "whether the record was changed.",
        ),
    ] = False,
    ring_tonight: Annotated[
        str | None,
        typer.Option("--ring-tonight", help="Whom they can ring tonight: name and mobile. Else as a summary says."),
    ] = None,
    crime_ref: Annotated[
        str | None,
        typer.Option("--crime-ref", help="Their own number of it: crime, URN or incident. Else as the case says."),
    ] = None,
    plain_because: Annotated[
        str, typer.Option("--plain-because", help="The reason for a folder without encryption.")
    ] = "",
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Make an evidence pack that whoever gets it can check without this program, and read it back.

    Only the exhibits and copies that are named go. --json prints {"ref", "files", "check_number", "sums_sha256",
    "members", "size", "exhibits"}; the check number is told with the password, by another way than the pack.
    """
    if form not in _FORMS:
        raise UserProblem(f"There is no pack as “{form}”.", "Write --as zip, age or folder.")
    if reader not in _READERS:
        raise UserProblem(f"There are no words for “{reader}”.", "Write --reader police, lado, social-care or other.")
    if (form == "folder") == (password_file is not None):
        raise UserProblem("A folder has no password; every other pack needs a file for it.", "See --password-file.")
    program: Program = context.obj
    with unlocked(program, casebook, member, passphrase_file) as session:
        ground = offer_pack(session, incident_by_ref(session, ref).id)
        originals, copies = _chosen(ground, exhibits)
        choice = PackChoice(
            exhibits=originals, copies=copies, paper=_paper(ground, paper), with_extract=extract, recipient=recipient,
            reader=_READERS[reader], purpose=purpose, form=_FORMS[form], plain_because=plain_because,
            ring_tonight=known_ring(ground.case, _READERS[reader]) if ring_tonight is None else ring_tonight,
            crime_ref=known_reference(ground.case, _READERS[reader]) if crime_ref is None else crime_ref,
        )  # fmt: skip
        incident_id = ground.case.incident.id
        if password_file is None:
            made = make_pack(session, incident_id, choice, to)
        else:
            password = five_words()
            _refuse_telling_password_file(password_file, ref)
            save_new_file(password_file, (password + "\n").encode())
            with only_if_noted(password_file):
                made = make_pack(session, incident_id, choice, to, password=password)
    if as_json:
        print_json(
            {
                "ref": ref, "files": made.files, "check_number": made.check_number, "sums_sha256": made.sums_sha256,
                "members": made.members, "size": made.size, "exhibits": made.exhibits,
            }
        )  # fmt: skip
        return
    print_lines(_beside_copies(ground, choice))
    if not choice.ring_tonight.strip():
        print_lines(["Nobody is named whom they can ring tonight, and the pack says so. See --ring-tonight."])
    names = " and ".join(str(each) for each in made.files)
    print_lines([f"{names}: {made.members} files, written and read back. Check number: {made.check_number}"])
    if password_file:
        print_lines([f"The password is in {password_file}. Tell it and the check number by another way than the pack."])


def check_pack(
    path: Annotated[Path, typer.Argument(metavar="PACK", help="The ZIP file, the .tar.age file, or the folder.")],
    password_file: Annotated[
        Path | None, typer.Option("--password-file", help="A file with the pack's password.")
    ] = None,
    number: Annotated[str, typer.Option("--number", help="The check number as the school told it.")] = "",
    as_json: AsJson = False,
) -> None:
    """Check a pack: every file against its list, and the list against the check number. Needs no casebook.

    Exit code 1 when something does not fit. --json prints {"sound", "files", "size", "faults", "remarks",
    "check_number", "case", "school", "made_at", "exhibits"}.
    """
    given = "Give a text file with the pack’s password."
    password = read_secret(password_file, "password file", given).strip() if password_file else ""
    report = check(path, password, number)
    if as_json:
        print_json({"sound": report.sound, **{name: getattr(report, name) for name in report.__struct_fields__}})
    else:
        print_lines(report.faults or ("Every file is as its list says.",))
        print_lines(report.remarks)
        print_lines([f"{report.files} files, {report.size:,} bytes; check number {report.check_number}"])
    if not report.sound:
        raise typer.Exit(_NOT_SOUND)


def _beside_copies(ground: PackGround, choice: PackChoice) -> tuple[str, ...]:
    """What is to be known where a copy goes in place of its original."""
    copied = (copy.exhibit_id for line in ground.lines for copy in line.copies if copy.id in choice.copies)
    if not hides_something(choice.exhibits, copied):
        return ()
    said: list[str] = []
    if choice.with_extract:
        said.append("The signed history went, too: it names what the copy hides.")
    if choice.paper:
        said.append("Only the copies are redacted: the paper beside them may name what they hide. Read it first.")
    return tuple(said)


def _refuse_telling_password_file(password_file: Path, ref: str) -> None:
    try:
        refuse_telling_name(password_file, ref)
    except UserProblem as telling:
        raise UserProblem(f"The password file cannot be called so. {telling.message}", telling.way_forward) from None


def _chosen(ground: PackGround, exhibits: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of the exhibits and of the copies that were named."""
    lines: dict[str, PackLine] = {line.exhibit.ref: line for line in ground.lines}
    copies = {copy.ref: copy.id for line in ground.lines for copy in line.copies}
    names = [name.strip() for name in exhibits.split(",") if name.strip()]
    if unknown := [name for name in names if name not in lines and name not in copies]:
        raise UserProblem(f"There is no {unknown[0]} in this case that could go.", "See `show`.", field="exhibits")
    return (
        tuple(lines[name].exhibit.id for name in names if name in lines),
        tuple(copies[name] for name in names if name in copies),
    )


def _paper(ground: PackGround, paper: str) -> str:
    if paper in _PAPERS:
        return _PAPERS[paper]
    begun = [referral.id for referral in ground.papers if referral.recipient == paper]
    if not begun:
        raise UserProblem(f"There is no paper “{paper}” in this case.", "Write none, one-page or whole-file.")
    return begun[-1]
