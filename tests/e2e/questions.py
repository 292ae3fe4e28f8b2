"""What a test asks the guide inside the program, and what it is told: one line of JSON each way."""

from typing import Literal

import msgspec

Kind = Literal["", "button", "line", "choice", "row", "words", "view"]
"""What a person would call it; empty means anything but words."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """Wait for something on the screen.

    "see": a control or words of that name can be seen, enabled and at rest; "gone": nothing of that name can be seen;
    "focus": the keyboard goes there. "keys" and "clicks": so many have arrived since the last question of that sort.
    "list" tells at once, in `screen`, all words that begin with `name`; "cut" all words that are cut off on the
    screen; "photograph" writes a picture of the screen into the file `name`.
    """

    ask: Literal["see", "gone", "focus", "keys", "clicks", "list", "cut", "photograph"]
    name: str = ""
    """With * at its end: how the name begins."""
    kind: Kind = ""
    number: int = 0
    """Which of several of that name, from the top; or how many keys or clicks."""
    within_ms: int = 10_000


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What was seen, or that it was not within the time; then `screen` lists what stands there instead."""

    seen: bool
    x: int = 0
    y: int = 0
    text: str = ""
    checked: bool = False
    screen: tuple[str, ...] = ()
