"""E-mails that were dragged out of Outlook, and the other files of the same container."""

from datetime import UTC, datetime

import pytest

from dslapp.casebook.reading.reader import FileReader
from tests.outlook import container, outlook_message

SENT = datetime(2026, 11, 10, 18, 22, 5, tzinfo=UTC)
PICTURE = bytes(range(256)) * 40


@pytest.fixture(scope="module")
def message() -> bytes:
    return outlook_message(
        sender="Priya Nandan", to="Office", subject="Group chat – help", body="Please help.\r\nP. Nandan", sent=SENT,
        files={"chat page.png": PICTURE, "note.txt": b"short"},
    )  # fmt: skip


def test_an_outlook_message_says_who_wrote_to_whom_and_when(files: FileReader, message: bytes) -> None:
    facts = files.look(message, "help.msg")
    said = {each.what: each for each in facts.said}

    assert (facts.kind, facts.media_type) == ("e-mail", "application/vnd.ms-outlook")
    assert said["from"].text == '"Priya Nandan" <Priya Nandan@example.com>'
    assert said["to"].text == "Office"
    assert said["subject"].text == "Group chat – help"
    assert said["time"].at == SENT
    assert "Please help.\nP. Nandan" in facts.text


def test_what_is_attached_is_taken_out_as_it_was(files: FileReader, message: bytes) -> None:
    parts = files.look(message).parts

    assert [(part.name, part.size) for part in parts] == [("chat page.png", len(PICTURE)), ("note.txt", 5)]
    assert [files.part(message, part.number) for part in parts] == [PICTURE, b"short"]


def test_an_old_word_file_is_kept_and_not_opened(files: FileReader) -> None:
    facts = files.look(container({"WordDocument": bytes(5000)}))

    assert (facts.kind, facts.media_type) == ("file", "application/msword")
    assert "a Word document" in facts.notes[0]


def test_an_outlook_message_that_stops_in_the_middle_is_kept_with_words(files: FileReader, message: bytes) -> None:
    facts = files.look(message[: len(message) // 2])

    assert facts.notes
