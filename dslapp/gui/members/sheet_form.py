"""A new recovery sheet in place of the one in the safe: on paper and read back first, then it counts."""

from dslapp.gui.desk import Desk
from dslapp.gui.members.form import MemberForm, backup_words
from dslapp.gui.members.reading import MembersShown
from dslapp.gui.members.reason_field import ReasonField
from dslapp.gui.opening.sheet_proof import SheetProof
from dslapp.gui.print_pdf import print_pdf
from dslapp.gui.widgets.text import Words
from dslapp.services.access.members import Issued, issue_new_sheet


class SheetForm(MemberForm):
    """Prints the sheet, asks for three of its groups, and puts it in force under new keys."""

    def __init__(self, desk: Desk, shown: MembersShown) -> None:
        super().__init__(
            desk,
            "Make a new recovery sheet",
            "Do this when the sheet was used or lost, or when somebody saw it who should not have.",
            "&Put the new sheet in force",
        )
        self.proof = SheetProof(
            desk.tasks, desk.prompter, lambda: shown.school_name, lambda pdf: print_pdf(desk.prompter, pdf)
        )
        self.because = ReasonField("&Why", "For example: the sheet was used on 16 November.")
        self.fields.addWidget(self.proof)
        self.fields.addWidget(self.because)
        self.fields.addWidget(
            Words(
                "When it is in force, the casebook has new keys and the old sheet opens it no longer. Backups from "
                "before still open with the old sheet: keep it in the safe until those are gone, then shred it.",
                "hint",
            )
        )
        self.proof.entered.connect(self.because.typed.setFocus)
        self.by_name = {"because": self.because}
        self.setFocusProxy(self.proof.print)

    def complete(self) -> bool:
        """The paper must have been read back, and a reason is needed."""
        return self.proof.complete() and self.because.complete()

    def perform(self) -> None:
        """Put it in force."""
        self.run_long(
            issue_new_sheet, self.proof.key, self.because.typed.text(), done=self._issued,
            words="Backing up, and encrypting the casebook anew…",
        )  # fmt: skip

    def _issued(self, issued: Issued) -> None:
        said = [
            "Put it in an envelope, sign across the flap, and put it in the safe.",
            *backup_words(issued.backups, issued.backups_before),
        ]
        self.finish("The new recovery sheet is in force.", "\n".join(said))
