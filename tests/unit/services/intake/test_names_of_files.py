"""A file's name enters the record as one plain line, by every way, and the record says what it hid."""

import io
import zipfile

import pytest

from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.intake.attach_parts import parts_of
from dslapp.services.session import Session
from tests.cases import bare_case

HID = "a name with invisible characters"


@pytest.mark.parametrize(
    ("name", "kept", "told"),
    [
        ("photo\u202egpj.exe", "photo gpj.exe", HID),
        ("a\nFrom: police\x1b[2J.png", "a From: police [2J.png", HID),
        ("A" * 5000 + ".png", "A" * 250 + "….png", ""),
    ],
)
def test_a_name_is_kept_as_one_plain_line(session: Session, name: str, kept: str, told: str) -> None:
    exhibit = attach_file(session, bare_case(session), b"hello", ExhibitAnswers(), image_answer="no", name=name)
    assert (exhibit.original_name, exhibit.read_from_file) == (kept, told)


def test_so_are_the_names_in_an_archive(session: Session) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("evil\u202egpj.exe", b"x")
    data = packed.getvalue()
    exhibit = attach_file(session, bare_case(session), data, ExhibitAnswers(), image_answer="no", name="a.zip")
    assert [part.name for part in parts_of(session, exhibit)] == ["evil gpj.exe"]
