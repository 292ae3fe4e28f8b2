"""One exhibit in several cases: one file, one number, the gate of each case, and no word of a restricted one."""

from collections.abc import Callable

import pytest

from dslapp.domain.case.chronology import chronology
from dslapp.domain.case.incident import Incident, SafetyAnswers
from dslapp.domain.case.on_paper import exhibit_entries, exhibits_with_copies
from dslapp.domain.evidence.derivatives import Box
from dslapp.domain.evidence.exhibits import Exhibit, ExhibitLink
from dslapp.domain.evidence.gate import GateClosed
from dslapp.domain.problems import NotAllowed, UserProblem
from dslapp.services.case.read_case import load_case
from dslapp.services.exhibits.answer_exhibit import withdraw_exhibit
from dslapp.services.exhibits.find_alike import find_alike
from dslapp.services.exhibits.link_exhibit import link_exhibit, unlink_exhibit
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.session import Session
from tests.casebooks import HEAD
from tests.cases import bare_case
from tests.copies import make_copy
from tests.pictures import opened, sample, saved

BOTH = "The same account wrote to both children"
STAFF = SafetyAnswers(danger="no", image="no", adult_here="accused")


def a_case(session: Session, number: int, **fields: object) -> Incident:
    return session.casebook.get(Incident, bare_case(session, ref=f"OSI-2026-{number:04}", **fields))


def attached(session: Session, case: Incident, data: bytes = b"") -> Exhibit:
    picture = data or sample("chatnest-taunts-1.png")
    return attach_file(session, case.id, picture, ExhibitAnswers(), image_answer="no", although_known=True)


def test_it_is_shown_in_both_cases_under_its_one_number_and_file(session: Session) -> None:
    first, second = a_case(session, 12), a_case(session, 13)
    exhibit = attached(session, first)
    copy = make_copy(
        session, exhibit.id, [Box(left=1, top=1, width=9, height=9)], "redacted", "For the LADO"
    )  # fmt: skip
    link_exhibit(session, exhibit.id, "osi-2026-0013 ", because=BOTH)
    there, here = load_case(session, second.id), load_case(session, first.id)
    assert (there.linked, there.shown_exhibits, there.exhibits) == ((exhibit,), (exhibit,), ())
    assert (there.also_in, here.also_in) == ({exhibit.id: ("OSI-2026-0012",)}, {exhibit.id: ("OSI-2026-0013",)})
    assert there.derivatives == (copy,)
    assert [each.what for each in there.custody] == ["attached", "checked"]
    assert "Continuity" not in {line.source for line in chronology(there)}
    assert len(list(session.evidence.folder.rglob("*.age"))) == 2
    assert [entry.also_in for case in (there, here) for entry in exhibit_entries(case)] == [first.ref, second.ref]
    told = exhibits_with_copies(there, there.shown_exhibits, [copy])
    assert [(entry.also_in, entry.description, entry.original_name) for entry in told] == [
        ("", "Redacted copy JH/1-A of JH/1", "name not told")
    ]


def test_taking_it_out_again_is_dated_and_stays_readable(session: Session) -> None:
    first, second = a_case(session, 12), a_case(session, 13)
    exhibit = attached(session, first)
    link_exhibit(session, exhibit.id, second.ref, because=BOTH)
    with pytest.raises(UserProblem, match="Say why"):
        unlink_exhibit(session, second.id, exhibit.id, because="")
    unlink_exhibit(session, second.id, exhibit.id, because="It was another account")
    assert (load_case(session, second.id).linked, load_case(session, first.id).also_in) == ((), {})
    [link] = session.casebook.select(ExhibitLink)
    assert (link.withdrawn, link.withdrawn_because, link.because) == (True, "It was another account", BOTH)
    assert len(session.casebook.history(entity_id=link.id)) == 2
    assert link_exhibit(session, exhibit.id, second.ref, because=BOTH).id != link.id


