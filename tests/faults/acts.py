"""What a person does while the disk fails: one act each on a casebook in its first state, which may be done again."""

import io
import os
from typing import ClassVar

import msgspec
from pyrage import x25519

from dslapp.casebook.journal.verify import verify
from dslapp.casebook.keys.key_files import read_keys, read_members, write_keys, write_members
from dslapp.casebook.keys.member_keys import FLOOR_KDF, WrongPassphrase, unwrap
from dslapp.casebook.keys.membership import change_keys, change_passphrase
from dslapp.casebook.making import create_folder
from dslapp.casebook.opening import Opened, open_folder
from dslapp.casebook.store import Casebook
from dslapp.domain.case.incident import Incident
from dslapp.domain.entity import Entity
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.school import Member
from dslapp.domain.trust.entries import Epoch
from tests.casebooks import DEPUTY, DSL, FOUNDERS, PASSPHRASES, thornmoss
from tests.faults.keyring import Keyring, case_with_a_pupil, exhibit, now


class Act:
    """One act of a person, and what a fresh start of the program finds of it."""

    tells: ClassVar[tuple[type[Exception], ...]] = (EnvironmentProblem,)
    """What it may raise: a sentence with a way forward, or what its caller turns into one."""
    faults_tried: ClassVar[int | None] = None
    """How many kinds of fault are tried at the short counts: all, or the first few of an act with many calls."""
    changes_files: ClassVar[bool] = False
    """Whether it changes more than one file, so that it matters where somebody leaves off."""
    says_truly: ClassVar[bool] = True
    """Whether an error means that it is not there, unless its way forward says to look."""

    def __init__(self, keyring: Keyring) -> None:
        self.keyring = keyring

    def do(self) -> None:
        """Do it, or do it again; when this returns it is acknowledged."""
        raise NotImplementedError

    def times_there(self) -> int:
        """How often it is there: none or once."""
        raise NotImplementedError

    def end(self) -> None:
        """Let go of everything, as when the program is closed."""

    def faults(self) -> list[str]:
        """What a fresh start finds wrong with the whole casebook."""
        self.end()
        casebook = self.keyring.open()
        try:
            return [f"{fault.where}: {fault.what}" for fault in verify(casebook, self.keyring.evidence()).faults]
        finally:
            casebook.close()


