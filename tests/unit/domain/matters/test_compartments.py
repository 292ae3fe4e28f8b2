"""In which casebook a concern may be written: the whole table, and the rows that people will ask about."""

from collections.abc import Iterator
from itertools import chain, combinations, product
from typing import get_args

import pytest

from dslapp.domain.case.incident import AboutWhom, AdultHere, SafetyAnswers
from dslapp.domain.matters.compartments import Compartment, Opener, Places, Subject, places, places_for_note, subject_of
from dslapp.domain.names import may_be_same_person, may_have_initials
from dslapp.domain.school import Holds, Role

HEAD, CHAIR = "Mrs R. Quillan", "Mr P. Vane"
JO, QUILLAN, VANE, LEAD = (
    Opener("dsl", "Jo Hartsedge", "JH"),
    Opener("headteacher", HEAD, "RQ"),
    Opener("chair_of_governors", CHAIR, "PV"),
    Opener("case_manager", "Kit Marlowe", "KM"),
)
PUPILS = Compartment("p", "Thornmoss – pupils", "pupils", (JO, QUILLAN))
STAFF = Compartment("s", "Thornmoss – staff", "staff", (Opener("headteacher", initials="RQ"),))
CHAIRS = Compartment("h", "Thornmoss – chair", "head", (Opener("chair_of_governors", initials="PV"),))


def about(who: AboutWhom, *names: str, adult_here: AdultHere = "accused") -> Subject:
    safety = SafetyAnswers(danger="no", image="no", adult_here=adult_here)
    return subject_of(safety, who, names, headteacher=HEAD, chair=CHAIR, dsls=["Jo Hartsedge"])


def where(found: Places) -> tuple[str, ...]:
    """The casebooks that are offered, in order; "here" for the one that is open."""
    return (*(["here"] if found.here else []), *(place.casebook for place in found.elsewhere))


@pytest.mark.parametrize(
    ("who", "names", "offered"),
    [
        ("", (), ("h",)),  # accused, and nobody says who: it could be the head
        ("staff", (), ("s", "h")),
        ("", ("Mr Cole Brandt",), ("s", "h")),
        ("staff", ("Jo Hartsedge",), ("s", "h")),
        ("dsl", (), ("s", "h")),
        ("", ("Jo Hartsedge",), ("s", "h")),
        ("head", (), ("h",)),
        ("", ("Mrs Quillan",), ("h",)),
        ("staff", ("Quillan, Rose",), ("h",)),
        ("chair", (), ("s",)),
        ("", ("Mr Vane",), ("s",)),
        ("not known", (), ("h",)),
        ("not known", ("Mr Cole Brandt",), ("h",)),
        ("head", ("Mr P. Vane",), ()),  # both: nobody in the school is left but the LADO
    ],
)
def test_from_the_pupils_casebook_with_both_others_known(
    who: AboutWhom, names: tuple[str, ...], offered: tuple[str, ...]
) -> None:
    assert where(places(PUPILS, [CHAIRS, STAFF], about(who, *names))) == offered


@pytest.mark.parametrize("adult_here", ["none", "targeted", ""])
def test_what_is_about_no_adult_here_stays(adult_here: AdultHere) -> None:
    found = places(PUPILS, [STAFF, CHAIRS], about("", "Mrs Quillan", adult_here=adult_here))
    assert where(found) == ("here",)


@pytest.mark.parametrize("adult_here", ["accused", "both", "unsure"])
def test_not_sure_counts_as_yes(adult_here: AdultHere) -> None:
    assert places(PUPILS, [], about("head", adult_here=adult_here)).belongs_elsewhere


def test_a_staff_concern_stays_restricted_while_the_school_has_no_other_casebook() -> None:
    found = places(PUPILS, [], about("", "Mr Cole Brandt"))
    assert found.here is not None
    assert "restricted" in found.here.reason
    assert where(places(PUPILS, [CHAIRS], about("", "Mr Cole Brandt"))) == ("here", "h"), "the chair's is for the head"
    assert where(places(PUPILS, [CHAIRS], about("", "Jo Hartsedge"))) == ("h",)


