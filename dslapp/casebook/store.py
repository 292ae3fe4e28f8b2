"""The open casebook: the one `commit` by which everything is saved, drafts, and reading values back."""

import os
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from dslapp import __version__
from dslapp.casebook.database.connection import DamageFound, NothingIsSaved, damage_told, is_damage, open_database
from dslapp.casebook.database.driver import Connection, DatabaseError, is_mistake
from dslapp.casebook.database.erasing import erase_versions
from dslapp.casebook.database.projecting import project
from dslapp.casebook.database.projections import PROJECTIONS, milliseconds
from dslapp.casebook.database.stored_versions import Version, content_of, version_of
from dslapp.casebook.journal.canonical import canonical
from dslapp.casebook.journal.entries import GENESIS, SALT_BYTES, EntryBody, commitment_of, hash_of, seal, short_seal
from dslapp.casebook.keys.member_keys import Identity
from dslapp.domain.entity import Entity
from dslapp.domain.local_time import from_milliseconds
from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.school import Access

E = TypeVar("E", bound=Entity)
_NOTES = frozenset({"access", "custody_event"})
"""What looking at the record leaves in it."""


class Committed(NamedTuple):
    """What `commit` did: the first and last journal entry, and when."""

    first: int
    last: int
    at: datetime


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """Unfinished typing, saved after each pause; it has no history."""

    id: str
    draft_kind: str
    content: str
    saved_at: datetime


class _Unsure(NamedTuple):
    """A save of which nobody could say whether it reached the disk."""

    changes: tuple[Entity, ...]
    committed: Committed
    salts: tuple[bytes, ...]


