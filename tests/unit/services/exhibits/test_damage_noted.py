"""Damage of an exhibit's file becomes permanent wherever it is seen first, not only in the gallery."""

from collections.abc import Callable
from threading import current_thread
from typing import Any

import pytest

from dslapp.casebook.evidence.files import EvidenceUnsound
from dslapp.domain.evidence.derivatives import Box
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit
from dslapp.services.copies.make_copy import prepare_copy
from dslapp.services.exhibits.show_evidence import original, picture, thumbnail
from dslapp.services.exhibits.show_file import check_kept, read_for_showing, small_picture
from dslapp.services.exhibits.show_on_paper import plates_of
from dslapp.services.intake.attach_evidence import NOTHING_ANSWERED, attach_file
from dslapp.services.intake.attach_parts import parts_of
from dslapp.services.session import Session
from tests.cases import bare_case
from tests.pictures import SAMPLES


def damaged(session: Session) -> Exhibit:
    exhibit = attach_file(
        session, bare_case(session), SAMPLES / "chatnest-taunts-1.png", NOTHING_ANSWERED, image_answer="no"
    )
    [stored] = session.evidence.folder.rglob(f"{exhibit.file_id}.age")
    stored.write_bytes(stored.read_bytes()[:-1])
    return exhibit


def noted(session: Session) -> list[str]:
    return [each.what for each in session.casebook.select(CustodyEvent) if each.what == "hash mismatch"]


BOXES = (Box(left=1, top=1, width=9, height=9),)
SEEN: dict[str, Callable[[Session, Exhibit], Any]] = {
    "the viewer": picture,
    "two beside each other": original,
    "the gallery": lambda session, exhibit: thumbnail(session, exhibit, 100),
    "the gallery, any kind": lambda session, exhibit: small_picture(session, exhibit, None, 100),
    "a page or a film": read_for_showing,
    "words": check_kept,
    "what came in it": parts_of,
    "a copy": lambda session, exhibit: prepare_copy(session, exhibit, BOXES, "redacted"),
    "a paper": lambda session, exhibit: plates_of(session, [exhibit], ()),
}


@pytest.mark.parametrize("where", SEEN)
def test_damage_is_noted_for_good_wherever_it_is_seen(session: Session, where: str) -> None:
    exhibit = damaged(session)
    for _ in range(2):
        with pytest.raises(EvidenceUnsound, match="JH/1"):
            SEEN[where](session, exhibit)
    assert noted(session) == ["hash mismatch"], "once"


def test_it_is_noted_on_the_casebooks_thread(session: Session) -> None:
    exhibit, brought = damaged(session), list[str]()

    def run(work: Callable[..., Any], *args: Any) -> Any:
        brought.append(current_thread().name)
        return work(*args)

    session.reach_casebook_by(run)
    with pytest.raises(EvidenceUnsound):
        original(session, exhibit)
    assert len(brought) == 1
    assert noted(session) == ["hash mismatch"]
