"""A school changes its guidance: with a reason, checked, readable afterwards, and never against a child's safety."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from dslapp.content.library import load_library
from dslapp.domain.guidance.flows import Action
from dslapp.domain.guidance.route import GuidanceAnswer
from dslapp.domain.own_guidance.local_rows import LocalRow
from dslapp.domain.problems import NotAllowed, UserProblem
from dslapp.domain.statements import Stated
from dslapp.services.guidance.answer_guidance import answer_step, open_route
from dslapp.services.guidance.change_guidance import (
    GuidanceRefused,
    change_row,
    change_rows,
    keep_own_row,
    switch_editing,
    take_in_folder,
    withdraw_row,
    withdraw_rows,
    write_folder,
)
from dslapp.services.guidance.own_guidance import RowChange, preview, read_own_guidance, row_history
from dslapp.services.session import Session
from tests.casebooks import DSL
from tests.cases import bare_case

replace = msgspec.structs.replace
WHY = "Agreed with the governors on 20 November."


@pytest.fixture
def editing(session: Session) -> Session:
    """The DSL's casebook, in which the guidance may be changed."""
    switch_editing(session, on=True)
    return session


def shipped(flow: str, step: str) -> Any:
    return load_library().guidance.flows[flow].by_id[step]


def safe_place() -> Any:
    return replace(shipped("nudes", "device"), text="Put the device into the head's safe.")


def edition(session: Session, flow: str = "nudes") -> str:
    return session.library.guidance.flows[flow].edition


def test_a_change_holds_at_once_and_after_the_next_unlock(
    editing: Session, unlock_as: Callable[[str], Session]
) -> None:
    change_row(editing, "nudes", "device", safe_place(), WHY)
    for session in (editing, unlock_as(DSL)):
        assert session.library.guidance.flows["nudes"].by_id["device"].text == "Put the device into the head's safe."
        assert edition(session) == f"{session.shipped.guidance.flows['nudes'].edition} + school, 13 Nov 2026"
        assert session.shipped.guidance.flows["nudes"].by_id["device"] == shipped("nudes", "device")


def test_nothing_is_changed_until_it_is_switched_on(session: Session) -> None:
    with pytest.raises(UserProblem, match="switched off"):
        change_row(session, "nudes", "device", safe_place(), WHY)


def test_what_was_changed_holds_also_after_it_is_switched_off(editing: Session) -> None:
    change_row(editing, "nudes", "device", safe_place(), WHY)
    switch_editing(editing, on=False)
    assert "school" in edition(editing)


def test_a_change_demands_a_reason(editing: Session) -> None:
    with pytest.raises(UserProblem) as refused:
        change_row(editing, "nudes", "device", safe_place(), "  ")
    assert refused.value.field == "reason"
    assert editing.casebook.select(LocalRow) == []


def test_the_headteacher_reads_the_changes_and_makes_none(
    editing: Session, head_session: Callable[[], Session]
) -> None:
    change_row(editing, "nudes", "device", safe_place(), WHY)
    head = head_session()
    assert [change.row for change in read_own_guidance(head).changes] == ["device"]
    with pytest.raises(NotAllowed):
        change_row(head, "nudes", "device", safe_place(), WHY)
    with pytest.raises(NotAllowed):
        switch_editing(head, on=False)


def test_a_change_that_cannot_be_followed_is_refused_and_named(editing: Session) -> None:
    with pytest.raises(GuidanceRefused) as refused:
        change_row(editing, "nudes", "device", replace(shipped("nudes", "device"), next="nowhere"), WHY)
    assert "nudes.yaml, step “device”: leads to “nowhere”, which does not exist. Mend the link." in str(refused.value)
    assert editing.casebook.select(LocalRow) == []
    assert "school" not in edition(editing)


def test_the_ban_on_files_cannot_be_edited_away(editing: Session) -> None:
    flow, step = next(
        (name, step)
        for name, flow in load_library().guidance.flows.items()
        for step in flow.steps
        if any(lock.what == "evidence_files" and lock.until == "never" for lock in step.locks)
    )
    with pytest.raises(GuidanceRefused, match="a sexual image can never be kept here"):
        change_row(editing, flow, step.id, replace(step, locks=()), WHY)


