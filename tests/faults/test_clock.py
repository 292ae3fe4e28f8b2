"""F21: the computer's clock jumps; every save succeeds and keeps its place, the jump is told, nothing counts as old."""

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from dslapp.casebook.journal.clock_jumps import clock_jumps
from dslapp.casebook.journal.verify import verify
from dslapp.domain.case.casework import LogEntry
from dslapp.domain.case.incident import SafetyAnswers
from dslapp.domain.case.incident_draft import NamedPerson
from dslapp.domain.entity import IncidentId, new_id
from dslapp.domain.guidance.flows import required_record
from dslapp.domain.statements import Stated
from dslapp.services.case.do_casework import add_action, add_log_entry
from dslapp.services.case.keep_draft import drafts, keep_draft
from dslapp.services.case.log_incident import begin_draft, log_incident
from dslapp.services.case.today import today
from dslapp.services.guidance.answer_guidance import answer_step, open_route
from dslapp.services.health.casebook_checks import casebook_checks
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.intake.sweep_evidence import sweep_evidence
from dslapp.services.session import Session
from tests.casebooks import DSL, FRIDAY_AFTERNOON, PASSPHRASES, unlock
from tests.faults.counts import Count
from tests.pictures import sample

ROOT = Path(__file__).resolve().parents[2]
DAY = timedelta(days=1)
YEARS = 365 * DAY
AUTUMN = datetime(2027, 10, 31, 0, 40, tzinfo=UTC)
"""Twenty minutes before two o'clock becomes one o'clock."""
SPRING = datetime(2027, 3, 28, 0, 40, tzinfo=UTC)


class JumpingClock:
    """Goes on by a second at each look, and jumps before a given one."""

    def __init__(self, now: datetime = FRIDAY_AFTERNOON) -> None:
        self.now = now
        self._by, self._before_look = timedelta(), 0

    def jump(self, by: timedelta, before_look: int = 1) -> None:
        """Jump when it is looked at the next time, or at a later look."""
        self._by, self._before_look = by, before_look

    def __call__(self) -> datetime:
        """The moment, in UTC."""
        self._before_look -= 1
        if self._before_look == 0:
            self.now += self._by
        self.now += timedelta(seconds=1)
        return self.now


def acts(session: Session) -> int:
    """Everything that saves, as a DSL does it; returns how many saves were acknowledged."""
    draft = msgspec.structs.replace(
        begin_draft(session), what="Nobody wants you, said a boy who left.", reporter_name="Sam Ottrell",
        reporter_role="deputy", safety=SafetyAnswers(danger="no", image="no", adult_here="none"),
        people=(NamedPerson(name="Ellis P."),),
    )  # fmt: skip
    keep_draft(session, draft)
    case = IncidentId(log_incident(session, draft).id)
    saved = 1
    spoken = LogEntry(
        id=new_id(), incident_id=case, at=session.clock(), entry_kind="contact", what="Spoke with Ellis.", who="JH"
    )
    add_log_entry(session, spoken)
    add_action(session, case, "Ring home", due=session.clock() + DAY)
    data = sample("chatnest-taunts-1.png")
    attach_file(session, case, data, ExhibitAnswers(), image_answer="no", although_known=True)
    walk = open_route(session, case, "cyberbullying")
    assert walk.current is not None
    step = session.library.guidance.flows["cyberbullying"].by_id[walk.current.step]
    answer_step(session, case, walk.current.step, (), {f.id: Stated(text="yes") for f in required_record(step)})
    return saved + 5


@pytest.fixture
def sitting(casebook_folder: Path) -> Iterator[Callable[[JumpingClock], Session]]:
    """Call it to sit down anew by a clock."""
    sessions: list[Session] = []

    def leave() -> None:
        while sessions:
            session = sessions.pop()
            session.opened.close()
            session.pictures.close()

    def sit_down(clock: JumpingClock) -> Session:
        leave()
        sessions.append(unlock(casebook_folder, DSL, clock))
        return sessions[-1]

    yield sit_down
    leave()


