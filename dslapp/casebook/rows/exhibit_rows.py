"""Exhibits of all cases for a list, and the evidence files that a record names."""

from collections.abc import Iterable

from dslapp.casebook.database.stored_versions import content_of
from dslapp.casebook.store import Casebook
from dslapp.domain.case.case_words import when_in_words
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.listed import ExhibitRow
from dslapp.domain.evidence.producers import reference


def exhibit_rows(casebook: Casebook, *, limit: int) -> tuple[ExhibitRow, ...]:
    """Exhibits with the case that each belongs to, those attached last first."""
    rows = casebook.connection.execute(
        "SELECT v.content, i.ref, i.headline FROM exhibit p JOIN version v ON v.seq = p.seq "
        "JOIN incident i ON i.id = p.incident_id ORDER BY p.id DESC LIMIT ?",
        (limit,),
    )
    return tuple(_row(content_of(content, Exhibit), ref, headline) for content, ref, headline in rows.fetchall())


def _row(exhibit: Exhibit, case_ref: str, headline: str) -> ExhibitRow:
    where = exhibit.place.in_words() if exhibit.has_file else exhibit.held_by
    return ExhibitRow(
        id=exhibit.id, incident_id=exhibit.incident_id, ref=exhibit.ref, producer=exhibit.producer,
        number=exhibit.number, case_ref=case_ref, headline=headline, exhibit_kind=exhibit.exhibit_kind,
        description=exhibit.description or exhibit.original_name, place=where,
        captured=when_in_words(exhibit.captured), captured_at=exhibit.captured.start,
        to_answer=exhibit.still_to_answer, withdrawn=exhibit.withdrawn, attached_at=exhibit.attached_at,
    )  # fmt: skip


def next_number(casebook: Casebook, producer: str, pattern: str) -> int:
    """The next running number of a producer for the whole log; a number is never used twice (records.md C.4).

    Nor is a reference that it makes by `pattern`: one that came from another casebook may look like it.
    """
    execute = casebook.connection.execute
    number = int(execute("SELECT max(number) FROM exhibit WHERE producer = ?", (producer,)).fetchone()[0] or 0) + 1
    while execute("SELECT 1 FROM exhibit WHERE ref = ?", (reference(pattern, producer, number),)).fetchone():
        number += 1
    return number


def who_attached(casebook: Casebook, producer: str) -> tuple[str, ...]:
    """Who attached the exhibits that carry these initials, each once."""
    rows = casebook.connection.execute(
        "SELECT DISTINCT json_extract(v.content, '$.entity.attached_by') FROM exhibit p "
        "JOIN version v ON v.seq = p.seq WHERE p.producer = ?",
        (producer,),
    )
    return tuple(row[0] for row in rows.fetchall())


def ever_unsound(casebook: Casebook) -> tuple[str, ...]:
    """The exhibits whose file was found missing or changed at any time, by their id."""
    rows = casebook.connection.execute(
        "SELECT DISTINCT exhibit_id FROM custody_event WHERE what IN ('hash mismatch', 'missing')"
    )
    return tuple(row[0] for row in rows.fetchall())


def file_ids(casebook: Casebook) -> frozenset[str]:
    """The evidence files of exhibits and of copies that were made of them, and the histories of matters moved here."""
    rows = casebook.connection.execute(
        "SELECT file_id FROM exhibit WHERE file_id IS NOT NULL UNION "
        "SELECT file_id FROM derivative WHERE file_id IS NOT NULL UNION "
        "SELECT file_id FROM moved WHERE file_id IS NOT NULL"
    )
    return frozenset(row[0] for row in rows.fetchall())


def named_in_any_version(casebook: Casebook, wanted: Iterable[str]) -> frozenset[str]:
    """Those of the `wanted` evidence files that any version of any exhibit, copy or move names.

    Reads every version, so ask for few: it is the last question before a file is removed, when a projection alone,
    which might be damaged, must not decide.
    """
    left = frozenset(wanted)
    if not left:
        return left
    rows = casebook.connection.execute(
        "SELECT json_extract(content, '$.entity.file_id') FROM version "
        "WHERE entity_type IN ('exhibit', 'derivative', 'moved')"
    )
    return left & frozenset(row[0] for row in rows.fetchall())
