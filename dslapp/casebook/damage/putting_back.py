"""Puts records that were saved from a damaged casebook into a sound one, each as a new version with its reason."""

from collections.abc import Collection
from typing import NamedTuple

import msgspec

from dslapp.casebook.damage.gone_for_good import GoneForGood, gone_for_good
from dslapp.casebook.damage.salvage import Salvage, Salvaged
from dslapp.casebook.damage.stand_ins import means_nothing, stand_ins
from dslapp.casebook.database.driver import IntegrityError
from dslapp.casebook.store import Casebook
from dslapp.domain.entity import Entity, new_id
from dslapp.domain.local_time import from_milliseconds, say_moment
from dslapp.domain.long_work import Progress
from dslapp.domain.roles import may_write
from dslapp.domain.school import Access, Member, Role

REASON = "Salvaged from the damaged casebook: entry"
_NEVER = frozenset({"access", "countersignature", "drill", "paper_seal", "seal_check", "restored"})
"""What speaks of entries by number, or of a look: it would say something else in another journal."""
_BY_HAND = frozenset({"member", "recovery", "epoch", "erasure", "moved"})
"""What has to be done and not only written: keys, erasing, handing over."""


class PutBack(NamedTuple):
    """What became of the records: how many were put back, and of which kinds some were not."""

    records: int
    unproved: int
    """Of those, how many whose signature could not be checked."""
    by_hand: tuple[str, ...]
    """Kinds of changes that a person has to do again."""
    refused: int
    """Records that were not put back: changed here since, or not this member's to write."""
    drafts: int
    gone: int
    """Records, and unfinished typing, that stay gone: they were purged or erased."""


def put_back(
    casebook: Casebook, found: Salvage, role: Role, progress: Progress | None = None, *, purged: Collection[str] = ()
) -> PutBack:
    """Write what the damaged casebook has and this one has not, in the old order; done twice, it changes nothing more.

    A record that was changed here in the meantime is left as it is. What was erased, here or there, never comes back,
    nor what had one of the files whose ids are `purged`. Raises EnvironmentProblem when a save fails; what was put back
    until then stays.
    """
    for_good = gone_for_good(casebook, found, purged)
    told = _names(casebook, found)
    missing = [version for version in found.versions if not _is_there(casebook, found, version)]
    records, unproved, refused, gone, by_hand = 0, 0, 0, 0, set[str]()
    left_alone: set[str] = set()
    for done, version in enumerate(missing, 1):
        kind = version.value.kind()
        if kind in _BY_HAND and not _removes_a_member(casebook, version, role):
            by_hand.add(kind)
        elif kind not in _NEVER:
            if for_good.holds(casebook, version):
                gone += 1
            elif version.value.id in left_alone or not _put(casebook, found, version, role, told):
                left_alone.add(version.value.id)
                refused += 1
            else:
                records += 1
                unproved += not version.proved
        if progress is not None:
            progress(done, len(missing))
    drafts, gone_drafts = _put_drafts_back(casebook, found, for_good)
    outcome = PutBack(records, unproved, tuple(sorted(by_hand)), refused, drafts, gone + gone_drafts)
    if records or by_hand or refused or outcome.gone:
        detail = f"{records} records put back, {unproved} of them without proof, {refused} left out"
        detail += f", {outcome.gone} kept out since they were erased" if outcome.gone else ""
        casebook.commit([Access(id=new_id(), what="salvaged", detail=detail)])
    return outcome


def _removes_a_member(casebook: Casebook, version: Salvaged, role: Role) -> bool:
    """Whether it says that somebody left, and this member may say so: nobody gets back in because of damage."""
    left = version.value
    if not (isinstance(left, Member) and left.retired and version.proved and may_write(role, left.kind())):
        return False
    member = casebook.find(Member, left.id)
    return member is not None and member.signing_key == left.signing_key and not member.retired


def _put(casebook: Casebook, found: Salvage, version: Salvaged, role: Role, names: dict[str, str]) -> bool:
    if not may_write(role, version.value.kind()) or _changed_here(casebook, found, version.value.id):
        return False

    def is_there(kind: type[Entity], entity_id: str) -> bool:
        return casebook.find(kind, entity_id) is not None

    if means_nothing(version.value, is_there):
        return False
    at = from_milliseconds(version.entry.at) if version.entry else casebook.clock()
    lost = stand_ins(version.value, is_there, casebook.identity.member_id, at)
    try:
        casebook.commit([*lost, version.value], reason=_reason(version, names))
    except IntegrityError:  # its reference or number was given to another record here
        return False
    return True


def _reason(version: Salvaged, names: dict[str, str]) -> str:
    words = f"{REASON} {version.seq}"
    if version.entry is not None:
        when = say_moment(from_milliseconds(version.entry.at))
        words += f", {names.get(version.entry.actor, 'a member')}, {when}"
    if not version.proved:
        words += " (without proof: its signed entry could not be read)"
    return f"{words}. {version.reason}".strip()


def _names(casebook: Casebook, found: Salvage) -> dict[str, str]:
    """Who the members are, by their ids."""
    members = [*(v.value for v in found.versions if isinstance(v.value, Member)), *casebook.select(Member)]
    return {member.id: member.name for member in members}


class _Kept(msgspec.Struct, frozen=True):
    reason: str
    entity: msgspec.Raw


def _is_there(casebook: Casebook, found: Salvage, version: Salvaged) -> bool:
    """Whether the casebook has this very version, or it was put back already."""
    row = found.rows[version.seq]
    same = "SELECT 1 FROM version WHERE entity_id = ? AND salt = ? AND content = ?"
    if casebook.connection.execute(same, (row.entity_id, row.salt, row.content)).fetchone():
        return True
    wanted = msgspec.json.decode(row.content, type=_Kept).entity
    return any(
        kept.reason.startswith((f"{REASON} {version.seq},", f"{REASON} {version.seq}.", f"{REASON} {version.seq} "))
        and bytes(kept.entity) == bytes(wanted)
        for kept in _kept(casebook, row.entity_id)
    )


def _changed_here(casebook: Casebook, found: Salvage, entity_id: str) -> bool:
    """Whether the newest version here is neither one of the damaged casebook nor one that was put back."""
    newest = casebook.connection.execute(
        "SELECT salt, content FROM version WHERE entity_id = ? ORDER BY number DESC LIMIT 1", (entity_id,)
    ).fetchone()
    if newest is None:
        return False
    salt, content = newest
    if msgspec.json.decode(content, type=_Kept).reason.startswith(REASON):
        return False
    return all(row.salt != salt for row in found.rows.values() if row.entity_id == entity_id)


def _kept(casebook: Casebook, entity_id: str) -> list[_Kept]:
    rows = casebook.connection.execute("SELECT content FROM version WHERE entity_id = ?", (entity_id,)).fetchall()
    return [msgspec.json.decode(row[0], type=_Kept) for row in rows]


def _put_drafts_back(casebook: Casebook, found: Salvage, for_good: GoneForGood) -> tuple[int, int]:
    """Keep the member's unfinished typing, unless something newer is kept here; how much, and how much is gone."""
    me, done, gone = casebook.identity.member_id, 0, 0
    here = {draft.id: draft.saved_at for draft in casebook.drafts()}
    for draft in found.drafts:
        newer = draft.id in here and here[draft.id] >= from_milliseconds(draft.saved_at)
        if draft.owner not in (me, "") or newer:
            continue
        if for_good.names_in(draft):
            gone += 1
            continue
        casebook.save_draft(draft.id, draft.draft_kind, draft.content)
        done += 1
    return done, gone
