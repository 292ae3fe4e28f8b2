"""F8: a file in the evidence folder is flipped, cut, swapped, missing or new. It is named, and nothing else is hit."""

import io
import random
import re
import shutil
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

import pytest

from dslapp.casebook.evidence.files import EvidenceUnsound
from dslapp.casebook.journal.verify import verify
from dslapp.casebook.opening import open_folder
from dslapp.casebook.reading.reader import FileReader
from dslapp.content.library import load_library
from dslapp.domain.case.incident import Incident
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit
from dslapp.services.exhibits.show_evidence import note_unsound, picture
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.intake.sweep_evidence import sweep_evidence
from dslapp.services.session import Session
from tests.casebooks import DSL, PASSPHRASES
from tests.faults.counts import Count
from tests.faults.keyring import Keyring, exhibit, incident, now
from tests.faults.scale import how_many

EXHIBITS = 6
FILES = Path(__file__).parents[1] / "samples" / "files"


@pytest.fixture
def keyring(memory_folder: Path, casebook_as_made: Path) -> Keyring:
    """A casebook with a case of six exhibits."""
    keyring = Keyring(Path(shutil.copytree(casebook_as_made, memory_folder / casebook_as_made.name)))
    casebook, evidence = keyring.open(), keyring.evidence()
    case = incident(casebook, 1)
    kept = [evidence.keep(io.BytesIO(f"Screenshot {number}. ".encode() * 300)) for number in range(EXHIBITS)]
    casebook.commit([case, *(exhibit(case, number, each) for number, each in enumerate(kept, 1))])
    casebook.close()
    return keyring


def path_of(keyring: Keyring, each: Exhibit | Derivative) -> Path:
    return keyring.folder / "evidence" / each.file_id[-2:] / f"{each.file_id}.age"


