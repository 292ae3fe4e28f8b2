"""Removing a member: what will happen, in which order; then new keys, and which old backups they can still open."""

from dslapp.domain.school import Member
from dslapp.gui.desk import Desk
from dslapp.gui.members.form import MemberForm, backup_words
from dslapp.gui.members.reason_field import ReasonField
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.text import Words
from dslapp.services.access.members import Removed, remove_member

_WHAT_HAPPENS = (
    "The record says that {name} left today, and why. What they wrote stays, in their name.",
    "The whole casebook is encrypted anew, under keys that they do not have. It takes a few seconds, longer for a "
    "large casebook; if the computer stops in between, nothing has changed.",
    "From then on neither their passphrase nor their keys open it, and nothing that they sign counts.",
    "A backup is made under the new keys. Older ones still open with their passphrase: you are told which those are.",
)


class RemoveForm(MemberForm):
    """Says it all before it is done, and asks why."""

    def __init__(self, desk: Desk, member: Member) -> None:
        super().__init__(
            desk,
            f"Remove {member.name}",
            f"Do this when {member.name} leaves, no longer needs to know, or lost a computer with a copy of the "
            "casebook.",
            f"&Remove {member.name}",
            "danger",
        )
        self._member = member
        happens = Card("What will happen")
        for number, words in enumerate(_WHAT_HAPPENS, 1):
            happens.body.addWidget(Words(f"{number}. {words.format(name=member.name)}"))
        happens.body.addWidget(
            Words("What they have read or printed they still know. They can be let in again later.", "hint")
        )
        self.because = ReasonField(
            "&Why",
            "For example: left the school on 11 December. Name no case and nobody else: this goes with every case that "
            "is extracted for a court or moved to another casebook.",
        )
        self.fields.addWidget(happens)
        self.fields.addWidget(self.because)
        self.by_name = {"because": self.because}
        self.setFocusProxy(self.because.typed)

    def complete(self) -> bool:
        """A reason is needed."""
        return self.because.complete()

    def perform(self) -> None:
        """Remove them."""
        self.run_long(
            remove_member, self._member.id, self.because.typed.text(), done=self._removed,
            words="Backing up, and encrypting the casebook anew…",
        )  # fmt: skip

    def _removed(self, removed: Removed) -> None:
        name, said = self._member.name, backup_words(removed.backups, removed.backups_before)
        if removed.backups_still_open_to_them:
            said.append(f"{name} can still open older backups. Delete these once the new one is proved:")
            said += removed.backups_still_open_to_them
        self.finish(f"{name} can no longer open this casebook.", "\n".join(said))
