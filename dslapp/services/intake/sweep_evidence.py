"""Sweep the evidence folder: what a crash left half-written, and files that no record has named for 30 days."""

from datetime import timedelta
from typing import NamedTuple

from dslapp.casebook.journal.clock_jumps import jumped_lately
from dslapp.casebook.rows.exhibit_rows import file_ids, named_in_any_version
from dslapp.domain.long_work import OnCasebook, run_here
from dslapp.services.session import Session

KEPT_FOR = timedelta(days=30)
"""For how long a file without a record stays (reliability.md, rule 3)."""


class Swept(NamedTuple):
    """How many files were removed: cut short while they were being attached, and without a record for long."""

    cut_short: int = 0
    orphans: int = 0

    @property
    def in_words(self) -> str:
        """What whoever opens the evidence next is told; empty when nothing was lost."""
        if not self.cut_short:
            return ""
        what = "A file was" if self.cut_short == 1 else f"{self.cut_short} files were"
        return f"{what} being attached when the program stopped. Nothing of it was kept: attach it again."


def sweep_evidence(session: Session, on_casebook: OnCasebook | None = None) -> Swept:
    """Remove what nobody can ever ask for, and tell. Only while nothing is being attached.

    Runs on the thread for files, where attaching runs too; `on_casebook(work, *arguments)` runs the two questions to
    the database on the casebook's thread. Without it, everything runs here. While the computer's clock is in doubt, no
    file counts as old.
    """
    ask = on_casebook or run_here
    evidence = session.evidence
    cut_short = evidence.sweep_unfinished()
    if ask(jumped_lately, session.casebook):
        return Swept(cut_short)
    orphans = evidence.orphans(ask(file_ids, session.casebook), session.clock() - KEPT_FOR)
    if not orphans:
        return Swept(cut_short)
    unnamed = set(orphans) - ask(named_in_any_version, session.casebook, orphans)
    for file_id in unnamed:
        evidence.remove(file_id)
    return Swept(cut_short, len(unnamed))
