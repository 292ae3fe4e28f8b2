"""Changing one's own passphrase."""

from dslapp.gui.desk import Desk
from dslapp.gui.members.form import MemberForm
from dslapp.gui.members.reading import MembersShown
from dslapp.gui.opening.passphrase_chooser import PassphraseChooser
from dslapp.gui.opening.passphrase_edit import PassphraseEdit
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.field import Field
from dslapp.services.access.create_casebook import NewMember, passphrase_hints
from dslapp.services.access.members import change_passphrase


class PassphraseForm(MemberForm):
    """Asks for the passphrase that opened the casebook today, and for a new one."""

    def __init__(self, desk: Desk, shown: MembersShown) -> None:
        super().__init__(
            desk,
            "Change your passphrase",
            "From the next unlock on, the new one opens the casebook and the old one does not. Backups that were made "
            "before still open with the old one.",
            "&Change my passphrase",
        )
        member = desk.session.member
        me = NewMember(name=member.name, role=member.role, initials=member.initials)
        self.old = PassphraseEdit("Your passphrase now")
        self.old_field = Field("Your passphrase &now", self.old)
        self.chooser = PassphraseChooser(desk.tasks, lambda: passphrase_hints(me, shown.school_name))
        new = Card("Your new passphrase")
        new.body.addWidget(self.chooser)
        self.fields.addWidget(self.old_field)
        self.fields.addWidget(new)
        self.old.entered.connect(self.chooser.first.setFocus)
        self.chooser.entered.connect(self.go_on)
        self.by_name = {"old": self.old_field, "passphrase": self.chooser.first_field}
        self.setFocusProxy(self.old)

    def complete(self) -> bool:
        """The old one, and a new one typed twice alike."""
        missing = not self.old.text()
        self.old_field.show_error("Type the passphrase that you unlocked with." if missing else "")
        if missing:
            self.old.select_all()
        return not missing and self.chooser.complete()

    def perform(self) -> None:
        """Change it."""
        self.run(
            change_passphrase, self.old.text(), self.chooser.passphrase(), done=self._changed,
            words="Changing it takes about two seconds: that is what makes guessing slow.",
        )  # fmt: skip

    def clear(self) -> None:
        """Forget both."""
        self.old.set_text("")
        self.chooser.clear()

    def _changed(self, _: object) -> None:
        self.finish("Your passphrase is changed.", "Your PIN for the cover stays as it is.")