@pytest.mark.parametrize(
    ("start", "by", "before_look", "told"),
    [
        pytest.param(FRIDAY_AFTERNOON, -DAY, 1, True, id="a day back"),
        pytest.param(FRIDAY_AFTERNOON, -10 * YEARS, 1, True, id="ten years back"),
        pytest.param(FRIDAY_AFTERNOON, 50 * YEARS, 1, True, id="fifty years on"),
        pytest.param(FRIDAY_AFTERNOON, -timedelta(hours=1), 1, True, id="an hour back, set by hand"),
        pytest.param(FRIDAY_AFTERNOON, -timedelta(seconds=2), 1, False, id="set right by two seconds"),
        pytest.param(AUTUMN, timedelta(hours=1), 1, False, id="the clocks go back in autumn"),
        pytest.param(SPRING, timedelta(hours=1), 1, False, id="the clocks go forward in spring"),
        pytest.param(FRIDAY_AFTERNOON, -DAY, 3, True, id="a day back within a save"),
        pytest.param(FRIDAY_AFTERNOON, 50 * YEARS, 4, True, id="fifty years on within a save"),
        pytest.param(FRIDAY_AFTERNOON, -10 * YEARS, 5, True, id="ten years back within a save"),
    ],
)
def test_every_save_succeeds_and_the_jump_is_told(
    sitting: Callable[[JumpingClock], Session], counted: Count, start: datetime, by: timedelta, before_look: int,
    told: bool,
) -> None:  # fmt: skip
    clock = JumpingClock(start)
    session = sitting(clock)
    acknowledged = acts(session)
    clock.jump(by, before_look)
    acknowledged += acts(session)
    entries = session.casebook.head[0]

    session = sitting(clock)
    found = verify(session.casebook, session.evidence)
    kept = sum(
        len(session.casebook.connection.execute(f"SELECT id FROM {table}").fetchall())
        for table in ("incident", "log_entry", "action", "exhibit", "guidance_run", "guidance_answer")
    )
    jumps = clock_jumps(session.casebook)
    flagged = next(check.state for check in casebook_checks(session) if check.key == "clock")
    lost = max(0, acknowledged - kept)
    silent = len(found.faults) + (bool(jumps) != told) + ((flagged == "attention") != told)
    counted("F21", "clock jumps, by the injected clock", 1, acknowledged=acknowledged, lost=lost, silent=silent)
    assert found.faults == ()
    assert lost == 0
    assert (bool(jumps), flagged) == (told, "attention" if told else "good")
    assert session.casebook.head[0] >= entries
    assert today(session).open_incidents == 2
    assert drafts(session) == ()


def test_what_is_not_recorded_yet_does_not_count_as_old_by_a_clock_that_jumped(
    sitting: Callable[[JumpingClock], Session], counted: Count
) -> None:
    """A picture was kept and its record was not saved: thirty days later it goes, by a clock that can be trusted."""
    clock = JumpingClock(datetime.now(UTC))
    session = sitting(clock)
    acts(session)
    orphan = session.evidence.keep(io.BytesIO(b"kept, and not recorded")).file_id
    clock.jump(50 * YEARS)
    acts(session)
    swept_by_a_jump = sweep_evidence(session)
    left = [path.stem for path in session.evidence.folder.rglob("*.age")]
    counted("F21", "retention at a jump of fifty years", 1, acknowledged=1, lost=int(orphan not in left))
    assert (swept_by_a_jump, orphan in left) == ((0, 0), True)


@pytest.mark.skipif(shutil.which("faketime") is None, reason="needs Debian's faketime")
def test_a_program_of_its_own_by_another_clock_saves_and_tells(
    casebook_folder: Path, tmp_path: Path, counted: Count
) -> None:
    """The very program, started by faketime: ten years back, then fifty years on, then a day back."""
    secret = tmp_path / "passphrase.txt"
    secret.touch(mode=0o600)
    secret.write_text(PASSPHRASES[DSL])

    def verified(*clock: str) -> str:
        command = [sys.executable, "main.py", "verify", str(casebook_folder), "--member", DSL, "--passphrase-file",
                   str(secret), "--json"]  # fmt: skip
        done = subprocess.run(
            [*clock, *command], cwd=ROOT, env={**os.environ, "HOME": str(tmp_path)}, capture_output=True, text=True,
            check=False, timeout=100,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    for clock in ("-10y", "+50y", "-1d"):
        verified("faketime", "-f", clock)
    said = verified()
    told = said.count("clock had gone back")
    counted("F21", "clock jumps, by faketime in a program of its own", 3, acknowledged=3, silent=int(told < 2))
    assert told >= 2
