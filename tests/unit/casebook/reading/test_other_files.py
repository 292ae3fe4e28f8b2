"""PDFs, saved web pages, archives and Office files: what they say of themselves, and that nothing in them is run."""

import io
import zipfile
from datetime import UTC, datetime

import pytest

from dslapp.casebook.evidence.sources import EvidenceRefused
from dslapp.casebook.reading.problems import NotReadable
from dslapp.casebook.reading.reader import FileReader
from tests.files import FILES, pdf_with, sample_file


def test_a_pdf_says_its_title_its_times_and_its_words(files: FileReader) -> None:
    facts = files.look(FILES / "grouppad-export.pdf", "grouppad-export.pdf")

    assert (facts.kind, facts.media_type, facts.pages) == ("document", "application/pdf", 1)
    assert {each.what for each in facts.said} == {"title", "time"}
    assert next(each.at for each in facts.said if each.what == "time") == datetime(2026, 11, 20, 23, 50, 13, tzinfo=UTC)
    assert "it's not even real" in facts.text or "so its not even real" in facts.text


def test_the_pages_of_a_pdf_are_drawn(files: FileReader) -> None:
    (page,) = files.pages(sample_file("grouppad-export.pdf"), 1.5, 0, 5)

    assert len(page.data) == page.width * page.height * 3
    assert set(page.data) != {255}
    with pytest.raises(NotReadable, match="no such part"):
        files.pages(sample_file("grouppad-export.pdf"), 1.5, 1, 1)


def test_a_locked_pdf_is_kept_and_said_to_be_locked(files: FileReader) -> None:
    facts = files.look(pdf_with("password"))

    assert (facts.kind, facts.text, facts.pages) == ("document", "", 0)
    assert "locked with a password" in facts.notes[0]
    with pytest.raises(NotReadable, match="locked"):
        files.pages(pdf_with("password"), 1.0, 0, 1)


def test_a_script_in_a_pdf_is_told_and_not_run(files: FileReader) -> None:
    assert any("never run" in note for note in files.look(pdf_with("script")).notes)


def test_a_file_in_a_pdf_is_listed_and_taken_out(files: FileReader) -> None:
    (part,) = files.look(pdf_with("file")).parts

    assert (part.name, part.size) == ("list.csv", 5)
    assert files.part(pdf_with("file"), 0) == b"a,b,c"


def test_a_web_page_is_read_as_text_with_where_it_was(files: FileReader) -> None:
    page = """<!DOCTYPE html><!-- saved from url=(0042)https://towntalk.example/p/77 -->
    <html><head><title>TownTalk</title>
    <script>document.write("never")</script><meta property="og:url" content="https://towntalk.example/p/77"></head>
    <body onload="never()"><h1>Post</h1><p>Zażółć <b>gęślą</b></p><img src="https://example.com/x.png" alt="a bee">"""
    facts = files.look(page.encode())

    assert facts.kind == "web page"
    assert {each.text for each in facts.said if each.what == "address"} == {"https://towntalk.example/p/77"}
    assert [each.text for each in facts.said if each.what == "title"] == ["TownTalk"]
    assert "Zażółć gęślą" in facts.text
    assert "[picture: a bee]" in facts.text
    assert "never" not in facts.text


def test_a_page_that_a_browser_saved_whole_has_its_pictures_as_parts(files: FileReader) -> None:
    saved = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://towntalk.example/p/77\r\nSubject: TownTalk\r\n"
        b"Date: Tue, 10 Nov 2026 18:22:05 -0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\n'
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>caf=C3=A9</p>\r\n--x\r\nContent-Type: image/png\r\n"
        b"Content-Location: https://towntalk.example/a.png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n"
        b"--x--\r\n"
    )
    facts = files.look(saved)

    assert (facts.kind, facts.media_type) == ("web page", "multipart/related")
    assert "café" in facts.text
    assert {each.what: each.text for each in facts.said}["address"] == "https://towntalk.example/p/77"
    assert [(part.name, part.size) for part in facts.parts] == [("a.png", 3)]
    assert files.part(saved, 0) == bytes(3)


def test_an_archive_is_listed_and_its_names_are_only_words(files: FileReader) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("../../evil.png", "/etc/passwd", "C:\\Windows\\x", "CON", "\u202egnp.exe", "fine.txt"):
            archive.writestr(name, b"x" * 10)
    facts = files.look(held.getvalue())

    assert facts.kind == "file"
    assert [part.name for part in facts.parts] == [
        "../../evil.png", "/etc/passwd", "C:/Windows/x", "CON", "gnp.exe", "fine.txt",
    ]  # fmt: skip
    assert files.part(held.getvalue(), 0) == b"x" * 10


def test_a_word_file_is_listed_and_not_opened(files: FileReader) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in ("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"):
            archive.writestr(name, b"x")
    facts = files.look(held.getvalue())

    assert facts.media_type.endswith("wordprocessingml.document")
    assert facts.parts == ()
    assert [note.partition(":")[0] for note in facts.notes] == [
        "This file is a Word document", "It has a program (macro) in it. It is never run here.",
    ]  # fmt: skip


@pytest.mark.parametrize("words", ["BMX club, list", "caffeine", "MZ to SF: come", "ID3 is the class", "Rar! roared"])
def test_a_text_is_a_text_whatever_its_first_letters_mean(words: str, files: FileReader) -> None:
    facts = files.look(words.encode())

    assert (facts.kind, facts.text) == ("document", words)


@pytest.mark.parametrize("data", [b"\0\1\2\3" * 100, b"MZ\x90\0" + bytes(500), b"7z\xbc\xaf\x27\x1c" + bytes(50)])
def test_any_other_file_can_be_kept(data: bytes, files: FileReader) -> None:
    facts = files.look(data, "photo.jpg")

    assert facts.kind == "file"
    assert "It can be kept as it is" in facts.notes[0] or "it can be kept as it is" in facts.notes[0]


def test_a_folder_is_no_file(files: FileReader) -> None:
    with pytest.raises(EvidenceRefused, match="a folder"):
        files.look(FILES)
