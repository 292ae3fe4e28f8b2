"""The list of all types that can be saved, by the name under which the journal knows them."""

from dslapp.domain.boards.devices import HeldDevice
from dslapp.domain.boards.takedowns import Takedown
from dslapp.domain.case.casework import Action, Decision, LogEntry, Review
from dslapp.domain.case.incident import Incident
from dslapp.domain.case.people import Account, Involvement, Person
from dslapp.domain.entity import Entity
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit, ExhibitLink, ExhibitText
from dslapp.domain.guidance.route import GuidanceAnswer, GuidanceDeparture, GuidanceRun
from dslapp.domain.own_guidance.local_rows import LocalRow
from dslapp.domain.referral.referrals import Referral
from dslapp.domain.school import Access, Contact, CoverPin, Member, Recovery, School
from dslapp.domain.trust.entries import (
    BackupPlace,
    Countersignature,
    Drill,
    Epoch,
    Erasure,
    Moved,
    Neighbour,
    PaperSeal,
    Restored,
    SealCheck,
)

ENTITY_TYPES: dict[str, type[Entity]] = {
    entity_type.kind(): entity_type
    for entity_type in (
        Incident,
        Person,
        Account,
        Involvement,
        Exhibit,
        CustodyEvent,
        LogEntry,
        Action,
        Decision,
        Review,
        GuidanceRun,
        GuidanceAnswer,
        GuidanceDeparture,
        Referral,
        School,
        Member,
        CoverPin,
        Contact,
        Access,
        Recovery,
        LocalRow,
        Countersignature,
        Epoch,
        PaperSeal,
        SealCheck,
        BackupPlace,
        Drill,
        Restored,
        Neighbour,
        Moved,
        Erasure,
        ExhibitText,
        ExhibitLink,
        Derivative,
        HeldDevice,
        Takedown,
    )
}
