"""Rows in words, and what differs between two of them."""

from itertools import pairwise

import msgspec
import pytest

from dslapp.content.guidance import load_library
from dslapp.content.library import load_library as load_everything
from dslapp.domain.guidance.checks import Finding
from dslapp.domain.guidance.flows import Action, Answer, Question
from dslapp.domain.own_guidance.local_changes import naming
from dslapp.domain.own_guidance.row_words import differences, row_parts, word_pieces
from dslapp.domain.own_guidance.step_editing import mend_in_words, new_id_for, step_in_words, way_choices


def marked(old: str, new: str) -> str:
    marks = {"same": "{}", "taken out": "[-{}-]", "put in": "{{+{}+}}"}
    return "".join(marks[piece.kind].format(piece.text) for piece in word_pieces(old, new))


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Ring the police.", "Ring the police.", "Ring the police."),
        ("Ring the police now.", "Ring 101 now.", "Ring [-the police-]{+101+} now."),
        ("", "Ring.", "{+Ring.+}"),
        ("Ring.", "", "[-Ring.-]"),
        ("One two three", "One three", "One [-two -]three"),
    ],
    ids=["same", "a phrase", "new", "gone", "a word less"],
)
def test_words_are_compared_by_phrases(old: str, new: str, shown: str) -> None:
    assert marked(old, new) == shown


def test_both_texts_can_be_read_from_the_pieces() -> None:
    steps = [step for flow in load_library().flows.values() for step in flow.steps]
    for before, after in pairwise(steps[:60]):
        pieces = word_pieces(before.text, after.text)
        assert "".join(piece.text for piece in pieces if piece.kind != "put in") == before.text
        assert "".join(piece.text for piece in pieces if piece.kind != "taken out") == after.text


def test_a_step_is_told_part_by_part_in_words() -> None:
    flows = load_everything()
    parts = row_parts(flows.guidance.flows["nudes"].by_id["adult"], naming(flows, "nudes"))
    assert parts["What it says"].startswith("Is an adult involved")
    assert parts["Answer “yes”"] == "Yes"
    assert parts["Answer “yes”: leads to"].startswith("“Nobody here looks at it")
    assert parts["Kind of step"] == "Question with one answer"


def test_only_what_differs_is_told() -> None:
    step = Question(
        id="q", text="Who?", answers=(Answer(id="a", label="A", next="x"), Answer(id="b", label="B", next="x"))
    )
    changed = msgspec.structs.replace(step, answers=(*step.answers, Answer(id="c", label="C", next="y")))
    assert [(part.part, part.old, part.new) for part in differences(step, changed)] == [
        ("Answer “c”", "", "C"),
        ("Answer “c”: leads to", "", "y"),
    ]


def test_an_id_is_made_of_words_and_never_twice() -> None:
    assert new_id_for("Tell the head, in person, today", ()) == "tell-the-head-in"
    assert new_id_for("Yes!", {"yes", "yes-2"}) == "yes-3"
    assert new_id_for("…", ()) == "own"


def test_a_way_is_chosen_by_words_and_never_leads_to_the_step_itself() -> None:
    flow = load_library().flows["nudes"]
    choices = dict(way_choices(flow, flow.by_id["adult"]))
    assert "adult" not in choices
    assert choices["adult-stop"].startswith("Stop: Nobody here looks at it")
    assert all(len(step_in_words(step)) <= 70 for step in flow.steps)


def test_a_fault_is_mended_in_the_form_and_not_in_a_file() -> None:
    def words(problem: str) -> tuple[str, str]:
        return mend_in_words(Finding(flow="nudes", step="adult", problem=problem, mend="Add `sources`."))

    assert words("has no source") == ("sources", "Say where the rule comes from: choose at least one source.")
    assert words("the answer “Yes” no longer leads to “Stop”")[0] == "answers"
    assert words("something else") == ("step", "Something else. Add `sources`.")


def test_an_action_has_one_way() -> None:
    assert row_parts(Action(id="ring", text="Ring.", next="end"))["Leads to"] == "end"
    assert row_parts(None) == {}
