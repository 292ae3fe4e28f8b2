"""Redacted and cropped copies: burnt in, searched, recorded with their parent; the original stays as it was."""

import io
from collections.abc import Callable
from pathlib import Path

import msgspec
import pikepdf
import pytest

from dslapp.casebook.evidence.files import EvidenceUnsound
from dslapp.casebook.journal.verify import verify
from dslapp.domain.entity import ExhibitId, IncidentId, new_id
from dslapp.domain.evidence.derivatives import Box, Derivative
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit, ExhibitText
from dslapp.domain.evidence.leak_check import LeakFound, names_to_hide
from dslapp.domain.long_work import run_here
from dslapp.domain.problems import NotAllowed, UserProblem
from dslapp.domain.school import Access
from dslapp.services.case.read_case import load_case
from dslapp.services.copies import search_copy
from dslapp.services.copies.make_copy import DOTS_A_POINT, keep_copy, prepare_copy, prepared_page, withdraw_copy
from dslapp.services.copies.show_copy import copy_thumbnail, export_copy, note_copy_revealed
from dslapp.services.exhibits.answer_exhibit import withdraw_exhibit
from dslapp.services.exhibits.read_by_machine import is_available
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.session import Session
from tests.casebooks import HEAD
from tests.cases import bare_case, taunts
from tests.copies import copy_picture, make_copy
from tests.files import a_pdf
from tests.pictures import as_image, sample, saved
from tests.written import written

FOR_LADO = "For the LADO, without the other children"
NAME = Box(left=60, top=320, width=300, height=40)


@pytest.fixture
def exhibit(session: Session) -> Exhibit:
    """The first screenshot, in a case of its own."""
    return attached(session, sample("chatnest-taunts-1.png"))


def attached(session: Session, data: bytes, incident_id: str = "") -> Exhibit:
    case = incident_id or bare_case(session)
    return attach_file(session, case, data, ExhibitAnswers(), image_answer="no", name="a name.png")


def stored(session: Session, file_id: str) -> Path:
    return session.evidence.folder / file_id[-2:] / f"{file_id}.age"


def test_a_redacted_copy_has_its_own_hash_parent_reason_and_letter(session: Session, exhibit: Exhibit) -> None:
    made = make_copy(session, exhibit.id, [NAME], "redacted", FOR_LADO, description="The taunts")
    assert (made.ref, made.exhibit_id, made.because) == ("JH/1-A", exhibit.id, FOR_LADO)
    assert (made.sha256 != exhibit.sha256, made.width, made.height) == (True, 1080, 1920)
    before, after = (
        as_image(session.pictures.view(sample("chatnest-taunts-1.png"))),
        as_image(copy_picture(session, made)),
    )
    before.paste((0, 0, 0), (60, 320, 360, 360))
    assert after.tobytes() == before.tobytes()
    assert "1 box is black to the last dot." in made.checked
    assert session.evidence.read(exhibit.file_id, exhibit.sha256) == sample("chatnest-taunts-1.png")
    [read] = [each for each in session.casebook.select(CustodyEvent) if each.what == "checked"]
    assert (read.purpose, read.hash_checked) == ("a redacted copy, JH/1-A, was made of it", True)
    assert load_case(session, exhibit.incident_id).derivatives == (made,)
    assert not verify(session.casebook, session.evidence).faults


def test_what_is_looked_at_before_saving_is_what_is_kept(session: Session, exhibit: Exhibit) -> None:
    prepared = prepare_copy(session, exhibit, [NAME], "redacted")
    looked_at = prepared_page(session, prepared, 0)
    made = keep_copy(session, run_here, prepared, FOR_LADO)
    assert (made.sha256, session.evidence.read(made.file_id, made.sha256)) == (prepared.sha256, prepared.data)
    assert copy_picture(session, made).data == looked_at.data


def test_a_letter_is_never_used_twice(session: Session, exhibit: Exhibit) -> None:
    first = make_copy(session, exhibit.id, [NAME], "redacted", FOR_LADO)
    withdraw_copy(session, first.id, because="A handle can still be read")
    second = make_copy(session, exhibit.id, [NAME], "cropped", FOR_LADO)
    assert (second.ref, second.width, second.height) == ("JH/1-B", 300, 40)
    other = attached(session, sample("chatnest-taunts-2.png"), exhibit.incident_id)
    assert make_copy(session, other.id, [NAME], "redacted", FOR_LADO).ref == "JH/2-A"


