"""Saving: all or nothing, never a word of what was before is lost, drafts are kept until they are finished."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from dslapp.casebook import store
from dslapp.casebook.database.driver import IntegrityError, OperationalError
from dslapp.casebook.journal.verify import verify
from dslapp.casebook.store import Casebook
from dslapp.domain.case.incident import Incident
from dslapp.domain.case.people import Person
from dslapp.domain.entity import new_id
from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.school import Access, Contact
from tests.unit.casebook.raw_casebook import KEY, NOW, RawCasebook, a_contact, a_person, an_incident


@pytest.fixture
def raw(tmp_path: Path) -> RawCasebook:
    return RawCasebook(tmp_path)


@pytest.fixture
def casebook(raw: RawCasebook) -> Iterator[Casebook]:
    with raw.opened() as casebook:
        yield casebook


def test_what_is_saved_is_read_back_after_opening_again(raw: RawCasebook) -> None:
    incident, child = an_incident(), a_person()
    with raw.opened() as casebook:
        committed = casebook.commit([incident, child], reason="Logged.")
        assert committed.at == NOW
    with raw.opened() as casebook:
        assert casebook.get(Incident, incident.id) == incident
        assert casebook.select(Person, "p.name = ?", ("Ellis P.",)) == [child]
        assert casebook.head[0] == committed.last


def test_an_amendment_keeps_what_was_written_before_with_the_reason(raw: RawCasebook) -> None:
    incident = an_incident()
    amended = msgspec.structs.replace(incident, summary="Messages and a picture of him.")
    with raw.opened() as casebook:
        casebook.commit([incident])
    with raw.opened(raw.deputy) as casebook:
        casebook.commit([amended], reason="Ellis showed another message.")
        first, second = casebook.history(entity_id=incident.id)
        assert casebook.get(Incident, incident.id) == amended
    assert (first.entity, first.number, first.action, first.actor) == (incident, 1, "created", raw.dsl.member_id)
    assert (second.entity, second.number, second.action) == (amended, 2, "amended")
    assert (second.reason, second.actor) == ("Ellis showed another message.", raw.deputy.member_id)


def test_of_several_changes_all_are_saved_or_none(casebook: Casebook) -> None:
    casebook.commit([an_incident(1)])
    before, child = casebook.head, a_person()
    with pytest.raises(IntegrityError):
        casebook.commit([child, an_incident(1)])  # the reference is taken
    assert casebook.head == before
    assert casebook.find(Person, child.id) is None
    casebook.commit([child])
    assert casebook.find(Person, child.id) == child


def test_after_a_save_that_was_undone_nothing_it_had_open_is_gone_on_with(casebook: Casebook) -> None:
    """SQLCipher now and then calls a sound database malformed on a connection that has rolled something back."""
    casebook.commit([an_incident(1)])
    for mistake, raised in (([an_incident(1)], IntegrityError), ([a_person(), "no entity"], AttributeError)):
        before = casebook.connection
        with pytest.raises(raised):
            casebook.commit(mistake)  # type: ignore[arg-type]  # on purpose
        assert casebook.connection is not before
        assert casebook.connection.execute("PRAGMA locking_mode").fetchone() == ("exclusive",)


def test_a_bug_in_the_middle_saves_nothing_and_the_next_save_works(casebook: Casebook) -> None:
    before, child = casebook.head, a_person()
    with pytest.raises(AttributeError):
        casebook.commit([child, "not an entity"])  # type: ignore[list-item]  # on purpose
    assert casebook.head == before
    casebook.commit([child])
    assert casebook.find(Person, child.id) == child


def test_a_look_stands_in_the_history_and_changes_no_record(casebook: Casebook) -> None:
    incident = an_incident()
    casebook.commit([incident])
    casebook.commit([Access(id=new_id(), what="viewed", incident_id=incident.id)])
    assert "viewed" in [version.action for version in casebook.history(incident_id=incident.id)]
    assert casebook.get(Incident, incident.id) == incident


def test_a_draft_survives_and_is_replaced_by_the_next(raw: RawCasebook) -> None:
    with raw.opened() as casebook:
        casebook.save_draft("d1", "incident", "He said nob")
        casebook.save_draft("d1", "incident", "He said nobody wants me.")
        head = casebook.head
    with raw.opened() as casebook:
        (draft,) = casebook.drafts()
        assert (draft.content, draft.saved_at) == ("He said nobody wants me.", NOW)
        assert casebook.head == head, "a draft is no journal entry"


def test_a_draft_goes_in_the_same_moment_as_what_it_became_is_saved(casebook: Casebook) -> None:
    casebook.save_draft("d1", "incident", "words")
    casebook.commit([an_incident(1)])
    assert casebook.drafts()
    with pytest.raises(IntegrityError):
        casebook.commit([an_incident(1)], finishes_draft="d1")
    assert casebook.drafts(), "the save failed, so the draft stays"
    casebook.commit([an_incident(2)], finishes_draft="d1")
    assert casebook.drafts() == []


def test_a_draft_can_be_thrown_away(casebook: Casebook) -> None:
    casebook.save_draft("d1", "incident", "words")
    casebook.discard_draft("d1")
    assert casebook.drafts() == []


def test_what_is_not_there_is_said(casebook: Casebook) -> None:
    assert casebook.find(Contact, new_id()) is None
    with pytest.raises(KeyError):
        casebook.get(Contact, new_id())


def test_journal_and_versions_cannot_be_changed_by_mistake(casebook: Casebook) -> None:
    for statement in (
        "UPDATE journal SET body = ''", "DELETE FROM journal", "UPDATE version SET content = ''", "DELETE FROM version",
    ):  # fmt: skip
        with pytest.raises(Exception, match="rows are never changed"):
            casebook.connection.execute(statement)


def test_a_second_program_cannot_open_the_database_meanwhile(raw: RawCasebook) -> None:
    with raw.opened(), pytest.raises(EnvironmentProblem, match="open in another program"), raw.opened():
        pass


def test_the_key_is_needed(raw: RawCasebook) -> None:
    wrong = KEY.replace("5e", "5f", 1)
    with pytest.raises(EnvironmentProblem, match="damaged or does not belong to its keys"):
        Casebook(raw.path, wrong, casebook_id="", identity=raw.dsl, clock=raw.clock)


def test_letters_written_in_two_ways_are_kept_as_one(casebook: Casebook, raw: RawCasebook) -> None:
    child = a_person("Zoë")
    casebook.commit([child])
    assert casebook.get(Person, child.id).name == "Zoë"
    assert verify(casebook, raw.evidence).faults == ()


def test_numbers_are_saved_with_the_day_on_which_they_were_checked(casebook: Casebook) -> None:
    contact = msgspec.structs.replace(a_contact(), checked_on=NOW.date())
    casebook.commit([contact])
    assert casebook.get(Contact, contact.id) == contact


def test_a_combining_mark_after_a_new_line_is_kept_as_it_was_typed(casebook: Casebook) -> None:
    incident = msgspec.structs.replace(an_incident(), summary="Then she wrote:\n\u0303\u201cEllis\u201d Jose\u0301")
    casebook.commit([incident])
    assert casebook.get(Incident, incident.id).summary == "Then she wrote:\n\u0303\u201cEllis\u201d José"


def test_half_a_letter_from_a_files_name_does_not_stop_a_save(casebook: Casebook) -> None:
    contact = msgspec.structs.replace(a_contact(), name="scan\udcff.png")
    casebook.commit([contact])
    assert casebook.get(Contact, contact.id).name == "scan\ufffd.png"


def test_a_locked_casebook_stays_locked_for_work_that_ends_late(raw: RawCasebook) -> None:
    with raw.opened() as casebook:
        pass
    for _ in range(2):
        with pytest.raises(EnvironmentProblem, match="locked"):
            casebook.commit([a_person()])


def test_a_column_that_is_not_there_is_no_fault_of_the_disk(casebook: Casebook) -> None:
    casebook.connection.execute("ALTER TABLE person RENAME COLUMN name TO former")
    with pytest.raises(OperationalError, match="name"):
        casebook.commit([a_person()])
    casebook.connection.execute("ALTER TABLE draft RENAME COLUMN content TO former")
    with pytest.raises(OperationalError, match="content"):
        casebook.save_draft("d1", "details", "mine")
    casebook.connection.execute("ALTER TABLE draft RENAME COLUMN former TO content")
    casebook.save_draft("d1", "details", "mine")


@pytest.mark.parametrize("error", [MemoryError, KeyboardInterrupt])
def test_a_draft_that_was_not_kept_leaves_nothing_begun(
    casebook: Casebook, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    def too_little(_: object) -> int:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(store, "milliseconds", too_little)
        with pytest.raises((EnvironmentProblem, KeyboardInterrupt)) as refused:
            casebook.save_draft("d1", "details", "mine")
    if error is MemoryError:
        assert "too little memory" in str(refused.value)
    casebook.save_draft("d1", "details", "mine")
    casebook.commit([a_contact()])
