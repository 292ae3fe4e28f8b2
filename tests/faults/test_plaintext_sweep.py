"""F18: a canary is typed into every field and file name; after a full tour no file on the disk holds it readably."""

import base64
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_args, get_origin

import msgspec
import pytest
from PIL import Image

from dslapp.bootstrap import build_program
from dslapp.casebook.keys import FLOOR_KDF
from dslapp.casebook.verify import verify
from dslapp.domain.entities import ENTITY_TYPES
from dslapp.domain.entity import Entity, MemberId, new_id
from dslapp.domain.incident import Incident, SafetyAnswers
from dslapp.domain.people import Account, Involvement, Person
from dslapp.domain.school import School
from dslapp.domain.statements import Stated
from dslapp.services.answer_guidance import answer_step, open_route
from dslapp.services.attach_evidence import ExhibitAnswers, attach_picture
from dslapp.services.create_casebook import NewCasebook, NewMember, create_casebook
from dslapp.services.keep_draft import keep_draft
from dslapp.services.log_incident import begin_draft
from dslapp.services.program import Program
from dslapp.services.recovery import new_recovery_key
from dslapp.services.refer import answer_referral, begin_referral
from dslapp.services.search_everything import search_everything
from dslapp.services.session import Session
from dslapp.services.show_evidence import picture
from dslapp.services.unlock_casebook import lock_casebook
from dslapp.services.write_referral import export_referral
from tests.casebooks import SettableClock

CANARY = "Kanarienvogel4711"
PASSPHRASE = f"{CANARY} sings at dawn for nobody"
_NOT_TYPED = {
    "Access",
    "Member",
    "Recovery",
    "CoverPin",
    "Incident",
    "School",
    "Exhibit",
    "GuidanceRun",
    "GuidanceAnswer",
}
"""Made by the tour itself, or never typed."""


def spellings(canary: str) -> Iterator[bytes]:
    """The canary as it might lie in a file: UTF-8, both UTF-16, and base64 of each at three alignments."""
    for plain in (canary.encode(), canary.encode("utf-16-le"), canary.encode("utf-16-be")):
        yield plain
        for shift in range(3):
            encoded = base64.b64encode(b"\0" * shift + plain).rstrip(b"=")
            yield encoded[4 if shift else 0 : -4]  # without the letters that its neighbours share


def leaks(*places: Path) -> list[str]:
    """The files below `places` that hold the canary, in their bytes or their names."""
    wanted = list(spellings(CANARY))
    files = [path for place in places for path in place.rglob("*") if path.is_file()]
    return [
        path.name for path in files if CANARY in path.name or any(each in path.read_bytes() for each in wanted)
    ]  # fmt: skip


@pytest.fixture
def places(tmp_path: Path) -> dict[str, Path]:
    """Where the program may write, where the person's own files lie, and where exports go."""
    found = {name: tmp_path / name for name in ("program", "casebooks", "own", "exports")}
    for place in found.values():
        place.mkdir()
    return found


