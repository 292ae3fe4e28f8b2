"""How commands print: JSON for programs, lines for people."""

import sys
from collections.abc import Iterable
from typing import Any

import msgspec

from dslapp.domain.seen_words import for_terminal


def print_json(value: Any) -> None:
    """Print a value as indented JSON in UTF-8; a path as its text. What would steer a terminal is its number."""
    text = msgspec.json.format(msgspec.json.encode(value, enc_hook=str)).decode()
    steers = {ord(each): _numbered(each) for each in set(text) - {"\n"} if for_terminal(each) != each}
    sys.stdout.buffer.write(text.translate(steers).encode() + b"\n")
    sys.stdout.buffer.flush()


def _numbered(character: str) -> str:
    """A character as JSON writes it by its number, in two halves where it needs them."""
    halves = character.encode("utf-16-be").hex()
    return "".join(f"\\u{halves[at : at + 4]}" for at in range(0, len(halves), 4))


def print_lines(lines: Iterable[str]) -> None:
    """Print lines; what the terminal cannot show, or what would steer it, is replaced and not an error."""
    for line in lines:
        sys.stdout.buffer.write((for_terminal(line) + "\n").encode(sys.stdout.encoding or "utf-8", "replace"))
    sys.stdout.buffer.flush()
