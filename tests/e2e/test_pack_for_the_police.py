"""From a case with two exhibits to a ZIP pack for the police, who open and check it by 7-Zip and sha256sum alone."""

import hashlib
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from tests import cases
from tests.casebooks import DSL, SettableClock, unlock
from tests.e2e.person import Person
from tests.packs import OFFICER, WHY, in_folder
from tests.pictures import SAMPLES

PICTURES = ("chatnest-taunts-1.png", "gamehall-dark.png")
TONIGHT = "Jo Hartsedge, 07700 900123"


@pytest.fixture
def with_two_exhibits(thornmoss: Path) -> Path:
    """Thornmoss's casebook with a case that has two exhibits."""
    session = unlock(thornmoss, DSL, SettableClock())
    case = cases.bare_case(session)
    for name in PICTURES:
        attach_file(session, case, SAMPLES / name, ExhibitAnswers(description="A message"), image_answer="no")
    session.pictures.close()
    session.opened.close()
    return thornmoss


def test_a_pack_is_made_and_the_police_check_it_by_public_tools_alone(
    sits_down: Callable[[], Person], with_two_exhibits: Path, tmp_path: Path, note: Callable[[str], None]
) -> None:
    pack = tmp_path / "home" / "Pack OSI-2026-0001.zip"
    jo = sits_down()
    jo.unlock(DSL)
    jo.press("ctrl+2")
    jo.click("OSI-2026-0001", "row", times=2)
    jo.see("Parts of the case", "view")
    jo.count_from_here()
    jo.press("alt+7")
    jo.click("Make an evidence pack")
    jo.read("An evidence pack of OSI-2026-0001 for the police")
    jo.fill("For whom?", OFFICER)
    jo.fill("Who can the officer ring tonight?", TONIGHT)
    jo.fill("What for?", WHY)
    jo.click("JH/1*")
    jo.click("JH/2*")
    jo.read("2 of 2 exhibits ticked.")
    jo.click("Make the pack")
    jo.choose_file(pack)
    jo.read("The pack is made, and was checked after writing", within_s=60)
    password = jo.see("The password", "words", number=1).text  # under the heading of that name
    number = jo.see("The check number", "words", number=1).text  # under the words that say what it is
    note(f"A pack of two exhibits for the police: {jo.counts()}")
    jo.click("Who has had what of this case")
    jo.read(f"To {OFFICER}.")
    jo.read("No receipt yet.")
    assert jo.cut_words() == ()
    assert jo.close_window() == 0

    files = in_folder(unpacked(pack, password, tmp_path / "police"))
    assert hashlib.sha256(files["SHA256SUMS"]).hexdigest().startswith(number.replace(" ", ""))
    assert {name for name in files if name.startswith("originals")} == {"originals/JH-1.png", "originals/JH-2.png"}
    assert files["originals/JH-1.png"] == (SAMPLES / PICTURES[0]).read_bytes()
    first = files["READ-ME-FIRST.txt"].decode("ascii")
    assert f"For {OFFICER}" in first
    assert f"Ring tonight: {TONIGHT}" in first
    assert "record/extract.json" not in files, "the history of the whole case goes only when it is ticked"


def unpacked(pack: Path, password: str, to: Path) -> Path:
    """What 7-Zip makes of it with that password and with no other; every sum is right."""
    assert run("7z", "t", "-pnot-this-one", pack).returncode
    done = run("7z", "x", f"-p{password}", f"-o{to}", pack)
    assert done.returncode == 0, done.stdout
    checked = subprocess.run(["sha256sum", "-c", "--strict", "--quiet", "SHA256SUMS"], cwd=to, capture_output=True)
    assert checked.returncode == 0, checked.stdout
    return to


def run(*command: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
