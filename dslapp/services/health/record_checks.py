"""What the Safety page says of the record's anchors and of the seal in the bound book."""

from dslapp.casebook.purging.purges import UNFINISHED_PURGE
from dslapp.domain.health import Check, State
from dslapp.domain.trust.record_state import RecordState
from dslapp.services.health.anchors import anchor_report
from dslapp.services.health.paper_seal import seal_status
from dslapp.services.session import Session

_STATES: dict[RecordState, State] = {
    "as it was left": "good",
    "unknown": "unknown",
    "the key store remembers another record": "bad",
    "an older copy was put back": "bad",
    "another history": "bad",
    "restored, to be countersigned": "attention",
    "restored": "good",
}


def record_checks(session: Session) -> tuple[Check, ...]:
    """What is known so far: nobody outside is asked for it."""
    return (*_purge(session), _anchor(session), _seal(session))


def _purge(session: Session) -> tuple[Check, ...]:
    if not (session.opened.folder / UNFINISHED_PURGE).exists():
        return ()
    return (
        Check(
            key="purge", title="A purge that is not finished", state="bad",
            words="Something was purged, and the disk or too little memory kept a part of it from going. Nobody is "
            "shown it, and each unlock tries again.",
            way_forward="Make room on the disk, close other programs so that there is more memory, then lock the "
            "casebook and unlock it again.",
        ),
    )  # fmt: skip


def _anchor(session: Session) -> Check:
    report = anchor_report(session)
    judged, state = report.judged, _STATES[report.judged.state]
    if state == "good" and report.clock:
        state = "attention"
    return Check(
        key="anchor", title="Is this the latest copy?", state=state,
        words=" ".join(filter(None, (f"{judged.title}.", report.key_store, report.clock))),
        way_forward=judged.next_step if judged.is_clear else "See below what differs, before anybody writes in it.",
    )  # fmt: skip


def _seal(session: Session) -> Check:
    status, title = seal_status(session), "The seal in the bound book"
    if status.last_check_fits is False:
        return Check(
            key="seal", title=title, state="bad", words="A line that was compared with the record did not fit.",
            way_forward="Read that line of the book again, letter by letter, and compare it once more.",
        )  # fmt: skip
    return Check(
        key="seal", title=title, state="attention" if status.is_due else "good", words=status.in_words,
        way_forward="Write it into the bound book, and compare the last line there first." if status.is_due else "",
    )  # fmt: skip
