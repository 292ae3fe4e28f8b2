"""Bytes into words: the alphabet that a text is written in, and the words of a web page. Runs in the child only."""

import codecs
import re
from contextlib import suppress
from html.parser import HTMLParser
from typing import BinaryIO

from charset_normalizer import from_bytes

from dslapp.casebook.reading.findings import Findings

MOST_READ = 2 << 20
"""Bytes of a text that are read at most."""
_SAMPLE = 1 << 16
_PIECE = 1 << 15
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)\s*(\S+)", re.IGNORECASE)


def decoded(data: bytes, found: Findings, charset: str = "") -> str:
    """Bytes as text, by their mark, by `charset`, as UTF-8, or else by the likeliest alphabet, which is then noted."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace").removeprefix("\ufeff")
    with suppress(LookupError, ValueError):
        return data.decode(charset) if charset else _utf8(data)
    with suppress(ValueError):
        return _utf8(data)
    found.note("alphabet")
    best = from_bytes(data[:_SAMPLE]).best()
    return data.decode(best.encoding if best else "cp1252", "replace")


def begin(source: BinaryIO, found: Findings) -> bytes:
    """The first bytes of a text, as many as are read."""
    data = source.read(MOST_READ + 1)
    if len(data) > MOST_READ:
        found.text_cut = True
    return data[:MOST_READ]


def read_page(html: str, found: Findings) -> None:
    """Add the words of a web page, its title and its address. Nothing is rendered, run or fetched."""
    page = _Page(found)
    for at in range(0, len(html), _PIECE):
        page.feed(html[at : at + _PIECE])
        if found.late:  # the library's time may grow with the square of a page that is not well formed
            found.text_cut = True
            break
    else:
        page.close()
    lines = (" ".join(line.split()) for line in "".join(page.words).splitlines())
    found.read(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n")


class _Page(HTMLParser):
    """Gathers what would be read on a page."""

    _UNSEEN = frozenset({"script", "style", "template", "noscript", "svg", "head"})
    _IN_LINE = frozenset(
        {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "kbd", "mark", "q", "s", "small", "span"}
        | {"strong", "sub", "sup", "time", "u"}
    )

    def __init__(self, found: Findings) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._found, self._unseen = found, ""
        self._title: list[str] | None = None
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where the page was, and leave out what nobody would see."""
        named = dict(attrs)
        if tag == "title":
            self._title = []
        elif tag == "link" and (named.get("rel") or "").lower() == "canonical":
            self._found.say("address", named.get("href"), "web page")
        elif tag == "meta" and (named.get("property") or named.get("name") or "").lower() in ("og:url", "twitter:url"):
            self._found.say("address", named.get("content"), "web page")
        elif tag == "base":
            self._found.say("address", named.get("href"), "web page")
        if not self._unseen and tag in self._UNSEEN:
            self._unseen = tag
        elif self._unseen == "head" and tag == "body":  # the head's end may be left out
            self._unseen = ""
        elif not self._unseen and tag == "img" and named.get("alt"):
            self.words.append(f" [picture: {named['alt']}] ")
        if not self._unseen and tag not in self._IN_LINE:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """A block ends with its line."""
        if tag == "title" and self._title is not None:
            self._found.say("title", "".join(self._title), "web page")
            self._title = None
        if tag == self._unseen:
            self._unseen = ""
        elif not self._unseen and tag not in self._IN_LINE:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        """Words."""
        if self._title is not None:
            self._title.append(data)
        elif not self._unseen:
            self.words.append(data)

    def handle_comment(self, data: str) -> None:
        """A browser notes there where the page came from."""
        if saved := _SAVED_FROM.search(data):
            self._found.say("address", saved[1], "web page, as it was saved")


def _utf8(data: bytes) -> str:
    """UTF-8 that may end in the middle of a character. Raises UnicodeDecodeError."""
    return codecs.getincrementaldecoder("utf-8")().decode(data)
