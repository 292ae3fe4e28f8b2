"""A pack that the record knows no end of: killed between its name and its note, it is told at the next opening."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dslapp.casebook.packing import placing
from dslapp.casebook.packing.unfinished import unfinished_packs
from dslapp.domain.case.casework import Action
from dslapp.domain.entity import new_id
from dslapp.domain.pack.chosen import PackForm
from dslapp.domain.pack.unfinished import waiting_packs
from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.school import Access
from dslapp.domain.trust.entries import Moved
from dslapp.services.access.unlock_casebook import unlock_casebook
from dslapp.services.case.do_casework import finish_action
from dslapp.services.case.read_case import load_case
from dslapp.services.pack import make_pack as making
from dslapp.services.pack.make_pack import make_pack
from dslapp.services.pack.tell_unfinished import tell_unfinished_packs
from dslapp.services.program import Program
from dslapp.services.session import Session
from tests.casebooks import DSL, HEAD, PASSPHRASES, SettableClock
from tests.packs import OFFICER, PackedCase, everything, packed_case

NAMES: dict[PackForm, str] = {"zip": "Pack OSI-2026-0041.zip", "folder": "Pack OSI-2026-0041"}
BECAUSE = "straight onto the officer's own encrypted stick"


class Killed(BaseException):
    """Nothing runs after it."""


def kill(*_args: object, **_fields: object) -> None:
    raise Killed


def kill_at(monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """From that step on nothing is done: nothing taken back, nothing noted."""
    monkeypatch.setattr(making, step, kill)
    monkeypatch.setattr(making, "note_not_made", lambda *_args, **_fields: None)
    monkeypatch.setattr(placing.Place, "take_back", lambda *_args: None)


def killed(session: Session, case: PackedCase, out: Path, form: PackForm = "zip") -> None:
    because = BECAUSE if form == "folder" else ""
    with pytest.raises(Killed):
        make_pack(session, case.id, everything(case, form=form, plain_because=because), out / NAMES[form])


@pytest.fixture
def opened_again(tmp_path: Path, clock: SettableClock, session: Session) -> Iterator[Callable[..., Session]]:
    """Call it to open the casebook as the program does, after the sitting before ended."""
    program = Program(clock=clock, settings=tmp_path / "settings", casebooks=tmp_path)
    sittings = [session]

    def again(who: str = DSL) -> Session:
        sittings[-1].opened.close()
        sittings.append(unlock_casebook(program, session.opened.folder, who, PASSPHRASES[who]))
        return sittings[-1]

    yield again
    sittings[-1].opened.close()
    program.files.close()


def noted(session: Session, case: PackedCase) -> list[str]:
    return [
        each.entity.what
        for each in session.casebook.history(incident_id=case.id)
        if isinstance(each.entity, Access) and each.entity.subject.startswith("pack ")
    ]


@pytest.mark.parametrize(("step", "form"), [("note_made", "zip"), ("note_made", "folder"), ("_write", "zip")])
def test_killed_before_it_was_noted_it_is_told_at_the_next_opening_once(
    session: Session, tmp_path: Path, clock: SettableClock, opened_again: Callable[..., Session],
    monkeypatch: pytest.MonkeyPatch, step: str, form: PackForm,
) -> None:  # fmt: skip
    case = packed_case(session)
    kill_at(monkeypatch, step)
    killed(session, case, tmp_path, form)
    assert (tmp_path / NAMES[form]).exists() == (step == "note_made")
    assert waiting_packs(load_case(session, case.id)) == (), "it may be in the making still"

    after = opened_again()
    (action,) = waiting_packs(load_case(after, case.id))
    assert action.due == clock()
    assert OFFICER in action.what
    assert f"“{NAMES[form]}”: JH/1, JH/2, JH/3, JH/4" in action.what
    assert "delete it" in action.what
    assert ("Anybody who finds it can read it." in action.what) == (form == "folder")
    assert str(tmp_path) not in action.what, "where it was to go is on no record"

    again = opened_again()
    assert waiting_packs(load_case(again, case.id)) == (action,)
    finish_action(again, action.id, "Deleted from the stick.")
    assert waiting_packs(load_case(again, case.id)) == ()
    assert tell_unfinished_packs(again) == ()


def test_whoever_only_reviews_is_asked_for_nothing(
    session: Session, tmp_path: Path, opened_again: Callable[..., Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = packed_case(session)
    kill_at(monkeypatch, "note_made")
    killed(session, case, tmp_path)
    assert not opened_again(HEAD).casebook.select(Action)
    assert len(opened_again().casebook.select(Action)) == 1


def test_its_beginning_is_noted_before_the_first_byte_and_its_end_after_the_last(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, seen, write = packed_case(session), list[list[str]](), making._write

    def looked(*args: object) -> object:
        seen.append(noted(session, case))
        assert list(tmp_path.glob("Pack*")) == []
        return write(*args)  # type: ignore[arg-type]  # as it is called

    monkeypatch.setattr(making, "_write", looked)
    make_pack(session, case.id, everything(case), tmp_path / NAMES["zip"])
    assert seen == [["pack begun"]]
    assert noted(session, case) == ["pack begun", "exported"]
    assert len({each.source_id for each in session.casebook.select(Action)}) == 1


def test_what_failed_is_noted_as_not_made_and_asks_nobody_to_look(
    session: Session, tmp_path: Path, opened_again: Callable[..., Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = packed_case(session)

    def full(*_args: object) -> None:
        raise EnvironmentProblem("The pack could not be written there.")

    monkeypatch.setattr(making, "_read_back", full)
    with pytest.raises(EnvironmentProblem):
        make_pack(session, case.id, everything(case), tmp_path / NAMES["zip"])
    assert noted(session, case) == ["pack begun", "not made"]
    assert not opened_again().casebook.select(Action)


def test_of_a_case_that_moved_away_nothing_is_told_again_however_long_ago_it_was(
    session: Session, tmp_path: Path, opened_again: Callable[..., Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = packed_case(session)
    kill_at(monkeypatch, "note_made")
    killed(session, case, tmp_path)
    looks = [Access(id=new_id(), what="viewed", incident_id=case.id, subject="") for _ in range(5001)]
    session.casebook.commit(looks)
    moved = Moved(
        id=new_id(), incident_id=case.id, direction="out", casebook="c", label="Staff", ref="OSI-2026-0001",
        entries=(1, 2), reason="It is about staff.", at=session.clock(),
    )  # fmt: skip
    after = opened_again()
    assert len(after.casebook.select(Action)) == 1
    after.casebook.commit([moved])
    after.casebook.connection.execute("DELETE FROM action")  # it moved, too
    monkeypatch.setattr(after.casebook, "session_id", "another")
    assert unfinished_packs(after.casebook) == ()
