"""The exhibit large, whatever it is: picture, pages, film, sound, or its words; hidden until somebody asks for it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.evidence.exhibits import Exhibit, ExhibitText
from dslapp.domain.evidence.shield import stays_covered
from dslapp.domain.problems import Problem
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.viewer.film_player import FilmPlayer
from dslapp.gui.evidence.viewer.held_file import HeldFile
from dslapp.gui.evidence.viewer.page_stepper import PageStepper
from dslapp.gui.evidence.viewer.picture_pane import PicturePane
from dslapp.gui.evidence.viewer.sound_player import SoundPlayer
from dslapp.gui.evidence.viewer.words_pane import WordsPane
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.services.exhibits.show_file import has_frames, is_paged


class FilePane(QWidget):
    """Shows one exhibit by the part that fits it. `revealed` carries its id when it can be made out.

    What is distressing, or covered for everyone, is hidden again each time.
    """

    revealed = Signal(str)

    def __init__(self, desk: Desk, *, small: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._exhibit: Exhibit | None = None
        self._held = HeldFile()
        self.picture = PicturePane(desk, small=small)
        self.stepper = PageStepper()
        self.film = FilmPlayer(desk)
        self.sound = SoundPlayer(desk)
        self.words = WordsPane(desk)
        self._trouble = Banner("warning")
        self._trouble.hide()
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.picture, 1)
        for part in (self.stepper, self.film, self.sound, self._trouble):
            column.addWidget(part)
        column.addWidget(self.words, 1)
        self.stepper.turned.connect(self._turn)
        self.film.shows.connect(self.picture.view.replace_picture)
        self.film.failed.connect(self._failed)
        self.sound.failed.connect(self._failed)
        self.sound.begun.connect(self._trouble.hide)
        self.sound.revealed.connect(self.revealed)
        self.picture.locked.connect(lambda _problem: self.sound.let_go())
        self.picture.opened.connect(self._opened)
        self.picture.revealed.connect(self.revealed)
        self.words.revealed.connect(self.revealed)

    def show_exhibit(self, exhibit: Exhibit, case: CaseFile, *, is_open: bool = False) -> None:
        """Show `exhibit` of `case`; `is_open` when it was looked at in this visit already."""
        is_open = is_open and not stays_covered(exhibit)
        if self._exhibit is None or self._exhibit.id != exhibit.id or exhibit.withdrawn:
            self._begin(exhibit)
        elif stays_covered(exhibit) and not stays_covered(self._exhibit):
            self._begin(exhibit)  # covered just now: on this screen, too
        self._exhibit = exhibit
        shown = exhibit.has_file and not exhibit.withdrawn
        has_words = shown and exhibit.exhibit_kind != "picture" and not is_paged(exhibit) and not has_frames(exhibit)
        self._column.setStretchFactor(self.picture, 0 if has_words else 1)
        if is_paged(exhibit):
            self.picture.show_exhibit(exhibit, is_open=is_open, read=self._held.page)
        elif has_frames(exhibit):
            self.picture.show_exhibit(exhibit, is_open=is_open, read=self._held.first_of_film)
        elif not has_words:
            self.picture.show_exhibit(exhibit, is_open=is_open)
        else:
            self.picture.show_exhibit(exhibit, read=HeldFile.nothing_drawn)
            self.words.show_text(exhibit, text_of(case, exhibit), is_open=is_open)

    def let_go(self) -> None:
        """Drop everything from memory."""
        self._exhibit, self._held = None, HeldFile()
        self._trouble.hide()
        self.stepper.begin(1)
        for part in (self.film, self.sound, self.words, self.picture):
            part.let_go()

    def _begin(self, exhibit: Exhibit) -> None:
        self.let_go()
        if has_frames(exhibit) and not exhibit.withdrawn:
            self.film.begin(exhibit, self._held)
        if exhibit.exhibit_kind == "sound" and exhibit.has_file and not exhibit.withdrawn:
            self.sound.begin(exhibit, self._held)

    def _opened(self, is_open: bool) -> None:
        """Pages are turned and films played only while they can be made out."""
        exhibit = self._exhibit
        if exhibit is None:
            return
        if is_paged(exhibit) and is_open:
            self.picture.view.fit_width()
            if self.stepper.isHidden():
                self.stepper.begin(exhibit.pages)
        self.film.setVisible(is_open and has_frames(exhibit))
        if not is_open:
            self.film.stop()

    def _turn(self) -> None:
        if self._exhibit is not None:
            self._desk.tasks.submit(
                self._held.page, self._desk.session, self._exhibit, self.stepper.page, lane="files",
                latest=f"page {id(self)}", done=self._show_page, failed=self._failed,
            )  # fmt: skip

    def _show_page(self, image: QImage) -> None:
        if self._exhibit is not None:
            self._trouble.hide()
            self.picture.view.replace_picture(image)

    def _failed(self, problem: Problem) -> None:
        self._trouble.show_message("warning", problem.message, problem.way_forward)
        self._trouble.show()


def text_of(case: CaseFile, exhibit: Exhibit) -> ExhibitText | None:
    """The words of an exhibit's file, as they were kept with it."""
    return next((each for each in case.texts if each.exhibit_id == exhibit.id and each.how == "text of the file"), None)
