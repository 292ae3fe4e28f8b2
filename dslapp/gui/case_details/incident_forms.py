"""The forms about the incident itself: times and places, what was said, risk, the child's voice."""

from PySide6.QtWidgets import QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.case.gentle_checks import quoted_words
from dslapp.domain.case.incident import Incident
from dslapp.gui.case_details.form import Group, PartsForm
from dslapp.gui.case_details.linked_part import LinkedPart
from dslapp.gui.case_details.parts import (
    CheckPart,
    LinePart,
    MomentPart,
    Now,
    OnePart,
    TextPart,
    TriPart,
    WhenPart,
)
from dslapp.gui.desk import Desk
from dslapp.gui.log_incident.reporter_panel import KNOWS, SOURCES
from dslapp.gui.log_incident.safety_panel import ADULTS_HERE
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.choice import Choice, side_by_side

PLACES = (
    Choice("school", "In school"),
    Choice("journey", "On the way"),
    Choice("home", "At home"),
    Choice("other", "Somewhere else"),
    Choice("online", "Online only"),
)
_WHOLE_ADDRESS = "The whole address to the last character: a bare site name cannot be traced."


class TimesForm(PartsForm):
    """When and where it happened, when the school learned of it, who told, and which other records there are."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        now = desk.now
        self.linked = LinkedPart("Linked cases", desk, "Repeated incidents together show what one alone does not.")
        other = Group(
            "Other records",
            {
                "cpoms_ref": LinePart("CPOMS reference"),
                "file_location": LinePart("Where is the child protection file?"),
                "linked_incidents": self.linked,
            },
        )
        super().__init__((_when(now), _where(), _who_told(), other), parent)

    def prepare(self, case: CaseFile) -> None:
        """Learn what the linked cases are called."""
        self.linked.know(each.incident for each in case.earlier)


def _when(now: Now) -> Group:
    return Group(
        "When",
        {
            "occurred": WhenPart("&When did it happen?", now),
            "first_disclosed_at": MomentPart(
                "When did the child first tell somebody?", now, "The child told somebody, and the time is known"
            ),
            "reported_to_dsl_at": MomentPart("When was the DSL told?", now, needed=True),
        },
    )


def _where() -> Group:
    return Group(
        "Where",
        {
            "place_type": OnePart("Wh&ere did it happen?", PLACES),
            "platform": LinePart("Site or app"),
            "app_area": LinePart("Where in it?", "A group chat, a story, a profile, a game’s voice channel."),
            "url": LinePart("Web a&ddress", _WHOLE_ADDRESS),
        },
        "School, home or weekend: none of them makes it less of a concern.",
    )


def _who_told() -> Group:
    return Group(
        "Who told the school",
        {
            "reporter_name": LinePart("Who told you?"),
            "reporter_role": LinePart("Their role"),
            "source": OnePart("Who are they?", SOURCES),
            "reporter_knows": OnePart("Did they see it, or hear it from someone?", KNOWS),
            "reporter_anonymous": CheckPart("Their wish", "They want to stay anonymous"),
        },
        paired=True,
    )


class WordsForm(PartsForm):
    """What happened, the exact words, questions, what was seen: each in its own box; hearsay and opinion apart."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._summary = TextPart("&What happened", "The facts, as you know them.")
        self._exact = TextPart(
            "The child’s own words, exactly",
            "Write the child’s own words, even rude or unclear ones. Then write what you asked.",
        )
        self._used = TextPart(
            "What was written or said, and by who&m?",
            "Posts, messages and threats, word for word. They are never printed as the child’s words.",
            lines=2,
        )
        facts = Group(
            "What is known",
            {
                "summary": self._summary,
                "words_used": self._used,
                "exact_words": self._exact,
                "questions_asked": TextPart("What did yo&u ask?", "Your questions, word for word.", lines=2),
                "observed": TextPart("What did you se&e?", "How the child was; what you saw yourself.", lines=2),
            },
        )
        said = Group(
            "What others said",
            {
                "hearsay": TextPart("&Heard from somebody else", lines=2),
                "hearsay_source": LinePart("From whom?", "The name of the one who said it."),
            },
            "Kept apart from what is known.",
        )
        thought = Group(
            "Opinion",
            {
                "opinion": TextPart("Your pro&fessional opinion", lines=2),
                "opinion_basis": LinePart("What does it rest on?"),
            },
            "An opinion is marked as one wherever it is shown.",
        )
        unknown = Group(
            "What is not known yet",
            {"not_known": TextPart("Not known yet. Why, and who will find out?", lines=2)},
        )
        super().__init__((facts, said, thought, unknown), parent)
        self.take = Button("Take over the words in quotation marks", "quiet", "quote")
        facts.body.insertLayout(2, side_by_side(self.take))
        self.take.clicked.connect(lambda: self._used.write(quoted_words(self._summary.value())))
        self.changed.connect(self._offer)

    def fill(self, value: object) -> None:
        """Show the fields of an incident."""
        assert isinstance(value, Incident)
        super().fill(value)
        self._offer()

    def _offer(self) -> None:
        """Offer the quoted words only while that box is empty."""
        self.take.setVisible(bool(quoted_words(self._summary.value())) and not self._used.value())