def test_the_gate_of_the_other_case_applies(session: Session) -> None:
    exhibit = attached(session, a_case(session, 12))
    guarded = a_case(session, 13, safety=SafetyAnswers(danger="no", image="unsure", adult_here="none"))
    with pytest.raises(GateClosed):
        link_exhibit(session, exhibit.id, guarded.ref, because=BOTH)
    assert session.casebook.select(ExhibitLink) == []


def test_what_cannot_be_linked_is_said(session: Session, unlock_as: Callable[[str], Session]) -> None:
    first, second = a_case(session, 12), a_case(session, 13)
    exhibit = attached(session, first)
    for ref, because, message in (
        ("OSI-2026-0099", BOTH, "no case with that reference"),
        (first.ref, BOTH, "is in OSI-2026-0012 already"),
        (second.ref, " ", "Say why"),
    ):
        with pytest.raises(UserProblem, match=message):
            link_exhibit(session, exhibit.id, ref, because=because)
    link_exhibit(session, exhibit.id, second.ref, because=BOTH)
    with pytest.raises(UserProblem, match="already"):
        link_exhibit(session, exhibit.id, second.ref, because=BOTH)
    withdraw_exhibit(session, exhibit.id, because="Attached by mistake")
    with pytest.raises(UserProblem, match="no file"):
        link_exhibit(session, exhibit.id, a_case(session, 14).ref, because=BOTH)
    assert load_case(session, second.id).shown_exhibits == ()
    with pytest.raises(NotAllowed):
        link_exhibit(unlock_as(HEAD), exhibit.id, second.ref, because=BOTH)


def test_a_restricted_case_is_never_named_outside_of_it(session: Session) -> None:
    open_case, restricted = a_case(session, 12), a_case(session, 13, restricted=True, safety=STAFF)
    theirs, ours = attached(session, restricted), attached(session, open_case)
    with pytest.raises(UserProblem, match="restricted"):
        link_exhibit(session, theirs.id, open_case.ref, because=BOTH)
    link_exhibit(session, ours.id, restricted.ref, because=BOTH)
    assert load_case(session, open_case.id).also_in == {ours.id: ("a restricted case",)}
    assert load_case(session, restricted.id).also_in == {ours.id: (open_case.ref,)}
    [seen] = find_alike(session, ours.id)
    assert (seen.restricted, seen.ref, seen.case_ref) == (True, "", "")
    [seen] = find_alike(session, theirs.id)
    assert (seen.restricted, seen.ref, seen.case_ref) == (False, ours.ref, open_case.ref)


# Likeness


def test_the_same_picture_smaller_and_as_jpeg_looks_like_it_and_the_next_screenshot_does_not(session: Session) -> None:
    first, second = a_case(session, 12), a_case(session, 13)
    exhibit = attached(session, first)
    smaller = saved(opened(sample("chatnest-taunts-1.png")).resize((540, 960)), "JPEG", quality=60)
    alike, same = attached(session, second, smaller), attached(session, second)
    attached(session, second, sample("chatnest-taunts-2.png"))
    found = find_alike(session, exhibit.id)
    assert [(each.exhibit_id, each.case_ref, each.same_bytes) for each in found] == [
        (same.id, "OSI-2026-0013", True), (alike.id, "OSI-2026-0013", False),
    ]  # fmt: skip
    withdraw_exhibit(session, same.id, because="Attached twice")
    assert [each.exhibit_id for each in find_alike(session, exhibit.id)] == [alike.id]
    assert find_alike(session, alike.id)[0].case_ref == "OSI-2026-0012"


def test_an_empty_picture_is_like_no_other(session: Session) -> None:
    case = a_case(session, 12)
    empty = [saved(opened(sample("chatnest-taunts-1.png")).resize((n, n)).point(lambda _: 7), "PNG") for n in (90, 99)]
    exhibits = [attached(session, case, each) for each in empty]
    assert find_alike(session, exhibits[0].id) == ()
