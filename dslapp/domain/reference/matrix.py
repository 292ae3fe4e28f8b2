"""The policies' matrix of twelve cells and the other classes of an incident (rules-from-the-policies A.1, A.2)."""

from collections.abc import Collection
from typing import Literal, NamedTuple, get_args

from dslapp.domain.case.incident import Cell, KcsieRisk, MandatoryRoute, MaterialClass

Row = Literal["contact", "conduct", "content"]
Column = Literal["commercial", "aggressive", "sexual", "values"]

ROWS: dict[Row, str] = {
    "contact": "The child takes part in something that others begin.",
    "conduct": "What a person does.",
    "content": "What is seen.",
}
"""The rows from above, each with the help that stands under its heading."""

COLUMNS: tuple[Column, ...] = get_args(Column)

CELLS: tuple[Cell, ...] = get_args(Cell)

CELL_WORDS: dict[Cell, str] = {
    "contact-commercial": "tracking, harvesting personal information",
    "contact-aggressive": "being bullied, harassed or stalked",
    "contact-sexual": "meeting strangers, being groomed",
    "contact-values": "self-harm, unwelcome persuasions",
    "conduct-commercial": "illegal downloading, hacking, gambling, financial scams",
    "conduct-aggressive": "bullying or harassing another",
    "conduct-sexual": "creating and uploading inappropriate material",
    "conduct-values": "providing misleading info or advice",
    "content-commercial": "adverts, spam, sponsorship, personal information",
    "content-aggressive": "violent/hateful content",
    "content-sexual": "pornographic or unwelcome sexual content",
    "content-values": "bias, racism, misleading info or advice",
}
"""What the policies say a cell holds (S0 L46–62; S4 L14–35)."""

_SINCE: dict[Cell, str] = {
    "contact-values": "a chatbot or other AI that simulates harmful interaction",
    "contact-sexual": "a chatbot or other AI that simulates harmful interaction",
    "conduct-sexual": "explicit images made or altered by AI",
    "content-values": "misinformation, disinformation, conspiracy theories",
}


class KcsieWords(NamedTuple):
    """One of the four Cs and what KCSIE 2026, para 165, means by it."""

    name: str
    means: str


KCSIE_RISKS: dict[KcsieRisk, KcsieWords] = {
    "content": KcsieWords("Content", "seeing harmful material, misinformation and conspiracy theories too"),
    "contact": KcsieWords("Contact", "harmful interaction with others, AI included"),
    "conduct": KcsieWords("Conduct", "the person’s own behaviour that makes harm likelier"),
    "commerce": KcsieWords("Commerce", "gambling, inappropriate advertising, phishing, financial scams"),
}

MANDATORY_ROUTES: dict[MandatoryRoute, str] = {
    "csa-images": "Child sexual abuse images",
    "obscene-publications": "Adult material that may breach the Obscene Publications Act",
    "criminally-racist": "Criminally racist material",
    "other-criminal": "Other criminal conduct, activity or materials",
    "radicalisation": "Potential radicalisation or extremism",
}
"""The five switches of S0 L89–94: with one of them on, one person alone may not close the case as handled in school."""

MATERIAL_CLASSES: dict[MaterialClass, str] = {
    "illegal": "Illegal",
    "hate-harm-harassment": "Incites hate, harm or harassment",
    "inappropriate-legal": "Professionally inappropriate, but legal",
    "none": "None of these",
}
"""Three kinds of material (S2 L80–107)."""

PREJUDICE: dict[str, str] = {
    "race": "Race, colour or nationality",
    "religion": "Religion or belief",
    "sex": "Sex or gender",
    "gender-identity": "Gender identity",
    "sexual-orientation": "Sexual orientation",
    "disability": "Disability or SEND",
    "appearance": "Appearance or health",
    "home": "Home or family circumstances, being looked after",
}
"""Strands of prejudice-based bullying (S2 L189–193)."""


def cell(row: Row, column: Column) -> Cell:
    """Return the cell at a row and a column."""
    return next(each for each in CELLS if each == f"{row}-{column}")


def cell_name(value: Cell) -> str:
    """Name a cell as on the grid: "Contact – Aggressive"."""
    row, column = value.split("-")
    return f"{row.capitalize()} – {column.capitalize()}"


def cell_help(value: Cell) -> str:
    """Return the policies' words for a cell, and what KCSIE 2026 (para 165) has added since."""
    since = f"; since KCSIE 2026 also {_SINCE[value]}" if value in _SINCE else ""
    return CELL_WORDS[value] + since


def kcsie_risks_of(cells: Collection[Cell]) -> tuple[KcsieRisk, ...]:
    """Derive KCSIE's four Cs: each row is its own C, and any commercial cell is commerce as well (K26-GDC para 165)."""
    found = {each.split("-")[0] for each in cells}
    if any(each.endswith("-commercial") for each in cells):
        found.add("commerce")
    return tuple(risk for risk in KCSIE_RISKS if risk in found)
