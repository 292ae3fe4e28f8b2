"""A document before it is drawn: what it says, in which order, as plain values."""

from datetime import datetime

import msgspec

from dslapp.documents.pictures import Picture
from dslapp.domain.case.chronology import ChronologyLine
from dslapp.domain.referral.content import ExhibitEntry, Fact

MARKING = "OFFICIAL – SENSITIVE when completed"


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """Who made the paper, when, and where the journal says so: the foot of every page."""

    school: str
    made_by: str = ""
    made_at: datetime | None = None
    """With a time zone; printed in Europe/London. None on a blank to be dated by hand."""
    entry: int | None = None
    """The number of the last journal entry when it was made."""
    seal: str = ""
    """The text by which the journal up to that entry can be recognised later."""


class Paragraph(msgspec.Struct, frozen=True):
    """Words of the school."""

    text: str
    strong: bool = False


class Quote(msgspec.Struct, frozen=True):
    """Somebody's exact words, set in another face beside a bar."""

    text: str
    said_by: str = ""
    """Who said or wrote it, to whom, when."""


class Typed(msgspec.Struct, frozen=True):
    """A line for somebody to type into a computer, letter by letter."""

    text: str


class Fields(msgspec.Struct, frozen=True):
    """Labels with their values, one under the other."""

    facts: tuple[Fact, ...]


class Table(msgspec.Struct, frozen=True):
    """Rows under column heads, which are repeated on each page. `shares` are the columns' parts of the width."""

    heads: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


class TickGrid(msgspec.Struct, frozen=True):
    """Boxes with ticks, such as the 3 × 4 matrix of harm. `ticked` holds (row, column) from 0."""

    columns: tuple[str, ...]
    rows: tuple[str, ...]
    ticked: frozenset[tuple[int, int]]


class Bullets(msgspec.Struct, frozen=True):
    """A list."""

    items: tuple[str, ...]
    numbered: bool = False


class Chronology(msgspec.Struct, frozen=True):
    """What happened and what was done, in order."""

    lines: tuple[ChronologyLine, ...]


class ExhibitSchedule(msgspec.Struct, frozen=True):
    """The list of exhibits with all that proves what each is."""

    entries: tuple[ExhibitEntry, ...]


class PicturePlate(msgspec.Struct, frozen=True):
    """One picture on a page of its own: whole, never larger than it is."""

    entry: ExhibitEntry
    picture: Picture


class QrCode(msgspec.Struct, frozen=True):
    """A square code of some text, for a phone's camera."""

    data: str
    caption: str
    side_mm: float = 55.0


class Groups(msgspec.Struct, frozen=True):
    """A long secret in numbered groups, set so that nobody mistakes a letter."""

    groups: tuple[str, ...]


class PathNode(msgspec.Struct, frozen=True):
    """One box of a drawn path: a question with its answer, or where the path ended."""

    title: str
    answer: str = ""
    note: str = ""
    superseded: bool = False
    """Answered so at first and differently later: drawn dashed."""


class FlowPath(msgspec.Struct, frozen=True):
    """The way that was taken through a flow, as boxes and arrows."""

    name: str
    nodes: tuple[PathNode, ...]


class Point(msgspec.Struct, frozen=True):
    """One numbered point of a first page."""

    number: int
    heading: str
    facts: tuple[Fact, ...]


class Points(msgspec.Struct, frozen=True):
    """The numbered points of a first page, set closely so that one look takes them in."""

    points: tuple[Point, ...]


class KeyBox(msgspec.Struct, frozen=True, kw_only=True):
    """The frame at the head of the first page: what is asked, by when, what is at risk, whom to ring."""

    points: tuple[Point, ...]
    """The first fact of the first point is the headline, set large and without its label."""
    ring: str = ""
    """A name and a number, as "Mrs R. Quillan, headteacher · 07700 900123"; the number is set large."""
    ring_label: str = "Ring tonight"


class Signatures(msgspec.Struct, frozen=True):
    """Lines to sign on, with who signs under each."""

    names: tuple[str, ...]


class Blanks(msgspec.Struct, frozen=True):
    """Ruled lines to write on by hand, under what is to be written there."""

    label: str
    lines: int = 1


Block = (
    Paragraph | Quote | Typed | Fields | Table | TickGrid | Bullets | Chronology | ExhibitSchedule | PicturePlate
    | QrCode | Groups | FlowPath | Points | Signatures | Blanks
)  # fmt: skip


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A heading with what stands under it; without a heading it goes on from the section before."""

    heading: str = ""
    blocks: tuple[Block, ...]
    new_page: bool = False


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A whole document."""

    title: str
    ref: str
    subtitle: str = ""
    provenance: Provenance
    marking: str = MARKING
    key_box: KeyBox | None = None
    sections: tuple[Section, ...]
