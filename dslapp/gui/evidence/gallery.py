"""The gallery: every exhibit of a case with its label; what can be seen of it is blurred until it is pressed."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.entity import ExhibitId
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.file_words import ICONS, exhibit_in_words
from dslapp.domain.evidence.shield import cover_in_words, stays_covered
from dslapp.domain.problems import Problem
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.viewer.hidden_picture import HiddenPicture
from dslapp.gui.evidence.viewer.pictures import image_of
from dslapp.gui.tasks import UNTIL_LOCKED
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.chips import Chip
from dslapp.gui.widgets.hint_text import as_hint
from dslapp.gui.widgets.text import Words
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.exhibits.show_evidence import note_revealed, note_unsound
from dslapp.services.exhibits.show_file import small_picture
from dslapp.services.intake.take_in_evidence import THUMBNAIL
from dslapp.services.session import Session

PICTURE = QSize(176, 176)


def small_image(session: Session, exhibit: Exhibit, poster: Derivative | None) -> QImage:
    """The exhibit's thumbnail, read, checked and decoded on the thread for files; no image where there is none."""
    found = small_picture(session, exhibit, poster, THUMBNAIL)
    return image_of(found) if found is not None else QImage()


class ExhibitTile(QFrame):
    """One exhibit with its label: reference, what it shows, what is still to be answered.

    `opened` and `asked` carry the exhibit's id: to be shown large, or to be asked about. `must_not` carries the exhibit
    that must not be here.
    """

    opened = Signal(str)
    asked = Signal(str)
    must_not = Signal(object)

    def __init__(
        self,
        exhibit: Exhibit,
        poster: Derivative | None = None,
        elsewhere: str = "",
        *,
        writes: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.exhibit, self.poster, self.elsewhere = exhibit, poster, elsewhere
        self._has_nothing_to_draw = False
        self.picture = HiddenPicture(f"Exhibit {exhibit.ref}", PICTURE)
        self.setFixedWidth(PICTURE.width())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, GRID)
        column.setSpacing(GRID // 2)
        column.addWidget(self.picture)
        column.addWidget(Words(exhibit.ref, "strong"))
        column.addWidget(Words(exhibit.description or exhibit.original_name or "No description yet", "hint"))
        if exhibit.withdrawn:
            done = "Hidden" if exhibit.shut_away_by else "Withdrawn"
            column.addWidget(Words(f"{done}: {exhibit.withdrawn_because}", "hint"))
        elif not exhibit.has_file:
            column.addWidget(Words(exhibit.held_by, "hint"))
        elif exhibit.exhibit_kind != "picture":
            column.addWidget(Words(exhibit_in_words(exhibit), "hint"))
        if exhibit.has_file and stays_covered(exhibit):
            column.addWidget(Words(cover_in_words(exhibit), "hint"))
        in_series = f"{exhibit.series}, number {exhibit.series_order}" if exhibit.series else ""
        for words in filter(None, (in_series, elsewhere)):
            column.addWidget(Words(words, "hint"))
        self._locked = Chip("Locked: see why", "danger", "lock")
        self._locked.hide()
        column.addWidget(self._locked)
        left = exhibit.still_to_answer
        if left and writes and not exhibit.withdrawn:
            self.ask_button = Button(f"Answer {len(left)} questions" if len(left) > 1 else "Answer 1 question", "quiet")
            self.ask_button.setAccessibleName(f"{self.ask_button.text()} about exhibit {exhibit.ref}")
            self.ask_button.setToolTip(f"Still to answer: {', '.join(left)}")
            self.ask_button.clicked.connect(lambda: self.asked.emit(exhibit.id))
            column.addWidget(self.ask_button, 0, Qt.AlignmentFlag.AlignLeft)
        elif left and not exhibit.withdrawn:
            column.addWidget(Words(f"Not answered yet: {', '.join(left)}", "hint"))
        self.open_button = Button("Open", "quiet", "zoom-in")
        self.open_button.setAccessibleName(f"Open exhibit {exhibit.ref}")
        self.open_button.clicked.connect(lambda: self.opened.emit(exhibit.id))
        self.must_not_button = Button("Must not be here…", "stop")
        self.must_not_button.setAccessibleName(f"Exhibit {exhibit.ref}: must not be here…")
        self.must_not_button.clicked.connect(lambda: self.must_not.emit(exhibit))
        column.addLayout(_wrapping(self.open_button, self.must_not_button))
        self.must_not_button.setVisible(writes and exhibit.has_file and not exhibit.withdrawn)
        column.addStretch(1)
        if not exhibit.file_id or exhibit.withdrawn:
            gone = "Hidden from everybody" if exhibit.shut_away_by else "Withdrawn"
            self._show_instead(*((gone, "ban") if exhibit.withdrawn else self._kind()))

    @property
    def wants_picture(self) -> bool:
        """Whether there is a picture to be read for it that it does not have yet."""
        has_file = bool(self.exhibit.file_id) and not self.exhibit.withdrawn
        return has_file and not self.picture.has_picture and not self._has_nothing_to_draw

    def show_image(self, image: QImage) -> None:
        """Show it hidden, or what the exhibit is where there is nothing to draw."""
        self._has_nothing_to_draw = image.isNull()
        if image.isNull():
            self._show_instead(*self._kind())
        else:
            self.picture.show_picture(image)

    def _kind(self) -> tuple[str, str]:
        return exhibit_in_words(self.exhibit), ICONS[self.exhibit.exhibit_kind]

    def _show_instead(self, words: str, icon: str) -> None:
        self.picture.show_words(words, icon)
        self.picture.setEnabled(False)

    def show_locked(self, problem: Problem) -> None:
        """Its file is missing, damaged or another one, or cannot be shown: say so, and show nothing."""
        self.picture.show_words(problem.message, "lock")
        self.picture.setToolTip(as_hint(str(problem)))
        self._locked.show()


class Gallery(QWidget):
    """Shows the exhibits of one case. Pictures are read while it is visible, and let go when it is not.

    `opened` and `asked` carry an exhibit's id, `must_not` an exhibit.
    """

    opened = Signal(str)
    asked = Signal(str)
    must_not = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tiles: dict[str, ExhibitTile] = {}
        self._shown: tuple[tuple[Exhibit, ...], Mapping[str, tuple[str, ...]], bool] | None = None
        self.seen: set[str] = set()
        """The exhibits that were shown in this visit, so that the viewer need not hide them again."""
        self._wrap = WrapLayout(self, 2 * GRID)

    def show_case(self, case: CaseFile) -> None:
        """Show the exhibits of `case`, those that were withdrawn at the end."""
        exhibits = tuple(sorted(case.every_exhibit, key=lambda each: each.withdrawn))
        writes = case.reader_may("log and change the record")
        if self._shown == (exhibits, case.also_in, writes):
            return
        self._shown = (exhibits, case.also_in, writes)
        before, self._tiles = self._tiles, {}
        while self._wrap.count():
            self._wrap.takeAt(0)
        posters = {each.exhibit_id: each for each in case.derivatives if each.derivative_kind == "poster"}
        for exhibit in exhibits:
            kept = before.get(exhibit.id)
            elsewhere = _elsewhere(exhibit, case)
            if kept and (kept.exhibit, kept.elsewhere) == (exhibit, elsewhere):
                tile = before.pop(exhibit.id)
            else:
                tile = self._new_tile(exhibit, posters.get(ExhibitId(exhibit.id)), elsewhere, writes=writes)
            self._tiles[exhibit.id] = tile
            self._wrap.addWidget(tile)
        for tile in before.values():
            tile.hide()
            tile.deleteLater()
        if self.isVisible():
            self.read_pictures()

    def tiles(self) -> Sequence[ExhibitTile]:
        """The tiles in their order."""
        return tuple(self._tiles.values())

    def read_pictures(self) -> None:
        """Read the thumbnails that are missing, one after the other, on the thread for files."""
        for tile in self._tiles.values():
            if tile.wants_picture:
                tile.picture.show_words("Being read", "hourglass")
                reading = _Reading(self._desk, tile)
                self._desk.tasks.submit(
                    small_image, self._desk.session, tile.exhibit, tile.poster, lane="files", stopped_with=UNTIL_LOCKED,
                    done=reading.done, failed=reading.failed,
                )  # fmt: skip

    def let_go(self) -> None:
        """Drop every picture from memory."""
        self.seen.clear()
        for tile in self._tiles.values():
            if tile.picture.has_picture:
                tile.picture.show_words("Being read", "hourglass")

    def _new_tile(self, exhibit: Exhibit, poster: Derivative | None, elsewhere: str, *, writes: bool) -> ExhibitTile:
        tile = ExhibitTile(exhibit, poster, elsewhere, writes=writes)
        tile.opened.connect(self.opened)
        tile.asked.connect(self.asked)
        tile.must_not.connect(self.must_not)
        tile.picture.revealed.connect(lambda: self._revealed(exhibit))
        return tile

    def _revealed(self, exhibit: Exhibit) -> None:
        self.seen.add(exhibit.id)
        self._desk.tasks.submit(note_revealed, self._desk.session, exhibit)


def _elsewhere(exhibit: Exhibit, case: CaseFile) -> str:
    """In which other cases an exhibit is; of one that is shown here from another case, that first."""
    others = ", ".join(case.also_in.get(exhibit.id, ()))
    if exhibit.incident_id != case.incident.id:
        return f"Belongs to {others}"
    return f"Also in {others}" if others else ""


class _Reading(QObject):
    """The reading of one tile's picture; it is forgotten when the tile has gone."""

    def __init__(self, desk: Desk, tile: ExhibitTile) -> None:
        super().__init__(tile)
        self._desk, self._tile = desk, tile

    def done(self, image: QImage) -> None:
        """Show it, unless everything was let go in the meantime."""
        if self._tile.isVisible():
            self._tile.show_image(image)

    def failed(self, problem: Problem) -> None:
        """Lock this exhibit, and write damage into its continuity."""
        self._tile.show_locked(problem)
        self._desk.tasks.submit(note_unsound, self._desk.session, self._tile.exhibit, problem)


def _wrapping(*buttons: Button) -> WrapLayout:
    """Beside each other, or below where a tile is too narrow for both."""
    row = WrapLayout()
    for button in buttons:
        row.addWidget(button)
    return row
