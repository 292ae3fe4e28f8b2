"""The history in words: who changed what, old text beside new, and who looked."""

import msgspec

from dslapp.domain.case.case_file import EarlierIncident
from dslapp.domain.case.history_words import FieldChange, changed_since, history_in_words
from dslapp.domain.case.incident import Risk
from dslapp.domain.entity import ExhibitId
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit, ExhibitText
from dslapp.domain.school import Access
from dslapp.domain.statements import When
from tests.unit.domain.cases import CASE, FRIDAY, JO, case_file, incident, saved


def test_a_change_shows_old_and_new_words_and_the_reason() -> None:
    before = incident()
    after = msgspec.structs.replace(
        before, summary="Ellis and Mia are told so.", occurred=When(precision="exact", start=FRIDAY)
    )
    history = (saved(before), saved(after, seq=2, number=2, reason="Mia came too."))
    newest = history_in_words(case_file(incident=after, history=history))[0]
    assert (newest.who, newest.kind, newest.reason) == ("Jo Hartsedge", "changed", "Mia came too.")
    assert newest.changes == (
        FieldChange(field="When it happened", old="", new="Friday 13 November 2026, 16:50 GMT"),
        FieldChange(field="What happened", old=before.summary, new="Ellis and Mia are told so."),
    )


def test_a_field_inside_a_group_is_named_with_its_group() -> None:
    after = incident(risk=Risk(safe_today="Seen at 15:40."))
    changes = history_in_words(case_file(history=(saved(incident()), saved(after, seq=2, number=2))))[0].changes
    assert [change.field for change in changes] == ["The risks: safe today"]


def test_ids_and_answers_are_said_in_words() -> None:
    other = EarlierIncident(incident=incident(id="other", ref="OSI-2026-0003"))
    after = incident(linked_incidents=("other",), risk=Risk(self_harm="unsure"))
    case = case_file(history=(saved(incident()), saved(after, seq=2, number=2)), earlier=(other,))
    assert [change.new for change in history_in_words(case)[0].changes] == ["Not sure", "OSI-2026-0003"]


def test_the_first_version_is_an_addition_without_changes() -> None:
    only = history_in_words(case_file(history=(saved(incident()),)))[0]
    assert (only.kind, only.what, only.changes) == ("written", "Added the incident", ())


def test_who_looked_and_who_copied_stands_in_it() -> None:
    looked = Access(id="1", what="viewed", incident_id=CASE)
    copied = Access(id="2", what="copied", incident_id=CASE, detail="summary")
    lines = history_in_words(case_file(history=(saved(looked), saved(copied, seq=2))))
    assert [(line.kind, line.what) for line in lines] == [
        ("looked", "Copied text: summary"),
        ("looked", "Looked at the case"),
    ]


def test_what_an_exhibit_brings_with_it_is_not_counted_as_a_change() -> None:
    exhibit = Exhibit(
        id="x", incident_id=CASE, ref="JH/10", producer="JH", number=10, attached_at=FRIDAY, attached_by=JO
    )
    of = ExhibitId(exhibit.id)
    brought = (
        exhibit,
        CustodyEvent(id="c", incident_id=CASE, exhibit_id=of, at=FRIDAY, what="attached", by=JO),
        ExhibitText(id="t", incident_id=CASE, exhibit_id=of, how="text of the file", text="Dear Ms Hart"),
    )
    history = tuple(saved(each, seq=number) for number, each in enumerate(brought, 5))
    assert changed_since(case_file(history=history), 4) == ("1 exhibit (JH/10)",)
