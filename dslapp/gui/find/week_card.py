"""One's own week: how many distressing exhibits one has looked at, for oneself alone, once it was switched on."""

from collections.abc import Callable

from dslapp.domain.evidence.shield import WHERE_TO_TURN, WHO_SEES_IT, week_in_words
from dslapp.gui.desk import Desk
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.text import Words
from dslapp.services.exhibits.shield import MyWeek, my_week


class WeekCard(Card):
    """Hidden unless `is_wanted` says so."""

    def __init__(self, desk: Desk, is_wanted: Callable[[], bool]) -> None:
        super().__init__("Your own week")
        self._desk, self._is_wanted = desk, is_wanted
        self.count = Words()
        self.turn = Words()
        self.body.addWidget(self.count)
        self.body.addWidget(self.turn)
        self.body.addWidget(Words(WHO_SEES_IT, "hint"))
        self.hide()

    def read(self) -> None:
        """Count, if that is wanted."""
        if self._is_wanted():
            self._desk.tasks.submit(my_week, self._desk.session, done=self._show, latest="my week")
        else:
            self.hide()

    def _show(self, week: MyWeek) -> None:
        self.count.setText(week_in_words(week.seen))
        self.turn.setText(f"{WHERE_TO_TURN} {week.support}".strip())
        self.turn.setVisible(week.seen > 0)
        self.show()
