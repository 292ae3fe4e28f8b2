"""Whether a device is on or off, as it is asked wherever one is written down."""

from dslapp.gui.widgets.choice import Choice, ChoiceButtons


def power_buttons() -> ChoiceButtons:
    """One button each, beside each other."""
    values = ("on", "off", "flight mode", "not known")
    return ChoiceButtons("The device is", [Choice(value, value.capitalize()) for value in values], across=True)
