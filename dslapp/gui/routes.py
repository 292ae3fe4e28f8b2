"""Where a person can go in the window, as values: a page asks to go, the window takes them there."""

from dataclasses import dataclass
from typing import Literal

from dslapp.domain.entity import IncidentId, RunId

CaseTab = Literal[
    "summary", "guidance", "evidence", "people", "chronology", "actions", "referrals", "review", "history"
]

DetailsForm = Literal["times", "words", "people", "matrix", "risk", "voice", "parents"]
"""The forms for the rest of a case, by the names that `domain.still_to_do` uses."""


MemberAct = Literal["list", "add", "passphrase", "role", "remove", "enrol", "sheet"]
"""What the members' page is for: their list, or one act about them."""


@dataclass(frozen=True)
class Route:
    """A place in the window."""


@dataclass(frozen=True)
class ToToday(Route):
    """What is due, and drafts."""


@dataclass(frozen=True)
class ToIncidents(Route):
    """The table of incidents."""


@dataclass(frozen=True)
class ToPeople(Route):
    """People and accounts."""


@dataclass(frozen=True)
class ToExhibits(Route):
    """All exhibits."""


@dataclass(frozen=True)
class ToActions(Route):
    """All actions."""


@dataclass(frozen=True)
class ToReferrals(Route):
    """All referrals."""


@dataclass(frozen=True)
class ToSafety(Route):
    """How safe the casebook is just now."""


@dataclass(frozen=True)
class ToBackups(Route):
    """Where the backups are, how old they are, and restoring one."""


@dataclass(frozen=True)
class ToMoveMatter(Route):
    """A case on its way to another casebook."""

    incident_id: IncidentId


@dataclass(frozen=True)
class ToInbox(Route):
    """Sealed notes that wait."""


@dataclass(frozen=True)
class ToSettings(Route):
    """The school, members, contacts, the window's look."""


@dataclass(frozen=True)
class ToMembers(Route):
    """The members, or one act about them; `member_id` is whom it is about."""

    act: MemberAct = "list"
    member_id: str = ""


@dataclass(frozen=True)
class ToContacts(Route):
    """Whom to ring, now."""


@dataclass(frozen=True)
class ToSearch(Route):
    """Everything that holds `words`."""

    words: str = ""


@dataclass(frozen=True)
class ToLogIncident(Route):
    """The first screen, empty or with the words of a draft."""

    draft_id: str = ""


NOT_HELD = "not held"
"""Instead of an id, on the evidence of a case: the form on which something is recorded in words only."""


@dataclass(frozen=True)
class ToCase(Route):
    """One case, at one of its tabs; `focus_id` is the thing on it that was looked for."""

    incident_id: IncidentId
    tab: CaseTab = "summary"
    focus_id: str = ""


@dataclass(frozen=True)
class ToCaseDetails(Route):
    """One form of a case, to fill in what is still to do or to amend it.

    For "people" and "parents", `about_id` is the involvement that is meant; empty adds somebody.
    """

    incident_id: IncidentId
    form: DetailsForm
    about_id: str = ""


@dataclass(frozen=True)
class ToGuidance(Route):
    """The list of guidance, or one run of it for a case."""

    incident_id: IncidentId | None = None
    run_id: RunId | None = None
    flow: str = ""


GuidancePart = Literal["flowcharts", "platforms", "law", "words", "numbers", "changes"]
"""The tabs of the Guidance page."""


@dataclass(frozen=True)
class ToReference(Route):
    """The reference data: one of its tabs, there the row with that key, or only what somebody should check."""

    part: GuidancePart
    key: str = ""
    to_check: bool = False


@dataclass(frozen=True)
class ToRefer(Route):
    """The referral with that id; without one, the one in preparation for the recipient, begun if there is none."""

    incident_id: IncidentId
    recipient: Literal["lado", "police"] = "lado"
    referral_id: str = ""


@dataclass(frozen=True)
class ToPack(Route):
    """An evidence pack of a case, being made."""

    incident_id: IncidentId


@dataclass(frozen=True)
class ToWhatLeft(Route):
    """What has left the school of a case, and to whom."""

    incident_id: IncidentId


@dataclass(frozen=True)
class ToCaseFile(Route):
    """A case on paper, for whoever reviews it."""

    incident_id: IncidentId


ExhibitPaperKind = Literal["labels", "large label", "continuity"]


@dataclass(frozen=True)
class ToExhibitPapers(Route):
    """Labels or continuity on paper, of those exhibits (or that one device) of a case; of all without any."""

    incident_id: IncidentId
    paper: ExhibitPaperKind = "labels"
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True)
class ToDevices(Route):
    """The devices that are kept in a case."""

    incident_id: IncidentId
    device_id: str = ""


@dataclass(frozen=True)
class ToTakedowns(Route):
    """What is to be taken down in a case."""

    incident_id: IncidentId
    takedown_id: str = ""


@dataclass(frozen=True)
class ToRedaction(Route):
    """A redacted or cropped copy of an exhibit, being made."""

    incident_id: IncidentId
    exhibit_id: str


@dataclass(frozen=True)
class ToSeries(Route):
    """The order of the pictures of one series; empty: of a new one."""

    incident_id: IncidentId
    series: str = ""


@dataclass(frozen=True)
class ToCompare(Route):
    """Two exhibits side by side; the way leads back to the case, or to its `series` where there is one."""

    incident_id: IncidentId
    first_id: str
    second_id: str
    series: str | None = None


@dataclass(frozen=True)
class ToPurge(Route):
    """An exhibit that must not be here: hidden, purged, and where else it can be."""

    incident_id: IncidentId
    exhibit_id: str
