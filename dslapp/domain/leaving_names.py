"""What may stand on what leaves: file names that tell nobody whom they are about, and reasons that say something."""

import re
import unicodedata
from collections.abc import Iterable

_WORDS = re.compile(r"[^\W\d_]+")
_TELL_NOTHING = """
osi summary report referral lado designated officer police mash case file paper chronology review record extract verify
exhibit exhibits evidence original picture copy draft final version part page password for from of the and to a
encrypted unencrypted plain sent school governors chair headteacher jan feb mar apr may jun jul aug sep oct nov dec
pdf png jpg jpeg webp heic heif txt json zip age tar key pack
"""
"""A list of what may stand there, since no list of names is complete."""
_MAY_STAND = frozenset(_TELL_NOTHING.split())

_FEWEST_LETTERS = 5


def tells_nobody(file_name: str, refs: Iterable[str] = ()) -> bool:
    """Whether a file's name holds only numbers, such words, and the references `refs` (of a case, of an exhibit)."""
    may_stand = _MAY_STAND.union(*(_words(ref) for ref in refs))
    return set(_words(file_name)) <= may_stand


def says_something(reason: str) -> bool:
    """Whether a reason has words, and is not a full stop or three letters typed to get on."""
    words = _WORDS.findall(reason)
    return sum(map(len, words)) >= _FEWEST_LETTERS and len({letter for word in words for letter in word.casefold()}) > 2


def _words(text: str) -> list[str]:
    return _WORDS.findall(unicodedata.normalize("NFC", text).casefold())