@pytest.mark.parametrize("who", ["dsl", "head", "chair", "not known"])
def test_nothing_else_stays_even_when_no_other_casebook_is_known(who: AboutWhom) -> None:
    assert where(places(PUPILS, [], about(who))) == ()


def test_the_casebook_in_which_it_belongs_keeps_it() -> None:
    staff = STAFF._replace(openers=(QUILLAN,))
    assert where(places(staff, [PUPILS, CHAIRS], about("", "Mr Cole Brandt"))) == ("here", "h")
    chairs = CHAIRS._replace(openers=(VANE,))
    assert where(places(chairs, [STAFF], about("head"))) == ("here",)


def test_a_member_by_another_role_is_known_by_name() -> None:
    """In a small school the head is the DSL, or a case manager is somebody's colleague."""
    both = PUPILS._replace(openers=(Opener("dsl", HEAD, "RQ"),))
    assert places(both, [], about("head")).belongs_elsewhere
    managed = STAFF._replace(openers=(LEAD,))
    assert places(managed, [], about("staff", "K. Marlowe")).belongs_elsewhere
    assert not places(managed, [], about("staff", "T. Marlowe")).belongs_elsewhere


def test_the_dsl_may_manage_cases_in_another_casebook() -> None:
    managed = STAFF._replace(openers=(Opener("case_manager", initials="JH"),))
    assert where(places(PUPILS, [managed, CHAIRS], about("dsl"))) == ("h",)


def test_of_another_casebook_the_initials_are_enough_to_refuse_it() -> None:
    managed = STAFF._replace(openers=(Opener("case_manager", initials="CB"),))
    found = places(PUPILS, [managed], about("", "Mr Cole Brandt"))
    assert [place.casebook for place in found.refused] == ["s"]
    assert "Case manager CB" in found.refused[0].reason


def test_who_is_the_dsl_in_one_casebook_is_known_by_initials_in_another() -> None:
    """Before anything is unlocked nobody's name is known."""
    pupils = PUPILS._replace(openers=(Opener("dsl", initials="JH"), Opener("headteacher", initials="RQ")))
    managed = STAFF._replace(openers=(Opener("case_manager", initials="JH"),))
    assert [place.casebook for place in places_for_note([pupils, managed, CHAIRS], note_about("dsl")).elsewhere] == [
        "h"
    ]
    chairs = CHAIRS._replace(openers=(Opener("case_manager", initials="RQ"),))
    assert places_for_note([pupils, chairs], note_about("head")).elsewhere == ()


def note_about(who: AboutWhom, *names: str) -> Subject:
    return subject_of(SafetyAnswers(adult_here="accused"), who, names)


@pytest.mark.parametrize(
    ("who", "names", "offered"),
    [
        ("staff", ("Mr Cole Brandt",), ["s", "h"]),
        ("dsl", (), ["s", "h"]),
        ("head", (), ["h"]),
        ("chair", (), []),
        ("not known", (), ["h"]),
    ],
)
def test_for_whom_a_note_may_be_left(who: AboutWhom, names: tuple[str, ...], offered: list[str]) -> None:
    pupils = PUPILS._replace(openers=(Opener("dsl", initials="JH"), Opener("headteacher", initials="RQ")))
    managed = STAFF._replace(
        openers=(Opener("case_manager", initials="PV"), Opener("chair_of_governors", initials="PV"))
    )
    found = places_for_note([CHAIRS, managed, pupils], note_about(who, *names))
    assert [place.casebook for place in found.elsewhere] == offered
    assert not found.here


def test_a_note_about_a_child_is_for_the_pupils_casebook_first() -> None:
    assert [place.casebook for place in places_for_note([CHAIRS, STAFF, PUPILS], Subject()).elsewhere] == [
        "p",
        "s",
        "h",
    ]


