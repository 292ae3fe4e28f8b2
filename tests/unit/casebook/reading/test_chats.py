"""Chats as phones export them: their words as they are, who wrote, and from when to when."""

import io
import zipfile

import pytest

from dslapp.casebook.reading.reader import FileReader
from dslapp.domain.evidence.file_facts import FileFacts
from tests.files import sample_file
from tests.pictures import corners, saved


def times(facts: FileFacts) -> list[str]:
    return [each.text for each in facts.said if each.what == "time"]


def people(facts: FileFacts) -> list[str]:
    return [each.text for each in facts.said if each.what in ("from", "handle")]


def test_an_export_whose_archive_says_no_time_is_read_all_the_same(files: FileReader) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(zipfile.ZipInfo("_chat.txt", (1980, 0, 0, 0, 0, 0)), sample_file("chat-export.txt"))
        archive.writestr(zipfile.ZipInfo("a.png", (1980, 0, 0, 0, 0, 0)), b"x")
    facts = files.look(held.getvalue())

    assert (facts.kind, len(facts.parts)) == ("chat", 2)
    assert "zed_k" in people(facts)
    assert not [each for each in times(facts) if each.startswith("exported")]


def test_a_whatsapp_export_says_who_wrote_and_from_when_to_when(files: FileReader) -> None:
    facts = files.look(sample_file("chat-export.txt"))

    assert (facts.kind, facts.media_type) == ("chat", "text/plain")
    assert people(facts) == ["zed_k", "Jonah 9C", "+44 7700 900123", "Mia K"]
    assert times(facts) == [
        "first message 2026-11-07 20:14 (“07/11/2026, 20:14” in the file)",
        "last message 2026-11-08 10:47 (“08/11/2026, 10:47” in the file)",
    ]
    assert "1 message had a picture, film or sound that was left out of this export." in facts.notes
    assert facts.text == sample_file("chat-export.txt").decode()


@pytest.mark.parametrize(
    ("line", "when"),
    [
        pytest.param("[13/11/2026, 20:14:05] {}: hello", "2026-11-13 20:14:05", id="iPhone"),
        pytest.param("\u200e[13/11/26, 8:14:05\u202fPM] {}: hello", "2026-11-13 20:14:05", id="iPhone with 12 hours"),
        pytest.param("11/13/26, 12:14 AM - {}: hello", "2026-11-13 00:14", id="American"),
        pytest.param("13.11.26, 20:14 - {}: hello", "2026-11-13 20:14", id="German"),
        pytest.param("2026-11-13, 20:14 - {}: hello", "2026-11-13 20:14", id="Swedish"),
        pytest.param("13/11/2026 8.14 p.m. - {}: hello", "2026-11-13 20:14", id="Spanish"),
        pytest.param("[2026-11-13 20:14] <{}> : hello", "2026-11-13 20:14", id="another program"),
    ],
)
def test_each_phone_writes_dates_its_own_way(line: str, when: str, files: FileReader) -> None:
    facts = files.look(f"{line.format('Mia')}\nand a second line\n{line.format('Jo')}\n".encode())

    assert facts.kind == "chat"
    assert people(facts) == ["Mia", "Jo"]
    assert times(facts)[0].startswith(f"first message {when} ")


def test_a_date_that_may_be_read_two_ways_is_said_to_be_a_guess(files: FileReader) -> None:
    facts = files.look(b"07/11/2026, 20:14 - Mia: hello\n07/11/2026, 20:15 - Jo: hi\n")

    assert any("whether the day or the month comes first" in note for note in facts.notes)


def test_other_text_is_no_chat(files: FileReader) -> None:
    letter = files.look(b"Dear school,\n\nOn 07/11/2026 at 20:14 this happened: he wrote to her.\n")

    assert (letter.kind, letter.said) == ("document", ())
    assert letter.text.startswith("Dear school")


@pytest.mark.parametrize("charset", ["utf-16", "utf-8-sig", "windows-1256"])
def test_text_in_another_alphabet_is_read(charset: str, files: FileReader) -> None:
    arabic = "مرحبا بكم في هذه المجموعة، من فضلكم لا تنشروا هذه الصور مرة أخرى. شكرا لكم جميعا.\n" * 3

    assert "المجموعة" in files.look(arabic.encode(charset)).text


def test_a_whatsapp_archive_is_a_chat_with_its_pictures_as_parts(files: FileReader) -> None:
    picture, held = saved(corners(), "JPEG"), io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("_chat.txt", "[13/11/2026, 20:14:05] Mia: <attached: 1.jpg>\n[13/11/2026, 20:15:05] Jo: no\n")
        archive.writestr("00000001-PHOTO.jpg", picture)
    facts = files.look(held.getvalue())

    assert facts.kind == "chat"
    assert people(facts) == ["Mia", "Jo"]
    assert [part.name for part in facts.parts] == ["_chat.txt", "00000001-PHOTO.jpg"]
    assert files.part(held.getvalue(), 1) == picture
