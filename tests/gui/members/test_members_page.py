"""The members in the window: who may do what, each act from the list to its outcome, and second signatures."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from dslapp.casebook.opening import open_folder
from dslapp.domain.problems import EnvironmentProblem
from dslapp.gui.members.add_form import AddForm
from dslapp.gui.members.enrol_form import EnrolForm
from dslapp.gui.members.passphrase_form import PassphraseForm
from dslapp.gui.members.remove_form import RemoveForm
from dslapp.gui.members.role_form import RoleForm
from dslapp.gui.members.sheet_form import SheetForm
from dslapp.gui.routes import MemberAct
from dslapp.services.access import members
from dslapp.services.backups.back_up import add_place, back_up
from dslapp.services.session import Session
from tests.casebooks import DEPUTY, DSL, HEAD, PASSPHRASES, SettableClock
from tests.gui.accessibility import assert_accessible, clipped
from tests.gui.members.conftest import AtTheMembers

SitDown = Callable[[str], AtTheMembers]
NEW = "marble-anchor-willow-compass"


def opens(folder: Path, name: str, passphrase: str, clock: SettableClock) -> bool:
    """Whether that passphrase opens the casebook, which is locked."""
    try:
        open_folder(folder, who=name, passphrase=passphrase, clock=clock).close()
    except EnvironmentProblem:
        return False
    return True


def lock(at: AtTheMembers) -> Session:
    session = at.desk.session
    at.desk.tasks.on_casebook(session.opened.close)
    return session


def test_everybody_stands_there_with_role_initials_and_since_when(sit_down: SitDown) -> None:
    at = sit_down(DSL)
    at.arrive()
    assert "Jo Hartsedge (JH)" in at.words()
    assert "Headteacher, since Friday 13 November 2026." in at.words()


@pytest.mark.parametrize("name", [DSL, DEPUTY])
def test_the_list_is_accessible(sit_down: SitDown, name: str) -> None:
    at = sit_down(name)
    at.arrive()
    at.wait_for(lambda: clipped(at.page) == [])
    assert_accessible(at.page)


@pytest.mark.parametrize("act", ["add", "passphrase", "role", "remove", "enrol", "sheet"])
def test_each_act_has_an_accessible_page(sit_down: SitDown, act: MemberAct) -> None:
    at = sit_down(DSL)
    at.arrive(act, DEPUTY)
    assert at.page.form is not None
    at.page.form.go_on()
    assert not at.page.form.working, "something is missing, and it is said"
    at.wait_for(lambda: clipped(at.page) == [])
    assert_accessible(at.page)


def test_whoever_may_not_manage_is_told_whom_to_ask(sit_down: SitDown) -> None:
    at = sit_down(DEPUTY)
    at.arrive()
    assert "ask Jo Hartsedge or Mrs R. Quillan." in at.words()
    assert at.offers("Change your passphrase")
    assert not at.offers("Add a member")
    assert not at.offers("Remove: Jo Hartsedge")
    at.arrive("remove", DSL)
    assert at.page.form is None, "not by another way either"


def test_nobody_is_offered_to_remove_themselves(sit_down: SitDown) -> None:
    at = sit_down(DSL)
    at.arrive()
    assert not at.offers("Remove: Jo Hartsedge")
    at.arrive("remove", DSL)
    assert at.page.form is None


def test_what_each_role_may_do_stands_on_the_page(sit_down: SitDown) -> None:
    at = sit_down(DEPUTY)
    at.arrive()
    assert "What each role may do" in at.words()
    assert "Keep the paper seal" in at.words()


def test_a_new_member_types_a_passphrase_and_opens_the_casebook(
    sit_down: SitDown, casebook_folder: Path, clock: SettableClock
) -> None:
    at = sit_down(DSL)
    at.arrive()
    at.press("Add a member")
    at.wait_for(lambda: isinstance(at.page.form, AddForm))
    form = at.page.form
    assert isinstance(form, AddForm)
    at.type(form.person.name, "Ms T. Brackwell")
    assert form.person.initials.text() == "TB"
    at.press("Role: Reader – reads, changes nothing")
    at.press("Use these words")
    words = form.chooser.offered()
    at.type(form.chooser.again.line, words)
    at.press("Add this member")
    at.wait_for_list()
    assert "Ms T. Brackwell can open this casebook." in at.said()
    assert "Waits for another member: Ms T. Brackwell was added as Reader." in at.words()
    assert at.clicks == 4
    lock(at)
    assert opens(casebook_folder, "Ms T. Brackwell", words, clock)


def test_a_name_that_is_taken_is_said_beside_the_name(sit_down: SitDown) -> None:
    at = sit_down(DSL)
    at.arrive("add")
    form = at.page.form
    assert isinstance(form, AddForm)
    form.person.name.setText(HEAD)
    form.person.initials.setText("RQ")
    for edit in (form.chooser.first, form.chooser.again):
        edit.set_text(NEW)
    form.go_on()
    at.wait_for(lambda: "is a member already" in form.person.name_field.error())


def test_ones_own_passphrase_is_changed(sit_down: SitDown, casebook_folder: Path, clock: SettableClock) -> None:
    at = sit_down(DEPUTY)
    at.arrive()
    at.press("Change your passphrase")
    at.wait_for(lambda: isinstance(at.page.form, PassphraseForm))
    form = at.page.form
    assert isinstance(form, PassphraseForm)
    form.old.set_text("not this one at all")
    for edit in (form.chooser.first, form.chooser.again):
        edit.set_text(NEW)
    at.press("Change my passphrase")
    at.wait_for(lambda: form.old_field.error().startswith("This is not your passphrase."))
    form.old.set_text(PASSPHRASES[DEPUTY])
    at.press("Change my passphrase")
    at.wait_for_list()
    lock(at)
    assert opens(casebook_folder, DEPUTY, NEW, clock)
    assert not opens(casebook_folder, DEPUTY, PASSPHRASES[DEPUTY], clock)


def test_a_role_is_changed_with_a_reason(sit_down: SitDown) -> None:
    at = sit_down(HEAD)
    at.arrive()
    at.press("Change the role: Sam Ottrell")
    at.wait_for(lambda: isinstance(at.page.form, RoleForm))
    form = at.page.form
    assert isinstance(form, RoleForm)
    at.press("Change the role")
    assert form.role_field.error() == "This is the role that they have."
    at.press("Role: Reader – reads, changes nothing")
    at.press("Change the role")
    assert form.because.error() == "Write why, in a few words."
    at.type(form.because.typed, "On leave until Easter.")
    at.press("Change the role")
    at.wait_for_list()
    assert at.member(DEPUTY).role == "read_only"
    assert "Sam Ottrell is now Reader." in at.said()


def test_what_cannot_be_done_is_said_on_the_page(sit_down: SitDown) -> None:
    at = sit_down(HEAD)
    at.arrive("role", DSL)
    form = at.page.form
    assert isinstance(form, RoleForm)
    form.role.set_value("chair_of_governors")
    form.because.typed.setPlainText("x")
    form.go_on()
    at.wait_for(lambda: form.because.error() != "")


def test_somebody_who_leaves_is_removed_and_the_casebook_has_new_keys(
    sit_down: SitDown, casebook_folder: Path, clock: SettableClock
) -> None:
    at = sit_down(DSL)
    at.arrive()
    at.press("Remove: Sam Ottrell")
    at.wait_for(lambda: isinstance(at.page.form, RemoveForm))
    form = at.page.form
    assert isinstance(form, RemoveForm)
    told = at.words()
    for words in ("1. The record says that Sam Ottrell left today", "2. The whole casebook is encrypted anew",
                  "3. From then on neither", "4. A backup is made"):  # fmt: skip
        assert words in told
    at.type(form.because.typed, "Left the school on 13 November.")
    at.press("Remove Sam Ottrell")
    assert not at.page.leave(), "not in the middle of it"
    at.wait_for_list()
    assert "Sam Ottrell can no longer open this casebook." in at.said()
    assert "left on Friday 13 November 2026: Left the school on 13 November." in at.words()
    assert at.clicks == 2
    assert not at.offers("Remove: Sam Ottrell")
    lock(at)
    assert not opens(casebook_folder, DEPUTY, PASSPHRASES[DEPUTY], clock)
    assert opens(casebook_folder, DSL, PASSPHRASES[DSL], clock)


def test_a_removal_can_be_stopped_before_the_new_keys(sit_down: SitDown) -> None:
    at = sit_down(DSL)
    at.arrive("remove", DEPUTY)
    form, go_on = at.page.form, Event()
    assert isinstance(form, RemoveForm)
    at.type(form.because.typed, "Left the school.")
    at.desk.tasks.submit(go_on.wait)
    at.press("Remove Sam Ottrell")
    at.press("Stop")
    go_on.set()
    at.wait_for(form.trouble.isVisible)
    assert "Nothing was changed." in at.words()
    assert not at.offers("Stop")
    assert not at.member(DEPUTY).retired


def test_a_backup_before_new_keys_that_could_not_be_made_is_said(sit_down: SitDown, tmp_path: Path) -> None:
    at = sit_down(DSL)
    stick = tmp_path / "stick"
    stick.mkdir()
    at.desk.tasks.on_casebook(add_place, at.desk.session, "Red stick", stick, "stick")
    stick.rename(tmp_path / "drawer")
    at.arrive("remove", DEPUTY)
    form = at.page.form
    assert isinstance(form, RemoveForm)
    at.type(form.because.typed, "Left the school.")
    at.press("Remove Sam Ottrell")
    at.wait_for_list()
    assert "No backup could be made before the new keys: Red stick." in at.words()


def test_somebody_who_forgot_the_passphrase_is_let_in_again_by_another_member(
    sit_down: SitDown, casebook_folder: Path, clock: SettableClock
) -> None:
    at = sit_down(HEAD)
    at.arrive()
    before = at.member(DSL).signing_key
    at.press("Forgotten passphrase: Jo Hartsedge")
    at.wait_for(lambda: isinstance(at.page.form, EnrolForm))
    form = at.page.form
    assert isinstance(form, EnrolForm)
    at.type(form.because.typed, "Forgot it over the holidays.")
    for edit in (form.chooser.first, form.chooser.again):
        edit.set_text(NEW)
    at.press("Let them in")
    at.wait_for_list()
    assert at.member(DSL).signing_key != before
    lock(at)
    assert opens(casebook_folder, DSL, NEW, clock)
    assert not opens(casebook_folder, DSL, PASSPHRASES[DSL], clock)


def test_somebody_who_left_can_be_let_in_again(sit_down: SitDown) -> None:
    at = sit_down(DSL)
    at.desk.tasks.on_casebook(members.remove_member, at.desk.session, at.member(DEPUTY).id, "Left the school.")
    at.arrive()
    at.press("Let in again: Sam Ottrell")
    at.wait_for(lambda: isinstance(at.page.form, EnrolForm))


def test_a_new_recovery_sheet_counts_once_it_was_read_back_from_paper(sit_down: SitDown, tmp_path: Path) -> None:
    at = sit_down(DSL)
    at.arrive()
    at.press("Make a new recovery sheet")
    at.wait_for(lambda: isinstance(at.page.form, SheetForm))
    form = at.page.form
    assert isinstance(form, SheetForm)
    before = at.desk.tasks.on_casebook(members.sheet_in_force, at.desk.session).recipient
    at.press("Save it as a PDF")
    at.wait_for((tmp_path / "sheet.pdf").exists)
    at.type(form.because.typed, "Somebody saw the old one.")
    at.press("Put the new sheet in force")
    assert not form.working, "the groups are missing"
    for number, (line, _) in form.proof.groups.items():
        line.setText(form.proof.key.groups[number - 1])
    at.press("Put the new sheet in force")
    at.wait_for_list()
    now = at.desk.tasks.on_casebook(members.sheet_in_force, at.desk.session).recipient
    assert now == form.proof.key.recipient
    assert now != before


def test_back_leaves_everything_as_it_was(sit_down: SitDown) -> None:
    at = sit_down(DSL)
    at.arrive("remove", DEPUTY)
    at.press("Back")
    at.wait_for(lambda: at.page.form is None)
    assert not at.member(DEPUTY).retired
    assert not at.page.overview.outcome.isVisible()


def test_after_a_removal_a_backup_is_made_and_the_older_ones_are_named(sit_down: SitDown, tmp_path: Path) -> None:
    at = sit_down(DSL)
    (tmp_path / "stick").mkdir()
    place = at.desk.tasks.on_casebook(add_place, at.desk.session, "The stick in the safe", tmp_path / "stick", "stick")
    at.desk.tasks.on_casebook(back_up, at.desk.session, place.id)
    at.arrive("remove", DEPUTY)
    form = at.page.form
    assert isinstance(form, RemoveForm)
    at.type(form.because.typed, "Left the school.")
    at.press("Remove Sam Ottrell")
    at.wait_for_list()
    assert "A backup under the new keys was made: The stick in the safe." in at.said()
    assert "Sam Ottrell can still open older backups." in at.said()
    assert "The stick in the safe: 2 backups from Friday 13 November 2026." in at.said()
