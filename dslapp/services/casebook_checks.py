"""What can be known of a casebook's safety once it is open: its checks, numbers and members."""

from datetime import timedelta

from dslapp.casebook.last_verified import last_verified
from dslapp.domain.case_words import count_of
from dslapp.domain.health import Check
from dslapp.domain.local_time import say_day, to_local
from dslapp.domain.school import Member, Recovery
from dslapp.services.read_reference import count_not_checked
from dslapp.services.record_checks import record_checks
from dslapp.services.session import Session

CHECK_EVERY = timedelta(days=31)
"""For how long a check of the whole record counts."""


def casebook_checks(session: Session) -> tuple[Check, ...]:
    """Look into the open casebook. Runs on its thread."""
    session.require("read the record")
    return (*record_checks(session), _checked(session), _members(session), _recovery(session), _contacts(session))


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


def _members(session: Session) -> Check:
    title = "Who may open it"
    active = [member for member in session.casebook.select(Member) if not member.retired]
    if len(active) > 1:
        return Check(key="members", title=title, state="good", words=count_of(len(active), "member") + ".")
    return Check(
        key="members", title=title, state="attention",
        words="You are the only one who may open this casebook: if you are away, nobody can.",
        way_forward="Add a second member, such as your deputy or the headteacher.",
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
