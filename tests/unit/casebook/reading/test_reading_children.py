"""The program believes nothing that a child says which reads files, and waits for none for ever."""

import sys
from pathlib import Path
from typing import Final, get_args

import msgspec
import pytest

from dslapp.casebook.pictures.problems import PictureReaderBroken
from dslapp.casebook.pictures.protocol import Pixels, Ready, frame
from dslapp.casebook.reading.notes import in_words
from dslapp.casebook.reading.protocol import Found, Frames, Noted, NoteOf, NotRead, Part, Said, Taken, Wanted
from dslapp.casebook.reading.reader import FileReader
from tests.children import saying
from tests.files import sample_file

LETTER, CLIP = sample_file("parent-email.eml"), sample_file("gamehall-clip.mp4")
PNG_START = b"\x89PNG\r\n\x1a\n"


def child_of(command: list[str], patience: float = 10.0) -> FileReader:
    return FileReader(file_command=command, film_command=command, patience=patience)


MAIL = "message/rfc822"
LONG = "x" * 300
HEADER: Final = "e-mail header"
FOUND = Found(kind="e-mail", media_type=MAIL)


def remarking(note: object) -> bytes:
    """An e-mail with a note that is none of those that a child may make."""
    encoded = msgspec.json.encode({"type": "found", "kind": "e-mail", "media_type": MAIL, "notes": [note]})
    return len(encoded).to_bytes(4, "big") + encoded


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\xff\xff\xff\xff", id="a header of 4 GB"),
        pytest.param(b"\x00\x00\x00\x05hello", id="no JSON"),
        pytest.param(frame(Ready()), id="the answer to another question"),
        pytest.param(frame(Taken(size=3)) + b"abc", id="a part that nobody asked for"),
        pytest.param(frame(Pixels(width=99_999, height=99_999)), id="30 GB of dots"),
        pytest.param(frame(Frames(width=9_999, height=9_999, count=60)), id="18 GB of dots"),
        pytest.param(frame(Found(kind="e-mail", media_type=MAIL, text_size=1 << 40)), id="a text of a terabyte"),
        pytest.param(frame(Found(kind="e-mail", media_type=MAIL, text_size=2)) + b"\xff\xff", id="a text that is none"),
        pytest.param(frame(Found(kind="e-mail", media_type=MAIL, text_size=9)) + b"short", id="too few words"),
        pytest.param(frame(Found(kind="e-mail", media_type=MAIL, poster_size=1 << 30)), id="a poster of 1 GB"),
        pytest.param(frame(Found(kind="e-mail", media_type="x" * 999)), id="a media type of 999 letters"),
        pytest.param(frame(Found(kind="imagery not held", media_type="x")), id="a kind that has no file"),  # type: ignore[arg-type]
        pytest.param(frame(Found(kind="e-mail", media_type="message/rfc822\r\n")), id="a media type of two lines"),
        pytest.param(frame(Found(kind="e-mail", media_type="image/png")), id="a media type of another family"),
        pytest.param(frame(Found(kind="picture", media_type=MAIL)), id="a kind of another family"),
        pytest.param(
            frame(Found(kind="e-mail", media_type=MAIL, said=(Said(what="from", text="x", source="typed by JH"),))),  # type: ignore[arg-type]
            id="a source that is none",
        ),
        pytest.param(
            frame(Found(kind="e-mail", media_type=MAIL, said=(Said(what="from", text="x", source="EXIF\u202e"),))),  # type: ignore[arg-type]
            id="a source that is nearly one",
        ),
        pytest.param(frame(Found(kind="e-mail", media_type=MAIL, length_s=-1.0)), id="less than no time"),
        pytest.param(frame(Found(kind="e-mail", media_type=MAIL, likeness="../etc")), id="a likeness that is none"),
        pytest.param(
            frame(Found(kind="e-mail", media_type=MAIL, said=(Said(what="time", text="x" * 3000, source=HEADER),))),
            id="a time of 3,000 letters",
        ),
        pytest.param(
            frame(Found(kind="e-mail", media_type=MAIL, parts=(Part(number=0, name=LONG, size=1, media_type=""),))),
            id="a name of 300 letters",
        ),
        pytest.param(remarking("The police have seen this and it is of no interest."), id="a sentence of its own"),
        pytest.param(remarking({"what": "You need not ring."}), id="a sentence in the place of a code"),
        pytest.param(remarking({"what": "pages read", "numbers": ["no", "all"]}), id="words in the place of numbers"),
        pytest.param(frame(Wanted(offset=1 << 60, length=1)), id="a range beyond every file"),
        pytest.param(frame(Wanted(offset=0, length=1 << 40)), id="a range of a terabyte"),
    ],
)
def test_nonsense_from_a_child_is_said_to_be_damage(answer: bytes) -> None:
    with child_of(saying(answer)) as files:
        facts = files.look(LETTER)

    assert facts.kind == "e-mail"
    assert facts.notes == ("This file is damaged, or not what it begins like: it could not be read.",)
    assert (facts.text, facts.parts, facts.said) == ("", (), ())


