"""What can be known of a casebook's safety once it is open: its checks, numbers and members."""

from datetime import timedelta

from dslapp.casebook.journal.clock_jumps import clock_jumps, jumped_lately
from dslapp.casebook.journal.last_verified import last_verified
from dslapp.domain.case.case_words import count_of
from dslapp.domain.health import Check
from dslapp.domain.local_time import say_day, say_moment, to_local
from dslapp.domain.school import Holds, Member, Recovery
from dslapp.services.access.countersign import Looks, disputed, waiting, waits_for_others
from dslapp.services.guidance.read_reference import count_not_checked
from dslapp.services.health.record_checks import record_checks
from dslapp.services.session import Session

CHECK_EVERY = timedelta(days=31)
"""For how long a check of the whole record counts."""


def casebook_checks(session: Session) -> tuple[Check, ...]:
    """Look into the open casebook. Runs on its thread."""
    session.require("read the record")
    return (
        *record_checks(session), _checked(session), _countersign(session), _members(session), _recovery(session),
        _contacts(session), _clock(session),
    )  # fmt: skip


def _checked(session: Session) -> Check:
    title = "When the whole record was last checked"
    found = last_verified(session.casebook)
    if found is None:
        return Check(
            key="checked", title=title, state="attention", words="Never.",
            way_forward="Check everything now: signatures, changes, and every exhibit’s file.",
        )  # fmt: skip
    day = say_day(to_local(found.at).date())
    if not found.was_sound:
        return Check(
            key="checked", title=title, state="bad",
            words=f"On {day}: not everything was as it was written ({found.found}).",
            way_forward="Check everything again and keep what it says. Write nothing more into this casebook until "
            "somebody has looked at it; keep your backups.",
        )  # fmt: skip
    if session.clock() - found.at > CHECK_EVERY:
        return Check(
            key="checked", title=title, state="attention", words=f"On {day}: {found.found}. That is over a month ago.",
            way_forward="Check everything now.",
        )  # fmt: skip
    return Check(key="checked", title=title, state="good", words=f"On {day}: {found.found}.")


def _countersign(session: Session) -> Check:
    title = "Second signatures"
    looks = Looks(session)
    wrong, mine, theirs = disputed(session, looks), waiting(session, looks), waits_for_others(session, looks)
    if wrong:
        return Check(
            key="countersign", title=title, state="bad",
            words=f"{wrong[0].by} says that this is not right: {wrong[0].what}",
            way_forward="Speak with them, and put it right together.",
        )  # fmt: skip
    if mine:
        return Check(
            key="countersign", title=title, state="attention",
            words=f"{count_of(len(mine), 'change')} {'waits' if len(mine) == 1 else 'wait'} for your second signature.",
            way_forward="Look at each, and say whether it is right.",
        )  # fmt: skip
    if theirs:
        return Check(
            key="countersign", title=title, state="attention",
            words=f"{count_of(len(theirs), 'change')} of yours {'waits' if len(theirs) == 1 else 'wait'} for somebody "
            "else’s second signature.",
            way_forward="Ask another member to unlock the casebook and look.",
        )  # fmt: skip
    return Check(key="countersign", title=title, state="good", words="Nothing waits for one.")


def _clock(session: Session) -> Check:
    title = "This computer’s clock"
    jumps = clock_jumps(session.casebook)
    if not jumps:
        return Check(key="clock", title=title, state="good", words="It has never jumped since the casebook was made.")
    last = jumps[-1]
    words = (
        f"At entry {last.entry} of the journal it had gone {'back' if last.went_back else 'on'}, from "
        f"{say_moment(last.before)} to {say_moment(last.at)}. Nothing is lost: the order of entries is their number."
    )
    if not jumped_lately(session.casebook):
        return Check(key="clock", title=title, state="good", words=words)
    return Check(
        key="clock", title=title, state="attention", words=words,
        way_forward="See that the clock is right, and say in the case whose times are wrong.",
    )  # fmt: skip


_SECOND_MEMBER: dict[Holds, str] = {
    "pupils": "your deputy or the headteacher",
    "staff": "the chair of governors",
    "head": "the vice-chair of governors or the trust’s safeguarding lead",
}


def _members(session: Session) -> Check:
    title = "Who may open it"
    active = [member for member in session.casebook.select(Member) if not member.retired]
    if len(active) > 1:
        return Check(key="members", title=title, state="good", words=count_of(len(active), "member") + ".")
    return Check(
        key="members", title=title, state="attention",
        words="You are the only one who may open this casebook: if you are away, nobody can.",
        way_forward=f"Add a second member, such as {_SECOND_MEMBER[session.school.holds]}.",
    )  # fmt: skip


def _recovery(session: Session) -> Check:
    title = "The recovery sheet"
    sheets = session.casebook.select(Recovery)
    if not sheets:
        return Check(
            key="recovery", title=title, state="attention", words="There is none.",
            way_forward="Make a recovery sheet and lock it away: it opens the casebook when passphrases are forgotten.",
        )  # fmt: skip
    if sheets[0].used_at is not None:
        return Check(
            key="recovery", title=title, state="attention",
            words=f"It was used on {say_day(to_local(sheets[0].used_at).date())}: whoever saw it may have copied it.",
            way_forward="Issue a new recovery sheet.",
        )  # fmt: skip
    return Check(
        key="recovery", title=title, state="good",
        words=f"Issued on {say_day(to_local(sheets[0].issued_at).date())}. Look now and then whether it is where it "
        "should be.",
    )  # fmt: skip


def _contacts(session: Session) -> Check:
    title = "Telephone numbers"
    due = count_not_checked(session).numbers
    if due:
        return Check(
            key="contacts", title=title, state="attention",
            words=f"{count_of(due, 'number')} {'was' if due == 1 else 'were'} not checked for six months.",
            way_forward="Ring or look them up, and write down the day.",
        )  # fmt: skip
    return Check(key="contacts", title=title, state="good", words="All were checked in the last six months.")
