"""What a tab of the case page is: it is shown a case, and says where to go and when the record has changed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.gui.theme.tokens import Tone


class CaseTabView(QWidget):
    """One tab. It is made when it is first opened, and shown the case again after each change.

    `go` asks the window to take the person to a route; `changed` asks the case page to read the case again; `told` puts
    a few words in the status line. What is being typed must survive `show_case`.
    """

    tells_locks = False
    """Whether it tells by itself what must not be done yet, so that the head of the page need not."""

    grows = False
    """Whether the page is to be as high as it asks for, rather than have it scroll by itself."""

    scrolls_whole = False
    """Whether all of it scrolls, so that in a low window a few lines of it are enough."""

    go = Signal(object)
    changed = Signal()
    told = Signal(str, str)

    def show_case(self, case: CaseFile) -> None:
        """Show `case`: another one than before, or the same after a change."""
        raise NotImplementedError

    def look_for(self, focus_id: str) -> None:
        """Bring the thing with that id into view; unknown ids are ignored."""

    def leave(self) -> bool:
        """Called before another case or page is shown: keep what was typed. Return False only to stay here."""
        return True

    def put_down(self) -> None:
        """Called when the casebook locks, whether the tab likes it or not: keep what would be lost."""
        self.leave()

    def tell(self, words: str, tone: Tone = "success") -> None:
        """Say `words` in the status line."""
        self.told.emit(words, tone)
