"""One box of the drawn path: painted in the tokens of its kind, pressed to open its step."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from dslapp.domain.guidance.drawing import Box
from dslapp.gui.theme.appearance import tokens_of
from dslapp.gui.theme.icons import pixmap
from dslapp.gui.theme.tokens import CORNER, FOCUS_RING, GRID, Tokens

LETTERS_WIDE = 40
"""Average letters in a line of a box."""
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class PathBox(QAbstractButton):
    """Shows what kind of step it is, of which guidance, the question and the answer, all in full."""

    def __init__(self, box: Box, font: QFont, parent: QWidget) -> None:
        super().__init__(parent)
        self.box = box
        self.setFont(font)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(box.in_words)
        self._question = QFont(font)
        self._question.setStrikeOut(box.kind == "taken back")
        self._answer = QFont(self._question)
        self._answer.setWeight(QFont.Weight.DemiBold)
        self._small = QFont(font)
        self._small.setPointSizeF(font.pointSizeF() * 0.86)
        self._icon_room = QFontMetrics(font).height() + GRID if box.locked else 0
        width = QFontMetrics(font).averageCharWidth() * LETTERS_WIDE + 2 * self._padding
        height = self._lay_out(width)
        self.setFixedSize(width, height)

    def sizeHint(self) -> QSize:
        """The size that the words need."""
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box and its words."""
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, edge, width, style = _clothes(self.box, tokens)
        if self.hasFocus():
            edge, width, style = tokens.focus, FOCUS_RING, Qt.PenStyle.SolidLine
        painter.setPen(QPen(QColor(edge), width, style))
        painter.setBrush(QColor(tokens.primary_soft if self.underMouse() else fill))
        inset = FOCUS_RING // 2 + 1
        painter.drawRoundedRect(self.rect().adjusted(inset, inset, -inset, -inset), CORNER, CORNER)
        if self.box.locked:
            size = QFontMetrics(self.font()).height()
            mark = pixmap("lock", tokens.warning, size, self.devicePixelRatioF())
            painter.drawPixmap(self.width() - self._padding - size, self._padding, mark)
        quiet = tokens.muted if self.box.kind == "taken back" else tokens.ink
        for rect, font, colour, words in (
            (self._caption_at, self._small, tokens.warning if self.box.locked else tokens.muted, self.box.caption),
            (self._question_at, self._question, quiet, self.box.text),
            (self._answer_at, self._answer, quiet, self.box.answer_in_words),
        ):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            painter.drawText(rect, int(_WRAP), words)
        painter.end()

    @property
    def _padding(self) -> int:
        return max(GRID // 2, round(self.fontInfo().pointSizeF()))

    def _lay_out(self, width: int) -> int:
        """Place the three pieces of text below each other; return the height of all."""
        room, top = width - 2 * self._padding, self._padding
        places = []
        for font, words, less in (
            (self._small, self.box.caption, self._icon_room),
            (self._question, self.box.text, 0),
            (self._answer, self.box.answer_in_words, 0),
        ):
            height = _height(font, words, room - less)
            places.append(QRect(self._padding, top, room - less, height))
            top += height + (GRID // 2 if height else 0)
        self._caption_at, self._question_at, self._answer_at = places
        return top + self._padding - GRID // 2


def _height(font: QFont, words: str, width: int) -> int:
    if not words:
        return 0
    return QFontMetrics(font).boundingRect(QRect(0, 0, width, 1 << 20), int(_WRAP), words).height() + 2


def _clothes(box: Box, tokens: Tokens) -> tuple[str, str, int, Qt.PenStyle]:
    """Background, edge, its width and its line: each kind differs by more than its colour."""
    solid, dashed, dotted = Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine
    match box.kind:
        case "asked":
            return tokens.primary_soft, tokens.primary, 3, solid
        case "possible":
            return tokens.page, tokens.control_line, 2, dashed
        case "waiting":
            return tokens.sunken, tokens.control_line, 2, dotted
        case "taken back":
            return tokens.page, tokens.control_line, 1, dashed
        case "carried":
            return tokens.sunken, tokens.control_line, 1, solid
    return tokens.surface, tokens.control_line, 1, solid
