"""A row of the guidance in words, part by part, and what differs between two rows, word by word.

Public: `row_parts(row, name)`, `Piece`, `word_pieces(old, new)`, `PartDifference`, `differences(old, new, name)`.
"""

import difflib
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Literal

import msgspec

from dslapp.domain.local_time import say_day
from dslapp.domain.own_guidance.row_content import plain_row

PieceKind = Literal["same", "taken out", "put in"]
Naming = Callable[[str], str]
"""The words of the step, flow, source or contact that an id names."""

_PARTS = {
    "type": "Kind of step", "text": "What it says", "points": "Points", "why": "Why we ask", "sources": "Sources",
    "check_locally": "Check locally", "only_if": "Asked only if", "otherwise": "Otherwise goes on to",
    "next": "Leads to", "record": "To be written", "clocks": "Time limit", "locks": "Not yet", "documents": "Papers",
    "contacts": "Whom to ring", "sets": "Then it is known", "mandatory": "Mandatory route", "answers": "Answer",
    "fact": "Is remembered as", "safer": "Safer answer", "code": "Code", "in_school": "Ends in school",
    "not_referred": "Not referred", "flow": "Other guidance", "how": "How it goes there", "label": "Words",
    "note": "Note beside it", "opens": "Opens as well", "within": "Within", "from": "Counted from",
    "must_be_known": "Must be known", "options": "Choice", "help": "Help", "reason": "Reason", "until": "Until",
    "when": "When", "checked_on": "Checked on", "key": "Key", "id": "Id", "heading": "Heading", "do": "What to do",
}  # fmt: skip
_NAMES = frozenset({"next", "otherwise", "sources", "contacts", "flow", "opens"})
_KINDS = {
    "question": "Question with one answer", "choices": "Question with several answers", "action": "Something to do",
    "stop": "Stop", "outcome": "End", "goto": "Other guidance",
}  # fmt: skip
_WORDS = re.compile(r"\s+|\S+")


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """Some words of a comparison."""

    kind: PieceKind
    text: str


class PartDifference(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a row that differs: its name, both texts, and the words that differ."""

    part: str
    old: str
    new: str
    pieces: tuple[Piece, ...]


def row_parts(row: msgspec.Struct | None, name: Naming = str) -> dict[str, str]:
    """The parts of a row by their names; none for a row that is not there. `name` puts ids into words."""
    return dict(_parts(plain_row(row), name, "")) if row is not None else {}


def differences(
    old: msgspec.Struct | None, new: msgspec.Struct | None, name: Naming = str
) -> tuple[PartDifference, ...]:
    """The parts in which `new` differs from `old`, in the order of the new row."""
    before, after = row_parts(old, name), row_parts(new, name)
    return tuple(
        PartDifference(part=part, old=was, new=now, pieces=word_pieces(was, now))
        for part in dict.fromkeys((*after, *before))
        if (was := before.get(part, "")) != (now := after.get(part, ""))
    )


def word_pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Compare two texts word by word."""
    was, now = _WORDS.findall(old), _WORDS.findall(new)
    pieces: list[Piece] = []
    gone, come = "", ""
    for _, a, b, c, d in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        kept = "".join(was[a:b]) if was[a:b] == now[c:d] else ""
        if kept and (kept.strip() or not (gone or come)):
            pieces += _changed(gone, come)
            pieces.append(Piece(kind="same", text=kept))
            gone, come = "", ""
        else:  # a space alone between changed words belongs to them: phrases are compared, not single words
            gone, come = gone + "".join(was[a:b]), come + "".join(now[c:d])
    return (*pieces, *_changed(gone, come))


def _changed(gone: str, come: str) -> list[Piece]:
    pieces = (Piece(kind="taken out", text=gone), Piece(kind="put in", text=come))
    return [piece for piece in pieces if piece.text]


def _parts(plain: Mapping[str, object], name: Naming, prefix: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for field, value in plain.items():
        label = "Kind" if prefix and field == "type" else _PARTS.get(field, field.replace("_", " ").capitalize())
        part = f"{prefix}{label[0].lower()}{label[1:]}" if prefix else label
        if isinstance(value, list) and value and isinstance(value[0], dict):
            for number, each in enumerate(value, start=1):
                called = str(each.get("label") or each.get("id") or each.get("what") or number)
                own = str(each.get("id") or each.get("what") or number)
                found.append((f"{part} “{own}”", called))
                rest = {key: said for key, said in each.items() if key not in ("id", "label", "what")}
                found += _parts(rest, name, f"{part} “{own}”: ")
        elif field != "id":
            found.append((part, _said(field, value, name)))
    return found


def _said(field: str, value: object, name: Naming) -> str:
    match value:
        case bool():
            return "Yes" if value else "No"
        case date():
            return say_day(value)
        case list():
            parts = [name(str(each)) if field in _NAMES else str(each) for each in value]
            return "\n".join(parts)
        case dict():
            return "\n".join(f"{key}: {_said('', each, name)}" for key, each in value.items())
        case str():
            return _KINDS.get(value, value) if field == "type" else name(value) if field in _NAMES else value
    return str(value)
