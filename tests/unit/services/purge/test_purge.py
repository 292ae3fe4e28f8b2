"""Purging what must never have been here: nothing of it is left, the record stays sound and says what was done."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from dslapp.casebook.database.rebuilding import rebuild
from dslapp.casebook.database.search import search
from dslapp.casebook.evidence.files import EvidenceShutAway, EvidenceStore
from dslapp.casebook.journal.verify import verify
from dslapp.casebook.matters.extract import extract_file, extract_of
from dslapp.casebook.purging import purges as purging
from dslapp.domain.case.history_words import history_in_words
from dslapp.domain.case.incident import Incident
from dslapp.domain.case.on_paper import exhibit_entry
from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit
from dslapp.domain.problems import NotAllowed, UserProblem
from dslapp.domain.school import Access
from dslapp.domain.trust.entries import Countersignature, Erasure
from dslapp.services.access.countersign import waiting, waits_for_others
from dslapp.services.case.read_case import read_case
from dslapp.services.case.search_everything import search_everything
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file, why_closed
from dslapp.services.papers.write_case_file import draw_case_file, read_case_file
from dslapp.services.purge.purge_exhibit import purge_exhibit
from dslapp.services.purge.second_person import SecondPerson, seconds_for
from dslapp.services.purge.shut_away import let_out, shut_away
from dslapp.services.session import Session
from tests.casebooks import DEPUTY, DSL, HEAD, PASSPHRASES
from tests.cases import bare_case
from tests.purges import POLICE, attach_canary, found_in, picture, traces
from tests.verifier import VERIFIER


def left_of(session: Session, exhibit: Exhibit) -> set[str]:
    return found_in(session.opened.folder, session.opened.keys, traces(exhibit))


def member_id(session: Session, name: str) -> str:
    return next(each.id for each in seconds_for(session) if each.name == name)


def test_not_one_byte_of_it_is_left_in_the_casebook(session: Session) -> None:
    exhibit = attach_canary(session)
    assert left_of(session, exhibit) == traces(exhibit).keys()
    purge_exhibit(session, exhibit.id, POLICE)
    assert left_of(session, exhibit) == set()
    assert search(session.casebook, "zzy", limit=5) == []


def test_the_search_for_what_is_left_finds_what_an_incomplete_purge_leaves(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    exhibit = attach_canary(session)
    removed = EvidenceStore.remove
    monkeypatch.setattr(
        EvidenceStore, "remove", lambda store, file_id: file_id == exhibit.file_id and removed(store, file_id)
    )
    monkeypatch.setattr(purging, "_of_the_same_content", lambda *_: ())
    purge_exhibit(session, exhibit.id, POLICE)
    assert left_of(session, exhibit) == {"a copy"}


def test_without_overwriting_the_words_would_stay_in_unused_parts_of_the_database(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    exhibit = attach_canary(session)
    monkeypatch.setattr("dslapp.services.purge.purge_exhibit.carry_out", lambda *_: None)
    session.casebook.connection.execute("PRAGMA secure_delete = OFF")
    purge_exhibit(session, exhibit.id, POLICE)
    assert left_of(session, exhibit) & {"its words", "its description", "its name", "why the copy was made"}


def test_its_number_stays_and_says_what_became_of_it(session: Session) -> None:
    exhibit = attach_canary(session)
    done = purge_exhibit(session, exhibit.id, POLICE)
    [left] = done.exhibits
    assert (left.ref, left.exhibit_kind, left.file_id, left.sha256) == (exhibit.ref, "imagery not held", "", "")
    assert left.held_by == "Nobody here: purged on Friday 13 November 2026 by Jo Hartsedge"
    assert (left.material, left.police_ref, left.received_how) == ("image of a child", "37/1113/26", "by e-mail")
    case = left.incident_id
    [erasure] = session.casebook.select(Erasure)
    assert erasure.files[0].file_id == exhibit.file_id
    assert "Protection of Children Act 1978" in erasure.law
    assert "PC 4471" in erasure.because
    events = {each.what for each in session.casebook.of_incident(CustodyEvent, case)}
    assert {"attached", "purged"} <= events
    looks = [each.entity for each in session.casebook.history(incident_id=case) if isinstance(each.entity, Access)]
    assert [each.subject for each in looks if each.what == "purged"] == [f"exhibit {exhibit.id}"]
    assert session.casebook.get(Incident, case).safety.image == "unsure"
    assert why_closed(session, case) is not None
    later = attach_file(session, bare_case(session, ref="OSI-2026-0009"), b"x,y\n", ExhibitAnswers(), image_answer="no")
    assert later.ref == "JH/2"


def test_the_record_stays_sound(session: Session, tmp_path: Path) -> None:
    exhibit = attach_canary(session)
    purge_exhibit(session, exhibit.id, POLICE)
    assert verify(session.casebook, session.evidence).faults == ()
    rebuild(session.casebook)
    assert verify(session.casebook, session.evidence).faults == ()
    extract = extract_of(session.casebook, exhibit.incident_id)
    assert any(entry.content is None and entry.part == "case" for entry in extract.shown.values())
    plain = tmp_path / "case.json"
    plain.write_bytes(extract_file(extract))
    checked = subprocess.run(
        [sys.executable, VERIFIER, plain], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (checked.returncode, "Everything that was checked fits." in checked.stdout) == (0, True), checked.stdout


def test_the_case_reads_on_paper_and_on_the_screen(session: Session) -> None:
    exhibit = attach_canary(session)
    purge_exhibit(session, exhibit.id, POLICE)
    case = read_case(session, IncidentId(exhibit.incident_id))
    assert "Erased, and wrote anew, exhibit: JH/1" in {line.what for line in history_in_words(case)}
    [on_paper] = [exhibit_entry(each) for each in case.shown_exhibits]
    not_held = "Not held by the school, in words only; image of a child; Nobody here: purged on Friday"
    assert on_paper.held.startswith(not_held)
    assert "seen by Jo Hartsedge (by accident, as a small picture)" in on_paper.held
    pdf = draw_case_file(read_case_file(session, IncidentId(exhibit.incident_id)), "whole file")
    assert pdf.startswith(b"%PDF")


def test_the_same_file_is_not_taken_in_again(session: Session) -> None:
    exhibit = attach_canary(session)
    purge_exhibit(session, exhibit.id, POLICE)
    other = bare_case(session, ref="OSI-2026-0009")
    with pytest.raises(UserProblem, match="must not be here"):
        attach_file(session, other, picture(), ExhibitAnswers(), image_answer="no", although_known=True)


def test_what_holds_the_same_bytes_goes_with_it_in_every_case(session: Session) -> None:
    first = attach_canary(session)
    second = attach_canary(session, bare_case(session, ref="OSI-2026-0009"), name="zzynameagain.png")
    done = purge_exhibit(session, first.id, POLICE)
    assert {each.id for each in done.exhibits} == {first.id, second.id}
    assert left_of(session, first) == left_of(session, second) == set()
    assert {each.ref for each in session.casebook.select(Erasure)} == {"OSI-2026-0001", "OSI-2026-0009"}
    assert verify(session.casebook, session.evidence).faults == ()


def test_what_it_was_taken_out_of_goes_with_it(session: Session) -> None:
    case = bare_case(session)
    whole = attach_file(session, case, b"From: zzy\r\n\r\nzzymail", ExhibitAnswers(), image_answer="no")
    part = attach_canary(session, case)
    session.casebook.commit([msgspec.structs.replace(part, part_of=whole.id)])
    done = purge_exhibit(session, part.id, POLICE)
    assert [each.id for each in done.exhibits] == [part.id, whole.id]


def test_a_second_person_agrees_with_their_own_passphrase(session: Session) -> None:
    exhibit = attach_canary(session)
    second = SecondPerson(member_id(session, HEAD), PASSPHRASES[HEAD])
    done = purge_exhibit(session, exhibit.id, msgspec.structs.replace(POLICE, alone_because=""), second)
    assert (done.agreed, done.waits) == (HEAD, False)
    [said] = session.casebook.select(Countersignature)
    [version] = session.casebook.history(entity_id=said.id)
    assert (said.agrees, version.actor) == (True, second.member_id)
    assert waits_for_others(session) == ()
    session.casebook.commit([Access(id="0197a000-0000-7000-8000-000000000001", what="viewed")])
    assert session.casebook.history(entity_id="0197a000-0000-7000-8000-000000000001")[0].actor == session.member.id
    assert verify(session.casebook, session.evidence).faults == ()


def test_a_wrong_passphrase_of_the_second_person_stops_it(session: Session) -> None:
    exhibit = attach_canary(session)
    with pytest.raises(UserProblem) as refused:
        purge_exhibit(session, exhibit.id, POLICE, SecondPerson(member_id(session, HEAD), PASSPHRASES[DEPUTY]))
    assert refused.value.field == "passphrase"
    assert session.casebook.get(Exhibit, exhibit.id) == exhibit


def test_alone_it_takes_a_reason_and_waits_for_a_second_person(
    session: Session, unlock_as: Callable[[str], Session]
) -> None:
    exhibit = attach_canary(session)
    with pytest.raises(UserProblem) as refused:
        purge_exhibit(session, exhibit.id, msgspec.structs.replace(POLICE, alone_because=""))
    assert refused.value.field == "alone_because"
    assert purge_exhibit(session, exhibit.id, POLICE).waits
    [wanted] = waiting(unlock_as(HEAD))
    assert wanted.what.startswith("2 files were purged from OSI-2026-0001")
    assert "Mrs Quillan is at a conference" in wanted.because


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"police_said": ""}, "police_said"),
        ({"police_said": "leave it"}, "police_said"),
        ({"advised_by": ""}, "advised_by"),
        ({"police_said": "no advice"}, "because"),
    ],
)
def test_the_police_come_first(session: Session, changed: dict[str, str], field: str) -> None:
    exhibit = attach_canary(session)
    with pytest.raises(UserProblem) as refused:
        purge_exhibit(session, exhibit.id, msgspec.structs.replace(POLICE, **changed))
    assert refused.value.field == field
    assert session.evidence.is_there(exhibit.file_id)


def test_hidden_it_is_shown_and_copied_to_nobody_also_at_the_next_unlock(
    session: Session, unlock_as: Callable[[str], Session]
) -> None:
    exhibit = attach_canary(session)
    [hidden] = shut_away(session, exhibit.id, "image of a child")
    for now in (session, unlock_as(DEPUTY)):
        with pytest.raises(EvidenceShutAway):
            now.evidence.read(exhibit.file_id, exhibit.sha256)
    assert hidden.withdrawn
    assert read_case(now, IncidentId(exhibit.incident_id)).texts == ()
    assert search_everything(now, "zzyread") == []
    with pytest.raises(UserProblem, match="must not be here"):
        attach_file(now, bare_case(now, ref="OSI-2026-0009"), picture(), ExhibitAnswers(), image_answer="no")
    assert now.casebook.get(Incident, exhibit.incident_id).safety.image == "unsure"
    assert verify(now.casebook, now.evidence).faults == ()
    with pytest.raises(NotAllowed):
        let_out(now, exhibit.id, "It is the wrong one, says Mrs Quillan")
    with pytest.raises(NotAllowed):
        purge_exhibit(now, exhibit.id, POLICE)
    dsl = unlock_as(DSL)
    let_out(dsl, exhibit.id, "It was the wrong exhibit, as the police saw")
    assert dsl.evidence.read(exhibit.file_id, exhibit.sha256) == picture()


def test_files_without_a_record_and_copies_set_aside_go_too(session: Session) -> None:
    exhibit, folder = attach_canary(session), session.opened.folder
    stored = session.evidence.path_of(exhibit.file_id).read_bytes()
    nameless = session.evidence.keep(_file(folder.parent / "again.png"))
    aside = folder / "quarantine" / "20261101T080000Z" / "evidence" / exhibit.file_id[-2:]
    aside.mkdir(parents=True)
    (aside / f"{exhibit.file_id}.age").write_bytes(stored)
    (aside / f"{nameless.file_id}.age").write_bytes(stored)
    (folder / "evidence" / f"{nameless.file_id}.part").write_bytes(stored[:500])
    former = folder / "quarantine" / "format-2"
    former.mkdir()
    (former / "casebook-1.db").write_bytes((folder / "casebook-1.db").read_bytes())
    other = attach_file(session, IncidentId(exhibit.incident_id), b"a,b\n", ExhibitAnswers(), image_answer="no")
    purge_exhibit(session, exhibit.id, POLICE)
    (folder.parent / "again.png").unlink()
    assert left_of(session, exhibit) == set()
    assert not list((folder / "evidence").glob("*.part"))
    assert session.evidence.read(other.file_id, other.sha256) == b"a,b\n"


def _file(path: Path) -> Path:
    path.write_bytes(picture())
    return path
