"""The guidance as data: flows, their steps, and what a step demands, locks, opens and starts.

Public: `Library` (all flows and sources), `Flow`, the six steps (`Question`, `Choices`, `Action`, `Stop`, `Outcome`,
`Goto`), `Place`, `Answer`, `RecordField`, `Lock`, `Source`, `Citation`; `answers_of(step)`,
`required_record(step)`, `cite(library, step)`.
How a flow is walked is in `walk`, what follows from a walk in `reading`, clocks in `clocks`.

Ids of flows, steps, answers and fields are stable: stored answers refer to them, so wording may change and ids may not.
A *fact* is what is already known (`image: yes`); a question that names a fact is not asked again once it is known.
"""

from collections.abc import Collection, Mapping
from datetime import date
from functools import cached_property
from typing import Literal

import msgspec

from dslapp.domain.case.incident import MandatoryRoute
from dslapp.domain.guidance.clocks import Clock
from dslapp.domain.referral.referrals import Recipient

FieldType = Literal["text", "long text", "datetime", "yes/no", "person", "choice"]
LockedThing = Literal[
    "evidence_files", "person_spoken_to", "parents_contacted", "suspension", "delete_content", "agency_told"
]  # fmt: skip
Tells = Literal["", "police", "social care", "lado", "adviser", "platform", "parents", "device"]
"""About whom or what a field tells, so that the case shows it where it is looked for."""
NEVER = "never"
"""The `until` of a lock that nothing lifts: no sexual image can ever be stored, there is no override."""


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a rule comes from, in which edition, and the day on which somebody last looked.

    `check_locally`: the wording was not read at its source, or differs from place to place.
    """

    title: str
    edition: str
    checked_on: date
    check_locally: bool = False
    address: str = ""


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """What "Why?" shows for a step: all its sources in one line, the oldest check, and whether to check locally."""

    source: str
    edition: str
    checked_on: date | None
    check_locally: bool


class Option(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One value of a field that offers a choice."""

    id: str
    label: str


