"""Which backups somebody who left can still open: those that were made while their keys were good."""

from dslapp.domain.case.case_words import count_of
from dslapp.domain.local_time import say_day, to_local
from dslapp.domain.long_work import OnCasebook, run_here
from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.school import Member
from dslapp.services.backups.back_up import backup_places
from dslapp.services.backups.backup_status import listed_backups
from dslapp.services.session import Session


def backups_left_open(session: Session, left: Member, on_casebook: OnCasebook | None = None) -> tuple[str, ...]:
    """A line a place: how many such backups lie there and from which days, or that nobody can look just now.

    Takes as long as the places take to answer. `left` was removed: what was made after that does not count.
    """
    lines = []
    for place in (on_casebook or run_here)(backup_places, session):
        try:
            listed = listed_backups(session, place.id, on_casebook)
        except EnvironmentProblem:
            lines.append(f"{place.label}: cannot be reached just now. Every backup there from before today counts.")
            continue
        made = [
            each.at for each in listed if each.at is not None and each.at >= left.added_at
            and (left.retired_at is None or each.at <= left.retired_at)
        ]  # fmt: skip
        unreadable = sum(1 for each in listed if each.at is None)
        if made:
            first, last = (say_day(to_local(moment).date()) for moment in (min(made), max(made)))
            days = f"from {first}" if first == last else f"from {first} to {last}"
            lines.append(f"{place.label}: {count_of(len(made), 'backup')} {days}.")
        if unreadable:
            lines.append(f"{place.label}: {count_of(unreadable, 'backup')} that cannot be read, so nobody knows.")
    return tuple(lines)
