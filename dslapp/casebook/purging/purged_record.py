"""Which files were purged as signed entries say, and which only the list beside the casebook names.

A file is gone on purpose when an erasure in the journal names it; or, once an older backup was restored, when the
restore names it *and* the list holds an erasure of it, signed by somebody who may erase by the restored journal.
"""

from collections.abc import Collection, Iterator

import msgspec

from dslapp.casebook.journal.authority import Authority, standing
from dslapp.casebook.journal.entries import EntryBody, commitment_of, hash_of, signature_fits
from dslapp.casebook.purging.purged_list import SignedErasure
from dslapp.casebook.store import Casebook
from dslapp.domain.roles import may
from dslapp.domain.trust.entries import Erasure, PurgedFile, Restored


class _Content(msgspec.Struct, frozen=True):
    kind: str
    entity: Erasure


def own_erasures(casebook: Casebook) -> tuple[SignedErasure, ...]:
    """The erasures of files in this journal, as they were signed."""
    rows = casebook.connection.execute(
        "SELECT j.body, j.signature, v.salt, v.content FROM erasure e JOIN journal j ON j.seq = e.seq "
        "JOIN version v ON v.seq = e.seq ORDER BY e.seq"
    ).fetchall()
    found = (SignedErasure(body=row[0], signature=row[1].hex(), salt=row[2].hex(), content=row[3]) for row in rows)
    return tuple(each for each in found if claimed([each]))


def claimed(erasures: Collection[SignedErasure]) -> tuple[PurgedFile, ...]:
    """The files that they name, whoever signed them."""
    found = dict.fromkeys(file for each in erasures for read in _read(each) for file in read[1].files)
    return tuple(found)


def vouched_for(
    casebook: Casebook, erasures: Collection[SignedErasure], *, until: int | None = None
) -> tuple[PurgedFile, ...]:
    """The files of those whose author may erase by this journal, up to an entry: whoever else wrote the list."""
    if not erasures:
        return ()
    authority, _ = standing(casebook.connection, until)
    good = [each for each in erasures if any(_is_vouched_for(casebook.id, authority, each, *r) for r in _read(each))]
    return claimed(good)


def purged_by_record(casebook: Casebook, listed: Collection[SignedErasure]) -> tuple[PurgedFile, ...]:
    """The files that are gone on purpose, as the journal says; `listed` only adds what a restore has named."""
    found = dict.fromkeys(file for erasure in casebook.select(Erasure) for file in erasure.files)
    for restored in casebook.select(Restored):
        if restored.purged:
            row = casebook.connection.execute("SELECT seq FROM restored WHERE id = ?", (restored.id,)).fetchone()
            files = vouched_for(casebook, listed, until=row[0])
            found |= dict.fromkeys(file for file in files if file.file_id in restored.purged)
    return tuple(found)


def _read(signed: SignedErasure) -> Iterator[tuple[EntryBody, Erasure]]:
    """Its entry and what it says, if what it says is what was signed."""
    try:
        entry = msgspec.json.decode(signed.body, type=EntryBody)
        content = msgspec.json.decode(signed.content, type=_Content)
        commitment = commitment_of(bytes.fromhex(signed.salt), signed.content)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return
    said = (entry.entity_type, entry.entity_id, entry.version, entry.commitment)
    if said == (content.kind, content.entity.id, 1, commitment) and content.kind == Erasure.kind():
        yield entry, content.entity


def _is_vouched_for(
    casebook: str, authority: Authority, signed: SignedErasure, entry: EntryBody, erasure: Erasure
) -> bool:
    author = authority.members.get(entry.actor)
    if author is None or author.retired or not may(author.role, "erase") or entry.key != author.signing_key:
        return False
    if entry.casebook != casebook or any(each >= entry.seq for each in erasure.entries):
        return False
    key = authority.key_of(author)
    try:
        return key is not None and signature_fits(hash_of(signed.body), bytes.fromhex(signed.signature), key)
    except ValueError:
        return False
