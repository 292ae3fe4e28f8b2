"""The rest of a case: each form fills in what is still to do, keeps what is typed, and asks why when words change."""

from datetime import UTC, date, datetime

import msgspec
import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtWidgets import QLineEdit, QTimeEdit
from pytestqt.qtbot import QtBot

from dslapp.content.library import load_library
from dslapp.domain.case.incident import Incident
from dslapp.domain.case.people import Account, Involvement, Person
from dslapp.domain.entity import IncidentId
from dslapp.gui.case_details.form import PartsForm
from dslapp.gui.case_details.matrix_form import MatrixForm
from dslapp.gui.case_details.page import CaseDetailsPage
from dslapp.gui.case_details.people_form import PeopleForm
from dslapp.gui.desk import Desk
from dslapp.gui.routes import DetailsForm, Route, ToCase, ToCaseDetails
from dslapp.services.case.keep_draft import drafts
from dslapp.services.case.log_incident import log_incident
from tests.cases import ex_pupil_taunts
from tests.gui.accessibility import assert_accessible
from tests.gui.case_details.conftest import Opens
from tests.gui.log_incident.hand import Hand

FORMS: tuple[DetailsForm, ...] = ("times", "words", "people", "matrix", "risk", "voice")


def parts(page: CaseDetailsPage) -> PartsForm:
    assert isinstance(page.form, PartsForm)
    return page.form


def stored(desk: Desk, incident: Incident) -> Incident:
    return desk.tasks.on_casebook(lambda: desk.session.casebook.get(Incident, incident.id))


def saved(qtbot: QtBot, page: CaseDetailsPage) -> Route:
    routes: list[Route] = []
    page.go.connect(routes.append)
    page.save()
    qtbot.waitUntil(lambda: bool(routes))
    page.go.disconnect()
    return routes[0]


def test_what_is_still_to_do_is_filled_in_without_a_reason(
    qtbot: QtBot, opens: Opens, desk: Desk, incident: Incident
) -> None:
    page, hand = opens("words"), Hand()
    hand.click(parts(page).parts["exact_words"].control)
    hand.type("nobody wants you 🙃 niemand, نہیں")
    assert not page.reason.isVisible()
    assert saved(qtbot, page) == ToCase(IncidentId(incident.id))
    assert stored(desk, incident).exact_words == "nobody wants you 🙃 niemand, نہیں"


def test_quoted_words_are_taken_over_as_what_was_written_not_as_the_childs(qtbot: QtBot, opens: Opens) -> None:
    page, hand = opens("words"), Hand()
    hand.click(page.form.take)  # type: ignore[attr-defined]  # the words form
    assert parts(page).parts["words_used"].value() == "nobody wants you"
    assert parts(page).parts["exact_words"].value() == ""


def test_changing_what_was_written_asks_why(qtbot: QtBot, opens: Opens, desk: Desk, incident: Incident) -> None:
    page, hand = opens("words"), Hand()
    hand.click(parts(page).parts["summary"].control)
    hand.type("Once more: ")
    assert page.reason.isVisible()
    page.save()
    qtbot.waitUntil(lambda: bool(page.reason.error()))
    assert stored(desk, incident) == incident
    hand.type("Ellis showed me another message.")
    saved(qtbot, page)
    assert "Once more: " in stored(desk, incident).summary
    versions = desk.tasks.on_casebook(lambda: desk.session.casebook.history(entity_id=incident.id))
    assert versions[-1].reason == "Ellis showed me another message."


def test_a_time_that_happened_twice_is_asked_about(qtbot: QtBot, opens: Opens, desk: Desk, incident: Incident) -> None:
    page, hand = opens("times"), Hand()
    when = parts(page).parts["occurred"]
    hand.click(when.when.precision.button("exact"))  # type: ignore[attr-defined]  # the part for a When
    when.when.start.set_moment(datetime(2026, 10, 25, 12, tzinfo=UTC))  # type: ignore[attr-defined]
    when.findChildren(QTimeEdit)[0].setTime(QTime(1, 30))
    page.save()
    assert "BST" in when.error()
    hand.click(when.when.start.which.button("second"))  # type: ignore[attr-defined]
    saved(qtbot, page)
    assert stored(desk, incident).occurred.start == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_typing_is_kept_and_comes_back(qtbot: QtBot, opens: Opens, desk: Desk, incident: Incident) -> None:
    page, hand = opens("voice"), Hand()
    hand.click(parts(page).parts["voice.wishes"].control)
    hand.type("wants it to stop")
    with qtbot.waitSignal(page.keeper.kept):
        page.leave()
    (draft,) = desk.tasks.on_casebook(drafts, desk.session)
    assert (draft.headline, draft.form) == (f"{incident.ref}: The child’s voice", "voice")

    opens("times")
    page = opens("voice")
    assert parts(page).parts["voice.wishes"].value() == "wants it to stop"
    assert "Restored from" in page.notice.accessibleName()
    saved(qtbot, page)
    assert stored(desk, incident).voice.wishes == "wants it to stop"
    assert desk.tasks.on_casebook(drafts, desk.session) == ()


