"""Whether guidance that a school has changed can be followed.

Public: `faults_of(shipped, laid, contact_keys)`, `faulty_flows(...)`; no finding means that it may hold.
"""

from collections.abc import Collection

from dslapp.domain.guidance import Library
from dslapp.domain.guidance_checks import Finding, check_library


def faults_of(shipped: Library, laid: Library, contact_keys: Collection[str]) -> tuple[Finding, ...]:
    """What is wrong with `laid` that is not wrong with `shipped`: links, ends and sources."""
    known = set(map(_told, check_library(shipped, contact_keys)))
    return tuple(finding for finding in check_library(laid, contact_keys) if _told(finding) not in known)


def faulty_flows(shipped: Library, laid: Library, contact_keys: Collection[str]) -> frozenset[str]:
    """The flows with a fault."""
    return frozenset(finding.flow for finding in faults_of(shipped, laid, contact_keys))


def _told(finding: Finding) -> tuple[str, str, str]:
    return finding.flow, finding.step, finding.problem