def test_a_copy_of_a_pdf_is_pictures_alone_with_no_word_left(session: Session) -> None:
    exhibit = attached(session, a_pdf(2))
    assert exhibit.pages == 2
    made = make_copy(session, exhibit.id, [Box(left=40, top=200, width=200, height=100, page=1)], "redacted", FOR_LADO)
    data = session.evidence.read(made.file_id, made.sha256)
    assert (made.media_type, made.pages, b"Ellis" in data, b"Author" in data) == ("application/pdf", 2, False, False)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert [set(page.obj.Resources.keys()) for page in pdf.pages] == [{"/XObject"}] * 2
        assert (pdf.trailer.get("/Info"), list(pdf.attachments)) == (None, [])
    first, second = as_image(copy_picture(session, made, 0)), as_image(copy_picture(session, made, 1))
    assert abs(first.size[0] - 300 * DOTS_A_POINT) <= 1
    assert first.crop((40, 200, 240, 300)).getcolors(1) is None
    assert second.crop((42, 202, 238, 298)).getcolors(1) == [(196 * 96, (0, 0, 0))]
    assert copy_thumbnail(session, made, 320).width <= 320


def test_no_copy_without_boxes_a_reason_or_the_right_to_write(
    session: Session, exhibit: Exhibit, unlock_as: Callable[[str], Session]
) -> None:
    with pytest.raises(UserProblem, match="Nothing is covered"):
        make_copy(session, exhibit.id, [], "redacted", FOR_LADO)
    with pytest.raises(UserProblem, match="one part that stays"):
        make_copy(session, exhibit.id, [NAME, NAME], "cropped", FOR_LADO)
    with pytest.raises(UserProblem, match="outside"):
        make_copy(session, exhibit.id, [msgspec.structs.replace(NAME, page=1)], "redacted", FOR_LADO)
    with pytest.raises(UserProblem, match="for whom or for what"):
        make_copy(session, exhibit.id, [NAME], "redacted", " . ")
    assert list(session.evidence.folder.rglob("*.age")) == [stored(session, exhibit.file_id)]
    with pytest.raises(NotAllowed):
        make_copy(unlock_as(HEAD), exhibit.id, [NAME], "redacted", FOR_LADO)


def test_a_withdrawn_exhibit_and_one_without_a_file_are_not_copied(session: Session, exhibit: Exhibit) -> None:
    withdraw_exhibit(session, exhibit.id, because="Attached to the wrong case")
    with pytest.raises(UserProblem, match="No redacted copy"):
        make_copy(session, exhibit.id, [NAME], "redacted", FOR_LADO)


def test_no_copy_is_left_of_an_exhibit_that_was_withdrawn_while_it_was_made(session: Session, exhibit: Exhibit) -> None:
    prepared = prepare_copy(session, exhibit, [NAME], "redacted")

    def on_casebook(work: Callable[..., object], *arguments: object) -> object:
        if work is search_copy.named_by_original:
            withdraw_exhibit(session, exhibit.id, because="Attached to the wrong case")
        return work(*arguments)

    with pytest.raises(UserProblem, match="No redacted copy"):
        keep_copy(session, on_casebook, prepared, FOR_LADO)
    assert len(list(session.evidence.folder.rglob("*.age"))) == 1


def test_an_original_that_is_not_the_one_attached_is_not_copied(session: Session, exhibit: Exhibit) -> None:
    stored(session, exhibit.file_id).write_bytes(b"something else")
    with pytest.raises(EvidenceUnsound, match="JH/1"):
        make_copy(session, exhibit.id, [NAME], "redacted", FOR_LADO)


def test_a_description_that_names_whom_the_copy_hides_is_refused(session: Session) -> None:
    case = taunts(session)
    hidden = names_to_hide(load_case(session, case))
    assert hidden == ("Ellis P.", "Kai D.", "@moved.away.example")
    exhibit = attached(session, sample("chatnest-taunts-1.png"), case)
    with pytest.raises(LeakFound) as leak:
        make_copy(session, exhibit.id, [NAME], "redacted", FOR_LADO, description="What Kai wrote", hidden=hidden)
    assert leak.value.findings.names == ("Kai D.",)
    assert len(list(session.evidence.folder.rglob("*.age"))) == 1
    assert session.casebook.select(Derivative) == []


def test_the_words_of_the_original_are_told_not_to_be_in_the_copy(session: Session, exhibit: Exhibit) -> None:
    session.casebook.commit(
        [
            ExhibitText(
                id=new_id(), incident_id=IncidentId(exhibit.incident_id), exhibit_id=ExhibitId(exhibit.id),
                how="read by machine", text="Kai was here",
            )
        ]
    )  # fmt: skip
    made = make_copy(session, exhibit.id, [NAME], "redacted", FOR_LADO, hidden=("Kai D.", "@kit.example"))
    assert "The words of the original hold 1 of the 2 names to hide; the copy has no words in it." in made.checked


def test_a_copy_with_anything_left_in_it_is_not_saved(
    session: Session, exhibit: Exhibit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_copy, "png_leftovers", lambda data: ("a part called tEXt",))
    with pytest.raises(LeakFound, match=r"The copy was not saved: its file holds more than the picture"):
        make_copy(session, exhibit.id, [NAME], "redacted", FOR_LADO)
    assert len(list(session.evidence.folder.rglob("*.age"))) == 1
    assert session.casebook.select(Derivative) == []


