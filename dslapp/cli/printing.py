"""How commands print: JSON for programs, lines for people."""

import sys
from collections.abc import Iterable
from typing import Any

import msgspec

from dslapp.domain.seen_words import for_terminal


def print_json(value: Any) -> None:
    """Print a value as indented JSON in UTF-8; a path as its text."""
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(value, enc_hook=str)) + b"\n")
    sys.stdout.buffer.flush()


def print_lines(lines: Iterable[str]) -> None:
    """Print lines; what the terminal cannot show, or what would steer it, is replaced and not an error."""
    for line in lines:
        sys.stdout.buffer.write((for_terminal(line) + "\n").encode(sys.stdout.encoding or "utf-8", "replace"))
    sys.stdout.buffer.flush()
