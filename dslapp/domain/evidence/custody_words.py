"""The continuity of an exhibit or a device in words: who had it, from whom, to whom, when, where, under which seal."""

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.evidence.exhibits import CustodyAct, CustodyEvent, Exhibit
from dslapp.domain.local_time import say_moment

ACT_WORDS: dict[CustodyAct, str] = {
    "hash mismatch": "found changed or damaged", "missing": "file found missing", "lock lifted": "lock lifted",
    "received": "taken in", "handed over": "handed over", "purged": "purged for good",
    "shut away": "hidden from everybody", "let out": "shown again",
}  # fmt: skip

_WHERE: dict[CustodyAct, str] = {"attached": "in", "received": "kept in:"}


def actor_of(event: CustodyEvent) -> str:
    """In whose hands the step was: who took it in, gave it away or looked into it; else who wrote it down."""
    if event.what == "received":
        return event.to or event.by
    return (event.from_whom or event.by) if event.what in ("handed over", "looked into") else event.by


def event_in_words(event: CustodyEvent, *, has_file: bool = True) -> str:
    """One step: "handed over by Jo Hartsedge, to PC 4410, at: the office, seal A123, signed by PC 4410 – for police".

    Who had it in their hands and who wrote that down may be two people: whoever only wrote it never had it. Of what is
    in words only, `has_file` is false: nothing was ever attached.
    """
    if event.what == "attached" and not has_file:
        return f"recorded in words by {event.by}" + (f"; who has it: {event.where}" if event.where else "")
    hands = actor_of(event)
    by = "noticed by" if event.what in ("hash mismatch", "missing") else "by"
    parts = [f"{ACT_WORDS.get(event.what, event.what)} {by} {hands}"]
    if event.from_whom and event.from_whom != hands:
        parts.append(f"from {event.from_whom}")
    if event.to and event.to != hands:
        parts.append(f"to {event.to}")
    if event.where:
        parts.append(f"{_WHERE.get(event.what, 'at:')} {event.where}")
    if event.seal:
        parts.append(f"seal or bag {event.seal}")
    if event.signed_by:
        parts.append(f"signed on paper by {event.signed_by}")
    if event.hash_checked:
        parts.append("file checked, unchanged")
    if hands != event.by:
        parts.append(f"written down by {event.by}")
    return ", ".join(parts) + (f" – {event.purpose}" if event.purpose else "")


def continuity_of(case: CaseFile, entity_id: str) -> tuple[CustodyEvent, ...]:
    """All steps of one exhibit or device, oldest first."""
    found = (each for each in case.custody if entity_id and entity_id in (each.exhibit_id, each.device_id))
    return tuple(sorted(found, key=lambda each: (each.at, each.id)))


def withdrawn_in_words(case: CaseFile, exhibit: Exhibit, *, why: bool = True) -> str:
    """“withdrawn on Friday 13 November 2026, 16:50 GMT, because it belongs to another case”; empty while it stands.

    Without `why` for a reader outside: a reason may name somebody.
    """
    if not exhibit.withdrawn:
        return ""
    since = None
    for entry in reversed(case.versions_of(exhibit.id)):
        if not (isinstance(entry.entity, Exhibit) and entry.entity.withdrawn):
            break
        since = entry.at
    said = f"withdrawn on {say_moment(since)}" if since else "withdrawn"
    because = exhibit.withdrawn_because.strip().rstrip(".")
    return f"{said}, because: {because}" if why and because else said
