"""The form of a referral: every field with what the case says already; what is written saves itself."""

from collections import deque
from functools import partial

import msgspec
from PySide6.QtCore import Signal

from dslapp.domain.local_time import say_time
from dslapp.domain.problems import Problem, UserProblem
from dslapp.domain.referral.fields import Gap, completeness, gaps
from dslapp.domain.referral.referrals import Recipient, Referral
from dslapp.domain.statements import Stated
from dslapp.gui.desk import Desk
from dslapp.gui.log_incident.draft_keeper import DraftKeeper, KeepWork
from dslapp.gui.pages import ScrollingPage
from dslapp.gui.referral.answer_field import AnswerField
from dslapp.gui.referral.exhibit_chooser import ExhibitChooser
from dslapp.gui.referral.form_layout import FormPart, form_layout
from dslapp.gui.referral.lock_banner import LockBanner
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.cards import Card, QuestionCard
from dslapp.gui.widgets.text import Heading, Words
from dslapp.services.case.keep_draft import RestoredForm, form_draft_id, keep_form, restore_form
from dslapp.services.papers.refer import answer_referral, choose_exhibits, referral_answers
from dslapp.services.papers.write_referral import ReferralDraft, read_referral

FORM = "referral"
"""The name under which typed words are kept until they are saved."""


class TypedAnswers(msgspec.Struct, frozen=True, kw_only=True):
    """Answers that were typed and not saved yet, by field id."""

    fields: dict[str, Stated] = {}


