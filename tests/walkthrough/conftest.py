"""The screen, the window manager and the person of the journeys."""

from tests.e2e.conftest import environment, note, sits_down, thornmoss, window_manager

__all__ = ["environment", "note", "sits_down", "thornmoss", "window_manager"]
