"""What a school cannot take out of a flow by changing it, and why.

Public: `check_floors(shipped, laid)`. Everything may be reworded, made stricter, and added to; what is checked here
stays: locks, mandatory routes, questions of safety and the ways from them, time limits, and how a flow ends.
"""

from collections.abc import Iterator

from dslapp.domain.guidance.checks import GIVEN_FACTS, Finding
from dslapp.domain.guidance.clocks import Clock, Within
from dslapp.domain.guidance.flows import (
    NEVER,
    Flow,
    Goto,
    Library,
    Lock,
    Outcome,
    Question,
    Step,
    answers_of,
    required_record,
)
from dslapp.domain.guidance.ways import always_passed, ways_of

MANDATORY = "it belongs to a route that no school may close alone"
SAFETY = "it is a question of safety: whoever is not sure takes the safer way"
LOCKED = "it says what must not be done yet"
NO_FILES = "a sexual image can never be kept here, whatever anybody decides"
ENDS = "every end asks for the decision and its reason"
ELSEWHERE = "guidance that must be followed begins there"

_HOURS = {"now": 0, "hours": 1, "working days": 24, "calendar days": 24, "months": 30 * 24}


def check_floors(shipped: Library, laid: Library) -> tuple[Finding, ...]:
    """Say where `laid` leaves out something that keeps a child safe; each mend says why it stays."""
    guarded = _guarded_facts(shipped)
    found: list[Finding] = []
    for name, flow in shipped.flows.items():
        changed = laid.flows.get(name)
        if changed is None or changed is flow:
            continue
        for step in flow.steps:
            found += _check_step(shipped, name, step, changed.by_id.get(step.id))
        for own in changed.steps:
            found += _check_facts(guarded, name, flow.by_id.get(own.id), own)
            if own.id not in flow.by_id:
                found += _check_new(flow, own)
        found += _check_ways(shipped, flow, changed)
    return tuple(found)


def why_it_stays(library: Library, step: Step) -> str:
    """Why a step cannot be taken out or gone round; empty when it can."""
    if step.mandatory:
        return MANDATORY
    if getattr(step, "safer", "") or (isinstance(step, Question) and step.fact in GIVEN_FACTS):
        return SAFETY
    if step.locks:
        return NO_FILES if any(lock.until == NEVER for lock in step.locks) else LOCKED
    if isinstance(step, Goto) and _is_mandatory(library, step.flow):
        return ELSEWHERE
    return ""


def _check_step(library: Library, flow: str, shipped: Step, own: Step | None) -> Iterator[Finding]:
    stays = why_it_stays(library, shipped)
    if own is None:
        if stays:
            yield _finding(flow, shipped.id, "cannot be taken out", f"Keep it: {stays}.")
        return
    if own is shipped or own == shipped:
        return
    if (stays or isinstance(shipped, Outcome)) and type(own) is not type(shipped):
        yield _finding(flow, own.id, "has become another kind of step", f"Keep its kind: {stays or ENDS}.")
        return
    if stays and (own.only_if, own.otherwise) != (shipped.only_if, shipped.otherwise):
        yield _finding(flow, own.id, "is asked under other conditions", f"Keep `only_if` and `otherwise`: {stays}.")
    if own.mandatory != shipped.mandatory and shipped.mandatory:
        mend = f"Keep `mandatory: {shipped.mandatory}`: {MANDATORY}."
        yield _finding(flow, own.id, "is no longer a mandatory route", mend)
    for lock in shipped.locks:
        if not any(_as_strict(each, lock) for each in own.locks):
            why = NO_FILES if lock.until == NEVER else LOCKED
            said = "for good" if lock.until == NEVER else f"until {lock.until}"
            yield _finding(flow, own.id, f"no longer locks {lock.what} {said}", f"Keep this lock: {why}.")
    if shipped.mandatory:
        yield from _check_clocks(flow, shipped, own)
    yield from _check_question(flow, shipped, own, stays)
    yield from _check_end(flow, shipped, own)
    yield from _check_opened(library, flow, shipped, own)


def _check_question(flow: str, shipped: Step, own: Step, stays: str) -> Iterator[Finding]:
    safer = getattr(shipped, "safer", "")
    if safer and getattr(own, "safer", "") != safer:
        yield _finding(flow, own.id, "no longer names the safer answer", f"Keep `safer: {safer}`: {SAFETY}.")
    taught = {answer.id: answer.sets for answer in answers_of(own)}
    for answer in answers_of(shipped) if stays else ():
        if taught.get(answer.id, answer.sets) != answer.sets:
            yield _finding(
                flow, own.id, f"the answer “{answer.label}” settles something else", f"Keep `sets`: {stays}."
            )
    if not (stays and isinstance(shipped, Question) and isinstance(own, Question)):
        return
    if own.fact != shipped.fact:
        yield _finding(flow, own.id, f"no longer settles “{shipped.fact}”", f"Keep `fact: {shipped.fact}`: {stays}.")
    ids, own_ids = ({answer.id for answer in each.answers} for each in (shipped, own))
    if shipped.fact in GIVEN_FACTS and ids != own_ids:
        yield _finding(flow, own.id, "has other answers than the first screen", f"Keep its answers: {SAFETY}.")


def _check_end(flow: str, shipped: Step, own: Step) -> Iterator[Finding]:
    if not (isinstance(shipped, Outcome) and isinstance(own, Outcome)):
        return
    for kept in ("in_school", "not_referred"):
        if getattr(shipped, kept) and not getattr(own, kept):
            yield _finding(flow, own.id, f"is no longer `{kept}`", f"Keep `{kept}: true`: {ENDS}.")
    if shipped.code != own.code:
        yield _finding(flow, own.id, "has another code", f"Keep `code: {shipped.code}`: it stands in the records.")


