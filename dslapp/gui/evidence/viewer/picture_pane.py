"""The large picture of an exhibit with its tools: read and checked when it is wanted, blurred until it is shown."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.file_words import kind_in_words
from dslapp.domain.long_work import OnCasebook
from dslapp.domain.problems import Problem
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.viewer.picture_view import STEP, PictureView
from dslapp.gui.evidence.viewer.pictures import image_of
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.chips import Chip
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.exhibits.repair_exhibit import SoundCopy, bring_exhibit_back, find_sound_copy
from dslapp.services.exhibits.show_evidence import note_revealed, note_unsound, picture
from dslapp.services.session import Session


def large_image(session: Session, exhibit: Exhibit) -> QImage:
    """The exhibit's whole picture, read, checked and decoded on the thread for files."""
    return image_of(picture(session, exhibit))


def _note_damage(session: Session, exhibit: Exhibit, problem: Problem) -> Exhibit | None:
    """The exhibit, where the problem is damage of its file."""
    return exhibit if note_unsound(session, exhibit, problem) else None


def _copy_of(session: Session, exhibit: Exhibit, on_casebook: OnCasebook) -> tuple[Exhibit, SoundCopy | None]:
    return exhibit, find_sound_copy(session, exhibit, on_casebook)


class PicturePane(QWidget):
    """Shows the picture of one exhibit. `revealed` carries its id, `locked` the problem with its file.

    A reveal is noted in the history, once a sitting; damage in the continuity, for good. `opened` says each time
    whether the picture can be made out now.
    """

    revealed = Signal(str)
    locked = Signal(object)
    noted = Signal(str)
    """The damage of the exhibit with that id stands in its continuity."""
    opened = Signal(bool)

    def __init__(self, desk: Desk, *, small: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._exhibit: Exhibit | None = None
        self._wanted_open = False
        self.state = Chip("")
        self.show_button = Button("Sho&w the picture", "secondary", "eye")
        self._tools = [
            Button("Zoom in", "quiet", "zoom-in", hint="Ctrl and plus"),
            Button("Zoom out", "quiet", "zoom-out", hint="Ctrl and minus"),
            Button("Fit", "quiet", "image", hint="Ctrl and 0"),
            Button("Turn", "quiet", "rotate-cw", hint="On the screen only"),
        ]
        self.view = PictureView()
        self.view.setMinimumSize(160, 120)
        self._trouble = Banner("danger")
        self.bring_back = self._trouble.add_button(Button("", "secondary", "history"))
        self.bring_back.clicked.connect(self._bring_back)
        self._copy: SoundCopy | None = None
        self._trouble.hide()
        tools = WrapLayout()
        for button in (self.show_button, *self._tools):
            tools.addWidget(button)
        self._is_small = small
        self.set_low(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.state)
        column.addLayout(tools)
        column.addWidget(self._trouble)
        column.addWidget(self.view, 1)
        column.addStretch(0)  # while there is no picture, the words above stay together
        self.show_button.clicked.connect(lambda: self.set_open(not self.view.is_open))
        self.view.pressed_while_hidden.connect(lambda: self.set_open(True))
        acts = (self.zoom_in, self.zoom_out, self.view.fit, self.view.turn)
        for button, act in zip(self._tools, acts, strict=True):
            button.clicked.connect(act)

    def set_low(self, is_low: bool) -> None:
        """Whether height is short: then the tools are icons, in one line."""
        for button in self._tools:
            button.words_shown(not (self._is_small or is_low))

    def sizeHint(self) -> QSize:
        """As large as it may be."""
        return QSize(560, 480)

    def zoom_in(self) -> None:
        """Larger."""
        self.view.zoom_by(STEP)

    def zoom_out(self) -> None:
        """Smaller."""
        self.view.zoom_by(1 / STEP)

    def show_exhibit(
        self, exhibit: Exhibit, *, is_open: bool = False, read: Callable[[Session, Exhibit], QImage] = large_image
    ) -> None:
        """Read and show the picture of `exhibit`, unless it is shown already; `is_open` when it was seen before.

        `read` runs on the thread for files; it gives no picture where a file is only checked.
        """
        same = self._exhibit is not None and self._exhibit.id == exhibit.id
        if same and self.view.has_picture and not exhibit.withdrawn:
            return
        self.let_go()
        self._exhibit, self._wanted_open = exhibit, is_open
        if exhibit.withdrawn or not exhibit.file_id:
            words = "Withdrawn" if exhibit.withdrawn else kind_in_words(exhibit.exhibit_kind)
            self.state.show_state(words, "neutral", "ban" if exhibit.withdrawn else "info")
            return
        self.state.show_state("Being read and checked", "neutral", "hourglass")
        self._desk.tasks.submit(
            read, self._desk.session, exhibit, lane="files", latest=f"picture {id(self)}",
            done=self._shown, failed=self._failed,
        )  # fmt: skip

    def let_go(self) -> None:
        """Drop the picture from memory."""
        self._exhibit = self._copy = None
        self._trouble.hide()
        self.view.let_go()
        self._offer(shows=False)

    def set_open(self, is_open: bool) -> None:
        """Show the picture, or its blur."""
        if self._exhibit is None or not self.view.has_picture:
            return
        self.view.set_open(is_open)
        self._offer(shows=True)
        self.opened.emit(is_open)
        if is_open:
            self.revealed.emit(self._exhibit.id)
            self._desk.tasks.submit(note_revealed, self._desk.session, self._exhibit)

    def _shown(self, image: QImage) -> None:
        if self._exhibit is None:
            return
        self.state.show_state("Checked now: unchanged since it was attached", "success", "shield-check")
        self.view.show_picture(image)
        self._offer(shows=not image.isNull())
        if self._wanted_open:
            self.set_open(True)

    def _failed(self, problem: Problem) -> None:
        if self._exhibit is None:
            return
        self._trouble.show_problem(problem)
        self.state.show_state("Locked", "danger", "lock")
        self.bring_back.hide()
        self._desk.tasks.submit(
            _note_damage, self._desk.session, self._exhibit, problem, done=self._look_for_copy
        )  # fmt: skip
        self.locked.emit(problem)

    def _look_for_copy(self, damaged: Exhibit | None) -> None:
        if damaged is not None:
            self.noted.emit(damaged.id)
        if damaged is not None and self._exhibit is not None and self._exhibit.id == damaged.id:
            self._desk.tasks.submit(
                _copy_of, self._desk.session, self._exhibit, self._desk.tasks.on_casebook, lane="files",
                latest=f"copy {id(self)}", done=self._offer_copy,
            )  # fmt: skip

    def _offer_copy(self, found: tuple[Exhibit, SoundCopy | None]) -> None:
        exhibit, copy = found
        if copy is not None and self._exhibit is not None and self._exhibit.id == exhibit.id:  # else another is shown
            self._copy = copy
            self.bring_back.say(f"&Bring the file back from {copy.label}")
            self.bring_back.show()

    def _bring_back(self) -> None:
        if self._exhibit is not None and self._copy is not None:
            self.bring_back.setEnabled(False)
            self._desk.tasks.submit(
                bring_exhibit_back, self._desk.session, self._exhibit, self._copy, self._desk.tasks.on_casebook,
                lane="files", done=self._is_back, failed=self._trouble.show_problem, ended=self._may_try_again,
            )  # fmt: skip

    def _may_try_again(self) -> None:
        self.bring_back.setEnabled(True)

    def _is_back(self, _: None) -> None:
        if self._exhibit is not None:
            exhibit = self._exhibit
            self.let_go()
            self.show_exhibit(exhibit)

    def _offer(self, *, shows: bool) -> None:
        self.show_button.say("Hide the picture no&w" if self.view.is_open else "Sho&w the picture")
        for part in (self.show_button, self.view, *self._tools):
            part.setVisible(shows)
