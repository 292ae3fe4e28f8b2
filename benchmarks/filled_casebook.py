"""A casebook full of made-up incidents, quickly: the ground on which the benchmarks stand."""

import itertools
import random
import string
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pyrage import x25519

from dslapp.casebook.keys.member_keys import FLOOR_KDF, Kdf
from dslapp.casebook.making import Founder, create_folder
from dslapp.casebook.opening import Opened, open_folder
from dslapp.domain.case.casework import Action
from dslapp.domain.case.incident import Incident
from dslapp.domain.entity import Entity, IncidentId, MemberId, new_id
from dslapp.domain.school import School

PASSPHRASE = "made up for measuring only"
MEMBER = "Jo Hartsedge"
BATCH = 2000
_OPEN = 200
"""The latest cases are open, whatever the size: a school's archive grows, its work in hand does not."""
WORDS_EACH = 150


def vocabulary(seed: int = 1) -> list[str]:
    """Twenty thousand made-up words of three to nine letters."""
    chance = random.Random(seed)
    return ["".join(chance.choices(string.ascii_lowercase, k=chance.randint(3, 9))) for _ in range(20_000)]


def now() -> datetime:
    """The clock of the benchmarks."""
    return datetime.now(UTC)


def make(folder: Path, incidents: int, kdf: Kdf = FLOOR_KDF) -> None:
    """Write a casebook with that many incidents of 150 words, the latest 200 open and each with an action."""
    recovery = str(x25519.Identity.generate().to_public())
    founder = Founder(MEMBER, "dsl", "JH", PASSPHRASE)
    school = School(id=new_id(), name="Thornmoss Academy (fictional)")
    create_folder(folder, school=school, founders=[founder], recovery_recipient=recovery, clock=now, kdf=kdf)
    opened = unlock(folder)
    words, chance, batch = vocabulary(), random.Random(2), list[Entity]()
    how_common = list(itertools.accumulate(1 / rank for rank in range(1, len(words) + 1)))  # as in real language
    for number in range(1, incidents + 1):
        summary = " ".join(chance.choices(words, cum_weights=how_common, k=WORDS_EACH))
        batch += incident_with_action(opened, number, summary, is_open=number > incidents - _OPEN)
        if len(batch) >= BATCH or number == incidents:
            opened.casebook.commit(batch)
            batch = []
    opened.close()


def incident_with_action(opened: Opened, number: int, summary: str, *, is_open: bool) -> list[Entity]:
    """One incident, and an action due in a week if it is open."""
    member, at = MemberId(opened.casebook.identity.member_id), now()
    incident = Incident(
        id=new_id(), ref=f"OSI-2026-{number:06}", status="open" if is_open else "closed", owner=member, logged_at=at,
        logged_by=member, reported_to_dsl_at=at, summary=summary,
    )  # fmt: skip
    if not is_open:
        return [incident]
    due = at + timedelta(days=number % 30 - 7)
    what = Action(id=new_id(), incident_id=IncidentId(incident.id), what="Ring the parents", due=due, created_at=at)
    return [incident, what]


def unlock(folder: Path) -> Opened:
    """Open the casebook that `make` wrote."""
    return open_folder(folder, who=MEMBER, passphrase=PASSPHRASE, clock=now)
