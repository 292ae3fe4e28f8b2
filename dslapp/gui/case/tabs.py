"""The table of the case page's tabs: key, title, and what makes each. This is the only place that names them all."""

from collections.abc import Callable
from dataclasses import dataclass

from dslapp.gui.case.actions_tab import ActionsTab
from dslapp.gui.case.chronology_tab import ChronologyTab
from dslapp.gui.case.history_tab import HistoryTab
from dslapp.gui.case.people_tab import PeopleTab
from dslapp.gui.case.review_tab import ReviewTab
from dslapp.gui.case.summary_tab import SummaryTab
from dslapp.gui.case.tab import CaseTabView
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.evidence_tab import EvidenceTab
from dslapp.gui.guidance.tab import GuidanceTab
from dslapp.gui.referral.referrals_tab import ReferralsTab
from dslapp.gui.routes import CaseTab


@dataclass(frozen=True)
class TabEntry:
    """One tab; `makes` is called when it is first opened."""

    key: CaseTab
    title: str
    makes: Callable[[Desk], CaseTabView]


TABS: tuple[TabEntry, ...] = (
    TabEntry("summary", "Summary", SummaryTab),
    TabEntry("guidance", "Guidance", GuidanceTab),
    TabEntry("evidence", "Evidence", EvidenceTab),
    TabEntry("people", "People", PeopleTab),
    TabEntry("chronology", "Chronology", ChronologyTab),
    TabEntry("actions", "Actions", ActionsTab),
    TabEntry("referrals", "Referrals", ReferralsTab),
    TabEntry("review", "Review", ReviewTab),
    TabEntry("history", "History", HistoryTab),
)
"""In the order in which they stand."""
