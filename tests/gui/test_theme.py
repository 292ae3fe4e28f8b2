"""The program changes its clothes as a whole, and knows which it wears."""

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dslapp.gui.theme.appearance import dress, tokens_for, tokens_of
from dslapp.gui.theme.icons import pixmap
from dslapp.gui.theme.tokens import BODY_PT, DARK, LIGHT
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.glyph import Glyph


def colours(image: QImage) -> set[str]:
    """The colours of the picture's opaque points."""
    points = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {colour.name() for colour in points if colour.alpha() == 255}


def test_a_widget_follows_from_light_to_dark(qtbot: QtBot, dressed: QApplication) -> None:
    banner = Banner("danger", "Ring 999 now.")
    qtbot.addWidget(banner)
    banner.show()
    glyph = banner.findChild(Glyph)
    assert isinstance(glyph, Glyph)
    assert (tokens_of(banner), colours(glyph.pixmap().toImage())) == (LIGHT, {QColor(LIGHT.danger).name()})
    try:
        dress(dressed, DARK)
        assert (tokens_of(banner), colours(glyph.pixmap().toImage())) == (DARK, {QColor(DARK.danger).name()})
    finally:
        dress(dressed, LIGHT)


def test_words_can_be_larger(dressed: QApplication) -> None:
    try:
        dress(dressed, LIGHT, text_size=150)
        assert dressed.font().pointSizeF() == BODY_PT * 1.5
    finally:
        dress(dressed, LIGHT)


def test_a_chosen_theme_wins_over_the_computers(dressed: QApplication) -> None:
    assert (tokens_for(dressed, "light"), tokens_for(dressed, "dark")) == (LIGHT, DARK)


def test_the_shipped_fonts_are_used(dressed: QApplication) -> None:
    assert dressed.font().families()[0] == "Noto Sans"


def test_an_icon_is_sharp_on_a_screen_with_twice_the_points(dressed: QApplication) -> None:
    drawn = pixmap("phone", LIGHT.primary, 20, ratio=2)
    assert (drawn.width(), drawn.deviceIndependentSize().width()) == (40, 20)
