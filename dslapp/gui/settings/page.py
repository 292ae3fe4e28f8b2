"""The settings page."""

from collections.abc import Callable
from typing import NamedTuple

from dslapp.domain.roles import may
from dslapp.domain.school import Contact, Member, School
from dslapp.gui.compartments.other_casebooks_card import OtherCasebooksCard
from dslapp.gui.desk import Desk
from dslapp.gui.guidance_editor.editing_card import EditingCard
from dslapp.gui.pages import ScrollingPage
from dslapp.gui.reference.to_check_card import ToCheckCard
from dslapp.gui.routes import Route, ToMembers, ToReference, ToSettings
from dslapp.gui.settings.contacts_card import ContactsCard
from dslapp.gui.settings.local_card import LocalCard
from dslapp.gui.settings.look_card import LookCard
from dslapp.gui.settings.machine_text_card import MachineTextCard
from dslapp.gui.settings.members_card import MembersCard
from dslapp.gui.settings.pin_card import PinCard
from dslapp.gui.settings.school_card import SchoolCard
from dslapp.gui.settings.week_card import OwnWeekCard
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.text import Heading
from dslapp.services.change_settings import members, own_contacts
from dslapp.services.guidance.read_reference import count_not_checked
from dslapp.services.program import Program
from dslapp.services.session import Session
from dslapp.services.window.window_look import WindowLook


class Settings(NamedTuple):
    """What the page shows."""

    school: School
    contacts: list[Contact]
    members: list[Member]


def read_settings(session: Session) -> Settings:
    """Read it in one go."""
    return Settings(session.school, own_contacts(session), members(session))


class SettingsPage(ScrollingPage):
    """One card a subject; what was changed is kept when the person leaves."""

    def __init__(self, desk: Desk, program: Program, wear: Callable[[WindowLook], None]) -> None:
        super().__init__()
        self._desk = desk
        may_change = may(desk.session.member.role, "change the settings")
        self.look = LookCard(program.looks, wear)
        self.week = OwnWeekCard(program.looks)
        self.pin = PinCard(desk)
        self.members = MembersCard()
        self.members.members_wanted.connect(lambda: self.go.emit(ToMembers()))
        self.school = SchoolCard(desk, may_change=may_change)
        self.local = LocalCard(desk, may_change=may_change)
        self.contacts = ContactsCard(desk, program.library.contacts.local, may_change=may_change)
        self.machine = MachineTextCard(desk, may_change=may_change)
        self.others = OtherCasebooksCard(desk, may_change=may_change)
        self.to_check = ToCheckCard()
        self.to_check.go.connect(self._go_to_check)
        self.editing = EditingCard(desk, may_change=may_change)
        self.editing.changes_wanted.connect(lambda: self.go.emit(ToReference("changes")))
        self.column.addWidget(Heading("Settings", 1))
        if not may_change:
            self.column.addWidget(
                Banner(
                    "information", "You can read the school’s settings. The designated safeguarding lead changes them."
                )
            )
        self.column.addWidget(self.to_check)
        self.local.kept.connect(lambda school: self.contacts.call_lado(school.lado_label))
        cards = (
            self.look, self.week, self.pin, self.members, self.school, self.others, self.local, self.machine,
            self.editing, self.contacts,
        )  # fmt: skip
        for card in cards:
            self.column.addWidget(card)

    def enter(self, route: Route) -> None:
        """Read everything afresh."""
        self._desk.tasks.submit(read_settings, self._desk.session, done=self._show)
        self._desk.tasks.submit(
            count_not_checked, self._desk.session, done=self.to_check.show_counts, latest="not checked"
        )
        self.editing.read()
        self.others.read()

    def _go_to_check(self, route: Route) -> None:
        """The school's own numbers are on this page; the others on the Guidance page."""
        if isinstance(route, ToSettings):
            self.contacts.focus_due()
        else:
            self.go.emit(route)

    def leave(self) -> bool:
        """Keep what was changed."""
        self.school.keep()
        self.local.keep()
        self.contacts.keep()
        return True

    def _show(self, settings: Settings) -> None:
        self.school.show_school(settings.school)
        self.local.show_school(settings.school)
        self.machine.show_school(settings.school)
        self.contacts.call_lado(settings.school.lado_label)
        self.contacts.show_contacts(settings.contacts)
        self.members.show_members(settings.members)
