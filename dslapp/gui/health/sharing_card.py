"""Whether other programs can record these windows, and the switch for when somebody must show one."""

from datetime import datetime

from dslapp.domain.local_time import say_time
from dslapp.gui.screen_sharing import ScreenSharing
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import side_by_side
from dslapp.gui.widgets.text import Words

_EXCLUDED = (
    "These windows are left out of screenshots, recordings and shared screens. To show one in a meeting, let them be "
    "seen for half an hour: it stands in the record, and a banner stays on the screen."
)
_NOT_ABLE = (
    "On this computer every program can record what is on the screen. Cover the screen (F9) before you share it in a "
    "meeting, and share single windows rather than the whole screen."
)
_REFUSED = "Windows did not leave every window out. Cover the screen (F9) before you share it."


class SharingCard(Card):
    """Says how it is, and switches."""

    def __init__(self, sharing: ScreenSharing) -> None:
        super().__init__("Sharing your screen")
        self._sharing = sharing
        self._told = Words()
        self.share = Button("Let my screen be shared &for 30 minutes", icon="eye")
        self.stop = Button("Stop sharing now", icon="eye-off")
        self.body.addWidget(self._told)
        self.body.addLayout(side_by_side(self.share, self.stop))
        self.share.clicked.connect(sharing.begin)
        self.stop.clicked.connect(sharing.end)
        sharing.changed.connect(self.show_state)
        self.show_state(None)

    def words(self) -> str:
        """What it says."""
        return self._told.text()

    def show_state(self, until: datetime | None) -> None:
        """Show whether windows can be seen, and until when (UTC)."""
        if not self._sharing.able:
            self._told.setText(_NOT_ABLE)
        elif until is not None:
            self._told.setText(f"These windows can be recorded until {say_time(until)}.")
        else:
            self._told.setText(_REFUSED if self._sharing.refused else _EXCLUDED)
        self.share.setVisible(self._sharing.able and until is None)
        self.stop.setVisible(self._sharing.able and until is not None)
