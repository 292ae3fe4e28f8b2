"""The print dialog, and a PDF sent to the printer from memory."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from dslapp.services.draw_pages import page_count, page_pixels

DOTS = 300
"""To the inch: what a school's printer shows."""


def print_pdf(over: QWidget, pdf: bytes) -> bool:
    """Show the print dialog in front of `over` and print `pdf`; return whether it was sent to a printer.

    The document has a neutral name in the printer's queue, since anybody in the office can read that.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(DOTS)
    printer.setDocName("DSL Casebook")
    printer.setFullPage(True)
    printer.setFromTo(1, page_count(pdf))
    dialog = QPrintDialog(printer, over)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    return send_to(printer, pdf)


def send_to(printer: QPrinter, pdf: bytes) -> bool:
    """Print the pages that were chosen; return whether the printer took them."""
    last = page_count(pdf)
    first, last = max(printer.fromPage(), 1), min(printer.toPage() or last, last)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    try:
        for number in range(first, last + 1):
            if number > first and not printer.newPage():
                return False
            width, height, pixels = page_pixels(pdf, number - 1, printer.resolution() / 72)
            image = QImage(pixels, width, height, 3 * width, QImage.Format.Format_RGB888)
            page = printer.pageLayout().fullRectPixels(printer.resolution())
            painter.drawImage(fitted(page, width, height), image)
    finally:
        painter.end()
    return True


def fitted(page: QRect, width: int, height: int) -> QRect:
    """Where a picture of `width` × `height` stands on the paper: as large as fits, in the middle."""
    scale = min(page.width() / width, page.height() / height)
    size = (round(width * scale), round(height * scale))
    return QRect((page.width() - size[0]) // 2, (page.height() - size[1]) // 2, *size)
