"""What is held in memory to be looked at, and what is only checked: large files, locked ones, broken sounds."""

from typing import NoReturn

import msgspec
import pytest

from dslapp.casebook.evidence.files import EvidenceStore
from dslapp.casebook.reading.problems import NotReadable
from dslapp.casebook.reading.reader import FileReader
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.lock import ExhibitLocked
from dslapp.domain.problems import UserProblem
from dslapp.services.exhibits.show_evidence import original
from dslapp.services.exhibits.show_file import (
    HEAR_A_COPY,
    MOST_SHOWN,
    SMALL_FILE,
    check_kept,
    read_for_showing,
    small_picture,
    sound_piece,
)
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.session import Session
from tests.cases import bare_case
from tests.files import a_pdf


@pytest.fixture
def exhibit(session: Session) -> Exhibit:
    """A PDF of two pages."""
    return attach_file(session, bare_case(session), a_pdf(2), ExhibitAnswers(), image_answer="no", name="list.pdf")


def recorded_as(exhibit: Exhibit, size: int) -> Exhibit:
    """The same, of so many bytes by its record: whoever reads it all the same finds a small one."""
    return msgspec.structs.replace(exhibit, size=size)


@pytest.fixture
def nothing_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object) -> NoReturn:
        raise AssertionError("It was read as a whole.")

    monkeypatch.setattr(EvidenceStore, "read", read)


@pytest.mark.usefixtures("nothing_is_held")
def test_what_memory_should_not_hold_is_not_read_and_the_way_to_look_at_it_is_said(
    session: Session, exhibit: Exhibit
) -> None:
    with pytest.raises(UserProblem, match="Exhibit JH/1 is too large to be shown here") as told:
        read_for_showing(session, recorded_as(exhibit, MOST_SHOWN + 1))
    assert "Save a copy of the original" in told.value.way_forward


def test_a_file_of_256_mb_is_still_shown(session: Session, exhibit: Exhibit) -> None:
    assert MOST_SHOWN == 256 * 1024 * 1024
    assert read_for_showing(session, recorded_as(exhibit, MOST_SHOWN)) == session.evidence.read(
        exhibit.file_id, exhibit.sha256
    )


@pytest.mark.usefixtures("nothing_is_held")
def test_a_file_that_is_only_checked_is_never_held(session: Session, exhibit: Exhibit) -> None:
    check_kept(session, recorded_as(exhibit, MOST_SHOWN + 1))


def test_a_check_that_fits_again_does_not_open_what_was_locked(session: Session, exhibit: Exhibit) -> None:
    [stored] = session.evidence.folder.rglob(f"{exhibit.file_id}.age")
    whole = stored.read_bytes()
    stored.write_bytes(whole[:-1])
    with pytest.raises(Exception, match="JH/1"):
        original(session, exhibit)
    stored.write_bytes(whole)
    with pytest.raises(ExhibitLocked):
        check_kept(session, exhibit)


@pytest.mark.usefixtures("nothing_is_held")
def test_no_large_document_is_opened_for_its_small_picture(session: Session, exhibit: Exhibit) -> None:
    assert small_picture(session, recorded_as(exhibit, SMALL_FILE + 1), None, 100) is None


def test_a_small_document_stands_in_the_gallery_with_its_first_page(session: Session, exhibit: Exhibit) -> None:
    shown = small_picture(session, recorded_as(exhibit, SMALL_FILE), None, 100)
    assert shown is not None
    assert (shown.width, shown.height) == (150, 100)


@pytest.mark.parametrize("reason", ["damaged", "too large"])
def test_a_sound_that_cannot_be_heard_says_how_to_hear_it_elsewhere(
    session: Session, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    def refuse(*_: object) -> NoReturn:
        raise NotReadable(reason)  # type: ignore[arg-type]  # the reasons of the test are among its own

    monkeypatch.setattr(FileReader, "sound", refuse)
    with pytest.raises(UserProblem) as told:
        sound_piece(session, b"RIFF", 0.0, 5)
    assert told.value.way_forward == HEAR_A_COPY
    assert ("cannot be heard here" in told.value.message) == (reason == "damaged")
