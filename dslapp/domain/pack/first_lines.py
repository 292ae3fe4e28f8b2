"""The first lines of a pack, as far as the case knows them: whom to ring tonight, and the reader's own number."""

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.pack.readers import PackReader

NOT_GIVEN = "not given"
_TONIGHT = "phone_tonight"
_THEIR_NUMBERS: dict[PackReader, frozenset[str]] = {
    "police": frozenset({"police-ref", "police-reference", "police-crime-ref", "police-limb-ref", "reference"}),
    "lado": frozenset({"lado-ref"}), "social care": frozenset({"csc-ref"}), "other": frozenset(),
}  # fmt: skip
"""The fields of the guidance in which they are written."""


def known_ring(case: CaseFile, reader: PackReader) -> str:
    """Whom to ring tonight, as a summary of this case says: the newest to this reader, else the newest."""
    newest = case.referrals[::-1]
    theirs_first = (*(each for each in newest if each.recipient == reader), *newest)
    said = [answers.get(_TONIGHT) for each in theirs_first for answers in (each.fields, each.sent_answers)]
    return next((each.text.strip() for each in said if each and each.text.strip()), "")


def known_reference(case: CaseFile, reader: PackReader) -> str:
    """Their own number: from the newest referral to them that has one, else from the guidance."""
    for referral in reversed(case.referrals):
        if referral.recipient == reader and referral.agency_ref.strip():
            return referral.agency_ref.strip()
    found = ""
    for answer in case.answers:
        for each in answer.recorded if not answer.superseded else ():
            if each.field in _THEIR_NUMBERS[reader]:
                found = each.value.strip() or found
    return found
