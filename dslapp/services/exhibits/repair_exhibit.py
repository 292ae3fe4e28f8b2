"""An exhibit whose file is damaged or missing: look whether a backup has it whole, and bring it back from there."""

from pathlib import Path
from typing import NamedTuple

from dslapp.casebook.evidence.repair import bring_back, has_sound_copy
from dslapp.casebook.keys.key_files import QUARANTINE
from dslapp.domain.entity import ExhibitId, new_id
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit
from dslapp.domain.evidence.lock import BROUGHT_BACK
from dslapp.domain.long_work import OnCasebook, run_here
from dslapp.domain.problems import EnvironmentProblem
from dslapp.services.backups.back_up import backup_places, home_of
from dslapp.services.exhibits.exhibit_locks import renew_lock
from dslapp.services.session import Session


class SoundCopy(NamedTuple):
    """Where a whole copy of an exhibit's file lies."""

    label: str
    """What people call the place: the backup “Red stick”."""
    folder: Path


def find_sound_copy(session: Session, exhibit: Exhibit, on_casebook: OnCasebook = run_here) -> SoundCopy | None:
    """The first backup place, or part of the quarantine, that has the very file that was attached; None without one.

    Reads files: runs on the thread for files, with `on_casebook` for the questions to the database.
    """
    return next(
        (
            each
            for each in on_casebook(_where_to_look, session)
            if has_sound_copy(each.folder, session.evidence, exhibit.file_id, exhibit.sha256)
        ),
        None,
    )


def bring_exhibit_back(session: Session, exhibit: Exhibit, copy: SoundCopy, on_casebook: OnCasebook = run_here) -> None:
    """Put the sound copy in the place of the damaged file, and note it in the exhibit's continuity.

    Where the file is sound by now, nothing is done and nothing is noted.
    Raises NotAllowed, or EnvironmentProblem when it could not be brought back: then nothing was changed.
    """
    on_casebook(session.require, "restore a backup")
    try:
        outcome = bring_back(
            session.opened.folder, session.evidence, exhibit.file_id, exhibit.sha256, copy.folder, session.clock()
        )
    except OSError as error:
        raise EnvironmentProblem(
            f"The file of exhibit {exhibit.ref} could not be brought back: a disk did not answer, or is full.",
            "Look whether the stick or drive is connected, make room, then try again.",
        ) from error
    if outcome == "no sound copy":
        raise EnvironmentProblem(f"The copy of exhibit {exhibit.ref} is not whole either.", "Try another backup.")
    if outcome == "brought back":
        on_casebook(_note, session, exhibit, copy)


def _where_to_look(session: Session) -> tuple[SoundCopy, ...]:
    places = [
        SoundCopy(f"the backup “{place.label}”", home_of(session, place).folder) for place in backup_places(session)
    ]
    quarantine = session.opened.folder / QUARANTINE
    kept = sorted(quarantine.iterdir(), reverse=True) if quarantine.is_dir() else []
    return (*places, *(SoundCopy(f"quarantine ({folder.name})", folder) for folder in kept if folder.is_dir()))


def _note(session: Session, exhibit: Exhibit, copy: SoundCopy) -> None:
    purpose = f"{BROUGHT_BACK} {copy.label}"
    session.casebook.commit(
        [
            CustodyEvent(
                id=new_id(), incident_id=exhibit.incident_id, exhibit_id=ExhibitId(exhibit.id), at=session.clock(),
                what="checked", by=session.member.name, purpose=purpose, hash_checked=True,
            )
        ]
    )  # fmt: skip
    renew_lock(session, exhibit.id)
