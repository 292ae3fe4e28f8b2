"""Changing what somebody may do."""

from dslapp.domain.school import ROLE_NAMES, Member, Role
from dslapp.domain.trust.member_words import ROLE_HINTS
from dslapp.gui.desk import Desk
from dslapp.gui.members.form import MemberForm
from dslapp.gui.members.reason_field import ReasonField
from dslapp.gui.opening.person_form import role_choices
from dslapp.gui.widgets.choice import ChoiceButtons
from dslapp.gui.widgets.field import Field
from dslapp.services.access.members import change_role


class RoleForm(MemberForm):
    """Asks for the new role of `member`, and why."""

    def __init__(self, desk: Desk, member: Member) -> None:
        super().__init__(
            desk,
            f"Change the role of {member.name}",
            "What they did before stays in their name and in the role that they had then.",
            "&Change the role",
        )
        self._member = member
        self.role = ChoiceButtons("Role", role_choices([(role, ROLE_HINTS[role]) for role in ROLE_NAMES]))
        self.role.set_value(member.role)
        self.role_field = Field("Role", self.role)
        self.because = ReasonField("&Why")
        self.fields.addWidget(self.role_field)
        self.fields.addWidget(self.because)
        self.by_name = {"because": self.because, "role": self.role_field}
        self.setFocusProxy(self.role.button(member.role))

    def complete(self) -> bool:
        """Another role than now, and a reason."""
        same = self.role.value() == self._member.role
        self.role_field.show_error("This is the role that they have." if same else "")
        if same:
            self.role.button(self._member.role).setFocus()
        return not same and self.because.complete()

    def perform(self) -> None:
        """Change it."""
        self.run(
            change_role, self._member.id, self._chosen(), self.because.typed.text(), done=self._changed,
            words="Changing the role…",
        )  # fmt: skip

    def _chosen(self) -> Role:
        return next(role for role in ROLE_NAMES if role == self.role.value())

    def _changed(self, _: object) -> None:
        self.finish(f"{self._member.name} is now {ROLE_NAMES[self._chosen()]}.", "It counts from their next unlock.")
