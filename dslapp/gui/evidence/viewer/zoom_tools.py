"""The three buttons that zoom a large picture, as icons beside other tools."""

from collections.abc import Sequence

from dslapp.gui.evidence.viewer.picture_view import STEP, PictureView
from dslapp.gui.widgets.buttons import Button


def zoom_tools(*views: PictureView) -> Sequence[Button]:
    """Buttons that zoom and fit all of `views` together."""
    larger = Button("Zoom in", "quiet", "zoom-in", hint="Plus")
    smaller = Button("Zoom out", "quiet", "zoom-out", hint="Minus")
    whole = Button("Fit", "quiet", "image", hint="All of it")
    for button in (larger, smaller, whole):
        button.words_shown(False)
    for view in views:
        larger.clicked.connect(lambda _=False, view=view: view.zoom_by(STEP))
        smaller.clicked.connect(lambda _=False, view=view: view.zoom_by(1 / STEP))
        whole.clicked.connect(view.fit)
    return larger, smaller, whole
