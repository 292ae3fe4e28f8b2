"""The summaries for the LADO and the police: a first page to act on, then everything that their forms ask."""

from collections.abc import Mapping, Sequence

import msgspec

from dslapp.documents.document import (
    Block,
    Chronology,
    Document,
    ExhibitSchedule,
    Fields,
    KeyBox,
    Paragraph,
    PicturePlate,
    Point,
    Points,
    Provenance,
    Quote,
    Section,
    Signatures,
)
from dslapp.documents.drawing import fits_first_page
from dslapp.documents.guidance_appendix import guidance_sections
from dslapp.documents.pictures import Picture
from dslapp.domain.referral.content import Fact, PersonCard, ReferralContent
from dslapp.domain.referral.fields import FIELDS, FIRST_PAGE, FirstPagePoint, Need, ReferralField
from dslapp.domain.referral.referrals import Recipient
from dslapp.domain.school import say_lado, short_lado
from dslapp.domain.statements import Stated

_TITLES: dict[Recipient, str] = {"lado": "Summary for the LADO", "police": "Summary for the police"}
_IN_FRAME = 2
"""How many of the first page's points stand in its frame."""

_BRIEF = (520, 360, 240, 190, 150, 120, 95, 75, 60, 45, 35)
"""Characters of an answer on the first page, the most that fit it; a longer answer stands whole in its section."""

_ENDS = (".", "!", "?", "…", ":", ";", ",", ".”", "?”", "!”")
_EXACT = ("exact_words", "first_words")
_NOBODY: dict[Need, str] = {
    "required": "the school has not answered this yet",
    "conditional": "the school has not answered this yet",
    "optional": "not asked",
    "later": "follows from your answer",
}


def referral_summary(
    content: ReferralContent, made: Provenance, pictures: Mapping[str, Sequence[Picture]] | None = None
) -> Document:
    """The document for the LADO or the police.

    `pictures` are the exhibits' pictures by exhibit reference, one a page; without them the schedule stands alone.
    """
    ring = content.answers.get("phone_tonight", Stated())
    for characters in _BRIEF:
        points = tuple(_point(content, point, characters) for point in FIRST_PAGE[content.recipient])
        document = Document(
            title=say_lado(_TITLES[content.recipient], content.lado_label),
            ref=content.ref,
            subtitle=f"To {content.reader}",
            provenance=made,
            key_box=KeyBox(points=points[:_IN_FRAME], ring=_brief(ring, characters).in_words()),
            sections=(Section(blocks=(Points(points[_IN_FRAME:]),)),),
        )
        if fits_first_page(document):
            break
    return msgspec.structs.replace(
        document,
        sections=(
            *document.sections,
            *_form(content),
            *_people(content.people),
            *_record(content),
            *guidance_sections(content.guidance, content.outcome, in_full=False),
            Section(heading="Signed", blocks=(Signatures((made.made_by, "Case manager")),)),
            *_plates(content, pictures or {}),
        ),
    )


def _point(content: ReferralContent, point: FirstPagePoint, characters: int) -> Point:
    """One point. A single answer needs no label beside its heading."""
    labels = {field.id: _label(content, field) if len(point.fields) > 1 else "" for field in FIELDS[content.recipient]}
    facts = [
        Fact(labels[id_], _brief(_answer(content, id_), characters, as_said=id_ in _EXACT), id_ in _EXACT)
        for id_ in point.fields
    ]
    return Point(point.number, point.heading, tuple(facts))


def _label(content: ReferralContent, field: ReferralField) -> str:
    return say_lado(field.label, short_lado(content.lado_label))


def _answer(content: ReferralContent, field_id: str) -> Stated:
    """The answer as it is printed: an empty one says why it is empty."""
    answer = content.answers.get(field_id, Stated())
    if answer.answered:
        return answer
    need = next(field.need for field in FIELDS[content.recipient] if field.id == field_id)
    return Stated(unknown_because=_NOBODY[need])


def _brief(answer: Stated, characters: int, *, as_said: bool = False) -> Stated:
    text, reason = (
        _begun(_in_one_line(words, as_said=as_said), characters) for words in (answer.text, answer.unknown_because)
    )
    return Stated(text=text, unknown_because=reason)


def _in_one_line(words: str, *, as_said: bool) -> str:
    """Lines after one another: a semicolon ends one that has no stop; somebody's own words get a stroke between."""
    lines = [" ".join(line.split()) for line in words.splitlines() if line.strip()]
    if as_said:
        return " / ".join(lines)
    ended = [line if line.endswith(_ENDS) else f"{line};" for line in lines[:-1]]
    return " ".join((*ended, *lines[-1:]))


def _begun(words: str, characters: int) -> str:
    return words if len(words) <= characters else words[:characters].rsplit(" ", 1)[0] + " … (below)"


def _form(content: ReferralContent) -> list[Section]:
    """The fields of the forms, section by section, in their order."""
    sections: dict[str, list[Block]] = {}
    for field in FIELDS[content.recipient]:
        blocks = sections.setdefault(field.section, [])
        answer = _answer(content, field.id)
        if field.id in _EXACT and answer.text:
            blocks += [Paragraph(_label(content, field), strong=True), Quote(answer.text)]
        elif blocks and isinstance(blocks[-1], Fields):
            blocks[-1] = Fields((*blocks[-1].facts, Fact(_label(content, field), answer)))
        else:
            blocks.append(Fields((Fact(_label(content, field), answer),)))
    return [
        Section(heading=heading, blocks=tuple(blocks), new_page=index == 0)
        for index, (heading, blocks) in enumerate(sections.items())
    ]


def _people(cards: Sequence[PersonCard]) -> list[Section]:
    blocks: list[Block] = []
    for card in cards:
        blocks += [Paragraph(f"{card.role}: {card.name}", strong=True), Fields(card.facts)]
    return [Section(heading="People and accounts", blocks=tuple(blocks))] if blocks else []


def _record(content: ReferralContent) -> list[Section]:
    sections: list[Section] = []
    if content.chronology:
        sections.append(Section(heading="Chronology", blocks=(Chronology(content.chronology),)))
    if content.exhibits:
        told = (
            "The SHA-256 of an exhibit is a number computed from its file: the same number later shows that the file "
            "has not changed since the school took it in. It does not show that what the picture says is true. The "
            "school keeps the original file; pictures shown here leave out its notes, such as where a photo was taken."
        )
        sections.append(Section(heading="Exhibits", blocks=(Paragraph(told), ExhibitSchedule(content.exhibits))))
    return sections


def _plates(content: ReferralContent, pictures: Mapping[str, Sequence[Picture]]) -> list[Section]:
    plates = [PicturePlate(entry, picture) for entry in content.exhibits for picture in pictures.get(entry.ref, ())]
    return [Section(blocks=tuple(plates))] if plates else []
