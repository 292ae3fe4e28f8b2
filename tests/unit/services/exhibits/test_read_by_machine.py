"""The words that a machine reads in an exhibit are kept beside it, found by search, and never called a fact."""

from collections.abc import Callable, Sequence
from threading import Event

import msgspec
import pytest

from dslapp.casebook.evidence.files import EvidenceUnsound
from dslapp.casebook.recognition.judging import Reading, judge
from dslapp.casebook.recognition.protocol import SeenLine
from dslapp.domain.entity import new_id
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit, ExhibitText
from dslapp.domain.evidence.machine_text import said_by_machine
from dslapp.domain.long_work import run_here
from dslapp.domain.problems import NotAllowed, UserProblem
from dslapp.domain.school import Access
from dslapp.services.case.search_everything import search_everything
from dslapp.services.change_settings import change_school_fields
from dslapp.services.exhibits import read_by_machine
from dslapp.services.exhibits.answer_exhibit import withdraw_exhibit
from dslapp.services.exhibits.read_by_machine import ReadingCancelled, note_copied, read_exhibit, read_if_wanted
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.purge.purge_exhibit import purge_exhibit
from dslapp.services.session import Session
from tests.casebooks import HEAD
from tests.cases import bare_case
from tests.pictures import saved
from tests.purges import POLICE
from tests.written import ARABIC, LATIN, needs_recognition, written

pytestmark = needs_recognition

WORDS = "@kit.example wrote at 21:41"


def attached(session: Session, data: bytes, name: str = "picture.png") -> Exhibit:
    case = bare_case(session, ref=f"OSI-2026-{new_id()[-4:]}")
    return attach_file(session, case, data, ExhibitAnswers(), image_answer="no", name=name)


def a_screenshot(session: Session) -> Exhibit:
    return attached(session, saved(written(WORDS, [(LATIN, "see "), (ARABIC, "لا تخبر أحدا")]), "PNG"))


def texts_of(session: Session, exhibit: Exhibit) -> list[ExhibitText]:
    return session.casebook.select(ExhibitText, "p.exhibit_id = ?", (exhibit.id,))


def test_what_was_read_is_kept_once_with_what_was_not_and_by_which_program(session: Session) -> None:
    exhibit = a_screenshot(session)
    kept = read_exhibit(session, run_here, exhibit)
    assert texts_of(session, exhibit) == [kept]
    assert (kept.how, kept.text, kept.incident_id) == ("read by machine", WORDS, exhibit.incident_id)
    assert kept.unread == ("1 line could not be read: perhaps another script, emoji or a drawing.",)
    assert kept.program.startswith("RapidOCR 3.")
    assert session.casebook.get(Exhibit, exhibit.id) == exhibit
    assert [each.text for each in said_by_machine([kept], exhibit.id)] == ["@kit.example", "21:41"]


def test_reading_again_makes_a_new_version_only_when_it_reads_something_else(session: Session) -> None:
    exhibit = a_screenshot(session)
    first = read_exhibit(session, run_here, exhibit)
    session.casebook.commit([msgspec.structs.replace(first, text="what an older program read")])
    assert read_exhibit(session, run_here, exhibit) == first
    assert read_exhibit(session, run_here, exhibit) == first
    assert len(session.casebook.history(entity_id=first.id)) == 3


def test_search_finds_the_words_and_says_that_a_machine_read_them(session: Session) -> None:
    exhibit = a_screenshot(session)
    read_exhibit(session, run_here, exhibit)
    (hit,) = search_everything(session, "kit example wrote")
    assert hit.title.endswith(f"Exhibit {exhibit.ref} · read by machine, unchecked")


def test_a_scanned_document_is_read_page_by_page(session: Session) -> None:
    pages = [written("first page of the scan", width=900), written("second page of it", width=900)]
    scan = saved(pages[0], "PDF", save_all=True, append_images=pages[1:], resolution=144)
    exhibit = attached(session, scan, "scan.pdf")
    assert exhibit.exhibit_kind == "document"
    assert read_exhibit(session, run_here, exhibit).text == "first page of the scan\nsecond page of it"


