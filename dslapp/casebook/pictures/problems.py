"""What the person is told when a picture cannot be opened."""

from dslapp.casebook.pictures.formats import people_call_it
from dslapp.casebook.pictures.protocol import MOST_DOTS, Refused
from dslapp.domain.problems import EnvironmentProblem, UserProblem

_WORKS = "PNG, JPEG, WebP, HEIC, GIF, TIFF and BMP pictures work"
_SCREENSHOT = "Open it where it came from, take a screenshot of it and attach that."


class PictureUnreadable(UserProblem):
    """This file cannot be shown as a picture; its bytes can still be kept."""


class PictureReaderBroken(EnvironmentProblem):
    """The child process does not start."""

    def __init__(self) -> None:
        super().__init__(
            "The part of the program that opens pictures does not start.",
            "Ask your IT support whether security software stops it, or install the program again.",
        )


def not_shown(kind: str) -> PictureUnreadable:
    """Say that a file is of a type that the program does not open, and which types it does."""
    name = people_call_it(kind)
    if not name:
        return PictureUnreadable(
            "This file is not a picture that the program can open, whatever its name says.",
            f"{_WORKS}. {_SCREENSHOT}",
        )
    return PictureUnreadable(f"This file is {name}; this version cannot open those.", f"{_WORKS}. {_SCREENSHOT}")


def empty() -> PictureUnreadable:
    """Say that there is nothing in the file."""
    return PictureUnreadable("This file is empty: it has 0 bytes.", "Save or send it again from where it came.")


def too_slow(seconds: float) -> PictureUnreadable:
    """Say that the child was stopped."""
    return PictureUnreadable(
        f"Opening this picture took longer than {seconds:.0f} seconds, so it was stopped.", _SCREENSHOT
    )


def refusal(refused: Refused) -> PictureUnreadable:
    """Put the child's reason into words."""
    if refused.reason == "stops in the middle":
        return PictureUnreadable(
            "This file stops in the middle: part of the picture is missing.",
            "Copy, send or download it again from where it came.",
        )
    if refused.reason == "too many dots":
        return PictureUnreadable(
            f"This picture claims to have {refused.width:,} × {refused.height:,} dots; "
            f"more than {MOST_DOTS // 1_000_000} million are not opened, for that can bring a computer to a halt.",
            _SCREENSHOT,
        )
    if refused.reason == "too large for the memory":
        return PictureUnreadable("This picture is too large to be opened safely.", _SCREENSHOT)
    return PictureUnreadable("This file is damaged: it cannot be opened as a picture.", f"Send it again. {_SCREENSHOT}")
