"""Make an evidence pack: write it as a stream, read it back, and only then let it count and stand in the record."""

import contextlib
import hashlib
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from dslapp.casebook.evidence.files import EvidenceUnsound
from dslapp.domain.case.incident import Incident
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.long_work import OnCasebook, Progress, run_here
from dslapp.domain.pack.chosen import (
    COPIES,
    ORIGINALS,
    SUMS,
    PackChoice,
    PackedFile,
    check_number,
    packed_name,
    sums_text,
)
from dslapp.domain.problems import EnvironmentProblem, Problem, UserProblem
from dslapp.domain.trust.passphrases import five_words
from dslapp.services.exhibits.show_evidence import note_unsound
from dslapp.services.pack.gather_pack import PackPlan, plan_pack
from dslapp.services.pack.note_pack import note_begun, note_made, note_may_be_left, note_not_made
from dslapp.services.pack.pack_contents import made_files
from dslapp.services.papers.release_paper import refuse_telling_name
from dslapp.services.session import Session

if TYPE_CHECKING:
    from dslapp.casebook.packing.placing import Place

_MADE = 4 << 20
"""Bytes that are reckoned for what is made for a pack, beside the evidence and the extract."""


class PackStopped(UserProblem):
    """The person pressed Stop, or the casebook was locked; nothing was kept."""

    def __init__(self) -> None:
        super().__init__("You stopped this. No pack was made, and nothing of it was kept.")


