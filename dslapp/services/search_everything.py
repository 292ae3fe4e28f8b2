"""Search everything as it is typed, and show the words around each match."""

import re

from dslapp.casebook.search import search, words_of
from dslapp.domain.case_lists import SearchHit
from dslapp.domain.casework import Action, Decision, LogEntry, Review
from dslapp.domain.entities import ENTITY_TYPES
from dslapp.domain.entity import Entity
from dslapp.domain.evidence import Exhibit, ExhibitText
from dslapp.domain.incident import Incident
from dslapp.domain.people import Account, Person
from dslapp.domain.referral import Referral
from dslapp.domain.search_words import plain, plain_with_places
from dslapp.services.session import Session

_AROUND = 60


def search_everything(session: Session, typed: str, *, limit: int = 50) -> list[SearchHit]:
    """The newest things that hold every word of `typed` (as beginnings of words, from two letters on).

    Words of a file that is hidden from everybody are not shown.
    """
    session.require("read the record")
    words = words_of(typed)
    found = search(session.casebook, typed, limit=limit)
    values = [session.casebook.get(ENTITY_TYPES[hit.entity_type], hit.entity_id) for hit in found]
    return [_hit(session, value, words) for value in values if not _is_hidden(session, value)]


def _is_hidden(session: Session, value: Entity) -> bool:
    return isinstance(value, ExhibitText) and bool(session.casebook.get(Exhibit, value.exhibit_id).shut_away_by)


def _hit(session: Session, value: Entity, words: list[str]) -> SearchHit:
    before, match, after = around(value.search_text(), words)
    incident_id = value.about_incident()
    title = _title(session, value, incident_id)
    if isinstance(value, ExhibitText):
        return SearchHit(Exhibit.kind(), value.exhibit_id, incident_id, title, before, match, after)
    return SearchHit(value.kind(), value.id, incident_id, title, before, match, after)


def _title(session: Session, value: Entity, incident_id: str | None) -> str:
    match value:
        case Incident():
            return f"{value.ref} · {value.headline}"
        case Person():
            return f"Person · {value.name}"
        case Account():
            return f"Account · {value.handle or value.display_name} on {value.platform}"
    ref = session.casebook.get(Incident, incident_id).ref if incident_id else ""
    match value:
        case Exhibit():
            return f"{ref} · Exhibit {value.ref}"
        case ExhibitText():
            exhibit = session.casebook.get(Exhibit, value.exhibit_id)
            how = "read by machine, unchecked" if value.how == "read by machine" else value.how
            return f"{ref} · Exhibit {exhibit.ref} · {how}"
        case LogEntry():
            return f"{ref} · Chronology"
        case Action():
            return f"{ref} · Action"
        case Decision():
            return f"{ref} · Decision"
        case Review():
            return f"{ref} · Review"
        case Referral():
            return f"{ref} · Referral"
    return f"{ref} · {value.kind()}"


def around(text: str, words: list[str]) -> tuple[str, str, str]:
    """The first match of any of `words` in `text` with some text on either side; accents and capitals do not matter."""
    found, origin = plain_with_places(text)
    pattern = "|".join(rf"\b{re.escape(plain(word))}" for word in sorted(words, key=len, reverse=True))
    match = re.search(pattern, found) if pattern else None
    if match is None:
        return "", "", text[: 2 * _AROUND]
    start, end = origin[match.start()], origin[match.end() - 1] + 1
    left, right = max(0, start - _AROUND), min(len(text), end + _AROUND)
    before = ("…" if left else "") + text[left:start]
    after = text[end:right] + ("…" if right < len(text) else "")
    return before.replace("\n", " "), text[start:end], after.replace("\n", " ")
