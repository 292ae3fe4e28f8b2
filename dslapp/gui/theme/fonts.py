"""The font family of the window: the one that is shipped, or the computer's own where a file is missing."""

from PySide6.QtGui import QFont, QFontDatabase

from dslapp.gui.theme import RESOURCES
from dslapp.gui.theme.tokens import BODY_PT

FAMILY = "Noto Sans"


def load_fonts() -> list[str]:
    """Make every font under `resources/fonts` known to Qt; return their families, fallbacks for scripts included."""
    families: list[str] = []
    for file in sorted((RESOURCES / "fonts").glob("**/*.[to]tf")):
        number = QFontDatabase.addApplicationFont(str(file))
        families += [name for name in QFontDatabase.applicationFontFamilies(number) if name not in families]
    return families


def body_font(loaded: list[str]) -> QFont:
    """The font of the window: the shipped family first, then the shipped fallbacks, then the computer's."""
    families = [FAMILY] if FAMILY in loaded else []
    font = QFont()
    font.setFamilies(families + [name for name in loaded if name not in families] + font.families())
    font.setPointSizeF(BODY_PT)
    return font