def test_kept_words_can_be_thrown_away(qtbot: QtBot, opens: Opens, desk: Desk) -> None:
    page, hand = opens("voice"), Hand()
    hand.click(parts(page).parts["voice.wishes"].control)
    hand.type("wrong case")
    with qtbot.waitSignal(page.keeper.kept):
        page.leave()
    page = opens("voice")
    hand.click(page.discard)
    qtbot.waitUntil(lambda: page.ready and parts(page).parts["voice.wishes"].value() == "")
    assert desk.tasks.on_casebook(drafts, desk.session) == ()


def test_the_matrix_derives_the_four_risks_and_asks_for_the_main_cell(
    qtbot: QtBot, opens: Opens, desk: Desk, incident: Incident
) -> None:
    page, hand = opens("matrix"), Hand()
    form = page.form
    assert isinstance(form, MatrixForm)
    hand.click(form.grid.button("contact-aggressive"))
    hand.click(form.grid.button("contact-commercial"))
    hand.click(form.grid.main_button("contact-aggressive"))
    hand.click(form.indicators.box("CRIM-09"))
    saved(qtbot, page)
    classed = stored(desk, incident).classification
    assert classed.cells == ("contact-commercial", "contact-aggressive")
    assert classed.primary_cell == "contact-aggressive"
    assert classed.kcsie_risks == ("contact", "commerce")
    assert classed.indicators == ("CRIM-09",)
    assert classed.mandatory_routes == ("csa-images",)


def test_acts_are_picked_under_the_caveat_that_others_decide(
    qtbot: QtBot, opens: Opens, desk: Desk, incident: Incident
) -> None:
    page, hand = opens("matrix"), Hand()
    form = page.form
    assert isinstance(form, MatrixForm)
    harassment = form.laws.box("Protection from Harassment Act 1997")
    assert "It is not a charge" in form.laws.caveat.accessibleName()
    assert not harassment.isVisible()
    hand.click(form.laws.more)
    hand.click(harassment)
    hand.click(form.laws.more)
    assert harassment.isVisible(), "what is ticked is always to be seen"
    saved(qtbot, page)
    assert stored(desk, incident).classification.possible_laws == ("Protection from Harassment Act 1997",)


def test_an_act_that_left_the_list_stays_ticked_in_the_case(qtbot: QtBot) -> None:
    library = load_library()
    form = MatrixForm(library.indicators, library.legislation)
    qtbot.addWidget(form)
    form.laws.show_acts(("An act of long ago",))
    assert form.laws.acts() == ("An act of long ago",)


def test_a_child_younger_than_the_site_allows_is_named_as_a_hint(qtbot: QtBot) -> None:
    library = load_library()
    form = MatrixForm(library.indicators, library.legislation, ("Mia K. was 9 on that day.",))
    qtbot.addWidget(form)
    assert "Mia K. was 9 on that day." in form.ages.accessibleName()


def test_the_caveat_stands_above_the_indicators(opens: Opens) -> None:
    page = opens("matrix")
    assert isinstance(page.form, MatrixForm)
    assert page.form.indicators.caveat.isVisible()
    assert "Not a finding that a crime was committed." in page.form.indicators.caveat.accessibleName()


def test_a_risk_of_self_harm_says_to_ring(opens: Opens) -> None:
    page, hand = opens("risk"), Hand()
    hand.click(parts(page).parts["risk.self_harm"].choices.button("unsure"))  # type: ignore[attr-defined]
    assert page.form.ring.isVisible()  # type: ignore[attr-defined]  # the risk form


def test_a_true_date_of_birth_is_asked_for_and_a_made_up_one_refused(
    qtbot: QtBot, opens: Opens, desk: Desk, involved: list[Involvement]
) -> None:
    page, hand = opens("people", involved[0].id), Hand()
    born = parts(page).parts["person.date_of_birth"]
    hand.click(born.control)
    hand.type("01/01/1900")
    page.save()
    assert "made-up" in born.error()
    born.control.clear()  # type: ignore[attr-defined]  # a line to type in
    hand.type("3 March 2014")
    saved(qtbot, page)
    (ellis,) = desk.tasks.on_casebook(desk.session.casebook.select, Person)
    assert ellis.date_of_birth == date(2014, 3, 3)


def test_parents_not_told_asks_for_the_reason_beside_the_question(
    qtbot: QtBot, opens: Opens, desk: Desk, involved: list[Involvement]
) -> None:
    page, hand = opens("parents", involved[0].id), Hand()
    told = parts(page).parts["involvement.parents_told"]
    hand.click(told.choices.button("no"))  # type: ignore[attr-defined]
    page.save()
    because = parts(page).parts["involvement.parents_not_told_because"]
    qtbot.waitUntil(lambda: bool(because.error()))
    hand.type("the police asked us to wait")
    saved(qtbot, page)
    told_now = desk.tasks.on_casebook(desk.session.casebook.get, Involvement, involved[0].id)
    assert told_now.parents_not_told_because == "the police asked us to wait"


