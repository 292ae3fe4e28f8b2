"""What happened to a matter before it was moved here: from the signed extract that came with it."""

from datetime import datetime

import msgspec

from dslapp.domain.local_time import from_milliseconds
from dslapp.domain.trust.entries import Moved
from dslapp.services.session import Session

_ACTS = {"created": "written", "amended": "changed"}


class EarlierLine(msgspec.Struct, frozen=True, kw_only=True):
    """One entry over there: its number, when, by whom, what it was about and what was done."""

    seq: int
    at: datetime
    who: str
    what: str
    reason: str = ""


class EarlierHistory(msgspec.Struct, frozen=True, kw_only=True):
    """The history of one matter in the casebook from which it came, oldest first."""

    label: str
    ref: str
    lines: tuple[EarlierLine, ...]


class _Body(msgspec.Struct, frozen=True):
    seq: int
    at: int
    actor: str
    action: str
    entity_type: str
    entity_id: str


class _Content(msgspec.Struct, frozen=True):
    reason: str = ""
    entity: dict[str, object] = {}


def earlier_histories(session: Session, incident_id: str) -> tuple[EarlierHistory, ...]:
    """Every history that a case brought along. Raises EnvironmentProblem when a kept file is not as it was."""
    session.require("read the record")
    moves = [each for each in session.casebook.of_incident(Moved, incident_id) if each.file_id]
    return tuple(
        _removed(moved) if moved.file_id in session.evidence.purged else _history(session, moved) for moved in moves
    )


def _removed(moved: Moved) -> EarlierHistory:
    line = EarlierLine(
        seq=moved.entries[1], at=moved.at, who="",
        what="The history was removed here, because it told of a purged exhibit. Its digest stays in the record.",
    )  # fmt: skip
    return EarlierHistory(label=moved.label, ref=moved.ref, lines=(line,))


def _history(session: Session, moved: Moved) -> EarlierHistory:
    from dslapp.casebook.matters.extract import read_extract

    extract = read_extract(session.evidence.read(moved.file_id, moved.sha256))
    shown = [(entry.part, *_decoded(entry.body, entry.content)) for entry in extract.shown.values()]
    names = {
        body.entity_id: str(content.entity.get("name", ""))
        for part, body, content in shown
        if part == "keys" and body.entity_type == "member"
    }
    lines = (_line(body, content, names) for part, body, content in shown if part in ("case", "people"))
    return EarlierHistory(label=moved.label, ref=moved.ref, lines=tuple(lines))


def _line(body: _Body, content: _Content, names: dict[str, str]) -> EarlierLine:
    about = body.entity_type.replace("_", " ")
    told = next((str(content.entity[key]) for key in _TOLD if content.entity.get(key)), "")
    act = f"{about} {_ACTS[body.action]}" if body.action in _ACTS else body.action
    return EarlierLine(
        seq=body.seq, at=from_milliseconds(body.at), who=names.get(body.actor, body.actor),
        what=f"{act}: {told}" if told else act, reason=content.reason,
    )  # fmt: skip


_TOLD = ("what", "decision", "question", "description", "name", "handle", "summary", "title", "role", "text")
"""The field by which each kind of entry is best known, the first that it has."""


def _decoded(body: str, content: str | None) -> tuple[_Body, _Content]:
    return (
        msgspec.json.decode(body, type=_Body),
        msgspec.json.decode(content, type=_Content) if content else _Content(),
    )
