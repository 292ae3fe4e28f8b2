"""What a file is, told by its first bytes and never by its name."""

from typing import Final

PNG: Final = "image/png"
JPEG: Final = "image/jpeg"
WEBP: Final = "image/webp"
HEIC: Final = "image/heic"
GIF: Final = "image/gif"
TIFF: Final = "image/tiff"
BMP: Final = "image/bmp"
"""Also what a picture is that was pasted as bare dots; that is made into PNG."""

PDF: Final = "application/pdf"

SHOWN: Final = {PNG: "PNG", JPEG: "JPEG", WEBP: "WebP", HEIC: "HEIC", GIF: "GIF", TIFF: "TIFF", BMP: "BMP"}
"""The pictures that the program opens, with the names that people know them by."""

UNKNOWN: Final = "application/octet-stream"

ENOUGH: Final = 512
"""How many of a file's first bytes tell what it is."""

_STARTS: Final = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"BM", BMP),
    (b"\x00\x00\x01\x00", "image/x-icon"),
    (b"%PDF-", PDF),
    (b"8BPS", "image/vnd.adobe.photoshop"),
    (b"PK\x03\x04", "application/zip"),
    (b"MZ", "application/x-msdownload"),
    (b"\x7fELF", "application/x-executable"),
)
_HEIC_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})
_AVIF_BRANDS: Final = frozenset({b"avif", b"avis"})
_ANY_HEIF_BRANDS: Final = frozenset({b"mif1", b"msf1"})

_PEOPLE_CALL_IT: Final = {
    "image/x-icon": "an icon",
    "image/avif": "an AVIF picture",
    "image/svg+xml": "an SVG drawing",
    "image/vnd.adobe.photoshop": "a Photoshop file",
    "application/pdf": "a PDF",
    "application/zip": "a ZIP or Office file",
    "application/x-msdownload": "a Windows program",
    "application/x-executable": "a program",
    "video/mp4": "a video",
    "text/html": "a web page",
}


def media_type(start: bytes) -> str:
    """Return the media type of the file that starts with these bytes; `UNKNOWN` when they say nothing.

    The first `ENOUGH` bytes are enough.
    """
    for signature, name in _STARTS:
        if start.startswith(signature):
            return name
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return WEBP
    if start[4:8] == b"ftyp":
        return _box_type(start)
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<svg", b"<?xml")) and b"<svg" in text:
        return "image/svg+xml"
    return "text/html" if text.startswith((b"<!doctype html", b"<html")) else UNKNOWN


def people_call_it(kind: str) -> str:
    """Return what people call a file of this media type, with its article; empty when there is no such word."""
    return _PEOPLE_CALL_IT.get(kind, "")


def _box_type(start: bytes) -> str:
    """Tell HEIC from AVIF and from films: the three share one container and differ in their brands."""
    length = int.from_bytes(start[:4], "big")
    listed = start[16 : min(max(length, 16), len(start))]
    major, brands = start[8:12], {listed[at : at + 4] for at in range(0, len(listed), 4)}
    if major in _HEIC_BRANDS:
        return HEIC
    if major in _AVIF_BRANDS:
        return "image/avif"
    if major in _ANY_HEIF_BRANDS:
        return HEIC if brands & _HEIC_BRANDS else "image/avif" if brands & _AVIF_BRANDS else "image/heif"
    return "video/mp4"
