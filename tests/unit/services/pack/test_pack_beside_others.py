"""A pack comes to lie beside what others have there: nothing of theirs is replaced or taken away."""

import errno
import os
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from dslapp.casebook.store import Casebook
from dslapp.domain.evidence.exhibits import CustodyEvent
from dslapp.domain.pack.chosen import PackForm
from dslapp.domain.problems import EnvironmentProblem
from dslapp.services.pack.check_pack import check_pack
from dslapp.services.pack.make_pack import MadePack, PackStopped, make_pack
from dslapp.services.session import Session
from tests.packs import BECAUSE, NAMES, PackedCase, everything, packed_case

THEIRS = b"another member's, made just now"


@pytest.fixture
def case(session: Session) -> PackedCase:
    return packed_case(session, film=3_000_000)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


class SomebodyElse:
    """Puts something under the pack's name while it is being written."""

    def __init__(self, target: Path, form: PackForm) -> None:
        self.target, self.form = target, form

    @property
    def theirs(self) -> Path:
        return self.target / "notes.docx" if self.form == "folder" else self.target

    def __call__(self, done: int, total: int) -> None:
        if not self.target.exists():
            self.theirs.parent.mkdir(exist_ok=True)
            self.theirs.write_bytes(THEIRS)


def make(session: Session, case: PackedCase, out: Path, form: PackForm, **more: Any) -> MadePack:
    choice = everything(case, form=form, plain_because=BECAUSE, paper="")
    return make_pack(session, case.id, choice, out / NAMES[form], **more)


@pytest.mark.parametrize("form", list(NAMES))
def test_what_somebody_puts_there_meanwhile_is_neither_replaced_nor_taken_away(
    session: Session, case: PackedCase, out: Path, form: PackForm
) -> None:
    other = SomebodyElse(out / NAMES[form], form)
    with pytest.raises(EnvironmentProblem, match="got the pack’s name while it was being made"):
        make(session, case, out, form, progress=other)
    assert other.theirs.read_bytes() == THEIRS
    assert list(out.iterdir()) == [other.target]
    assert not [each for each in session.casebook.select(CustodyEvent) if each.what == "exported"]


@pytest.mark.parametrize("form", ["zip", "folder"])
def test_stop_takes_away_nothing_of_somebody_else(
    session: Session, case: PackedCase, out: Path, form: PackForm
) -> None:
    stop, other = Event(), SomebodyElse(out / NAMES[form], form)

    def progress(done: int, total: int) -> None:
        other(done, total)
        stop.set()

    with pytest.raises(PackStopped):
        make(session, case, out, form, progress=progress, cancel=stop)
    assert other.theirs.read_bytes() == THEIRS
    assert list(out.iterdir()) == [other.target]


def test_what_somebody_put_into_the_folder_stays_when_the_pack_cannot_be_noted(
    session: Session, case: PackedCase, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs, commit = out / NAMES["folder"] / "originals" / "theirs.txt", Casebook.commit

    def refuse(self: Casebook, changes: Any, **more: Any) -> Any:
        if any(isinstance(each, CustodyEvent) for each in changes):
            theirs.write_bytes(THEIRS)
            raise EnvironmentProblem("The disk is full.")
        return commit(self, changes, **more)

    monkeypatch.setattr(Casebook, "commit", refuse)
    with pytest.raises(EnvironmentProblem, match="full"):
        make(session, case, out, "folder")
    assert [each for each in out.rglob("*") if each.is_file()] == [theirs]


@pytest.mark.parametrize("form", ["zip", "folder"])
def test_the_unfinished_names_of_another_run_are_left_alone(
    session: Session, case: PackedCase, out: Path, form: PackForm
) -> None:
    another = out / f"{NAMES[form]}.part"
    another.write_bytes(THEIRS)
    made = make(session, case, out, form)
    assert another.read_bytes() == THEIRS
    assert sorted(out.iterdir()) == sorted((*made.files, another))
    assert check_pack(made.files[0], made.password, made.check_number).sound


def test_a_disk_that_refuses_the_name_is_told_in_words(
    session: Session, case: PackedCase, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "no")

    for name in ("link", "rename"):
        monkeypatch.setattr(os, name, refuse)
    for form in NAMES:
        with pytest.raises(EnvironmentProblem, match="could not get its name"):
            make(session, case, out, form)
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("theirs", [False, True])
def test_a_stick_on_which_no_file_has_two_names(
    session: Session, case: PackedCase, out: Path, monkeypatch: pytest.MonkeyPatch, theirs: bool
) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "FAT")

    monkeypatch.setattr(os, "link", no_links)
    other = SomebodyElse(out / NAMES["zip"], "zip")
    if not theirs:
        made = make(session, case, out, "zip")
        assert check_pack(made.files[0], made.password).sound
        return
    with pytest.raises(EnvironmentProblem):
        make(session, case, out, "zip", progress=other)
    assert list(out.iterdir()) == [other.target]
    assert other.target.read_bytes() == THEIRS
