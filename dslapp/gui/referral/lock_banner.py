"""What must not be done yet, above everything that a person does about a referral."""

from dslapp.domain.case.case_words import LOCKED
from dslapp.gui.widgets.banner import Banner
from dslapp.services.papers.write_referral import ReferralDraft

DONT_TELL = (
    "Don’t tell the adult or parents until the LADO or police say you may. "
    "If a child needs medical help, get it and tell us who was told."
)


class LockBanner(Banner):
    """What must not be done yet, and that nothing here does it; hidden where nothing is held back."""

    def __init__(self) -> None:
        super().__init__("warning")
        self.hide()

    def show_draft(self, draft: ReferralDraft) -> None:
        """Show the locks of the case."""
        locked = list(dict.fromkeys(LOCKED[lock.what].lower() for lock in draft.case.locks))
        self.setVisible(bool(locked))
        if locked:
            what = {lock.what for lock in draft.case.locks}
            silent = DONT_TELL if what & {"person_spoken_to", "parents_contacted", "agency_told"} else ""
            self.show_message(
                "warning", f"Not yet, says the guidance: {', '.join(locked)}.",
                f"{silent} This summary goes to the agency alone.".strip(),
            )  # fmt: skip
