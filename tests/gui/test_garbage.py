"""Widgets that only a cycle keeps are ended by the window's thread, whoever makes the next objects."""

import gc
import threading

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dslapp.gui import garbage
from dslapp.gui.tasks import TaskRunner


def watched_knot(ended_on: list[threading.Thread]) -> None:
    """Leave a widget that only knows itself, and note which thread ends it."""
    widget = QWidget()
    widget.itself = widget  # type: ignore[attr-defined]  # the cycle
    widget.destroyed.connect(lambda: ended_on.append(threading.current_thread()))


def many_objects() -> list[list[object]]:
    """As many as make Python look for garbage."""
    return [[] for _ in range(3 * gc.get_threshold()[0])]


def test_garbage_is_ended_on_the_windows_thread_only(
    qtbot: QtBot, tasks: TaskRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(garbage, "EVERY_MS", 10)
    owner, ended_on = QObject(), list[threading.Thread]()
    garbage.GarbageWatch(owner)
    watched_knot(ended_on)
    kept = tasks.on_casebook(many_objects)
    assert not ended_on

    def is_due_and_ended() -> bool:
        kept.extend(many_objects())  # what earlier tests left may end meanwhile, which counts against it
        return bool(ended_on)

    qtbot.waitUntil(is_due_and_ended)
    assert ended_on == [threading.main_thread()]
