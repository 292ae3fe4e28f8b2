"""A document that leaves the school opens with its password and with nothing else."""

import subprocess
import unicodedata
from pathlib import Path

import pikepdf
import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest

from dslapp.documents.drawing import draw
from dslapp.documents.encryption import encrypt, is_encrypted
from dslapp.documents.pages import page_count, page_pixels
from dslapp.documents.referral_summary import referral_summary
from tests.unit.documents.made_up import LADO, PROVENANCE
from tests.unit.documents.readers import Reader

PASSWORD = "snout-wheat-gizmo-unmade-flound"


@pytest.fixture(scope="module")
def plain() -> bytes:
    return draw(referral_summary(LADO, PROVENANCE))


@pytest.fixture(scope="module")
def locked(plain: bytes) -> bytes:
    return encrypt(plain, PASSWORD)


def test_a_word_in_the_file_does_not_pass_for_encryption(plain: bytes, locked: bytes) -> None:
    assert is_encrypted(locked)
    assert not is_encrypted(plain + b"\n% /Encrypt\n")
    with pytest.raises(ValueError, match="no PDF"):
        is_encrypted(b"/Encrypt")


def test_it_is_aes_256_revision_6(locked: bytes, tmp_path: Path) -> None:
    (tmp_path / "locked.pdf").write_bytes(locked)
    said = subprocess.run(
        ["qpdf", "--show-encryption", f"--password={PASSWORD}", str(tmp_path / "locked.pdf")],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    assert "R = 6" in said
    assert said.count("AESv3") == 3
    assert "Supplied password is user password" in said


@pytest.mark.parametrize(
    "wrong", ["", PASSWORD.upper(), PASSWORD + " ", "owner"], ids=["empty", "capitals", "space", "other"]
)
def test_no_other_password_opens_it(locked: bytes, wrong: str, tmp_path: Path) -> None:
    (tmp_path / "locked.pdf").write_bytes(locked)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(tmp_path / "locked.pdf", password=wrong)
    with pytest.raises(pypdfium2.PdfiumError):
        page_count(locked, wrong)
    tried = subprocess.run(["pdftotext", "-upw", wrong, str(tmp_path / "locked.pdf"), "-"], capture_output=True)
    assert tried.returncode != 0
    assert b"Orme" not in tried.stdout


def test_nothing_can_be_read_without_it(plain: bytes, locked: bytes) -> None:
    assert b"Summary for the LADO" not in locked
    assert b"Thornmoss" not in locked
    assert "Thornmoss".encode("utf-16-be") not in locked


def test_the_locked_text_is_the_plain_text(plain: bytes, locked: bytes, tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    reader = Reader(tmp_path, locked, PASSWORD)
    assert reader.text() == Reader(tmp_path / "plain", plain).text()
    assert reader.sound()


def test_a_password_with_accents_opens_however_it_is_typed(plain: bytes, tmp_path: Path) -> None:
    typed = unicodedata.normalize("NFD", "zażółć-gęślą-jaźń")
    (tmp_path / "locked.pdf").write_bytes(encrypt(plain, typed))
    with pikepdf.open(tmp_path / "locked.pdf", password=unicodedata.normalize("NFC", typed)) as opened:
        assert opened.encryption.R == 6


@pytest.mark.parametrize("password", ["", "x" * 128], ids=["empty", "too long"])
def test_an_empty_or_cut_password_is_never_used(plain: bytes, password: str) -> None:
    with pytest.raises(ValueError, match="1 to 127 bytes"):
        encrypt(plain, password)


def test_pages_are_shown_from_memory(locked: bytes) -> None:
    width, height, pixels = page_pixels(locked, 0, 1.0, PASSWORD)
    assert (width, height) == (596, 842)
    assert len(pixels) == width * height * 3
    assert 0.02 < sum(value < 128 for value in pixels) / len(pixels) < 0.3