class PackMayBeLeft(EnvironmentProblem):
    """It came to nothing, and what was written of it could not be taken away, or nobody can tell."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"{why} No pack was made, and a part of it may still lie there.",
            "Look for it where it was to go and delete it. The case has an action that says its name.",
        )


class MadePack(msgspec.Struct, frozen=True, kw_only=True):
    """A pack that was written, read back and noted."""

    files: tuple[Path, ...]
    """What lies on the disk: one file or folder, under age also the file of its key."""
    password: str
    check_number: str
    sums_sha256: str
    members: int
    size: int
    exhibits: tuple[str, ...]
    """The references that it is about."""


def make_pack(
    session: Session,
    incident_id: str,
    choice: PackChoice,
    target: Path,
    on_casebook: OnCasebook = run_here,
    *,
    password: str = "",
    progress: Progress | None = None,
    cancel: Event | None = None,
) -> MadePack:
    """Write a pack to `target`, which must not be there yet. Runs on the thread for files.

    `password` is one that was made and written down before; without it, one is made.

    Nothing that is encrypted meets the disk in plain. Raises UserProblem as `plan_pack` does, for a name that tells
    whom it is about, and once `cancel` is set; EvidenceUnsound, which is noted, when a file is not the one that was
    attached; EnvironmentProblem when it cannot be written or does not read back. Then nothing of it is left, or
    PackMayBeLeft says so. The record says that it was begun before the first byte is written, and how it ended.
    """
    refuse_telling_name(target, on_casebook(session.casebook.get, Incident, incident_id).ref)
    plan = on_casebook(plan_pack, session, incident_id, choice)
    return _make(session, plan, target, on_casebook, password, progress, cancel)


def _make(
    session: Session, plan: PackPlan, target: Path, on_casebook: OnCasebook, password: str, progress: Progress | None,
    cancel: Event | None,
) -> MadePack:  # fmt: skip
    from dslapp.casebook.packing.placing import coming_to_lie

    choice = plan.choice
    password = "" if choice.form == "folder" else password or five_words()
    size = sum(kept.size for _, kept in plan.kept) + len(plan.extract) + _MADE
    counting = _Counting(2 * size, progress, cancel)
    begun: Place | None = None
    try:
        with coming_to_lie(choice.form, target, size) as place:
            on_casebook(note_begun, session, plan, place.files)
            begun = place
            packed, sums = _write(session, plan, place, password, counting, on_casebook)
            _read_back(place, password, packed, sums, counting)
        try:
            counting.count(0)
            on_casebook(note_made, session, plan, sums)
        except BaseException:
            place.take_back(each.path for each in packed)
            raise
    except BaseException as error:
        if begun is None:
            raise
        stopped = isinstance(error, PackStopped)
        with contextlib.suppress(Problem):  # then the next opening tells of it
            if begun.may_be_left:
                on_casebook(note_may_be_left, session, plan, begun.files)
            else:
                on_casebook(note_not_made, session, plan, stopped=stopped)
        if begun.may_be_left and isinstance(error, Problem | OSError):
            why = "You stopped this." if stopped else error.message if isinstance(error, Problem) else ""
            raise PackMayBeLeft(why or "The place where the pack was to go does not answer.") from error
        raise
    counting.finish()
    return MadePack(
        files=place.files, password=password, check_number=check_number(sums), sums_sha256=sums,
        members=len(packed), size=sum(each.size for each in packed),
        exhibits=tuple(exhibit.ref for exhibit in plan.listed),
    )  # fmt: skip


def _write(
    session: Session, plan: PackPlan, place: "Place", password: str, counting: "_Counting", on_casebook: OnCasebook
) -> tuple[list[PackedFile], str]:
    """Write everything; returns the files with their sums, and the sum of the list."""
    from dslapp.casebook.packing.writing import packing

    packed: list[PackedFile] = []
    with packing(plan.choice.form, place.parts, password, plan.now, counting.count) as pack:
        for exhibit, kept in plan.kept:
            is_copy = isinstance(kept, Derivative)
            folder, taken = COPIES if is_copy else ORIGINALS, (each.path for each in packed)
            name = packed_name(folder, kept.ref, kept.media_type, taken)
            try:
                pack.add(name, kept.size, _bytes_of(session, kept))
            except EvidenceUnsound as found:
                if isinstance(kept, Exhibit):
                    on_casebook(note_unsound, session, kept, found)
                raise EvidenceUnsound(found.check, kept.ref) from None
            packed.append(
                PackedFile(
                    path=name, size=kept.size, sha256=kept.sha256, what="copy" if is_copy else "original",
                    exhibit=exhibit.ref,
                )
            )  # fmt: skip
        for made in made_files(session, plan, packed, counting.cancel):
            sha256 = pack.add(made.path, len(made.data), _written(made.data))
            packed.append(
                PackedFile(path=made.path, size=len(made.data), sha256=sha256, what=made.what, exhibit=made.exhibit)
            )
        listed = sums_text(packed).encode("ascii")
        sums = pack.add(SUMS, len(listed), _written(listed))
        packed.append(PackedFile(path=SUMS, size=len(listed), sha256=sums, what="to read"))
    return packed, sums


def _bytes_of(session: Session, kept: Exhibit | Derivative) -> Callable[[BinaryIO], None]:
    return lambda stream: session.evidence.copy_to(kept.file_id, kept.sha256, stream)


def _written(data: bytes) -> Callable[[BinaryIO], None]:
    def fill(stream: BinaryIO) -> None:
        stream.write(data)

    return fill


def _read_back(place: "Place", password: str, packed: list[PackedFile], sums: str, counting: "_Counting") -> None:
    """Open what was written, as a stranger would, and compare all of it."""
    from dslapp.casebook.packing.reading import reading

    expected = sorted((each.path, each.size, each.sha256) for each in packed)
    found = list[tuple[str, int, str]]()
    with reading(place.parts[0], password, key_path=place.parts[-1]) as streams:
        for each in streams:
            digest, size = hashlib.sha256(), 0
            while piece := each.stream.read(1 << 20):
                digest.update(piece)
                size += len(piece)
                counting.count(len(piece))
            found.append((each.name, size, digest.hexdigest()))
    names = {name.casefold() for name, _, _ in found}
    listed = [sha256 for name, _, sha256 in found if name == SUMS]
    if len(names) != len(found) or sorted(found) != expected or listed != [sums]:
        raise EnvironmentProblem(
            "What was written is not what can be read there, so no pack was made.", "Choose another place."
        )


class _Counting:
    """Tells the progress now and then, and stops when the person wants it."""

    def __init__(self, total: int, progress: Progress | None, cancel: Event | None) -> None:
        self._total, self._progress = total, progress
        self._done = self._told = 0
        self.cancel = cancel

    def count(self, size: int) -> None:
        """Note that so many more bytes are done. Raises PackStopped."""
        self._done += size
        if self.cancel is not None and self.cancel.is_set():
            raise PackStopped
        if self._progress is not None and self._done - self._told >= 1 << 20:
            self._told = self._done
            self._progress(min(self._done, self._total), self._total)

    def finish(self) -> None:
        """Say that all is done."""
        if self._progress is not None:
            self._progress(self._total, self._total)
