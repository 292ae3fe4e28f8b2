"""The Guidance tab of a case: begins it, takes the answers, keeps what is typed, records what has happened already."""

from datetime import datetime
from typing import Any, cast

import msgspec
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.entity import IncidentId
from dslapp.domain.guidance.path import Place
from dslapp.domain.guidance.reading import ActiveLock
from dslapp.domain.guidance.shown import GuidanceView, StepDraft, StepShown
from dslapp.domain.guidance.step_help import StepHelp, case_help
from dslapp.domain.local_time import say_time
from dslapp.domain.problems import Problem
from dslapp.gui.case.form_area import FormArea
from dslapp.gui.case.tab import CaseTabView
from dslapp.gui.desk import Desk
from dslapp.gui.guidance.begin_panel import BeginPanel
from dslapp.gui.guidance.depart_form import DepartForm
from dslapp.gui.guidance.happened_form import HappenedForm
from dslapp.gui.guidance.rang_form import RangForm
from dslapp.gui.guidance.step_form import StepForm
from dslapp.gui.guidance.walk_area import WalkArea
from dslapp.gui.log_incident.draft_keeper import DraftKeeper, KeepWork
from dslapp.gui.routes import ToCase, ToSettings
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.services.case.keep_draft import RestoredForm, form_draft_id, keep_form, restore_form
from dslapp.services.guidance.answer_guidance import answer_step, open_route
from dslapp.services.guidance.read_guidance import read_guidance
from dslapp.services.guidance.read_reference import read_step_help

FORM = "guidance"
"""The name under which what is typed at a step is kept; `about_id` is its flow and step."""


