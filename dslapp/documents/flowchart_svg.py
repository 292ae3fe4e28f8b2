"""A flowchart as an SVG picture: real text, a title and a description, black on white, larger on the wall as one likes.

Kinds differ by shape and border, so that a photocopy still tells them apart.
"""

from collections.abc import Iterator
from html import escape

from dslapp.documents.flowchart_legend import LEGEND, drawn_as, foot_words, outline
from dslapp.domain.guidance.flowchart import KIND_WORDS
from dslapp.domain.guidance.flowchart_layout import Curve, Placed, PlacedArrow, PlacedBox, Rect, Words

_HEAD, _FOOT = 78.0, 34.0
_ASCENT = 0.8
"""How far below the top of its line the words of a line stand, as a share of their size and a little."""


def flowchart_svg(placed: Placed, printed: str) -> str:
    """The picture. `printed` says when and where it was made."""
    chart = placed.chart
    width, height = max(placed.width, 620.0), placed.height + _HEAD + _FOOT
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(width)} {_n(height)}" width="{_n(width)}pt" '
        f'height="{_n(height)}pt" role="img" aria-labelledby="title desc" lang="en-GB" '
        'font-family="Noto Sans, Segoe UI, Arial, sans-serif" fill="black">',
        f'<title id="title">{escape(chart.title)}</title>',
        f'<desc id="desc">{escape(chart.about)} {escape(chart.edition)}. {len(chart.boxes)} steps.</desc>',
        f'<rect width="{_n(width)}" height="{_n(height)}" fill="white"/>',
        _text(Words(chart.title, 20.0, 12.0, 10.0, True)),
        _text(Words(chart.about, 9.0, 12.0, 36.0)),
        *_legend(12.0, 56.0),
        f'<g transform="translate(0 {_n(_HEAD)})">',
    ]
    for number in range(len(placed.arrows)):
        lines += _arrow(placed.arrows[number])
    for label in placed.labels:
        lines += [_text(word, label.at) for word in label.words]
    for box in placed.boxes:
        lines += _box(box, chart.in_words(box.number))
    lines += ["</g>", _text(Words(foot_words(chart, printed), 9.0, 12.0, height - 22)), "</svg>", ""]
    return "\n".join(lines)


def _box(box: PlacedBox, in_words: str) -> Iterator[str]:
    look = drawn_as(box.box)
    dash = ' stroke-dasharray="4 3"' if look.dashed else ""
    yield f"<g><title>{escape(in_words)}</title>"
    yield (
        f'<polygon points="{_points(outline(box.box.kind, box.at))}" fill="{_grey(look.fill)}" '
        f'stroke="black" stroke-width="{look.line}" stroke-linejoin="round"{dash}/>'
    )
    if look.double:
        inner = Rect(box.at.x + 3, box.at.y + 3, box.at.width - 6, box.at.height - 6)
        points = _points(outline(box.box.kind, inner))
        yield f'<polygon points="{points}" fill="none" stroke="black" stroke-width="0.7"/>'
    yield from (_text(word, box.at, struck=look.struck) for word in box.words)
    yield "</g>"


def _arrow(placed: PlacedArrow) -> Iterator[str]:
    dash = ' stroke-dasharray="4 3"' if placed.arrow.unless or placed.arrow.state in ("taken back", "possible") else ""
    wide = 2.2 if placed.arrow.state == "taken" else 1.0
    grey = "#8a8a8a" if placed.arrow.state == "not reached" else "#222222"
    for curve in placed.pieces:
        yield f'<path d="{_path(curve)}" fill="none" stroke="{grey}" stroke-width="{wide}"{dash}/>'
    x, y = placed.pieces[-1][-1]
    yield f'<polygon points="{_n(x - 3.6)},{_n(y - 7)} {_n(x + 3.6)},{_n(y - 7)} {_n(x)},{_n(y)}" fill="{grey}"/>'


def _legend(x: float, y: float) -> Iterator[str]:
    for box in LEGEND:
        look, at = drawn_as(box), Rect(x, y, 24.0, 14.0)
        yield (
            f'<polygon points="{_points(outline(box.kind, at))}" fill="{_grey(look.fill)}" stroke="black" '
            f'stroke-width="{look.line}"/>'
        )
        yield _text(Words(KIND_WORDS[box.kind], 9.0, x + 29, y + 0.5))
        x += 96


def _text(word: Words, at: Rect | None = None, *, struck: bool = False) -> str:
    x, y = word.x + (at.x if at else 0.0), word.y + (at.y if at else 0.0) + word.size * (_ASCENT + 0.2)
    weight = ' font-weight="bold"' if word.bold else ""
    line = ' text-decoration="line-through"' if struck else ""
    return f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(word.size)}"{weight}{line}>{escape(word.text)}</text>'


def _path(curve: Curve) -> str:
    points = [f"{_n(x)} {_n(y)}" for x, y in curve]
    return f"M{points[0]} " + " ".join(f"C{' '.join(points[i : i + 3])}" for i in range(1, len(points), 3))


def _points(points: tuple[tuple[float, float], ...]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _grey(lightness: float) -> str:
    return f"#{round(lightness * 255):02x}" + f"{round(lightness * 255):02x}" * 2


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
