"""Adding a member: who they are, and the passphrase that they type themselves."""

from dslapp.domain.school import ROLE_NAMES, Member
from dslapp.domain.trust.member_words import ROLE_HINTS
from dslapp.gui.desk import Desk
from dslapp.gui.members.form import MemberForm
from dslapp.gui.members.reading import MembersShown
from dslapp.gui.opening.passphrase_chooser import PassphraseChooser
from dslapp.gui.opening.person_form import PersonForm
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.cards import Card
from dslapp.services.access.create_casebook import NewMember, passphrase_hints
from dslapp.services.access.members import add_member


class AddForm(MemberForm):
    """Asks for name, initials, role and passphrase."""

    def __init__(self, desk: Desk, shown: MembersShown) -> None:
        super().__init__(
            desk,
            "Add a member",
            "They open this casebook with a passphrase of their own, and read everything in it: add only those who "
            "need to know.",
            "&Add this member",
        )
        self._school_name = shown.school_name
        self.person = PersonForm([(role, ROLE_HINTS[role]) for role in ROLE_NAMES])
        self.person.role.set_value("deputy_dsl" if shown.holds == "pupils" else "case_manager")
        self.chooser = PassphraseChooser(desk.tasks, lambda: passphrase_hints(self.member(), self._school_name))
        who, passphrase = Card("Who they are"), Card("Their passphrase")
        who.body.addWidget(self.person)
        passphrase.body.addWidget(
            Banner("information", "Let them sit at the keyboard and type it. Nobody else should know it.")
        )
        passphrase.body.addWidget(self.chooser)
        self.fields.addWidget(who)
        self.fields.addWidget(passphrase)
        self.person.entered.connect(self.chooser.first.setFocus)
        self.chooser.entered.connect(self.go_on)
        self.by_name = {
            "name": self.person.name_field, "initials": self.person.initials_field,
            "passphrase": self.chooser.first_field,
        }  # fmt: skip
        self.setFocusProxy(self.person)

    def member(self) -> NewMember:
        """The person as they are described."""
        return NewMember(
            name=self.person.name.text().strip(), role=self.person.chosen_role(),
            initials=self.person.initials.text().strip(), passphrase=self.chooser.passphrase(),
        )  # fmt: skip

    def complete(self) -> bool:
        """Name, initials, and a passphrase typed twice alike."""
        return self.person.complete() and self.chooser.complete()

    def perform(self) -> None:
        """Add them."""
        self.run(add_member, self.member(), done=self._added, words="Adding…")

    def clear(self) -> None:
        """Forget the passphrase."""
        self.chooser.clear()

    def _added(self, member: Member) -> None:
        self.finish(
            f"{member.name} can open this casebook.",
            "Ask them to unlock it once with their passphrase while you are both here.",
        )
