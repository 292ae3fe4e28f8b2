"""Text files, and the chats among them: WhatsApp's exports in their several forms, and lines of a time and a name.

The words stay as the file has them. Which date format an export has depends on the phone that made it, and it does not
say: day and month are told apart where a number beyond 12 shows it, and are said to be a guess where none does.
"""

import re
from datetime import date
from typing import BinaryIO, Final

from dslapp.casebook.reading.file_types import TEXT
from dslapp.casebook.reading.findings import Findings
from dslapp.casebook.reading.words import begin, decoded

_DATE = r"(?P<a>\d{1,4})[./-](?P<b>\d{1,2})[./-](?P<c>\d{1,4})"
_TIME = r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?(?:\s?(?P<half>[AaPp])\.?\s?[Mm]\.?)?"
_MESSAGE = re.compile(rf"\u200e?\[?{_DATE},?\s+{_TIME}\]?(?:\s[-–]\s|\s|:\s)(?P<rest>.*)")
_TIMED = re.compile(rf"\[?(?:{_DATE},?[T\s]+)?{_TIME}\]?\s*[-–]?\s*(?P<rest>.*)")
_SENDER = re.compile(r"\u200e?<?(?P<who>[^:<>\[\]]{1,80})>?\s?:\s")
_LEFT_OUT = re.compile(
    r"<?\b(?:media|image|video|audio|sticker|gif|document|contact card|medien|multimedia|médias?)\b[^:\n]{0,20}"
    r"\b(?:omitted|ausgeschlossen|omitido|omis)\b",
    re.IGNORECASE,
)
_ENOUGH_LINES = 200
_MOST_PEOPLE = 50
_SOURCE: Final = "chat export"


def look(source: BinaryIO) -> Findings:
    """Read a text file; a chat among them says who wrote, and from when to when."""
    found = Findings("document", TEXT)
    if read(begin(source, found), found):
        found.kind = "chat"
    return found


def read(data: bytes, found: Findings) -> bool:
    """Add the words of a text, and what it says of itself where it is a chat. Whether it is one."""
    text = decoded(data, found).replace("\r\n", "\n").replace("\r", "\n")
    found.read(text)
    lines = text.splitlines()
    messages = _messages(lines, _MESSAGE) or _messages(lines, _TIMED)
    if not messages:
        return False
    _say_people(messages, found)
    _say_times(messages, found)
    if left_out := sum(1 for line in lines if _LEFT_OUT.search(line)):
        found.note("left out once" if left_out == 1 else "left out", left_out)
    return True


def _messages(lines: list[str], pattern: re.Pattern[str]) -> list[re.Match[str]]:
    """The lines that open a message, or none when too few of the first lines do: then it is no chat."""
    first = [line for line in lines[:_ENOUGH_LINES] if line.strip()]
    opening = [match for line in first if (match := pattern.match(line[:1000]))]
    named = [match for match in opening if _SENDER.match(match["rest"])]
    if len(named) < 2 or (pattern is _TIMED and len(opening) * 2 < len(first)):
        return []
    return [match for line in lines if (match := pattern.match(line[:1000]))]


def _say_people(messages: list[re.Match[str]], found: Findings) -> None:
    senders = (match["who"].strip() for each in messages if (match := _SENDER.match(each["rest"])))
    people = list(dict.fromkeys(senders))
    for who in people[:_MOST_PEOPLE]:
        found.say("handle" if who.startswith("@") else "from", who, _SOURCE)
    if len(people) > _MOST_PEOPLE:
        found.note("names given", len(people), _MOST_PEOPLE)


def _say_times(messages: list[re.Match[str]], found: Findings) -> None:
    dated = [each for each in messages if each["a"]]
    if not dated:
        found.note("no dates")
        return
    order = _order(dated)
    for word, each in (("first", dated[0]), ("last", dated[-1])):
        stamp = each.group(0)[: each.start("rest")].strip(" \u200e[]-–:")
        day = _day(each, order or "day first")
        read = f"{day:%Y-%m-%d} {_clock(each)} (“{stamp}” in the file)" if day else stamp
        found.say("time", f"{word} message {read}", _SOURCE)
    if not order:
        found.note("day first")


def _order(dated: list[re.Match[str]]) -> str:
    """Which of day, month and year comes first; empty when the dates do not show it."""
    if any(len(each["a"]) == 4 for each in dated):
        return "year first"
    if any(int(each["a"]) > 12 for each in dated):
        return "day first"
    if any(int(each["b"]) > 12 for each in dated):
        return "month first"
    return "day first" if all(each.group(0).count(".", 0, each.end("c")) == 2 for each in dated) else ""


def _day(message: re.Match[str], order: str) -> date | None:
    a, b, c = (int(message[name]) for name in "abc")
    year, month, day = {"year first": (a, b, c), "day first": (c, b, a), "month first": (c, a, b)}[order]
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def _clock(message: re.Match[str]) -> str:
    hour = int(message["hour"])
    if message["half"]:
        hour = hour % 12 + (12 if message["half"].lower() == "p" else 0)
    return f"{hour:02}:{message['minute']}" + (f":{message['second']}" if message["second"] else "")