class _OnCasebook(Act):
    """An act on a casebook that is opened for it and stays open, as it does in the program."""

    _open: Casebook | None = None

    @property
    def casebook(self) -> Casebook:
        if self._open is None:
            self._open = self.keyring.open()
        return self._open

    def end(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None


class LogAnIncident(_OnCasebook):
    """Save an incident with a pupil; the form keeps its ids while it is open."""

    _changes: list[Entity] | None = None

    def do(self) -> None:
        self._changes = self._changes or case_with_a_pupil(self.casebook, 2)
        self.casebook.commit(self._changes)

    def times_there(self) -> int:
        return len(self.casebook.history(entity_id=self._changes[0].id)) if self._changes else 0


class AttachAFile(_OnCasebook):
    """Keep a file, then save its record."""

    _content = os.urandom(90_000)
    _record: Exhibit | None = None

    def do(self) -> None:
        if self._record is None:
            case = self.casebook.select(Incident)[0]
            self._record = exhibit(case, 2, self.keyring.evidence().keep(io.BytesIO(self._content)))
        self.casebook.commit([self._record])

    def times_there(self) -> int:
        return len(self.casebook.history(entity_id=self._record.id)) if self._record else 0

    def faults(self) -> list[str]:
        """Also half-written files that the sweep of each start leaves behind."""
        self.keyring.evidence().sweep_unfinished()
        return super().faults() + [f"{path.name} was left" for path in self.keyring.folder.rglob("*.part")]


class KeepADraft(_OnCasebook):
    """Keep unfinished typing in place of what was kept before."""

    says_truly = False  # a draft that was kept after all is what the person wants
    _words = "The second words. " * 900

    def do(self) -> None:
        self.casebook.save_draft("one", "incident", self._words)

    def times_there(self) -> int:
        kept = [draft.content for draft in self.casebook.drafts()]
        assert len(kept) == 1, "there is one draft, the old or the new"
        return kept.count(self._words)


class ReplaceTheMembersFile(Act):
    """Write both copies of members.json."""

    tells = (OSError, EnvironmentProblem)
    changes_files = True
    says_truly = False

    def do(self) -> None:
        members = read_members(self.keyring.folder)
        write_members(self.keyring.folder, msgspec.structs.replace(members, generation=99))

    def times_there(self) -> int:
        return int(read_members(self.keyring.folder).generation == 99)


class ReplaceTheKeyFile(Act):
    """Write both copies of the key file, with one more key in it."""

    tells = (OSError, EnvironmentProblem)
    changes_files = True
    says_truly = False
    _added = str(x25519.Identity.generate())

    def do(self) -> None:
        keys = msgspec.structs.replace(self.keyring.keys, evidence=(*self.keyring.keys.evidence, self._added))
        write_keys(self.keyring.folder, keys, [self.keyring.identity.recipient])

    def times_there(self) -> int:
        found = read_keys(self.keyring.folder, self.keyring.identity.age, casebook=self.keyring.keys.casebook)
        return int(self._added in found.evidence)


class Unlock(Act):
    """Unlock with the passphrase, and lock again."""

    says_truly = False

    def do(self) -> None:
        open_folder(self.keyring.folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=now).close()

    def times_there(self) -> int:
        return 1


class _OnOpened(Act):
    """An act of a member who has unlocked the casebook; passphrases cost nothing here."""

    _opened: Opened | None = None

    @property
    def opened(self) -> Opened:
        if self._opened is None:
            self._opened = open_folder(self.keyring.folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=now)
        return self._opened

    def end(self) -> None:
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def faults(self) -> list[str]:
        self.end()
        opened = self.opened
        found = [f"{fault.where}: {fault.what}" for fault in verify(opened.casebook, opened.evidence).faults]
        if not opened.casebook.select(Incident):
            found.append("the first incident is gone")
        return found


class ChangeTheKeys(_OnOpened):
    """Remove a member, with new keys for all that is written from then on."""

    changes_files = True
    says_truly = False
    faults_tried = 2

    def do(self) -> None:
        members = self.opened.casebook.select(Member)
        gone = next(each for each in members if each.name == DEPUTY)
        if not gone.retired:
            change_keys(self.opened, [msgspec.structs.replace(gone, retired=True, retired_at=now())], because="Left.")

    def times_there(self) -> int:
        self.end()
        epochs = len(self.opened.casebook.select(Epoch))
        retired = [each for each in self.opened.casebook.select(Member) if each.retired]
        assert len(retired) == epochs == self.opened.keys.epoch - 1, "members and keys are of two minds"
        return epochs


class ChangeThePassphrase(_OnOpened):
    """Seal one's own slot with other words."""

    tells = (OSError, EnvironmentProblem)
    changes_files = True
    says_truly = False
    _words = "granite-teapot-willow-anchor"

    def do(self) -> None:
        if self.times_there() == 0:
            change_passphrase(self.opened, PASSPHRASES[DSL], self._words, FLOOR_KDF)

    def times_there(self) -> int:
        slot = read_members(self.keyring.folder).slots[0]
        for times, words in enumerate((PASSPHRASES[DSL], self._words)):
            try:
                unwrap(slot, casebook=self.keyring.keys.casebook, passphrase=words)
            except WrongPassphrase:
                continue
            return times
        raise AssertionError("neither passphrase opens it")

    def faults(self) -> list[str]:
        self.end()
        return Act.faults(self)


class MakeACasebook(Act):
    """Make a second casebook beside the first; it is there complete or not at all."""

    faults_tried = 2
    says_truly = False

    def do(self) -> None:
        folder = self.keyring.folder.with_name("Second.casebook")
        if not folder.exists():
            create_folder(
                folder, school=thornmoss(), founders=FOUNDERS[:1], recovery_recipient=self.keyring.identity.recipient,
                clock=now, kdf=FLOOR_KDF,
            )  # fmt: skip

    def times_there(self) -> int:
        folder = self.keyring.folder.with_name("Second.casebook")
        if not folder.exists():
            return 0
        opened = open_folder(folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=now)
        try:
            assert verify(opened.casebook, opened.evidence).faults == ()
        finally:
            opened.close()
        return 1


ACTS: dict[str, type[Act]] = {
    act.__name__: act
    for act in (
        LogAnIncident, AttachAFile, KeepADraft, ReplaceTheMembersFile, ReplaceTheKeyFile, Unlock, ChangeTheKeys,
        ChangeThePassphrase, MakeACasebook,
    )
}  # fmt: skip
