"""Indicators of a possible offence from school policy (rules-from-the-policies A.2), never a finding of one."""

from datetime import date
from typing import Literal

import msgspec

from dslapp.domain.case.incident import MandatoryRoute


class IndicatorPart(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sub-code, such as CRIM-03d."""

    code: str
    label: str


class Indicator(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One indicator. `hard_stop`: stop, and take advice before anything else; the note says whose."""

    code: str
    label: str
    parts: tuple[IndicatorPart, ...] = ()
    hard_stop: bool = False
    weight: Literal["", "policy breach", "lower police priority"] = ""
    note: str = ""
    mandatory: tuple[MandatoryRoute, ...] = ()


class MandatoryKind(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of misuse for which the policies' route must be followed; one person alone cannot close it in school."""

    id: MandatoryRoute
    label: str


class IndicatorList(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The fourteen indicators, the caveat that always stands above them, and the mandatory kinds."""

    edition: str
    source: str
    checked_on: date
    caveat: str
    indicators: tuple[Indicator, ...]
    mandatory: tuple[MandatoryKind, ...]
