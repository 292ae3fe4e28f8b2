"""Handles, addresses and times in words that a machine read: offered to a person, who looks whether they are so."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from dslapp.domain.evidence.exhibits import Exhibit, ExhibitText, SaidByFile, SaidOf

BY_MACHINE: Final = "read by machine"
MOST = 40
"""Of one exhibit: a long chat shows hundreds of times."""

_ADDRESS = re.compile(
    r"\b(?:https?://|www\.)[^\s<>\"“”]+"
    r"|(?<![@\w.-])(?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s<>\"“”]+",  # picloop.example/p/88
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w.@/:+-])@[a-z0-9_](?:[\w.-]*\w)?(?![\w@])", re.ASCII | re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w.-]+", re.ASCII)

_CLOCK = r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:\s?[ap]\.?m\b)?"
_HALF_DAY = r"(?:1[0-2]|0?[1-9])(?:\.[0-5]\d)?\s?[ap]\.?m\b"
_WITH_A_DOT = r"(?:[01]\d|2[0-3])\.[0-5]\d"  # 21.41: two digits before the dot, for 4.50 is mostly a price
_TIME = rf"(?:{_CLOCK}|{_HALF_DAY}|{_WITH_A_DOT})"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b"
)
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:{_WEEKDAY},?\s+)?(?:{_NUMBER}\s+{_MONTH}(?:,?\s+\d{{4}})?|{_MONTH}\s+{_NUMBER}(?:,?\s+\d{{4}})?"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4}|\d{1,2}/\d{1,2}/\d{2}|\d{1,2}\.\d{1,2}\.\d{4})"
)
_MOMENT = re.compile(
    rf"(?<![\w£$€.,:/-])(?:(?P<day>{_DATE}|today|yesterday|{_WEEKDAY})(?:,?\s+|\s+at\s+|,\s+at\s+){_TIME}"
    rf"|{_TIME}(?:,?\s+|\s+on\s+)(?P<then>{_DATE})|(?P<date>{_DATE})|{_TIME})"
    r"(?![\w%£€$-]|[.,:/]\d|\s(?:%|kg|g|km|cm|mb|gb|kb|pounds?|quid|euros?)\b)",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"(?<![\w.,:/£$€])\d{1,2}\s?(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?)"
    r"(?P<ago>\s+ago)?(?!\w)",
    re.IGNORECASE,
)
_MARKS = "·•|—–-"
"""Stand between a name and a time in a heading, as in "TownTalk · 2 h"."""


def has_unread_pictures(exhibit: Exhibit, texts: Sequence[ExhibitText]) -> bool:
    """Whether an exhibit may hold words that only a machine or a person can read: a picture, or a PDF without words.

    Never one that is withdrawn, erased, or not held here.
    """
    if exhibit.withdrawn or not exhibit.has_file or not exhibit.file_id:
        return False
    if exhibit.exhibit_kind == "picture":
        return True
    has_words = any(each.exhibit_id == exhibit.id and each.how == "text of the file" for each in texts)
    return exhibit.media_type == "application/pdf" and not has_words


def reading_of(exhibit_id: str, texts: Sequence[ExhibitText]) -> ExhibitText | None:
    """What a machine read in an exhibit, or None while none did."""
    return next((each for each in texts if each.exhibit_id == exhibit_id and each.how == "read by machine"), None)


def said_by_machine(texts: Sequence[ExhibitText], exhibit_id: str) -> tuple[SaidByFile, ...]:
    """What the machine's reading of one exhibit offers to its questions."""
    reading = reading_of(exhibit_id, texts)
    return found_in_words(reading.text) if reading else ()


def found_in_words(text: str) -> tuple[SaidByFile, ...]:
    """Handles, addresses and times in `text`, each as it stands there, once, in their order; none is a fact."""
    found: list[SaidByFile] = []
    for line in text.splitlines():
        found.extend(_in_line(line))
    return tuple(dict.fromkeys(found))[:MOST]


def _in_line(line: str) -> Iterator[SaidByFile]:
    here: list[tuple[int, SaidOf, str]] = []
    for match in _ADDRESS.finditer(line):
        here.append((match.start(), "address", _without_end(match.group())))
    rest = _ADDRESS.sub(_blank, line)  # what looks like a handle or a time in an address or a mailbox is none
    rest = _MAIL.sub(lambda match: _blank(match) if match.group().partition("@")[0] else match.group(), rest)
    for match in _HANDLE.finditer(rest):
        if any(letter.isalpha() for letter in match.group()):
            here.append((match.start(), "handle", match.group()))
    rest = _HANDLE.sub(_blank, rest)
    for match in _MOMENT.finditer(rest):
        dated = any(match.group(name) for name in ("day", "then", "date"))
        here.append((match.start(), "time" if dated else "clock", match.group().strip()))
    rest = _MOMENT.sub(_blank, rest)
    for match in _AGO.finditer(rest):
        if match["ago"] or _stands_alone(rest, match):
            here.append((match.start(), "clock", match.group()))
    for _, what, words in sorted(here):
        yield SaidByFile(what=what, text=words, source=BY_MACHINE)


def _stands_alone(line: str, match: re.Match[str]) -> bool:
    """Whether "2 h" is the whole line, or stands after a mark at its end or before the next mark."""
    before, after = line[: match.start()].rstrip(), line[match.end() :].lstrip()
    return (not before or before[-1] in _MARKS) and (not after or after[0] in _MARKS)


def _without_end(address: str) -> str:
    """An address without the punctuation of the sentence in which it stands."""
    bare = address.rstrip(".,;:!?…’'")
    return bare[:-1] if bare.endswith(")") and "(" not in bare else bare


def _blank(match: re.Match[str]) -> str:
    return "_" * len(match.group())