def _check_opened(library: Library, flow: str, shipped: Step, own: Step) -> Iterator[Finding]:
    jumps = isinstance(shipped, Goto) and isinstance(own, Goto) and _is_mandatory(library, shipped.flow)
    if jumps and any(getattr(own, name) != getattr(shipped, name) for name in ("flow", "how")):
        yield _finding(flow, own.id, "leads into other guidance", f"Keep `flow` and `how`: {ELSEWHERE}.")
    kept = {answer.id: answer.opens for answer in answers_of(own)}
    for answer in answers_of(shipped):
        for lost in sorted(set(answer.opens) - set(kept.get(answer.id, answer.opens))):
            if _is_mandatory(library, lost):
                problem = f"the answer “{answer.label}” no longer opens “{library.flows[lost].title}”"
                yield _finding(flow, own.id, problem, f"Keep `opens: [{lost}]`: {ELSEWHERE}.")


def _check_clocks(flow: str, shipped: Step, own: Step) -> Iterator[Finding]:
    kept = {clock.id: clock for clock in own.clocks}
    for clock in shipped.clocks:
        mine = kept.get(clock.id)
        if mine is None or mine.since != clock.since or _longer(mine, clock):
            mend = f"Keep “{clock.label}” within {clock.within} or shorter: {MANDATORY}."
            yield _finding(flow, own.id, "gives more time than the rules", mend)


def _check_new(flow: Flow, own: Step) -> Iterator[Finding]:
    if isinstance(own, Outcome) and not own.in_school and any(step.mandatory for step in flow.steps):
        mend = "Write `in_school: true`: on a route that no school may close alone, a second person must agree."
        yield _finding(flow.flow, own.id, "is an end of the school's own that nobody else agrees to", mend)


def _check_facts(guarded: frozenset[str], flow: str, shipped: Step | None, own: Step) -> Iterator[Finding]:
    """Nothing new may teach what lifts a lock or makes a question of safety, or a mandatory step, be left out."""
    known = _taught(shipped) if shipped else frozenset()
    for fact in sorted({fact for _, fact, _ in _taught(own) - known if fact in guarded}):
        mend = "Take it out: it would lift a lock, or leave out a question of safety, that nobody has answered."
        yield _finding(flow, own.id, f"now settles “{fact}”", mend)


def _check_ways(library: Library, shipped: Flow, own: Flow) -> Iterator[Finding]:
    """Every answer that led to a step that stays still leads there; a step of the school's own may come before."""
    stays = {step.id: why for step in shipped.steps if (why := why_it_stays(library, step))}
    before, after = always_passed(shipped), always_passed(own)
    order = [step.id for step in shipped.steps]
    found: list[Finding] = []
    for step in shipped.steps:
        mine = own.by_id.get(step.id)
        ways = {way.answer: way for way in ways_of(mine)} if mine else {}
        for way in ways_of(step) if mine else ():
            wanted = before.get(way.target, frozenset()) & set(stays)
            if getattr(step, "safer", "") and way.answer in (getattr(step, "safer", ""), "unsure"):
                wanted |= {way.target}
            kept = ways.get(way.answer)
            if kept and kept.target and kept.target not in own.by_id:
                continue  # a link that leads nowhere is told by the checks of links
            lost = wanted - after.get(kept.target if kept else "", frozenset())
            if lost:
                nearest = way.target if way.target in lost else min(lost, key=order.index)
                said = f"the answer “{way.label}”" if way.label else "this step"
                mend = f"Lead it there, or to a step of your own that goes on there: {stays.get(nearest, SAFETY)}."
                to = _brief(shipped.by_id[nearest])
                found.append(_finding(own.flow, step.id, f"{said} no longer leads to “{to}”", mend))
    at_fault = [each for each in found if own.by_id[each.step] != shipped.by_id[each.step]]
    yield from at_fault or found


def _guarded_facts(library: Library) -> frozenset[str]:
    guarded = set(GIVEN_FACTS)
    for flow in library.flows.values():
        for step in flow.steps:
            guarded.update(lock.until for lock in step.locks)
            if why_it_stays(library, step):
                guarded.update(step.only_if)
                guarded.add(step.fact if isinstance(step, Question) else "")
    return frozenset(guarded - {"", NEVER})


def _taught(step: Step) -> frozenset[tuple[str, str, str]]:
    """What is known once a step is done: by which answer or field, which fact, which value."""
    answers = answers_of(step)
    fields = required_record(step, [answer.id for answer in answers])
    taught = {("", fact, value) for fact, value in step.sets.items()}
    taught |= {(answer.id, fact, value) for answer in answers for fact, value in answer.sets.items()}
    taught |= {(field.id, field.fact, "") for field in fields if field.fact}
    if isinstance(step, Question) and step.fact:
        taught.add(("", step.fact, ""))
    return frozenset(taught)


def _is_mandatory(library: Library, flow: str) -> bool:
    opened = library.flows.get(flow)
    return opened is not None and any(step.mandatory for step in opened.steps)


def _as_strict(own: Lock, shipped: Lock) -> bool:
    return own.what == shipped.what and own.until in (shipped.until, NEVER)


def _longer(own: Clock, shipped: Clock) -> bool:
    return _hours(own) > _hours(shipped) or (shipped.at_once and not own.at_once and own.within != "immediately")


def _hours(clock: Clock) -> int:
    within = Within.parse(clock.within)
    return within.amount * _HOURS[within.unit]


def _brief(step: Step) -> str:
    text = step.text.split("\n")[0]
    return text if len(text) <= 60 else f"{text[:57].rstrip()}…"


def _finding(flow: str, step: str, problem: str, mend: str) -> Finding:
    return Finding(flow=flow, step=step, problem=problem, mend=mend)
