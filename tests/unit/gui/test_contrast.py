"""Every pair of text and ground can be read, in light and in dark (WCAG 2.2, 1.4.3, 1.4.6 and 1.4.11)."""

import re
from pathlib import Path

import pytest

from dslapp.gui.theme.style_sheet import style_sheet
from dslapp.gui.theme.tokens import DARK, LIGHT, Tokens

TEXT, BODY, EDGE = 4.5, 7.0, 3.0
PAIRS: list[tuple[str, str, float]] = [
    *(("ink", ground, BODY) for ground in ("page", "surface", "sunken", "primary_soft", "focus_soft")),
    *(("ink", f"{tone}_soft", BODY) for tone in ("danger", "warning", "success", "information")),
    *(("muted", ground, TEXT) for ground in ("page", "surface", "sunken")),
    *((tone, f"{tone}_soft", TEXT) for tone in ("danger", "warning", "success", "information")),
    *(
        (tone, ground, TEXT)
        for tone in ("danger", "warning", "success", "information")
        for ground in ("page", "surface")
    ),
    *(("primary", ground, TEXT) for ground in ("page", "surface", "sunken", "primary_soft")),
    ("on_primary", "primary", TEXT),
    ("on_primary", "primary_hover", TEXT),
    ("on_danger", "danger", TEXT),
    ("on_danger", "danger_hover", TEXT),
    *(("control_line", ground, EDGE) for ground in ("page", "surface")),
]
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b")
GUI = Path(__file__).resolve().parents[3] / "dslapp" / "gui"


def luminance(colour: str) -> float:
    """WCAG's relative luminance of `#RRGGBB`."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)
def test_every_pair_of_text_and_ground_can_be_read(tokens: Tokens) -> None:
    too_faint = {
        f"{front} on {ground}": round(contrast(getattr(tokens, front), getattr(tokens, ground)), 2)
        for front, ground, least in PAIRS
        if contrast(getattr(tokens, front), getattr(tokens, ground)) < least
    }
    assert too_faint == {}


def test_the_light_tokens_are_those_of_the_design() -> None:
    named = (
        "page",
        "surface",
        "ink",
        "muted",
        "line",
        "primary",
        "focus",
        "danger",
        "warning",
        "success",
        "information",
    )
    assert [getattr(LIGHT, name) for name in named] == [
        "#F6F7F9", "#FFFFFF", "#1B2430", "#55606E", "#D5DAE1", "#1F4E79", "#FFB000", "#A3221B", "#7A4F00",
        "#1D6338", "#1F4E79",
    ]  # fmt: skip


def test_colours_are_written_in_the_tokens_only() -> None:
    """Use a token: `tokens_of(self)` when painting, a property that the style sheet knows otherwise."""
    elsewhere = [
        path.relative_to(GUI).as_posix()
        for path in sorted(GUI.rglob("*.py"))
        if path.name != "tokens.py" and COLOUR.search(path.read_text(encoding="utf-8"))
    ]
    assert elsewhere == []


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)
def test_the_style_sheet_uses_nothing_but_tokens(tokens: Tokens) -> None:
    known = {value for value in vars(tokens).values() if isinstance(value, str)}
    assert set(COLOUR.findall(style_sheet(tokens))) - known == set()
