"""The list of all types that can be saved, by the name under which the journal knows them."""

from dslapp.domain.casework import Action, Decision, LogEntry, Review
from dslapp.domain.derivatives import Derivative
from dslapp.domain.devices import HeldDevice
from dslapp.domain.entity import Entity
from dslapp.domain.evidence import CustodyEvent, Exhibit, ExhibitLink, ExhibitText
from dslapp.domain.incident import Incident
from dslapp.domain.local_rows import LocalRow
from dslapp.domain.people import Account, Involvement, Person
from dslapp.domain.referral import Referral
from dslapp.domain.route import GuidanceAnswer, GuidanceDeparture, GuidanceRun
from dslapp.domain.school import Access, Contact, CoverPin, Member, Recovery, School
from dslapp.domain.takedowns import Takedown
from dslapp.domain.trust import (
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