@pytest.fixture
def program(places: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """The program with all its folders, temporary ones included, where the sweep looks."""
    for variable in ("TMPDIR", "HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(variable, str(places["program"]))
    built = build_program(settings=places["program"], casebooks=places["casebooks"])
    made = replace(built, clock=SettableClock(), kdf=FLOOR_KDF)
    yield made
    made.pictures.close()


def canary_picture() -> bytes:
    """A screenshot whose EXIF holds the canary."""
    exif = Image.Exif()
    exif[0x010E] = exif[0x0110] = CANARY
    held = io.BytesIO()
    Image.new("RGB", (60, 90), "white").save(held, "JPEG", exif=exif)
    return held.getvalue()


def full_of_canaries(entity_type: type[Entity], incident_id: str) -> Entity:
    """A value of the type with the canary in every text field."""
    values = {
        field.name: filled(field.type, incident_id if field.name == "incident_id" else CANARY)
        for field in msgspec.structs.fields(entity_type)
    }
    return entity_type(**{**values, "id": new_id()})


def filled(kind: Any, text: str) -> Any:
    """A value of a field's type, with `text` wherever a person could type."""
    if kind is str or (not get_origin(kind) and getattr(kind, "__supertype__", None) is str):
        return text
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return Stated(text=text) if kind is Stated else kind()
    simple: dict[Any, Any] = {int: 7, bool: False, date: date(2014, 3, 3), datetime: SettableClock()()}
    if kind in simple:
        return simple[kind]
    if get_origin(kind) in (tuple, dict, list):
        return get_origin(kind)()
    choices = get_args(kind)
    assert choices, f"the sweep does not know {kind}"
    if type(None) in choices:
        return filled(next(each for each in choices if each is not type(None)), text)
    return choices[0] if isinstance(choices[0], str) else filled(choices[0], text)


def tour(program: Program, places: dict[str, Path]) -> None:
    """What a person does in a day, with the canary in all of it."""
    session = create_casebook(program, new_casebook(places))
    try:
        incident = log_everything(session)
        source = places["own"] / f"{CANARY}.jpg"
        source.write_bytes(canary_picture())
        exhibit = attach_picture(session, incident.id, source, exhibit_answers(), image_answer="no")
        picture(session, exhibit)
        assert search_everything(session, CANARY)
        keep_draft(session, msgspec.structs.replace(begin_draft(session), what=CANARY))
        walk = open_route(session, incident.id, "cyberbullying")
        assert walk.current is not None
        written = {name: Stated(text=CANARY) for name in ("childs-words", "wishes", "support")}
        answer_step(session, incident.id, walk.current.step, (), written)
        referral = begin_referral(session, incident.id, "police")
        answer_referral(session, referral.id, {"police_route": Stated(text=CANARY)})
        export_referral(session, referral.id, places["exports"] / "summary.pdf", places["exports"] / "password.txt")
        assert verify(session.casebook, session.evidence).faults == ()
    finally:
        lock_casebook(session)
        session.pictures.close()


def exhibit_answers() -> ExhibitAnswers:
    """Answers to an exhibit's questions, full of canaries."""
    fields = {field.name: filled(field.type, CANARY) for field in msgspec.structs.fields(ExhibitAnswers)}
    return ExhibitAnswers(**fields)


def new_casebook(places: dict[str, Path]) -> NewCasebook:
    member = NewMember(name=f"Jo {CANARY}", role="dsl", initials="JH", passphrase=PASSPHRASE)
    school = School(id=new_id(), name=CANARY, address=CANARY, headteacher=CANARY)
    return NewCasebook(
        school=school, members=(member,), pin="2468", recovery_recipient=new_recovery_key().recipient,
        folder=places["casebooks"] / "School.casebook", label="School",
    )  # fmt: skip


def log_everything(session: Session) -> Incident:
    """An incident, and one value of every type that a person can write, all full of canaries."""
    incident = full_of_canaries(Incident, "")
    assert isinstance(incident, Incident)
    safety = SafetyAnswers(danger="no", image="no", adult_here="none")
    owner = MemberId(session.member.id)
    incident = msgspec.structs.replace(incident, safety=safety, owner=owner, logged_by=owner, status="open")
    kinds = [kind for kind in ENTITY_TYPES.values() if kind.__name__ not in _NOT_TYPED]
    others = [full_of_canaries(kind, incident.id) for kind in kinds]
    session.casebook.commit([incident, *others], reason=CANARY)
    assert {Person, Account, Involvement} <= {type(each) for each in others}
    return incident


def test_no_file_holds_a_word_of_what_was_typed(
    program: Program, places: dict[str, Path], capfd: pytest.CaptureFixture[str]
) -> None:
    tour(program, places)
    assert leaks(places["program"], places["casebooks"], places["exports"]) == []
    said = capfd.readouterr()
    assert CANARY not in said.out + said.err


@pytest.mark.parametrize(
    "spelled",
    [
        lambda word: word.encode(),
        lambda word: word.encode("utf-16-le"),
        lambda word: base64.b64encode(b"x" + word.encode()),
        lambda word: base64.b64encode(b"xy" + word.encode("utf-16-be") + b"z"),
    ],
    ids=["UTF-8", "UTF-16", "base64", "base64 of UTF-16"],
)
def test_a_planted_leak_is_found(program: Program, places: dict[str, Path], spelled: Callable[[str], bytes]) -> None:
    (places["program"] / "planted").write_bytes(b"before " + spelled(CANARY) + b" after")
    assert leaks(places["program"], places["casebooks"]) == ["planted"]


def test_a_telling_file_name_is_found(places: dict[str, Path]) -> None:
    (places["program"] / f"{CANARY}.tmp").write_bytes(b"")
    assert leaks(places["program"]) == [f"{CANARY}.tmp"]
