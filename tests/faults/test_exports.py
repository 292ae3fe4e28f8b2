"""F15: a document or a pack that leaves the school opens with its password and with nothing else, every one."""

import contextlib
import io
import re
import subprocess
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, get_args

import msgspec
import pikepdf
import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest

from dslapp.bootstrap import build_program
from dslapp.casebook.keys.member_keys import FLOOR_KDF
from dslapp.documents.pages import page_count
from dslapp.domain.case.incident import Incident
from dslapp.domain.case.people import Person
from dslapp.domain.pack.chosen import PackChoice, PackForm
from dslapp.domain.problems import Problem
from dslapp.services.access.unlock_casebook import lock_casebook, unlock_casebook
from dslapp.services.demo.write_demo import write_demo
from dslapp.services.pack.check_pack import check_pack
from dslapp.services.pack.gather_pack import offer_pack
from dslapp.services.pack.make_pack import MadePack, make_pack
from dslapp.services.papers.release_paper import encrypt_paper
from dslapp.services.papers.write_case_file import CasePaper, draw_case_file, read_case_file
from dslapp.services.session import Session
from tests.faults.counts import Count
from tests.faults.sweep import spellings
from tests.unit.documents.readers import Reader

GUESSES = ("", " ", "owner", "password", "Thornmoss", "1234", "dslcasebook")

LONG_ENOUGH = 12
"""Letters of a name that do not stand in 27 documents of noise by chance."""


class Paper(NamedTuple):
    """A document as it leaves, its password, and its text where it was drawn without one."""

    document: bytes
    password: str
    text: str = ""


class School(NamedTuple):
    """The made-up school's documents and packs, and the names of its people, none of which may show."""

    papers: list[Paper]
    names: list[str]
    packs: list[MadePack]


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> School:
    """Every summary that the made-up school sends, and each of its cases on paper."""
    folder = tmp_path_factory.mktemp("exports")
    program = replace(build_program(settings=folder, casebooks=folder), kdf=FLOOR_KDF)
    demo = write_demo(program, folder / "demo")
    packs: list[MadePack] = []
    papers = [Paper(each.file.read_bytes(), each.password_file.read_text().strip()) for each in demo.documents]
    member = demo.members[0]
    session = unlock_casebook(program, demo.casebook, member.name, member.passphrase_file.read_text().strip())
    try:
        for incident in session.casebook.select(Incident):
            draft = read_case_file(session, incident.id)
            for kind in get_args(CasePaper):
                plain = draw_case_file(draft, kind)
                papers.append(Paper(*encrypt_paper(plain), text=Reader(folder, plain).text()))
            packs += packs_of(session, incident, folder)
        people = [person.name for person in session.casebook.select(Person)]
        names = [session.school.name, *(name for name in people if len(name) >= LONG_ENOUGH)]
    finally:
        lock_casebook(session)
        program.pictures.close()
    return School(papers, names, packs)


def packs_of(session: Session, incident: Incident, folder: Path) -> list[MadePack]:
    """All of a case in a ZIP file; the case with the most exhibits under age too, since a password takes seconds."""
    exhibits = tuple(line.exhibit.id for line in offer_pack(session, incident.id).lines)
    choice = PackChoice(
        exhibits=exhibits, recipient="PC 4410, Thornshire Police", purpose="their enquiry", paper="whole file",
        with_extract=True,
    )  # fmt: skip
    forms: dict[PackForm, str] = {"zip": ".zip", "age": ".tar.age"} if len(exhibits) > 1 else {"zip": ".zip"}
    return [
        make_pack(
            session, incident.id, msgspec.structs.replace(choice, form=form), folder / f"Pack {incident.ref}{ending}"
        )
        for form, ending in forms.items()
        if exhibits
    ]


