"""What this computer remembers of its backups while a stick is in the drawer: when, and why the last one failed.

`backups.json` in the casebook's folder. Advisory: where a place answers, its own manifests count.
"""

import contextlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec

from dslapp.casebook.durable_files import replace_durably
from dslapp.domain.trust.entries import BackupPlace

NOTES_FILE = "backups.json"


class PlaceNote(msgspec.Struct, frozen=True, kw_only=True):
    """One place: where it is, its newest backup as far as this computer knows, and what went wrong since.

    The folder is here too, so that the backups are found when the casebook itself does not open. What somebody called
    the place is not: anybody at this computer can read this file.
    """

    folder: str = ""
    last: datetime | None = None
    entries: int | None = None
    trouble: str = ""


class _Notes(msgspec.Struct, frozen=True, kw_only=True):
    format: Literal["dsl-casebook/backups/1"] = "dsl-casebook/backups/1"
    places: dict[str, PlaceNote] = {}


def read_notes(folder: Path) -> Mapping[str, PlaceNote]:
    """What is remembered, by the place's id; nothing where the file is missing or damaged."""
    try:
        return msgspec.json.decode((folder / NOTES_FILE).read_bytes(), type=_Notes).places
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return {}


def note_place(folder: Path, place: BackupPlace) -> None:
    """Remember where a place is; one that is withdrawn too, since its backups stay."""
    _write(folder, place.id, msgspec.structs.replace(_had(folder, place), folder=place.folder))


def note_made(folder: Path, place: BackupPlace, at: datetime, entries: int | None) -> None:
    """Remember that a backup was made."""
    _write(folder, place.id, PlaceNote(folder=place.folder, last=at, entries=entries))


def note_trouble(folder: Path, place: BackupPlace, trouble: str) -> None:
    """Remember why none could be made; when the last one was stays as it is."""
    _write(folder, place.id, msgspec.structs.replace(_had(folder, place), trouble=trouble))


def _had(folder: Path, place: BackupPlace) -> PlaceNote:
    return read_notes(folder).get(place.id) or PlaceNote(folder=place.folder)


def _write(folder: Path, place_id: str, note: PlaceNote) -> None:
    with contextlib.suppress(OSError):  # what cannot be remembered is read off the place again
        notes = _Notes(places={**read_notes(folder), place_id: note})
        replace_durably(folder / NOTES_FILE, msgspec.json.encode(notes))
