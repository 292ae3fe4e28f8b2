"""What can be saved of a damaged casebook: everything that lies in a sound page, proved by its signed entry."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from dslapp.casebook.damage.assessment import look_over
from dslapp.casebook.damage.damaged_folder import DamagedFolder, open_damaged_folder
from dslapp.casebook.damage.encrypted_pages import PAGE, EncryptedPages
from dslapp.casebook.damage.mending import can_mend, mend
from dslapp.casebook.damage.page_rows import INDEX_LEAF, TABLE_LEAF, kind_of, rows_of
from dslapp.casebook.damage.putting_back import put_back
from dslapp.casebook.damage.salvage import in_ranges, salvage
from dslapp.casebook.damage.stand_ins import LOST_CASE, LOST_PERSON
from dslapp.casebook.database.connection import DamagedDatabase
from dslapp.casebook.journal.verify import verify
from dslapp.casebook.keys.key_files import CasebookKeys
from dslapp.casebook.opening import open_folder
from dslapp.domain.case.casework import LogEntry
from dslapp.domain.case.incident import Incident
from dslapp.domain.case.people import Person
from dslapp.domain.entity import IncidentId, new_id
from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.school import Member
from dslapp.domain.trust.entries import Restored
from dslapp.services.session import Session
from tests import cases
from tests.casebooks import DSL, PASSPHRASES, SettableClock, make_casebook, unlock

Part = str
ENTRIES = 120


class Made(NamedTuple):
    folder: Path
    case: IncidentId
    head: int
    keys: CasebookKeys


def log_entry(case: IncidentId, number: int) -> LogEntry:
    words = f"Entry {number}. " + "Spoke with Ellis’s mother on the telephone. " * 12
    return LogEntry(id=new_id(), incident_id=case, at=cases.TOLD, entry_kind="note", what=words)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = make_casebook(tmp_path_factory.mktemp("broken") / "Thornmoss.casebook", SettableClock())
    session = unlock(folder, DSL, SettableClock())
    case = cases.taunts(session)
    for number in range(ENTRIES):
        session.casebook.commit([log_entry(case, number)], reason="Typed on Friday.")
    session.casebook.save_draft("half typed", "incident", '{"what":"He said"}')
    head, keys = session.casebook.head[0], session.opened.keys
    session.opened.close()
    session.pictures.close()
    return Made(folder, case, head, keys)


class Broken:
    """A casebook with a year's worth of entries, of which single pages can be spoiled."""

    def __init__(self, folder: Path, made: "Made", clock: SettableClock) -> None:
        self.folder, self.clock = Path(shutil.copytree(made.folder, folder)), clock
        self.case, self.head, self.keys = made.case, made.head, made.keys
        self.database = self.folder / self.keys.database
        self.sound = self.database.read_bytes()

    def entry(self, number: int) -> LogEntry:
        return log_entry(self.case, number)

    def pages_of(self, part: Part) -> list[int]:
        """Pages that hold rows of the journal ("journal"), of versions ("records"), or anything else ("lists")."""
        columns = {"journal": 4, "records": 7}
        with EncryptedPages(self.database, self.keys.key) as pages:
            found = []
            for number, page in pages.each():
                assert page is not None
                rows = list(rows_of(page, number, pages.read)) if kind_of(page, number) == TABLE_LEAF else []
                holds = len(rows[0].values) == columns.get(part) if rows and number > 1 else False
                if holds or (part == "lists" and kind_of(page, number) == INDEX_LEAF):
                    found.append(number)
        return found

    def spoil(self, *numbers: int) -> None:
        data = bytearray(self.sound)
        for number in numbers:
            data[(number - 1) * PAGE + 1000] ^= 1
        self.database.write_bytes(data)

    def held(self) -> DamagedFolder:
        return open_damaged_folder(self.folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=self.clock)


@pytest.fixture
def broken(tmp_path: Path, made: Made, clock: SettableClock) -> Broken:
    return Broken(tmp_path / "Broken.casebook", made, clock)


@pytest.fixture
def unlock_it(broken: Broken) -> Iterator[Callable[[], Session]]:
    """Unlock the casebook as it is now."""
    sessions: list[Session] = []

    def now() -> Session:
        sessions.append(unlock(broken.folder, DSL, broken.clock))
        return sessions[-1]

    yield now
    for session in sessions:
        session.opened.close()
        session.pictures.close()


def test_a_sound_casebook_is_read_whole_and_everything_in_it_is_proved(broken: Broken) -> None:
    held = broken.held()
    assert held.damage.broken == ()
    assert held.found.head == held.found.whole_until == broken.head
    assert all(version.proved for version in held.found.versions)
    assert [draft.id for draft in held.found.drafts] == ["half typed"]
    held.close()


