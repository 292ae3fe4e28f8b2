"""What a film and a recording are played with: a button, where it stands, and the time."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from dslapp.domain.evidence.file_words import length_in_words
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.field import named
from dslapp.gui.widgets.text import Words


class PlayerRow(QWidget):
    """`pressed` when the button was, `jumped` with the moment in ms that was chosen on the slider."""

    pressed = Signal()
    jumped = Signal(int)

    def __init__(self, play: str, stop: str, where: str, steps_ms: tuple[int, int], hint: str = "") -> None:
        super().__init__()
        self._words = {False: (play, "play"), True: (stop, "pause")}
        self.button = Button(play, "secondary", "play")
        self.slider = named(QSlider(Qt.Orientation.Horizontal), where, hint)
        self.slider.setSingleStep(steps_ms[0])
        self.slider.setPageStep(steps_ms[1])
        self.time = Words(part="hint")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.button)
        row.addWidget(self.slider, 1)
        row.addWidget(self.time)
        self.button.clicked.connect(self.pressed)
        self.slider.actionTriggered.connect(lambda: self.jumped.emit(self.slider.sliderPosition()))

    @property
    def at_ms(self) -> int:
        """Where it stands."""
        return self.slider.value()

    @property
    def length_ms(self) -> int:
        """How long it all is."""
        return self.slider.maximum()

    def set_length(self, length_ms: int) -> None:
        """Have so many milliseconds from beginning to end."""
        self.slider.setRange(0, length_ms)

    def stand_at(self, at_ms: int) -> None:
        """Show that moment."""
        self.slider.setValue(at_ms)
        self.time.setText(f"{length_in_words(at_ms / 1000)} of {length_in_words(self.length_ms / 1000)}")

    def show_playing(self, is_playing: bool) -> None:
        """The button says what pressing it does now."""
        self.button.say(*self._words[is_playing])
