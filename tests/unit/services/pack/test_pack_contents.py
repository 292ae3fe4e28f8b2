"""What is made for a pack fits what is in it: the instructions' count and example, the sums, the first page."""

import csv
import hashlib
import io
import re
from pathlib import Path

import pytest

from dslapp.services.session import Session
from tests.packs import PackedCase, packed_as_folder

WRITTEN_LAST = {"HASHES-FOR-WINDOWS.txt", "SHA256SUMS"}
"""No sum of these can stand in the list of sums for Windows, which is one of them."""


WITHOUT: dict[str, dict[str, object]] = {
    "everything": {},
    "no copies": {"copies": ()},
    "no paper and no history": {"paper": "", "with_extract": False},
    "words only": {"copies": (), "paper": "", "with_extract": False},
}


@pytest.mark.parametrize("chosen", WITHOUT)
def test_the_count_that_the_instructions_give_is_that_of_the_pack(
    session: Session, case: PackedCase, tmp_path: Path, chosen: str
) -> None:
    only: dict[str, object] = {"exhibits": (case.not_held.id,)} if chosen == "words only" else {}
    files = packed_as_folder(session, case, tmp_path, **WITHOUT[chosen], **only)
    told = re.search(r"this line must show (\d+),", files["HOW-TO-CHECK.txt"].decode("ascii"))
    assert told is not None
    assert int(told[1]) == len(files)


@pytest.mark.parametrize("with_file", [True, False])
def test_the_example_of_the_instructions_is_a_file_of_this_pack(
    session: Session, case: PackedCase, tmp_path: Path, with_file: bool
) -> None:
    only: dict[str, object] = {} if with_file else {"exhibits": (case.not_held.id,), "copies": ()}
    files = packed_as_folder(session, case, tmp_path, **only)
    example = re.search(r'certutil -hashfile "(.+)" SHA256', files["HOW-TO-CHECK.txt"].decode("ascii"))
    assert example is not None
    named = example[1].replace("\\", "/")
    assert named in files
    assert named.startswith("originals/") == with_file, "an original where there is one"


def test_the_sums_for_windows_are_those_of_each_file_under_its_windows_name(
    session: Session, case: PackedCase, tmp_path: Path
) -> None:
    files = packed_as_folder(session, case, tmp_path)
    lines = files["HASHES-FOR-WINDOWS.txt"].decode("ascii").split("\r\n")[2:]
    told = {name.replace("\\", "/"): sum_.strip() for name, sum_ in zip(lines[::3], lines[1::3], strict=False) if name}
    assert "originals\\JH-1.png" in lines
    assert told == {name: hashlib.sha256(data).hexdigest() for name, data in files.items() if name not in WRITTEN_LAST}


def test_the_first_page_names_no_folder_that_is_not_there(session: Session, case: PackedCase, tmp_path: Path) -> None:
    whole = packed_as_folder(session, case, tmp_path)["READ-ME-FIRST.txt"].decode("ascii")
    (tmp_path / "stick").mkdir()
    narrow = packed_as_folder(session, case, tmp_path / "stick", copies=(), paper="", with_extract=False)
    first = narrow["READ-ME-FIRST.txt"].decode("ascii")
    for folder in ("copies", "record", "CASE-ON-ONE-PAGE.pdf"):
        assert f"* {folder}: " in whole
        assert f"* {folder}: " not in first
    for folder in ("originals", "continuity", "SHA256SUMS"):
        assert f"* {folder}: " in first


def test_the_continuity_is_of_the_exhibits_that_go_and_of_no_other(
    session: Session, case: PackedCase, tmp_path: Path
) -> None:
    files = packed_as_folder(session, case, tmp_path, exhibits=(case.mail.id, case.not_held.id), copies=())
    rows = list(csv.reader(io.StringIO(files["continuity/continuity.csv"].decode("utf-8-sig"))))
    assert {row[0] for row in rows[1:]} == {"JH/2"}, "of what is not held there are no steps"
    assert {name for name in files if name.startswith("continuity/")} == {
        "continuity/continuity.csv", "continuity/JH-2.pdf", "continuity/JH-4.pdf",
    }  # fmt: skip