def test_nothing_is_read_in_what_is_withdrawn_or_not_a_picture(session: Session) -> None:
    withdrawn = withdraw_exhibit(session, a_screenshot(session).id, because="Attached twice")
    mail = attached(session, b"From: a@example.com\r\nSubject: x\r\n\r\nhello", "mail.eml")
    for exhibit in (withdrawn, mail):
        with pytest.raises(UserProblem, match="no picture in exhibit"):
            read_exhibit(session, run_here, exhibit)
        assert read_if_wanted(session, run_here, exhibit, Event()) is None


def test_what_is_withdrawn_while_it_is_read_keeps_no_text(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    exhibit = a_screenshot(session)

    def judge_late(seen: Sequence[SeenLine]) -> Reading:
        withdraw_exhibit(session, exhibit.id, because="It shows somebody else")
        return judge(seen)

    monkeypatch.setattr(read_by_machine, "judge", judge_late)
    with pytest.raises(UserProblem, match="no picture in exhibit"):
        read_exhibit(session, run_here, exhibit)
    assert texts_of(session, exhibit) == []


def test_after_attaching_it_is_read_once_and_not_where_the_school_wants_none(session: Session) -> None:
    exhibit, other = a_screenshot(session), attached(session, saved(written("nobody had the guts to"), "PNG"))
    assert read_if_wanted(session, run_here, exhibit, Event()) is not None
    assert read_if_wanted(session, run_here, exhibit, Event()) is None
    change_school_fields(session, {"reads_by_machine": False})
    assert read_if_wanted(session, run_here, other, Event()) is None
    assert "had the guts to" in read_exhibit(session, run_here, other).text  # whoever asks for it gets it


def test_a_cancelled_reading_keeps_nothing(session: Session) -> None:
    exhibit, stop = a_screenshot(session), Event()
    stop.set()
    with pytest.raises(ReadingCancelled):
        read_exhibit(session, run_here, exhibit, stop)
    assert read_if_wanted(session, run_here, exhibit, stop) is None
    assert texts_of(session, exhibit) == []


def test_a_file_that_is_not_what_was_attached_is_noted_and_not_read(session: Session) -> None:
    exhibit = a_screenshot(session)
    session.evidence.remove(exhibit.file_id)
    with pytest.raises(EvidenceUnsound):
        read_exhibit(session, run_here, exhibit)
    events = session.casebook.select(CustodyEvent, "p.exhibit_id = ?", (exhibit.id,))
    assert [event.what for event in events] == ["attached", "missing"]
    assert texts_of(session, exhibit) == []


def test_a_reviewer_has_nothing_read_and_a_copy_of_the_words_is_noted(
    unlock_as: Callable[[str], Session], session: Session
) -> None:
    exhibit = a_screenshot(session)
    read_exhibit(session, run_here, exhibit)
    head = unlock_as(HEAD)
    with pytest.raises(NotAllowed):
        read_exhibit(head, run_here, exhibit)
    assert read_if_wanted(head, run_here, exhibit, Event()) is None
    note_copied(head, exhibit)
    versions = [each.entity for each in head.casebook.history(incident_id=exhibit.incident_id)]
    (noted,) = [each for each in versions if isinstance(each, Access) and each.what == "copied"]
    assert (noted.subject, noted.incident_id) == (f"exhibit {exhibit.id}", exhibit.incident_id)


def test_what_is_purged_while_it_is_read_leaves_no_word(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    exhibit = a_screenshot(session)
    read_exhibit(session, run_here, exhibit)

    def judge_late(seen: Sequence[SeenLine]) -> Reading:
        purge_exhibit(session, exhibit.id, POLICE)
        return judge(seen)

    monkeypatch.setattr(read_by_machine, "judge", judge_late)
    with pytest.raises(UserProblem, match="no picture in exhibit"):
        read_exhibit(session, run_here, exhibit)
    assert texts_of(session, exhibit) == []
    assert search_everything(session, "kit example wrote") == []
