"""The font files under resources/fonts, and which of them draws a piece of text."""

import unicodedata
from functools import cache, cached_property, lru_cache
from pathlib import Path

import msgspec
import uharfbuzz as hb

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"

REGULAR, BOLD, ITALIC, BOLD_ITALIC = "NotoSans-Regular", "NotoSans-Bold", "NotoSans-Italic", "NotoSans-BoldItalic"
QUOTE = "NotoSerif-Regular"
"""The face of a person's exact words."""
MONO = "NotoSansMono-Regular"
EMOJI = "NotoEmoji-Regular"

OVERRIDES = "\u202d\u202e"
"""They turn words round, mostly to deceive: no font is asked for them, so that they are shown as [U+202E]."""

FALLBACKS = (
    "NotoNaskhArabic-Regular", "NotoSansHebrew-Regular", "NotoSansDevanagari-Regular", "NotoSansBengali-Regular",
    "NotoSansGurmukhi-Regular", "NotoSansGujarati-Regular", "NotoSansTamil-Regular", "NotoSansTelugu-Regular",
    "NotoSansKannada-Regular", "NotoSansMalayalam-Regular", "NotoSansSinhala-Regular", "NotoSansThai-Regular",
    "NotoSansEthiopic-Regular", "NotoSansGeorgian-Regular", "NotoSansArmenian-Regular", "NotoSansSC-Regular",
    "NanumGothic-Regular", EMOJI, "NotoSansSymbols-Regular", "NotoSansSymbols2-Regular", "NotoSansMath-Regular",
    REGULAR,
)  # fmt: skip
"""Asked in this order for what the face in use does not have."""


ENLARGED = {"NotoNaskhArabic-Regular": 1.22, "NotoSansHebrew-Regular": 1.05}
"""Faces whose letters look small beside Latin ones of the same size."""


class Style(msgspec.Struct, frozen=True):
    """How text looks: a face, a size and the distance from line to line, both in points."""

    face: str
    size: float
    leading: float


class Face:
    """One font file, read once: its characters, its metrics, and HarfBuzz's view of it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.hb_face = hb.Face(hb.Blob.from_file_path(str(FONTS / f"{name}.ttf")))
        self.hb_font = hb.Font(self.hb_face)
        self.upem: int = self.hb_face.upem

    @cached_property
    def characters(self) -> frozenset[int]:
        """The code points that the font has a glyph for."""
        return frozenset(self.hb_face.unicodes)

    def covers(self, text: str) -> bool:
        """Whether every character of the text that should be seen has a glyph."""
        return all((ord(char) in self.characters and char not in OVERRIDES) or invisible(char) for char in text)


@cache
def face(name: str) -> Face:
    """The face of that name."""
    return Face(name)


@cache
def invisible(char: str) -> bool:
    """Whether a character is meant to leave no mark: joiners, variation selectors, direction marks, emoji tags.

    OVERRIDES are not among them.
    """
    code = ord(char)
    return code in (0xAD, 0x34F, 0x61C, 0xFEFF) or (
        0x200B <= code <= 0x200F or 0x202A <= code <= 0x202C or 0x2060 <= code <= 0x206F
        or 0xFE00 <= code <= 0xFE0F or code == 0xE0001 or 0xE0020 <= code <= 0xE007F or 0xE0100 <= code <= 0xE01EF
    )  # fmt: skip


@lru_cache(maxsize=20_000)
def face_for(cluster: str, primary: str) -> str | None:
    """The name of the face that draws a cluster whole, or None when no font has all of it."""
    order = (EMOJI, primary, *FALLBACKS) if _looks_like_emoji(cluster) else (primary, *FALLBACKS)
    return next((name for name in order if face(name).covers(cluster)), None)


def clusters(text: str) -> list[str]:
    """What a reader sees as single characters: a letter with its marks, an emoji with its parts."""
    found: list[str] = []
    flags = 0
    for char in text:
        is_flag_letter = 0x1F1E6 <= ord(char) <= 0x1F1FF
        flags = flags + 1 if is_flag_letter else 0
        joined = bool(found) and (
            unicodedata.category(char) in ("Mn", "Mc", "Me")
            or (invisible(char) and char != "\u200b")
            or 0x1F3FB <= ord(char) <= 0x1F3FF
            or (is_flag_letter and flags % 2 == 0)
            or (found[-1].endswith("\u200d") and _pictographic(char))
        )
        if joined:
            found[-1] += char
        else:
            found.append(char)
    return found


def _pictographic(char: str) -> bool:
    return ord(char) >= 0x2190 and unicodedata.category(char) in ("So", "Sm", "Cn")


def _looks_like_emoji(cluster: str) -> bool:
    return "\ufe0f" in cluster or any(ord(char) >= 0x1F000 and ord(char) < 0xE0000 for char in cluster)
