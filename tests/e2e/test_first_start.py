"""J1: a school's first day: a casebook for two, the recovery sheet on paper, three of its groups typed back."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.casebooks import DSL, HEAD, PASSPHRASES, SettableClock, unlock
from tests.e2e.person import Person


def groups_on(sheet: Path) -> list[str]:
    """The groups of the recovery key in their order, as poppler reads them from the sheet."""
    text = subprocess.run(["pdftotext", "-raw", sheet, "-"], capture_output=True, text=True, check=True).stdout
    return re.findall(r"\b[0-9A-Z]{4}\b", text)


def test_a_casebook_for_two_is_made_and_its_recovery_sheet_typed_back(
    sits_down: Callable[[], Person], tmp_path: Path, note: Callable[[str], None]
) -> None:
    jo = sits_down()
    jo.click("Create a casebook")
    jo.focus("Name of the school")
    jo.type("Thornmoss Academy (fictional)")
    jo.click("Continue")

    jo.focus("Name")
    jo.type(DSL)
    assert jo.see("Initials", "line").text == "JH"
    jo.click("Continue")

    jo.focus("Passphrase")
    jo.type(PASSPHRASES[DSL])
    jo.fill("The same again", PASSPHRASES[DSL])
    jo.click("Continue")

    jo.click("Add a person")
    jo.focus("Name")
    jo.type(HEAD)
    jo.fill("Passphrase", PASSPHRASES[HEAD])
    jo.fill("The same again", PASSPHRASES[HEAD])
    jo.click("Continue")

    jo.fill("PIN", "2846")
    jo.fill("The same again", "2846")
    jo.click("Continue")

    sheet = tmp_path / "home" / "sheet.pdf"
    jo.click("Save it as a PDF")
    jo.choose_file(sheet)
    jo.read("Saved as sheet.pdf.")
    groups = groups_on(sheet)
    labels = jo.all_words("Group ")
    assert len(labels) == 3
    for label in labels:
        jo.fill(label, groups[int(label.removeprefix("Group ")) - 1])
    jo.click("Continue")

    jo.focus("What to call it")
    jo.click("Make the casebook")
    jo.see("Log an incident")
    note(f"J1, a casebook for two with its recovery sheet: {jo.counts()}")
    assert jo.close_window() == 0

    (folder,) = (tmp_path / "casebooks").iterdir()
    for name, role in ((DSL, "dsl"), (HEAD, "headteacher")):
        session = unlock(folder, name, SettableClock())
        assert session.member.role == role
        session.opened.close()
