"""J4: a LADO summary is completed, previewed, printed to a file with a reason, saved encrypted and handed over."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from dslapp.domain.evidence.exhibits import CustodyEvent
from dslapp.domain.referral.referrals import Referral
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from tests.casebooks import DSL, SettableClock, unlock
from tests.cases import coach
from tests.e2e.person import Person
from tests.pictures import SAMPLES
from tests.unit.documents.readers import Reader

PICTURE = SAMPLES / "chatnest-taunts-1.png"
AT_HOME = "At home; not at work until Monday."


@pytest.fixture
def with_the_coach(thornmoss: Path) -> Path:
    """Thornmoss's casebook with scenario 7 in it, and a picture of the messages."""
    session = unlock(thornmoss, DSL, SettableClock())
    case = coach(session)
    attach_file(session, case, PICTURE, ExhibitAnswers(description="ChatNest, the messages"), image_answer="no")
    session.pictures.close()
    session.opened.close()
    return thornmoss


def test_a_lado_summary_is_printed_saved_encrypted_and_handed_over(
    sits_down: Callable[[], Person], with_the_coach: Path, tmp_path: Path, note: Callable[[str], None]
) -> None:
    home = tmp_path / "home"
    jo = sits_down()
    jo.unlock(DSL)
    jo.press("ctrl+2")
    jo.click("OSI-2026-0043", "row", times=2)
    jo.see("Parts of the case", "view")
    jo.count_from_here()
    jo.press("alt+7")
    jo.click("Begin a LADO summary")
    jo.see("Parts of the referral", "view")
    jo.fill("Where the adult is now", AT_HOME)
    jo.fill("Next with children", "Saturday 14 November, 10:00: athletics club.")
    jo.press("alt+2")
    jo.read("22 questions have no answer.")
    jo.see("Preview, page 1 of *", "view")

    jo.click("Print the pages")
    jo.click("Go on")
    jo.click("Print")
    jo.read("This prints to a file, and the file is not encrypted.")
    jo.type("The LADO asks for it by hand tonight.")
    jo.click("Write the file")
    jo.read("Printed: 6 pages")

    jo.click("Save encrypted")
    jo.choose_file(home / "OSI-2026-0043.pdf")
    jo.read("It opens OSI-2026-0043.pdf, which was saved and read back.")
    password = jo.see("The password", "words", number=1).text  # under the heading of that name
    jo.click("Note the handing over")
    jo.fill("To whom?", "LADO on duty")
    jo.click("How it was sent: Secure e-mail")
    jo.click("How the password was told: By telephone")
    jo.click("It was handed over")
    jo.read("Sent, no receipt yet")
    note(f"J4, a LADO summary printed, encrypted, handed over: {jo.counts()}")
    assert jo.close_window() == 0

    assert Reader(tmp_path, (home / "DSL Casebook.pdf").read_bytes()).pages == 6
    check_encrypted(tmp_path, home / "OSI-2026-0043.pdf", password)
    session = unlock(with_the_coach, DSL, SettableClock())
    sent = session.casebook.select(Referral, order="p.started_at")[-1]
    assert (sent.status, sent.sent_to, sent.password_told_how) == ("sent", "LADO on duty", "by telephone")
    continuity = [each.purpose for each in session.casebook.select(CustodyEvent)]
    session.opened.close()
    assert any("printed to a file, not encrypted: The LADO asks for it by hand tonight." in each for each in continuity)
    assert any(each.endswith(", encrypted") for each in continuity)


def check_encrypted(place: Path, file: Path, password: str) -> None:
    """Poppler and qpdf open it with the password only, and find the words and the very picture in it."""
    assert subprocess.run(["pdfinfo", file], capture_output=True).returncode
    reader = Reader(place, file.read_bytes(), password)
    assert reader.sound()
    assert "AES-256" in reader.info()["Encrypted"]
    text = reader.flowing()
    assert text.index("Where the adult is now: " + AT_HOME) < text.index("she said it was our secret")
    with Image.open(PICTURE) as kept, Image.open(reader.pictures(place)[-1]) as printed:
        assert ImageChops.difference(kept.convert("RGB"), printed.convert("RGB")).getbbox() is None
