"""J8: a place for backups, a proved restore, a deputy who leaves, a second signature, and a restore."""

from collections.abc import Callable
from pathlib import Path

from tests.casebooks import DEPUTY, DSL, HEAD, PASSPHRASES
from tests.e2e.person import Person


def test_backups_are_made_proved_and_restored_and_a_deputy_is_removed(
    sits_down: Callable[[], Person], thornmoss: Path, tmp_path: Path, note: Callable[[str], None]
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    jo = sits_down()
    jo.unlock(DSL)
    jo.count_from_here()
    jo.click("Safety")
    jo.click("Backups: make, test, restore")
    jo.fill("The folder", str(stick))
    jo.fill("What to call it", "Red stick in the safe")
    jo.click("Add it and back up now")
    jo.see("Test a backup now*", "button", within_s=30)
    note(f"J8, a place for backups and the first backup: {jo.counts()}")
    jo.click("Test a backup now*")
    jo.read("Last proven restore", within_s=30)

    jo.count_from_here()
    jo.click("Settings")
    jo.click("Members and passphrases")
    jo.click(f"Remove: {DEPUTY}")
    jo.focus("Why")
    jo.type("Sam left the school.")
    jo.click(f"Remove {DEPUTY}")
    jo.read(f"{DEPUTY} can no longer open this casebook.", within_s=30)
    note(f"J8, removing a member: {jo.counts()}")
    assert jo.close_window() == 0

    head = sits_down()
    head.see("Unlock", "button")
    head.gone("Who you are: Deputy DSL · SO")
    head.unlock(HEAD)
    head.click("1 *")
    head.click("I agree*")
    head.gone("I agree*", "button")
    head.kill()

    head.start()
    head.click("Restore a backup")
    head.click("Who you are: Headteacher · RQ")
    head.click("Passphrase", "line")
    head.type(PASSPHRASES[HEAD])
    head.fill("Why is it restored?", "To see that it works.")
    head.click("Restore this backup")
    head.click("Unlock it")
    head.unlock(HEAD)
    head.read("Second signatures")
    head.gone("This looks like an older copy of the casebook", "words")
