"""Dress the program in a set of tokens, and tell a widget which set it wears."""

from typing import Literal

from PySide6.QtCore import QDir, QLocale, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from dslapp.gui.theme import RESOURCES
from dslapp.gui.theme.fonts import body_font, load_fonts
from dslapp.gui.theme.style_sheet import style_sheet
from dslapp.gui.theme.tokens import BODY_PT, DARK, LIGHT, Tokens


def prepare(app: QApplication) -> None:
    """Set, once, what does not depend on light or dark: style, fonts, British dates, where the small marks are."""
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    app.setStyle("Fusion")
    QDir.addSearchPath("styles", str(RESOURCES / "styles"))
    app.setFont(body_font(load_fonts()))


def dress(app: QApplication, tokens: Tokens, text_size: int = 100) -> None:
    """Put `tokens` on the whole program, words `text_size` per cent large; may be called again at any time."""
    font = app.font()
    font.setPointSizeF(BODY_PT * text_size / 100)
    app.setFont(font)
    app.setPalette(palette(tokens))
    app.setStyleSheet(style_sheet(tokens, text_size / 100))


def tokens_for(app: QApplication, theme: Literal["system", "light", "dark"]) -> Tokens:
    """The set that the person chose, or the one that the computer's own setting asks for."""
    if theme == "system":
        return DARK if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT
    return DARK if theme == "dark" else LIGHT


def tokens_of(widget: QWidget) -> Tokens:
    """The tokens that `widget` wears. Read when painting: the answer changes with the theme."""
    return DARK if widget.palette().color(QPalette.ColorRole.ToolTipBase).lightness() < 128 else LIGHT


def palette(tokens: Tokens) -> QPalette:
    """The tokens as a palette, for whatever the style sheet does not reach."""
    made = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, tokens.page),
        (QPalette.ColorRole.WindowText, tokens.ink),
        (QPalette.ColorRole.Base, tokens.surface),
        (QPalette.ColorRole.AlternateBase, tokens.sunken),
        (QPalette.ColorRole.ToolTipBase, tokens.surface),
        (QPalette.ColorRole.ToolTipText, tokens.ink),
        (QPalette.ColorRole.PlaceholderText, tokens.muted),
        (QPalette.ColorRole.Text, tokens.ink),
        (QPalette.ColorRole.Button, tokens.surface),
        (QPalette.ColorRole.ButtonText, tokens.ink),
        (QPalette.ColorRole.BrightText, tokens.danger),
        (QPalette.ColorRole.Link, tokens.primary),
        (QPalette.ColorRole.LinkVisited, tokens.primary),
        (QPalette.ColorRole.Highlight, tokens.primary),
        (QPalette.ColorRole.HighlightedText, tokens.on_primary),
        (QPalette.ColorRole.Accent, tokens.primary),
    ):
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.muted))
    return made