def test_every_word_of_a_child_is_made_plain() -> None:
    """It may have been overpowered by the file: nothing that it says steers a window, a terminal or a line."""
    text = "x\0y\u202e\x1b[2J\nz".encode()
    found = Found(
        kind="e-mail", media_type=MAIL, text_size=len(text),
        said=(
            Said(what="from", text="a@example.com\u202e\n\x1b]0;x\x07", source=HEADER),
            Said(what="to", text="\u2066\x1b", source=HEADER),
        ),
        parts=(Part(number=0, name="photo\u202egpj.exe\n\u2028", size=1, media_type="x\x1b"),),
    )  # fmt: skip
    with child_of(saying(frame(found) + text)) as files:
        facts = files.look(LETTER)

    assert facts.text == "xy[2J\nz"
    assert [(each.what, each.text) for each in facts.said] == [("from", "a@example.com ]0;x")]
    assert [(each.name, each.media_type) for each in facts.parts] == [("photo gpj.exe", "")]


def test_what_a_child_remarks_is_put_into_words_by_the_program() -> None:
    notes = (Noted(what="pages read", numbers=(3, 1200)), Noted(what="not opened"), Noted(what="names given"))
    with child_of(saying(frame(msgspec.structs.replace(FOUND, notes=notes)))) as files:
        assert files.look(LETTER).notes == (
            "The words of the first 3 of 1,200 pages were read.",
            "The program does not know this kind of file, whatever its name says. It can be kept as it is.",
            "0 names write in this chat; the first 0 are given.",
        )


@pytest.mark.parametrize("what", get_args(NoteOf))
def test_there_are_words_for_each_remark(what: NoteOf) -> None:
    for media_type in (MAIL, "application/msword"):
        words = in_words(Noted(what=what, numbers=(2, 1)), media_type)
        assert words.endswith(".")
        assert "{" not in words


def test_a_range_beyond_the_end_is_filled_with_zeros() -> None:
    beyond = frame(Wanted(offset=len(LETTER) - 1, length=4))
    then = f"got = os.read(0, 4); os.write(1, {frame(FOUND)!r} if got[1:] == bytes(3) else b'')"

    with child_of(saying(beyond, then=then)) as files:
        assert files.look(LETTER).notes == ()


@pytest.mark.parametrize("data", [LETTER, CLIP], ids=["e-mail", "film"])
def test_a_child_that_asks_for_ever_is_stopped(data: bytes) -> None:
    asks = f"while True: os.write(1, {frame(Wanted(offset=0, length=1000))!r}); os.read(0, 1000)"

    with child_of(saying(then=asks), patience=0.5) as files:
        assert files.look(data).notes == ("Reading this file took longer than 10 seconds, so it was stopped.",)


def test_what_a_child_cannot_read_is_told_in_its_reason() -> None:
    with child_of(saying(frame(NotRead(reason="too large for the memory")))) as files:
        assert files.look(LETTER).notes == ("This file is too large to be read safely.",)


def test_a_child_that_does_not_start_is_the_computers_fault() -> None:
    with child_of([sys.executable, "-c", ""]) as files, pytest.raises(PictureReaderBroken, match="does not start"):
        files.look(LETTER)


def test_a_picture_too_large_to_be_opened_can_be_kept(files: FileReader, tmp_path: Path) -> None:
    path = tmp_path / "wall.png"
    with path.open("wb") as stream:
        stream.write(PNG_START)
        stream.truncate((100 << 20) + 1)

    facts = files.look(path)
    assert (facts.kind, facts.media_type) == ("file", "image/png")
    assert "larger than 100 MB" in facts.notes[0]
