"""A PDF sent to the printer from memory: never through a file, under a name that tells nothing."""

from collections.abc import Callable
from threading import Event

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter

from dslapp.gui.prompter import Prompter
from dslapp.services.papers.draw_pages import Draw, draw_page, page_sizes

DOTS = 300
"""To the inch: what a school's printer shows."""
QUEUE_NAME = "DSL Casebook"
"""What stands in the printer's queue: anybody in the office can read that."""
_WRITERS = ("pdf", "xps", "onenote", "fax")
"""In the names of printers that make a file, or send one on, instead of paper."""


def new_printer(pdf: bytes) -> QPrinter:
    """A printer for all pages of `pdf`, for the print dialog to change."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(DOTS)
    printer.setDocName(QUEUE_NAME)
    printer.setFullPage(True)
    printer.setFromTo(1, len(page_sizes(pdf)))
    return printer


def print_pdf(prompter: Prompter, pdf: bytes) -> bool:
    """Show the print dialog and print `pdf`; return whether it was sent to a printer."""
    printer = new_printer(pdf)
    return prompter.choose_printer(printer) and send_to(printer, pdf) > 0


def makes_a_file(printer: QPrinter) -> bool:
    """Whether what was chosen writes an unencrypted file rather than paper."""
    name = printer.printerName().casefold()
    return bool(printer.outputFileName()) or any(word in name for word in _WRITERS)


def send_to(
    printer: QPrinter,
    pdf: bytes,
    *,
    draw: Draw = draw_page,
    progress: Callable[[int, int], None] | None = None,
    cancel: Event | None = None,
) -> int:
    """Print the pages that were chosen; return how many the printer took. May run on the thread for files.

    `draw` draws each. Once `cancel` is set, what was not sent yet is withdrawn.
    """
    count = len(page_sizes(pdf))
    first, last = max(printer.fromPage(), 1), min(printer.toPage() or count, count)
    painter = QPainter()
    if not painter.begin(printer):
        return 0
    sent = 0
    try:
        for number in range(first, last + 1):
            if cancel is not None and cancel.is_set():
                printer.abort()
                break
            if sent and not printer.newPage():
                break
            page = draw(pdf, number - 1, printer.resolution() / 72)
            image = QImage(page.rgb, page.width, page.height, 3 * page.width, QImage.Format.Format_RGB888)
            paper = printer.pageLayout().fullRectPixels(printer.resolution())
            painter.drawImage(fitted(paper, page.width, page.height), image)
            sent += 1
            if progress is not None:
                progress(sent, last - first + 1)
    finally:
        painter.end()
    return sent


def fitted(page: QRect, width: int, height: int) -> QRect:
    """Where a picture of `width` × `height` stands on the paper: as large as fits, in the middle."""
    scale = min(page.width() / width, page.height() / height)
    size = (round(width * scale), round(height * scale))
    return QRect((page.width() - size[0]) // 2, (page.height() - size[1]) // 2, *size)