def test_the_list_says_what_was_changed_by_whom_when_and_why(editing: Session) -> None:
    change_row(editing, "nudes", "device", safe_place(), WHY)
    (change,) = read_own_guidance(editing).changes
    assert (change.kind, change.file_title, change.who, change.reason) == (
        "Changed", "Nudes and semi-nudes of under-18s", DSL, WHY,
    )  # fmt: skip
    (part,) = change.differences
    assert part.part == "What it says"
    assert "".join(piece.text for piece in part.pieces if piece.kind != "put in") == shipped("nudes", "device").text
    assert "".join(piece.text for piece in part.pieces if piece.kind != "taken out") == change.title


def test_going_back_keeps_the_history(editing: Session) -> None:
    change_row(editing, "nudes", "device", safe_place(), WHY)
    withdraw_row(editing, "nudes", "device", "The safe is gone.")
    assert edition(editing) == load_library().guidance.flows["nudes"].edition
    assert read_own_guidance(editing).changes == ()
    back, changed = row_history(editing, "nudes", "device")
    assert (back.what, back.reason, back.who) == ("Went back to the shipped text", "The safe is gone.", DSL)
    assert (changed.what, changed.reason) == ("Changed it", WHY)
    assert [(d.old, d.new) for d in changed.differences] == [(shipped("nudes", "device").text, safe_place().text)]
    assert [(d.old, d.new) for d in back.differences] == [(safe_place().text, shipped("nudes", "device").text)]
    change_row(editing, "nudes", "device", safe_place(), "It is back.")
    assert len(editing.casebook.select(LocalRow)) == 1


def test_a_step_of_the_schools_own_comes_and_goes_together_with_the_way_to_it(editing: Session) -> None:
    ours = Action(
        id="our-head", text="Tell the head.", why="They stand in.", sources=("practice",), next="refer-police"
    )
    before = replace(shipped("nudes", "adult-stop"), next="our-head")
    with pytest.raises(GuidanceRefused, match="cannot be reached"):
        change_row(editing, "nudes", "our-head", ours, WHY)
    change_rows(editing, [RowChange("nudes", "our-head", ours), RowChange("nudes", "adult-stop", before)], WHY)
    assert "our-head" in editing.library.guidance.flows["nudes"].by_id
    with pytest.raises(GuidanceRefused, match="our-head"):
        withdraw_row(editing, "nudes", "our-head", "No longer.")
    withdraw_rows(editing, [("nudes", "our-head"), ("nudes", "adult-stop")], "No longer.")
    assert "our-head" not in editing.library.guidance.flows["nudes"].by_id


def test_a_contact_can_be_put_right(editing: Session) -> None:
    posh = next(contact for contact in load_library().contacts.national if contact.key == "posh")
    change_row(editing, "contacts", "posh", replace(posh, phone="01632 960999"), "Their new number.")
    assert "01632 960999" in editing.library.contacts.labels["posh"]


def test_999_cannot_be_changed(editing: Session) -> None:
    emergency = next(contact for contact in load_library().contacts.national if contact.key == "police_999")
    with pytest.raises(GuidanceRefused, match="Keep 999"):
        change_row(editing, "contacts", "police_999", replace(emergency, phone="998"), WHY)


def test_trying_a_change_saves_nothing(editing: Session) -> None:
    before = editing.casebook.head
    tried = preview(read_own_guidance(editing), [RowChange("nudes", "device", safe_place())])
    assert tried.faults == ()
    assert tried.library.guidance.flows["nudes"].by_id["device"] == safe_place()
    assert editing.casebook.head == before
    assert "school" not in edition(editing)


