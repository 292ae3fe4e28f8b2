"""The files that came and were looked at: what each is, what is wrong with it, its place, and taking it out again."""

from collections.abc import Sequence
from threading import Event

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.file_words import ICONS, facts_in_words, size_in_words
from dslapp.domain.problems import Problem
from dslapp.gui.evidence.viewer.hidden_picture import HiddenPicture
from dslapp.gui.evidence.viewer.pictures import image_of
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.field import named
from dslapp.gui.widgets.glyph import Glyph
from dslapp.gui.widgets.text import Words
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.intake.attach_evidence import NOTHING_ANSWERED, AlreadyAttached, ExhibitAnswers
from dslapp.services.intake.take_in_evidence import Looked

SMALL = QSize(104, 104)


class TrayItem(QFrame):
    """One file that came. `taken_out` asks for its removal; `changed` says that it is ready now, or no longer.

    `must_not` carries itself: it must not be here. `attached` carries itself and the exhibit that it has become;
    `ended` says that the work on it is over; `moved` carries itself and by how many places it is to go up (less than
    nothing) or down. `answers` is what is known of it from the way in which it came.
    """

    taken_out = Signal(object)
    must_not = Signal(object)
    changed = Signal(object)
    attached = Signal(object, object)
    ended = Signal(object)
    moved = Signal(object, int)

    def __init__(
        self,
        name: str,
        awaited: Sequence[Exhibit],
        answers: ExhibitAnswers = NOTHING_ANSWERED,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name, self.answers = name, answers
        self.cancel = Event()
        self.looked: Looked | None = None
        self.although_known = False
        self.setProperty("part", "tray item")
        self.picture = HiddenPicture(name, SMALL)
        self._title = Words(name, "strong")
        self._facts = Words("Being read …", "hint")
        self._notes = Words(part="hint")
        self._mark = Glyph("circle-alert", "danger")
        self._problem = Words()
        self._belongs = named(QComboBox(), f"{name}: which exhibit it is")
        self._belongs.addItem("A new exhibit", "")
        for exhibit in awaited:
            self._belongs.addItem(f"{exhibit.ref}, which was not here yet", exhibit.id)
        self._belongs.setVisible(bool(awaited))
        self.again = Button("Attach although it came a second time", "secondary")
        self.again.clicked.connect(self._attach_again)
        self.up, self.down = Button("Up", "quiet", "chevron-up"), Button("Down", "quiet", "chevron-down")
        self.take_out = Button("Take out", "quiet", "x")
        self.must_not_button = Button("Must not be here", "stop", "ban")
        self.must_not_button.clicked.connect(lambda: self.must_not.emit(self))
        self.was_shown = False
        self.picture.revealed.connect(self._was_seen)
        for button in (self.up, self.down, self.take_out, self.must_not_button):
            button.setAccessibleName(f"{button.text()}: {name}")
        self.up.clicked.connect(lambda: self.moved.emit(self, -1))
        self.down.clicked.connect(lambda: self.moved.emit(self, 1))
        self.take_out.clicked.connect(lambda: self.taken_out.emit(self))
        self._lay_out()
        self._say("")
        for part in (self.again, self._notes, self.up, self.down):
            part.hide()

    def _lay_out(self) -> None:
        trouble = QHBoxLayout()
        trouble.setSpacing(GRID // 2)
        trouble.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        trouble.addWidget(self._problem, 1)
        acts = QWidget()
        # Without it, the whole item would shrink to the width of these buttons.
        acts.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = WrapLayout(acts)
        for button in (self.up, self.down, self.take_out, self.must_not_button):
            row.addWidget(button)
        words = QVBoxLayout()
        words.setSpacing(GRID // 2)
        words.addWidget(self._title)
        words.addWidget(self._facts)
        words.addWidget(self._notes)
        words.addLayout(trouble)
        words.addWidget(self._belongs)
        words.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        words.addWidget(acts)
        words.addStretch(1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(2 * GRID)
        across.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(words, 1)

    @property
    def ready(self) -> bool:
        """Whether it can be attached now."""
        return self.looked is not None and (self.looked.known is None or self.although_known)

    @property
    def waits_for_a_word(self) -> bool:
        """Whether it holds a file that the person has yet to save or take out."""
        return self.looked is not None

    @property
    def is_picture(self) -> bool:
        """Whether what was looked at is a picture."""
        return self.looked is not None and self.looked.waiting.facts.kind == "picture"

    @property
    def awaited(self) -> str:
        """The id of the exhibit that has come with it, or an empty text."""
        return str(self._belongs.currentData())

    @property
    def held(self) -> int:
        """Bytes that it holds in memory."""
        return len(self.looked.waiting.data) if self.looked else 0

    def offer_moves(self, *, up: bool, down: bool) -> None:
        """Offer to move it, where there is another before or after it."""
        self.up.setVisible(up or down)
        self.down.setVisible(up or down)
        self.up.setEnabled(up)
        self.down.setEnabled(down)

    def show_progress(self, done: int, total: int) -> None:
        """How much of a large file was read or kept."""
        share = f" {100 * done // total} % of {size_in_words(total)}" if total else ""
        self._facts.setText(("Being read …" if self.looked is None else "Being attached …") + share)

    def show_looked(self, looked: Looked) -> None:
        """It was read and, where it can be, drawn."""
        self.looked = looked
        facts = looked.waiting.facts
        self._show_facts()
        self._notes.setText("\n".join(facts.notes))
        self._notes.setVisible(bool(facts.notes))
        if looked.thumbnail is not None:
            self.picture.show_picture(image_of(looked.thumbnail))
        else:
            self.picture.show_words("No preview", ICONS[facts.kind])
        if looked.known:
            self.show_problem(looked.known)
        self.changed.emit(self)

    def show_problem(self, problem: Problem) -> None:
        """Say in words what stands in the way, beside its name."""
        if self.looked is None:
            self.picture.show_words("Not taken", "circle-x")
            self._facts.setText("Nothing of it was kept.")
        self._belongs.setVisible(self.looked is not None and self._belongs.count() > 1)
        self._say(str(problem))
        self.again.setVisible(isinstance(problem, AlreadyAttached))
        self.changed.emit(self)

    def show_saving(self) -> None:
        """It is being attached."""
        self._say("")
        self._facts.setText("Being attached …")
        self.take_out.setEnabled(False)

    def saving_failed(self, problem: Problem) -> None:
        """It was not attached and waits as before."""
        self.take_out.setEnabled(True)
        self._show_facts()
        self.show_problem(problem)

    def show_attached(self, exhibit: Exhibit) -> None:
        """It is an exhibit now."""
        self.attached.emit(self, exhibit)

    def end(self) -> None:
        """The work on it is over, well or badly."""
        self.ended.emit(self)

    def refuse(self, problem: Problem) -> None:
        """Drop what was read, and say why."""
        self.looked = None
        self.show_problem(problem)

    def let_go(self) -> None:
        """Drop the file from memory and stop what is under way."""
        self.cancel.set()
        self.looked = None
        self.picture.show_words("", "x")

    def _show_facts(self) -> None:
        if self.looked is not None:
            waiting = self.looked.waiting
            said = waiting.said_of_itself
            line = f"{facts_in_words(waiting.facts, waiting.size)}."
            self._facts.setText(f"{line} Read from the file, not a fact: {said}." if said else line)

    def _was_seen(self) -> None:
        self.was_shown = True
        self.changed.emit(self)

    def _attach_again(self) -> None:
        self.although_known = True
        self._say("")
        self.again.hide()
        self.changed.emit(self)

    def _say(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self._mark.setVisible(bool(problem))
