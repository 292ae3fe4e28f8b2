"""Search in long texts and among hidden exhibits: quick at every key, and nothing of what is hidden is shown."""

from time import process_time

import msgspec
import pytest

from dslapp.domain.entity import ExhibitId, IncidentId, new_id
from dslapp.domain.evidence.exhibits import Exhibit, ExhibitText
from dslapp.services.case.search_everything import around, search_everything
from dslapp.services.session import Session
from tests.cases import bare_case


def exhibit_of(session: Session, case: str, number: int, **more: object) -> Exhibit:
    made = Exhibit(
        id=new_id(), incident_id=IncidentId(case), ref=f"JH/{number}", producer="Jo Hartsedge", number=number,
        exhibit_kind="not here yet", attached_at=session.clock(), attached_by="Jo Hartsedge",
    )  # fmt: skip
    made = msgspec.structs.replace(made, **more)
    session.casebook.commit([made])
    return made


def words_of_file(session: Session, exhibit: Exhibit, text: str) -> None:
    session.casebook.commit(
        [
            ExhibitText(
                id=new_id(), incident_id=exhibit.incident_id, exhibit_id=ExhibitId(exhibit.id),
                how="text of the file", text=text,
            )
        ]
    )  # fmt: skip


def test_a_word_at_the_end_of_a_chat_of_years_is_shown_at_once() -> None:
    text = "Zofia Wójcik 😂 wrote " * 9_500 + "quagmire."
    assert len(text) > 199_000
    began = process_time()
    for _ in range(10):
        before, match, after = around(text, ["quag"])
    assert process_time() - began < 1.0
    assert (match, after) == ("quag", "mire.")
    assert before.endswith("wrote ")


@pytest.mark.parametrize("place", range(7_990, 8_010))
def test_a_word_is_found_wherever_in_a_long_text_it_stands(place: int) -> None:
    text = "é" * (place - 1) + " Wójcik " + "x" * 9_000
    assert around(text, ["wojcik"])[1] == "Wójcik"
    assert around(text, ["ojcik"])[1] == ""


def test_nothing_that_was_said_of_a_hidden_exhibit_is_shown(session: Session) -> None:
    case = bare_case(session)
    shown = exhibit_of(session, case, 1, description="A zebra on the wall.")
    hidden = exhibit_of(session, case, 2, description="A zebra at night.", shut_away_by="Jo Hartsedge", withdrawn=True)
    words_of_file(session, hidden, "a zebra again")
    assert [hit.entity_id for hit in search_everything(session, "zebra")] == [shown.id]


def test_hidden_exhibits_take_no_room_from_what_may_be_shown(session: Session) -> None:
    case = bare_case(session)
    shown = exhibit_of(session, case, 1, description="A zebra on the wall.")
    for number in range(2, 6):
        exhibit_of(session, case, number, description="A zebra.", shut_away_by="Jo Hartsedge", withdrawn=True)
    assert [hit.entity_id for hit in search_everything(session, "zebra", limit=2)] == [shown.id]
