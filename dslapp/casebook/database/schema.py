"""The tables of the casebook and the numbered migrations that make them; a released migration is never edited."""

from dslapp.casebook.database.driver import Connection, Database, Migrations

APPLICATION_ID = 0x44534C43  # "DSLC"
migrations = Migrations("casebook")

OF_TRUST = "entity_type IN ('member', 'recovery', 'school', 'epoch', 'restored', 'moved', 'erasure', 'neighbour')"
"""The few versions that say who may sign and what a second member is to see: by an index of their own."""

_INTEGERS = frozenset(
    (
        "seq", "logged_at", "occurred_at", "closed_at", "staff_concern", "imagery", "number", "attached_at",
        "to_answer", "withdrawn", "at", "due", "started_at", "ended_at", "sent_at", "superseded", "retired", "entry",
        "agrees", "faults", "look_again",
    )
)  # fmt: skip


@migrations(name="0001_foundation")
def _foundation(db: Database) -> None:
    """Journal, versions, projections, search and drafts."""
    for statement in _CORE:
        db.execute(statement)
    _make_projections(db, _PROJECTED, _INDEXES)


@migrations(name="0002_trust")
def _trust(db: Database) -> None:
    """Second signatures, epochs, seals, backups, other casebooks; erasing; drafts that belong to somebody."""
    for statement in _ERASING:
        db.execute(statement)
    _make_projections(db, _PROJECTED_FOR_TRUST, _INDEXES_FOR_TRUST)


@migrations(name="0003_evidence")
def _evidence(db: Database) -> None:
    """Words of files, copies, exhibits of two cases, devices, takedowns; how alike pictures are."""
    for column in ("likeness", "part_of"):
        db.execute(f"ALTER TABLE exhibit ADD COLUMN {column} TEXT")
    _make_projections(db, _PROJECTED_FOR_EVIDENCE, _INDEXES_FOR_EVIDENCE)


def _make_projections(db: Database, projected: dict[str, str], indexes: tuple[str, ...]) -> None:
    for table, columns in projected.items():
        types = ", ".join(f"{name} {'INTEGER' if name in _INTEGERS else 'TEXT'}" for name in columns.split())
        db.execute(
            f"CREATE TABLE {table} (id TEXT PRIMARY KEY, seq INTEGER NOT NULL REFERENCES journal (seq)"
            f"{', ' + types if types else ''}) STRICT, WITHOUT ROWID"
        )
    for index in indexes:
        db.execute(f"CREATE {index}")


HOW_WORDS_ARE_CUT = 'tokenize="unicode61 remove_diacritics 2"'

_CORE = (
    "CREATE TABLE journal (seq INTEGER PRIMARY KEY, body TEXT NOT NULL, hash BLOB NOT NULL, "
    "signature BLOB NOT NULL) STRICT",
    "CREATE TABLE version (seq INTEGER PRIMARY KEY REFERENCES journal (seq), entity_type TEXT NOT NULL, "
    "entity_id TEXT NOT NULL, number INTEGER NOT NULL, incident_id TEXT, salt BLOB NOT NULL, "
    "content TEXT NOT NULL) STRICT",
    *(
        f"CREATE TRIGGER {table}_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} rows are never changed'); END"
        for table in ("journal", "version")
        for verb in ("UPDATE", "DELETE")
    ),
    "CREATE TABLE draft (id TEXT PRIMARY KEY, draft_kind TEXT NOT NULL, saved_at INTEGER NOT NULL, "
    "content TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE searchable (id INTEGER PRIMARY KEY, entity_type TEXT NOT NULL, entity_id TEXT NOT NULL) STRICT",
    "CREATE UNIQUE INDEX searchable_entity ON searchable (entity_id)",
    "CREATE VIRTUAL TABLE search USING fts5 (words, content='', contentless_delete=1, prefix='2 3', "
    f"{HOW_WORDS_ARE_CUT})",
    "INSERT INTO search (search, rank) VALUES ('secure-delete', 1)",
    "CREATE UNIQUE INDEX version_entity ON version (entity_id, number)",
    "CREATE INDEX version_access ON version (seq) WHERE entity_type = 'access'",
    "CREATE INDEX version_incident ON version (incident_id, seq) WHERE incident_id IS NOT NULL",
)

_PROJECTED = {
    "incident": "ref status owner logged_at occurred_at headline staff_concern imagery platform closed_at review_on",
    "person": "name known_as person_kind year_or_job",
    "account": "platform handle profile_url person_id",
    "involvement": "incident_id person_id account_id role withdrawn",
    "exhibit": "incident_id ref producer number exhibit_kind file_id sha256 attached_at to_answer withdrawn",
    "custody_event": "incident_id exhibit_id at what",
    "log_entry": "incident_id at entry_kind",
    "action": "incident_id status due owner source source_id",
    "decision": "incident_id at outcome_code",
    "review": "incident_id at reviewer review_kind",
    "guidance_run": "incident_id flow title outcome_code started_at ended_at superseded",
    "guidance_answer": "incident_id run_id number step superseded",
    "guidance_departure": "incident_id number",
    "referral": "incident_id recipient status started_at sent_at",
    "school": "name",
    "member": "name role initials retired",
    "cover_pin": "member_id",
    "recovery": "",
    "contact": "contact_kind",
    "local_row": "file row withdrawn",
}

