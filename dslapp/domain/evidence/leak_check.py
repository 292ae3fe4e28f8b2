"""Whether anything that was to be hidden is left in a copy: in its file, its words, its label.

Public: `names_to_hide` (what a person may choose), `names_in`, `png_leftovers`, and `Findings`, which says it in words.
"""

import re
import struct
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.evidence.plain_pictures import PNG_START
from dslapp.domain.problems import UserProblem

_ONLY = (b"IHDR", b"IDAT", b"IEND")
_FEWEST_LETTERS = 3
"""Of a part of a name that is looked for by itself: shorter ones stand in other words."""
_DEPTH_AND_COLOURS = (8, 2)


class Findings(NamedTuple):
    """What the search of a copy found: what is wrong with it, and what was looked at, each a sentence."""

    problems: tuple[str, ...] = ()
    looked_at: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    """The names that are still there."""

    @property
    def in_words(self) -> str:
        """All of it, as it is kept with the copy."""
        return " ".join((*self.problems, *self.looked_at))

    def with_(self, other: "Findings") -> "Findings":
        """Both together."""
        return Findings(
            self.problems + other.problems, self.looked_at + other.looked_at,
            tuple(dict.fromkeys((*self.names, *other.names))),
        )  # fmt: skip


class LeakFound(UserProblem):
    """The copy still shows what it should hide, so it was not saved. The message names nobody; `findings` do."""

    def __init__(self, findings: Findings) -> None:
        super().__init__(
            f"The copy was not saved: {findings.problems[0][0].lower()}{findings.problems[0][1:]}",
            "Cover what is still there, or take off the list what may be seen.",
            field="names" if findings.names else "boxes",
        )
        self.findings = findings


def names_to_hide(case: CaseFile) -> tuple[str, ...]:
    """The names and handles of everybody in the case, children first, each once."""
    ordered = [*case.children, *case.present]
    found: list[str] = []
    for each in ordered:
        if each.person:
            found += [each.person.name, each.person.known_as]
        if each.account:
            found += [each.account.handle, each.account.display_name]
    return tuple(dict.fromkeys(name.strip() for name in found if name.strip()))


def names_in(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Those of `names` of which the whole, or a part of three letters or more, stands in a text as a word."""
    folded = _folded(text)
    return tuple(name for name in names if any(_stands_in(part, folded) for part in _parts(name)))


def png_leftovers(data: bytes) -> tuple[str, ...]:
    """What is in a PNG besides its dots, each in words; nothing for one that holds dots alone."""
    if not data.startswith(PNG_START):
        return ("it is not a PNG",)
    found: list[str] = []
    names: list[bytes] = []
    for name, body in _chunks(data):
        names.append(name)
        if name == b"IHDR" and struct.unpack(">BB", body[8:10]) != _DEPTH_AND_COLOURS:
            found.append("a layer that is see-through, or a palette")
        if name not in _ONLY:
            found.append(f"a part called {name.decode('latin-1')}")
    if names[:1] != [b"IHDR"] or names.count(b"IHDR") != 1 or names.count(b"IEND") != 1:
        found.append("more than one picture, or not a whole one")
    if not data.endswith(b"IEND\xaeB`\x82"):
        found.append("something behind its end")
    return tuple(dict.fromkeys(found))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(PNG_START)
    while at + 12 <= len(data):
        length, name = struct.unpack(">I4s", data[at : at + 8])
        yield name, data[at + 8 : at + 8 + min(length, 32)]
        at += 12 + length
        if name == b"IEND":
            break


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()


def _parts(name: str) -> Iterator[str]:
    whole = _folded(name).strip().lstrip("@")
    if whole:
        yield whole
    if "@" not in name and "." not in whole.strip("."):
        yield from (part for part in re.findall(r"[^\W_]+", whole) if len(part) >= _FEWEST_LETTERS)


def _stands_in(part: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text) is not None