class AnswersForm(ScrollingPage):
    """`progressed` carries (answered, required, gaps); `saving` says in words how far what was typed is safe.

    An answer is saved when its field is left; while it is typed, it is kept as a draft within two seconds.
    """

    progressed = Signal(int, int, object)
    saving = Signal(str)

    def __init__(self, desk: Desk, recipient: Recipient) -> None:
        super().__init__()
        self._desk = desk
        self._recipient: Recipient = recipient
        self._draft: ReferralDraft | None = None
        self._referral: Referral | None = None
        self._typed: set[str] = set()
        """Fields whose words are not saved yet."""
        self._here = ""
        """The field in which the cursor was last."""
        self._sent: deque[dict[str, Stated]] = deque()
        """Answers that were handed over to be saved, the oldest first."""
        self._layout = form_layout(recipient)
        self.fields = {field.id: AnswerField(field) for field in self._layout.fields}
        self.locks = LockBanner()
        self.exhibits = ExhibitChooser()
        self._trouble = Banner("danger")
        self._trouble.hide()
        self._keeper = DraftKeeper(desk.tasks, self._what_to_keep, self)
        self._keeper.kept.connect(lambda at: self.saving.emit(f"What you type is kept, {say_time(at)}"))
        self._keeper.failed.connect(self._not_saved)
        self.exhibits.chosen.connect(self._choose_exhibits)
        for answer in self.fields.values():
            answer.changed.connect(self._changed)
            answer.left.connect(self._left)
        self._lay_out()

    @property
    def unsaved(self) -> tuple[str, ...]:
        """The labels of the fields whose words are not saved."""
        return tuple(field.label for field in self._layout.fields if field.id in self._typed)

    def show_draft(self, draft: ReferralDraft) -> None:
        """Show the referral's answers; words that were typed before a break come back and are saved."""
        self._draft, self._referral = draft, draft.referral
        self._typed.clear()
        self._here = ""
        self.locks.show_draft(draft)
        self._trouble.hide()
        for field in self.fields.values():
            field.call_lado(draft.content.lado_label)
        self._show_answers(self.fields)
        self.exhibits.show_choice(draft.case.shown_exhibits, draft.referral, draft.case.derivatives)
        self._report()
        self.saving.emit("All answers are saved")
        self._desk.tasks.submit(
            restore_form, self._desk.session, draft.referral.incident_id, FORM, draft.referral.id, done=self._put_back
        )

    def go_to(self, field_id: str) -> None:
        """Put the cursor into a field and bring it into view."""
        answer = self.fields[field_id]
        self._here = field_id
        answer.take_focus()
        self.area.ensureWidgetVisible(answer, 0, 80)

    def go_to_next_gap(self) -> None:
        """Put the cursor into the next field that nobody has answered, after the one where it stands."""
        ids = [field.id for field in self._layout.fields]
        here = ids.index(self._here) if self._here else -1
        open_ids = {gap.field.id for gap in self._gaps() if not gap.reason}
        ordered = [*ids[here + 1 :], *ids[: here + 1]]
        following = next((each for each in ordered if each in open_ids), None)
        if following:
            self.go_to(following)

    def leave(self) -> bool:
        """Save what can be saved, keep the rest as it is."""
        self.save()
        self._keeper.flush()
        return True

    def save(self) -> None:
        """Save every typed answer that may stand; say beside the others what is wrong."""
        if self._referral is None or not self._typed:
            return
        good = {field_id for field_id in self._typed if self.fields[field_id].check()}
        if not good:
            return
        sent = {field_id: self.fields[field_id].answer() for field_id in good}
        if good == self._typed:
            self._keeper.forget()
        finished = form_draft_id(self._referral.incident_id, FORM, self._referral.id) if good == self._typed else ""
        self.saving.emit("Saving")
        self._sent.append(sent)
        self._desk.tasks.submit(
            answer_referral, self._desk.session, self._referral.id, sent, finishes_draft=finished,
            done=self._saved, failed=self._not_saved, ended=self._sent.popleft,
        )  # fmt: skip

    def _lay_out(self) -> None:
        self.column.addWidget(self.locks)
        self.column.addWidget(self._trouble)
        self.column.addWidget(Heading("The first page", 2))
        self.column.addWidget(Words("This is read first, and may be all that is read tonight.", "hint"))
        for part in self._layout.first_page:
            self.column.addWidget(self._card(part))
        self.column.addWidget(Heading("The rest of the form", 2))
        for part in self._layout.rest:
            self.column.addWidget(self._card(part))
        self.column.addWidget(self.exhibits)

    def _card(self, part: FormPart) -> Card:
        card = QuestionCard(part.heading, part.reason) if part.reason else Card(part.heading)
        for field in part.fields:
            card.body.addWidget(self.fields[field.id])
        return card

    def _changed(self, field_id: str) -> None:
        self._typed.add(field_id)
        self.fields[field_id].show_error("")
        self.saving.emit("Not saved yet")
        self._keeper.changed()

    def _left(self, field_id: str) -> None:
        self._here = field_id
        if field_id in self._typed:
            self.save()

    def _saved(self, referral: Referral) -> None:
        self._take(referral, self._sent[0])

    def _take(self, referral: Referral, sent: dict[str, Stated]) -> None:
        if self._referral is None or self._referral.id != referral.id:
            return
        self._referral = referral
        self._trouble.hide()
        settled = {field_id for field_id, answer in sent.items() if self.fields[field_id].answer() == answer}
        self._typed -= settled
        self._show_answers(settled)
        self._report()
        if self._typed:
            self._keeper.changed()
        else:
            self.saving.emit(f"All answers are saved, {say_time(self._desk.now())}")

    def _not_saved(self, problem: Problem) -> None:
        field_id = problem.field if isinstance(problem, UserProblem) else ""
        if field_id in self.fields:
            self.fields[field_id].show_error(f"{problem.message} {problem.way_forward}".strip())
        else:
            self._trouble.show_problem(problem)
        self.saving.emit("Not saved")
        self._keeper.changed()

    def _choose_exhibits(self) -> None:
        if self._referral:
            self.saving.emit("Saving")
            self._desk.tasks.submit(
                choose_exhibits, self._desk.session, self._referral.id, self.exhibits.value(), self.exhibits.copies(),
                copies_say_where=self.exhibits.copies_say_where(), done=self._exhibits_saved, failed=self._not_saved,
            )  # fmt: skip

    def _exhibits_saved(self, referral: Referral) -> None:
        self._take(referral, {})
        self._desk.tasks.submit(
            read_referral, self._desk.session, referral.id, done=self._know_again, latest="known answers"
        )

    def _know_again(self, draft: ReferralDraft) -> None:
        """What the case says depends on which exhibits are shown as copies."""
        if self._referral is None or self._referral.id != draft.referral.id:
            return
        self._draft = draft
        self._show_answers({field_id: field for field_id, field in self.fields.items() if field_id not in self._typed})
        self._report()

    def _what_to_keep(self) -> KeepWork | None:
        if self._draft is None or self._referral is None or not self._typed:
            return None
        typed = TypedAnswers(fields={field_id: self.fields[field_id].value() for field_id in self._typed})
        keep = partial(
            keep_form, about_id=self._referral.id, ref=self._draft.content.ref,
            title=f"Summary for {self._draft.content.reader}",
        )  # fmt: skip
        return keep, (self._desk.session, self._referral.incident_id, FORM, typed)

    def _put_back(self, found: RestoredForm | None) -> None:
        if found is None or self._typed:
            return
        for field_id, value in msgspec.json.decode(found.value, type=TypedAnswers).fields.items():
            if field_id in self.fields:
                self.fields[field_id].put_in(value)
        self.saving.emit(f"Restored from {say_time(found.saved_at)}")
        self.save()

    def _show_answers(self, field_ids: "set[str] | dict[str, AnswerField]") -> None:
        assert self._draft is not None
        assert self._referral is not None
        known = self._draft.known
        for field_id in field_ids:
            self.fields[field_id].show_answer(
                self._referral.fields.get(field_id), known.both.get(field_id, Stated()),
                carried=field_id in known.carried,
            )  # fmt: skip

    def _answers(self) -> dict[str, Stated]:
        assert self._draft is not None
        assert self._referral is not None
        return referral_answers(self._draft.known, self._referral)

    def _gaps(self) -> tuple[Gap, ...]:
        return gaps(self._recipient, self._answers()) if self._draft else ()

    def _report(self) -> None:
        answered, required = completeness(self._recipient, self._answers())
        self.progressed.emit(answered, required, self._gaps())
