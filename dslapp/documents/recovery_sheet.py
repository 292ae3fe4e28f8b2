"""The recovery sheet: the key that opens the casebook when a passphrase is forgotten, and how to use it."""

from dslapp.documents.document import (
    Bullets,
    Document,
    Groups,
    Paragraph,
    Provenance,
    QrCode,
    Section,
    Signatures,
)
from dslapp.documents.drawing import draw
from dslapp.domain.trust.recovery_groups import KEY_START, recovery_groups

_WHEN = (
    "Somebody has forgotten their passphrase, and no other member can let them in again; or all members have left.",
    "In the program: “I have forgotten my passphrase”, then “Use the recovery sheet”. Afterwards make a new sheet.",
)
_SAFE = (
    "Print it, put it in an envelope, sign across the flap, and put it in the safe. Two people know where it is.",
    "Don’t photograph it, e-mail it, or keep it on a computer or a memory stick.",
    "If it was used or lost, or somebody saw it who shouldn’t have: make a new sheet under Members. This one then "
    "opens nothing that is written afterwards; old backups it still opens.",
)
_WITHOUT_THE_PROGRAM = (
    "Copy the casebook’s folder, and work on the copy.",
    f"Write the key into a file key.txt as one line: {KEY_START} and then all groups without spaces.",
    "age --decrypt -i key.txt casebook.key.age – shows the name of the database, its “key” and the “evidence” keys.",
    "sqlcipher and that name – then type: PRAGMA key = \"x'…'\"; with that “key” between the quotation marks.",
    "age --decrypt -i evidence.txt -o picture FILE.age – for each file under “evidence”, with the evidence keys in "
    "evidence.txt, one a line.",
)


def recovery_sheet(identity: str, school: str) -> Document:
    """The sheet for a recovery key (an age identity), to be printed, dated by hand and put in the safe."""
    groups = recovery_groups(identity)
    begins = f"The key is {KEY_START} and then these {len(groups)} groups. Read them row by row."
    camera = "The same key for a camera. Whoever photographs it can open the casebook."
    published = (
        "Where the program cannot be had: everything is kept in published formats. Somebody who knows computers reads "
        "it with two free programs, age and sqlcipher (version 4). Stay with them: they can read everything."
    )
    return Document(
        title="Recovery sheet",
        ref="Recovery sheet",
        subtitle=f"Opens the DSL Casebook of {school} without a passphrase.",
        provenance=Provenance(school=school),
        marking="SECRET – keep in the safe",
        sections=(
            Section(heading="The key", blocks=(Paragraph(begins), Groups(groups), QrCode(identity, camera, 46.0))),
            Section(heading="When to use it", blocks=(Bullets(_WHEN),)),
            Section(heading="Keep it safe", blocks=(Bullets(_SAFE),)),
            Section(
                heading="Without the program",
                blocks=(Paragraph(published), Bullets(_WITHOUT_THE_PROGRAM, numbered=True)),
            ),
            Section(blocks=(Signatures(("Put in the safe by",)),)),
        ),
    )


def recovery_sheet_pdf(identity: str, school: str) -> bytes:
    """The sheet as a PDF, in memory."""
    return draw(recovery_sheet(identity, school))
