"""F11: backups of the casebooks that are kept from each format, restored by everybody who may and who may not."""

import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import pytest
from pyrage import x25519

from dslapp.casebook.backups.restore_note import NOTE
from dslapp.casebook.journal.verify import verify
from dslapp.casebook.keys.member_keys import FLOOR_KDF
from dslapp.casebook.opening import open_folder
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.school import Member, Recovery
from dslapp.domain.trust.entries import Restored
from dslapp.services.access.create_casebook import NewMember
from dslapp.services.access.members import add_member, change_passphrase, remove_member
from dslapp.services.backups.back_up import add_place, back_up
from dslapp.services.backups.back_up_sealed import back_up_sealed
from dslapp.services.backups.restore_backup import RestoreResult, backups_at, restore_backup
from dslapp.services.program import Program
from dslapp.services.session import Session
from tests.casebooks import DEPUTY, DSL, HEAD, PASSPHRASES, SettableClock, unlock
from tests.faults.counts import Count

SAMPLES = Path(__file__).parents[1] / "samples" / "casebooks"
FIXTURES = sorted(path.stem for path in SAMPLES.glob("*.zip"))


@dataclass(frozen=True)
class Who:
    """Somebody with a key, or with what they take for one."""

    words: str
    member: str = ""
    passphrase: str = ""
    sheet: str = ""
    left_since: bool = False
    """Removed from the casebook after the backup was made."""


EVERYBODY = (
    Who("right passphrase", DSL, PASSPHRASES[DSL]),
    Who("headteacher's passphrase", HEAD, PASSPHRASES[HEAD]),
    Who("wrong passphrase", DSL, "not the passphrase at all"),
    Who("recovery sheet", sheet="right"),
    Who("another casebook's sheet", sheet="wrong"),
    Who("removed member", DEPUTY, PASSPHRASES[DEPUTY], left_since=True),
)
NEW_WORDS = "marble-tunnel-violet-candle"
OPENS = "restored"
WRONG = "That did not open the casebook."
NOT_SEALED_TO = "This backup cannot be opened by you"
LEFT = "You are not a member of this casebook any more."
DOCUMENTED = {
    # key: (over the casebook that is there, into a new folder on another computer)
    "right passphrase": (OPENS, OPENS),
    "headteacher's passphrase": (OPENS, OPENS),
    "wrong passphrase": (WRONG, WRONG),
    "recovery sheet": (OPENS, OPENS),
    "another casebook's sheet": (NOT_SEALED_TO, NOT_SEALED_TO),
    "removed member": (LEFT, OPENS),  # nothing in the backup knows that they left: docs/user-guide/backups.md says so
}


@dataclass(frozen=True)
class Kept:
    """A casebook from the repository, unpacked, with a stick beside it."""

    folder: Path
    stick: Path
    sheet: str
    exhibits: dict[str, str]
    """SHA-256 of the original by the exhibit's number."""


@pytest.fixture(params=FIXTURES)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    told = json.loads((SAMPLES / f"{request.param}.json").read_text())
    folder, stick = tmp_path / "Thornmoss.casebook", tmp_path / "stick"
    stick.mkdir()
    with zipfile.ZipFile(SAMPLES / f"{request.param}.zip") as packed:
        packed.extractall(folder)
    return Kept(folder, stick, told["recovery"], told["exhibits"])


@pytest.fixture
def program(tmp_path: Path, clock: SettableClock) -> Program:
    return Program(clock=clock, settings=tmp_path / "settings", casebooks=tmp_path, kdf=FLOOR_KDF)


def make_sealed(program: Program, kept: Kept, clock: SettableClock) -> None:
    """As the former version left it: nobody has opened it with this one."""
    back_up_sealed(program, kept.folder, kept.stick)


def make_signed(program: Program, kept: Kept, clock: SettableClock) -> None:
    session = unlock(kept.folder, DSL, clock)
    back_up(session, add_place(session, "Red stick", kept.stick, "stick").id)
    session.opened.close()
    session.pictures.close()


