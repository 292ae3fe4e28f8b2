"""What is never held in a casebook, what it may be called, and what is to be done instead.

Sources: practice.md, "Sentences that work" and corrections 1, 2, 5, 10; rules-from-the-policies.md A.3; records.md C.4;
the guidance and the law list of edition 2026.1. What nobody has seen at its source says "check locally".
"""

from typing import Protocol

import msgspec

from dslapp.domain.evidence.exhibits import Material

DEVICE = "Leave the device as it is. Keep people away. Ask police before switching anything off."
"""In the words of practice.md."""

ALONE = (
    "Alone, only an image of a child is purged, and only once the police have said that it may be removed, and under "
    "the reference that the police gave. Anything else waits, hidden from everybody, until somebody can agree: what "
    "one person removes alone, nobody can show any more."
)
"""Why a purge mostly takes two, for the page on which it is done."""


class NeverHeld(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of material that must not be here: how it is asked about, what to do, and whom to ring."""

    material: Material
    label: str
    do: tuple[str, ...]
    why: str
    """What stands behind it, as far as it was seen: for the record of a purge as well."""
    contacts: tuple[str, ...]
    """Keys of the contact list."""


_CHILD = NeverHeld(
    material="image of a child",
    label="A naked or sexual image of a child",
    do=(
        "Could an adult have made, sent or kept it, or asked for it? Not sure counts as yes. Ring the police now, 999 "
        "if anyone could be hurt today, else 101, and children’s social care. If that adult works or helps with "
        "children: the LADO too. A stranger online: the police; also report to CEOP. Don’t tell the adult.",
        "Among children, go on with the guidance on nudes: it says when the police and social care are rung.",
        DEVICE,
        "The child’s own picture: Report Remove comes before it is deleted, since the child needs it for that report.",
    ),
    why=(
        "Protection of Children Act 1978, section 1, with the Criminal Justice Act 1988, section 160. Opening such a "
        "picture counts as making one; pictures made with AI that look like photographs are covered."
    ),
    contacts=("police_999", "police_101", "lado", "mash", "ceop", "report_remove"),
)
_ADULT = NeverHeld(
    material="intimate image of an adult",
    label="A naked or sexual image of an adult",
    do=(
        "Don’t open, copy or ask for it. Could the person be under 18, or is that not sure? Choose the first answer.",
        "On a school device, from or to somebody who works here, or shown to a child? Ring the LADO (or HR, if no "
        "child can be touched by it) before anything else. Don’t speak to the person.",
        "Sharing it without consent, or threatening to, is an offence; a picture made with AI counts. Ask the person "
        "whose image was shared what they want, unless they are the one who is suspected, and ring 101 about the "
        "offence, or 999 if anyone could be hurt today.",
        DEVICE,
    ),
    why=(
        "Sexual Offences Act 2003, section 66B (sharing it, or threatening to). Check with the police: new law since "
        "29 June 2026 (section 66AE) may also forbid keeping a copy (check locally)."
    ),
    contacts=("police_999", "police_101", "lado", "hr", "posh"),
)
_TERRORIST = NeverHeld(
    material="terrorist material",
    label="Terrorist material",
    do=(
        "Write down the address. Don’t open it again, and download nothing.",
        "A threat, or an attack that may be near: ring 999. The Anti-Terrorist Hotline is always open.",
        "Report the address on gov.uk/report-terrorism: a special police unit takes it down.",
        "Was a child drawn in? Go on with the guidance on extremism.",
    ),
    why="Having terrorist material can be an offence, also for a school (check locally which, and with the police).",
    contacts=("police_999", "anti_terrorist_hotline", "act_online", "prevent"),
)
_NOT_KNOWN = NeverHeld(
    material="",
    label="Not known, or not sure",
    do=(
        "Act as if it were an image of a child.",
        *_CHILD.do,
    ),
    why=_CHILD.why,
    contacts=_CHILD.contacts,
)

NEVER_HELD: tuple[NeverHeld, ...] = (_CHILD, _ADULT, _TERRORIST, _NOT_KNOWN)
"""The answers to "What may it be?", in the order in which they are offered."""


def about(material: Material) -> NeverHeld:
    """What is to be done about one kind; what is not known counts as an image of a child."""
    return next(each for each in NEVER_HELD if each.material == material)


class SaidOfPurge(Protocol):
    """What whoever purges says of it."""

    @property
    def material(self) -> Material:
        """What it may be."""

    @property
    def police_said(self) -> str:
        """Whether the police said that it may go."""

    @property
    def advised_by(self) -> str:
        """Who at the police, when."""

    @property
    def police_ref(self) -> str:
        """Under which reference."""


def may_go_alone(said: SaidOfPurge, hidden_as: Material = "") -> bool:
    """Whether one person may purge it where a second one exists and cannot come; `hidden_as` stands in the record."""
    is_told = said.police_said == "remove it" and bool(said.advised_by.strip())
    has_reference = any(each.isdigit() for each in said.police_ref)
    return said.material == "image of a child" and hidden_as in ("", said.material) and is_told and has_reference


def is_an_image(material: Material) -> bool:
    """Whether it would be a naked or sexual image: then the case says so."""
    return material != "terrorist material"
