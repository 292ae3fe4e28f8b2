"""What was written for another summary of the same case and need not be written again."""

from collections.abc import Mapping

from dslapp.domain.referral.referrals import Recipient, Referral
from dslapp.domain.referral.sources import ReferralGround
from dslapp.domain.statements import Stated

_FACTS = (
    ("exact_words", "exact_words"), ("incident_dates", "incident_dates"), ("where", "where"),
    ("account", "what_happened"), ("children", "victim"), ("parents", "parents"),
)  # fmt: skip
"""Fields of the LADO's summary with those of the police's that ask the same; here the case itself knows better."""
_ALIKE = (
    ("who_knows", "who_knows"), ("not_done", "not_done"), ("questions_asked", "questions_asked"),
    ("phone_tonight", "phone_tonight"), ("actions_taken", "steps_taken"), ("may_we", "our_questions"),
)  # fmt: skip
"""The same, where what a person wrote is better than what was put together from the case."""
_SAME_PERSON = (
    ("adult_whereabouts", "suspect_whereabouts"), ("adult_suicide_risk", "suspect_suicide_risk"),
    ("adult_aware", "suspect_aware"),
)  # fmt: skip
"""The same, where the adult of the one is the suspect of the other."""

_OF_THE_MOMENT = frozenset(
    {
        "asked", "decision_by", "adult_whereabouts", "next_contact", "interim_measures", "phone_tonight", "meeting",
        "referred_at", "signed", "police_route", "danger_now", "suspect_whereabouts", "suspect_access", "disappears",
    }
)  # fmt: skip
"""What an earlier summary said of its own day."""


def carried_answers(ground: ReferralGround, recipient: Recipient, known: Mapping[str, Stated]) -> dict[str, Stated]:
    """Answers written for an earlier summary to the same agency, and for the newest to the other one.

    By the field ids of the one for `recipient`. `known` is what the case answers already; of the earlier summary only
    what the case does not say, and what was not of its own day.
    """
    before = [each for each in ground.case.referrals if each.recipient == recipient and each.status != "preparing"]
    found = {
        field_id: answer
        for field_id, answer in (before[-1].fields if before else {}).items()
        if field_id not in _OF_THE_MOMENT and field_id not in known
    }
    other: Referral | None = next(
        (each for each in reversed(ground.case.referrals) if each.recipient != recipient), None
    )
    if other is None:
        return found
    accused = tuple(each.person for each in ground.accused if each.person)
    pairs = (*_FACTS, *_ALIKE, *(_SAME_PERSON if accused == ground.accused_adults else ()))
    for lado, police in pairs:
        source, target = (police, lado) if recipient == "lado" else (lado, police)
        if source in other.fields and not ((lado, police) in _FACTS and target in known):
            found[target] = other.fields[source]
    return found