def test_a_box_that_was_not_burnt_in_is_found_and_nothing_is_saved(session: Session, exhibit: Exhibit) -> None:
    prepared = prepare_copy(session, exhibit, [NAME], "redacted")
    elsewhere = msgspec.structs.replace(prepared, boxes=(*prepared.boxes, Box(left=0, top=500, width=9, height=9)))
    with pytest.raises(LeakFound, match="1 of 2 boxes are not black"):
        keep_copy(session, run_here, elsewhere, FOR_LADO)
    assert len(list(session.evidence.folder.rglob("*.age"))) == 1


def test_a_copy_leaves_for_a_reason_under_a_name_that_tells_nothing(
    session: Session, exhibit: Exhibit, tmp_path: Path
) -> None:
    made = make_copy(session, exhibit.id, [NAME], "redacted", FOR_LADO)
    with pytest.raises(UserProblem, match="what this copy is for"):
        export_copy(session, made.id, tmp_path / "exhibit JH-1-A.png", purpose="")
    with pytest.raises(UserProblem, match="might tell whom"):
        export_copy(session, made.id, tmp_path / "ellis.png", purpose=FOR_LADO)
    export_copy(session, made.id, tmp_path / "exhibit JH-1-A.png", purpose=FOR_LADO)
    assert (tmp_path / "exhibit JH-1-A.png").read_bytes() == session.evidence.read(made.file_id, made.sha256)
    left = [each.entity for each in session.casebook.history(incident_id=exhibit.incident_id)]
    assert [each.detail for each in left if isinstance(each, Access)] == [
        f"redacted copy JH/1-A, unencrypted: {FOR_LADO}"
    ]
    [step] = [each for each in left if isinstance(each, CustodyEvent) and each.what == "exported"]
    assert (step.purpose, step.hash_checked) == (f"copy JH/1-A, its hash checked: {FOR_LADO}", False)
    withdraw_copy(session, made.id, because="A better one was made")
    with pytest.raises(UserProblem, match="withdrawn"):
        export_copy(session, made.id, tmp_path / "exhibit JH-1-A 2.png", purpose=FOR_LADO)


def test_a_damaged_copy_is_noted_and_does_not_lock_its_original(
    session: Session, exhibit: Exhibit, tmp_path: Path
) -> None:
    made = make_copy(session, exhibit.id, [NAME], "redacted", FOR_LADO)
    stored(session, made.file_id).unlink()
    for number in (1, 2):
        with pytest.raises(EvidenceUnsound, match="JH/1-A"):
            export_copy(session, made.id, tmp_path / f"exhibit {number}.png", purpose=FOR_LADO)
    noted = [each for each in session.casebook.select(CustodyEvent) if each.purpose.startswith("copy JH/1-A")]
    assert [(each.what, each.hash_checked) for each in noted] == [("checked", False)]
    [fault] = verify(session.casebook, session.evidence).faults
    assert fault.where == "copy JH/1-A"
    assert make_copy(session, exhibit.id, [NAME], "redacted", FOR_LADO).ref == "JH/1-B"


def test_looking_at_a_copy_stands_in_the_history_once_a_sitting(session: Session, exhibit: Exhibit) -> None:
    made = make_copy(session, exhibit.id, [NAME], "redacted", FOR_LADO)
    for _ in range(2):
        note_copy_revealed(session, made)
    found = [each.entity for each in session.casebook.history(incident_id=exhibit.incident_id)]
    assert [each.subject for each in found if isinstance(each, Access)] == [f"copy {made.id}"]


@pytest.mark.skipif(not is_available(), reason="the extra ocr is not installed")
def test_a_name_that_a_machine_still_reads_in_the_copy_keeps_it_from_being_saved(session: Session) -> None:
    chat = saved(written("@moved.away.example wrote", "nobody wants you", "@moved.away.example again"), "PNG")
    exhibit = attach_file(session, bare_case(session), chat, ExhibitAnswers(), image_answer="no", name="chat.png")
    one_of_two, names = Box(left=30, top=25, width=680, height=50), ("@moved.away.example", "@kit")
    with pytest.raises(LeakFound, match="still reads a name") as leak:
        make_copy(session, exhibit.id, [one_of_two], "redacted", FOR_LADO, hidden=names)
    assert leak.value.findings.names == ("@moved.away.example",)
    assert session.casebook.select(Derivative) == []
    both = [one_of_two, msgspec.structs.replace(one_of_two, top=147)]
    made = make_copy(session, exhibit.id, both, "redacted", FOR_LADO, hidden=names)
    assert "A machine that read the copy did not find any of the 2 names to hide." in made.checked
