"""Where something that was purged, or is to be, can still be: by name, and what to do about each."""

import contextlib
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import NamedTuple

from dslapp.casebook.backups.place import PlaceNotThere
from dslapp.casebook.backups.purged_backups import HoldingBackup, holding, remove_from_pool
from dslapp.casebook.keys.key_files import QUARANTINE
from dslapp.casebook.purging.purged_record import own_erasures
from dslapp.casebook.purging.purges import came_back, purged_with, what_goes
from dslapp.domain.case.case_words import count_of
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit
from dslapp.domain.local_time import say_moment
from dslapp.domain.long_work import OnCasebook, run_here
from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.school import Access, Member
from dslapp.domain.trust.entries import BackupPlace, Moved
from dslapp.services.backups.back_up import home_of
from dslapp.services.purge.sealed_copies import sealed_copies
from dslapp.services.session import Session

_LEFT = frozenset({"exported", "printed", "handed over"})
_LEFT_WITH_CASE = frozenset({"exported", "printed", "handed over", "extracted"})
NOBODY_KNOWS = (
    "Backups of the whole computer, folders that a sync program copies, sealed backups at other places, e-mails, "
    "prints, and the phone or computer from which it came."
)
_ASK_THE_POLICE = (
    "Read this list to the police and do what they say. Until then: don’t contact whoever sent it, don’t ask IT to "
    "search for or open it, delete nothing on the phone, in the mailbox or in Downloads."
)


class Elsewhere(NamedTuple):
    """One place where it is or was: its name, what is there line by line, and what to do."""

    name: str
    lines: tuple[str, ...]
    do: str
    removable: bool = False
    """Its file is there still and can be removed when the place is connected."""


class _Span(NamedTuple):
    """What is looked for: its files, and the entries and the moment up to which it stood in the record."""

    files: frozenset[str]
    entries: range
    until: datetime
    is_purged: bool


def kept_elsewhere(session: Session, exhibit_id: str, on_casebook: OnCasebook | None = None) -> tuple[Elsewhere, ...]:
    """All of them: backups place by place, what was set aside, what left. Takes as long as the places take to answer.

    Runs on the thread for files with `on_casebook`.
    """
    ask = on_casebook or run_here
    span, places, names = ask(_read, session, exhibit_id)
    found = [_at_place(session, place, span, names) for place in places]
    aside = ask(_set_aside, session, span)
    return (*ask(_sealed, session, exhibit_id), *filter(None, found), *aside, *ask(_left, session, exhibit_id))


def remove_where_reachable(session: Session, on_casebook: OnCasebook | None = None) -> int:
    """Remove what was purged from the pools of backups that answer now; return how many files went.

    What cannot be reached is told by `kept_elsewhere`, and goes with the next backup there.
    """
    ask = on_casebook or run_here
    ask(session.require, "erase")
    gone, erasures = 0, ask(own_erasures, session.casebook)
    for place in ask(session.casebook.select, BackupPlace):
        home = home_of(session, place)
        if home.is_there:
            with contextlib.suppress(OSError, EnvironmentProblem):
                purged = frozenset(session.evidence.purged)
                gone += remove_from_pool(home, purged, session.opened.keys, erasures)
    return gone


def back_again(session: Session) -> tuple[Exhibit, ...]:
    """Exhibits that were purged here and of which a backup from before, now restored, says the words again."""
    return came_back(session.casebook, session.evidence)


def _read(session: Session, exhibit_id: str) -> tuple[_Span, list[BackupPlace], dict[str, str]]:
    session.require("read the record")
    casebook, exhibit = session.casebook, session.casebook.get(Exhibit, exhibit_id)
    names = {member.id: member.name for member in casebook.select(Member)}
    if exhibit.file_id:
        going = what_goes(casebook, exhibit_id)
        first = min(seq for seqs in going.entries.values() for seq in seqs)
        files = frozenset(file.file_id for file in going.files)
        span = _Span(files, range(first, casebook.head[0] + 1), session.clock(), is_purged=False)
    else:
        files, entries, until = purged_with(casebook, exhibit_id)
        span = _Span(files, entries, until or session.clock(), is_purged=bool(files))
    return span, casebook.select(BackupPlace), names


