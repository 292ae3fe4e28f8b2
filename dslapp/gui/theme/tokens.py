"""Every colour and measure of the window, light and dark: the only file that holds a colour literal."""

from dataclasses import dataclass
from typing import Literal

Tone = Literal["neutral", "information", "success", "warning", "danger"]


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """One set of colours. A `_soft` colour is a background on which its tone and the ink are both readable."""

    name: Literal["light", "dark"]
    page: str
    surface: str
    sunken: str
    """Behind quoted words, headers of tables and read-only fields."""
    ink: str
    muted: str
    line: str
    control_line: str
    """The edge of anything that can be typed in or pressed: 3 : 1 against the surface."""
    primary: str
    primary_hover: str
    primary_soft: str
    on_primary: str
    focus: str
    focus_soft: str
    danger: str
    danger_hover: str
    danger_soft: str
    on_danger: str
    warning: str
    warning_soft: str
    success: str
    success_soft: str
    information: str
    information_soft: str
    shadow: str
    strokes: Literal["white", "black"]
    """Colour of the small marks in `resources/styles` that are drawn on the primary colour."""
    arrows: Literal["white", "black"]
    """Colour of the small marks that are drawn on the surface."""

    def of(self, tone: Tone) -> str:
        """The colour of text and icons in `tone`."""
        return {
            "neutral": self.muted,
            "information": self.information,
            "success": self.success,
            "warning": self.warning,
            "danger": self.danger,
        }[tone]

    def soft(self, tone: Tone) -> str:
        """The background that belongs to `tone`."""
        return {
            "neutral": self.sunken,
            "information": self.information_soft,
            "success": self.success_soft,
            "warning": self.warning_soft,
            "danger": self.danger_soft,
        }[tone]


LIGHT = Tokens(
    name="light",
    page="#F6F7F9",
    surface="#FFFFFF",
    sunken="#EEF1F4",
    ink="#1B2430",
    muted="#55606E",
    line="#D5DAE1",
    control_line="#7C8796",
    primary="#1F4E79",
    primary_hover="#173C5E",
    primary_soft="#E6EEF6",
    on_primary="#FFFFFF",
    focus="#FFB000",
    focus_soft="#FFF4DB",
    danger="#A3221B",
    danger_hover="#7F1A15",
    danger_soft="#FBEAE8",
    on_danger="#FFFFFF",
    warning="#7A4F00",
    warning_soft="#FDF3DC",
    success="#1D6338",
    success_soft="#E5F3EA",
    information="#1F4E79",
    information_soft="#E6EEF6",
    shadow="#1B2430",
    strokes="white",
    arrows="black",
)

DARK = Tokens(
    name="dark",
    page="#12171D",
    surface="#1A2129",
    sunken="#222B35",
    ink="#E9EDF2",
    muted="#AAB5C2",
    line="#35404C",
    control_line="#7F8C9B",
    primary="#93C3EE",
    primary_hover="#B4D6F5",
    primary_soft="#20364B",
    on_primary="#0E1A26",
    focus="#FFB000",
    focus_soft="#3A2F17",
    danger="#FFA69C",
    danger_hover="#FFC2BB",
    danger_soft="#43211F",
    on_danger="#2A0E0C",
    warning="#F2C66D",
    warning_soft="#3A2E14",
    success="#8FD8A8",
    success_soft="#1C3527",
    information="#93C3EE",
    information_soft="#20364B",
    shadow="#000000",
    strokes="black",
    arrows="white",
)

GRID = 8
"""Pixels. Every gap and padding is a multiple or a half of it."""
CORNER = 6
"""Pixels."""
FOCUS_RING = 3
"""Pixels."""
BODY_PT = 10.5
HEADING_PT = {1: 18.0, 2: 14.0, 3: 11.5}
"""Points, by level."""
READING_WIDTH = 880
"""Pixels: no column of text is wider."""
