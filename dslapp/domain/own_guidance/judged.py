"""Whether guidance that a school has changed can be followed, and is still safe.

Public: `faults_of` (flows and sources), `door_faults`, `all_faults`; no finding means that it may hold.
"""

from collections.abc import Collection, Iterable

from dslapp.domain.guidance.checks import Finding, check_door, check_library
from dslapp.domain.guidance.door import Door
from dslapp.domain.guidance.flows import Library
from dslapp.domain.own_guidance.laid_over import GuidanceData
from dslapp.domain.own_guidance.safety_floors import check_floors
from dslapp.domain.own_guidance.safety_floors_around import check_contact_floors, check_door_floors
from dslapp.domain.reference.checks import check_reference


def faults_of(shipped: Library, laid: Library, contact_keys: Collection[str]) -> tuple[Finding, ...]:
    """What is wrong with `laid` that is not wrong with `shipped`: links, ends, sources, and what keeps a child safe."""
    found = check_library(laid, contact_keys)
    new = _new(check_library(shipped, contact_keys), found) if found else ()
    return (*check_floors(shipped, laid), *new)


def door_faults(
    shipped: GuidanceData, library: Library, door: Door, contact_keys: Collection[str]
) -> tuple[Finding, ...]:
    """What is wrong with what the first screen says, where the shipped one is right."""
    before = check_door(shipped.guidance, shipped.door, shipped.contacts.keys)
    return (*check_door_floors(shipped.door, door), *_new(before, check_door(library, door, contact_keys)))


def all_faults(shipped: GuidanceData, laid: GuidanceData) -> tuple[Finding, ...]:
    """What is wrong anywhere with the guidance of a school."""
    return (
        *faults_of(shipped.guidance, laid.guidance, laid.contacts.keys),
        *door_faults(shipped, laid.guidance, laid.door, laid.contacts.keys),
        *check_contact_floors(shipped.contacts, laid.contacts),
        *_new(check_reference(shipped), check_reference(laid)),
    )


def _new(before: Iterable[Finding], after: Iterable[Finding]) -> tuple[Finding, ...]:
    known = {(finding.flow, finding.step, finding.problem) for finding in before}
    return tuple(finding for finding in after if (finding.flow, finding.step, finding.problem) not in known)
