"""The words of a flowchart set in lines, so that paper, picture file and window break them alike."""

from dslapp.documents.faces import BOLD, REGULAR, Style
from dslapp.documents.lines import break_lines
from dslapp.domain.guidance.flowchart import Chart, ChartBox
from dslapp.domain.guidance.flowchart_layout import BOX_WIDE, LABEL_WIDE, Placed, Setting, Words, laid_out

SIZE = 9.0
"""Points of all words, so that one limit says how small a drawing may be made."""
LEADING = 11.4
_PAD_X, _PAD_Y = 9.0, 6.5
_SLACK = 0.96
"""Of the width, since a screen draws letters a little wider than they are."""


def set_chart(chart: Chart) -> Placed:
    """The drawing of a chart with all its words in lines."""
    return laid_out(chart, _set_box, _set_label)


def _set_box(box: ChartBox) -> Setting:
    words: list[Words] = []
    y = _PAD_Y
    for text, bold in ((box.caption, True), (box.text, False), *((line, True) for line in box.lines)):
        y = _set(words, text, BOX_WIDE - 2 * _PAD_X, y, bold, _PAD_X) + 1.5
    return Setting(y + _PAD_Y - 1.5, tuple(words))


def _set_label(text: str) -> Setting:
    words: list[Words] = []
    height = _set(words, text, LABEL_WIDE - 6, 2.0, True, 6.0 if "\n" in text else None)
    return Setting(height + 3.0, tuple(words))


def _set(words: list[Words], text: str, width: float, y: float, bold: bool, left: float | None) -> float:
    """Add the lines of `text` at `y`, in the middle of a label when `left` is None; return where the next begins."""
    for line in break_lines([(text, Style(BOLD if bold else REGULAR, SIZE, LEADING))], width * _SLACK):
        said = "".join(cluster.text for run in line.runs for cluster in run.clusters).strip()
        x = left if left is not None else (LABEL_WIDE - line.width) / 2
        words.append(Words(said, SIZE, x, y, bold))
        y += LEADING
    return y
