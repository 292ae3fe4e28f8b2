"""Words that came from outside, without what nobody sees: controls, halves of pairs, what turns the order around."""

import unicodedata

LONGEST_NAME = 255
"""Characters of a file's name that are kept."""
_LONGEST_ENDING = 16
_JOINERS = "\u200c\u200d"
"""Of emoji, and of scripts that need them."""
_MARKS = "\u200e\u200f"
_NEVER_SEEN = frozenset({"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"})


def is_seen(character: str) -> bool:
    """Whether a character is no control, no line's end, no half of a pair, and turns no order around."""
    return unicodedata.category(character) not in _NEVER_SEEN or character in _JOINERS or character in _MARKS


def one_line(text: str, most: int) -> str:
    """Text in one line of at most `most` characters, without what cannot be seen."""
    return " ".join("".join(each if is_seen(each) else " " for each in text[: 4 * most]).split())[:most].rstrip()


def clean(text: str) -> str:
    """Words without control characters and without what turns the order of the words around it; lines stay."""
    return "".join(each for each in text if each in "\n\t" or is_seen(each))


def file_name(name: str) -> str:
    """The name of a file as it is kept and shown: one line, not longer than file systems have them, with its ending."""
    line = one_line(name, max(1, len(name)))
    if len(line) <= LONGEST_NAME:
        return line
    stem, dot, ending = line.rpartition(".")
    tail = f"…{dot}{ending}" if dot and stem and len(ending) <= _LONGEST_ENDING else "…"
    return line[: LONGEST_NAME - len(tail)] + tail


def hides_something(name: str) -> bool:
    """Whether there are characters in a name that nobody sees."""
    return not all(map(is_seen, name))


def for_terminal(text: str) -> str:
    """Text that steers no terminal and ends no line: each character that is not seen is a question mark."""
    return "".join(each if is_seen(each) and each not in _MARKS else "?" for each in text)
