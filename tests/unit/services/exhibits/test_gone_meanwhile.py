"""What is hidden, withdrawn or awaited while a large file is still worked on, on the other thread."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dslapp.casebook.evidence.files import EvidenceShutAway, EvidenceStore
from dslapp.domain.evidence.derivatives import Box
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit
from dslapp.domain.problems import UserProblem
from dslapp.services.continuity.hand_over_exhibit import HandOver, hand_over_exhibit
from dslapp.services.copies.show_copy import export_copy
from dslapp.services.exhibits.answer_exhibit import withdraw_exhibit
from dslapp.services.exhibits.show_evidence import export_original
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file, record_exhibit
from dslapp.services.intake.look_at_file import keep_file, look_at_source
from dslapp.services.intake.record_without_file import record_without_file
from dslapp.services.purge.shut_away import shut_away
from dslapp.services.session import Session
from tests.casebooks import FRIDAY_AFTERNOON
from tests.cases import bare_case
from tests.copies import make_copy
from tests.pictures import SAMPLES

PICTURE = SAMPLES / "chatnest-taunts-1.png"
NAME = [Box(left=60, top=320, width=300, height=40)]
STEP = HandOver(
    what="handed over", at=FRIDAY_AFTERNOON, from_whom="Jo Hartsedge", to="PC 4410", where="the DSL’s office",
    purpose="police investigation",
)  # fmt: skip


@pytest.fixture
def exhibit(session: Session) -> Exhibit:
    return attach_file(session, bare_case(session), PICTURE, ExhibitAnswers(), image_answer="no")


def once_done(monkeypatch: pytest.MonkeyPatch, name: str, then: Callable[[], object]) -> None:
    """Have something happen just after the evidence folder did its part."""
    done = getattr(EvidenceStore, name)

    def and_then(self: EvidenceStore, *given: object) -> object:
        result = done(self, *given)
        then()
        return result

    monkeypatch.setattr(EvidenceStore, name, and_then)


def steps_of(session: Session, exhibit: Exhibit) -> list[str]:
    return [each.what for each in session.casebook.select(CustodyEvent, "p.exhibit_id = ?", (exhibit.id,))]


def test_an_original_that_is_hidden_while_it_is_saved_is_not_left_on_the_disk(
    session: Session, exhibit: Exhibit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "exhibit JH-1.png"
    once_done(monkeypatch, "copy_to", lambda: shut_away(session, exhibit.id))
    with pytest.raises(EvidenceShutAway):
        export_original(session, exhibit.id, target, purpose="For the officer in the case")
    assert not target.exists()
    assert steps_of(session, exhibit) == ["attached", "shut away"]


def test_a_copy_whose_exhibit_is_hidden_while_it_is_saved_is_not_left_on_the_disk(
    session: Session, exhibit: Exhibit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = make_copy(session, exhibit.id, NAME, "redacted", "For the LADO")
    target = tmp_path / "exhibit JH-1-A.png"
    once_done(monkeypatch, "read", lambda: shut_away(session, exhibit.id))
    with pytest.raises(EvidenceShutAway):
        export_copy(session, copy.id, target, purpose="For the officer in the case")
    assert not target.exists()
    assert "exported" not in steps_of(session, exhibit)


def test_a_copy_is_read_off_the_thread_of_the_record(session: Session, exhibit: Exhibit, tmp_path: Path) -> None:
    copy = make_copy(session, exhibit.id, NAME, "redacted", "For the LADO")
    asked = list[str]()

    def on_casebook(work: Callable[..., object], *given: object) -> object:
        asked.append(str(getattr(work, "__name__", "")))
        return work(*given)

    target = tmp_path / "exhibit JH-1-A.png"
    export_copy(session, copy.id, target, purpose="For the officer in the case", on_casebook=on_casebook)
    assert asked == ["_exportable", "_note_exported"], "what lies between uses no database"
    assert target.exists()


def test_what_is_withdrawn_while_it_is_checked_gets_no_step_after_its_end(
    session: Session, exhibit: Exhibit, monkeypatch: pytest.MonkeyPatch
) -> None:
    once_done(monkeypatch, "check", lambda: withdraw_exhibit(session, exhibit.id, because="It is of another case."))
    with pytest.raises(UserProblem, match="was withdrawn"):
        hand_over_exhibit(session, exhibit, STEP)
    assert "handed over" not in steps_of(session, exhibit)


def test_an_awaited_exhibit_that_comes_in_a_series_has_its_place_in_it(session: Session) -> None:
    case = bare_case(session)
    known = ExhibitAnswers(held_by="Ellis's phone", description="The message")
    awaited = record_without_file(session, case, "not here yet", known)
    come = record_exhibit(
        session, case, keep_file(session, look_at_source(session, PICTURE)),
        ExhibitAnswers(
            series="The chat", series_order=2, url="https://chatnest.example/p/77", description="Another", held_by="Jo"
        ),
        awaited=awaited.id,
    )  # fmt: skip
    assert (come.series, come.series_order, come.url) == ("The chat", 2, "https://chatnest.example/p/77")
    assert (come.description, come.held_by) == ("The message", "Ellis's phone"), "what was answered stays"
