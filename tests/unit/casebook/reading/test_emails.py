"""What an e-mail says of itself, what it says, and what is attached to it."""

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from dslapp.casebook.evidence.sources import EvidenceRefused
from dslapp.casebook.reading.problems import NotReadable
from dslapp.casebook.reading.reader import FileReader
from dslapp.domain.evidence.file_facts import FileFacts
from tests.files import sample_file


def said(facts: FileFacts, what: str) -> list[str]:
    return [each.text for each in facts.said if each.what == what]


def letter(text: str = "Please help.") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Priya Nandan <parent.nandan@example.com>"
    message["To"] = "office@thornmoss.example.com"
    message["Subject"] = "Group chat"
    message["Date"] = "Tue, 10 Nov 2026 19:22:05 +0100"
    message["Message-ID"] = "<1@example.com>"
    message.set_content(text)
    return message


def test_an_email_says_who_wrote_to_whom_and_when(files: FileReader) -> None:
    facts = files.look(sample_file("parent-email.eml"), "parent-email.eml")

    assert (facts.kind, facts.media_type) == ("e-mail", "message/rfc822")
    assert said(facts, "from") == ["Priya Nandan <parent.nandan@example.com>"]
    assert said(facts, "to") == ["office@thornmoss.example.com"]
    assert said(facts, "subject") == ["Photos being shared in GroupPad – please help"]
    (sent,) = [each for each in facts.said if each.what == "time"]
    assert sent.at == datetime(2026, 11, 10, 18, 22, 5, tzinfo=UTC)
    assert sent.source == "e-mail header"


def test_the_words_of_an_email_follow_its_headers(files: FileReader) -> None:
    text = files.look(sample_file("parent-email.eml")).text

    assert text.startswith("From: Priya Nandan")
    assert "Message-ID: <20261110182205.1@example.com>" in text
    assert "My daughter is very upset" in text


def test_what_is_attached_is_listed_and_taken_out_as_it_was(files: FileReader) -> None:
    email = sample_file("parent-email.eml")
    (part,) = files.look(email).parts
    data = files.part(email, part.number)

    assert (part.name, part.media_type, part.can_be_taken) == ("chat page.png", "image/png", True)
    assert part.size == len(data)
    assert files.look(data).kind == "picture"
    with pytest.raises(NotReadable, match="no such part"):
        files.part(email, 1)


def test_the_way_that_an_email_took_is_kept(files: FileReader) -> None:
    message = letter()
    message["Received"] = "from mail.example.com by mx.example.com; Tue, 10 Nov 2026 18:22:09 +0000"
    facts = files.look(message.as_bytes())

    received = [each for each in facts.said if each.source == "e-mail header, Received"]
    assert [each.at for each in received] == [datetime(2026, 11, 10, 18, 22, 9, tzinfo=UTC)]
    assert "Received: from mail.example.com by mx.example.com" in facts.text


def test_a_forwarded_email_is_one_attachment_with_its_own_headers(files: FileReader) -> None:
    outer, inner = letter("See below."), letter("The first one.")
    outer.add_attachment(inner)
    facts = files.look(outer.as_bytes())

    assert [part.media_type for part in facts.parts] == ["message/rfc822"]
    assert facts.parts[0].name == "Group chat.eml"
    assert "The first one." not in facts.text
    again = files.look(files.part(outer.as_bytes(), 0))
    assert again.kind == "e-mail"
    assert "The first one." in again.text


def test_of_plain_words_and_the_same_in_html_the_plain_ones_are_read(files: FileReader) -> None:
    message = letter("plain words")
    message.add_alternative("<p>words in colour</p><script>alert(1)</script>", subtype="html")

    assert "plain words" in files.look(message.as_bytes()).text
    assert "in colour" not in files.look(message.as_bytes()).text


def test_an_email_in_html_alone_is_read_as_text(files: FileReader) -> None:
    message = letter()
    message.set_content("<style>p{}</style><p>Cześć</p><script>alert(1)</script>", subtype="html")
    text = files.look(message.as_bytes()).text

    assert "Cześć" in text
    assert "alert" not in text
    assert "p{}" not in text


@pytest.mark.parametrize(
    ("charset", "words"),
    [
        ("windows-1256", "مرحبا بكم"),
        ("iso-8859-2", "Zażółć gęślą jaźń"),
        ("utf-8", "🙃 dość"),
        ("shift_jis", "こんにちは"),
    ],
)
def test_words_in_other_scripts_are_read(charset: str, words: str, files: FileReader) -> None:
    message = letter()
    message.set_content(words, charset=charset)

    assert words in files.look(message.as_bytes()).text


def test_an_alphabet_that_does_not_exist_is_guessed_and_said(files: FileReader) -> None:
    raw = b"From: a@example.com\nTo: b@example.com\nContent-Type: text/plain; charset=none-such\n\nna\xefve caf\xe9\n"
    facts = files.look(raw)

    assert "caf" in facts.text
    assert any("alphabet" in note for note in facts.notes)


def test_broken_headers_are_given_as_they_stand(files: FileReader) -> None:
    raw = b"From: <<<@@@>\nTo: \xff\xfe\nDate: yesterday\nSubject: =?utf-8?q?=ZZ\nMIME-Version: 1.0\n\nwords\n"
    facts = files.look(raw)

    assert facts.kind == "e-mail"
    assert said(facts, "time") == ["sent yesterday"]
    assert "words" in facts.text


def test_an_email_whose_name_is_that_of_a_picture_is_an_email(files: FileReader) -> None:
    assert files.look(letter().as_bytes(), "photo.png").kind == "e-mail"


def test_nothing_at_all_is_refused(files: FileReader) -> None:
    with pytest.raises(EvidenceRefused, match="empty"):
        files.look(b"")
