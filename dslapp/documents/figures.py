"""What is drawn rather than written: pictures, codes, grids of ticks and the path through a flow."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from dslapp.documents import pictures, type_scale
from dslapp.documents.document import FlowPath, Groups, PathNode, PicturePlate, QrCode, TickGrid
from dslapp.documents.page import Element, Matrix, Page
from dslapp.documents.strips import Strip, beside, gap, joined, rule, text, together, words

_POINTS_A_PIXEL = 0.75
"""The largest that a pixel is drawn: 96 to the inch. Pictures are made smaller to fit, never larger."""

_MILLIMETRE = 72 / 25.4
_ARROW = 26.0


def plate(block: PicturePlate, width: float, root: Element) -> list[Strip]:
    """A picture with its reference above, on a page of its own."""
    entry = block.entry
    heading = words(f"Exhibit {entry.ref}", type_scale.HEADING, width, Element("H2", root))
    heading[0] = replace(heading[0], new_page=True, bookmark=f"Exhibit {entry.ref}")
    told = [entry.description]
    if entry.captured_when.text or entry.captured_where.text:
        told.append(", ".join(filter(None, (entry.captured_where.text, entry.captured_when.text))))
    caption: list[Strip] = []
    for line in filter(None, told):
        caption += words(line, type_scale.BODY, width, Element("Caption", root))
    if entry.sha256:
        caption += text(
            [("SHA-256 of the original ", type_scale.HEAD), (entry.sha256, type_scale.HASH)], width, Element("P", root)
        )
    if block.picture.note:
        caption += words(block.picture.note, type_scale.SAID_BY, width, Element("P", root))
    figure = Element("Figure", root, f"Exhibit {entry.ref}: {entry.description or 'picture'}")
    placed = pictures.read(block.picture)
    fill = partial(_fitted, placed, width, figure)
    return [*joined([*heading, *caption, gap(6)]), Strip(0.0, fill=fill)]


def _fitted(placed: pictures.PlacedPicture, width: float, figure: Element, height: float) -> Strip:
    upright = placed.orientation < 5
    pixels_wide, pixels_high = (placed.width, placed.height) if upright else (placed.height, placed.width)
    scale = min(_POINTS_A_PIXEL, width / pixels_wide, height / pixels_high)
    wide, high = pixels_wide * scale, pixels_high * scale

    def draw(page: Page, left: float, top: float) -> None:
        x, y = left + (width - wide) / 2, top - high
        page.picture(placed, _matrix(placed.orientation, x, y, wide, high), figure)
        page.box(x, y, wide, high, 0.3)

    return Strip(high, draw)


def _matrix(orientation: int, x: float, y: float, w: float, h: float) -> Matrix:
    """Where the image's unit square goes so that it stands upright (EXIF orientations 1 to 8)."""
    return {
        1: (w, 0.0, 0.0, h, x, y),
        2: (-w, 0.0, 0.0, h, x + w, y),
        3: (-w, 0.0, 0.0, -h, x + w, y + h),
        4: (w, 0.0, 0.0, -h, x, y + h),
        5: (0.0, -h, -w, 0.0, x + w, y + h),
        6: (0.0, -h, w, 0.0, x, y + h),
        7: (0.0, h, w, 0.0, x, y),
        8: (0.0, h, -w, 0.0, x + w, y),
    }[orientation]


