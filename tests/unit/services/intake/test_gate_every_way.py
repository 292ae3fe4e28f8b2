"""The gate stands before every way in: without a "no" for this very file, not one byte of it is touched."""

import email.message
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from typing import NoReturn

import pytest

from dslapp.bootstrap import build_program
from dslapp.casebook.keys.member_keys import FLOOR_KDF
from dslapp.casebook.matters.inbox import waiting
from dslapp.cli.app import COULD_NOT_RUN, run
from dslapp.domain.case.incident import Incident, SafetyAnswers
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.gate import STOP, GateClosed
from dslapp.domain.long_work import run_here
from dslapp.domain.statements import TriState
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file, record_exhibit
from dslapp.services.intake.attach_parts import look_at_part, parts_of
from dslapp.services.intake.attach_series import Coming, OpenSeries, attach_next, take_in_series
from dslapp.services.intake.look_at_file import keep_file, look_at_source
from dslapp.services.intake.record_without_file import record_without_file
from dslapp.services.intake.take_in_evidence import attach, look_at
from dslapp.services.matters.hand_over_matter import hand_over_matter
from dslapp.services.matters.take_in_matter import take_in_matter
from dslapp.services.session import Session
from tests.casebooks import DSL, PASSPHRASES
from tests.cases import bare_case, coach
from tests.pictures import SAMPLES

TAUNTS = SAMPLES / "chatnest-taunts-1.png"


class Untouched(type(Path())):  # type: ignore[misc]  # the class of paths on this system
    """A file that was chosen: its name may be read, and nothing else of it."""

    def __fspath__(self) -> NoReturn:
        raise AssertionError(f"{self.name} was touched")

    open = stat = exists = is_file = read_bytes = lstat = resolve = __fspath__


def untouched_bytes() -> NoReturn:
    raise AssertionError("the bytes were taken")


@dataclass
class Here:
    """A case, and what a way in is tried with."""

    session: Session
    case: str
    answer: TriState

    def nothing_is_read(self, patch: pytest.MonkeyPatch) -> None:
        """From here on, nothing that is kept may be decrypted, and nothing decoded."""

        def touched(*_: object, **__: object) -> NoReturn:
            raise AssertionError("a kept file was read or decoded")

        for name in ("read", "copy_to", "keep"):
            patch.setattr(type(self.session.evidence), name, touched)
        for name in ("look", "part", "pages", "inspect", "view", "as_png"):
            patch.setattr(type(self.session.files), name, touched)


Way = Callable[[Here, pytest.MonkeyPatch], object]


def chosen_or_dropped_file(here: Here, _patch: pytest.MonkeyPatch) -> object:
    return look_at(here.session, run_here, here.case, Untouched("photo.jpg"), here.answer, Event())


def pasted_or_captured_picture(here: Here, _patch: pytest.MonkeyPatch) -> object:
    """What the clipboard holds, and what a capture of the screen would give: both are taken by a call."""
    return look_at(here.session, run_here, here.case, untouched_bytes, here.answer, Event())


def file_handed_over_by_outlook(here: Here, _patch: pytest.MonkeyPatch) -> object:
    return look_at(here.session, run_here, here.case, untouched_bytes, here.answer, Event(), name="mail.msg")


def in_one_go(here: Here, _patch: pytest.MonkeyPatch) -> object:
    return attach_file(here.session, here.case, Untouched("a.pdf"), ExhibitAnswers(), image_answer=here.answer)


def series_of_which_one_is_not_sure(here: Here, _patch: pytest.MonkeyPatch) -> object:
    """Not even those before it are read: the answers come first, for all of them."""
    answers: tuple[TriState, ...] = ("no", "no", here.answer)
    came = [Coming(f"{number}.png", answer, untouched_bytes) for number, answer in enumerate(answers)]
    return take_in_series(here.session, here.case, came)


def attachment_of_an_email(here: Here, patch: pytest.MonkeyPatch) -> object:
    """The e-mail was let in; its attachment is asked about by itself."""
    mail = email.message.EmailMessage()
    mail["Subject"], mail["From"] = "What he got", "parent@example.com"
    mail.set_content("See the picture.")
    mail.add_attachment(TAUNTS.read_bytes(), "image", "png", filename="taunts.png")
    whole = attach_file(here.session, here.case, mail.as_bytes(), ExhibitAnswers(), image_answer="no", name="mail.eml")
    (part,) = [each for each in parts_of(here.session, whole) if each.name == "taunts.png"]
    here.nothing_is_read(patch)
    return look_at_part(here.session, run_here, whole, part, here.answer, Event())


WAYS: dict[str, Way] = {
    way.__name__.replace("_", " "): way
    for way in (
        chosen_or_dropped_file, pasted_or_captured_picture, file_handed_over_by_outlook, in_one_go,
        series_of_which_one_is_not_sure, attachment_of_an_email,
    )
}  # fmt: skip


def kept(session: Session) -> int:
    return len(list(session.evidence.folder.rglob("*.age")))


@pytest.mark.parametrize("answer", ["yes", "unsure", ""])
@pytest.mark.parametrize("way", WAYS)
def test_without_a_no_nothing_is_touched(
    session: Session, monkeypatch: pytest.MonkeyPatch, way: str, answer: TriState
) -> None:
    here = Here(session, bare_case(session), answer)
    with monkeypatch.context() as patch, pytest.raises(GateClosed) as refused:
        WAYS[way](here, patch)
    assert refused.value.message == STOP
    whole_mail = way == "attachment of an email"
    assert kept(session) == int(whole_mail)
    assert len(session.casebook.select(Exhibit)) == int(whole_mail)