@pytest.mark.parametrize("make", [make_sealed, make_signed], ids=["as it was kept", "after this version opened it"])
@pytest.mark.parametrize("who", EVERYBODY, ids=lambda who: who.words)
@pytest.mark.parametrize("target", ["over the casebook", "into a new folder"])
def test_every_cell_of_the_restore_matrix(
    make: Callable[[Program, Kept, SettableClock], None],
    who: Who,
    target: str,
    kept: Kept,
    program: Program,
    clock: SettableClock,
    counted: Count,
) -> None:
    make(program, kept, clock)
    if who.left_since:
        session = unlock(kept.folder, DSL, clock)
        remove_member(session, member_of(session, who.member), "Left the school.")
        session.opened.close()
        session.pictures.close()
    over = target == "over the casebook"
    into = kept.folder if over else kept.folder.with_name("Another computer.casebook")
    before = everything(kept.folder)
    outcome = attempt(program, kept, into, who)
    expected = DOCUMENTED[who.words][0 if over else 1]
    if expected is not OPENS:
        assert isinstance(outcome, str)
        assert outcome.startswith(expected)
        assert everything(kept.folder) == before, "nothing is touched"
        assert over or not into.exists()
    else:
        assert isinstance(outcome, RestoreResult), outcome
        assert_restored(kept, into, over, who, clock)
    counted("F11", "restore matrix", 1)


def attempt(program: Program, kept: Kept, into: Path, who: Who) -> RestoreResult | str:
    """Restore, or what was said instead."""
    backup = backups_at(kept.stick)[-1]
    sheets = {"right": kept.sheet, "wrong": str(x25519.Identity.generate()), "": ""}
    try:
        return restore_backup(
            program, backup.home, backup.name, into, reason="The laptop was stolen.", who=who.member,
            passphrase=who.passphrase, sheet=sheets[who.sheet],
        )  # fmt: skip
    except EnvironmentProblem as problem:
        return problem.message


def assert_restored(kept: Kept, into: Path, over: bool, who: Who, clock: SettableClock) -> None:
    """It opens, it is sound, every exhibit is the original, and the journal says that it was restored."""
    noted = (into / NOTE).exists()
    session = unlock(into, who.member or DSL, clock)
    try:
        assert verify(session.casebook, session.evidence).faults == ()
        originals = {
            each.ref: sha256(session.evidence.read(each.file_id, each.sha256)).hexdigest()
            for each in session.casebook.select(Exhibit)
            if each.file_id
        }
        assert originals == kept.exhibits
        sheet_signs = bool(session.casebook.select(Recovery)[0].signing_key)
        assert noted == (bool(who.sheet) and sheet_signs)
        if who.sheet and not sheet_signs:
            assert session.casebook.select(Restored) == [], "a sheet of the first version signs nothing"
            return
        (restored,) = session.casebook.select(Restored)
        assert restored.reason == "The laptop was stolen."
        assert bool(restored.quarantine) == over
        assert not (into / NOTE).exists()
    finally:
        session.opened.close()
        session.pictures.close()


def member_of(session: Session, name: str) -> str:
    return next(each.id for each in session.casebook.select(Member) if each.name == name)


def everything(folder: Path) -> dict[str, bytes]:
    names = {"casebook.owner", "casebook.lock"}
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in names
    }


def test_a_member_of_today_who_was_none_then_is_told_so(
    program: Program, casebook_folder: Path, tmp_path: Path, clock: SettableClock
) -> None:
    """Their keys did not exist on the day of the backup; nothing is wrong with their passphrase."""
    stick = tmp_path / "stick"
    stick.mkdir()
    back_up_sealed(program, casebook_folder, stick)
    session = unlock(casebook_folder, DSL, clock)
    words = NEW_WORDS
    add_member(session, NewMember(name="Ada Fenwright", role="deputy_dsl", initials="AF", passphrase=words))
    session.opened.close()
    session.pictures.close()
    outcome = attempt(
        program, Kept(casebook_folder, stick, "", {}), casebook_folder, Who("new member", "Ada Fenwright", words)
    )
    assert isinstance(outcome, str)
    assert outcome.startswith(NOT_SEALED_TO)


def test_the_passphrase_of_today_restores_a_backup_from_before_it_was_changed(
    program: Program, casebook_folder: Path, tmp_path: Path, clock: SettableClock
) -> None:
    """And it is the one that opens the casebook afterwards: nobody has to remember an old one."""
    stick, words = tmp_path / "stick", NEW_WORDS
    stick.mkdir()
    back_up_sealed(program, casebook_folder, stick)
    session = unlock(casebook_folder, DSL, clock)
    change_passphrase(session, PASSPHRASES[DSL], words)
    session.opened.close()
    session.pictures.close()
    kept, dsl = Kept(casebook_folder, stick, "", {}), replace(EVERYBODY[0], passphrase=words)
    assert isinstance(attempt(program, kept, casebook_folder, dsl), RestoreResult)
    open_folder(casebook_folder, who=DSL, passphrase=words, clock=clock).close()


def test_the_samples_are_there() -> None:
    assert "format-1" in FIXTURES