def test_the_folder_brings_the_same_guidance_into_another_casebook(editing: Session, tmp_path: Path) -> None:
    change_row(editing, "nudes", "device", safe_place(), WHY)
    posh = next(contact for contact in load_library().contacts.national if contact.key == "posh")
    change_row(editing, "contacts", "posh", replace(posh, phone="01632 960999"), "Their new number.")
    folder = tmp_path / "ours"
    folder.mkdir()
    assert {path.name for path in write_folder(editing, folder)} == {"nudes.yaml", "contacts.yaml"}
    withdraw_rows(editing, [("nudes", "device"), ("contacts", "posh")], "To begin anew.")
    assert take_in_folder(editing, folder, "As the trust has it.") == 2
    assert editing.library.guidance.flows["nudes"].by_id["device"] == safe_place()
    assert "01632 960999" in editing.library.contacts.labels["posh"]
    assert take_in_folder(editing, folder, "Once more.") == 0
    with pytest.raises(UserProblem, match="already a file"):
        write_folder(editing, folder)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("flow: nudes\nsteps:\n  - id: device\n    type: action\n    tekst: x\n", "nudes.yaml, step “device”: Object"),
        ("flow: nudes\nsteps: [\n", "nudes.yaml: is not YAML"),
        ("flow: nudes\nsteps:\n  - {id: device, type: action, text: x, next: nowhere}\n", "step “device”: leads to"),
        ("flow: nudes\ntaken_out:\n  - {id: refer-police}\n", "step “refer-police”: cannot be taken out"),
        ("flow: nudes\nrank: 1\n", "nudes.yaml: holds “rank”"),
    ],
    ids=["unknown field", "not YAML", "astray", "mandatory step taken out", "the flow itself"],
)
def test_a_folder_with_a_fault_is_refused_naming_file_step_and_mend(
    editing: Session, tmp_path: Path, content: str, said: str
) -> None:
    (tmp_path / "nudes.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(GuidanceRefused) as refused:
        take_in_folder(editing, tmp_path, WHY)
    assert said in str(refused.value)
    assert editing.casebook.select(LocalRow) == []


def newer(session: Session, text: str) -> None:
    """As if the program had been updated: the shipped step reads otherwise from now on."""
    library = load_library()
    nudes = library.guidance.flows["nudes"]
    steps = tuple(replace(step, text=text) if step.id == "device" else step for step in nudes.steps)
    flows = {**library.guidance.flows, "nudes": replace(nudes, steps=steps, edition="2027.1")}
    library.__dict__["guidance"] = replace(library.guidance, flows=flows)
    object.__setattr__(session, "shipped", library)
    session.renew_library()


def test_after_an_update_the_schools_text_holds_until_somebody_compares(editing: Session) -> None:
    change_row(editing, "nudes", "device", safe_place(), WHY)
    newer(editing, "Leave the device. Ring 101 before you touch it.")
    own = read_own_guidance(editing)
    assert editing.library.guidance.flows["nudes"].by_id["device"].text == safe_place().text
    assert edition(editing) == "2027.1 + school, 13 Nov 2026"
    assert own.to_compare == 1
    (change,) = own.changes
    assert change.flag == "shipped text changed"
    assert [(d.old, d.new) for d in change.shipped_differences] == [
        (shipped("nudes", "device").text, "Leave the device. Ring 101 before you touch it.")
    ]
    keep_own_row(editing, "nudes", "device", "Ours says the same.")
    assert read_own_guidance(editing).to_compare == 0
    assert row_history(editing, "nudes", "device")[0].what == "Kept the school's text after the shipped one changed"


def test_an_answer_keeps_the_edition_in_which_it_was_asked(editing: Session) -> None:
    incident = bare_case(editing)
    open_route(editing, incident, "nudes")
    change_row(editing, "nudes", "stop", replace(shipped("nudes", "stop"), text="Stop here."), WHY)
    told = {field.id: Stated(text="The child.") for field in shipped("nudes", "stop").record}
    answer_step(editing, incident, "stop", (), told)
    (kept,) = editing.casebook.of_incident(GuidanceAnswer, incident)
    assert kept.question.startswith("Stop here.")
    assert kept.edition.endswith("+ school, 13 Nov 2026")
    withdraw_row(editing, "nudes", "stop", "Back.")
    (after,) = editing.casebook.of_incident(GuidanceAnswer, incident)
    assert after == kept
