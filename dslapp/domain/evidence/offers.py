"""What a file says of itself, offered as an answer to the question that it may answer; never taken over by itself."""

from collections import Counter
from typing import Literal

import msgspec

from dslapp.domain.evidence.clocks import readings_of, source_in_words
from dslapp.domain.evidence.exhibits import ExhibitKind, SaidByFile, SaidOf
from dslapp.domain.local_time import say_moment
from dslapp.domain.statements import When

Question = Literal["place", "shown time", "captured", "who", "reached", "description"]
"""The questions of an exhibit, in the order in which they are asked."""

FROM_THE_FILE = "read from the file"
_OWN_TIME: frozenset[ExhibitKind] = frozenset({"picture", "film", "sound"})
_FIELDS: dict[SaidOf, tuple[Question, str]] = {
    "handle": ("place", "account"),
    "from": ("place", "account"),
    "address": ("place", "url"),
    "clock": ("shown time", "shown_time"),
    "device": ("who", "device"),
    "subject": ("description", "description"),
    "title": ("description", "description"),
}
_SENDER = "That is the sender of this e-mail: is it the account that it is about?"
_MOST = 4
"""To one question. A long chat has hundreds of handles; the first ones are offered, the rest stand in its text."""


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that may be taken over as the answer to `field` of `question`, with where it was read."""

    question: Question
    field: str
    text: str
    source: str
    when: When = When()
    """The answer, where the question asks for a moment."""

    asks: str = ""
    """What must be asked before it is taken over, where it is easily taken for something else."""

    @property
    def in_words(self) -> str:
        """As it is shown beside its question: what it is, where it was read, and that nobody has checked it."""
        if self.source == "read by machine":
            return f"Read by machine, unchecked: {self.text}"
        read = f"Read from the file ({source_in_words(self.source)}), not checked: {self.text}"
        return f"{read}. {self.asks}" if self.asks else read


def offers_of(said: tuple[SaidByFile, ...], kind: ExhibitKind) -> tuple[Offer, ...]:
    """The offers for one exhibit, without repetitions, in the order in which they were read."""
    found = [offer for each in said if each.text.strip() and (offer := _offer(each, kind)) is not None]
    seen: Counter[Question] = Counter()
    offered = []
    for offer in dict.fromkeys(found):
        seen[offer.question] += 1
        if seen[offer.question] <= _MOST:
            offered.append(offer)
    return tuple(offered)


def _offer(each: SaidByFile, kind: ExhibitKind) -> Offer | None:
    text = each.text.strip()
    if each.what == "time":
        return _of_time(each, text, kind)
    if each.what in _FIELDS:
        question, field = _FIELDS[each.what]
        asks = _SENDER if each.what == "from" and kind == "e-mail" else ""
        return Offer(question=question, field=field, text=text, source=each.source, asks=asks)
    return None


def _of_time(each: SaidByFile, text: str, kind: ExhibitKind) -> Offer | None:
    """Of a picture, when it was taken; of anything else, and in a picture, the time that it shows.

    A time that may mean two moments is shown among the clocks and not offered: taking it over would be guessing.
    """
    if kind not in _OWN_TIME or each.source == "read by machine":
        return Offer(question="shown time", field="shown_time", text=text, source=each.source)
    moments = (each.at,) if each.at else readings_of(text)
    if len(moments) != 1:
        return None
    when = When(precision="exact", start=moments[0].replace(second=0, microsecond=0))
    words = f"{say_moment(moments[0])} (“{text}”)"
    return Offer(question="captured", field="captured", text=words, source=each.source, when=when)
