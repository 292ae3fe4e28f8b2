"""Tells a test what stands on the screen and where, as a person would see it; it presses nothing itself."""

import os
from collections.abc import Iterator
from typing import NamedTuple

import msgspec
from PySide6.QtCore import QElapsedTimer, QEvent, QModelIndex, QObject, QPoint, QRect, QSocketNotifier, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTableView,
    QWidget,
)

from dslapp.gui.widgets.text import spoken
from tests.e2e.cut_words import cut_words
from tests.e2e.questions import Answer, Kind, Question

LOOKS_EVERY_MS = 15
MOST_ROWS = 200
_DECODER = msgspec.json.Decoder(Question)


class Thing(NamedTuple):
    """Something that can be seen: its kind, its name, where it is on the screen, what stands in it."""

    kind: Kind
    name: str
    place: QRect
    text: str
    widget: QWidget
    enabled: bool

    @property
    def checked(self) -> bool:
        """Whether it is pressed or ticked."""
        return isinstance(self.widget, QAbstractButton) and self.widget.isChecked()


class Guide(QObject):
    """Answers one question at a time, from the pipe `asked` to the pipe `told`; it works inside dialogs too."""

    def __init__(self, app: QApplication, asked: int, told: int) -> None:
        super().__init__(app)
        self._app, self._asked, self._told = app, asked, told
        self._question: Question | None = None
        self._since = QElapsedTimer()
        self._was_at: QPoint | None = None
        self._keys = self._clicks = 0
        self._notifier = QSocketNotifier(asked, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        self._looking = QTimer(self, interval=LOOKS_EVERY_MS)
        self._looking.timeout.connect(self._look)
        app.installEventFilter(self)
        QTimer.singleShot(0, lambda: self._say(Answer(seen=True)))  # the program is there and can be asked

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count what comes from the keyboard and the mouse."""
        if watched.isWindowType() and event.spontaneous():
            self._keys += event.type() == QEvent.Type.KeyRelease
            self._clicks += event.type() == QEvent.Type.MouseButtonRelease
        return False

    def _read(self) -> None:
        line = b""
        while not line.endswith(b"\n"):
            piece = os.read(self._asked, 1)
            if not piece:  # the test has ended
                self._notifier.setEnabled(False)
                return
            line += piece
        self._question, self._was_at = _DECODER.decode(line), None
        self._since.start()
        self._looking.start()

    def _say(self, answer: Answer) -> None:
        self._looking.stop()
        self._question = None
        os.write(self._told, msgspec.json.encode(answer) + b"\n")

    def _look(self) -> None:
        question = self._question
        if question is None:
            return
        answer = self._answer(question)
        if answer is not None:
            self._say(answer)
        elif self._since.elapsed() > question.within_ms:
            self._say(Answer(seen=False, screen=tuple(f"{each.kind} “{each.name}”" for each in self._things())))

    def _answer(self, question: Question) -> Answer | None:
        if question.ask == "keys":
            return self._counted("_keys", question.number)
        if question.ask == "clicks":
            return self._counted("_clicks", question.number)
        if question.ask == "list":
            words = (each.name for each in self._things() if each.kind == "words")
            return Answer(seen=True, screen=tuple(each for each in words if each.startswith(question.name)))
        if question.ask == "cut":
            windows = [each for each in self._app.topLevelWidgets() if each.isVisible()]
            return Answer(seen=True, screen=tuple(cut for each in windows for cut in cut_words(each)))
        if question.ask == "photograph":
            return Answer(seen=self._app.primaryScreen().grabWindow(0).save(question.name))
        found = [each for each in self._things() if _fits(each, question)]
        if question.ask == "gone":
            return None if found else Answer(seen=True)
        if len(found) <= question.number:
            return None
        thing = sorted(found, key=lambda each: (each.place.top(), each.place.left()))[question.number]
        if question.ask == "focus" and not _has_focus(thing.widget):
            return None
        return self._at_rest(thing)

    def _counted(self, counter: str, wanted: int) -> Answer | None:
        if getattr(self, counter) < wanted:
            return None
        setattr(self, counter, 0)
        return Answer(seen=True)

    def _at_rest(self, thing: Thing) -> Answer | None:
        """Only what stands still, is enabled and is covered by nothing can be pressed."""
        if thing.kind != "words":
            if not thing.enabled:
                return None
            _scroll_to(thing.widget)
        where = thing.place.center()
        if isinstance(thing.widget, QAbstractButton) and not thing.widget.property("role"):
            where = QPoint(thing.place.left() + 12, where.y())  # a check box is pressed at its mark
        if where != self._was_at:
            self._was_at = where
            return None
        ratio = thing.widget.devicePixelRatioF()
        return Answer(
            seen=True, x=round(where.x() * ratio), y=round(where.y() * ratio), text=thing.text, checked=thing.checked
        )

    def _things(self) -> Iterator[Thing]:
        """All that can be seen: of an open dialog only that dialog's."""
        front = self._app.activePopupWidget() or self._app.activeModalWidget()
        for window in [front] if front else self._app.topLevelWidgets():
            if window.isVisible():
                for widget in [window, *window.findChildren(QWidget)]:
                    if widget.isVisible():
                        yield from _things_of(widget)


def _things_of(widget: QWidget) -> Iterator[Thing]:
    place, name = _place(widget), widget.accessibleName()
    if isinstance(widget, QAbstractButton):
        yield Thing("button", name or spoken(widget.text()), place, widget.text(), widget, widget.isEnabled())
    elif isinstance(widget, QLineEdit):
        if not isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox):
            yield Thing("line", name or widget.placeholderText(), place, widget.text(), widget, widget.isEnabled())
    elif isinstance(widget, QPlainTextEdit):
        yield Thing("line", name, place, widget.toPlainText(), widget, widget.isEnabled())
    elif isinstance(widget, QAbstractSpinBox):
        yield Thing("line", name, place, widget.text(), widget, widget.isEnabled())
    elif isinstance(widget, QComboBox):
        yield Thing("choice", name, place, widget.currentText(), widget, widget.isEnabled())
    elif isinstance(widget, QLabel):
        yield Thing("words", spoken(widget.text()), place, widget.text(), widget, widget.isEnabled())
    elif isinstance(widget, QAbstractItemView):
        yield Thing("view", name, place, "", widget, widget.isEnabled())
        yield from _rows_of(widget)
    elif name:
        yield Thing("view", name, place, "", widget, widget.isEnabled())


