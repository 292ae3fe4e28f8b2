"""A page of plain words that is given as a PDF and as a text file alike: headings, paragraphs, steps, lines to type."""

import re
import textwrap
from collections.abc import Iterator
from typing import Literal

import msgspec

from dslapp.domain.pack.chosen import plain_ascii

PartKind = Literal["title", "heading", "paragraph", "step", "point", "typed"]
_WIDTH = 76
_STEP = re.compile(r"(\d+\. )(.*)")
_MARKS: tuple[tuple[str, PartKind], ...] = (("## ", "heading"), ("# ", "title"), ("* ", "point"), ("    ", "typed"))


class PagePart(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a page. A "typed" part is a line for a computer: it is never wrapped."""

    kind: PartKind
    text: str
    mark: str = ""
    """Of a step: its number, such as "2. "."""


def read_page(text: str) -> tuple[PagePart, ...]:
    """The parts of a text: `# title`, `## heading`, `1. step`, `* point`, four spaces before what is to be typed."""
    return tuple(_part(line) for line in text.splitlines() if line.strip())


def as_text(parts: tuple[PagePart, ...]) -> bytes:
    """The page for Notepad: ASCII, wrapped, lines ending as on Windows."""
    lines = [line for part, before in zip(parts, (None, *parts), strict=False) for line in _lines(part, before)]
    return ("\r\n".join(lines) + "\r\n").encode("ascii")


def _part(line: str) -> PagePart:
    for mark, kind in _MARKS:
        if line.startswith(mark):
            return PagePart(kind=kind, text=line.removeprefix(mark).strip())
    if step := _STEP.match(line):
        return PagePart(kind="step", text=step[2].strip(), mark=step[1])
    return PagePart(kind="paragraph", text=line.strip())


def _lines(part: PagePart, before: PagePart | None) -> Iterator[str]:
    text = plain_ascii(part.text)
    close = before is not None and before.kind == part.kind and part.kind in ("step", "point")
    if before is not None and not close:
        yield ""
    match part.kind:
        case "title" | "heading":
            yield text
            yield ("=" if part.kind == "title" else "-") * min(len(text), _WIDTH)
        case "typed":
            yield f"    {text}"
        case _:
            mark = part.mark or ("* " if part.kind == "point" else "")
            yield from textwrap.wrap(
                text, _WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark), break_on_hyphens=False,
                break_long_words=False,
            )  # fmt: skip
