"""An incident: what happened, to whom it happened is kept in involvements, what was done in log entries."""

from datetime import date, datetime
from typing import Literal

import msgspec

from dslapp.domain.entity import Entity, MemberId
from dslapp.domain.statements import TriState, When

Cell = Literal[
    "contact-commercial", "contact-aggressive", "contact-sexual", "contact-values",
    "conduct-commercial", "conduct-aggressive", "conduct-sexual", "conduct-values",
    "content-commercial", "content-aggressive", "content-sexual", "content-values",
]  # fmt: skip
"""The twelve cells of the policies' matrix, row then column (rules-from-the-policies A.1)."""

AdultHere = Literal["none", "accused", "targeted", "both", "unsure", ""]
AboutWhom = Literal["staff", "dsl", "head", "chair", "not known", ""]
"""Which adult here a concern is about: it decides in which casebook it may be written (`compartments`)."""
PlaceType = Literal["school", "journey", "home", "other", "online", ""]
Source = Literal["child", "parent", "staff", "other", "testimony", "anonymous", ""]
MaterialClass = Literal["illegal", "hate-harm-harassment", "inappropriate-legal", "none", ""]
MandatoryRoute = Literal["csa-images", "obscene-publications", "criminally-racist", "other-criminal", "radicalisation"]
KcsieRisk = Literal["content", "contact", "conduct", "commerce"]


class SafetyAnswers(msgspec.Struct, frozen=True, kw_only=True):
    """The safety questions of the first screen. Empty means not answered; unsure always takes the safer branch."""

    danger: TriState = ""
    image: TriState = ""
    adult_here: AdultHere = ""

    @property
    def complete(self) -> bool:
        """Whether all three were answered."""
        return bool(self.danger and self.image and self.adult_here)

    @property
    def all_clear(self) -> bool:
        """Whether all three were answered with a plain no."""
        return (self.danger, self.image, self.adult_here) == ("no", "no", "none")

    @property
    def imagery_possible(self) -> bool:
        """Whether a naked or sexual image of anyone may be part of this: then no file is ever taken."""
        return self.image in ("yes", "unsure")

    @property
    def staff_concern(self) -> bool:
        """Whether an adult who works or helps here may have done wrong; not sure counts as yes."""
        return self.adult_here in ("accused", "both", "unsure")


class Risk(msgspec.Struct, frozen=True, kw_only=True):
    """What makes this child or this incident more at risk (records.md C.2)."""

    self_harm: TriState = ""
    spread: TriState = ""
    power_or_age_gap: TriState = ""
    send: TriState = ""
    social_worker: TriState = ""
    looked_after: TriState = ""
    previous: TriState = ""
    mental_health: TriState = ""
    safe_today: str = ""
    """Is the child safe today, and how do we know?"""


class ChildVoice(msgspec.Struct, frozen=True, kw_only=True):
    """The child's wishes and feelings, or why nobody has spoken with the child (KCSIE Annex C)."""

    wishes: str = ""
    not_spoken_because: str = ""
    advocate: str = ""
    communication_needs: str = ""
    wants_police: TriState = ""
    police_asked_by: str = ""
    police_asked_at: datetime | None = None

    @property
    def answered(self) -> bool:
        """Whether the wishes are known or the reason is given."""
        return bool(self.wishes.strip() or self.not_spoken_because.strip())


class Classification(msgspec.Struct, frozen=True, kw_only=True):
    """The policies' matrix, the indicators of a possible offence and what follows from them."""

    cells: tuple[Cell, ...] = ()
    primary_cell: Cell | None = None
    kcsie_risks: tuple[KcsieRisk, ...] = ()
    indicators: tuple[str, ...] = ()
    """Codes such as CRIM-08: indicators from school policy, never a finding that a crime was committed."""
    possible_laws: tuple[str, ...] = ()
    """Acts that may apply, in the words in which they were picked: for the police or the CPS to decide."""
    material_class: MaterialClass = ""
    mandatory_routes: tuple[MandatoryRoute, ...] = ()
    prejudice: tuple[str, ...] = ()
    ai_generated: TriState = ""
    under_age_account: TriState = ""
    reputational_impact: TriState = ""


class Incident(Entity, frozen=True, kw_only=True):
    """One online-safety incident. Facts, the child's words, hearsay and opinion live in separate fields."""

    ref: str
    """`OSI-2026-0042`: a running number of the year in which it was logged."""
    status: Literal["open", "closed"] = "open"
    owner: MemberId
    logged_at: datetime
    logged_by: MemberId
    occurred: When = When()
    first_disclosed_at: datetime | None = None
    reported_to_dsl_at: datetime
    safety: SafetyAnswers = SafetyAnswers()
    about_adult: AboutWhom = ""
    """Which adult here it is about, where one is accused and it was asked."""
    place_type: PlaceType = ""
    platform: str = ""
    app_area: str = ""
    url: str = ""
    reporter_name: str = ""
    reporter_role: str = ""
    reporter_anonymous: bool = False
    reporter_knows: Literal["saw it", "was told", ""] = ""
    """Whether the one who told us saw it, or heard it from somebody."""
    source: Source = ""
    summary: str
    exact_words: str = ""
    """What the child said, in their own words."""
    words_used: str = ""
    """What was written or said to the child or about somebody, and by whom: never taken for the child's account."""
    questions_asked: str = ""
    observed: str = ""
    hearsay: str = ""
    hearsay_source: str = ""
    opinion: str = ""
    opinion_basis: str = ""
    voice: ChildVoice = ChildVoice()
    classification: Classification = Classification()
    risk: Risk = Risk()
    cpoms_ref: str = ""
    file_location: str = ""
    linked_incidents: tuple[str, ...] = ()
    not_known: str = ""
    """What is not known yet, and who will find out."""
    support: str = ""
    review_on: date | None = None
    lessons: str = ""
    outcome: str = ""
    closed_at: datetime | None = None
    restricted: bool = False

    def about_incident(self) -> str:
        """An incident stands in its own history."""
        return self.id

    def search_text(self) -> str:
        """Everything that was said about it, so that any remembered word finds it."""
        parts = (
            self.ref, self.cpoms_ref, self.platform, self.app_area, self.url, self.reporter_name, self.summary,
            self.exact_words, self.words_used, self.questions_asked, self.observed, self.hearsay, self.opinion,
            self.voice.wishes, self.not_known, self.support, self.lessons,
        )  # fmt: skip
        return "\n".join(part for part in parts if part)

    @property
    def all_words(self) -> str:
        """What was said by anybody, and whose words they are where there are both."""
        if self.words_used.strip() and self.exact_words.strip():
            return f"{self.words_used}\nThe child says: {self.exact_words}"
        return self.words_used or self.exact_words

    @property
    def headline(self) -> str:
        """What happened in about six words, for lists."""
        words = (self.summary or self.exact_words or self.words_used).split()
        return " ".join(words[:7]) + ("…" if len(words) > 7 else "")
