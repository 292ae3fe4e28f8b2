"""What the program says of a file where a child gave one of the codes for it: no sentence is a child's own.

A child that was overpowered by its file would else write what it likes beside the evidence, in the program's voice.
"""

from dslapp.casebook.reading.problems import say_kind
from dslapp.casebook.reading.protocol import Noted, NoteOf

_NOT_OPENED = "it can be kept as it is, and is not opened here."
_WORDS: dict[NoteOf, str] = {
    "office": f"This file is of Microsoft Office or Windows: {_NOT_OPENED}",
    "locked office": f"This file is an Office document that is locked with a password: {_NOT_OPENED}",
    "macro": "It has a program (macro) in it. It is never run here.",
    "script": "This PDF has a program (JavaScript) in it. It is never run here.",
    "locked pdf": (
        "This PDF is locked with a password: its words and pages cannot be read here. It can be kept as it is."
    ),
    "locked archive": "This archive is locked with a password: what is in it is listed, and cannot be taken out here.",
    "bomb": "Unpacked, this archive would be far larger than it is. It is not unpacked here.",
    "files listed": "There are {0:,} files in it; the first {1:,} are listed.",
    "pdf too much": "Its words, and the files in it where there are any, were too much to be read.",
    "pages read": "The words of the first {0:,} of {1:,} pages were read.",
    "page damaged": "Page {0:,} is damaged: it could not be read.",
    "alphabet": "This text does not say in which alphabet it is written: some of its characters may be wrong.",
    "left out": "{0:,} messages had a picture, film or sound that was left out of this export.",
    "left out once": "1 message had a picture, film or sound that was left out of this export.",
    "names given": "{0:,} names write in this chat; the first {1:,} are given.",
    "no dates": "This chat gives times and no dates.",
    "day first": ("Its dates do not show whether the day or the month comes first; they were read as day/month/year."),
    "large e-mail": "This e-mail is very large: its headers were read, what it says and what is attached was not.",
    "large message": "This e-mail is very large: what it says and what is attached was not read.",
    "more attachments": "There are more attachments than could be listed in time.",
    "defects": "This e-mail is not put together as it should be; some of it may be missing here.",
    "damaged e-mail": "This e-mail is damaged: its headers were read, and not all of what it says.",
    "damaged name": "The name of an attachment is damaged.",
    "formatted": "This e-mail has no plain words: it is formatted text, which is not read here.",
    "damaged words": "The words of this e-mail are damaged: they could not be read.",
    "inner message": "A message or an object inside this one is listed; it is in the file and not taken out of it.",
    "damaged film": "This file is damaged, or of a kind that is not known here: nothing of it can be shown.",
    "silent": "Its pictures can be shown here, its sound cannot be heard.",
    "no sound": "This kind of sound cannot be heard here.",
    "no pictures": "Its pictures cannot be shown here.",
    "large pictures": "It claims {0:,} × {1:,} dots: its pictures are not opened here.",
}


def in_words(noted: Noted, media_type: str) -> str:
    """The sentence for a note about a file of that type; its numbers are all that the child says in it."""
    if noted.what == "not opened":
        return say_kind(media_type)[0]
    first, second = (*noted.numbers, 0, 0)[:2]
    return _WORDS[noted.what].format(first, second)
