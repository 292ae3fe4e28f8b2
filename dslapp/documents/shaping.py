"""From words to glyphs: which face, which direction, which shapes, and what the reader's clipboard gets back."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import uharfbuzz as hb
from bidi import algorithm as bidi_algorithm  # type: ignore[import-untyped]  # ships no types

from dslapp.documents.faces import ENLARGED, Face, Style, clusters, face, face_for

_NO_DIRECTION = {"", "BN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


class Glyph(NamedTuple):
    """One drawn shape; distances in font units."""

    id: int
    advance: int
    dx: int
    dy: int


class Cluster(NamedTuple):
    """The glyphs that belong together and the text that they stand for."""

    text: str
    glyphs: tuple[Glyph, ...]


class Run(NamedTuple):
    """Clusters of one face, size and direction, from left to right as drawn. `width` is in points."""

    face: Face
    size: float
    level: int
    clusters: tuple[Cluster, ...]
    width: float


class Letter(NamedTuple):
    """One character of a paragraph with all that decides how it is drawn."""

    char: str
    style: Style
    face: str
    script: str
    level: int


def letters(spans: Sequence[tuple[str, Style]]) -> tuple[list[Letter], bool]:
    """Every character of a paragraph, ready for shaping, and whether the paragraph runs from right to left.

    A character that no font has becomes a visible [U+XXXX].
    """
    chosen: list[tuple[str, Style, str]] = []
    for text, style in spans:
        for cluster in clusters(text.replace("\t", "    ")):
            chosen += [(char, style, name) for char, name in _drawable(cluster, style.face)]
    text = "".join(char for char, _, _ in chosen)
    levels, right_to_left = _levels(text)
    result: list[Letter] = []
    script = "Latn"
    for (char, style, name), level in zip(chosen, levels, strict=True):
        script = _script(char) or script
        result.append(Letter(char, style, name, script, level))
    return result, right_to_left


def shape(word: Sequence[Letter]) -> list[Run]:
    """The runs of a word, in reading order."""
    runs: list[Run] = []
    start = 0
    for end in range(1, len(word) + 1):
        if end == len(word) or word[end][1:] != word[start][1:]:
            first = word[start]
            text = "".join(letter.char for letter in word[start:end])
            shaped, units = _shape(text, first.face, first.script, first.level % 2 == 1)
            drawn_by = face(first.face)
            size = first.style.size * ENLARGED.get(first.face, 1.0)
            runs.append(Run(drawn_by, size, first.level, shaped, units * size / drawn_by.upem))
            start = end
    return runs


def visual_order(runs: Sequence[Run]) -> list[Run]:
    """The runs of a line from left to right (rule L2 of the Unicode bidirectional algorithm)."""
    ordered = list(runs)
    highest = max((run.level for run in ordered), default=0)
    for level in range(highest, 0, -1):
        start = 0
        while start < len(ordered):
            end = start
            while end < len(ordered) and ordered[end].level >= level:
                end += 1
            ordered[start:end] = reversed(ordered[start:end])
            start = end + 1
    return ordered


def _drawable(cluster: str, primary: str) -> list[tuple[str, str]]:
    name = face_for(cluster, primary)
    if name is not None:
        return [(char, name) for char in cluster]
    drawn: list[tuple[str, str]] = []
    for char in cluster:
        alone = face_for(char, primary)
        if alone is not None:
            drawn.append((char, alone))
        else:
            drawn += [(shown, primary) for shown in f"[U+{ord(char):04X}]"]
    return drawn


def _levels(text: str) -> tuple[list[int], bool]:
    """The direction level of each character: even is left to right, odd is right to left."""
    if not any("\u0590" <= char <= "\u08ff" or "\ufb1d" <= char <= "\ufeff" or char >= "\U00010800" for char in text):
        return [0] * len(text), False
    kept = [index for index, char in enumerate(text) if not _formatting(char)]
    visible = "".join(text[index] for index in kept)
    base: int = bidi_algorithm.get_base_level(visible)
    storage = bidi_algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, ("L", "R")[base]
    bidi_algorithm.get_embedding_levels(visible, storage)
    bidi_algorithm.explicit_embed_and_overrides(storage)
    bidi_algorithm.resolve_weak_types(storage)
    bidi_algorithm.resolve_neutral_types(storage, False)
    bidi_algorithm.resolve_implicit_levels(storage, False)
    found = dict(zip(kept, (char["level"] for char in storage["chars"]), strict=True))
    levels: list[int] = []
    for index in range(len(text)):
        levels.append(found.get(index, levels[-1] if levels else base))
    return levels, base % 2 == 1


def _formatting(char: str) -> bool:
    """Characters without a direction of their own, or newer than Python: they take the level of what stands before."""
    return unicodedata.bidirectional(char) in _NO_DIRECTION


@lru_cache(maxsize=20_000)
def _script(char: str) -> str:
    """The ISO 15924 script of a character, or "" for what all scripts share."""
    buffer = hb.Buffer()
    buffer.add_codepoints([ord(char)])
    buffer.guess_segment_properties()
    found = buffer.script or ""
    return "" if found in ("Zyyy", "Zinh", "Zzzz") else found


@lru_cache(maxsize=50_000)
def _shape(text: str, face_name: str, script: str, right_to_left: bool) -> tuple[tuple[Cluster, ...], int]:
    buffer = hb.Buffer()
    buffer.add_codepoints([ord(char) for char in text])
    buffer.direction = "rtl" if right_to_left else "ltr"
    buffer.script = script
    buffer.language = "en"
    hb.shape(face(face_name).hb_font, buffer)
    starts = sorted({info.cluster for info in buffer.glyph_infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    grouped: list[tuple[int, list[Glyph]]] = []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        glyph = Glyph(info.codepoint, position.x_advance, position.x_offset, position.y_offset)
        if grouped and grouped[-1][0] == info.cluster:
            grouped[-1][1].append(glyph)
        else:
            grouped.append((info.cluster, [glyph]))
    shaped = tuple(Cluster(text[start : ends[start]], tuple(glyphs)) for start, glyphs in grouped)
    return shaped, sum(glyph.advance for _, glyphs in grouped for glyph in glyphs)
