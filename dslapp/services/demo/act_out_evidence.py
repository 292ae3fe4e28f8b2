"""Act out what a made-up case does with evidence: attach it, put a device away, have something taken down."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.local_time import LONDON
from dslapp.domain.made_up import MadeUpDevice, MadeUpExhibit, MadeUpTakedown
from dslapp.domain.statements import Stated, When
from dslapp.services.continuity.keep_devices import DeviceAnswers, keep_device
from dslapp.services.continuity.take_down import (
    Looked,
    Reported,
    TakedownAnswers,
    look_at_takedown,
    note_takedown,
    report_takedown,
)
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.intake.record_without_file import record_without_file
from dslapp.services.session import Session


def take_in(session: Session, incident_id: str, told: MadeUpExhibit, samples: Path) -> Exhibit:
    """Attach a file of the samples with its answers, or record imagery that is not held."""
    captured = When(precision="exact", start=told.captured.replace(tzinfo=LONDON)) if told.captured else When()
    if told.captured_unknown_because:
        captured = When(precision="unknown", unknown_because=told.captured_unknown_because)
    answers = ExhibitAnswers(
        description=told.description,
        place=Stated(text=told.place),
        shown_time=Stated(text=told.shown_time, unknown_because=told.shown_unknown_because),
        captured=captured,
        captured_by=told.captured_by or (session.member.name if told.file and told.method == "screenshot" else ""),
        device=told.device,
        device_owner=told.device_owner,
        method=told.method if told.file else "",
        received_how=told.received_how,
        held_by=told.held_by,
        power_state=told.power_state,
        police_ref=told.police_ref,
        seen_by=told.seen_by,
        told_to=told.told_to,
    )
    if told.file:
        return attach_file(session, incident_id, samples / told.file, answers, image_answer="no")
    return record_without_file(session, incident_id, "imagery not held", answers)


def put_away(session: Session, incident_id: str, told: MadeUpDevice) -> None:
    """Record a device that was handed in."""
    answers = DeviceAnswers(
        what=told.what, owner=told.owner, taken_at=told.taken.replace(tzinfo=LONDON), taken_by=told.taken_by,
        taken_because=told.because, kept_where=told.kept_where, power_state=told.power_state, seal=told.seal,
        holds_imagery=told.holds_imagery, how_taken=told.how_taken, next_step=told.next_step,
        due=told.due.replace(tzinfo=LONDON) if told.due else None,
    )  # fmt: skip
    keep_device(session, incident_id, answers)


def ask_to_take_down(session: Session, incident_id: str, told: MadeUpTakedown, exhibit_id: str) -> Iterator[datetime]:
    """Note it, report it, look again; yields each local time for which that waits."""
    yield told.reported
    answers = TakedownAnswers(
        platform=told.platform, imagery="no", handle=told.handle, address=told.address, what=told.what,
        exhibit_id=exhibit_id,
    )  # fmt: skip
    noted = note_takedown(session, incident_id, answers)
    reported = Reported(
        to=told.reported_to, at=told.reported.replace(tzinfo=LONDON), reference=told.reference,
        look_again=told.look_again.replace(tzinfo=LONDON),
    )  # fmt: skip
    report_takedown(session, noted.id, reported)
    yield told.looked
    looked = Looked(
        seen=told.seen, at=told.looked.replace(tzinfo=LONDON), look_again=told.look_once_more.replace(tzinfo=LONDON)
    )
    look_at_takedown(session, noted.id, looked)
