"""The second person's passphrase is good for one press and for what is on the screen: it never stays in its field."""

from collections.abc import Callable

import pytest

from dslapp.gui.evidence.never_here.purge_form import PurgeForm
from tests.casebooks import DEPUTY
from tests.gui.evidence.purging import Purging
from tests.gui.scripted_prompter import ScriptedPrompter


def typed(purging: Purging) -> PurgeForm:
    form = purging.page.form
    purging.agree(DEPUTY)
    form.passphrase.set_text("not the right one at all")
    return form


def test_after_a_refusal_it_is_gone(purging: Purging, prompter: ScriptedPrompter) -> None:
    purging.fill()
    prompter._confirmations = iter([True])
    form = typed(purging)
    purging.purge()
    assert (form.passphrase.text(), purging.now().file_id != "") == ("", True)


def test_after_a_press_that_is_not_confirmed_it_is_gone(purging: Purging, prompter: ScriptedPrompter) -> None:
    purging.fill()
    prompter._confirmations = iter([False])
    form = typed(purging)
    purging.purge()
    assert form.passphrase.text() == ""


def test_after_a_press_with_an_answer_missing_it_is_gone(purging: Purging) -> None:
    purging.page.hide_button.click()
    purging.settle()
    form = typed(purging)
    purging.purge()
    assert form.passphrase.text() == ""


def test_on_leaving_the_page_it_is_gone(purging: Purging) -> None:
    purging.fill()
    form = typed(purging)
    assert purging.page.leave()
    assert form.passphrase.text() == ""


CHANGES: dict[str, Callable[[PurgeForm], object]] = {
    "what it may be": lambda form: form.material.kinds.button("terrorist material").click(),
    "what the police said": lambda form: form.police.button("leave it").click(),
    "who said so": lambda form: form.advised.setText("Somebody else"),
    "the police reference": lambda form: form.ref.setText("CAD 1"),
    "what it was": lambda form: form.described.setPlainText("A film"),
    "who has seen it": lambda form: form.seen.setPlainText("Nobody"),
    "why it was seen": lambda form: form.seen_because.setText("It came by e-mail"),
    "what is kept": lambda form: form.keeps.click(),
    "who agrees": lambda form: form.second.setCurrentIndex(form.second.count() - 1),
}


@pytest.mark.parametrize("change", CHANGES)
def test_when_another_answer_changes_it_is_gone(purging: Purging, change: str) -> None:
    purging.fill()
    form = typed(purging)
    assert form.passphrase.text()
    CHANGES[change](form)
    assert form.passphrase.text() == ""
