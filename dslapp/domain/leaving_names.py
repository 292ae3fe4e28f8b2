"""What may stand on what leaves: file names that tell nobody whom they are about, and reasons that say something."""

import re
import unicodedata
from collections.abc import Iterable

_WORDS = re.compile(r"[^\W\d_]+")
_TELL_NOTHING = """
osi summary report referral lado designated officer police mash case file paper chronology review record extract verify
exhibit exhibits evidence original picture copy draft final version part page password for from of the and to a
encrypted unencrypted plain sent school governors chair headteacher jan feb mar apr may jun jul aug sep oct nov dec
json age tar key pack bin
"""
"""A list of what may stand there, since no list of names is complete."""
_OF_FILES = """
pdf png jpg jpeg webp heic heif gif tif tiff bmp txt eml msg htm html mht mhtml zip csv rtf doc docx xls xlsx ppt pptx
odt ods mp3 mp4 m4a m4v mov avi mkv webm 3gp wav ogg opus aac
"""
ENDINGS = frozenset(_OF_FILES.split())
"""The endings of files that schools get."""

_FEWEST_LETTERS = 5


def ending_of(name: str) -> str:
    """The ending of a file's name, if it is a known one: any other word could be somebody's name."""
    ending = name.rpartition(".")[2].lower()
    return ending if ending in ENDINGS else "bin"


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


_MAY_STAND = frozenset(_TELL_NOTHING.split()).union(*(_words(each) for each in ENDINGS))