class GuidanceTab(CaseTabView):
    """One case's guidance. What is being typed stays on the screen while the case is read again."""

    tells_locks = True
    grows = True

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._case: CaseFile | None = None
        self._view: GuidanceView | None = None
        self._there: StepHelp | None = None
        self._wanted = ""
        self._take_focus = False
        self._pristine = StepDraft()
        self._is_kept = False
        self._trouble = Banner("danger")
        self._trouble.hide()
        self.begin = BeginPanel()
        self.walk: WalkArea | None = None
        self.happened = HappenedForm(desk)
        self.departure, self.rang = DepartForm(desk), RangForm(desk)
        self._forms = FormArea(self.happened, self.departure, self.rang)
        self._forms.setParent(self)  # it ends with the tab, also where no form is ever opened
        self._keeper = DraftKeeper(desk.tasks, self._keep_work, self)
        self._keeper.kept.connect(self._say_kept)
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        self._stack.addWidget(self.begin)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self._trouble)
        column.addWidget(self._stack, 1)
        self.begin.flow_wanted.connect(self._open_flow)
        self._forms.saved.connect(self._recorded)
        for form in (self.happened, self.departure, self.rang):
            form.put_away.connect(self._put_away)
            form.restored.connect(self._show_form)

    def show_case(self, case: CaseFile) -> None:
        """Show the guidance of `case`; what is being typed stays."""
        if self._case is None or self._case.incident.id != case.incident.id:
            self._stack.setCurrentIndex(0)
            self._view = None
            self._trouble.hide()
        self._case = case
        self._read()

    def look_for(self, focus_id: str) -> None:
        """Open the step of an answer or of a draft, or where a run of the guidance stands."""
        self._wanted = focus_id
        if self._view is not None:
            self._open_wanted(self._view)

    def leave(self) -> bool:
        """Keep what was typed."""
        self._keeper.flush()
        self._forms.leave()
        return True

    @property
    def _id(self) -> IncidentId:
        assert self._case is not None
        return IncidentId(self._case.incident.id)

    def _read(self) -> None:
        tasks, session = self._desk.tasks, self._desk.session
        tasks.submit(read_step_help, session, done=self._help, latest="step help")
        tasks.submit(read_guidance, session, self._id, done=self._show, failed=self._fail, latest="guidance")

    def _show(self, view: GuidanceView) -> None:
        assert self._case is not None
        other_case = self._view is None
        self._view = view
        if self.walk is None:
            self.walk = self._make_walk(view)
            self._offer_help()
        if not view.begun:
            self.begin.show_view(view)
            self._stack.setCurrentWidget(self.begin)
            return
        self._stack.setCurrentWidget(self.walk)
        if other_case:
            self.walk.view = None
        focus = self._take_focus or (other_case and self._is_free())
        self._take_focus = False
        self.walk.show_view(view, focus=focus)
        if view.may_answer:
            self._forms.set_case(self._case)
        if self._wanted:
            self._open_wanted(view)

    def _help(self, there: StepHelp) -> None:
        self._there = there
        self._offer_help()

    def _offer_help(self) -> None:
        if self.walk is not None and self._case is not None and self._there is not None:
            self.walk.help.offer(self._there, case_help(self._case, self._there.platforms))

    def _make_walk(self, view: GuidanceView) -> WalkArea:
        walk = WalkArea(self._desk.now, may_answer=view.may_answer)
        walk.answered.connect(self._answer)
        walk.flow_wanted.connect(self._open_flow)
        walk.lock_wanted.connect(self._begin_record)
        walk.depart_wanted.connect(self._begin_departure)
        walk.rang_wanted.connect(self._begin_call)
        walk.paper_wanted.connect(lambda recipient: self.go.emit(ToCase(self._id, "referrals", recipient)))
        walk.settings_wanted.connect(lambda: self.go.emit(ToSettings()))
        walk.step_left.connect(self._keeper.flush)
        walk.step_opened.connect(self._step_opened)
        walk.typed.connect(self._keeper.changed)
        self._stack.addWidget(walk)
        return walk

    def _is_free(self) -> bool:
        """Whether nobody works anywhere else in the window, such as in the search box."""
        focused = cast("QWidget | None", self.window().focusWidget())
        return focused is None or focused.isAncestorOf(self) or self.isAncestorOf(focused)

    @property
    def _form(self) -> StepForm | None:
        return self.walk.pane.form if self.walk else None

    def _open_flow(self, flow: str) -> None:
        self._trouble.hide()
        self._take_focus = True
        self._desk.tasks.submit(open_route, self._desk.session, self._id, flow, done=self._changed, failed=self._fail)

    def _answer(self, form: StepForm) -> None:
        assert self.walk is not None
        shown, value = form.shown, form.value()
        self._keeper.forget()
        self._trouble.hide()
        self._take_focus = True
        self.walk.pane.go_button.setEnabled(False)
        self._desk.tasks.submit(
            answer_step, self._desk.session, self._id, shown.place.step, value.answers, value.recorded,
            flow=shown.place.flow, reason=value.reason, done=self._changed, failed=self._refused, ended=self._ended,
            finishes_draft=form_draft_id(self._id, FORM, _about(shown.place)),
        )  # fmt: skip

    def _changed(self, _walk: object) -> None:
        self._read()
        self.changed.emit()

    def _refused(self, problem: Problem) -> None:
        self._take_focus = False
        self._keeper.changed()
        if self._form:
            self._form.show_problem(problem)

    def _ended(self) -> None:
        if self.walk:
            self.walk.pane.go_button.setEnabled(True)

    def _fail(self, problem: Problem) -> None:
        self._take_focus = False
        self._trouble.show_problem(problem)

    def _begin_record(self, lock: ActiveLock) -> None:
        self._forms.open(self.happened)
        self._show_form()
        self.happened.begin(lock)

    def _begin_departure(self, what: ActiveLock | StepShown) -> None:
        self._forms.open(self.departure)
        self._show_form()
        self.departure.begin(what)

    def _begin_call(self) -> None:
        self._forms.open(self.rang)
        self._show_form()
        self.rang.begin()

    def _show_form(self) -> None:
        if self.walk:
            self.walk.show_left(self._forms)

    def _recorded(self, words: str) -> None:
        self.tell(words)
        self.changed.emit()

    def _put_away(self) -> None:
        if self.walk:
            self.walk.return_to_step()

    def _open_wanted(self, view: GuidanceView) -> None:
        wanted, self._wanted = self._wanted, ""
        place = _place_of(wanted, view)
        if place is not None and self.walk is not None and view.begun:
            self.walk.open_place(place)

    def _step_opened(self) -> None:
        self._keeper.forget()
        form = self._form
        if form is None or not form.answerable:
            return
        self._pristine, self._is_kept = form.value(), False
        self._desk.tasks.submit(
            restore_form, self._desk.session, self._id, FORM, _about(form.shown.place), done=self._put_back,
            failed=_ignore, latest="guidance draft",
        )  # fmt: skip

    def _put_back(self, found: RestoredForm | None) -> None:
        form = self._form
        if found is None or form is None or self.walk is None or form.value() != self._pristine:
            return
        self._is_kept = True
        form.show_value(msgspec.json.decode(found.value, type=StepDraft))
        self._keeper.forget()
        self.walk.pane.say_kept(f"Restored from {say_time(found.saved_at)}.")

    def _keep_work(self) -> KeepWork | None:
        form = self._form
        if self._case is None or form is None or not form.answerable:
            return None
        if form.value() == self._pristine and not self._is_kept:
            return None
        self._is_kept = True
        title = f"Guidance: {form.shown.text}"
        arguments = (
            self._desk.session,
            self._id,
            form.value(),
            _about(form.shown.place),
            self._case.incident.ref,
            title,
        )
        return _keep, arguments

    def _say_kept(self, at: datetime) -> None:
        if self.walk and self._form:
            self.walk.pane.say_kept(f"What you typed is kept, {say_time(at)}.")


def _place_of(wanted: str, view: GuidanceView) -> Place | None:
    """The step that is meant by the id of an answer or of a run, or by the name under which its words are kept."""
    for answer in view.given:
        if wanted == answer.id:
            return Place(flow=answer.flow, step=answer.step)
        if wanted == answer.run_id:
            return next((place for place in view.walk.position.places if place.flow == answer.flow), None)
    flow, _, step = wanted.partition("/")
    return Place(flow=flow, step=step) if view.library.step(flow, step) else None


def _about(place: Place) -> str:
    return f"{place.flow}/{place.step}"


def _keep(session: Any, incident_id: str, value: StepDraft, about: str, ref: str, title: str) -> datetime:
    return keep_form(session, incident_id, FORM, value, about_id=about, ref=ref, title=title)


def _ignore(_problem: Problem) -> None:
    """Words that cannot be put back are no reason to keep somebody from working."""