@pytest.mark.parametrize(
    ("part", "called"), [("journal", "journal"), ("records", "records"), ("lists", "lists and search")]
)
def test_one_damaged_page_is_named_and_costs_no_more_than_itself(broken: Broken, part: Part, called: str) -> None:
    page = broken.pages_of(part)[-2]
    broken.spoil(page)
    held = broken.held()
    assert held.damage.broken == (page,)
    assert held.damage.parts == {called}
    assert len(held.found.lost) < 12
    assert held.found.head == broken.head
    held.close()


def test_the_first_page_may_be_gone_and_everything_is_still_read(broken: Broken) -> None:
    broken.spoil(1)
    with pytest.raises(DamagedDatabase):
        open_folder(broken.folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=broken.clock)
    held = broken.held()
    assert held.damage.parts == {"table of contents"}
    assert held.found.lost == []
    held.close()


def test_a_file_that_was_cut_short_says_how_much_is_missing(broken: Broken) -> None:
    pages = len(broken.sound) // PAGE
    kept = pages * 9 // 10
    broken.database.write_bytes(broken.sound[: kept * PAGE + 100])
    held = broken.held()
    assert held.damage.pages == pages
    assert len(held.damage.broken) == pages - kept
    assert 0 < held.found.whole_until < broken.head
    held.close()


def test_another_database_in_its_place_gives_nothing(broken: Broken) -> None:
    broken.database.write_bytes(bytes(PAGE * 8))
    held = broken.held()
    assert (held.found.versions, can_mend(held)) == ([], False)
    with pytest.raises(EnvironmentProblem, match="beginning"):
        mend(held, broken.clock)
    held.close()


def test_what_was_read_can_be_looked_at_and_nothing_is_saved(broken: Broken) -> None:
    broken.spoil(broken.pages_of("records")[-3], broken.pages_of("lists")[0])
    held = broken.held()
    opened = held.read(broken.clock)
    assert opened.casebook.get(Incident, broken.case).summary.startswith("Ellis gets messages")
    assert len(opened.casebook.select(LogEntry)) > 100
    assert len(opened.casebook.history(incident_id=broken.case)) > 100
    with pytest.raises(EnvironmentProblem, match="nothing is saved"):
        opened.casebook.commit([broken.entry(999)])
    with pytest.raises(EnvironmentProblem, match="nothing is saved"):
        opened.casebook.save_draft("new", "incident", "{}")
    opened.close()
    broken.held().close()  # the lock was given back


def test_where_only_lists_are_hit_nothing_is_lost_and_the_journal_goes_on(broken: Broken) -> None:
    broken.spoil(*broken.pages_of("lists"))
    held = broken.held()
    mended = mend(held, broken.clock)
    held.close()
    assert (mended.lost, mended.put_back) == (0, None)
    opened = open_folder(broken.folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=broken.clock)
    assert opened.casebook.head[0] == broken.head + 1
    assert verify(opened.casebook, opened.evidence).faults == ()
    opened.close()
    kept = broken.folder / "quarantine" / mended.quarantine / broken.database.name
    assert len(kept.read_bytes()) == len(broken.sound)


def test_where_entries_are_lost_the_rest_is_put_back_and_says_so(broken: Broken) -> None:
    page = broken.pages_of("records")[-8]
    broken.spoil(page)
    held = broken.held()
    lost = list(in_ranges(held.found.lost))
    assert lost
    mended = mend(held, broken.clock)
    held.close()
    assert mended.put_back is not None
    assert mended.put_back.records > 10
    opened = open_folder(broken.folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=broken.clock)
    assert verify(opened.casebook, opened.evidence).faults == ()
    entries = opened.casebook.of_incident(LogEntry, broken.case)
    assert len(entries) == ENTRIES - mended.lost
    newest = opened.casebook.history(entity_id=entries[-1].id)[-1]
    assert newest.reason.startswith("Salvaged from the damaged casebook: entry ")
    assert newest.reason.endswith("Typed on Friday.")
    assert opened.casebook.select(Restored)[0].to_entry == broken.head
    opened.close()


