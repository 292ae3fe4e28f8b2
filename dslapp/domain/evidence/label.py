"""What stands on the label of an exhibit: enough to know it again, and no child's name for whoever carries the bag."""

import re
from collections.abc import Iterator

import msgspec

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.case.case_words import when_in_words
from dslapp.domain.evidence.exhibits import Exhibit

_A_NAME = 3
"""Letters from which a part of a name is looked for by itself."""
_KINDS = {"imagery not held": "Not held: recorded in words only", "not here yet": "Not here yet"}


class ExhibitLabel(msgspec.Struct, frozen=True, kw_only=True):
    """One label, in words."""

    ref: str
    case_ref: str
    description: str
    captured: str
    place: str
    sha256: str
    producer: str

    @property
    def statement(self) -> str:
        """The words by which a court knows it (records.md C.4)."""
        return f"Exhibit {self.ref}, referred to in the statement of {self.producer}, dated"

    @property
    def hash_groups(self) -> tuple[str, ...]:
        """The SHA-256 in two rows of eight groups of four, so that two people can compare it aloud."""
        groups = [self.sha256[start : start + 4] for start in range(0, len(self.sha256), 4)]
        return tuple(" ".join(groups[start : start + 8]) for start in range(0, len(groups), 8))


def label_of(exhibit: Exhibit, case: CaseFile) -> ExhibitLabel:
    """The label of one exhibit of `case`.

    The description and the place are those of the record without the names and accounts of the children in the case,
    without the whole address (it leads to what was seen) and without the name of the file: anybody may see a label.
    While no child is entered in the case, nothing knows which name is a child's: then the description stays away.
    """
    place = " · ".join(filter(None, (exhibit.platform.strip(), exhibit.app_area.strip())))
    if not place and exhibit.has_file:
        place = "see the record" if exhibit.place.text.strip() else exhibit.place.in_words()
    knows_children = any(each.is_child and each.person is not None for each in case.present)
    described = exhibit.description.strip()
    if described and not knows_children:
        described = "See the record"
    said = described or _KINDS.get(exhibit.exhibit_kind, exhibit.exhibit_kind.capitalize())
    captured = when_in_words(exhibit.captured) if exhibit.has_file else "not captured here"
    return ExhibitLabel(
        ref=exhibit.ref, case_ref=case.incident.ref, description=without_children(said, case),
        captured=without_children(captured[0].upper() + captured[1:], case),
        place=without_children(place, case) if exhibit.has_file else "see the record", sha256=exhibit.sha256,
        producer=case.name_of(exhibit.attached_by),
    )  # fmt: skip


def without_children(text: str, case: CaseFile) -> str:
    """The text with "a child" where a child of the case is named, in whole or in part, or by an account."""
    for name in sorted(set(_names(case)), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "a child", text, flags=re.IGNORECASE)
    text = re.sub(r"a child(?:[ ,]+a child)+", "a child", text)
    return text[:1].upper() + text[1:] if text.startswith("a child") else text


def _names(case: CaseFile) -> Iterator[str]:
    for each in case.present:
        if each.account is not None:
            yield from (part for part in (each.account.handle, each.account.display_name) if part)
        if each.is_child and each.person is not None:
            for name in filter(None, (each.person.name, each.person.known_as)):
                yield name
                yield from (part for part in re.split(r"[\s.,]+", name) if len(part) >= _A_NAME)
