"""Search everything as it is typed, and show the words around each match."""

from dslapp.casebook.database.search import search, words_of
from dslapp.domain.case.case_lists import SearchHit
from dslapp.domain.case.casework import Action, Decision, LogEntry, Review
from dslapp.domain.case.incident import Incident
from dslapp.domain.case.people import Account, Person
from dslapp.domain.entities import ENTITY_TYPES
from dslapp.domain.entity import Entity
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import Exhibit, ExhibitText
from dslapp.domain.referral.referrals import Referral
from dslapp.domain.search_words import first_place, plain
from dslapp.services.purge.shut_away import is_hidden
from dslapp.services.session import Session

_AROUND = 60


def search_everything(session: Session, typed: str, *, limit: int = 50) -> list[SearchHit]:
    """The newest things that hold every word of `typed` (as beginnings of words, from two letters on).

    What is said of an exhibit that is hidden from everybody is not shown, nor are the words of its file; what they
    would take of `limit` goes to what may be shown.
    """
    session.require("read the record")
    words = words_of(typed)
    shown: list[SearchHit] = []
    asked = 0
    while len(shown) < limit:
        found = search(session.casebook, typed, limit=limit, after=asked)
        values = [session.casebook.get(ENTITY_TYPES[hit.entity_type], hit.entity_id) for hit in found]
        shown += [_hit(session, value, words) for value in values if not _is_hidden(session, value)]
        asked += limit
        if len(found) < limit:
            break
    return shown[:limit]


def _is_hidden(session: Session, value: Entity) -> bool:
    match value:
        case Exhibit():
            return is_hidden(session, value)
        case ExhibitText() | Derivative():
            return is_hidden(session, session.casebook.get(Exhibit, value.exhibit_id))
    return False


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
    place = first_place(text, [plain(word) for word in words])
    if place is None:
        return "", "", text[: 2 * _AROUND]
    start, end = place
    left, right = max(0, start - _AROUND), min(len(text), end + _AROUND)
    before = ("…" if left else "") + text[left:start]
    after = text[end:right] + ("…" if right < len(text) else "")
    return before.replace("\n", " "), text[start:end], after.replace("\n", " ")
