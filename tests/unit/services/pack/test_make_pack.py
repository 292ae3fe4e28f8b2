"""Making a pack: chosen things only, read back before it counts, on the record all or nothing, and no plaintext."""

import csv
import io
from pathlib import Path
from threading import Event
from typing import Any, get_args

import msgspec
import pytest
import pyzipper

from dslapp.casebook.evidence.files import EvidenceUnsound
from dslapp.casebook.store import Casebook
from dslapp.domain.case.casework import Action
from dslapp.domain.evidence.exhibits import CustodyEvent
from dslapp.domain.pack.chosen import PackForm
from dslapp.domain.pack.manifest import Manifest
from dslapp.domain.problems import EnvironmentProblem, Problem, UserProblem
from dslapp.domain.school import Access
from dslapp.services.pack.check_pack import check_pack
from dslapp.services.pack.make_pack import MadePack, PackStopped, make_pack
from dslapp.services.session import Session
from tests.packs import BECAUSE, CHILD, NAMES, OFFICER, WHY, PackedCase, everything, exhibit
from tests.unit.documents.readers import Reader


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def make(session: Session, case: PackedCase, out: Path, form: PackForm = "zip", **fields: object) -> MadePack:
    choice = everything(case, form=form, plain_because=BECAUSE, **fields)
    return make_pack(session, case.id, choice, out / NAMES[form])


def unzipped(made: MadePack) -> dict[str, bytes]:
    with pyzipper.AESZipFile(made.files[0]) as archive:
        archive.setpassword(made.password.encode())
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_holds_what_was_chosen_untouched_and_nothing_else(session: Session, case: PackedCase, out: Path) -> None:
    files = unzipped(make(session, case, out, exhibits=(case.mail.id,), copies=(), paper="", with_extract=False))
    assert sorted(files) == [
        "HASHES-FOR-WINDOWS.txt", "HOW-TO-CHECK.pdf", "HOW-TO-CHECK.txt", "NOTES-FOR-THE-OFFICER.pdf",
        "READ-ME-FIRST.txt", "SHA256SUMS", "continuity/JH-2.pdf", "continuity/continuity.csv", "manifest.csv",
        "manifest.json", "originals/JH-2.eml",
    ]  # fmt: skip
    assert files["originals/JH-2.eml"] == session.evidence.read(case.mail.file_id, case.mail.sha256)


def test_a_copy_goes_in_place_of_its_original_and_is_called_so(session: Session, case: PackedCase, out: Path) -> None:
    files = unzipped(make(session, case, out, exhibits=()))
    assert {"copies/JH-1-A.png"} == {name for name in files if name.startswith(("originals", "copies"))}
    manifest = msgspec.json.decode(files["manifest.json"], type=Manifest)
    (listed,) = manifest.exhibits
    assert (listed.in_pack, listed.sha256) == ("copy in place of the original", case.taunts.sha256)
    assert "JH/1: picture, copy JH/1-A in place of the original" in files["READ-ME-FIRST.txt"].decode("ascii")
    told = files["manifest.json"] + files["manifest.csv"] + files["READ-ME-FIRST.txt"]
    assert CHILD.encode() not in told, "the description and the name of the original tell what the copy hides"
    notes = Reader(out, files["NOTES-FOR-THE-OFFICER.pdf"]).flowing()
    assert "Copy JH/1-A: parts blackened by the school, in place of the original" in notes
    assert case.copy.because not in notes + told.decode(), "the reason may name whom the copy hides"


def test_an_archive_in_which_something_lies_that_must_not_be_here_never_goes(
    session: Session, case: PackedCase, out: Path
) -> None:
    inner = exhibit(session, case.id, 7, b"inner", part_of=case.mail.id, withdrawn=True, shut_away_by="Jo Hartsedge")
    assert inner.part_of == case.mail.id
    with pytest.raises(UserProblem, match="A file lies in it that must not be here"):
        make(session, case, out, exhibits=(case.mail.id,))


