"""What one referral says: the answers to the form's fields, and the tables that go with them, as plain values."""

import msgspec

from dslapp.domain.case.chronology import ChronologyLine
from dslapp.domain.referral.referrals import Recipient
from dslapp.domain.school import LADO_LABELS
from dslapp.domain.statements import Stated


class Fact(msgspec.Struct, frozen=True):
    """One labelled answer about a person, a decision or a case."""

    label: str
    value: Stated
    exact_words: bool = False
    """Whether the text is what somebody said or wrote, to be set as a quotation."""


class PersonCard(msgspec.Struct, frozen=True, kw_only=True):
    """A person as the reader needs them: the part they play here, and what is known of them."""

    role: str
    """In the field's words: "Child affected", "Member of staff", "Parent"."""
    name: str
    facts: tuple[Fact, ...] = ()


class CopyEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A copy of an exhibit that goes with a paper; for whom it was made stays in the record."""

    ref: str
    kind: str
    description: str = ""
    sha256: str
    in_place: bool = True
    """Whether it is shown in place of the original."""


class ExhibitEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the exhibit schedule. Times are already in words, with GMT or BST."""

    ref: str
    description: str
    captured_when: Stated
    captured_where: Stated
    captured_by: Stated
    shown_time: Stated = Stated()
    sha256: str = ""
    original_name: str = ""
    size: int = 0
    """Bytes; 0 where there is no file."""
    held: str = ""
    """Where it is, for what the school does not hold as a file: who has it, where, in which state."""
    kind: str = ""
    """What its file is, where it is no picture: "E-mail", "Film (MP4), 0:42 long"."""
    read_from_file: str = ""
    """What the file says of itself, which nobody checked."""
    words: str = ""
    """How the text of the file begins."""
    words_cut: bool = False
    written: str = ""
    """What is said in a recording, in the words of whoever heard it, with whose they are."""
    also_in: str = ""
    """The other cases in which it is, for the school's own case file."""
    copies: tuple[CopyEntry, ...] = ()


class GuidanceStep(msgspec.Struct, frozen=True, kw_only=True):
    """One answered step: the question as asked, the answer, the reason, who and when."""

    flow: str
    """The flow's title."""
    question: str
    answer: str
    reason: str = ""
    who: str = ""
    when: str = ""
    source: str = ""
    edition: str = ""
    recorded: tuple[Fact, ...] = ()
    superseded: bool = False
    changed: str = ""
    """For an answer that was taken back: when, by whom and why."""


class ReferralContent(msgspec.Struct, frozen=True, kw_only=True):
    """A LADO or police summary before it is laid out. `answers` is keyed by the ids of `fields`."""

    recipient: Recipient
    ref: str
    reader: str
    """The agency as the school calls it, such as "LADO (Designated Officer), Saltmarsh"."""
    lado_label: str = LADO_LABELS[0]
    answers: dict[str, Stated]
    people: tuple[PersonCard, ...] = ()
    chronology: tuple[ChronologyLine, ...] = ()
    exhibits: tuple[ExhibitEntry, ...] = ()
    guidance: tuple[GuidanceStep, ...] = ()
    outcome: str = ""
    """Where the guidance ended, in its own words."""
