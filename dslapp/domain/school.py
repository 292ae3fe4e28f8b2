"""The school, the people who may open the casebook, and the numbers they ring."""

from datetime import date, datetime
from typing import Literal, get_args

from dslapp.domain.entity import Entity, MemberId

Role = Literal["dsl", "deputy_dsl", "case_manager", "headteacher", "chair_of_governors", "read_only"]

ROLE_NAMES: dict[Role, str] = {
    "dsl": "Designated safeguarding lead",
    "deputy_dsl": "Deputy DSL",
    "case_manager": "Case manager",
    "headteacher": "Headteacher",
    "chair_of_governors": "Chair of governors",
    "read_only": "Reader",
}

Holds = Literal["pupils", "staff", "head"]
"""What a casebook is for: concerns about pupils, about adults who work here, or about the headteacher."""
ExhibitPattern = Literal["{initials}/{n}", "{initials}{n}"]
EXHIBIT_PATTERNS: tuple[ExhibitPattern, ...] = get_args(ExhibitPattern)
"""How a producer's initials and a running number make an exhibit's reference."""


LADO_LABELS = ("LADO (Designated Officer)", "LADO", "Designated Officer")
"""What local authorities call the officer; a school may write another."""


def say_lado(words: str, label: str) -> str:
    """Name the officer in a title as the school's authority does: "Summary for the Designated Officer"."""
    return words.replace("LADO (Designated Officer)", "LADO").replace("LADO", label)


def short_lado(label: str) -> str:
    """The label without what stands in brackets, for buttons and columns: "LADO", "Designated Officer"."""
    return label.partition(" (")[0]


CHECK_AFTER_DAYS = 183
"""Six months: how long a number counts as checked."""


class School(Entity, frozen=True, kw_only=True):
    """The school and its local settings; there is one in a casebook."""

    name: str
    holds: Holds = "pupils"
    address: str = ""
    phone: str = ""
    email: str = ""
    urn: str = ""
    sector: str = ""
    """LA-maintained, academy, independent, voluntary-aided …"""
    local_authority: str = ""
    headteacher: str = ""
    chair_of_governors: str = ""
    exhibit_pattern: ExhibitPattern = "{initials}/{n}"
    lado_label: str = "LADO (Designated Officer)"
    lado_clock: Literal["1 working day", "24 hours"] = "1 working day"
    written_confirmation: Literal["24 hours", "48 hours", "2 working days"] = "24 hours"
    """By when a referral by telephone is confirmed in writing; the strictest until the school looks it up."""
    platform_ack: Literal["24 hours", "48 hours", "72 hours"] = "24 hours"
    platform_reply: Literal["48 hours", "72 hours", "1 week"] = "72 hours"
    cp_file_days: Literal["5 calendar days", "5 working days"] = "5 calendar days"
    """By when a child protection file goes to the new school."""
    threshold_levels: tuple[str, ...] = ()
    """What the local threshold document calls its levels, from the least to the most serious; empty if not written."""
    changes_guidance: bool = False
    """Whether the guidance may be changed in this casebook; what was changed holds either way."""
    managed_device: bool = False
    """Somebody declared that this is a school-managed computer."""
    reads_by_machine: bool = True
    """Whether the words in a picture are read by machine as soon as it is attached, where the program can do it."""

    @property
    def guidance_facts(self) -> dict[str, str]:
        """The settings that the guidance counts by, as facts; a case keeps those of the day on which it was begun."""
        return {
            "lado_clock": self.lado_clock, "written_confirmation": self.written_confirmation,
            "platform_ack": self.platform_ack, "platform_reply": self.platform_reply,
            "cp_file_days": self.cp_file_days,
        }  # fmt: skip


class Member(Entity, frozen=True, kw_only=True):
    """A person who may open the casebook, with the keys by which their entries are known."""

    name: str
    role: Role
    initials: str
    signing_key: str
    """Ed25519 public key, 64 hexadecimal digits."""
    age_recipient: str
    added_at: datetime
    retired: bool = False
    """Whether they have left: they open nothing any more, and what they sign from then on does not count."""
    retired_at: datetime | None = None
    retired_because: str = ""


class Recovery(Entity, frozen=True, kw_only=True):
    """The recovery sheet in force: the age recipient to which the keys are always sealed as well."""

    recipient: str
    issued_at: datetime
    signing_key: str = ""
    """Ed25519 public key by which an entry made with the sheet is known, 64 hexadecimal digits; empty on sheets that
    were issued before sheets could sign."""
    used_at: datetime | None = None
    """When somebody opened the casebook with it: then it is to be replaced."""


class CoverPin(Entity, frozen=True, kw_only=True):
    """The short PIN that lifts the cover for one member, as Argon2id hash. Opens nothing."""

    member_id: MemberId
    argon2_hash: str


class Contact(Entity, frozen=True, kw_only=True):
    """Whom to ring: the school's own number for an agency, and the day on which somebody checked it."""

    contact_kind: str
    """The key that guidance uses: lado, mash, police_local, prevent, head, chair, hr …"""
    label: str
    name: str = ""
    phone: str = ""
    out_of_hours: str = ""
    email: str = ""
    checked_on: date | None = None

    def check_is_due(self, today: date) -> bool:
        """Whether nobody has checked this number for six months, or ever."""
        return self.checked_on is None or (today - self.checked_on).days > CHECK_AFTER_DAYS


class Access(Entity, frozen=True, kw_only=True):
    """Somebody looked, printed, exported, unlocked: an entry of the journal that changes no record."""

    what: Literal[
        "unlocked", "locked", "viewed", "revealed", "exported", "printed", "copied", "failed unlock", "verified",
        "created", "backup proved", "salvaged", "extracted", "seal shown", "handed over", "taken in", "purged",
        "passphrase changed", "not made", "screen shared", "damage found", "device key on", "device key off",
        "pack begun",
    ]  # fmt: skip
    incident_id: str | None = None
    subject: str = ""
    """Kind and id of what was looked at, e.g. `exhibit 0192…`."""
    detail: str = ""
    to: str = ""
    """Where something left the school: to whom, in the words of whoever sent it."""
