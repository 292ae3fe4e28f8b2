"""Exhibits of every kind on a summary: what the file is, says and begins with; pages, first pictures, copies."""

import io
from pathlib import Path

import msgspec
import pytest

from dslapp.documents.hand_over_slip import hand_over_slip_pdf
from dslapp.domain.entity import ExhibitId, IncidentId, new_id
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import Exhibit, ExhibitText
from dslapp.services.papers.refer import begin_referral
from dslapp.services.papers.write_referral import draw_referral, read_referral
from dslapp.services.session import Session
from tests.cases import TOLD
from tests.packs import PackedCase, exhibit, packed_case
from tests.pictures import sample
from tests.unit.documents.readers import Reader


@pytest.fixture
def case(session: Session) -> PackedCase:
    return packed_case(session)


def copy_of(session: Session, of: Exhibit, kind: str, data: bytes) -> Derivative:
    kept = session.evidence.keep(io.BytesIO(data))
    made = Derivative(
        id=new_id(), incident_id=IncidentId(of.incident_id), exhibit_id=ExhibitId(of.id), ref=f"{of.ref}-P",
        derivative_kind=kind, because="the first picture", file_id=kept.file_id, size=kept.size,  # type: ignore[arg-type]
        sha256=kept.sha256, stored_sha256=kept.stored_sha256, media_type="image/png", made_at=TOLD, made_by="Jo",
    )  # fmt: skip
    session.casebook.commit([made])
    return made


def words_of(session: Session, of: Exhibit, text: str, how: str = "text of the file") -> None:
    session.casebook.commit(
        [
            ExhibitText(
                id=new_id(), incident_id=IncidentId(of.incident_id), exhibit_id=ExhibitId(of.id), text=text,
                how=how,  # type: ignore[arg-type]  # a test names it
            )
        ]
    )  # fmt: skip


def summary(session: Session, case: PackedCase, folder: Path, **choice: object) -> Reader:
    referral = begin_referral(session, case.id, "police")
    session.casebook.commit([msgspec.structs.replace(referral, **choice)])
    return Reader(folder, draw_referral(session, read_referral(session, referral.id)))


def test_each_kind_says_what_it_is_and_a_guess_of_a_machine_never_stands_there(
    session: Session, case: PackedCase, tmp_path: Path
) -> None:
    words_of(session, case.mail, "He says stop. " * 60)
    words_of(session, case.taunts, "guessed words", "read by machine")
    words_of(session, case.film, "Two boys laugh. One says: “Again!”", "written down by us")
    copy_of(session, case.film, "poster", sample("chatnest-taunts-2.png"))
    pages = hand_over_slip_pdf("Thornmoss", "1234", TOLD)
    exhibit(session, case.id, 6, pages, exhibit_kind="document", media_type="application/pdf", pages=1)
    said = summary(session, case, tmp_path).flowing()
    assert "E-mail" in said
    assert "Read from the file, unchecked: from a@example.com (e-mail header)" in said
    assert "It begins: “He says stop. He says stop." in said
    assert "What is said: Written down by" in said
    assert "Two boys laugh. One says: “Again!”" in said
    assert "First picture of the film, which is the exhibit" in said
    assert "Page 1 of 1" in said
    assert "Held: Not held by the school, in words only; phone of a pupil" in said
    assert "guessed" not in said


def test_a_copy_stands_in_place_of_its_original_whose_picture_and_text_are_not_shown(
    session: Session, case: PackedCase, tmp_path: Path
) -> None:
    words_of(session, case.taunts, "what the box hides")
    whole = summary(session, case, tmp_path)
    assert "what the box hides" in whole.flowing()
    (tmp_path / "redacted").mkdir()
    redacted = summary(session, case, tmp_path / "redacted", copies=(case.copy.id,))
    assert redacted.pages == whole.pages
    said = redacted.flowing()
    assert "what the box hides" not in said
    assert "Copy JH/1-A: parts blackened by the school" in said
    assert "other children are in it" not in said
    assert "Copy JH/1-A in place of the original" in redacted.text(redacted.pages)
