"""The handing over is on the record: to whom, how, how the password was told; then the receipt and the answer."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from dslapp.domain.case.casework import Action
from dslapp.domain.entity import IncidentId
from dslapp.gui.desk import Desk
from dslapp.gui.referral.handing_over import ReceiptForm, SendingForm
from dslapp.gui.widgets.growing_text import GrowingText
from tests.casebooks import SettableClock
from tests.gui.accessibility import assert_accessible
from tests.gui.referral.at_the_referral import AtTheReferral


@pytest.fixture
def lado(qtbot: QtBot, desk: Desk, coach_case: IncidentId) -> AtTheReferral:
    at = AtTheReferral(qtbot, desk, coach_case)
    at.hand_over()
    return at


def form(at: AtTheReferral) -> SendingForm | ReceiptForm:
    assert at.page.handover.form is not None
    return at.page.handover.form


def write(at: AtTheReferral, name: str, words: str) -> None:
    control = form(at).fields[name].control
    if isinstance(control, QLineEdit | GrowingText):
        control.setFocus()
        at.bot.keyClicks(control, words)
    else:
        next(b for b in control.findChildren(QPushButton) if b.accessibleName().endswith(words)).click()


def save(at: AtTheReferral) -> None:
    form(at).save_button.click()
    at.settle()


def send(at: AtTheReferral) -> None:
    write(at, "to", "Duty LADO, Thornshire")
    write(at, "how", "Secure e-mail")
    write(at, "password_told_how", "By telephone")
    save(at)


def test_the_transfer_is_on_the_record_and_waits_for_its_receipt(lado: AtTheReferral) -> None:
    send(lado)
    sent = lado.referral()
    assert (sent.status, sent.sent_to, sent.sent_how) == ("sent", "Duty LADO, Thornshire", "secure e-mail")
    assert sent.password_told_how == "by telephone"
    assert sent.sent_answers["adult_name"].text == "Ms Tess Orme"
    actions = lado.desk.tasks.on_casebook(lado.desk.session.casebook.of_incident, Action, lado.case)
    assert [action.what for action in actions if action.status == "open"] == ["Get the receipt from the LADO"]
    assert lado.page.answers.form is None, "what was sent is read only"


@pytest.mark.parametrize("missing", ["to", "how", "password_told_how"])
def test_what_is_missing_is_said_beside_it(lado: AtTheReferral, missing: str) -> None:
    given = {"to": "Duty LADO", "how": "By hand", "password_told_how": "In person"}
    for name, words in given.items():
        if name != missing:
            write(lado, name, words)
    save(lado)
    assert form(lado).fields[missing].error()
    assert lado.referral().status == "preparing"


def test_the_password_goes_another_way(lado: AtTheReferral) -> None:
    write(lado, "to", "Duty LADO")
    write(lado, "how", "Secure e-mail")
    write(lado, "password_told_how", "Another way")
    other = next(
        line for line in form(lado).fields["password_told_how"].control.findChildren(QLineEdit) if line.isVisible()
    )
    lado.bot.keyClicks(other, "Secure e-mail")
    save(lado)
    assert "same way" in form(lado).fields["password_told_how"].error()
    assert lado.referral().status == "preparing"


def test_receipt_first_and_answer_later(lado: AtTheReferral, clock: SettableClock) -> None:
    send(lado)
    clock.forward(timedelta(hours=1))
    write(lado, "by", "Duty LADO")
    write(lado, "how", "By telephone")
    write(lado, "agency_ref", "L-7")
    save(lado)
    confirmed = lado.referral()
    assert (confirmed.status, confirmed.receipt_from, confirmed.agency_ref) == ("sent", "Duty LADO", "L-7")
    write(lado, "answer", "Speak to nobody. Strategy meeting on Monday at 9.")
    save(lado)
    answered = lado.referral()
    assert (answered.status, answered.answer) == ("answered", "Speak to nobody. Strategy meeting on Monday at 9.")
    assert answered.receipt_at == confirmed.receipt_at, "the answer does not move the receipt"


def test_a_receipt_is_from_somebody(lado: AtTheReferral) -> None:
    send(lado)
    save(lado)
    assert form(lado).fields["by"].error().startswith("Say who confirmed it.")


def test_the_forms_are_for_everybody(lado: AtTheReferral) -> None:
    assert_accessible(lado.page)
    send(lado)
    assert_accessible(lado.page)