def test_a_note_about_staff_goes_to_the_dsl_where_no_other_casebook_is_known() -> None:
    assert [place.casebook for place in places_for_note([PUPILS], note_about("staff")).elsewhere] == ["p"]
    assert places_for_note([PUPILS], note_about("staff", "Jo Hartsedge")).elsewhere == ()


def test_why_not_is_said() -> None:
    found = places(PUPILS, [STAFF], about("head"))
    assert [(place.casebook, place.reason) for place in found.refused] == [
        ("p", "Mrs R. Quillan can open it, and this is about them or may be."),
        ("s", "Headteacher RQ can open it, and this is about them or may be."),
    ]


def openers() -> Iterator[tuple[Opener, ...]]:
    everybody = (JO, QUILLAN, VANE, LEAD, Opener("deputy_dsl", initials="SO"))
    return chain.from_iterable(combinations(everybody, size) for size in range(1, 4))


NAMES: tuple[tuple[str, ...], ...] = ((), ("Jo Hartsedge",), ("Mrs Quillan",), ("P. Vane",), ("Kit",), ("Cole Brandt",))
IS: dict[AboutWhom, frozenset[Role]] = {
    "dsl": frozenset({"dsl", "deputy_dsl"}), "head": frozenset({"headteacher"}),
    "chair": frozenset({"chair_of_governors"}), "not known": frozenset({"headteacher", "dsl", "deputy_dsl"}),
}  # fmt: skip


def test_nobody_is_offered_a_casebook_that_whom_it_is_about_can_open() -> None:
    """Every way in which a casebook can be opened, whoever it is about, whatever it holds, beside any other one."""
    abouts: tuple[AboutWhom, ...] = get_args(AboutWhom)
    kinds: tuple[Holds, ...] = get_args(Holds)
    seen = 0
    accused: tuple[AdultHere, ...] = ("accused", "both", "unsure")
    for adult_here, who, names, holds, other_holds in product(accused, abouts, NAMES, kinds, kinds):
        subject = about(who, *names, adult_here=adult_here)
        for here_openers in openers():
            here = Compartment("here", "Here", holds, here_openers)
            other = Compartment("other", "Other", other_holds, here_openers[::-1])
            chairs = Compartment("chairs", "The chair's", "head", (Opener("chair_of_governors", initials="PV"),))
            found = places(here, [other, chairs], subject)
            offered = [*([found.here] if found.here else []), *found.elsewhere]
            for place in offered:
                taken = next(each for each in (here, other, chairs) if each.casebook == place.casebook)
                parties = set(subject.about)
                for opener in taken.openers:
                    assert not any(opener.role in IS.get(party, frozenset()) for party in parties), (subject, taken)
                    for name in names:
                        assert not may_be_same_person(name, opener.name), (subject, taken)
                        assert opener.name or not may_have_initials(name, opener.initials), (subject, taken)
                if "head" in parties:
                    assert taken.holds == "head"
                    assert all(not may_be_same_person(HEAD, opener.name) for opener in taken.openers)
            assert all(place.reason for place in (*offered, *found.refused))
            assert {place.casebook for place in (*offered, *found.refused)} == {"here", "other", "chairs"}
            seen += 1
    assert seen > 20_000


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Mrs Quillan", "Mrs R. Quillan", True),
        ("Rose Quillan", "Mrs R. Quillan", True),
        ("T. Quillan", "Mrs R. Quillan", False),
        ("Quillan, Rose", "Mrs R. Quillan", True),
        ("mrs quillan", "Mrs R. QUILLAN", True),
        ("Jo", "Jo Hartsedge", True),
        ("Sam Ottrell", "Samuel Ottrell", True),
        ("Zofia Wojcik", "Zofia Wójcik", True),
        ("Anna Lisle-Ferris", "Anna Lisle", True),
        ("Mr Cole Brandt", "Mrs R. Quillan", False),
        ("", "Mrs R. Quillan", False),
        ("Mr", "Mr P. Vane", False),
    ],
)
def test_two_names_that_may_be_one_person(one: str, other: str, same: bool) -> None:
    assert may_be_same_person(one, other) is same
    assert may_be_same_person(other, one) is same
