"""Sweep the evidence folder: what a crash left half-written, and files that no record has named for 30 days."""

from datetime import timedelta

from dslapp.casebook.clock_jumps import jumped_lately
from dslapp.casebook.exhibit_rows import file_ids, named_in_any_version
from dslapp.services.back_up import OnCasebook, run_here
from dslapp.services.session import Session

KEPT_FOR = timedelta(days=30)
"""For how long a file without a record stays (reliability.md, rule 3)."""


def sweep_evidence(session: Session, on_casebook: OnCasebook | None = None) -> int:
    """Remove what nobody can ever ask for; return how many files. Only while nothing is being attached.

    Runs on the thread for files, where attaching runs too; `on_casebook(work, *arguments)` runs the two questions to
    the database on the casebook's thread. Without it, everything runs here. While the computer's clock is in doubt, no
    file counts as old.
    """
    ask = on_casebook or run_here
    evidence = session.evidence
    removed = evidence.sweep_unfinished()
    if ask(jumped_lately, session.casebook):
        return removed
    orphans = evidence.orphans(ask(file_ids, session.casebook), session.clock() - KEPT_FOR)
    if not orphans:
        return removed
    named = ask(named_in_any_version, session.casebook, orphans)
    for file_id in set(orphans) - named:
        evidence.remove(file_id)
        removed += 1
    return removed