def qr_code(block: QrCode, width: float, root: Element) -> list[Strip]:
    """A QR code with its caption beside it."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(block.data)
    code.make()
    count = int(code.getModuleCount())  # type: ignore[no-untyped-call]  # reportlab has no types for it
    side = block.side_mm * _MILLIMETRE
    unit = side / (count + 8)
    figure = Element("Figure", root, f"QR code: {block.caption}")

    def draw(page: Page, left: float, top: float) -> None:
        squares = [
            (left + (column + 4) * unit, top - (row + 5) * unit, unit)
            for row in range(count)
            for column in range(count)
            if code.isDark(row, column)  # type: ignore[no-untyped-call]
        ]
        page.squares(squares, figure)

    caption = words(block.caption, type_scale.BODY, width - side - 14, Element("Caption", root))
    lines = sum(strip.height for strip in caption)

    def both(page: Page, left: float, top: float) -> None:
        draw(page, left, top)
        down = top - max(0.0, (side - lines) / 2)
        for strip in caption:
            strip.draw_on(page, left + side + 14, down)
            down -= strip.height

    return [Strip(max(side, lines), both)]


def groups(block: Groups, width: float, root: Element) -> list[Strip]:
    """A secret in numbered groups, four to a line."""
    strips: list[Strip] = []
    across = 4
    for first in range(0, len(block.groups), across):
        cells: list[tuple[float, list[Strip]]] = []
        for column, group in enumerate(block.groups[first : first + across]):
            spans = [(f"{first + column + 1:>2}  ", type_scale.NOTE), (group, type_scale.SECRET)]
            cells.append((column * width / across, text(spans, width / across, Element("P", root), aligned="left")))
        strips += beside(cells)
    return together(strips)


def tick_grid(block: TickGrid, width: float, root: Element) -> list[Strip]:
    """Rows and columns of boxes, ticked or empty."""
    table = Element("Table", root)
    label = width * 0.2
    column = (width - label) / len(block.columns)
    row = Element("TR", table)
    heads = [
        (label + index * column, words(name, type_scale.HEAD, column, Element("TH", row), "centre"))
        for index, name in enumerate(block.columns)
    ]
    strips = [*beside(heads), gap(2), rule(width, 0.9)]
    for down, name in enumerate(block.rows):
        row = Element("TR", table)
        cells = [(0.0, words(name, type_scale.LABEL, label - 8, Element("TH", row)))]
        boxes: list[float] = []
        for across in range(len(block.columns)):
            left = label + across * column
            mark = "✓" if (down, across) in block.ticked else ""
            cells.append((left, words(mark, type_scale.STRONG, column, Element("TD", row), "centre")))
            boxes.append(left + column / 2 - 6)
        lines = beside(cells)
        lines[0] = replace(lines[0], draw=_boxed(lines[0], boxes))
        strips += [gap(2.5), *lines, gap(2.5), rule(width, 0.3)]
    return together(strips)


def _boxed(strip: Strip, boxes: list[float]) -> Callable[[Page, float, float], None]:
    def draw(page: Page, left: float, top: float) -> None:
        for box in boxes:
            page.box(left + box, top - 12.5, 12, 12, 0.7)
        strip.draw_on(page, left, top)

    return draw


def flow_path(block: FlowPath, width: float, root: Element) -> list[Strip]:
    """Boxes for the questions, arrows with the answers, one under the other."""
    told = "; ".join(f"{node.title}: {node.answer}" if node.answer else node.title for node in block.nodes)
    figure = Element("Figure", root, f"The path through {block.name}. {told}")
    strips: list[Strip] = []
    for index, node in enumerate(block.nodes):
        strips += together([_node(node, width * 0.78, figure)])
        if index < len(block.nodes) - 1:
            strips[-1] = replace(strips[-1], keep_with_next=True)
            strips.append(_arrow(node, width, figure))
    return strips


def _node(node: PathNode, width: float, figure: Element) -> Strip:
    inner = words(node.title, type_scale.TABLE_STRONG, width - 20, figure)
    if node.note:
        inner += words(node.note, type_scale.NOTE, width - 20, figure)
    height = sum(strip.height for strip in inner) + 10

    def draw(page: Page, left: float, top: float) -> None:
        page.box(left, top - height, width, height, 0.8, dashed=node.superseded)
        down = top - 5
        for strip in inner:
            strip.draw_on(page, left + 10, down)
            down -= strip.height

    return Strip(height, draw)


def _arrow(node: PathNode, width: float, figure: Element) -> Strip:
    """The way on from a node, with the answer that was given beside it."""
    stem = 26.0
    answer = words(node.answer, type_scale.TABLE, width - stem - 16, figure)
    lines = sum(strip.height for strip in answer)
    height = max(_ARROW, lines + 8)

    def draw(page: Page, left: float, top: float) -> None:
        x = left + stem
        page.rule(x, top, x, top - height + 5, 1.0)
        page.polygon([(x - 3.5, top - height + 6), (x + 3.5, top - height + 6), (x, top - height)])
        down = top - (height - lines) / 2
        for strip in answer:
            strip.draw_on(page, x + 12, down)
            down -= strip.height

    return Strip(height, draw)