class Casebook:
    """An unlocked casebook, used by one thread. Make one with `open_casebook` or `create` in the opening module."""

    def __init__(
        self,
        path: Path,
        key: str,
        *,
        casebook_id: str,
        identity: Identity,
        clock: Callable[[], datetime],
        create: bool = False,
        reads: Connection | None = None,
    ) -> None:
        """Open the database at `path`; or only read `reads`, which holds what was saved of a damaged one."""
        self.path = path
        self.id = casebook_id
        self.identity = identity
        self.clock = clock
        self._key = key
        self.session_id = os.urandom(8).hex()
        self._closed = False
        self.read_only = reads is not None
        """Nothing is saved: it holds what could be read of a damaged casebook, or damage was found in use."""
        self._unsure: _Unsure | None = None
        self._open: Connection | None = None
        self._head = (0, GENESIS)
        self._use(reads or open_database(path, key, create=create))

    @property
    def connection(self) -> Connection:
        """The connection, for queries; only commit, save_draft and migrations write.

        Opened anew after a save that failed; raises EnvironmentProblem where that cannot be done, or it is locked.
        """
        if self._closed:
            raise EnvironmentProblem("The casebook is locked.", "Unlock it, then do this again.")
        return self._open or self._use(open_database(self.path, self._key))

    def _use(self, opened: Connection) -> Connection:
        """Go on with a connection from where its journal ends."""
        try:
            with damage_told():
                row = opened.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        except BaseException:
            opened.close()
            raise
        self._open, self._head = opened, (row[0], row[1].hex()) if row else (0, GENESIS)
        return opened

    @property
    def head(self) -> tuple[int, str]:
        """The number of the last journal entry, and its short seal."""
        seq, digest = self._head
        return seq, short_seal(bytes.fromhex(digest))

    @property
    def head_hash(self) -> str:
        """The hash of the last journal entry, 64 hexadecimal digits; zeros before there is one."""
        return self._head[1]

    @property
    def first_entry(self) -> str:
        """The hash of the journal's first entry, as 64 hexadecimal digits; empty before there is one."""
        row = self.connection.execute("SELECT body FROM journal WHERE seq = 1").fetchone()
        return hash_of(row[0]).hex() if row else ""

    def commit(
        self, changes: Sequence[Entity], *, reason: str = "", finishes_draft: str = "", erases: Sequence[int] = ()
    ) -> Committed:
        """Save all `changes` or none of them: version, signed journal entry, projection and search row for each.

        `reason` stands with every version; `finishes_draft` removes that draft in the same transaction; `erases` are
        the entries whose versions go for good: one of the changes must be the Erasure that names them.
        Raises EnvironmentProblem when nothing was saved. When it returns, the changes are on the disk.
        """
        at, connection, head = self.clock(), self.connection, self._head
        if self.read_only:
            if all(change.kind() in _NOTES for change in changes) and not finishes_draft and not erases:
                return Committed(head[0], head[0], at)  # whoever reads what was saved leaves no trace in it
            raise NothingIsSaved
        if (earlier := self._saved_before(changes)) is not None:
            return earlier
        first = head[0] + 1
        salts: list[bytes] = []
        try:
            connection.execute("BEGIN IMMEDIATE")
            if erases:
                erase_versions(connection, erases)
            for change in changes:
                salts.append(os.urandom(SALT_BYTES))
                head = self._write(change, head, at, reason, salts[-1])
            if finishes_draft:
                self._delete_draft(finishes_draft)
            connection.execute("COMMIT")
        except DatabaseError as error:
            unsure = _Unsure(tuple(changes), Committed(first, first + len(salts) - 1, at), tuple(salts))
            if not self._survived(unsure):
                self._stop_where_damaged(error)
                raise EnvironmentProblem(
                    "This could not be saved: the disk did not take it. What you typed is still on the screen.",
                    "Make room on the disk or close other programs, then save again.",
                ) from error
            head = self._head
        except MemoryError:
            self.take_back()
            raise EnvironmentProblem(
                "There is not enough memory to save this. What you typed is still on the screen.",
                "Close other programs, then save again.",
            ) from None
        except BaseException:
            self.take_back()
            raise
        self._head = head
        return Committed(first, head[0], at)

    def _write(self, change: Entity, head: tuple[int, str], at: datetime, reason: str, salt: bytes) -> tuple[int, str]:
        execute = self.connection.execute
        kind, seq = change.kind(), head[0] + 1
        latest = execute(
            "SELECT number, entity_type FROM version WHERE entity_id = ? ORDER BY number DESC LIMIT 1", (change.id,)
        ).fetchone()
        if latest is None:  # all that it said may have been erased: its numbers go on
            erased = execute("SELECT number FROM erased WHERE entity_id = ?", (change.id,)).fetchone()
            latest = (erased[0], kind) if erased else (0, kind)
        if latest[1] != kind:
            raise ValueError(f"{change.id} is a {latest[1]} and never a {kind}")
        number = latest[0] + 1
        content = canonical({"kind": kind, "reason": reason, "entity": change})
        action = change.what if isinstance(change, Access) else ("created" if number == 1 else "amended")
        body = EntryBody(
            casebook=self.id, seq=seq, prev=head[1], at=milliseconds(at) or 0, tz="Europe/London",
            session=self.session_id, actor=self.identity.member_id, key=self.identity.public_key, action=action,
            entity_type=kind, entity_id=change.id, version=number, commitment=commitment_of(salt, content),
            app=__version__,
        )  # fmt: skip
        sealed = seal(body, self.identity.signing_key)
        execute("INSERT INTO journal VALUES (?, ?, ?, ?)", (seq, *sealed))
        execute(
            "INSERT INTO version VALUES (?, ?, ?, ?, ?, ?, ?)",
            (seq, kind, change.id, number, change.about_incident(), salt, content),
        )
        kept = content_of(content, type(change))  # what a rebuild would see: normalised
        project(self.connection, kept, seq, number)
        return seq, sealed.hash.hex()

    def _survived(self, save: _Unsure) -> bool:
        """After a failed save: reopen and look whether it is there after all; an error does not mean that it failed."""
        self.take_back()
        try:
            return self._stands(save)
        except (DatabaseError, EnvironmentProblem) as error:
            self.take_back()  # the next act tries to open it again
            self._unsure = save
            self._stop_where_damaged(error)
            raise EnvironmentProblem(
                "The disk stopped answering while this was being saved. What you typed is still on the screen.",
                "Make room on the disk or close other programs. Then look whether it is in the record before you save "
                "it again.",
            ) from error

    def _stands(self, save: _Unsure) -> bool:
        """Whether all of a save is in the database: its salts were drawn for it alone."""
        connection = self.connection
        return bool(save.salts) and all(
            connection.execute("SELECT 1 FROM version WHERE seq = ? AND salt = ?", (number, salt)).fetchone()
            for number, salt in enumerate(save.salts, save.committed.first)
        )

    def _saved_before(self, changes: Sequence[Entity]) -> Committed | None:
        """What became of the very same changes when the disk stopped answering: nothing is saved twice."""
        unsure = self._unsure
        if unsure is None or not {each.id for each in changes} & {each.id for each in unsure.changes}:
            return None
        self._unsure = None
        return unsure.committed if unsure.changes == tuple(changes) and self._stands(unsure) else None

    def stop_saving(self) -> None:
        """Write nothing more: damage was found."""
        self.read_only = True

    def _stop_where_damaged(self, error: BaseException) -> None:
        if is_mistake(error) and not isinstance(error, EnvironmentProblem):
            raise error
        if is_damage(error):
            self.read_only = True
            raise DamageFound from error

    def take_back(self) -> None:
        """Close the connection, which undoes what was begun in it; the next act opens another one.

        None is rolled back and gone on with: SQLCipher 4.19 looks at a page in use before it decrypts what it put back
        of it, and once in some thousand times calls a sound database malformed from then on.
        """
        if self._open is not None:
            self._open.close()
            self._open = None

    def save_draft(self, draft_id: str, draft_kind: str, content: str) -> Draft:
        """Keep unfinished typing in place of what this member kept under that id.

        Raises EnvironmentProblem when it cannot.
        """
        at, connection = self.clock(), self.connection
        if self.read_only:
            raise NothingIsSaved
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(
                "INSERT INTO draft VALUES (?, ?, ?, ?, ?) ON CONFLICT (id, owner) DO UPDATE SET "
                "saved_at = excluded.saved_at, content = excluded.content",
                (draft_id, draft_kind, milliseconds(at), content, self.identity.member_id),
            )
            connection.execute("COMMIT")
        except BaseException as error:
            self.take_back()
            self._stop_where_damaged(error)
            why = "there is too little memory" if isinstance(error, MemoryError) else "the disk did not take it"
            raise EnvironmentProblem(f"The draft could not be kept: {why}.", "Close programs, make room.") from error
        return Draft(id=draft_id, draft_kind=draft_kind, content=content, saved_at=at)

    def discard_draft(self, draft_id: str) -> None:
        """Forget a draft that the person no longer wants."""
        self.commit((), finishes_draft=draft_id)

    def _delete_draft(self, draft_id: str) -> None:
        self.connection.execute(
            "DELETE FROM draft WHERE id = ? AND owner IN (?, '')", (draft_id, self.identity.member_id)
        )

    def drafts(self) -> list[Draft]:
        """This member's drafts, and those from before drafts had an owner, newest first."""
        rows = self.connection.execute(
            "SELECT id, draft_kind, content, saved_at FROM draft WHERE owner IN (?, '') ORDER BY saved_at DESC",
            (self.identity.member_id,),
        )
        return [
            Draft(id=row[0], draft_kind=row[1], content=row[2], saved_at=from_milliseconds(row[3]))
            for row in rows.fetchall()
        ]

    def find(self, entity_type: type[E], entity_id: str) -> E | None:
        """The present value, or None."""
        rows = self.select(entity_type, "p.id = ?", (entity_id,))
        return rows[0] if rows else None

    def get(self, entity_type: type[E], entity_id: str) -> E:
        """The present value. Raises KeyError when there is none."""
        found = self.find(entity_type, entity_id)
        if found is None:
            raise KeyError(f"{entity_type.kind()} {entity_id}")
        return found

    def select(
        self,
        entity_type: type[E],
        where: str = "1",
        parameters: Sequence[object] = (),
        *,
        order: str = "p.id",
        limit: int = -1,
    ) -> list[E]:
        """Present values whose projection `p` fits `where`: a fixed condition with `?`, never built from input."""
        table = PROJECTIONS[entity_type].table
        rows = self.connection.execute(
            f"SELECT v.content FROM {table} p JOIN version v ON v.seq = p.seq WHERE {where} ORDER BY {order} LIMIT ?",
            (*parameters, limit),
        )
        return [content_of(row[0], entity_type) for row in rows.fetchall()]

    def of_incident(self, entity_type: type[E], incident_id: str) -> list[E]:
        """All present values of one type that belong to an incident, oldest first."""
        return self.select(entity_type, "p.incident_id = ?", (incident_id,))

    def history(self, *, incident_id: str = "", entity_id: str = "") -> list[Version]:
        """Every version and every look, oldest first: of one incident with all that belongs to it, or of one value."""
        column, value = ("incident_id", incident_id) if incident_id else ("entity_id", entity_id)
        rows = self.connection.execute(
            f"SELECT v.seq, v.number, v.content, j.body FROM version v JOIN journal j ON j.seq = v.seq "
            f"WHERE v.{column} = ? ORDER BY v.seq",
            (value,),
        )
        return [version_of(*row) for row in rows.fetchall()]

    def continue_in(self, path: Path, key: str) -> None:
        """Go on in a copy of the database that has another key. Raises EnvironmentProblem when it does not open."""
        self.take_back()
        self.path, self._key = path, key
        self._use(open_database(path, key))

    def close(self) -> None:
        """Let go of the database and of its key for good; nothing is pending by then."""
        self._closed = True
        self._key = ""
        self.take_back()
