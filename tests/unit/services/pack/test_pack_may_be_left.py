"""A pack that came to nothing at a place that does not answer: nobody says that nothing of it was kept."""

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from dslapp.casebook.packing import placing
from dslapp.domain.pack.unfinished import waiting_packs
from dslapp.domain.school import Access
from dslapp.services.case.read_case import load_case
from dslapp.services.pack import make_pack as making
from dslapp.services.pack.make_pack import PackMayBeLeft, PackStopped, make_pack
from dslapp.services.pack.tell_unfinished import tell_unfinished_packs
from dslapp.services.session import Session
from tests.packs import BECAUSE, everything, packed_case

NAME = "Pack OSI-2026-0041"


def pulled(*_args: object, **_fields: object) -> None:
    raise OSError(errno.EIO, "the stick was pulled out")


def stopped(*_args: object) -> None:
    raise PackStopped


def kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dslapp.casebook.packing.placing.shutil.rmtree", pulled)


def other_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    disks = iter([1, 2])
    monkeypatch.setattr(placing, "_disk_of", lambda _: next(disks))


@pytest.mark.parametrize(
    ("breaks", "fails", "why"),
    [(kept, pulled, "does not answer"), (kept, stopped, "You stopped this"), (other_disk, pulled, "does not answer")],
)
def test_what_may_lie_there_still_is_said_and_becomes_an_action_at_once(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    breaks: Callable[[pytest.MonkeyPatch], None], fails: Callable[..., None], why: str,
) -> None:  # fmt: skip
    case = packed_case(session)
    breaks(monkeypatch)
    monkeypatch.setattr(making, "_read_back", fails)
    with pytest.raises(PackMayBeLeft, match=why) as refused:
        make_pack(session, case.id, everything(case, form="folder", plain_because=BECAUSE), tmp_path / NAME)
    assert "nothing of it was kept" not in refused.value.message
    notes = [each.entity for each in session.casebook.history(incident_id=case.id) if isinstance(each.entity, Access)]
    assert [each.what for each in notes if each.subject.startswith("pack ")] == ["pack begun"]
    (action,) = waiting_packs(load_case(session, case.id))
    assert f"“{NAME}”" in action.what
    assert "Anybody who finds it can read it." in action.what
    assert tell_unfinished_packs(session) == (), "it is told once"
