"""The made-up school as data: the cases of the demonstration, each told the way a DSL would log it.

Times are local (Europe/London) and without a zone, as a person says them.
"""

from datetime import date, datetime

import msgspec

from dslapp.domain.boards.devices import HowTaken
from dslapp.domain.boards.takedowns import Seen
from dslapp.domain.case.casework import EntryKind
from dslapp.domain.case.incident import AdultHere, Cell, PlaceType, Source
from dslapp.domain.case.people import PersonKind
from dslapp.domain.evidence.exhibits import CaptureMethod, PowerState
from dslapp.domain.reference.platforms import Platform
from dslapp.domain.referral.referrals import Recipient
from dslapp.domain.statements import Certainty, TriState


class _Told(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Strict: a misspelt field of the data is an error."""


class MadeUpPerson(_Told, frozen=True, kw_only=True):
    """Somebody in a case; `part` is a key of `domain.parts`."""

    name: str
    part: str
    person_kind: PersonKind | None = None
    year_or_job: str = ""
    born: date | None = None
    birth_unknown_because: str = ""
    employer: str = ""
    employment_started: str = ""
    dbs: str = ""
    address: str = ""
    phone: str = ""
    parents: str = ""
    send: str = ""
    work_elsewhere: str = ""
    own_children: str = ""
    earlier_concerns: str = ""
    certainty: Certainty | None = None
    certainty_reason: str = ""
    parents_told: TriState = ""
    parents_told_by: str = ""
    parents_not_told_because: str = ""
    aware: TriState = ""


class MadeUpAccount(_Told, frozen=True, kw_only=True):
    """An account in a case; `of` names the person whose it is said to be."""

    platform: str
    handle: str
    display_name: str = ""
    of: str = ""
    certainty: Certainty = "unknown"
    because: str = ""


class MadeUpExhibit(_Told, frozen=True, kw_only=True):
    """A file of the samples, or imagery not held when `file` is empty."""

    file: str = ""
    description: str
    place: str = ""
    shown_time: str = ""
    shown_unknown_because: str = ""
    captured: datetime | None = None
    captured_unknown_because: str = ""
    device: str = ""
    device_owner: str = ""
    received_how: str = ""
    method: CaptureMethod = "screenshot"
    captured_by: str = ""
    """Whoever made the screenshot, where that is not the member who attaches it."""
    recorded: datetime | None = None
    """When it is attached or written down, where the story waits for that."""
    held_by: str = ""
    power_state: PowerState = ""
    police_ref: str = ""
    seen_by: str = ""
    told_to: str = ""


class MadeUpDevice(_Told, frozen=True, kw_only=True):
    """Something that the school keeps for somebody."""

    what: str
    owner: str
    taken: datetime
    taken_by: str
    because: str
    kept_where: str
    power_state: PowerState = ""
    seal: str = ""
    holds_imagery: bool = False
    how_taken: HowTaken = HowTaken()
    next_step: str = ""
    due: datetime | None = None


class MadeUpTakedown(_Told, frozen=True, kw_only=True):
    """Something that should be taken down, reported once and looked at once more."""

    platform: str
    handle: str = ""
    address: str = ""
    what: str
    exhibit: int
    """Which of the case's exhibits preserves it, from 0."""
    reported_to: str
    reported: datetime
    reference: str = ""
    look_again: datetime
    looked: datetime
    seen: Seen
    look_once_more: datetime


class MadeUpStep(_Told, frozen=True, kw_only=True):
    """What is answered and written at one step of the guidance."""

    answer: tuple[str, ...] = ()
    record: dict[str, str] = {}
    at: datetime | None = None
    """When, if not straight after the step before."""


class MadeUpEntry(_Told, frozen=True, kw_only=True):
    """A line of the chronology."""

    at: datetime
    entry_kind: EntryKind
    what: str
    who: str = ""
    with_whom: str = ""
    outcome: str = ""


class MadeUpReferral(_Told, frozen=True, kw_only=True):
    """A summary that is written, and sent when `sent_to` is given."""

    recipient: Recipient
    fields: dict[str, str] = {}
    sent_to: str = ""
    sent_how: str = ""
    password_told_how: str = ""


class MadeUpReview(_Told, frozen=True, kw_only=True):
    """What the headteacher does with the case."""

    question: str = ""
    decision: str = ""
    rationale: str = ""
    signs_off: bool = False


class MadeUpCase(_Told, frozen=True, kw_only=True):
    """One scenario, from the first words to where it stands."""

    scenario: int
    told: datetime
    logged: datetime
    what: str
    danger: TriState
    image: TriState
    adult_here: AdultHere
    reporter: str = ""
    reporter_role: str = ""
    source: Source = "staff"
    people: tuple[MadeUpPerson, ...] = ()
    accounts: tuple[MadeUpAccount, ...] = ()
    occurred: tuple[datetime, ...] = ()
    occurred_unknown_because: str = ""
    first_disclosed: datetime | None = None
    place_type: PlaceType = ""
    platform: str = ""
    app_area: str = ""
    url: str = ""
    words: str = ""
    words_used: str = ""
    questions: str = ""
    observed: str = ""
    hearsay: str = ""
    hearsay_source: str = ""
    wishes: str = ""
    not_spoken_because: str = ""
    wants_police: TriState = ""
    safe_today: str = ""
    not_known: str = ""
    cells: tuple[Cell, ...] = ()
    indicators: tuple[str, ...] = ()
    under_age_account: TriState = ""
    ai_generated: TriState = ""
    exhibits: tuple[MadeUpExhibit, ...] = ()
    devices: tuple[MadeUpDevice, ...] = ()
    takedowns: tuple[MadeUpTakedown, ...] = ()
    steps: dict[str, MadeUpStep] = {}
    """By "flow/step"; the walk stops at the first step that is not here."""
    log: tuple[MadeUpEntry, ...] = ()
    referrals: tuple[MadeUpReferral, ...] = ()
    review: MadeUpReview | None = None


class MadeUpMember(_Told, frozen=True, kw_only=True):
    """Somebody who may open the made-up casebook."""

    name: str
    role: str
    initials: str


class MadeUpSchool(_Told, frozen=True, kw_only=True):
    """The school, who works with its casebook, and its cases."""

    name: str
    address: str
    phone: str
    email: str
    sector: str
    local_authority: str
    headteacher: str
    chair_of_governors: str
    urn: str = ""
    members: tuple[MadeUpMember, ...]
    contacts: dict[str, str] = {}
    """Telephone numbers by contact kind."""
    platforms: tuple[Platform, ...] = ()
    """Cards of made-up sites and apps: rows of the school's own."""
    cases: tuple[MadeUpCase, ...]
