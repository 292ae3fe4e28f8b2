"""The table of pages: where each stands in the rail, which routes lead to it, and what makes it."""

from collections.abc import Callable

from dslapp.gui.actions_page import ActionsPage
from dslapp.gui.backups.page import BackupsPage
from dslapp.gui.boards.devices_page import DevicesPage
from dslapp.gui.boards.takedowns_page import TakedownsPage
from dslapp.gui.case.page import CasePage
from dslapp.gui.case_details.page import CaseDetailsPage
from dslapp.gui.case_file_page import CaseFilePage
from dslapp.gui.compartments.inbox_page import InboxPage
from dslapp.gui.compartments.move_page import MovePage
from dslapp.gui.contacts_page import ContactsPage
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.beside.exhibit_papers_page import ExhibitPapersPage
from dslapp.gui.evidence.copies.redaction_page import RedactionPage
from dslapp.gui.evidence.never_here.purge_page import PurgePage
from dslapp.gui.evidence.series.compare_page import ComparePage
from dslapp.gui.evidence.series.series_page import SeriesPage
from dslapp.gui.exhibits_page import ExhibitsPage
from dslapp.gui.find.incidents_page import IncidentsPage
from dslapp.gui.find.search_page import SearchPage
from dslapp.gui.find.today_page import TodayPage
from dslapp.gui.guidance.page import GuidancePage
from dslapp.gui.health.page import HealthPage
from dslapp.gui.log_incident.page import LogIncidentPage
from dslapp.gui.members.page import MembersPage
from dslapp.gui.pack.left_page import WhatLeftPage
from dslapp.gui.pack.page import PackPage
from dslapp.gui.pages import PageEntry
from dslapp.gui.people_page import PeoplePage
from dslapp.gui.referral.page import ReferPage
from dslapp.gui.referrals_page import ReferralsPage
from dslapp.gui.routes import (
    ToActions,
    ToBackups,
    ToCase,
    ToCaseDetails,
    ToCaseFile,
    ToCompare,
    ToContacts,
    ToDevices,
    ToExhibitPapers,
    ToExhibits,
    ToGuidance,
    ToInbox,
    ToIncidents,
    ToLogIncident,
    ToMembers,
    ToMoveMatter,
    ToPack,
    ToPeople,
    ToPurge,
    ToRedaction,
    ToRefer,
    ToReference,
    ToReferrals,
    ToSafety,
    ToSearch,
    ToSeries,
    ToSettings,
    ToTakedowns,
    ToToday,
    ToWhatLeft,
)
from dslapp.gui.screen_sharing import ScreenSharing
from dslapp.gui.settings.page import SettingsPage
from dslapp.services.program import Program
from dslapp.services.window.window_look import WindowLook


def page_table(
    desk: Desk, program: Program, wear: Callable[[WindowLook], None], sharing: ScreenSharing
) -> tuple[PageEntry, ...]:
    """Every page of the window, those of the rail from top to bottom."""
    return (
        PageEntry(
            title="&Today", icon="calendar-check", rail=ToToday(), routes=(ToToday,),
            makes=lambda: TodayPage(desk, lambda: program.looks.chosen().own_week),
        ),
        PageEntry(
            title="&Incidents", icon="folder", rail=ToIncidents(), routes=(ToIncidents,),
            makes=lambda: IncidentsPage(desk),
        ),
        PageEntry(
            title="&People && accounts", icon="users", rail=ToPeople(), routes=(ToPeople,),
            makes=lambda: PeoplePage(desk),
        ),
        PageEntry(
            title="E&xhibits", icon="images", rail=ToExhibits(), routes=(ToExhibits,),
            makes=lambda: ExhibitsPage(desk),
        ),
        PageEntry(
            title="&Actions", icon="list-checks", rail=ToActions(), routes=(ToActions,),
            makes=lambda: ActionsPage(desk),
        ),
        PageEntry(
            title="&Referrals", icon="send", rail=ToReferrals(), routes=(ToReferrals,),
            makes=lambda: ReferralsPage(desk),
        ),
        PageEntry(
            title="&Guidance", icon="route", rail=ToGuidance(), routes=(ToGuidance, ToReference),
            makes=lambda: GuidancePage(desk),
        ),
        PageEntry(title="Case", routes=(ToCase,), makes=lambda: CasePage(desk)),
        PageEntry(title="The rest of a case", routes=(ToCaseDetails,), makes=lambda: CaseDetailsPage(desk)),
        PageEntry(title="A redacted copy", routes=(ToRedaction,), makes=lambda: RedactionPage(desk)),
        PageEntry(title="This must not be here", routes=(ToPurge,), makes=lambda: PurgePage(desk)),
        PageEntry(title="A series", routes=(ToSeries,), makes=lambda: SeriesPage(desk)),
        PageEntry(title="Two exhibits", routes=(ToCompare,), makes=lambda: ComparePage(desk)),
        PageEntry(title="A referral", routes=(ToRefer,), makes=lambda: ReferPage(desk)),
        PageEntry(title="An evidence pack", routes=(ToPack,), makes=lambda: PackPage(desk)),
        PageEntry(title="Who has had what", routes=(ToWhatLeft,), makes=lambda: WhatLeftPage(desk)),
        PageEntry(title="The case on paper", routes=(ToCaseFile,), makes=lambda: CaseFilePage(desk)),
        PageEntry(title="Labels and continuity", routes=(ToExhibitPapers,), makes=lambda: ExhibitPapersPage(desk)),
        PageEntry(title="Devices kept", routes=(ToDevices,), makes=lambda: DevicesPage(desk)),
        PageEntry(title="To be taken down", routes=(ToTakedowns,), makes=lambda: TakedownsPage(desk)),
        PageEntry(title="Log an incident", routes=(ToLogIncident,), makes=lambda: LogIncidentPage(desk)),
        PageEntry(title="Move a case", routes=(ToMoveMatter,), makes=lambda: MovePage(desk)),
        PageEntry(title="Sealed notes", routes=(ToInbox,), makes=lambda: InboxPage(desk)),
        PageEntry(title="Search", routes=(ToSearch,), makes=lambda: SearchPage(desk)),
        PageEntry(title="Backups", routes=(ToBackups,), makes=lambda: BackupsPage(desk)),
        PageEntry(title="Members", routes=(ToMembers,), makes=lambda: MembersPage(desk)),
        PageEntry(title="Whom to ring", routes=(ToContacts,), makes=lambda: ContactsPage(desk)),
        PageEntry(
            title="Safet&y", icon="shield", rail=ToSafety(), routes=(ToSafety,),
            makes=lambda: HealthPage(desk, program, sharing),
        ),
        PageEntry(
            title="&Settings", icon="settings", rail=ToSettings(), routes=(ToSettings,),
            makes=lambda: SettingsPage(desk, program, wear),
        ),
    )  # fmt: skip
