"""What the Safety page says of the backups: how old the last one is, and whether a restore was proved."""

from datetime import datetime
from pathlib import Path

from dslapp.casebook.backups.notes import read_notes
from dslapp.domain.health import Check, State
from dslapp.domain.local_time import say_day, say_moment, to_local
from dslapp.domain.long_work import OnCasebook
from dslapp.domain.trust.backup_state import BackupOverview, PlaceState, colour_of, say_proven
from dslapp.services.backups.backup_status import backup_overview
from dslapp.services.session import Session

_BACKUPS, _DRILL = "Backups", "Whether a backup can be restored"
_STATES: dict[str, State] = {"green": "good", "amber": "attention", "red": "bad", "never": "bad"}


def backup_checks(session: Session, on_casebook: OnCasebook | None = None) -> tuple[Check, ...]:
    """Look at every place. Runs on the thread for files: a stick or a share may be slow to answer.

    Nothing of a damaged casebook that is being read: what was saved of it knows no places any more.
    """
    session.require("read the record")
    if session.casebook.read_only:
        return ()
    overview = backup_overview(session, on_casebook)
    backups = _backups(overview, session)
    return (backups,) if overview.colour == "never" else (backups, _drill(overview, session))


def remembered_backups(folder: Path, now: datetime) -> Check:
    """The same without a passphrase: what this computer remembers beside the casebook. Advisory."""
    notes = read_notes(folder).values()
    last = max((note.last for note in notes if note.last is not None), default=None)
    state = _STATES[colour_of(last, now)]
    if last is None:
        words = "This computer remembers none of this casebook."
    else:
        words = f"The last one that this computer remembers was made on {say_moment(last)}."
    return Check(
        key="backups", title=_BACKUPS, state=state, words=words,
        way_forward="" if state == "good" else "Unlock the casebook and make a backup, under Safety.",
    )  # fmt: skip


def _backups(overview: BackupOverview, session: Session) -> Check:
    now, today = session.clock(), to_local(session.clock()).date()
    said = overview.say(now)
    state = _STATES[overview.colour]
    if not overview.places:
        way = "Choose a place for backups: best a stick that you keep apart, and another computer."
    elif state != "good":
        way = "Make a backup now."
    elif behind := [each for each in overview.places if needs_somebody(each)]:
        state, way = "attention", " ".join(_say_behind(each) for each in behind)
    else:
        way = ""
    due = [each for each in overview.places if each.remind_on is not None and each.remind_on <= today]
    if state == "good" and due:
        state, way = "attention", f"Plug in “{due[0].place.label}” and make a backup there."
    return Check(key="backups", title=_BACKUPS, state=state, words=said, way_forward=way)


def needs_somebody(state: PlaceState) -> bool:
    """Whether one place is behind although another is not; a stick has its own day."""
    return state.place.place_kind != "stick" and state.colour in ("red", "never")


def _say_behind(state: PlaceState) -> str:
    if state.last is None:
        return f"“{state.place.label}” has no backup yet."
    return f"“{state.place.label}” has had none since {say_day(to_local(state.last).date())}."


def _drill(overview: BackupOverview, session: Session) -> Check:
    said = say_proven(overview.proven, session.clock()).removesuffix(".") + "."
    faulty = [each for each in overview.places if each.proven is not None and each.proven.faults]
    if faulty:
        return Check(
            key="drill", title=_DRILL, state="bad", words=f"The last backup at “{faulty[0].place.label}” is damaged.",
            way_forward="Make a new backup there and prove it again. If that fails too, use another stick or drive.",
        )  # fmt: skip
    if overview.proven is None:
        return Check(
            key="drill", title=_DRILL, state="attention", words=said, way_forward="Test a backup now: it takes seconds."
        )
    if all(each.to_prove for each in overview.places if each.reachable):
        return Check(
            key="drill", title=_DRILL, state="attention", words=said, way_forward="Test a backup again, once a month."
        )
    return Check(key="drill", title=_DRILL, state="good", words=said)