def test_a_document_opens_with_its_password_and_with_nothing_else(
    school: School, tmp_path: Path, counted: Count
) -> None:
    wrong = list[str]()
    path = tmp_path / "locked.pdf"
    for number, paper in enumerate(school.papers):
        path.write_bytes(paper.document)
        guesses = (*GUESSES, paper.password.upper(), paper.password + " ", paper.password[:-1])
        wrong += [f"document {number} opens with {guess!r}" for guess in guesses if opens(paper.document, guess)]
        wrong += [f"document {number}: {each}" for each in encryption_of(path, paper.password)]
        typed_otherwise = unicodedata.normalize("NFC", unicodedata.normalize("NFD", paper.password))
        if not opens(paper.document, typed_otherwise):
            wrong.append(f"document {number} does not open as it is typed")
    counted("F15", "document opened with another password", len(school.papers) * len(guesses), silent=len(wrong))
    assert wrong == []


def test_a_document_holds_no_name_that_can_be_read_without_its_password(school: School, counted: Count) -> None:
    found = [
        f"{name} in document {number}"
        for number, paper in enumerate(school.papers)
        for name in school.names
        if any(spelled in paper.document for spelled in spellings(name))
    ]
    counted("F15", "document searched for names", len(school.papers), plaintext=len(found))
    assert school.names
    assert found == []


def test_the_locked_text_is_what_was_drawn(school: School, tmp_path: Path, counted: Count) -> None:
    drawn = [paper for paper in school.papers if paper.text]
    differ = [paper for paper in drawn if Reader(tmp_path, paper.document, paper.password).text() != paper.text]
    counted("F15", "document's text compared with what was drawn", len(drawn), silent=len(differ))
    assert drawn
    assert differ == []


def test_a_pack_opens_with_its_password_and_with_nothing_else(school: School, counted: Count) -> None:
    wrong = list[str]()
    for number, pack in enumerate(school.packs):
        few = pack.files[0].suffix == ".age"
        guesses = ("", pack.password[:-1]) if few else (*GUESSES, pack.password.upper(), pack.password[:-1])
        wrong += [f"pack {number} opens with {guess!r}" for guess in guesses if pack_opens(pack.files[0], guess)]
        if not pack_opens(pack.files[0], pack.password):
            wrong.append(f"pack {number} does not open")
    counted("F15", "pack opened with another password", len(school.packs), silent=len(wrong))
    assert school.packs
    assert wrong == []


def test_a_pack_holds_no_name_that_can_be_read_without_its_password(school: School, counted: Count) -> None:
    found = [
        f"{name} in {file.name}"
        for pack in school.packs
        for file in pack.files
        for name in school.names
        if any(spelled in file.read_bytes() + file.name.encode() for spelled in spellings(name))
    ]
    counted("F15", "pack searched for names", len(school.packs), plaintext=len(found))
    assert found == []


def pack_opens(path: Path, password: str) -> bool:
    """Whether this program, or 7-Zip of a ZIP file, gets anything out of it."""
    with contextlib.suppress(Problem):
        return check_pack(path, password).sound
    if path.suffix != ".zip":
        return False
    tried = subprocess.run(["7z", "t", f"-p{password}", str(path)], stdin=subprocess.DEVNULL, capture_output=True)
    return tried.returncode == 0


def opens(document: bytes, password: str) -> bool:
    """Whether either of two readers opens it. (Not pdftotext: it cuts what is typed after 32 letters.)"""
    try:
        pikepdf.open(io.BytesIO(document), password=password).close()
    except pikepdf.PasswordError:
        with contextlib.suppress(pypdfium2.PdfiumError):
            return page_count(document, password) > 0
        return False
    return True


def encryption_of(path: Path, password: str) -> list[str]:
    """What is not as it must be: AES-256 of revision 6 for everything, and a password for users, not for owners."""
    said = subprocess.run(
        ["qpdf", "--show-encryption", f"--password={password}", str(path)], check=True, capture_output=True, text=True
    ).stdout
    right = "R = 6" in said and said.count("AESv3") == 3 and "Supplied password is user password" in said
    with pikepdf.open(path, password=password) as document:
        version = document.encryption.V
    return ([] if right else [re.sub(r"\s+", " ", said)]) + ([] if version == 5 else [f"version {version}"])