def _rows_of(view: QAbstractItemView) -> Iterator[Thing]:
    model, visible, top = view.model(), view.viewport().rect(), QModelIndex()
    columns = model.columnCount(top) if isinstance(view, QTableView) else 1
    for row in range(min(model.rowCount(top), MOST_ROWS)):
        for column in range(columns):
            index = model.index(row, column, top)
            where = view.visualRect(index)
            if index.data() and where.intersects(visible):
                place = QRect(view.viewport().mapToGlobal(where.topLeft()), where.size())
                yield Thing("row", str(index.data()), place, str(index.data()), view, view.isEnabled())


def _place(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())


def _fits(thing: Thing, question: Question) -> bool:
    if thing.kind == "words" or question.kind == "words":
        there = " ".join(question.name.split()) in " ".join(thing.name.split())
        return thing.kind == question.kind and (there or question.name == thing.widget.accessibleName() != "")
    wanted = question.name
    named = thing.name.startswith(wanted[:-1]) if wanted.endswith("*") else thing.name == wanted
    return named and question.kind in ("", thing.kind)


def _has_focus(widget: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (focused is widget or widget.isAncestorOf(focused))


def _scroll_to(widget: QWidget) -> None:
    outer = widget.parentWidget()
    while outer is not None:
        if isinstance(outer, QScrollArea):
            outer.ensureWidgetVisible(widget)
        outer = outer.parentWidget()