def test_somebody_new_is_added_and_somebody_known_only_when_picked(
    qtbot: QtBot, opens: Opens, desk: Desk, incident: Incident
) -> None:
    page, hand = opens("people"), Hand()
    form = page.form
    assert isinstance(form, PeopleForm)
    hand.click(form.parts["person.name"].control)
    hand.type("Elli")
    qtbot.waitUntil(lambda: bool(form.matches["person"].offered()))
    hand.click(form.matches["person"].offered()[0])
    qtbot.waitUntil(lambda: form.parts["person.name"].value() == "Ellis P.")
    form.parts["involvement.role"].show_value("witness")
    saved(qtbot, page)
    assert len(desk.tasks.on_casebook(desk.session.casebook.select, Person)) == 1
    roles = [each.role for each in desk.tasks.on_casebook(desk.session.casebook.select, Involvement)]
    assert sorted(roles) == ["alleged", "target", "witness"]

    page = opens("people")
    hand.click(form.parts["person.name"].control)
    hand.type("Mia K.")
    saved(qtbot, page)
    assert len(desk.tasks.on_casebook(desk.session.casebook.select, Person)) == 2


def test_an_account_is_added(qtbot: QtBot, opens: Opens, desk: Desk) -> None:
    page, hand = opens("people"), Hand()
    hand.click(page.adding.choices.button("account"))
    page.save()
    handle = parts(page).parts["account.handle"]
    qtbot.waitUntil(lambda: "handle" in handle.error())
    hand.type("@emilyx.example")
    saved(qtbot, page)
    accounts = desk.tasks.on_casebook(desk.session.casebook.select, Account)
    assert "@emilyx.example" in [account.handle for account in accounts]


def test_somebody_is_taken_out_with_a_reason(
    qtbot: QtBot, opens: Opens, desk: Desk, involved: list[Involvement]
) -> None:
    page, hand = opens("people", involved[0].id), Hand()
    hand.click(page.withdraw_button)
    qtbot.waitUntil(lambda: bool(page.reason.error()))
    hand.type("It was another Ellis.")
    with qtbot.waitSignal(page.go):
        hand.click(page.withdraw_button)
    assert desk.tasks.on_casebook(desk.session.casebook.get, Involvement, involved[0].id).withdrawn
    assert desk.tasks.on_casebook(drafts, desk.session) == ()


def test_a_save_that_ends_when_another_form_is_shown_leaves_that_form_alone(
    qtbot: QtBot, opens: Opens, desk: Desk, incident: Incident
) -> None:
    page, hand = opens("words"), Hand()
    hand.click(parts(page).parts["exact_words"].control)
    hand.type("nobody wants you")
    routes: list[Route] = []
    page.go.connect(routes.append)
    with qtbot.waitSignal(page.told):
        page.save()
        assert not page.form.isEnabled()
        page.enter(ToCaseDetails(IncidentId(incident.id), "voice"))
    qtbot.waitUntil(lambda: page.ready and page.form.isEnabled())
    assert routes == []
    assert stored(desk, incident).exact_words == "nobody wants you"


def test_a_case_is_linked_to_another_by_its_reference(
    qtbot: QtBot, opens: Opens, desk: Desk, incident: Incident
) -> None:
    other = desk.tasks.on_casebook(lambda: log_incident(desk.session, ex_pupil_taunts(desk.session)))
    page, hand = opens("times"), Hand()
    linked = parts(page).parts["linked_incidents"]
    hand.click(linked.control.findChildren(QLineEdit)[0])
    hand.type("osi-2026-9")
    hand.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(linked.error()))
    for _ in range(len("9")):
        hand.press(Qt.Key.Key_Backspace)
    hand.type("0002")
    hand.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: linked.value() == (other.id,))
    saved(qtbot, page)
    assert stored(desk, incident).linked_incidents == (other.id,)


def test_saving_can_go_on_to_what_is_still_to_do(qtbot: QtBot, opens: Opens, incident: Incident) -> None:
    page, hand = opens("times"), Hand()
    routes: list[Route] = []
    page.go.connect(routes.append)
    assert page.next_button.text() == "Save, then: The child’s own words"
    hand.click(page.next_button)
    qtbot.waitUntil(lambda: bool(routes))
    assert routes == [ToCaseDetails(IncidentId(incident.id), "words")]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("width", [1158, 620])
def test_every_form_can_be_reached_and_read(
    qtbot: QtBot, opens: Opens, involved: list[Involvement], form: DetailsForm, width: int
) -> None:
    page = opens(form, involved[0].id if form == "people" else "")
    page.resize(width, 4000)
    assert_accessible(page)


def test_an_unknown_time_needs_its_reason(qtbot: QtBot, opens: Opens, desk: Desk, incident: Incident) -> None:
    page, hand = opens("times"), Hand()
    when = parts(page).parts["occurred"]
    hand.click(when.when.precision.button("unknown"))  # type: ignore[attr-defined]
    page.save()
    assert "who will find out" in when.error()
    hand.click(when.when.because)  # type: ignore[attr-defined]
    hand.type("Ellis deleted the chat; his tutor asks on Monday")
    hand.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: stored(desk, incident).occurred.answered)
    assert msgspec.structs.replace(stored(desk, incident), occurred=incident.occurred) == incident
