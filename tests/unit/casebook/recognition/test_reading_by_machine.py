"""What the shipped models read, and what they cannot: that is said to be unread and never guessed."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PIL import Image

from dslapp.casebook.pictures.reader import PictureReader
from dslapp.casebook.recognition.judging import UNREAD, Reading, judge
from dslapp.casebook.recognition.reader import MachineReader, ReadingCancelled, program
from tests.pictures import sample
from tests.written import ARABIC, EMOJI, LATIN, dots_of, needs_recognition, written

pytestmark = needs_recognition

NOT_READ = "could not be read: perhaps another script, emoji or a drawing."
ACCENTS = "Letters with accents, strokes or tails, as in Polish, may be read wrongly."
CHAT = ("nobody likes you, just leave", "https://picloop.example/p/88231?x=1", "jo.hartsedge@school.example.com")


@pytest.fixture(scope="module")
def machine() -> Iterator[MachineReader]:
    with MachineReader() as reader:
        yield reader


def read(machine: MachineReader, picture: Image.Image) -> Reading:
    return judge(machine.see(dots_of(picture), Event()))


@pytest.mark.parametrize(("size", "dark"), [(28, False), (24, True), (13, False), (60, True)])
def test_plain_writing_is_read_letter_by_letter_in_light_and_dark(
    machine: MachineReader, size: int, dark: bool
) -> None:
    lines = CHAT if size < 60 else ("just leave",)
    assert read(machine, written(*lines, size=size, dark=dark)) == Reading(text="\n".join(lines), unread=())


def test_polish_is_read_and_said_to_be_uncertain(machine: MachineReader) -> None:
    lines = ("Dlaczego się nie odzywasz?", "Łukasz powiedział, że jutro przyjdzie")
    assert read(machine, written(*lines)) == Reading(text="\n".join(lines), unread=(ACCENTS,))


@pytest.mark.parametrize(
    ("font", "rows"),
    [
        pytest.param(ARABIC, ("لا تخبر أحدا بهذا", "أين أنت الآن"), id="Arabic"),
        pytest.param(ARABIC, ("تم کہاں ہو، جواب دو", "کل سکول مت آنا"), id="Urdu"),
        pytest.param(LATIN, ("Почему ты не отвечаешь", "Я знаю где ты живёшь"), id="Russian"),
        pytest.param("NotoSansBengali-Regular.ttf", ("তুমি কোথায়", "কাল স্কুলে এসো না"), id="Bengali"),
        pytest.param("NotoSansGurmukhi-Regular.ttf", ("ਤੁਸੀਂ ਕਿੱਥੇ ਹੋ", "ਕੱਲ੍ਹ ਸਕੂਲ ਨਾ ਆਉਣਾ"), id="Punjabi"),
        pytest.param("NotoSansHebrew-Regular.ttf", ("איפה אתה עכשיו", "אל תבוא מחר"), id="Hebrew"),
    ],
)
def test_a_script_that_it_does_not_know_is_unread_beside_words_that_it_knows(
    machine: MachineReader, font: str, rows: tuple[str, str]
) -> None:
    picture = written("hello there friend", [(font, rows[0])], [(font, rows[1])])
    assert read(machine, picture) == Reading(text="hello there friend", unread=(f"2 lines {NOT_READ}",))


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ([(LATIN, "lol "), (EMOJI, "😂😂"), (LATIN, " ok then")], f"lol {UNREAD} ok then"),
        ([(LATIN, "you are so funny "), (EMOJI, "😡")], f"you are so funny {UNREAD}"),
        ([(LATIN, "see u monday... oh wait i left "), (EMOJI, "😂")], f"see u monday... oh wait i left {UNREAD}"),
    ],
)
def test_an_emoji_in_a_line_leaves_a_mark_where_it_stands(
    machine: MachineReader, row: list[tuple[str, str]], text: str
) -> None:
    unread = f"In 1 line something was not read: {UNREAD} stands where it is."
    assert read(machine, written(row)) == Reading(text=text, unread=(unread,))


def test_another_script_inside_a_line_makes_the_line_unread(machine: MachineReader) -> None:
    picture = written([(LATIN, "see you "), (ARABIC, "لا تخبر أحدا"), (LATIN, " tomorrow")], "he wrote Почему to me")
    assert read(machine, picture) == Reading(text="", unread=(f"2 lines {NOT_READ}",))


@pytest.mark.parametrize("size", [6, 7, 8])
def test_writing_that_is_too_small_is_said_to_be_so(machine: MachineReader, size: int) -> None:
    """At 7 dots the models read 2025 for 2026, and are sure of it."""
    reading = read(machine, written(*CHAT, "Posted at 21:41 on 13/11/2026", size=size))
    assert reading == Reading(text="", unread=("4 lines are too small to be read safely.",))


def test_an_empty_picture_and_a_tiny_one_have_no_words(machine: MachineReader) -> None:
    assert read(machine, Image.new("RGB", (300, 200), "white")) == Reading(text="", unread=())
    assert read(machine, Image.new("RGB", (3, 2), "white")) == Reading(text="", unread=())


def test_a_long_scrolled_chat_is_read_in_strips_and_no_line_twice(machine: MachineReader) -> None:
    lines = [f"message number {number}" for number in range(1, 81)]
    assert read(machine, written(*lines, size=24, width=900)) == Reading(text="\n".join(lines), unread=())


@pytest.mark.parametrize("degrees", [90, 270])
def test_a_photograph_that_lies_on_its_side_is_turned(machine: MachineReader, degrees: int) -> None:
    picture = written(*CHAT).rotate(degrees, expand=True)
    assert read(machine, picture).text == "\n".join(CHAT)


def test_writing_that_stands_on_its_head_is_not_guessed(machine: MachineReader) -> None:
    assert read(machine, written(*CHAT).rotate(180)).text == ""


def test_a_cancelled_reading_stops(machine: MachineReader) -> None:
    stop = Event()
    stop.set()
    with pytest.raises(ReadingCancelled):
        machine.see(dots_of(written("hello")), stop)


SEEN = {
    "chatnest-taunts-1.png": ("nobody wants you back at school ellis", "moved.away.example", "21:47"),
    "gamehall-dark.png": ("where do u even buy a proper knife round", "noah_b.example", "19:22"),
    "picloop-profile-desktop.png": ("https://picloop.example.com/u/kai15.example?id=60218344", "@kai15.example"),
    "towntalk-parent-post.png": ("https://towntalk.example.com/groups/thornmoss/posts/88213?comment=4471", "2 h"),
    "photo-of-phone-screen.jpg": ("nobody wants you back at school ellis", "or what? gonna cry to miss again", "21:44"),
}


@pytest.mark.parametrize("name", SEEN)
def test_the_samples_are_read(machine: MachineReader, name: str) -> None:
    with PictureReader() as pictures:
        picture = pictures.view(sample(name), 2_000)
    text = judge(machine.see(picture, Event())).text
    assert [words for words in SEEN[name] if words not in text] == []


def test_what_reads_says_its_version_and_its_models_lie_beside_it() -> None:
    import rapidocr

    models = Path(rapidocr.__file__).parent / "models"
    assert program().startswith("RapidOCR 3.10.")
    assert {"PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"} <= {path.name for path in models.iterdir()}
