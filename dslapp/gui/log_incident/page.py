"""The first screen: one page on which an incident is logged, with the safety questions beside the words."""

from datetime import datetime

import msgspec
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dslapp.domain.case.incident import Incident
from dslapp.domain.case.incident_draft import IncidentDraft, Missing, missing
from dslapp.domain.entity import IncidentId
from dslapp.domain.local_time import say_time
from dslapp.domain.problems import Problem, UserProblem
from dslapp.gui.compartments.handing_over import MINIMUM, HandingOver
from dslapp.gui.desk import Desk
from dslapp.gui.log_incident.draft_keeper import DraftKeeper, KeepWork, when_kept
from dslapp.gui.log_incident.into_view import bring_into_view
from dslapp.gui.log_incident.panes import Panes
from dslapp.gui.log_incident.reporter_panel import ReporterPanel
from dslapp.gui.log_incident.safety_panel import SafetyPanel
from dslapp.gui.log_incident.what_panel import PICTURE_LATER, PICTURE_NEVER, PICTURE_QUESTION, WhatPanel
from dslapp.gui.log_incident.who_panel import WhoPanel
from dslapp.gui.pages import Page
from dslapp.gui.routes import Route, ToCase, ToLogIncident, ToToday
from dslapp.gui.theme.tokens import GRID, Tone
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Words
from dslapp.services.case.keep_draft import discard_draft, keep_draft
from dslapp.services.case.log_incident import log_incident
from dslapp.services.case.open_first_screen import FirstScreen, open_first_screen
from dslapp.services.matters.seal_note import WaysOut, ways_out

_LAID_OUT_AFTER_MS = 40


