"""The fifth step: the PIN that lifts the cover."""

from dslapp.gui.opening.pin_form import PinForm
from dslapp.gui.opening.step import Step

WHAT_FOR = (
    "After three idle minutes, and when you press F9, the screen is covered. The PIN lifts the cover; it opens "
    "nothing. After three wrong tries, or ten idle minutes, the casebook locks and asks for the passphrase."
)


class PinStep(Step):
    """Asks for a PIN."""

    def __init__(self) -> None:
        super().__init__("A PIN for the cover", WHAT_FOR)
        self.form = PinForm()
        self.column.addWidget(self.form)
        self.form.entered.connect(self.onward)
        self.setFocusProxy(self.form)

    def complete(self) -> bool:
        """Four to eight digits, typed twice alike."""
        return self.form.complete()