class RecordField(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something to write down before going on. It may honestly be "not known – reason" unless `must_be_known`.

    `moment`: a datetime field that starts clocks. `fact`: a yes/no or choice field that becomes a known fact.
    `tells`: what is written belongs to what an agency, the parents or a device is asked about in the case.
    """

    id: str
    label: str
    type: FieldType
    options: tuple[Option, ...] = ()
    help: str = ""
    must_be_known: bool = False
    moment: str = ""
    fact: str = ""
    tells: Tells = ""


class Lock(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something not to be done yet, and why. `until` is the fact whose value "yes" lifts it, or "never"."""

    what: LockedThing
    until: str
    reason: str


class Answer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One possible answer: where it leads, which flows it opens as well, and what is known from it.

    `record` is what this answer demands in writing, besides what the step demands. `note` is shown beside the answer
    at once. `alone`: in a list of several, it excludes the others.
    """

    id: str
    label: str
    next: str = ""
    opens: tuple[str, ...] = ()
    sets: dict[str, str] = {}
    record: tuple[RecordField, ...] = ()
    note: str = ""
    alone: bool = False


class StepBase(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", dict=True):
    """What all steps share. `text` may hold `{latest}`: the limit of the step's first clock in words.

    `only_if` maps a fact to the values for which the step is taken; else the walk goes on at `otherwise`.
    `sets` are facts known once the step is done. `mandatory`: a route that one person alone may not close in school.
    """

    id: str
    text: str
    why: str = ""
    points: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    check_locally: bool = False
    only_if: dict[str, tuple[str, ...]] = {}
    otherwise: str = ""
    next: str = ""
    record: tuple[RecordField, ...] = ()
    clocks: tuple[Clock, ...] = ()
    locks: tuple[Lock, ...] = ()
    documents: tuple[Recipient, ...] = ()
    contacts: tuple[str, ...] = ()
    sets: dict[str, str] = {}
    mandatory: MandatoryRoute | None = None

    @cached_property
    def options(self) -> Mapping[str, Answer]:
        """The possible answers by their id, in the order of the data; none for a step that is only done."""
        return {}

    @cached_property
    def words(self) -> str:
        """The text and its points, one in each line."""
        return "\n".join((self.text, *self.points))

    @cached_property
    def demands(self) -> tuple[RecordField, ...]:
        """What must be written at the step whatever the answer."""
        return self.record


class Question(StepBase, frozen=True, kw_only=True, tag="question"):
    """One question with one answer. `fact`: the answer's id becomes known under this name and is not asked again.

    `safer` names the answer whose way "unsure" must take; it marks the question as one of safety. `certain`: whoever is
    asked surely knows, so "unsure" need not be offered.
    """

    answers: tuple[Answer, ...]
    fact: str = ""
    safer: str = ""
    certain: bool = False

    @cached_property
    def options(self) -> Mapping[str, Answer]:
        """The possible answers by their id."""
        return {answer.id: answer for answer in self.answers}


class Choices(StepBase, frozen=True, kw_only=True, tag="choices"):
    """One question where several answers may be ticked. The first ticked answer with a `next`, in the order of the
    data, decides the way; all ticked answers open their flows. `safer` and `certain` as for `Question`.
    """

    answers: tuple[Answer, ...]
    safer: str = ""
    certain: bool = False

    @cached_property
    def options(self) -> Mapping[str, Answer]:
        """The possible answers by their id."""
        return {answer.id: answer for answer in self.answers}


class Action(StepBase, frozen=True, kw_only=True, tag="action"):
    """Something to do now."""


class Stop(StepBase, frozen=True, kw_only=True, tag="stop"):
    """Stop: something must not be done. The locks say what and until when."""


class Outcome(StepBase, frozen=True, kw_only=True, tag="outcome"):
    """The end of a flow; it always demands decision, reason, who decided, when and who was told.

    `in_school`: no agency leads, so on a mandatory route a second person must agree (they never delay a referral).
    `not_referred`: the reason must also say who was asked and what would change the decision.
    """

    code: str
    in_school: bool = False
    not_referred: bool = False

    @cached_property
    def demands(self) -> tuple[RecordField, ...]:
        """An outcome first demands a decision and its reason."""
        return (_NOT_REFERRED if self.not_referred else _DECISION) + self.record


class Goto(StepBase, frozen=True, kw_only=True, tag="goto"):
    """Another flow. `jump` ends this flow; `first` walks the other one and comes back to `next`; `also` goes on at
    `next` and walks the other one afterwards. `opened` names no flow: it ends this one and goes on with those that its
    answers have opened, the lowest `rank` first.
    """

    flow: str = ""
    how: Literal["jump", "first", "also", "opened"] = "jump"


Step = Question | Choices | Action | Stop | Outcome | Goto


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A step in a flow."""

    flow: str
    step: str


class Flow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """One flowchart in one edition. `rank` orders flows that are open at the same time: the lowest goes first."""

    flow: str
    title: str
    about: str
    edition: str
    rank: int
    start: str
    steps: tuple[Step, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Step]:
        """The steps by their id."""
        return {step.id: step for step in self.steps}

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """The steps as places, by their id; made once, since a walk names them at every turn."""
        return {step.id: Place(flow=self.flow, step=step.id) for step in self.steps}


class Library(msgspec.Struct, frozen=True, kw_only=True):
    """All flows and all sources that they cite."""

    flows: Mapping[str, Flow]
    sources: Mapping[str, Source]

    def step(self, flow_id: str, step_id: str) -> Step | None:
        """The step, or None when this edition has no such flow or step."""
        flow = self.flows.get(flow_id)
        return flow.by_id.get(step_id) if flow else None


def answers_of(step: Step) -> tuple[Answer, ...]:
    """The possible answers of a step; none for one that is only done."""
    return step.answers if isinstance(step, Question | Choices) else ()


def waits_for_somebody(step: Step) -> bool:
    """Whether doing the step begins a time limit for an answer or a look: nothing more can be done there today."""
    return isinstance(step, Action) and any(clock.begins_when_done for clock in step.clocks)


def cite(library: Library, step: Step) -> Citation:
    """Return where the step's rule comes from, in one line."""
    sources = [library.sources[key] for key in step.sources if key in library.sources]
    return Citation(
        source="; ".join(source.title for source in sources),
        edition="; ".join(source.edition for source in sources),
        checked_on=min((source.checked_on for source in sources), default=None),
        check_locally=step.check_locally or any(source.check_locally for source in sources),
    )


_DECISION = (
    RecordField(id="decision", label="What was decided?", type="long text", must_be_known=True),
    RecordField(id="reason", label="Why? What was weighed?", type="long text", must_be_known=True),
    RecordField(id="decided-by", label="Who decided?", type="person", must_be_known=True),
    RecordField(id="decided-at", label="When was it decided?", type="datetime", must_be_known=True),
    RecordField(id="told", label="Who has been told, and when?", type="long text"),
)
_NOT_REFERRED = (
    _DECISION[0],
    RecordField(
        id="reason",
        label="You have decided not to refer. Why, who did you ask, and what would change your mind?",
        type="long text",
        must_be_known=True,
    ),
    *_DECISION[2:],
)


def required_record(step: Step, answer_ids: Collection[str] = ()) -> tuple[RecordField, ...]:
    """Return what must be written at the step, with these answers, before going on."""
    by_answer = [field for name, option in step.options.items() if option.record and name in answer_ids
                 for field in option.record]  # fmt: skip
    return (*step.demands, *by_answer) if by_answer else step.demands
