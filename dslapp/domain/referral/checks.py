"""What an answer of a referral must not be: a made-up date of birth, or a word that hides that nothing is known."""

from dslapp.domain.case.birth_dates import made_up_date
from dslapp.domain.problems import UserProblem
from dslapp.domain.referral.fields import ReferralField
from dslapp.domain.statements import Stated

_BIRTHS = frozenset({"adult_dob", "adult_own_children", "children", "victim", "suspect"})
"""Fields that hold dates of birth."""
_NOTHING = frozenset({"unknown", "not known", "not known yet", "n/k", "nk", "tbc", "?", "-", "–"})


def check_answer(field: ReferralField, answer: Stated) -> None:
    """Raise UserProblem, with the field's id, for an answer that would mislead its reader."""
    words = answer.text.strip()
    stand_in = made_up_date(words) if field.id in _BIRTHS else ""
    if stand_in:
        raise UserProblem(
            f"{stand_in} is nobody’s date of birth.",
            "Write the true one, or tick “Not known yet” and say why. Never make one up.", field=field.id,
        )  # fmt: skip
    if words.casefold().rstrip(".") in _NOTHING:
        raise UserProblem(
            "That does not say why it is not known.", "Tick “Not known yet”, and say why and who will find out.",
            field=field.id,
        )  # fmt: skip
    if field.id == "adult_dob" and words and not any(char.isdigit() for char in words):
        raise UserProblem("That is no date.", "Write the date, or tick “Not known yet” and say why.", field=field.id)
