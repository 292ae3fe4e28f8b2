"""What is said in a recording, written down: whose words they are, who may, and that they go when it is purged."""

from collections.abc import Callable

import msgspec
import pytest

from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.exhibits import Exhibit, ExhibitText
from dslapp.domain.evidence.written_down import LONGEST, can_be_written_down, whose_words
from dslapp.domain.problems import NotAllowed, UserProblem
from dslapp.services.case.keep_draft import keep_form
from dslapp.services.case.read_case import read_case
from dslapp.services.case.search_everything import search_everything
from dslapp.services.exhibits.answer_exhibit import withdraw_exhibit
from dslapp.services.exhibits.write_down import write_down
from dslapp.services.intake.attach_evidence import NOTHING_ANSWERED, attach_file
from dslapp.services.purge.purge_exhibit import purge_exhibit
from dslapp.services.session import Session
from tests.cases import bare_case
from tests.purges import POLICE, found_in
from tests.sounds import voice_message

SAID = "A boy’s voice: “Don’t come on Monday.”"


class _Draft(msgspec.Struct):
    subject_id: str
    text: str


def recorded(session: Session) -> Exhibit:
    case = bare_case(session)
    return attach_file(session, case, voice_message(), NOTHING_ANSWERED, image_answer="no", name="PTT.opus")


def test_the_words_say_whose_they_are_and_the_old_ones_stay_in_the_history(session: Session) -> None:
    exhibit = recorded(session)
    assert can_be_written_down(exhibit)
    first = write_down(session, exhibit.id, f"  {SAID} ")
    assert first.text == SAID
    assert whose_words(first).startswith("Written down by Jo Hartsedge, Friday 13 November 2026")
    with pytest.raises(UserProblem, match="changing what was written"):
        write_down(session, exhibit.id, "A girl’s voice.")
    second = write_down(session, exhibit.id, "A girl’s voice.", reason="Heard again.")
    versions = [each.entity for each in session.casebook.history(entity_id=first.id)]
    assert [each.text for each in versions if isinstance(each, ExhibitText)] == [SAID, "A girl’s voice."]
    assert write_down(session, exhibit.id, "A girl’s voice.") == second, "nothing new is nothing to save"


def test_there_is_nothing_to_write_without_words_or_without_the_exhibit(
    session: Session, head_session: Callable[[], Session]
) -> None:
    exhibit = recorded(session)
    with pytest.raises(UserProblem, match="who speaks"):
        write_down(session, exhibit.id, " ")
    withdraw_exhibit(session, exhibit.id, because="It belongs elsewhere.")
    with pytest.raises(UserProblem, match="not here any more"):
        write_down(session, exhibit.id, SAID)
    with pytest.raises(NotAllowed):
        write_down(head_session(), exhibit.id, SAID)


def test_what_was_written_down_and_typed_goes_with_what_is_purged(session: Session) -> None:
    exhibit = recorded(session)
    write_down(session, exhibit.id, "zzyspoken words " * 40)
    typed = _Draft(subject_id=exhibit.id, text="zzytyped words")
    keep_form(session, IncidentId(exhibit.incident_id), "written-down", typed, ref="OSI-2026-0001", title="Said")
    traces = {"written down": b"zzyspoken", "typed": b"zzytyped"}
    assert found_in(session.opened.folder, session.opened.keys, traces) == {"written down", "typed"}
    purge_exhibit(session, exhibit.id, POLICE)
    assert found_in(session.opened.folder, session.opened.keys, traces) == set()


def test_nothing_is_written_down_of_what_is_hidden_or_silent_nor_without_end(session: Session) -> None:
    exhibit = recorded(session)
    with pytest.raises(UserProblem, match="too long"):
        write_down(session, exhibit.id, "a" * (LONGEST + 1))
    write_down(session, exhibit.id, SAID)
    session.evidence.shut_away.add(exhibit.file_id)  # by the list alone
    with pytest.raises(UserProblem, match="hidden"):
        write_down(session, exhibit.id, "A girl’s voice.", reason="Heard again.")
    assert read_case(session, exhibit.incident_id).texts == ()
    assert search_everything(session, "Monday", limit=5) == []
    text = attach_file(session, exhibit.incident_id, b"some,words", NOTHING_ANSWERED, image_answer="no")
    with pytest.raises(UserProblem, match="no recording and no film"):
        write_down(session, text.id, SAID)
