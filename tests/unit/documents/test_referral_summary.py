"""The summaries' own words: what the officer is called, and acts that are a hint and no charge."""

from pathlib import Path

import msgspec

from dslapp.documents.drawing import draw
from dslapp.documents.referral_summary import referral_summary
from dslapp.domain.statements import Stated
from tests.unit.documents.made_up import LADO, POLICE, PROVENANCE
from tests.unit.documents.readers import Reader


def test_the_title_calls_the_officer_as_the_authority_does() -> None:
    named = msgspec.structs.replace(LADO, lado_label="Designated Officer")
    assert referral_summary(named, PROVENANCE).title == "Summary for the Designated Officer"
    assert referral_summary(LADO, PROVENANCE).title == "Summary for the LADO (Designated Officer)"


def test_acts_are_printed_for_the_police_under_the_caveat(tmp_path: Path) -> None:
    laws = Stated(text="Protection from Harassment Act 1997\nPicked by the school as a hint; this is not a charge.")
    content = msgspec.structs.replace(POLICE, answers={**POLICE.answers, "possible_laws": laws})
    pages = Reader(tmp_path, draw(referral_summary(content, PROVENANCE)))
    printed = pages.flowing()
    assert "Possible legislation – for" in printed
    assert "this is not a charge" in printed