SHUT_CASES = {
    "an image may exist": SafetyAnswers(danger="no", image="unsure", adult_here="none"),
    "of an adult here, too": SafetyAnswers(danger="no", image="yes", adult_here="accused"),
}


@pytest.mark.parametrize("safety", SHUT_CASES)
@pytest.mark.parametrize("way", [way for way in WAYS if way != "attachment of an email"])
def test_a_no_does_not_open_a_case_that_takes_no_files(
    session: Session, monkeypatch: pytest.MonkeyPatch, way: str, safety: str
) -> None:
    here = Here(session, bare_case(session, safety=SHUT_CASES[safety]), "no")
    with pytest.raises(GateClosed):
        WAYS[way](here, monkeypatch)
    assert kept(session) == 0


def test_the_gate_that_shuts_while_a_file_waits_keeps_it_out(session: Session) -> None:
    """Looked at before, and then somebody writes that there may be such an image: no byte more is read."""
    case = bare_case(session)
    waits = look_at_source(session, TAUNTS)
    record_without_file(session, case, "imagery not held", ExhibitAnswers(held_by="Her own phone"))
    with pytest.raises(GateClosed):
        attach(session, run_here, case, waits, Event())
    with pytest.raises(GateClosed):
        attach_next(session, run_here, case, waits, OpenSeries(), Event())
    with pytest.raises(GateClosed):
        record_exhibit(session, case, keep_file(session, waits), ExhibitAnswers())
    assert kept(session) == 0


def test_what_was_awaited_comes_through_the_same_gate(session: Session) -> None:
    case = bare_case(session)
    awaited = record_without_file(session, case, "not here yet", ExhibitAnswers(held_by="His mother"))
    waits = look_at_source(session, TAUNTS)
    record_without_file(session, case, "imagery not held", ExhibitAnswers(held_by="Her own phone"))
    with pytest.raises(GateClosed):
        attach(session, run_here, case, waits, Event(), awaited=awaited.id)
    assert session.casebook.get(Exhibit, awaited.id).file_id == ""


@pytest.mark.parametrize("answer", ["yes", "unsure", ""])
def test_a_matter_from_another_casebook_brings_no_file_in_without_a_no(
    session: Session, staff: Session, neighbours: str, answer: TriState
) -> None:
    case = coach(session)
    attach_file(session, case, TAUNTS, ExhibitAnswers(), image_answer="no")
    hand_over_matter(session, case, neighbours, "It is about staff.")
    (file,) = waiting(staff.opened.folder)
    with pytest.raises(GateClosed):
        take_in_matter(staff, file.name, image_answer=answer)
    assert (kept(staff), staff.casebook.select(Incident)) == (0, [])
    assert [each.name for each in waiting(staff.opened.folder)] == [file.name], "it still waits"
    assert take_in_matter(staff, file.name, image_answer="no").incident.ref


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "passphrase.txt"
    file.touch(mode=0o600)
    file.write_text(PASSPHRASES[DSL], encoding="utf-8")
    return file


def test_a_command_takes_a_no_after_a_yes_only_with_what_has_changed(
    session: Session, tmp_path: Path, secret: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    bare_case(session)
    folder = session.opened.folder
    session.opened.close()
    program = replace(build_program(settings=tmp_path / "s", casebooks=tmp_path), kdf=FLOOR_KDF, clock=session.clock)
    said = {}
    for name, more in {
        "yes": ["--gate-answer", "yes"], "no": ["--gate-answer", "no"],
        "why": ["--gate-answer", "no", "--what-changed", "PC 4410 looked at it with me: it is a meme."],
    }.items():  # fmt: skip
        common = ["attach", str(folder), "OSI-2026-0001", str(TAUNTS), "--member", DSL]
        code = run(program, [*common, "--passphrase-file", str(secret), *more])
        said[name] = (code, capfd.readouterr())
    assert said["yes"][0] == said["no"][0] == COULD_NOT_RUN
    assert "What has changed? Who looked, and why?" in said["no"][1].err
    assert "--what-changed" in said["no"][1].err
    assert "JH/1" in said["why"][1].out


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    """A file that hangs whoever opens it, and that no gate-keeping program does."""
    path = tmp_path / "never-opened.png"
    os.mkfifo(path)
    return path


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a pipe with a name")
@pytest.mark.parametrize(
    "answers",
    [[], ["no"], ["no", "no", "no"], ["no", "yes"], ["unsure", "no"], ["no", ""], ["NO", "no"]],
    ids=["none", "one for two", "three for two", "yes", "not sure", "empty", "not a word of ours"],
)
def test_a_command_reads_nothing_before_each_file_has_its_no(
    session: Session, tmp_path: Path, secret: Path, pipe: Path, answers: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    bare_case(session)
    session.opened.close()
    program = replace(build_program(settings=tmp_path / "s", casebooks=tmp_path), kdf=FLOOR_KDF, clock=session.clock)
    given = [word for answer in answers for word in ("--gate-answer", answer)]
    code = run(
        program,
        ["attach", str(session.opened.folder), "OSI-2026-0001", str(pipe), str(pipe), "--member", DSL,
         "--passphrase-file", str(secret), *given],
    )  # fmt: skip
    assert code == COULD_NOT_RUN
    told = capfd.readouterr().err
    assert "Nothing has been read" in told or STOP in told
    assert kept(session) == 0