def _at_place(session: Session, place: BackupPlace, span: _Span, names: dict[str, str]) -> Elsewhere | None:
    home, name = home_of(session, place), f"The backups at “{place.label}”"
    try:
        backups = holding(home, span.files, span.entries, span.until)
    except (PlaceNotThere, OSError):
        return Elsewhere(
            name, (f"Cannot be reached now ({place.folder}).",),
            "Connect it and come back to this page, or make a backup there: its file goes with that.", True,
        )  # fmt: skip
    if not backups:
        return None
    lines = tuple(_line(each, names) for each in backups)
    still = any((home.folder / "evidence" / each[-2:] / f"{each}.age").exists() for each in span.files)
    if not span.is_purged:
        return Elsewhere(name, lines, "Its file is removed from here together with the purge.", still)
    if still:
        return Elsewhere(name, lines, "Its file is there still. Press “Remove it from the backups”.", True)
    return Elsewhere(
        name, lines,
        "Its file is gone from here. What was written about it is in these backups until they are replaced by newer "
        f"ones; if that may not wait, delete their folders in {home.snapshots}, once a new backup is proved.",
    )  # fmt: skip


def _line(backup: HoldingBackup, names: dict[str, str]) -> str:
    if backup.at is None:
        return f"{backup.name}: cannot be read, so it may hold it."
    by = f"made by {names.get(backup.made_by, 'somebody')}" if backup.made_by else "made without a passphrase, sealed"
    held = "its file and words" if backup.names_file else "words about it"
    return f"{backup.name}: {say_moment(backup.at)}, {by}; {held}."


def _set_aside(session: Session, span: _Span) -> Iterator[Elsewhere]:
    """What lies in the casebook's own quarantine: databases as they were, of which nothing is erased."""
    quarantine = session.opened.folder / QUARANTINE
    found = list[Elsewhere]()
    for folder in sorted(path for path in quarantine.glob("*") if path.is_dir()):
        former = folder.name.startswith("format-")
        if not any(folder.rglob("*.db")):
            continue
        do = (
            "The older form of this very record: it goes together with the purge."
            if former
            else "The record as it was before a restore or a change of keys. Its file is not in it any more after the "
            "purge; words about it may be. Delete the folder when nobody needs it."
        )
        found.append(Elsewhere(f"The casebook’s own folder {QUARANTINE}/{folder.name}", (), do))
    return iter(found)


def _sealed(session: Session, exhibit_id: str) -> tuple[Elsewhere, ...]:
    """The case on its way to another casebook, where nobody has sent a receipt."""
    exhibit = session.casebook.get(Exhibit, exhibit_id)
    together = what_goes(session.casebook, exhibit_id).exhibits if exhibit.file_id else (exhibit,)
    return tuple(
        Elsewhere(
            f"The inbox of “{each.label}”", (f"{say_moment(each.at)}: a sealed copy of {each.ref} was handed over.",),
            "Ring those who open that casebook now: they must not take it in. If they have, they hide it at once.",
        )
        for each in sealed_copies(session, together)
    )  # fmt: skip


def _left(session: Session, exhibit_id: str) -> tuple[Elsewhere, ...]:
    """Copies that left this casebook, as its continuity and the case's history say."""
    casebook, found = session.casebook, list[Elsewhere]()
    exhibit = casebook.get(Exhibit, exhibit_id)
    events = [
        f"{say_moment(each.at)}: {each.what} by {each.by}{f' to {each.to}' if each.to else ''}. {each.purpose}".strip()
        for each in casebook.select(CustodyEvent, "p.exhibit_id = ?", (exhibit_id,), order="p.seq")
        if each.what in _LEFT
    ]
    if events:
        found.append(
            Elsewhere("Copies of it that left", tuple(events), "Ring whoever has them: they delete nothing before the "
                      "police say so, and hand nothing on.")
        )  # fmt: skip
    papers = _papers(session, exhibit.incident_id)
    if papers:
        words = count_of(len(papers), "paper or file", "papers or files")
        found.append(
            Elsewhere("Papers of the case that left", tuple(papers),
                      f"{words}: see whether it was shown or described in one, and tell whoever has it.")
        )  # fmt: skip
    moved = casebook.select(Moved, "p.incident_id = ? AND p.direction = 'in'", (exhibit.incident_id,))
    found += (
        Elsewhere(f"The casebook “{each.label}”, from which the case came", (),
                  "Tell its members. The signed history that came with the case may hold words about it.")
        for each in moved
    )  # fmt: skip
    found.append(Elsewhere("Other places where it can still be", (NOBODY_KNOWS,), _ASK_THE_POLICE))
    return tuple(found)


def _papers(session: Session, incident_id: str) -> Collection[str]:
    looks = (
        (version.at, version.entity)
        for version in session.casebook.history(incident_id=incident_id)
        if isinstance(version.entity, Access) and version.entity.what in _LEFT_WITH_CASE
    )
    return [f"{say_moment(at)}: {each.what} – {each.detail}" for at, each in looks if "original of" not in each.detail]
