"""The continuity of an exhibit or a device in words: who had it, from whom, to whom, when, where, under which seal."""

from dslapp.domain.case_file import CaseFile
from dslapp.domain.evidence import CustodyAct, CustodyEvent

ACT_WORDS: dict[CustodyAct, str] = {
    "hash mismatch": "found changed or damaged", "missing": "file found missing", "lock lifted": "lock lifted",
    "received": "received", "handed over": "handed over", "purged": "purged for good",
    "shut away": "hidden from everybody", "let out": "shown again",
}  # fmt: skip


def event_in_words(event: CustodyEvent) -> str:
    """One step: "handed over by Jo Hartsedge, to PC 4410, at the office, seal A123, signed by PC 4410 – for police"."""
    by = "noticed by" if event.what in ("hash mismatch", "missing") else "by"
    parts = [f"{ACT_WORDS.get(event.what, event.what)} {by} {event.by}"]
    if event.from_whom and event.from_whom != event.by:
        parts.append(f"from {event.from_whom}")
    if event.to and event.to != event.by:
        parts.append(f"to {event.to}")
    if event.where:
        parts.append(f"in {event.where}" if event.what == "attached" else f"at: {event.where}")
    if event.seal:
        parts.append(f"seal or bag {event.seal}")
    if event.signed_by:
        parts.append(f"signed on paper by {event.signed_by}")
    if event.hash_checked:
        parts.append("hash checked")
    return ", ".join(parts) + (f" – {event.purpose}" if event.purpose else "")


def continuity_of(case: CaseFile, entity_id: str) -> tuple[CustodyEvent, ...]:
    """All steps of one exhibit or device, oldest first."""
    found = (each for each in case.custody if entity_id and entity_id in (each.exhibit_id, each.device_id))
    return tuple(sorted(found, key=lambda each: (each.at, each.id)))
