"""Bends bytes and values again and again and hands them to a parser, which may refuse them only in its own words."""

import random
import time
from collections.abc import Callable, Sequence
from typing import Any

LONGEST_S = 1.0
"""Seconds that one input may take."""
_WORDS = (
    b"", b"0", b"-1", b"9999999999999999999", b"1e309", b"NaN", b"null", b"true", b"[]", b"{}", b'"', b"\\u0000", b"\0",
    b"\xff\xfe", b"\xed\xa0\xbd", b"[" * 300, b'{"a":' * 300, b"&a [*a]", b"../../", b"%s", b"x" * 5000, b"\xc0\xaf",
)  # fmt: skip
_VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 2**63, 2**70, 1.5, "", "\0", "x" * 5000, "../../etc", "𝕳", [], {}, [[]], [None], {"": ""},
    "0" * 96, "AGE-SECRET-KEY-1", "2026-13-45T99:99:99Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00",
)  # fmt: skip


class Hung(AssertionError):
    """An input took longer than it may."""


def bent(chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    """One of the seeds with a few bytes flipped, cut out, doubled, or replaced by something awkward."""
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.choice((1, 1, 1, 2, 4, 8))):
        at = chance.randrange(len(data) + 1)
        to = min(len(data), at + chance.choice((1, 1, 4, 16, 200)))
        match chance.randrange(6):
            case 0 if at < len(data):
                data[at] ^= 1 << chance.randrange(8)
            case 1:
                data[at:to] = b""
            case 2:
                data[at:at] = data[at:to] * chance.choice((1, 2, 50))
            case 3:
                data[at:to] = chance.choice(_WORDS)
            case 4:
                data[at:to] = chance.randbytes(to - at)
            case _:
                other = chance.choice(seeds)
                start = chance.randrange(len(other) + 1)
                data[at:to] = other[start : start + 40]
    return bytes(data[: 1 << 20])


def twisted(chance: random.Random, value: Any) -> Any:
    """A value as JSON has it, with one part of it replaced, taken out or put elsewhere."""
    if isinstance(value, dict) and value and chance.random() < 0.9:
        key = chance.choice(list(value))
        changed = dict(value)
        match chance.randrange(8):
            case 0:
                del changed[key]
            case 1:
                changed[key + "x"] = changed.pop(key)
            case 2:
                changed[key] = changed[chance.choice(list(changed))]
            case _:
                changed[key] = twisted(chance, value[key])
        return changed
    if isinstance(value, list) and value and chance.random() < 0.9:
        at = chance.randrange(len(value))
        change = chance.choice(([], [value[at], value[at]], [twisted(chance, value[at])]))
        return [*value[:at], *change, *value[at + 1 :]]
    if isinstance(value, str) and value and chance.random() < 0.5:
        at = chance.randrange(len(value))
        return value[:at] + chance.choice(("", "0", "Z", "\0", "é", value)) + value[at + 1 :]
    return chance.choice(_VALUES)


def fuzz(
    make: Callable[[random.Random], Any],
    parse: Callable[[Any], object],
    *,
    allowed: tuple[type[BaseException], ...],
    seconds: float,
    seed: int,
) -> int:
    """Hand what `make` makes to `parse` for some seconds; return how often.

    Fails on any other error than `allowed`, and when one input takes longer than a second.
    """
    chance, count = random.Random(seed), 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        given = make(chance)
        start = time.thread_time()
        try:
            parse(given)
        except allowed:
            pass
        except BaseException as error:
            raise AssertionError(f"{type(error).__name__}: {error} for {str(given)[:2000]}") from error
        if time.thread_time() - start > LONGEST_S:
            raise Hung(f"{time.thread_time() - start:.1f} s for {str(given)[:2000]}")
        count += 1
    return count
