"""What a shut gate means for what is in the record already: an exhibit that stays as it is, a matter that stays out."""

from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.gate import STOP, GateClosed, check_gate
from dslapp.domain.guidance.reading import evidence_rule
from dslapp.domain.guidance.walk import replay
from dslapp.domain.matters.moved_matter import Matter
from dslapp.domain.statements import TriState
from dslapp.services.guidance.answer_guidance import walk_events, with_promises
from dslapp.services.intake.attach_evidence import why_closed
from dslapp.services.session import Session

_TELL_THEM = "Tell whoever handed it over: that file must be removed there before the matter moves."
_BEFORE_IT_GOES = (
    "Ring the police, and the LADO where it is about an adult here: tell them that there are files, and log what they "
    "advise, in the guidance too. A file that must not be here is hidden and, at the word of the police, purged. If "
    "they say that there is no such image, correct the case, too. Then move it. Until then tell those who open the "
    "other casebook by word of mouth."
)


def refuse_where_shut(session: Session, exhibit: Exhibit) -> None:
    """Raise GateClosed while nothing may be taken into the exhibit's own case: then nothing is made of it either."""
    if why_closed(session, exhibit.incident_id) is not None:
        raise GateClosed(
            f"Exhibit {exhibit.ref} stays as it is: something that must never be held may be in its case.",
            "Answer the guidance of that case and log the advice first. Until then it is not copied, not read by a "
            "machine and not shown in another case.",
        )


def check_matter(session: Session, matter: Matter, answer: TriState, *, once_possible: bool) -> None:
    """Raise GateClosed unless the files of a matter may be taken in: by the answer, and by what its own case says.

    `once_possible`: what it says itself or its signed history, in any version.
    """
    if not matter.files:
        return
    if answer != "no":
        raise GateClosed(STOP, _TELL_THEM)
    try:
        _check_own_gate(session, matter, once_possible=once_possible)
    except GateClosed as closed:
        raise GateClosed(
            f"Nothing was taken in. The case that comes says: {closed.message}",
            "Tell whoever handed it over. They log the advice there, or remove what must not be held, before it moves.",
        ) from None


def check_leaving(session: Session, matter: Matter) -> None:
    """Raise GateClosed for a matter with files that no casebook could take in: it would be sealed for nothing."""
    if not matter.files:
        return
    try:
        _check_own_gate(session, matter, once_possible=matter.once_possible)
    except GateClosed as closed:
        raise GateClosed(
            f"Nothing was handed over: no casebook can take this case in with its files. {closed.message}",
            _BEFORE_IT_GOES,
        ) from None


def _check_own_gate(session: Session, matter: Matter, *, once_possible: bool) -> None:
    """The gate by what the case itself says and by the guidance walked in it, for a file that was answered with no."""
    library = session.library.guidance
    walk = replay(library, walk_events(matter.runs, matter.answers, matter.departures))
    rule = evidence_rule(library, with_promises(walk, matter.actions))
    not_held = any(each.exhibit_kind == "imagery not held" for each in matter.exhibits)
    check_gate(matter.incident, rule, "no", once_possible=not_held or once_possible)
