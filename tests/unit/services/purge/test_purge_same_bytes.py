"""What goes, or is hidden, together: whatever holds the same bytes, as an exhibit or as a copy, and what came of it."""

import io
import random
import zipfile
from threading import Event

import msgspec
import pytest

from dslapp.casebook.purging.purges import what_goes
from dslapp.domain.entity import ExhibitId, IncidentId, new_id
from dslapp.domain.evidence.derivatives import Box, Derivative
from dslapp.domain.evidence.exhibits import Exhibit, ExhibitLink
from dslapp.domain.long_work import run_here
from dslapp.services.exhibits.link_exhibit import link_exhibit
from dslapp.services.health.verify_casebook import verify_casebook
from dslapp.services.intake.attach_evidence import ExhibitAnswers, MustNotBeHere, attach_file
from dslapp.services.intake.attach_parts import attach_part, parts_of
from dslapp.services.purge.purge_exhibit import purge_exhibit
from dslapp.services.purge.shut_away import shut_away
from dslapp.services.session import Session
from tests.cases import TOLD, bare_case
from tests.copies import make_copy
from tests.pictures import sample
from tests.purges import POLICE, found_in


def archive() -> bytes:
    """An archive with the picture in it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        made.writestr("picture.png", sample("chatnest-taunts-1.png"))
    return held.getvalue()


def attach(session: Session, case: IncidentId, data: bytes, name: str = "a.zip") -> Exhibit:
    return attach_file(session, case, data, ExhibitAnswers(), image_answer="no", name=name, although_known=True)


def copy_of(session: Session, exhibit: Exhibit) -> Derivative:
    box = Box(page=0, left=1, top=1, width=5, height=5)
    return make_copy(session, exhibit.id, [box], "redacted", "zzywhy for the parents")


def gone(session: Session, *exhibits: Exhibit) -> list[bool]:
    return [not session.casebook.get(Exhibit, each.id).file_id for each in exhibits]


def test_a_part_of_the_same_archive_attached_again_goes_too(session: Session) -> None:
    case, data = bare_case(session), archive()
    first, again = attach(session, case, data), attach(session, case, data, "b.zip")
    part = attach_part(session, run_here, again, parts_of(session, again)[0], "no", Event())
    purge_exhibit(session, first.id, POLICE)
    assert gone(session, first, again, part) == [True, True, True]
    assert verify_casebook(session).faults == ()


def test_a_loose_file_that_equals_a_part_is_hidden_and_goes_too(session: Session) -> None:
    case = bare_case(session)
    whole = attach(session, case, archive())
    part = attach_part(session, run_here, whole, parts_of(session, whole)[0], "no", Event())
    loose = attach(session, case, sample("chatnest-taunts-1.png"), "x.png")
    assert {each.id for each in shut_away(session, whole.id)} == {whole.id, part.id, loose.id}
    purge_exhibit(session, whole.id, POLICE)
    assert gone(session, whole, part, loose) == [True, True, True]


def test_a_copy_that_was_attached_as_an_exhibit_goes_with_its_original_and_the_other_way(session: Session) -> None:
    case = bare_case(session)
    original = attach(session, case, sample("chatnest-taunts-1.png"), "x.png")
    copy = copy_of(session, original)
    again = attach(session, case, session.evidence.read(copy.file_id, copy.sha256), "copy.png")
    together = {original.id, again.id}
    assert {each.id for each in what_goes(session.casebook, original.id).exhibits} == together
    assert {each.id for each in what_goes(session.casebook, again.id).exhibits} == together
    purge_exhibit(session, original.id, POLICE)
    assert gone(session, original, again) == [True, True]
    assert found_in(session.opened.folder, session.opened.keys, {"why": b"zzywhy"}) == set()


def test_an_e_mails_other_attachments_stay(session: Session) -> None:
    case = bare_case(session)
    mail = attach(session, case, b"From: a\r\n\r\nmail", "m.eml")
    bad, other = attach(session, case, b"bad bytes", "bad.bin"), attach(session, case, b"other bytes", "other.bin")
    session.casebook.commit([_part(bad, mail), _part(other, mail)])
    assert [each.id for each in what_goes(session.casebook, bad.id).exhibits] == [bad.id, mail.id]


def _part(exhibit: Exhibit, whole: Exhibit) -> Exhibit:
    return msgspec.structs.replace(exhibit, part_of=whole.id)


def test_a_copy_of_what_is_hidden_is_not_taken_in(session: Session) -> None:
    case = bare_case(session)
    original = attach(session, case, sample("chatnest-taunts-1.png"), "x.png")
    copy = copy_of(session, original)
    data = session.evidence.read(copy.file_id, copy.sha256)
    shut_away(session, original.id)
    with pytest.raises(MustNotBeHere):
        attach(session, bare_case(session, ref="OSI-2026-0088"), data, "copy.png")


def test_a_link_to_another_case_ends_and_its_words_go(session: Session) -> None:
    case, other = bare_case(session), bare_case(session, ref="OSI-2026-0088")
    exhibit = attach(session, case, sample("chatnest-taunts-1.png"), "x.png")
    link = link_exhibit(session, exhibit.id, "OSI-2026-0088", because="zzywhy it shows the girl")
    purge_exhibit(session, exhibit.id, POLICE)
    ended = session.casebook.get(ExhibitLink, link.id)
    assert (ended.incident_id, ended.because, ended.withdrawn) == (other, "", True)
    assert found_in(session.opened.folder, session.opened.keys, {"why": b"zzywhy"}) == set()
    assert verify_casebook(session).faults == ()


@pytest.mark.parametrize("seed", range(12))
def test_nothing_with_the_same_bytes_is_left_whatever_hangs_on_what(session: Session, seed: int) -> None:
    chance, case = random.Random(seed), bare_case(session)
    exhibits = [_exhibit(case, number, f"{chance.randrange(6):064x}") for number in range(1, 13)]
    exhibits = [
        _part(each, exhibits[chance.randrange(number)]) if number and chance.random() < 0.5 else each
        for number, each in enumerate(exhibits)
    ]
    copies = [_copy(case, chance.choice(exhibits), letter, f"{chance.randrange(9):064x}") for letter in "ABCDE"]
    session.casebook.commit([*exhibits, *copies])

    for meant in exhibits:
        going = what_goes(session.casebook, meant.id)
        ids, bytes_ = {each.id for each in going.exhibits}, {file.sha256 for file in going.files}
        assert going.exhibits[0].id == meant.id
        assert len(ids) == len(going.exhibits)
        assert not [each for each in exhibits if each.sha256 in bytes_ and each.id not in ids]
        assert not [each for each in copies if each.sha256 in bytes_ and each.id not in {c.id for c in going.copies}]
        assert all(each.exhibit_id in ids for each in going.copies)
        assert all(each.part_of in ("", *ids) for each in going.exhibits)
        twins = {each.id for each in exhibits if each.sha256 == meant.sha256}
        assert all(each.id in ids for each in exhibits if each.part_of in twins)


def _exhibit(case: IncidentId, number: int, sha256: str) -> Exhibit:
    return Exhibit(
        id=new_id(), incident_id=case, ref=f"JH/{number}", producer="JH", number=number, exhibit_kind="file",
        file_id=new_id(), sha256=sha256, size=1, attached_at=TOLD, attached_by="Jo Hartsedge",
    )  # fmt: skip


def _copy(case: IncidentId, of: Exhibit, letter: str, sha256: str) -> Derivative:
    return Derivative(
        id=new_id(), incident_id=case, exhibit_id=ExhibitId(of.id), ref=f"{of.ref}-{letter}",
        derivative_kind="redacted", because="for the parents", file_id=new_id(), size=1, sha256=sha256,
        stored_sha256="0" * 64, media_type="image/png", made_at=TOLD, made_by="Jo Hartsedge",
    )  # fmt: skip
