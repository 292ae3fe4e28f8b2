"""A pack or a copy that was stopped, by its button or by locking: nothing is left, and the record says not made."""

from pathlib import Path
from threading import Event

import pytest

from dslapp.domain.evidence.exhibits import CustodyEvent
from dslapp.domain.long_work import run_here
from dslapp.domain.school import Access
from dslapp.services.case.read_case import read_case
from dslapp.services.exhibits.show_evidence import ExportStopped, export_original
from dslapp.services.pack import make_pack as making
from dslapp.services.pack.make_pack import PackStopped, make_pack
from dslapp.services.papers.save_file import save_new_file_by
from dslapp.services.session import Session
from tests.packs import PackedCase, everything, packed_case


@pytest.fixture
def case(session: Session) -> PackedCase:
    return packed_case(session)


def noted(session: Session, case: PackedCase) -> list[str]:
    looks = [entry.entity for entry in read_case(session, case.id).history if isinstance(entry.entity, Access)]
    return [each.what for each in looks if each.what in ("exported", "not made")]


def test_a_pack_that_was_stopped_is_noted_as_not_made(session: Session, case: PackedCase, tmp_path: Path) -> None:
    before, stop = noted(session, case), Event()
    stop.set()
    with pytest.raises(PackStopped):
        make_pack(session, case.id, everything(case), tmp_path / "Pack OSI-2026-0041.zip", cancel=stop)
    assert noted(session, case) == [*before, "not made"]
    assert list(tmp_path.glob("Pack*")) == []


def test_stopped_after_it_was_read_back_it_is_not_made_either(
    session: Session, case: PackedCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its password would never be seen by anybody."""
    before, stop, read_back = noted(session, case), Event(), making._read_back

    def then_locked(*args: object) -> None:
        read_back(*args)  # type: ignore[arg-type]  # as it is called
        stop.set()

    monkeypatch.setattr(making, "_read_back", then_locked)
    with pytest.raises(PackStopped):
        make_pack(session, case.id, everything(case), tmp_path / "Pack OSI-2026-0041.zip", cancel=stop)
    assert noted(session, case) == [*before, "not made"]
    assert list(tmp_path.glob("Pack*")) == []


@pytest.mark.parametrize("late", [False, True])
def test_a_copy_that_was_stopped_is_neither_kept_nor_noted(
    session: Session, case: PackedCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    before, stop, target = noted(session, case), Event(), tmp_path / "exhibit JH-2.eml"
    save = save_new_file_by

    def then_locked(*args: object) -> None:
        save(*args)  # type: ignore[arg-type]  # as it is called
        stop.set()

    if late:
        monkeypatch.setattr("dslapp.services.exhibits.show_evidence.save_new_file_by", then_locked)
    else:
        stop.set()
    with pytest.raises(ExportStopped):
        export_original(
            session, case.mail.id, target, purpose="for PC 4417", on_casebook=run_here, cancel=stop
        )  # fmt: skip
    assert noted(session, case) == before
    assert not [each for each in session.casebook.select(CustodyEvent) if each.what == "exported"]
    assert list(tmp_path.glob("exhibit*")) == []
