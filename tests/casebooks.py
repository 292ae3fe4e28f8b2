"""A made-up school's casebook for tests: real files, real encryption, keys that are cheap to open."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dslapp.casebook.keys.member_keys import FLOOR_KDF
from dslapp.casebook.making import Founder, create_folder
from dslapp.casebook.opening import open_folder
from dslapp.casebook.reading.reader import FileReader
from dslapp.content.library import load_library
from dslapp.domain.entity import new_id
from dslapp.domain.school import Member, School
from dslapp.services.access.recovery import RecoveryKey, new_recovery_key
from dslapp.services.session import Session

DSL, HEAD, DEPUTY = "Jo Hartsedge", "Mrs R. Quillan", "Sam Ottrell"
PASSPHRASES = {
    DSL: "walnut-harbour-cinder-lantern",
    HEAD: "pepper-magnet-orchard-violin",
    DEPUTY: "copper-saddle-thistle-window",
}
FOUNDERS = (
    Founder(DSL, "dsl", "JH", PASSPHRASES[DSL]),
    Founder(HEAD, "headteacher", "RQ", PASSPHRASES[HEAD]),
    Founder(DEPUTY, "deputy_dsl", "SO", PASSPHRASES[DEPUTY]),
)
RECOVERY_KEY = new_recovery_key()
"""On the recovery sheet of every casebook that is made here."""
SHEET = RECOVERY_KEY.identity
NEW_PASSPHRASE = "marble-anchor-willow-compass"
"""What a member takes instead of the one above, and what a new member has."""
FRIDAY_AFTERNOON = datetime(2026, 11, 13, 16, 50, tzinfo=UTC)
"""Friday 13 November 2026, 16:50 GMT: the week in which the scenarios happen."""


class SettableClock:
    """The clock that tests set: it stands still until told to go on."""

    def __init__(self, now: datetime = FRIDAY_AFTERNOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """The present moment, in UTC."""
        return self.now

    def forward(self, by: timedelta) -> None:
        """Go on by some time."""
        self.now += by


def thornmoss() -> School:
    """The made-up school."""
    return School(
        id=new_id(), name="Thornmoss Academy (fictional)", address="1 Thornmoss Lane, Thornmoss ZZ99 9ZZ",
        phone="01632 960123", email="office@example.com", sector="academy", local_authority="Thornshire",
        headteacher=HEAD, chair_of_governors="Mr P. Vane",
    )  # fmt: skip


def make_casebook(folder: Path, clock: Callable[[], datetime], key: RecoveryKey = RECOVERY_KEY) -> Path:
    """Make Thornmoss's casebook with its DSL, head and deputy at `folder`."""
    sheet = key.public
    create_folder(
        folder, school=thornmoss(), founders=FOUNDERS, recovery_recipient=sheet.recipient,
        recovery_signing_key=sheet.signing_key, clock=clock, kdf=FLOOR_KDF,
    )  # fmt: skip
    return folder


def unlock(folder: Path, name: str, clock: Callable[[], datetime]) -> Session:
    """Open a casebook made here as the member `name`."""
    opened = open_folder(folder, who=name, passphrase=PASSPHRASES[name], clock=clock)
    member = opened.casebook.get(Member, opened.casebook.identity.member_id)
    return Session(opened, member, load_library(), FileReader(), clock)
