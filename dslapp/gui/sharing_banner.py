"""What stays on the screen while other programs may record it."""

from datetime import datetime

from dslapp.domain.local_time import say_time
from dslapp.gui.screen_sharing import ScreenSharing
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button


class SharingBanner(Banner):
    """Hidden until sharing begins; its button ends it."""

    def __init__(self, sharing: ScreenSharing) -> None:
        super().__init__("warning")
        self.stop = self.add_button(Button("Stop s&haring", icon="eye-off"))
        self.stop.clicked.connect(sharing.end)
        sharing.changed.connect(self.show_until)
        self.hide()

    def show_until(self, until: datetime | None) -> None:
        """Show until when (UTC); None hides it."""
        if until is not None:
            self.show_message(
                "warning", f"Your screen can be recorded until {say_time(until)}.",
                "Whoever sees your shared screen sees these windows. It stands in the record.",
            )  # fmt: skip
        self.setVisible(until is not None)