def test_what_is_not_held_stands_in_it_in_words(session: Session, case: PackedCase, out: Path) -> None:
    files = unzipped(make(session, case, out, exhibits=(case.not_held.id,), copies=()))
    assert not [name for name in files if name.startswith(("originals", "copies"))]
    assert "phone of a pupil, locked in the DSL's safe" in files["manifest.csv"].decode("utf-8-sig")
    assert "JH/4: not held, in words only" in files["READ-ME-FIRST.txt"].decode("ascii")
    notes = Reader(out, files["NOTES-FOR-THE-OFFICER.pdf"]).flowing()
    assert "Nobody at the school holds it" in notes
    assert "Jo Hartsedge can say what was told" in notes
    assert "Police reference Not written for JH/4" in notes, "what is not known is said to be not known"


def test_whoever_attached_it_produces_it_and_who_made_it_stands_beside(
    session: Session, case: PackedCase, out: Path
) -> None:
    shown = exhibit(session, case.id, 7, b"a photo of the screen", captured_by="Ellis P.")
    files = unzipped(make(session, case, out, exhibits=(shown.id,), copies=(), paper=""))
    (listed,) = msgspec.json.decode(files["manifest.json"], type=Manifest).exhibits
    assert (listed.produced_by, listed.captured_by) == ("Jo Hartsedge", "Ellis P.")
    assert "Jo Hartsedge JH/7 Ellis P." in Reader(out, files["NOTES-FOR-THE-OFFICER.pdf"]).flowing()


def test_what_a_machine_read_is_not_in_the_lists_and_no_cell_is_a_formula(
    session: Session, case: PackedCase, out: Path
) -> None:
    files = unzipped(make(session, case, out))
    assert b"@guessed.example" not in files["manifest.json"] + files["manifest.csv"]
    rows = csv.reader(io.StringIO(files["manifest.csv"].decode("utf-8-sig")))
    cells = [cell for row in rows for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("form", ["zip", "age"])
def test_no_name_and_no_byte_of_an_original_can_be_read_in_it(
    session: Session, case: PackedCase, out: Path, form: PackForm
) -> None:
    made = make(session, case, out, form)
    written = b"".join(each.read_bytes() for each in made.files)
    for secret in (CHILD, "Pemberwick", "Hartsedge", "4410", "He says stop", "moved.away"):
        assert secret.encode() not in written
    assert session.evidence.read(case.taunts.file_id, case.taunts.sha256)[1000:1100] not in written
    assert CHILD not in "".join(each.name for each in made.files)


@pytest.mark.parametrize("form", ["zip", "folder"])
def test_it_stands_in_the_history_the_continuity_and_the_actions(
    session: Session, case: PackedCase, out: Path, form: PackForm
) -> None:
    made = make(session, case, out, form)
    left = [each.entity for each in session.casebook.history(incident_id=case.id)]
    told = [each.detail for each in left if isinstance(each, Access) and each.what == "exported"]
    assert len(told) == 1
    assert f"evidence pack for {OFFICER}: JH/1, JH/2, JH/3, JH/4; 3 originals, 1 copy, 1 in words" in told[0]
    assert made.sums_sha256 in told[0]
    assert (BECAUSE in told[0]) == (form == "folder")
    steps = [each for each in left if isinstance(each, CustodyEvent) and each.what == "exported"]
    assert [(step.exhibit_id, step.to, step.hash_checked) for step in steps] == [
        (each.id, OFFICER, True) for each in (case.taunts, case.mail, case.film)
    ]
    assert steps[0].purpose == f"original and copy JH/1-A in an evidence pack: {WHY}"
    receipt = [each for each in left if isinstance(each, Action)]
    assert made.check_number in receipt[0].what


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"recipient": " "}, "recipient"), ({"purpose": "x"}, "purpose"), ({"exhibits": (), "copies": ()}, "exhibits"),
        ({"copies": ("no such copy",)}, "exhibits"), ({"form": "folder"}, "reason"),
    ],
)  # fmt: skip
def test_nothing_leaves_for_nobody_or_without_what_it_needs(
    session: Session, case: PackedCase, out: Path, fields: dict[str, Any], field: str
) -> None:
    head = session.casebook.head
    with pytest.raises(UserProblem) as refused:
        make_pack(session, case.id, everything(case, **fields), out / "Pack.zip")
    assert refused.value.field == field
    assert (list(out.iterdir()), session.casebook.head) == ([], head)