def harms(chance: random.Random, other: bytes, strange: bytes) -> dict[str, Callable[[bytes], bytes | None]]:
    """What may become of a stored file, by what it is; None: it is gone."""

    def flipped(stored: bytes) -> bytes:
        at = chance.randrange(8 * len(stored))
        return stored[: at // 8] + bytes([stored[at // 8] ^ 1 << at % 8]) + stored[at // 8 + 1 :]

    return {
        "a bit is flipped": flipped,
        "it is cut short": lambda stored: stored[: chance.randrange(len(stored))],
        "it is another exhibit's": lambda stored: other,
        "it is sealed by a stranger": lambda stored: strange,
        "it is missing": lambda stored: None,
        "something is added to it": lambda stored: stored + chance.randbytes(chance.randrange(1, 200)),
        "it is a folder's worth of zeros": lambda stored: bytes(len(stored)),
    }


def test_each_harm_is_named_and_harms_nothing_else(keyring: Keyring, seed: int, counted: Count) -> None:
    chance = random.Random(seed)
    casebook, evidence = keyring.open(), keyring.evidence()
    exhibits = casebook.select(Exhibit, order="p.number")
    victim, others = exhibits[0], exhibits[1:]
    path = path_of(keyring, victim)
    sound = path.read_bytes()
    kinds = harms(chance, path_of(keyring, others[0]).read_bytes(), strangers_file(keyring))
    silent, lost = list[str](), 0
    names = list(islice(cycle(kinds), how_many("F8")))
    for number, name in enumerate(names):
        harmed = kinds[name](sound)
        path.unlink(missing_ok=True)
        if harmed is not None:
            path.write_bytes(harmed)
        check = evidence.check(victim.file_id, victim.sha256)
        if check.state == "sound" or (harmed is None) != (check.state == "missing"):
            silent.append(name)
        with pytest.raises(EvidenceUnsound, match=re.escape(check.reason)):
            evidence.read(victim.file_id, victim.sha256)
        if number < len(kinds):
            found = verify(casebook, evidence).faults
            assert [fault.where for fault in found] == [f"exhibit {victim.ref}"], name
        lost += sum(evidence.check(each.file_id, each.sha256).state != "sound" for each in others[: 1 + number % 3])
    path.write_bytes(sound)
    assert verify(casebook, evidence).faults == ()
    casebook.close()
    counted("F8", "evidence file harmed", len(names), acknowledged=len(names), lost=lost, silent=len(silent))
    assert (silent, lost) == ([], 0)


def strangers_file(keyring: Keyring) -> bytes:
    """A file that anybody may seal to the casebook's own recipient, under another exhibit's name."""
    evidence = keyring.evidence()
    kept = evidence.keep(io.BytesIO(b"Something else altogether."))
    path = keyring.folder / "evidence" / kept.file_id[-2:] / f"{kept.file_id}.age"
    stored = path.read_bytes()
    evidence.remove(kept.file_id)
    return stored


def test_a_file_too_many_is_no_fault_and_is_swept_only_when_it_is_old(keyring: Keyring, counted: Count) -> None:
    evidence = keyring.evidence()
    extra = [evidence.keep(io.BytesIO(b"nobody's")) for _ in range(3)]
    session = a_sitting(keyring)
    assert verify(session.casebook, session.evidence).faults == ()
    assert sweep_evidence(session) == (0, 0)
    assert all(evidence.check(each.file_id, each.sha256).state == "sound" for each in extra)
    counted("F8", "evidence file too many", len(extra), acknowledged=EXHIBITS)
    session.opened.close()


def test_the_failure_becomes_a_permanent_entry_once(keyring: Keyring, counted: Count) -> None:
    session = a_sitting(keyring)
    victim = session.casebook.select(Exhibit, order="p.number")[2]
    path = path_of(keyring, victim)
    path.write_bytes(path.read_bytes()[:-1])
    for _ in range(5):
        with pytest.raises(EvidenceUnsound) as told:
            picture(session, victim)
        assert note_unsound(session, victim, told.value)
    path.unlink()
    with pytest.raises(EvidenceUnsound) as told:
        picture(session, victim)
    note_unsound(session, victim, told.value)
    noted = session.casebook.select(CustodyEvent, "p.exhibit_id = ?", (victim.id,))
    counted("F8", "failure noted in the continuity, looked at again and again", 6, acknowledged=len(noted))
    assert sorted(event.what for event in noted) == ["hash mismatch", "missing"]
    session.opened.close()


def a_sitting(keyring: Keyring) -> Session:
    opened = open_folder(keyring.folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=now)
    assert opened.member is not None
    return Session(opened, opened.member, load_library(), FileReader(), now)


def test_every_kind_of_file_and_the_first_picture_of_a_film_is_named_when_it_is_harmed(
    keyring: Keyring, seed: int, counted: Count
) -> None:
    """A film, an e-mail, a PDF, a chat: each harmed in each way, and only its own reference is named."""
    chance, session = random.Random(seed), a_sitting(keyring)
    case = session.casebook.select(Incident)[0].id
    others = path_of(keyring, session.casebook.select(Exhibit, order="p.number")[0]).read_bytes()
    for path in sorted(FILES.iterdir()):
        attach_file(session, case, path, ExhibitAnswers(), image_answer="no")
    victims: list[Exhibit | Derivative] = [
        each for each in session.casebook.select(Exhibit) if each.exhibit_kind not in ("picture", "not here yet")
    ]
    victims += session.casebook.select(Derivative)
    assert {each.exhibit_kind for each in victims if isinstance(each, Exhibit)} >= {"film", "e-mail", "document"}
    assert [each.derivative_kind for each in victims if isinstance(each, Derivative)] == ["poster"]
    silent: list[str] = []
    for victim in victims:
        path = path_of(keyring, victim)
        sound = path.read_bytes()
        for name, harm in harms(chance, others, strangers_file(keyring)).items():
            harmed = harm(sound)
            path.unlink(missing_ok=True)
            if harmed is not None:
                path.write_bytes(harmed)
            if session.evidence.check(victim.file_id, victim.sha256).state == "sound":
                silent.append(f"{victim.ref}: {name}")
        (fault,) = verify(session.casebook, session.evidence).faults
        assert victim.ref in fault.where
        path.write_bytes(sound)
    assert verify(session.casebook, session.evidence).faults == ()
    done, missed = 7 * len(victims), len(silent)
    counted("F8", "file of another kind, or a film's first picture, harmed", done, acknowledged=done, silent=missed)
    assert silent == []
    session.files.close()
    session.opened.close()
