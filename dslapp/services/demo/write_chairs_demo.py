"""The chair's casebook beside the made-up school's: the headteacher cannot open it, and a note waits in it."""

from pathlib import Path
from typing import NamedTuple

import msgspec

from dslapp.domain.case.incident import SafetyAnswers
from dslapp.domain.case.incident_draft import NamedPerson
from dslapp.domain.names import initials_of
from dslapp.domain.school import School
from dslapp.domain.trust.passphrases import four_words
from dslapp.services.access.create_casebook import SUFFIX, NewCasebook, NewMember, create_casebook
from dslapp.services.access.recovery import new_recovery_key
from dslapp.services.access.unlock_casebook import lock_casebook
from dslapp.services.case.log_incident import begin_draft
from dslapp.services.matters.make_known import card_of_folder, make_known
from dslapp.services.matters.seal_note import hand_over
from dslapp.services.papers.save_file import save_new_file
from dslapp.services.program import Program
from dslapp.services.session import Session

LABEL = "Thornmoss – the chair’s casebook (made-up)"
ABOUT_THE_HEAD = (
    "Mrs Ferris says that Mrs Quillan wrote under a photo on TownTalk: “Some boys never grow up, do they?” It shows "
    "Reece in Year 6, who was laughed at today. She has a printed page with her."
)


class ChairsDemo(NamedTuple):
    """The chair's casebook, who opens it, and the file with the passphrase."""

    casebook: Path
    name: str
    passphrase_file: Path


def write_chairs_demo(program: Program, session: Session, folder: Path, pin: str) -> ChairsDemo:
    """Make it, make it known in the pupils' casebook that is open, and seal scenario 10 to it from there."""
    school, passphrase = session.school, four_words()
    name, casebook = school.chair_of_governors, folder / f"Thornmoss chair{SUFFIX}"
    chair = NewMember(name=name, role="case_manager", initials=initials_of(name), passphrase=passphrase)
    own: School = msgspec.structs.replace(school, holds="head")
    made = create_casebook(
        program,
        NewCasebook(school=own, members=(chair,), pin=pin, sheet=new_recovery_key().public, folder=casebook, label=""),
    )
    lock_casebook(made)
    neighbour = make_known(session, card_of_folder(casebook, "head", LABEL), casebook)
    draft = msgspec.structs.replace(
        begin_draft(session), what=ABOUT_THE_HEAD, about="head",
        safety=SafetyAnswers(danger="no", image="no", adult_here="accused"),
        people=(NamedPerson(name="Reece F.", part="child-affected"),), reporter_name="Mrs Ferris", source="parent",
    )  # fmt: skip
    hand_over(session, draft, neighbour.casebook)
    file = folder / "chair-passphrase.txt"
    save_new_file(file, (passphrase + "\n").encode())
    return ChairsDemo(casebook, name, file)
