"""Support for whoever saw what must never be here: said where it is asked who saw it, and one press away."""

from dslapp.domain.case.casework import Action
from dslapp.gui.evidence.never_here.support_offer import SupportOffer
from dslapp.services.case.read_case import read_case
from tests.gui.accessibility import assert_accessible, clipped
from tests.gui.evidence.conftest import Evidence
from tests.gui.evidence.purging import Purging


def said(offer: SupportOffer) -> str:
    return offer.accessibleName()


def actions(purging: Purging) -> list[Action]:
    session, case = purging.desk.session, purging.exhibit.incident_id
    return list(purging.desk.tasks.on_casebook(read_case, session, case).actions)


def test_where_it_is_asked_who_has_seen_it(evidence: Evidence) -> None:
    evidence.open()
    evidence.tab.not_held_button.click()
    form = evidence.tab.not_held
    offer = form.parts.support
    assert offer.isHidden()
    form.parts.seen.setPlainText("Nobody here")
    assert offer.isHidden()
    form.parts.seen.setPlainText("Ravi S., by accident, at 10:20")
    evidence.settle()
    assert offer.isVisible()
    assert "line manager" in said(offer)
    assert "Professionals Online Safety Helpline (POSH): 0344 381 4772 (check locally)" in said(offer)
    assert offer.button.accessibleName() == "Make it an action: Support for Ravi S."
    evidence.qtbot.waitUntil(lambda: not clipped(evidence.tab))  # once the words have their places
    assert_accessible(evidence.tab)
    offer.button.click()
    evidence.settle()
    assert "“Support for Ravi S.” stands among the actions of this case." in said(offer)
    assert [each.what.partition(":")[0] for each in evidence.case().actions] == ["Support for Ravi S."]


def test_on_the_page_of_what_must_not_be_here(purging: Purging) -> None:
    page = purging.page
    assert page.support.isHidden()
    purging.fill()
    assert page.support.button.accessibleName() == "Make it an action: Support for whoever saw it"
    page.form.seen.setPlainText("Sam Ottrell, in the preview")
    assert page.support.button.accessibleName() == "Make it an action: Support for Sam Ottrell"
    page.support.button.click()
    purging.settle()
    assert [each.what.partition(":")[0] for each in actions(purging)] == ["Support for Sam Ottrell"]
    assert page.support.button.isHidden()
    assert_accessible(page)