def test_what_is_newer_than_a_backup_is_put_back_once(broken: Broken, unlock_it: Callable[[], Session]) -> None:
    backup = broken.sound
    session = unlock_it()
    newer = [broken.entry(number) for number in range(500, 510)]
    for each in newer:
        session.casebook.commit([each])
    session.casebook.commit([Person(id=new_id(), name="Ellis P. again")])
    session.opened.close()
    broken.sound = broken.database.read_bytes()
    broken.spoil(broken.pages_of("journal")[3])
    with EncryptedPages(broken.database, broken.keys.key) as pages:
        found = salvage(pages, casebook_id=broken.keys.casebook, identity=session.casebook.identity)
    broken.database.write_bytes(backup)

    restored = unlock_it()
    first = put_back(restored.casebook, found, "dsl")
    assert first.records == 11
    assert {each.id for each in newer} <= {each.id for each in restored.casebook.select(LogEntry)}
    assert put_back(restored.casebook, found, "dsl").records == 0
    assert verify(restored.casebook, restored.evidence).faults == ()


def test_a_record_that_was_changed_after_the_restore_is_left_alone(
    broken: Broken, unlock_it: Callable[[], Session]
) -> None:
    backup = broken.sound
    session = unlock_it()
    case = session.casebook.get(Incident, broken.case)
    session.casebook.commit([msgspec.structs.replace(case, summary="Said on Monday, lost on Tuesday.")])
    with_both = session.casebook.identity
    session.opened.close()
    with EncryptedPages(broken.database, broken.keys.key) as pages:
        found = salvage(pages, casebook_id=broken.keys.casebook, identity=with_both)
    broken.database.write_bytes(backup)

    restored = unlock_it()
    restored.casebook.commit([msgspec.structs.replace(case, summary="Typed anew on Wednesday.")])
    assert put_back(restored.casebook, found, "dsl").refused == 1
    assert restored.casebook.get(Incident, broken.case).summary == "Typed anew on Wednesday."


def test_a_case_whose_own_record_is_lost_is_shown_as_such_with_what_belongs_to_it(broken: Broken) -> None:
    held = broken.held()
    found = held.found
    for version in [each for each in found.versions if isinstance(each.value, Incident | Person)]:
        found.versions.remove(version)
        del found.rows[version.seq], found.entries[version.seq]
        found.sound.discard(version.seq)
    opened = held.read(broken.clock)
    [case] = opened.casebook.select(Incident)
    assert (case.id, case.summary) == (broken.case, LOST_CASE)
    assert len(opened.casebook.of_incident(LogEntry, broken.case)) == ENTRIES
    assert {each.name for each in opened.casebook.select(Person)} == {LOST_PERSON}
    opened.casebook.close()

    mended = mend(held, broken.clock)
    held.close()
    assert mended.put_back is not None
    opened = open_folder(broken.folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=broken.clock)
    assert opened.casebook.get(Incident, broken.case).summary == LOST_CASE
    assert len(opened.casebook.of_incident(LogEntry, broken.case)) == ENTRIES
    assert verify(opened.casebook, opened.evidence).faults == ()
    opened.close()


def test_whoever_was_removed_after_the_damage_stays_removed(broken: Broken, unlock_it: Callable[[], Session]) -> None:
    session = unlock_it()
    deputy = next(each for each in session.casebook.select(Member) if each.role == "deputy_dsl")
    session.casebook.commit([msgspec.structs.replace(deputy, retired=True, retired_at=broken.clock())])
    session.opened.close()
    broken.sound = broken.database.read_bytes()
    broken.spoil(broken.pages_of("records")[-8])
    held = broken.held()
    mended = mend(held, broken.clock)
    held.close()
    assert mended.put_back is not None
    assert mended.put_back.by_hand == ()
    opened = open_folder(broken.folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=broken.clock)
    assert opened.casebook.get(Member, deputy.id).retired
    assert verify(opened.casebook, opened.evidence).faults == ()
    opened.close()


def test_a_page_of_random_bytes_is_no_row(broken: Broken) -> None:
    with EncryptedPages(broken.database, broken.keys.key) as pages:
        for number in range(1, pages.there + 1):
            page = pages.read(number)
            assert page is not None
            for shift in (1, 7, 100):
                list(rows_of(page[shift:] + page[:shift], 2, pages.read))
        assert look_over(pages).broken == ()


def test_a_member_of_another_casebook_cannot_vouch_for_the_first_entry(broken: Broken) -> None:
    held = broken.held()
    held.close()
    stranger = msgspec.structs.replace(held.identity, first_entry="0" * 64)
    with EncryptedPages(broken.database, broken.keys.key) as pages:
        found = salvage(pages, casebook_id=broken.keys.casebook, identity=stranger)
    assert found.whole_until == 0


def test_ranges() -> None:
    assert list(in_ranges([3, 4, 5, 9])) == [(3, 5), (9, 9)]
    assert list(in_ranges([])) == []
