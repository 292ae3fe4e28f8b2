"""Breaks a paragraph into lines of a given width."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from dslapp.documents.faces import Style, clusters
from dslapp.documents.shaping import Letter, Run, letters, shape, visual_order

Spans = Sequence[tuple[str, Style]]


class Line(NamedTuple):
    """One line as drawn: its runs from left to right, its width in points, and on which side it begins."""

    runs: tuple[Run, ...]
    width: float
    right_to_left: bool
    leading: float


class _Word(NamedTuple):
    runs: list[Run]
    width: float
    space: list[Run]
    space_width: float
    letters: Sequence[Letter]


_WORD = re.compile(r"\S*?[-\u2010\u2013\u2014](?=\w)|\S+")
_IDEOGRAPH = re.compile(r"[\u2e80-\u2fdf\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_CLOSING = "、。，．！？；：）」』】〉》”’)!?,.;:"
_SOFT = "/._-?&=@:+#\\"
"""Where an address, a file name or a hash may be broken when it does not fit on a line of its own."""


def break_lines(spans: Spans, width: float) -> list[Line]:
    """The lines of one paragraph. Explicit line breaks are kept; a word wider than the line is broken."""
    lines: list[Line] = []
    for paragraph in _paragraphs(spans):
        leading = max((style.leading for _, style in paragraph), default=0.0)
        marked, right_to_left = letters(paragraph)
        words = [piece for word in _words(marked) for piece in _fitting(word, width)]
        lines += _fill(words, width, right_to_left, leading)
    return lines


def text_width(text: str, style: Style) -> float:
    """How wide a text is on one line, in points."""
    marked, _ = letters([(text, style)])
    return sum(run.width for run in shape(marked))


def _paragraphs(spans: Spans) -> list[list[tuple[str, Style]]]:
    paragraphs: list[list[tuple[str, Style]]] = [[]]
    for text, style in spans:
        first, *rest = re.split(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", text)
        paragraphs[-1].append((first, style))
        paragraphs += [[(part, style)] for part in rest]
    return paragraphs


def _words(marked: Sequence[Letter]) -> Iterator[_Word]:
    text = "".join(letter.char for letter in marked)
    position = 0
    for match in _WORD.finditer(text.replace("\u00a0", "_").replace("\u202f", "_")):
        if match.start() > position:
            yield _word([], marked[position : match.start()])
        position = match.end()
        while position < len(text) and text[position].isspace() and text[position] not in "\u00a0\u202f":
            position += 1
        cuts = [match.start(), *_ideograph_breaks(text, match.start(), match.end())]
        for start, end in pairwise(cuts):
            yield _word(marked[start:end], [])
        yield _word(marked[cuts[-1] : match.end()], marked[match.end() : position])
    if position < len(text) and position == 0:
        yield _word([], marked)


def _ideograph_breaks(text: str, start: int, end: int) -> list[int]:
    return [
        index
        for index in range(start + 1, end)
        if (_IDEOGRAPH.match(text[index]) or _IDEOGRAPH.match(text[index - 1])) and text[index] not in _CLOSING
    ]


def _word(word: Sequence[Letter], space: Sequence[Letter]) -> _Word:
    runs, spaces = shape(word) if word else [], shape(space) if space else []
    return _Word(runs, sum(run.width for run in runs), spaces, sum(run.width for run in spaces), word)


def _fitting(word: _Word, width: float) -> Iterator[_Word]:
    """The word itself, or pieces of it that fit: broken after a soft mark if there is one, else anywhere."""
    if word.width <= width:
        yield word
        return
    rest = word.letters
    while True:
        cut = _longest_prefix(rest, width)
        if cut == len(rest):
            break
        soft = next((i for i in range(cut, cut // 2, -1) if rest[i - 1].char in _SOFT), cut)
        yield _word(rest[:soft], [])
        rest = rest[soft:]
    last = _word(rest, [])
    yield last._replace(space=word.space, space_width=word.space_width)


def _longest_prefix(word: Sequence[Letter], width: float) -> int:
    """The number of letters, at least one cluster, that fit."""
    ends: list[int] = []
    for cluster in clusters("".join(letter.char for letter in word)):
        ends.append((ends[-1] if ends else 0) + len(cluster))
    low, high = 0, len(ends) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if sum(run.width for run in shape(word[: ends[middle]])) <= width:
            low = middle
        else:
            high = middle - 1
    return ends[low]


def _fill(words: Sequence[_Word], width: float, right_to_left: bool, leading: float) -> list[Line]:
    lines: list[Line] = []
    row: list[_Word] = []
    used = 0.0
    for word in words:
        if row and used + word.width > width + 0.01:
            lines.append(_line(row, right_to_left, leading))
            row, used = [], 0.0
        row.append(word)
        used += word.width + word.space_width
    lines.append(_line(row, right_to_left, leading))
    return lines


def _line(row: Sequence[_Word], right_to_left: bool, leading: float) -> Line:
    runs: list[Run] = []
    for index, word in enumerate(row):
        runs += word.runs
        if index < len(row) - 1:
            runs += word.space
    return Line(tuple(visual_order(runs)), sum(run.width for run in runs), right_to_left, leading)
