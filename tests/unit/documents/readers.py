"""Second readers of our PDFs: poppler and qpdf, which know nothing of how we made them."""

import subprocess
from pathlib import Path
from typing import NamedTuple


class Word(NamedTuple):
    """A word on a page with its edges in points from the upper left corner."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


class Reader:
    """One PDF, kept in the test's own folder for other programs to read."""

    def __init__(self, folder: Path, pdf: bytes, password: str = "") -> None:
        self.path = folder / "read.pdf"
        self.path.write_bytes(pdf)
        self._password = ["-upw", password] if password else []

    def text(self, page: int | None = None, order: str = "-raw") -> str:
        """The text in the order of the contents; without the marks that pdftotext puts round right-to-left words.

        The order "-layout" is that of the page, in which alone pdftotext puts right-to-left words into reading order.
        """
        pages = ["-f", str(page), "-l", str(page)] if page else []
        found = _run("pdftotext", order, *self._password, *pages, str(self.path), "-").decode()
        return "".join(char for char in found if char not in "\u202a\u202b\u202c\u200e\u200f")

    def flowing(self, page: int | None = None) -> str:
        """The text with line and page breaks as spaces."""
        return " ".join(self.text(page).split())

    def info(self) -> dict[str, str]:
        """What pdfinfo says."""
        lines = _run("pdfinfo", *self._password, str(self.path)).decode().splitlines()
        return {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return int(self.info()["Pages"])

    def words(self) -> list[Word]:
        """Every word with its place."""
        import xml.etree.ElementTree as ET

        tree = ET.fromstring(_run("pdftotext", "-bbox", *self._password, str(self.path), "-"))
        space = "{http://www.w3.org/1999/xhtml}"
        return [
            Word(number, each.text or "", *(float(each.attrib[edge]) for edge in ("xMin", "yMin", "xMax", "yMax")))
            for number, page in enumerate(tree.iter(f"{space}page"), 1)
            for each in page.iter(f"{space}word")
        ]

    def pictures(self, folder: Path) -> list[Path]:
        """The pictures, in the format in which they lie in the PDF."""
        _run("pdfimages", "-all", *self._password, str(self.path), str(folder / "picture"))
        return sorted(folder.glob("picture-*"))

    def sound(self) -> bool:
        """Whether qpdf finds nothing wrong."""
        password = [f"--password={self._password[1]}"] if self._password else []
        return b"No syntax or stream encoding errors" in _run("qpdf", "--check", *password, str(self.path))


def _run(*command: str) -> bytes:
    return subprocess.run(command, check=True, capture_output=True).stdout
