"""Letting a member in again who forgot their passphrase."""

from dslapp.domain.school import Member
from dslapp.gui.desk import Desk
from dslapp.gui.members.form import MemberForm
from dslapp.gui.members.reading import MembersShown
from dslapp.gui.members.reason_field import ReasonField
from dslapp.gui.opening.passphrase_chooser import PassphraseChooser
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.cards import Card
from dslapp.services.access.create_casebook import NewMember, passphrase_hints
from dslapp.services.access.members import enrol_anew


class EnrolForm(MemberForm):
    """Takes a new passphrase for `member`, and why; they get new keys with it."""

    def __init__(self, desk: Desk, member: Member, shown: MembersShown) -> None:
        super().__init__(
            desk,
            f"Let {member.name} in again",
            "Their old passphrase opens nothing afterwards, and their old key signs nothing more. What they wrote "
            "before stays theirs.",
            "&Let them in",
        )
        self._member = member
        them = NewMember(name=member.name, role=member.role, initials=member.initials)
        self.because = ReasonField("&Why", "For example: forgot the passphrase over the holidays.")
        self.chooser = PassphraseChooser(desk.tasks, lambda: passphrase_hints(them, shown.school_name))
        passphrase = Card("Their new passphrase")
        passphrase.body.addWidget(
            Banner("information", f"Be sure that this is {member.name}. Let them sit at the keyboard and type it.")
        )
        passphrase.body.addWidget(self.chooser)
        self.fields.addWidget(self.because)
        self.fields.addWidget(passphrase)
        self.chooser.entered.connect(self.go_on)
        self.by_name = {"because": self.because, "passphrase": self.chooser.first_field}
        self.setFocusProxy(self.because.typed)

    def complete(self) -> bool:
        """A reason, and a passphrase typed twice alike."""
        return self.because.complete() and self.chooser.complete()

    def perform(self) -> None:
        """Enrol them anew."""
        self.run(
            enrol_anew, self._member.id, self.chooser.passphrase(), self.because.typed.text(), done=self._enrolled,
            words="Making new keys…",
        )  # fmt: skip

    def clear(self) -> None:
        """Forget the passphrase."""
        self.chooser.clear()

    def _enrolled(self, _: object) -> None:
        self.finish(
            f"{self._member.name} can open this casebook with the new passphrase.",
            "Ask them to unlock it once while you are both here.",
        )
