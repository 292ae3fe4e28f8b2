"""One box of a flowchart: its kind by its shape, how it stands by border, fill and words; pressed to open its step."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget

from dslapp.domain.guidance.flowchart import ChartBox, ChartKind
from dslapp.domain.guidance.flowchart_layout import PlacedBox, Words
from dslapp.gui.theme.appearance import tokens_of
from dslapp.gui.theme.tokens import FOCUS_RING, Tokens

_CUT = 8.0
_ASCENT = 1.02
"""Of the size: how far below the top of its line a line of words stands."""


class FlowchartBox(QAbstractButton):
    """Its words stand as they were set, so that window and paper break lines alike."""

    def __init__(self, placed: PlacedBox, said: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.placed, self.box, self._scale = placed, placed.box, 1.0
        self.setAccessibleName(said)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_at(self, scale: float) -> None:
        """Stand where the drawing says, `scale` pixels a point."""
        at, self._scale = self.placed.at, scale
        left, top = round(at.x * scale), round(at.y * scale)
        self.setGeometry(left, top, round((at.x + at.width) * scale) - left, round((at.y + at.height) * scale) - top)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the step; arrow keys are the drawing's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Come into view."""
        super().focusInEvent(event)
        outer = self.parentWidget()
        while outer is not None and not isinstance(outer, QScrollArea):
            outer = outer.parentWidget()
        if outer is not None and event.reason() != Qt.FocusReason.MouseFocusReason:
            outer.ensureWidgetVisible(self, 40, 40)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the shape and the words."""
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self._scale, self._scale)
        fill, edge, line, style = _clothes(self.box, tokens)
        if self.hasFocus():
            edge, line, style = tokens.focus, FOCUS_RING, Qt.PenStyle.SolidLine
        painter.setPen(QPen(QColor(edge), line, style))
        painter.setBrush(QColor(tokens.primary_soft if self.underMouse() else fill))
        at = QRectF(0, 0, self.placed.at.width, self.placed.at.height)
        inset = line / 2 + 0.3
        painter.drawPath(shape(self.box.kind, at.adjusted(inset, inset, -inset, -inset)))
        if self.box.kind == "outcome":
            painter.setPen(QPen(QColor(edge), 0.7))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(shape("outcome", at.adjusted(3.5, 3.5, -3.5, -3.5)))
        quiet = self.box.state in ("taken back", "not reached")
        for word in self.placed.words:
            colour = tokens.warning if self.box.locked and word.y < self.placed.words[0].y + 1 else tokens.ink
            paint_words(painter, word, tokens.muted if quiet else colour, struck=self.box.state == "taken back")
        painter.end()


def paint_words(painter: QPainter, word: Words, colour: str, *, struck: bool = False) -> None:
    """Paint a line of words where it was set, without hinting, so that it keeps its width at any size."""
    font = QFont(painter.font())
    font.setPixelSize(round(word.size))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setWeight(QFont.Weight.Bold if word.bold else QFont.Weight.Normal)
    font.setStrikeOut(struck)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(QPointF(word.x, word.y + word.size * _ASCENT), word.text)


def shape(kind: ChartKind, at: QRectF) -> QPainterPath:
    """Round for a question, square for what to do, cut corners for a stop, pointed for a way to other guidance."""
    path = QPainterPath()
    x, y, right, low = at.left(), at.top(), at.right(), at.bottom()
    cut = min(_CUT, at.height() / 3)
    if kind in ("question", "outcome"):
        path.addRoundedRect(at, 10, 10)
    elif kind == "action":
        path.addRect(at)
    else:
        corners = (
            [(x + cut, y), (right - cut, y), (right, y + cut), (right, low - cut), (right - cut, low), (x + cut, low),
             (x, low - cut), (x, y + cut)]
            if kind == "stop"
            else [(x, y), (right - cut, y), (right, (y + low) / 2), (right - cut, low), (x, low)]
        )  # fmt: skip
        path.addPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
        path.closeSubpath()
    return path


def _clothes(box: ChartBox, tokens: Tokens) -> tuple[str, str, float, Qt.PenStyle]:
    """Background, edge, its width and its line."""
    solid, dashed = Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine
    plain: dict[ChartKind, tuple[str, str, float, Qt.PenStyle]] = {
        "question": (tokens.surface, tokens.control_line, 1.2, solid),
        "action": (tokens.sunken, tokens.control_line, 1.2, solid),
        "stop": (tokens.danger_soft, tokens.danger, 2.6, solid),
        "outcome": (tokens.success_soft, tokens.success, 1.2, solid),
        "goto": (tokens.information_soft, tokens.information, 1.2, solid),
    }
    match box.state:
        case "asked":
            return tokens.primary_soft, tokens.primary, 3.0, solid
        case "waiting":
            return tokens.sunken, tokens.primary, 2.0, dashed
        case "taken":
            return tokens.surface, tokens.primary, 2.0, solid
        case "carried":
            return tokens.sunken, tokens.primary, 1.2, solid
        case "possible":
            return plain[box.kind][0], plain[box.kind][1], 1.4, dashed
        case "taken back" | "not reached":
            return tokens.page, tokens.line, 1.0, dashed
    return plain[box.kind]