class LogIncidentPage(Page):
    """Words and who on the left, the safety questions on the right; Save stays in sight at the foot."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._draft: IncidentDraft | None = None
        self._saving = False
        self._picture_after_saving = False
        self.what = WhatPanel()
        self.safety = SafetyPanel()
        self.who = WhoPanel(desk)
        self.reporter = ReporterPanel(desk.now)
        self.notice = Banner()
        self.notice.hide()
        self.another = self.notice.add_button(Button("Begin a new one; this stays as a draft", "quiet", "plus"))
        self._save = Button("Save", "primary", "save", hint="Ctrl+S")
        self.discard = Button("Throw this draft away", "quiet", "trash-2")
        self._kept_line = Words(part="hint")
        self.handing_over = HandingOver(desk, self.safety.elsewhere, self._draft_to_hand_over, self.draft, self)
        self.keeper = DraftKeeper(desk.tasks, self._what_to_keep, self)
        self._lay_out()
        self._connect()

    def enter(self, route: Route) -> None:
        """Show the draft of the route; without one, what was being written here, or an empty screen."""
        wanted = route.draft_id if isinstance(route, ToLogIncident) else ""
        current = self._draft
        if current and self.draft().worth_keeping and wanted in ("", current.id):
            self._say_notice("information", "This is what you were writing.", "", another=True)
            self.what.setFocus()
            return
        self.what.setFocus()
        self._desk.tasks.submit(open_first_screen, self._desk.session, wanted, done=self._show)

    @property
    def ready(self) -> bool:
        """Whether the draft and the guidance are there; words can be typed before."""
        return self._draft is not None

    def leave(self) -> bool:
        """Keep what was typed."""
        self.keeper.flush()
        return True

    def draft(self) -> IncidentDraft:
        """What is on the screen now."""
        assert self._draft is not None, "the page is shown before it is entered"
        fields: dict[str, object] = {
            "what": self.what.text(), "safety": self.safety.answers(), "about": self.safety.about_adult(),
        }  # fmt: skip
        return msgspec.structs.replace(
            self._draft, **fields, **self.who.put_into(self._draft), **self.reporter.put_into(self._draft)
        )

    def save(self) -> None:
        """Save for good, or say beside each field what is missing."""
        if self._draft is None or self._saving:
            return
        draft = self.draft()
        lacking = missing(draft, self._desk.now())
        if self.reporter.problem():
            lacking = (*lacking, Missing("reported_at", self.reporter.problem()))
        self._show_missing(lacking)
        if lacking:
            return
        self._saving = True
        self.keeper.forget()
        self._save.setEnabled(False)
        self._desk.tasks.submit(
            log_incident, self._desk.session, draft, done=self._saved, failed=self._not_saved, ended=self._save_ended
        )

    def _show(self, screen: FirstScreen) -> None:
        typed = self.what.text() if self._draft is None else ""
        self._draft = screen.draft
        self.safety.prepare(screen.door, screen.whom, screen.settings)
        self.what.show_text(screen.draft.what or typed)
        self.safety.show_answers(screen.draft.safety)
        self.safety.show_about(screen.draft.about)
        self.who.show_draft(screen.draft)
        self.reporter.show_draft(screen.draft, screen.last_reporter)
        self._show_missing(())
        self.keeper.forget()
        self._picture_after_saving = False
        self._kept_line.setText("")
        self.notice.hide()
        if screen.restored_at:
            self._say_notice("information", f"Restored from {when_kept(screen.restored_at, self._desk.now())}.", "")
        self._advise()
        self.discard.setVisible(screen.restored_at is not None)
        if typed:
            self.keeper.changed()

    def _advise(self) -> None:
        answers = self.safety.answers()
        self.safety.show_advice(self.draft().reported_at)
        self._find_place()
        self.who.suggest_parts(answers)
        if answers.imagery_possible and self._picture_after_saving:
            self._picture_after_saving = False
            self._say_notice("danger", "No picture will be taken in.", PICTURE_NEVER)

    def _find_place(self) -> None:
        """Ask where this may be written: of a concern of which nobody has said yet whom it is about, as about staff."""
        draft = self.draft()
        if not draft.says_whom:
            draft = msgspec.structs.replace(draft, about="staff")
        self._desk.tasks.submit(ways_out, self._desk.session, draft, done=self._place_found, latest="where it belongs")

    def _place_found(self, ways: WaysOut) -> None:
        decided = self._draft is not None and self.draft().says_whom
        if self.safety.show_ways(ways, decided=decided):
            QTimer.singleShot(2 * _LAID_OUT_AFTER_MS, self, self._bring_advice_into_view)
        self._save.setVisible(not (decided and ways.places.belongs_elsewhere))

    def _draft_to_hand_over(self) -> IncidentDraft | None:
        """What is on the screen, if the minimum is there; if not, say so beside each field."""
        if self._draft is None or self._saving:
            return None
        draft = self.draft()
        lacking = tuple(each for each in missing(draft, self._desk.now()) if each.field in MINIMUM)
        self._show_missing(lacking)
        if lacking:
            return None
        self._saving = True
        self.keeper.forget()
        return draft

    def _handed_over(self, words: str, tone: Tone) -> None:
        self._clear()
        self.tell(words, tone)
        self.go.emit(ToToday())

    def _answered(self) -> None:
        self._advise()
        self.keeper.changed()
        QTimer.singleShot(_LAID_OUT_AFTER_MS, self, self._bring_advice_into_view)

    def _bring_advice_into_view(self) -> None:
        bring_into_view(self._scroll, self.safety.to_see())

    def _changed(self) -> None:
        if self._draft is not None:
            self.keeper.changed()

    def _who_changed(self) -> None:
        self._changed()
        if self._draft is not None and self.safety.answers().staff_concern:
            self._find_place()

    def _what_to_keep(self) -> KeepWork | None:
        if self._draft is None or self._saving:
            return None
        draft = self.draft()
        return (keep_draft, (self._desk.session, draft)) if draft.worth_keeping else None

    def _kept(self, at: datetime) -> None:
        self._kept_line.setText(f"Draft kept at {say_time(at)}")
        self.discard.show()

    def _not_kept(self, problem: Problem) -> None:
        self._kept_line.setText("")
        self.notice.show_problem(problem)

    def _saved(self, incident: Incident) -> None:
        attach = self._picture_after_saving
        self._clear()
        self.tell(f"Saved as {incident.ref} at {say_time(self._desk.now())}")
        incident_id = IncidentId(incident.id)
        self.go.emit(ToCase(incident_id, "evidence") if attach else ToCase(incident_id))

    def _not_saved(self, problem: Problem) -> None:
        self.notice.show_problem(problem)
        self.another.hide()
        self.keeper.changed()
        if isinstance(problem, UserProblem) and problem.field:
            self._show_missing((Missing(problem.field, problem.message),))  # type: ignore[arg-type]  # its own names

    def _save_ended(self) -> None:
        self._saving = False
        self._save.setEnabled(True)

    def _throw_away(self) -> None:
        if self._draft is not None and self._desk.prompter.confirm(
            "Throw this draft away?", "The words on this screen are then gone for good.", "Throw it away", "Keep it",
            danger=True,
        ):  # fmt: skip
            self._delete()

    def _delete(self) -> None:
        draft = self._draft
        self._clear()
        if draft is not None:
            self._desk.tasks.submit(discard_draft, self._desk.session, draft.id)
        self._desk.tasks.submit(open_first_screen, self._desk.session, "", done=self._show)

    def _begin_another(self) -> None:
        self.keeper.keep_now()
        self._clear()
        self._desk.tasks.submit(open_first_screen, self._desk.session, "", done=self._show)
        self.what.setFocus()

    def _clear(self) -> None:
        self.keeper.forget()
        self._draft = None
        self.what.show_text("")

    def _picture_pasted(self) -> None:
        answers = self.safety.answers()
        if answers.imagery_possible:
            self._say_notice("danger", "No picture can be taken in.", PICTURE_NEVER)
        elif not answers.image:
            self.safety.show_error("image", PICTURE_QUESTION)
            self.safety.field("image").setFocus()
        else:
            self._picture_after_saving = True
            self._say_notice("information", "A picture to attach.", PICTURE_LATER)

    def _say_notice(self, tone: Tone, title: str, text: str, *, another: bool = False) -> None:
        self.notice.show_message(tone, title, text)
        self.another.setVisible(another)
        self.notice.show()

    def _show_missing(self, lacking: tuple[Missing, ...]) -> None:
        by_field: dict[str, str] = {each.field: each.message for each in lacking}
        self.what.field.show_error(by_field.get("what", ""))
        for name in ("danger", "image", "adult_here", "about"):
            self.safety.show_error(name, by_field.get(name, ""))
        self.who.field.show_error(by_field.get("who", ""))
        for name in ("reporter", "reported_at"):
            self.reporter.show_error(name, by_field.get(name, ""))
        if lacking:
            self._focus(lacking[0].field)

    def _focus(self, field: str) -> None:
        wrong: dict[str, QWidget] = {
            "what": self.what,
            "who": self.who.people,
            "reporter": self.reporter.name_field.control,
            "reported_at": self.reporter.at_field.control,
        }
        control = wrong.get(field) or self.safety.field(field)
        control.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(control)

    def _follow_layout(self) -> None:
        follow_layout(self)

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setProperty("ground", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        panes = Panes(self.what, self.safety, self.who)
        panes.narrowed.connect(self.what.box.take_little_room)
        column.addWidget(self.reporter)
        column.addWidget(self.notice)
        column.addWidget(panes)
        column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inner)
        foot = QFrame()
        foot.setProperty("part", "status")
        row = QHBoxLayout(foot)
        row.setContentsMargins(3 * GRID, GRID, 3 * GRID, GRID)
        row.setSpacing(2 * GRID)
        row.addWidget(self._save)
        row.addWidget(self._kept_line, 1)
        row.addWidget(self.discard)
        self.discard.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._scroll, 1)
        outer.addWidget(foot)
        self.setFocusProxy(self.what)

    def _connect(self) -> None:
        self.what.changed.connect(self._changed)
        self.what.box.picture_pasted.connect(self._picture_pasted)
        self.safety.answered.connect(self._answered)
        self.who.changed.connect(self._who_changed)
        self.handing_over.handed_over.connect(self._handed_over)
        self.handing_over.printed.connect(self._delete)
        self.handing_over.failed.connect(self._not_saved)
        self.handing_over.ended.connect(self._save_ended)
        self.who.rearranged.connect(self._follow_layout)
        self.reporter.changed.connect(self._changed)
        self._save.clicked.connect(self.save)
        self.discard.clicked.connect(self._throw_away)
        self.another.clicked.connect(self._begin_another)
        self.keeper.kept.connect(self._kept)
        self.keeper.failed.connect(self._not_kept)
        for keys in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, self.save)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
