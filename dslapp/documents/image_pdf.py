"""A PDF of pictures alone, a page each, and whether a PDF is one: no words, no layer, nothing attached, no note."""

import io
import struct
import zlib
from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Dictionary, Name, Pdf

from dslapp.documents.pictures import Picture, read
from dslapp.domain.evidence.plain_pictures import PNG_START

_OPERATORS = {"q", "Q", "cm", "Do"}
_OF_CATALOGUE = {"/Type", "/Pages"}
_OF_PAGE = {"/Type", "/Parent", "/MediaBox", "/Contents", "/Resources"}
_OF_IMAGE = {
    "/Type", "/Subtype", "/Width", "/Height", "/BitsPerComponent", "/ColorSpace", "/Filter", "/DecodeParms", "/Length",
}  # fmt: skip


def image_pdf(pictures: Sequence[bytes], dots_a_point: float) -> bytes:
    """PNG pictures as they are, each filling a page of its own; `dots_a_point` tells how large they were."""
    made = Pdf.new()
    for data in pictures:
        picture = read(Picture(data, "image/png"))
        wide, high = picture.width / dots_a_point, picture.height / dots_a_point
        page = made.add_blank_page(page_size=(wide, high))
        page.obj.Resources = Dictionary(XObject=Dictionary(Page=made.make_indirect(picture.to_pdf(made))))
        page.obj.Contents = made.make_stream(f"q {wide:.3f} 0 0 {high:.3f} 0 0 cm /Page Do Q".encode("ascii"))
    held = io.BytesIO()
    made.save(held, stream_decode_level=pikepdf.StreamDecodeLevel.none, linearize=False)
    return held.getvalue()


def pdf_leftovers(data: bytes) -> tuple[str, ...]:
    """What is in a PDF besides one picture a page, each in words; nothing for one of pictures alone.

    Raises pikepdf.PdfError for what is no PDF.
    """
    if data.count(b"%%EOF") != 1 or not data.rstrip().endswith(b"%%EOF"):
        return ("an earlier state of it, or something behind its end",)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = list(_outside_of_pages(pdf))
        for page in pdf.pages:
            found += _on_page(page)
    return tuple(dict.fromkeys(found))


def pictures_of(data: bytes) -> Iterator[bytes]:
    """The picture of each page of a PDF made by `image_pdf`, as PNG again, its rows as they are stored."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            image = page.obj.Resources.XObject["/Page"]
            header = struct.pack(">IIBBBBB", int(image.Width), int(image.Height), 8, 2, 0, 0, 0)
            yield b"".join(
                (PNG_START, _chunk(b"IHDR", header), _chunk(b"IDAT", image.read_raw_bytes()), _chunk(b"IEND", b""))
            )


def _outside_of_pages(pdf: Pdf) -> Iterator[str]:
    more = set(pdf.Root.keys()) - _OF_CATALOGUE
    if "/Info" in pdf.trailer or "/Metadata" in more:
        yield "notes about the file"
    if pdf.attachments:
        yield "a file attached to it"
    for name in sorted(more - {"/Metadata"}):
        yield f"a part called {name}"
    images = sum(1 for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == Name.Image)
    if images != len(pdf.pages):
        yield "more pictures than pages"


def _on_page(page: pikepdf.Page) -> Iterator[str]:
    if set(page.obj.keys()) - _OF_PAGE:
        yield "something more than a picture on a page"
    resources = page.obj.Resources
    drawn = resources.get("/XObject", Dictionary())
    if set(resources.keys()) != {"/XObject"} or set(drawn.keys()) != {"/Page"}:
        yield "fonts or a layer"
    elif set(drawn["/Page"].keys()) - _OF_IMAGE:
        yield "a picture with something behind it"
    operators = {str(each.operator) for each in pikepdf.parse_content_stream(page)}
    if operators - _OPERATORS:
        yield "words or lines beside the picture"


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
