"""Files that came together: one series, a commit each, and what failed is named; the last answers carry over."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import msgspec
import pytest

from dslapp.casebook.evidence.sources import EvidenceRefused
from dslapp.domain.entity import Entity, IncidentId
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.gate import GateClosed
from dslapp.domain.long_work import run_here
from dslapp.domain.statements import Stated, When
from dslapp.services.case.read_case import read_case
from dslapp.services.exhibits.answer_exhibit import answer_exhibit, answers_of, withdraw_exhibit
from dslapp.services.intake import take_in_evidence
from dslapp.services.intake.attach_evidence import AlreadyAttached, ExhibitAnswers, attach_file
from dslapp.services.intake.attach_series import Coming, name_series, take_in_series
from dslapp.services.intake.carry_over import last_answers, offered_to
from dslapp.services.intake.look_at_file import WaitingFile, look_at_source
from dslapp.services.intake.record_without_file import record_without_file
from dslapp.services.session import Session
from tests.cases import bare_case
from tests.pictures import SAMPLES

THREE = ("chatnest-taunts-1.png", "chatnest-taunts-2.png", "gamehall-dark.png")
PLACE = ExhibitAnswers(
    place=Stated(text="ChatNest, group “Year 8 bants”"), device="School iPad 14", method="screenshot",
    received_how="Shown by Ellis", shown_time=Stated(text="21:41"), description="The first message",
)  # fmt: skip


@pytest.fixture
def case(session: Session) -> IncidentId:
    return bare_case(session)


def coming(session: Session, names: Sequence[str] = THREE) -> list[Coming]:
    return [Coming(name, "no", partial(look_at_source, session, SAMPLES / name)) for name in names]


def kept(session: Session) -> int:
    return len(list(session.evidence.folder.rglob("*.age")))


def test_files_that_came_together_are_one_series_in_their_order(session: Session, case: IncidentId) -> None:
    done = take_in_series(session, case, coming(session))
    assert [(each.ref, each.series, each.series_order) for each in done.exhibits] == [
        ("JH/1", "Series 1", 1), ("JH/2", "Series 1", 2), ("JH/3", "Series 1", 3),
    ]  # fmt: skip
    assert (done.failed, done.in_words) == ((), "")
    assert name_series(session, case) == "Series 2"


def test_each_is_saved_by_itself(session: Session, case: IncidentId, monkeypatch: pytest.MonkeyPatch) -> None:
    commit, commits = session.casebook.commit, list[int]()

    def counted(changes: Sequence[Entity], **more: Any) -> None:
        commits.append(sum(isinstance(each, Exhibit) for each in changes))
        commit(changes, **more)

    monkeypatch.setattr(session.casebook, "commit", counted)
    take_in_series(session, case, coming(session))
    assert commits == [1, 1, 1]


def test_a_file_that_fails_in_the_middle_costs_no_other_and_is_named(session: Session, case: IncidentId) -> None:
    came = coming(session)
    other = msgspec.structs.replace(came[1].look(), sha256="0" * 64)
    came[1] = came[1]._replace(look=lambda: other)
    done = take_in_series(session, case, came)
    assert [(each.original_name, each.series_order) for each in done.exhibits] == [(THREE[0], 1), (THREE[2], 2)]
    assert done.in_words == "Not attached: chatnest-taunts-2.png."
    assert isinstance(done.failed[0].problem, EvidenceRefused)
    assert kept(session) == 2


def test_the_same_file_twice_among_them_is_attached_once(session: Session, case: IncidentId) -> None:
    done = take_in_series(session, case, coming(session, (THREE[0], THREE[1], THREE[0])))
    assert len(done.exhibits) == kept(session) == 2
    assert isinstance(done.failed[0].problem, AlreadyAttached)


def test_the_gate_that_shuts_in_the_middle_lets_no_further_file_in(
    session: Session, case: IncidentId, monkeypatch: pytest.MonkeyPatch
) -> None:
    came = coming(session)

    def shut_it() -> WaitingFile:
        record_without_file(session, case, "imagery not held", ExhibitAnswers(held_by="Her own phone"))
        return look_at_source(session, SAMPLES / THREE[1])

    monkeypatch.setattr(take_in_evidence, "keep_file", watched(session))
    came[1] = came[1]._replace(look=shut_it)
    done = take_in_series(session, case, came)
    assert len(done.exhibits) == kept(session) == 1
    assert all(isinstance(each.problem, GateClosed) for each in done.failed)


def watched(session: Session) -> Callable[..., object]:
    """Keeping as it is, once: nothing may even begin to be kept once the gate is shut."""
    from dslapp.services.intake.look_at_file import keep_file

    times: list[int] = []

    def keep_once(*given: object, **more: object) -> object:
        assert not times, "a file was read again behind a shut gate"
        times.append(1)
        return keep_file(*given, **more)  # type: ignore[arg-type]  # passed through as it came

    return keep_once


def test_one_file_alone_is_no_series(session: Session, case: IncidentId) -> None:
    done = take_in_series(session, case, coming(session, THREE[:1]))
    assert (done.exhibits[0].series, done.exhibits[0].series_order) == ("", 0)


def test_a_file_can_join_a_series_that_is_there(session: Session, case: IncidentId) -> None:
    take_in_series(session, case, coming(session, THREE[:2]))
    more = take_in_series(session, case, coming(session, THREE[2:]), series="Series 1")
    assert (more.exhibits[0].series, more.exhibits[0].series_order) == ("Series 1", 3)


def test_place_and_device_of_the_last_one_are_offered_and_no_time(session: Session, case: IncidentId) -> None:
    first = attach_file(session, case, SAMPLES / THREE[0], PLACE, image_answer="no")
    fresh = attach_file(session, case, SAMPLES / THREE[1], ExhibitAnswers(), image_answer="no")
    offered = last_answers(session, case, besides=[fresh.id])
    assert offered is not None
    assert (offered.whose, offered.answers.place, offered.answers.device) == (first.ref, PLACE.place, "School iPad 14")
    assert (offered.answers.shown_time, offered.answers.captured, offered.answers.description) == (Stated(), When(), "")


def test_the_last_of_the_same_series_goes_before_the_last_of_the_case(session: Session, case: IncidentId) -> None:
    done = take_in_series(session, case, coming(session, THREE[:2]))
    answer_exhibit(session, done.exhibits[0].id, msgspec.structs.replace(answers_of(done.exhibits[0]), device="iPad"))
    attach_file(
        session, case, SAMPLES / THREE[2], msgspec.structs.replace(PLACE, device="Her phone"), image_answer="no"
    )
    of_series = last_answers(session, case, series="Series 1")
    of_case = last_answers(session, case)
    assert of_series is not None
    assert of_case is not None
    assert (of_series.answers.device, of_case.answers.device) == ("iPad", "Her phone")


def test_without_answers_or_from_what_was_withdrawn_nothing_is_offered(session: Session, case: IncidentId) -> None:
    assert last_answers(session, case) is None
    exhibit = attach_file(session, case, SAMPLES / THREE[0], PLACE, image_answer="no")
    withdraw_exhibit(session, exhibit.id, because="It belongs to another case.")
    assert last_answers(session, case) is None


def test_a_large_file_is_not_held_and_must_be_the_same_when_it_is_kept(
    session: Session, case: IncidentId, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dslapp.services.intake.look_at_file.HELD_IN_MEMORY", 1000)
    film = tmp_path / "clip.bin"
    film.write_bytes(b"\x00\x01" * 4000)
    waiting = look_at_source(session, film)
    assert (waiting.data, waiting.path, waiting.size) == (b"", film, 8000)
    film.write_bytes(b"\x00\x02" * 4000)
    with pytest.raises(EvidenceRefused, match="not the file any more"):
        take_in_evidence.attach(session, run_here, case, waiting, Event())
    assert kept(session) == 0
    assert session.casebook.of_incident(Exhibit, case) == []
    exhibit = take_in_evidence.attach(session, run_here, case, look_at_source(session, film), Event())
    assert session.evidence.read(exhibit.file_id, exhibit.sha256) == film.read_bytes()


def test_the_window_offers_what_the_command_line_carries_over(session: Session, case: IncidentId) -> None:
    done = take_in_series(session, case, coming(session, THREE[:2]))
    first, second = done.exhibits
    assert offered_to(second, read_case(session, case)) is None
    answer_exhibit(session, first.id, msgspec.structs.replace(answers_of(first), device="iPad"))
    later = msgspec.structs.replace(PLACE, device="Her phone")
    attach_file(session, case, SAMPLES / THREE[2], later, image_answer="no")
    offered = offered_to(second, read_case(session, case))
    assert offered == last_answers(session, case, series="Series 1", besides=[second.id])
    assert offered is not None
    assert (offered.whose, offered.answers.device) == (first.ref, "iPad")


def test_in_a_series_the_series_lends_and_elsewhere_what_was_answered_just_now(
    session: Session, case: IncidentId
) -> None:
    in_series = take_in_series(session, case, coming(session, THREE[:2])).exhibits
    answer_exhibit(session, in_series[0].id, msgspec.structs.replace(answers_of(in_series[0]), device="iPad"))
    (alone,) = take_in_series(session, case, coming(session, THREE[2:])).exhibits
    later, fresh = (
        attach_file(session, case, SAMPLES / name, given, image_answer="no")
        for name, given in (("photo-of-phone-screen.jpg", PLACE), ("towntalk-parent-post.png", ExhibitAnswers()))
    )
    before = read_case(session, case)
    now = answer_exhibit(session, alone.id, msgspec.structs.replace(PLACE, device="Her phone"))

    def lends(exhibit: Exhibit, just_answered: Exhibit | None) -> str:
        offered = offered_to(exhibit, before, just_answered)
        return offered.whose if offered else ""

    assert lends(in_series[1], now) == lends(in_series[1], None) == in_series[0].ref
    assert (lends(fresh, now), lends(fresh, None)) == (now.ref, later.ref)
