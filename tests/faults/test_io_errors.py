"""F2: the disk refuses the n-th call of an act, for every n. Nobody loses what was acknowledged or saves it twice."""

import io
import re
from pathlib import Path

import msgspec
import pytest

from dslapp.casebook.keys import member_keys as keys
from dslapp.domain.case.incident import Incident
from tests.casebooks import SettableClock, make_casebook
from tests.faults.acts import ACTS
from tests.faults.counts import Count
from tests.faults.io_errors import Outcome
from tests.faults.keyring import Keyring, case_with_a_pupil, derive_quickly, exhibit
from tests.faults.shim import run_shimmed, why_not

pytestmark = [pytest.mark.skipif(bool(why_not()), reason=why_not()), pytest.mark.timeout(1800)]


@pytest.fixture
def folder(memory_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A casebook with an incident, an exhibit and a draft, ready to be copied."""
    monkeypatch.setattr(keys, "_derive", derive_quickly)
    (memory_folder / "first").mkdir()
    keyring = Keyring(make_casebook(memory_folder / "first" / "Thornmoss.casebook", SettableClock()))
    casebook = keyring.open()
    changes = case_with_a_pupil(casebook, 1)
    case = changes[0]
    assert isinstance(case, Incident)
    kept = keyring.evidence().keep(io.BytesIO(b"A screenshot. " * 500))
    casebook.commit([*changes, exhibit(case, 1, kept)])
    casebook.save_draft("one", "incident", "The first words.")
    casebook.close()
    return memory_folder


def in_words(act: str) -> str:
    """LogAnIncident as "log an incident"."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", act).lower()


@pytest.mark.parametrize("act", ACTS)
def test_an_error_of_the_disk_at_any_call_loses_nothing(folder: Path, act: str, counted: Count) -> None:
    outcomes = msgspec.convert(run_shimmed("tests.faults.io_errors", folder, act), list[Outcome])
    for outcome in outcomes:
        counted(
            "F2", f"I/O error: {in_words(act)}", outcome.count, acknowledged=outcome.acknowledged, lost=outcome.lost,
            silent=outcome.silent,
        )  # fmt: skip
    assert [wrong for outcome in outcomes for wrong in outcome.wrong] == []
    assert all(outcome.count for outcome in outcomes), "no fault struck: they prove nothing"
