"""Attaching evidence: the gate first, the bytes untouched, a number that is never used twice."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from dslapp.casebook.evidence.files import EvidenceUnsound
from dslapp.casebook.evidence.sources import EvidenceRefused
from dslapp.casebook.pictures.problems import PictureUnreadable
from dslapp.domain.case.casework import Action
from dslapp.domain.case.incident import Incident, SafetyAnswers
from dslapp.domain.entity import MemberId, new_id
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit, ExhibitKind, ExhibitText
from dslapp.domain.evidence.gate import STOP, GateClosed
from dslapp.domain.problems import EnvironmentProblem, NotAllowed, UserProblem
from dslapp.domain.school import Access
from dslapp.domain.statements import Stated, TriState
from dslapp.services.case.amend_incident import amend_incident
from dslapp.services.exhibits.answer_exhibit import answer_exhibit, withdraw_exhibit
from dslapp.services.exhibits.show_evidence import export_original, note_revealed
from dslapp.services.intake.attach_evidence import (
    AlreadyAttached,
    ExhibitAnswers,
    attach_file,
    record_exhibit,
    why_closed,
)
from dslapp.services.intake.look_at_file import keep_file, look_at_source
from dslapp.services.intake.record_without_file import record_without_file
from dslapp.services.session import Session

SAMPLES = Path(__file__).parents[3] / "samples" / "evidence"
FILES = SAMPLES.parent / "files"
TAUNTS = SAMPLES / "chatnest-taunts-1.png"


def an_incident(session: Session, *, image: TriState = "no", staff: bool = False) -> Incident:
    safety = SafetyAnswers(danger="no", image=image, adult_here="accused" if staff else "none")
    incident = Incident(
        id=new_id(), ref=f"OSI-2026-{new_id()[-4:]}", owner=MemberId(session.member.id), logged_at=session.clock(),
        logged_by=MemberId(session.member.id), reported_to_dsl_at=session.clock(), summary="Taunts", safety=safety,
    )  # fmt: skip
    session.casebook.commit([incident])
    return incident


def attached(session: Session, incident: Incident, source: Path | bytes = TAUNTS, **answers: object) -> Exhibit:
    return attach_file(session, incident.id, source, ExhibitAnswers(**answers), image_answer="no")  # type: ignore[arg-type]  # named fields


KINDS: dict[str, ExhibitKind] = {
    "chat-export.txt": "chat", "gamehall-clip.mp4": "film", "grouppad-export.pdf": "document",
    "parent-email.eml": "e-mail",
}  # fmt: skip
"""What the samples are that are no pictures."""


@pytest.mark.parametrize("path", sorted([*SAMPLES.iterdir(), *FILES.iterdir()]), ids=lambda path: path.name)
def test_every_sample_becomes_an_exhibit_with_its_very_bytes(session: Session, path: Path) -> None:
    exhibit = attached(session, an_incident(session), path)
    original, kind = path.read_bytes(), KINDS.get(path.name, "picture")
    assert session.evidence.read(exhibit.file_id, exhibit.sha256) == original
    assert (exhibit.sha256, exhibit.size) == (hashlib.sha256(original).hexdigest(), len(original))
    assert (exhibit.exhibit_kind, exhibit.original_name) == (kind, path.name)
    assert (exhibit.width > 0, exhibit.height > 0) == (kind in ("picture", "film"),) * 2
    texts = session.casebook.of_incident(ExhibitText, exhibit.incident_id)
    assert bool(texts) == (kind in ("chat", "document", "e-mail"))


def test_the_first_picture_of_a_film_is_kept_with_its_record_in_a_file_of_its_own(session: Session) -> None:
    film = attached(session, an_incident(session), FILES / "gamehall-clip.mp4")
    [poster] = session.casebook.of_incident(Derivative, film.incident_id)
    assert (poster.derivative_kind, poster.ref, poster.exhibit_id) == ("poster", "JH/1, first picture", film.id)
    assert session.evidence.read(poster.file_id, poster.sha256).startswith(b"\x89PNG")
    assert (poster.width > 0, poster.file_id != film.file_id, film.length_s > 0) == (True, True, True)


def test_a_film_whose_record_is_refused_leaves_no_first_picture_behind(session: Session) -> None:
    incident = an_incident(session)
    kept = keep_file(session, look_at_source(session, FILES / "gamehall-clip.mp4"))
    assert len(kept.file_ids) == 2
    record_without_file(session, incident.id, "imagery not held", ExhibitAnswers(held_by="Her own phone"))
    with pytest.raises(GateClosed):
        record_exhibit(session, incident.id, kept, ExhibitAnswers())
    assert not list(session.evidence.folder.rglob("*.age"))


def test_exhibits_are_numbered_by_producer_and_a_withdrawn_number_is_not_used_again(session: Session) -> None:
    incident = an_incident(session)
    first = attached(session, incident)
    withdraw_exhibit(session, first.id, because="It belongs to another case.")
    second = attached(session, incident, SAMPLES / "chatnest-taunts-2.png")
    assert (first.ref, second.ref) == ("JH/1", "JH/2")


def test_continuity_begins_when_the_exhibit_is_taken_in(session: Session) -> None:
    exhibit = attached(session, an_incident(session))
    [event] = session.casebook.of_incident(CustodyEvent, exhibit.incident_id)
    assert (event.what, event.by, event.hash_checked) == ("attached", "Jo Hartsedge", True)


@pytest.mark.parametrize("answer", ["yes", "unsure", ""])
def test_the_gate_stops_before_a_byte_is_read(session: Session, answer: TriState) -> None:
    with pytest.raises(GateClosed) as refused:
        attach_file(
            session, an_incident(session).id, Path("there is no such file"), ExhibitAnswers(), image_answer=answer
        )
    assert refused.value.message == STOP
    assert not list(session.evidence.folder.rglob("*.age"))


@pytest.mark.parametrize("image", ["yes", "unsure"])
def test_a_case_with_a_possible_image_of_a_staff_member_takes_no_file_at_all(session: Session, image: TriState) -> None:
    with pytest.raises(GateClosed, match="police and the LADO"):
        attached(session, an_incident(session, image=image, staff=True))


def test_a_case_with_a_possible_image_takes_no_file_before_advice(session: Session) -> None:
    with pytest.raises(GateClosed, match="No file is taken yet"):
        attached(session, an_incident(session, image="unsure"))


def test_writing_no_over_a_possible_image_does_not_open_the_gate(session: Session) -> None:
    incident = an_incident(session, image="yes", staff=True)
    calmer = SafetyAnswers(danger="no", image="no", adult_here="none")
    amend_incident(session, msgspec.structs.replace(incident, safety=calmer), reason="I looked again.")
    with pytest.raises(GateClosed, match="No file is taken yet"):
        attached(session, incident)


def test_the_gate_is_asked_again_when_the_record_is_made(session: Session) -> None:
    """It may have shut while the file was being kept; then the file is gone again."""
    incident = an_incident(session)
    kept = keep_file(session, look_at_source(session, TAUNTS))
    record_without_file(session, incident.id, "imagery not held", ExhibitAnswers(held_by="Her own phone"))
    with pytest.raises(GateClosed):
        record_exhibit(session, incident.id, kept, ExhibitAnswers())
    assert not list(session.evidence.folder.rglob("*.age"))


def test_what_one_case_waits_for_cannot_arrive_by_another(session: Session) -> None:
    shut, open_ = an_incident(session), an_incident(session)
    awaited = record_without_file(session, shut.id, "not here yet", ExhibitAnswers(held_by="His mother"))
    kept = keep_file(session, look_at_source(session, TAUNTS))
    with pytest.raises(UserProblem, match="not awaited"):
        record_exhibit(session, open_.id, kept, ExhibitAnswers(), awaited=awaited.id)


def test_the_same_picture_twice_is_noticed_and_not_kept_twice(session: Session) -> None:
    first = attached(session, an_incident(session))
    with pytest.raises(AlreadyAttached, match="JH/1"):
        attached(session, an_incident(session))
    assert [path.stem for path in session.evidence.folder.rglob("*.age")] == [first.file_id]


def test_the_same_picture_may_be_attached_again_when_it_came_twice(session: Session) -> None:
    attached(session, an_incident(session))
    again = attach_file(
        session, an_incident(session).id, TAUNTS, ExhibitAnswers(), image_answer="no", although_known=True
    )
    assert again.ref == "JH/2"


def test_a_bad_file_leaves_nothing_behind(session: Session, tmp_path: Path) -> None:
    incident = an_incident(session)
    truncated = tmp_path / "half.png"
    truncated.write_bytes(TAUNTS.read_bytes()[:5000])
    for source, error in (
        (truncated, PictureUnreadable), (tmp_path / "gone.png", EvidenceRefused), (tmp_path, EvidenceRefused),
        (b"", EvidenceRefused),
    ):  # fmt: skip
        with pytest.raises(error):
            attached(session, incident, source)
    assert not session.casebook.of_incident(Exhibit, incident.id)
    assert not [path for path in session.evidence.folder.rglob("*") if path.is_file()]


def test_the_questions_may_be_answered_later_and_a_change_needs_a_reason(session: Session) -> None:
    exhibit = attached(session, an_incident(session))
    assert exhibit.still_to_answer == (
        "place", "shown time", "captured", "by whom", "how it reached us", "what it shows",
    )  # fmt: skip
    given = ExhibitAnswers(captured_by="Jo Hartsedge", place=Stated(text="ChatNest, group “Year 8 bants”"))
    exhibit = answer_exhibit(session, exhibit.id, given)
    assert exhibit.still_to_answer == ("shown time", "captured", "how it reached us", "what it shows")
    changed = msgspec.structs.replace(given, place=Stated(text="ChatNest, direct message"))
    with pytest.raises(UserProblem, match="changing what was written"):
        answer_exhibit(session, exhibit.id, changed)
    assert answer_exhibit(session, exhibit.id, changed, reason="Read wrongly.").place.text.endswith("direct message")
    assert len(session.casebook.history(entity_id=exhibit.id)) == 3


def test_imagery_not_held_is_recorded_in_words_only(session: Session) -> None:
    incident = an_incident(session, image="yes", staff=True)
    answers = ExhibitAnswers(
        held_by="Laptop, locked in the head's safe, left switched on", seen_by="Ravi S., by accident"
    )
    exhibit = record_without_file(session, incident.id, "imagery not held", answers)
    assert (exhibit.file_id, exhibit.sha256, exhibit.seen_by) == ("", "", "Ravi S., by accident")


def test_what_is_still_on_a_phone_becomes_an_action(session: Session) -> None:
    incident = an_incident(session)
    answers = ExhibitAnswers(held_by="Ellis's phone")
    record_without_file(session, incident.id, "not here yet", answers, arrives="Ellis's mother e-mails it tonight")
    [action] = session.casebook.of_incident(Action, incident.id)
    assert "e-mails it tonight" in action.what


def test_what_was_awaited_keeps_its_number_when_it_comes_and_its_action_is_done(session: Session) -> None:
    incident = an_incident(session)
    awaited = record_without_file(session, incident.id, "not here yet", ExhibitAnswers(held_by="Ellis's phone"))
    kept = keep_file(session, look_at_source(session, TAUNTS))
    come = record_exhibit(session, incident.id, kept, ExhibitAnswers(), awaited=awaited.id)
    assert (come.id, come.ref, come.exhibit_kind, come.held_by) == (awaited.id, "JH/1", "picture", "Ellis's phone")
    [action] = session.casebook.of_incident(Action, incident.id)
    assert action.status == "done"


def test_withdrawing_what_is_awaited_drops_its_action(session: Session) -> None:
    incident = an_incident(session)
    awaited = record_without_file(session, incident.id, "not here yet", ExhibitAnswers(held_by="Ellis's phone"))
    withdraw_exhibit(session, awaited.id, because="The chat was deleted.")
    [action] = session.casebook.of_incident(Action, incident.id)
    assert (action.status, action.finished_note) == ("dropped", "Withdrawn: The chat was deleted.")


def test_a_file_stays_when_saving_its_record_fails_since_it_may_have_been_saved_after_all(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    incident = an_incident(session)
    kept = keep_file(session, look_at_source(session, TAUNTS))

    def fails(*_changes: object, **_more: object) -> None:
        raise EnvironmentProblem("This could not be saved.")

    with monkeypatch.context() as disk:
        disk.setattr(session.casebook, "commit", fails)
        with pytest.raises(EnvironmentProblem):
            record_exhibit(session, incident.id, kept, ExhibitAnswers())
    assert [path.stem for path in session.evidence.folder.rglob("*.age")] == [kept.file.file_id]


def test_what_a_file_says_of_itself_is_kept_apart_from_what_people_say(session: Session) -> None:
    photo = attached(session, an_incident(session), SAMPLES / "photo-of-phone-screen.jpg")
    pasted = look_at_source(session, TAUNTS.read_bytes(), pasted=True)
    assert (photo.read_from_file.startswith("taken "), photo.captured.answered, photo.captured_by) == (True, False, "")
    assert pasted.said_of_itself == "pasted from the clipboard"


def test_a_case_says_why_it_takes_no_files(session: Session) -> None:
    assert why_closed(session, an_incident(session).id) is None
    closed = why_closed(session, an_incident(session, image="yes").id)
    assert closed is not None
    assert "No file is taken yet" in closed.message


def test_the_head_cannot_attach(head_session: Callable[[], Session]) -> None:
    with pytest.raises(NotAllowed):
        attach_file(head_session(), "any", TAUNTS, ExhibitAnswers(), image_answer="no")


def test_a_reveal_is_noted_once_a_sitting(session: Session) -> None:
    exhibit = attached(session, an_incident(session))
    note_revealed(session, exhibit)
    note_revealed(session, exhibit)
    looks = [v for v in session.casebook.history(incident_id=exhibit.incident_id) if v.action == "revealed"]
    assert len(looks) == 1


def test_an_exported_original_is_the_same_file_and_is_on_the_record(session: Session, tmp_path: Path) -> None:
    exhibit = attached(session, an_incident(session))
    export_original(session, exhibit.id, tmp_path / "copy.png", purpose="For the officer in the case")
    assert (tmp_path / "copy.png").read_bytes() == TAUNTS.read_bytes()
    events = session.casebook.of_incident(CustodyEvent, exhibit.incident_id)
    assert [event.what for event in events] == ["attached", "exported"]
    exported = [v.entity for v in session.casebook.history(incident_id=exhibit.incident_id) if v.action == "exported"]
    assert [entity.detail for entity in exported if isinstance(entity, Access) and "JH/1" in entity.detail]


@pytest.mark.parametrize(
    ("name", "purpose", "field"),
    [("ellis.png", "For the officer in the case", "name"), ("exhibit JH-1.png", ".", "purpose")],
    ids=["a name that tells", "a purpose without words"],
)
def test_no_original_leaves_under_a_telling_name_or_without_a_purpose_in_words(
    session: Session, tmp_path: Path, name: str, purpose: str, field: str
) -> None:
    exhibit = attached(session, an_incident(session))
    with pytest.raises(UserProblem) as refused:
        export_original(session, exhibit.id, tmp_path / name, purpose=purpose)
    assert refused.value.field == field
    assert list(tmp_path.glob("*.png")) == []


def test_a_changed_file_is_found_on_export_and_stands_in_the_continuity_for_good(
    session: Session, tmp_path: Path
) -> None:
    exhibit = attached(session, an_incident(session))
    [stored] = session.evidence.folder.rglob("*.age")
    stored.write_bytes(stored.read_bytes()[:-1])
    for _ in range(2):
        with pytest.raises(EvidenceUnsound):
            export_original(session, exhibit.id, tmp_path / "copy.png", purpose="For the officer")
    events = session.casebook.of_incident(CustodyEvent, exhibit.incident_id)
    assert [event.what for event in events] == ["attached", "hash mismatch"]
    assert not (tmp_path / "copy.png").exists()


def test_a_copy_that_cannot_be_noted_does_not_leave(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exhibit, target = attached(session, an_incident(session)), tmp_path / "copy.png"

    def full(*_: object, **__: object) -> None:
        raise EnvironmentProblem("The disk is full.")

    monkeypatch.setattr(session.casebook, "commit", full)
    with pytest.raises(EnvironmentProblem, match="full"):
        export_original(session, exhibit.id, target, purpose="For the officer")
    assert not target.exists()


def test_what_is_not_held_has_no_original_to_hand_out(session: Session, tmp_path: Path) -> None:
    incident = an_incident(session)
    exhibit = record_without_file(session, incident.id, "imagery not held", ExhibitAnswers(held_by="Her phone"))
    with pytest.raises(UserProblem, match="no file here"):
        export_original(session, exhibit.id, tmp_path / "copy.png", purpose="For the officer")
