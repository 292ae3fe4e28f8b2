"""Whom a pack is for, and the words that this decides: of its notes, its first page, and the page that makes it."""

from typing import Literal

import msgspec

from dslapp.domain.school import say_lado, short_lado

PackReader = Literal["police", "lado", "social care", "other"]


class ReaderWords(msgspec.Struct, frozen=True, kw_only=True):
    """How one reader is spoken of, and to."""

    choice: str
    """As it stands beside a tick: "The police"."""
    who: str
    """In a sentence: "the officer"."""
    notes_file: str
    notes_title: str
    statement: str
    """What the notes are not, and who can say more."""
    signs: str
    """What whoever signs the receipt writes."""
    keeps: str
    """By which rules it is kept."""
    on_image: str
    """What to do where a sexual image of a child is found in it."""
    reference: str
    """What their own number is called."""
    recipient_hint: str
    ask_how: str
    """How it gets to them."""
    opens_zip: str
    """Whether they can open an encrypted ZIP file."""


_BIG = "Over 20 MB an e-mail fails."
_ASK_7ZIP = "Ask whether they have 7-Zip, which opens it; else use their portal."
_AGENCY = "This is no statement of a witness. The people below can say more, and can produce the exhibits if asked."
_RING_POLICE = "Close it, and ring the police (101; 999 if a child is in danger) and the school."
_WORDS: dict[PackReader, ReaderWords] = {
    "police": ReaderWords(
        choice="The police", who="the officer", notes_file="NOTES-FOR-THE-OFFICER.pdf",
        notes_title="Notes for the officer",
        statement="This is not a witness statement (MG11). If you need one, take it from the people below: they can "
        "produce the exhibits under the references that this pack uses.",
        signs="Name, rank and number  ·  force or agency  ·  your reference",
        keeps="as your force's rules for evidence say (CPIA)",
        on_image="Ring the school, and do as your force's rules say.",
        reference="Crime, URN or incident number", recipient_hint="Name or number, and the force or agency.",
        ask_how="Ask the officer how: most forces send you an upload link. Else secure e-mail (CJSM, Egress), or an "
        f"encrypted stick handed over. {_BIG}",
        opens_zip="7-Zip opens it, which police computers have.",
    ),
    "lado": ReaderWords(
        choice="The LADO", who="the LADO", notes_file="NOTES-FOR-THE-LADO.pdf", notes_title="Notes for the LADO",
        statement=_AGENCY, signs="Name and role  ·  authority  ·  your reference",
        keeps="as your authority's rules for allegations say", on_image=_RING_POLICE,
        reference="The LADO's reference", recipient_hint="Name, and the authority.",
        ask_how=f"Ask the LADO how: most authorities have a portal or secure e-mail (Egress). {_BIG}",
        opens_zip=_ASK_7ZIP,
    ),
    "social care": ReaderWords(
        choice="Children's social care", who="the social worker", notes_file="NOTES-FOR-SOCIAL-CARE.pdf",
        notes_title="Notes for children's social care", statement=_AGENCY,
        signs="Name and role  ·  authority  ·  your reference",
        keeps="as your authority's rules for children's records say", on_image=_RING_POLICE,
        reference="Social care's reference", recipient_hint="Name and role, and the authority.",
        ask_how=f"Ask the social worker how: most authorities have a portal or secure e-mail (Egress). {_BIG}",
        opens_zip=_ASK_7ZIP,
    ),
    "other": ReaderWords(
        choice="Somebody else", who="whoever gets it", notes_file="NOTES-ON-THE-EXHIBITS.pdf",
        notes_title="Notes on the exhibits", statement=_AGENCY,
        signs="Name and role  ·  for whom  ·  your reference",
        keeps="where only those who must see it can, and no longer than you need it", on_image=_RING_POLICE,
        reference="Their reference", recipient_hint="Name and role, and for whom they act.",
        ask_how="Ask them how: by a portal, by secure e-mail (Egress), or on an encrypted stick handed over. "
        f"Never by plain e-mail. {_BIG}",
        opens_zip=_ASK_7ZIP,
    ),
}  # fmt: skip


def words_for(reader: PackReader, lado_label: str = "") -> ReaderWords:
    """The words for a reader; the LADO is called as the school's authority does."""
    words = _WORDS[reader]
    if reader != "lado" or not lado_label:
        return words
    said = {name: say_lado(text, short_lado(lado_label)) for name, text in msgspec.structs.asdict(words).items()}
    return ReaderWords(**{**said, "notes_file": words.notes_file})