def test_a_withdrawn_or_locked_exhibit_never_goes(session: Session, case: PackedCase, out: Path) -> None:
    with pytest.raises(UserProblem, match="withdrawn"):
        make(session, case, out, exhibits=(case.withdrawn.id,))
    stored = session.evidence.folder / case.mail.file_id[-2:] / f"{case.mail.file_id}.age"
    whole = stored.read_bytes()
    stored.write_bytes(whole[:-1])
    with pytest.raises(EvidenceUnsound, match="JH/2"):
        make(session, case, out)
    stored.write_bytes(whole)
    with pytest.raises(UserProblem, match="JH/2 cannot go"):
        make(session, case, out)
    assert list(out.iterdir()) == []


def test_its_name_tells_nothing(session: Session, case: PackedCase, out: Path) -> None:
    with pytest.raises(UserProblem, match="might tell whom it is about"):
        make_pack(session, case.id, everything(case), out / "Pack Ellis.zip")


@pytest.mark.parametrize("form", get_args(PackForm))
def test_stopped_it_leaves_nothing(session: Session, case: PackedCase, out: Path, form: PackForm) -> None:
    stop, seen, head = Event(), list[int](), session.casebook.head

    def progress(done: int, total: int) -> None:
        seen.append(done)
        stop.set()

    film = exhibit(session, case.id, 9, b"film" * 800_000, exhibit_kind="film", media_type="video/mp4")
    big = case._replace(film=film)
    with pytest.raises(PackStopped):
        make_pack(
            session, big.id, everything(big, form=form, plain_because=BECAUSE, paper=""), out / NAMES[form],
            progress=progress, cancel=stop,
        )  # fmt: skip
    assert seen
    assert list(out.iterdir()) == []
    assert head != session.casebook.head  # the second case itself
    assert not [each for each in session.casebook.select(CustodyEvent) if each.what == "exported"]


@pytest.mark.parametrize("form", ["zip", "folder"])
def test_what_cannot_be_noted_has_not_left(
    session: Session, case: PackedCase, out: Path, form: PackForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = Casebook.commit

    def refuse(self: Casebook, changes: Any, **more: Any) -> Any:
        if any(isinstance(each, CustodyEvent) for each in changes):
            raise EnvironmentProblem("The disk is full.")
        return commit(self, changes, **more)

    monkeypatch.setattr(Casebook, "commit", refuse)
    with pytest.raises(EnvironmentProblem, match="full"):
        make(session, case, out, form)
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("form", get_args(PackForm))
def test_what_does_not_read_back_does_not_count(
    session: Session, case: PackedCase, out: Path, form: PackForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dslapp.casebook.packing import reading

    whole = reading.reading

    def spoilt(path: Path, *rest: Any, **more: Any) -> Any:
        file = next(path.glob("originals/*")) if path.is_dir() else path
        data = file.read_bytes()
        file.write_bytes(data[: len(data) // 2] + b"?" + data[len(data) // 2 + 1 :])
        return whole(path, *rest, **more)

    monkeypatch.setattr(reading, "reading", spoilt)
    with pytest.raises(Problem):
        make(session, case, out, form)
    assert list(out.iterdir()) == []
    assert not [each for each in session.casebook.select(CustodyEvent) if each.what == "exported"]


@pytest.mark.parametrize("form", get_args(PackForm))
def test_the_program_itself_checks_it_too(session: Session, case: PackedCase, out: Path, form: PackForm) -> None:
    made = make(session, case, out, form)
    report = check_pack(made.files[0], made.password, made.check_number)
    assert (report.sound, report.files, report.case) == (True, made.members, "OSI-2026-0041")
    assert not check_pack(made.files[0], made.password, "0000 0000 0000 0000").sound
    if form != "folder":
        with pytest.raises(UserProblem, match="does not open"):
            check_pack(made.files[0], "another-password")
        return
    (made.files[0] / "originals" / "JH-1.png").write_bytes(b"another")
    (made.files[0] / "note.txt").write_bytes(b"added")
    (made.files[0] / "READ-ME-FIRST.txt").unlink()
    assert sorted(check_pack(made.files[0]).faults) == [
        "JH/1: originals/JH-1.png is not the file that the manifest describes.", "READ-ME-FIRST.txt is missing.",
        "note.txt is not in the list: somebody added it.", "originals/JH-1.png was changed.",
    ]  # fmt: skip
