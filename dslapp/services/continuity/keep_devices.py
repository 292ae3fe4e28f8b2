"""Devices that the school keeps for somebody: taken in, put away, handed over, returned; each with its next step."""

from datetime import datetime

import msgspec

from dslapp.casebook.rows.board_rows import device_rows
from dslapp.domain.boards.board_rows import DeviceRow
from dslapp.domain.boards.device_words import taking_in_words
from dslapp.domain.boards.devices import DeviceStatus, HeldDevice, HowTaken
from dslapp.domain.case.casework import Action
from dslapp.domain.entity import Entity, ExhibitId, IncidentId, new_id
from dslapp.domain.evidence.exhibits import CustodyEvent, PowerState
from dslapp.domain.problems import UserProblem
from dslapp.services.continuity.hand_over_exhibit import HandOver, check_step, step_of
from dslapp.services.session import Session


class DeviceAnswers(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked when a device is taken in."""

    what: str
    owner: str
    taken_at: datetime
    taken_by: str
    taken_because: str
    kept_where: str
    serial: str = ""
    power_state: PowerState = ""
    seal: str = ""
    holds_imagery: bool = False
    how_taken: HowTaken = HowTaken()
    next_step: str = ""
    due: datetime | None = None


class DeviceMoved(msgspec.Struct, frozen=True, kw_only=True):
    """A device changed hands: the step itself, and how it stands now."""

    step: HandOver
    status: DeviceStatus
    agreed_by: str = ""
    """Who of the police or social care said that a device which may hold such an image may be given back, and when."""
    power_state: PowerState = ""
    next_step: str = ""
    due: datetime | None = None


def missing_of(answers: DeviceAnswers) -> tuple[UserProblem, ...]:
    """Everything that has to be answered about a device and is not, each with its field."""
    asked = (
        ("what", answers.what, "Write what it is: make, model and colour."),
        ("owner", answers.owner, "Write whose it is."),
        ("taken_by", answers.taken_by, "Write who took it in."),
        ("taken_because", answers.taken_because, "Write why the school keeps it."),
        ("kept_where", answers.kept_where, "Write where it is locked away, and who has the key."),
    )
    return tuple(
        UserProblem(missing, "“Not known” is an answer.", field=field)
        for field, said, missing in asked
        if not said.strip()
    )


def keep_device(session: Session, incident_id: str, answers: DeviceAnswers, *, finishes_draft: str = "") -> HeldDevice:
    """Record a device that was handed in or taken, the first step of its continuity, and what is to be done next.

    Raises UserProblem with `field`.
    """
    session.require("log and change the record")
    now = session.clock()
    if missing := missing_of(answers):
        raise missing[0]
    if answers.taken_at > now:
        raise UserProblem("This time is still to come. Check the date and the time.", field="taken_at")
    taken = _stripped(answers.how_taken)
    device = HeldDevice(
        id=new_id(), incident_id=IncidentId(incident_id), what=answers.what.strip(), serial=answers.serial.strip(),
        owner=answers.owner.strip(), power_state=answers.power_state, kept_where=answers.kept_where.strip(),
        seal=answers.seal.strip(), taken_at=answers.taken_at, taken_by=answers.taken_by.strip(),
        taken_because=answers.taken_because.strip(), holds_imagery=answers.holds_imagery, how_taken=taken,
        noted_at=now, noted_by=session.member.name,
    )  # fmt: skip
    step = HandOver(
        what="received", at=device.taken_at, from_whom=device.owner, to=device.taken_by, where=device.kept_where,
        purpose=taking_in_words(device.taken_because, taken), seal=device.seal,
    )  # fmt: skip
    changes: list[Entity] = [device, step_of(session, step, incident_id, device_id=device.id)]
    changes += _looked_into(session, device)
    changes.append(_next(session, device, answers.next_step, answers.due))
    session.casebook.commit(changes, reason="A device is kept.", finishes_draft=finishes_draft)
    return device


def note_how_taken(session: Session, device_id: str, taken: HowTaken, *, finishes_draft: str = "") -> HeldDevice:
    """Complete by what right a device was taken, who was told, and who looked into it; the old words stay readable.

    A look into it is a step of its continuity. Raises UserProblem with `field`: a look that has no reason.
    """
    session.require("log and change the record")
    device = session.casebook.get(HeldDevice, device_id)
    after = msgspec.structs.replace(device, how_taken=_stripped(taken))
    looked = _looked_into(session, after) if after.how_taken.looked_into_by != device.how_taken.looked_into_by else []
    session.casebook.commit(
        [after, *looked], reason="How it was taken was written down.", finishes_draft=finishes_draft
    )
    return after


def move_device(session: Session, device_id: str, moved: DeviceMoved, *, finishes_draft: str = "") -> HeldDevice:
    """Record that a device changed hands, and how it stands now. Its step is done; another one opens unless returned.

    Raises UserProblem with `field`: "agreed_by" when a device that may hold an image nobody may look at is given back
    without a word from an agency.
    """
    session.require("log and change the record")
    check_step(moved.step, session.clock())
    device = session.casebook.get(HeldDevice, device_id)
    if moved.status == "returned" and device.holds_imagery and not moved.agreed_by.strip():
        raise UserProblem(
            "This device may hold an image that nobody may look at. It is given back only when the police, or social "
            "care, said so.",
            "Write who said so, and when.",
            field="agreed_by",
        )
    step = moved.step
    if moved.agreed_by.strip():
        step = msgspec.structs.replace(step, purpose=f"{step.purpose.strip()}; agreed by {moved.agreed_by.strip()}")
    after = msgspec.structs.replace(
        device, status=moved.status, kept_where=step.where.strip(), seal=step.seal.strip(),
        power_state=moved.power_state or device.power_state,
    )  # fmt: skip
    words = f"{step.what.capitalize()}: from {step.from_whom.strip()} to {step.to.strip()}."
    changes: list[Entity] = [after, step_of(session, step, device.incident_id, device_id=device.id)]
    changes += _done(session, device, words)
    if moved.status != "returned":
        changes.append(_next(session, after, moved.next_step, moved.due))
    session.casebook.commit(changes, reason=words, finishes_draft=finishes_draft)
    return after


def list_devices(session: Session) -> tuple[DeviceRow, ...]:
    """The devices of all cases with the step that is due for each: those still kept first, the oldest on top."""
    session.require("read the record")
    return device_rows(session.casebook)


def withdraw_device(session: Session, device_id: str, *, because: str) -> HeldDevice:
    """Take back a device that was written down by mistake; it stays readable. Raises UserProblem without a reason."""
    session.require("log and change the record")
    if not because.strip():
        raise UserProblem("Write why.", field="because")
    device = session.casebook.get(HeldDevice, device_id)
    after = msgspec.structs.replace(device, withdrawn=True, withdrawn_because=because.strip())
    session.casebook.commit([after, *_done(session, device, "Written down by mistake.")], reason=because.strip())
    return after


def _stripped(taken: HowTaken) -> HowTaken:
    said = {name: text.strip() for name, text in msgspec.structs.asdict(taken).items()}
    if said["looked_into_by"] and not said["looked_into_because"]:
        raise UserProblem("Write why somebody looked into it.", field="looked_into_because")
    return HowTaken(**said)


def _looked_into(session: Session, device: HeldDevice) -> list[CustodyEvent]:
    """A look changes what is on a device: a step, at the moment of writing; who looked, and when, in their words."""
    taken = device.how_taken
    if not taken.looked_into_by:
        return []
    return [
        CustodyEvent(
            id=new_id(), incident_id=device.incident_id, exhibit_id=ExhibitId(""), device_id=device.id,
            at=session.clock(), what="looked into", by=session.member.name, from_whom=taken.looked_into_by,
            purpose=taken.looked_into_because,
        )
    ]  # fmt: skip


def _next(session: Session, device: HeldDevice, step: str, due: datetime | None) -> Action:
    words = step.strip() or ("Hand it to the police" if device.holds_imagery else "Decide who gets it, and when")
    return Action(
        id=new_id(), incident_id=device.incident_id, what=f"{device.what}, kept for {device.owner}: {words}",
        owner=session.member.id, due=due, source="device", source_id=device.id, created_at=session.clock(),
    )  # fmt: skip


def _done(session: Session, device: HeldDevice, note: str) -> list[Action]:
    waiting = session.casebook.select(Action, "p.source_id = ? AND p.status = 'open'", (device.id,))
    now = session.clock()
    return [
        msgspec.structs.replace(each, status="done", finished_at=now, finished_note=note)
        for each in waiting
        if each.source == "device"
    ]