class RiskForm(PartsForm):
    """Is the child safe, what makes it riskier; and the three safety answers, which may turn out otherwise."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._self_harm = TriPart("Is there any risk of self-&harm or suicide?")
        now_safe = Group(
            "Today",
            {
                "risk.safe_today": TextPart("Is the child safe today, and how do we know?", lines=2),
                "risk.self_harm": self._self_harm,
            },
        )
        more = Group(
            "What makes it riskier",
            {
                "risk.spread": TriPart("Is it spreading?"),
                "risk.power_or_age_gap": TriPart("Is there a gap in power or age?"),
                "risk.send": TriPart("Does the child have SEND?"),
                "risk.social_worker": TriPart("Does the child have a social worker?"),
                "risk.looked_after": TriPart("Is the child looked after?"),
                "risk.previous": TriPart("Has something like this happened before?"),
                "risk.mental_health": TriPart("Is there a worry about the child’s mental health?"),
            },
            paired=True,
        )
        answers = Group(
            "The safety answers",
            {
                "safety.danger": TriPart("Could anyone be hurt today?"),
                "safety.image": TriPart("Could any part of this show a naked or sexual image of anyone?"),
                "safety.adult_here": OnePart("Could an adult who works or helps here have done something wrong?",
                                             ADULTS_HERE),
            },
            "As answered when it was logged. Change them as soon as you learn otherwise: guidance and evidence follow.",
        )  # fmt: skip
        support = Group("Support", {"support": TextPart("What support has been given, and to whom?", lines=2)})
        super().__init__((now_safe, more, support, answers), parent)
        self.ring = Banner(
            "danger", "Could anyone be hurt today? If yes, or you can’t be sure, ring 999 now. This will wait."
        )
        now_safe.body.addWidget(self.ring)
        self.changed.connect(self._show_ring)

    def fill(self, value: object) -> None:
        """Show the fields of an incident."""
        assert isinstance(value, Incident)
        super().fill(value)
        self._show_ring()

    def _show_ring(self) -> None:
        self.ring.setVisible(self._self_harm.value() in ("yes", "unsure"))


def voice_form(now: Now) -> PartsForm:
    """The child's wishes and feelings, or why nobody has spoken with the child."""
    return PartsForm(
        (
            Group(
                "The child",
                {
                    "voice.wishes": TextPart("What does the child &want to happen? How do they feel?"),
                    "voice.not_spoken_because": TextPart("If nobody has spoken with the child: why not?", lines=2),
                    "voice.advocate": LinePart("Who speaks for the child, if anybody?"),
                    "voice.communication_needs": LinePart("What does the child need to be understood?",
                                                          "An interpreter, signs, symbols, time."),
                },
                "A child’s wish is written down and weighed. It does not stop a referral where harm is likely.",
            ),
            Group(
                "The police",
                {
                    "voice.wants_police": TriPart("Does the person affected want the police?"),
                    "voice.police_asked_by": LinePart("Who asked them?"),
                    "voice.police_asked_at": MomentPart("When?", now),
                },
            ),
        )
    )  # fmt: skip
