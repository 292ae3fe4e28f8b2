"""Put back what is newer in a damaged casebook than in the one that took its place, with the files of its exhibits."""

import contextlib
from pathlib import Path

from dslapp.casebook.damage.damaged_folder import read_database
from dslapp.casebook.damage.putting_back import PutBack, put_back
from dslapp.casebook.damage.salvage import Salvage
from dslapp.casebook.evidence.repair import bring_back
from dslapp.casebook.keys.key_files import KEY_FILE, QUARANTINE, read_keys
from dslapp.casebook.purging.purged_list import remembered
from dslapp.casebook.purging.purged_record import vouched_for
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.long_work import Progress
from dslapp.domain.problems import EnvironmentProblem
from dslapp.services.session import Session

__all__ = ["PutBack", "put_back_from_quarantine", "put_salvaged_back", "quarantined", "say_put_back"]

_KINDS = {
    "member": "who the members are", "recovery": "the recovery sheet", "epoch": "new keys",
    "erasure": "what was erased", "moved": "matters that were moved",
}  # fmt: skip


def put_salvaged_back(session: Session, found: Salvage, aside: Path, progress: Progress | None = None) -> PutBack:
    """Put back what was read of a damaged casebook; `aside` is the folder that holds its evidence files now.

    Raises NotAllowed, or EnvironmentProblem when a save fails; what was put back until then stays.
    """
    session.require("restore a backup")
    listed = vouched_for(session.casebook, remembered(session.opened.folder, session.opened.keys))
    purged = session.evidence.purged | {file.file_id for file in listed}
    newer = {version.value.id: version.value for version in found.versions if isinstance(version.value, Exhibit)}
    for exhibit in newer.values():
        if exhibit.file_id and exhibit.file_id not in purged and session.casebook.find(Exhibit, exhibit.id) is None:
            with contextlib.suppress(OSError):  # its record says then that the file is missing, and where to look
                bring_back(
                    session.opened.folder, session.evidence, exhibit.file_id, exhibit.sha256, aside, session.clock()
                )
    return put_back(session.casebook, found, session.member.role, progress, purged=purged)


def quarantined(session: Session) -> tuple[str, ...]:
    """The names of the folders in quarantine that hold a database, the newest first."""
    folders = (path.parent for path in (session.opened.folder / QUARANTINE).glob("*/casebook-*.db"))
    return tuple(sorted({folder.name for folder in folders}, reverse=True))


def put_back_from_quarantine(session: Session, name: str, progress: Progress | None = None) -> PutBack:
    """Read the database in one folder of the quarantine, damaged or not, and put back what is newer in it.

    Done twice, it changes nothing more. Raises NotAllowed, or EnvironmentProblem when there is no such folder, or the
    member's keys do not open what is in it.
    """
    if name not in quarantined(session):
        raise EnvironmentProblem("There is no such folder in quarantine.", "Name one of those that are listed.")
    folder, identity, keys = session.opened.folder / QUARANTINE / name, session.casebook.identity, session.opened.keys
    if (folder / KEY_FILE).exists():
        keys = read_keys(folder, identity.age, casebook=session.casebook.id)
    database = next((folder / each for each in (keys.database,) if (folder / each).exists()), None)
    if database is None:
        raise EnvironmentProblem(
            "The database in that folder belongs to other keys.", "Ask a member who could open the casebook then."
        )
    _, found = read_database(database, keys, identity, progress)
    return put_salvaged_back(session, found, folder, progress)


def say_put_back(outcome: PutBack) -> str:
    """What was put back and what was not, in a sentence or two."""
    parts = [f"{outcome.records:,} newer records were put back, each with its reason."]
    if outcome.unproved:
        parts.append(f"{outcome.unproved:,} of them could not be checked against their signatures: each says so.")
    if outcome.refused:
        parts.append(f"{outcome.refused:,} were left out: they were changed here since, or are not yours to write.")
    if outcome.gone:
        parts.append(f"{outcome.gone:,} stay gone: what was purged or erased is never put back.")
    if outcome.by_hand:
        parts.append(f"To be done again by hand: {', '.join(_KINDS[kind] for kind in outcome.by_hand)}.")
    if outcome.drafts:
        parts.append("What you were typing was kept.")
    return " ".join(parts)