_INDEXES = (
    "UNIQUE INDEX incident_ref ON incident (ref)",
    "INDEX incident_open ON incident (status, logged_at)",
    "INDEX person_name ON person (name COLLATE NOCASE)",
    "INDEX account_handle ON account (handle)",
    "INDEX involvement_incident ON involvement (incident_id)",
    "INDEX involvement_person ON involvement (person_id) WHERE person_id IS NOT NULL",
    "INDEX involvement_account ON involvement (account_id) WHERE account_id IS NOT NULL",
    "UNIQUE INDEX exhibit_ref ON exhibit (ref)",
    "INDEX exhibit_incident ON exhibit (incident_id)",
    "UNIQUE INDEX exhibit_number ON exhibit (producer, number)",
    "INDEX exhibit_sha256 ON exhibit (sha256) WHERE sha256 IS NOT NULL",
    "INDEX custody_exhibit ON custody_event (exhibit_id)",
    "INDEX custody_incident ON custody_event (incident_id)",
    "INDEX log_incident ON log_entry (incident_id, at)",
    "INDEX action_incident ON action (incident_id, status, due)",
    "INDEX action_open ON action (due) WHERE status = 'open'",
    "INDEX decision_incident ON decision (incident_id)",
    "INDEX review_incident ON review (incident_id)",
    "INDEX run_incident ON guidance_run (incident_id)",
    "INDEX answer_run ON guidance_answer (run_id, number)",
    "INDEX answer_incident ON guidance_answer (incident_id)",
    "INDEX departure_incident ON guidance_departure (incident_id)",
    "INDEX referral_incident ON referral (incident_id)",
    "UNIQUE INDEX local_row_of ON local_row (file, row)",
)

_ERASING = (
    "CREATE TABLE erasing (seq INTEGER PRIMARY KEY) STRICT",
    "CREATE TABLE erased (entity_id TEXT PRIMARY KEY, number INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "DROP TRIGGER version_delete",
    "CREATE TRIGGER version_delete BEFORE DELETE ON version WHEN OLD.seq NOT IN (SELECT seq FROM erasing) "
    "BEGIN SELECT RAISE(ABORT, 'version rows are never changed'); END",
    "ALTER TABLE draft RENAME TO draft_of_anybody",
    "CREATE TABLE draft (id TEXT NOT NULL, draft_kind TEXT NOT NULL, saved_at INTEGER NOT NULL, "
    "content TEXT NOT NULL, owner TEXT NOT NULL, PRIMARY KEY (id, owner)) STRICT, WITHOUT ROWID",
    "INSERT INTO draft SELECT id, draft_kind, saved_at, content, '' FROM draft_of_anybody",
    "DROP TABLE draft_of_anybody",
)

_PROJECTED_FOR_TRUST = {
    "countersignature": "entry agrees",
    "epoch": "",
    "paper_seal": "entry",
    "seal_check": "entry",
    "backup_place": "withdrawn",
    "drill": "place at faults",
    "restored": "at",
    "neighbour": "casebook holds",
    "moved": "incident_id direction at file_id",
    "erasure": "",
}

_INDEXES_FOR_TRUST = (
    "INDEX countersignature_entry ON countersignature (entry)",
    "UNIQUE INDEX neighbour_casebook ON neighbour (casebook)",
    "INDEX drill_at ON drill (at)",
    "INDEX moved_incident ON moved (incident_id)",
    f"INDEX version_trust ON version (seq) WHERE {OF_TRUST}",
)

_PROJECTED_FOR_EVIDENCE = {
    "exhibit_text": "incident_id exhibit_id how",
    "exhibit_link": "incident_id exhibit_id withdrawn",
    "derivative": "incident_id exhibit_id ref file_id sha256 withdrawn",
    "held_device": "incident_id status withdrawn",
    "takedown": "incident_id status look_again withdrawn",
}

_INDEXES_FOR_EVIDENCE = (
    "INDEX exhibit_likeness ON exhibit (likeness) WHERE likeness IS NOT NULL",
    "INDEX exhibit_part_of ON exhibit (part_of) WHERE part_of IS NOT NULL",
    "INDEX exhibit_hidden ON exhibit (file_id) WHERE withdrawn = 1",
    "INDEX custody_unsound ON custody_event (exhibit_id) WHERE what IN ('hash mismatch', 'missing')",
    "INDEX custody_hidden ON custody_event (at) WHERE what = 'shut away'",
    "INDEX version_pack ON version (seq) WHERE entity_type = 'access' AND instr(content, '\"what\":\"pack begun\"')",
    "INDEX exhibit_text_of ON exhibit_text (exhibit_id)",
    "INDEX exhibit_link_incident ON exhibit_link (incident_id)",
    "INDEX exhibit_link_exhibit ON exhibit_link (exhibit_id)",
    "UNIQUE INDEX derivative_ref ON derivative (ref)",
    "INDEX derivative_exhibit ON derivative (exhibit_id)",
    "INDEX derivative_sha256 ON derivative (sha256)",
    "INDEX held_device_incident ON held_device (incident_id)",
    "INDEX held_device_kept ON held_device (status) WHERE withdrawn = 0",
    "INDEX takedown_incident ON takedown (incident_id)",
    "INDEX takedown_again ON takedown (look_again) WHERE withdrawn = 0",
)

SCHEMA_VERSION = 3


def apply_migrations(connection: Connection) -> None:
    """Bring the schema up to SCHEMA_VERSION; each migration and its record in one transaction."""
    if connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION:
        return
    db = Database(connection, execute_plugins=False)
    migrations.apply(db)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    connection.execute("COMMIT")


def schema_statements(connection: Connection) -> list[str]:
    """The schema as stored, one statement an entry, for the snapshot that tests compare with."""
    rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name").fetchall()
    return [str(row[0]) for row in rows]
