"""Decoding of pictures: bytes in, an answer and bytes out. Runs in the child only; touches no file.

Nothing here trusts the picture: its size is read from the header before a dot is decoded.
"""

import io
import re
import zlib
from collections.abc import Callable
from importlib import import_module
from typing import Literal, cast

from pi_heif import as_plugin as heif
from pi_heif import options as heif_options
from PIL import (
    BmpImagePlugin,
    ExifTags,
    GifImagePlugin,
    Image,
    ImageFile,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from dslapp.casebook.pictures.burning import burn, look_at_boxes
from dslapp.casebook.pictures.formats import BMP, ENOUGH, GIF, HEIC, JPEG, PDF, PNG, TIFF, WEBP
from dslapp.casebook.pictures.formats import media_type as type_of
from dslapp.casebook.pictures.likeness import likeness
from dslapp.casebook.pictures.overlap import lay_over
from dslapp.casebook.pictures.page_drawing import PageTooLarge, page_picture
from dslapp.casebook.pictures.protocol import (
    MOST_DOTS,
    MOST_SHOWN,
    Answer,
    PictureFacts,
    Pixels,
    Printable,
    Refused,
    Request,
    Shown,
)
from dslapp.domain.evidence.plain_pictures import NotPlain, plain_jpeg, plain_png

Result = tuple[Answer, bytes]

_QUALITY = 95
MOST_PRINTED = 50_000_000
"""The most dots that go into a page as they are; a phone's largest photo has that many."""
_LARGE_TIFF = 9_000_000
"""Dots: more than a scanned page has."""
_AT_ONCE = 1 << 16
_QUICKLY = 3
_EXIF_TIME = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)")
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_OPENERS: dict[str, Callable[[io.BytesIO], ImageFile.ImageFile]] = {
    PNG: PngImagePlugin.PngImageFile,
    JPEG: JpegImagePlugin.JpegImageFile,  # by its own class, not Image.open: that would go on to other formats
    WEBP: WebPImagePlugin.WebPImageFile,
    HEIC: heif.HeifImageFile,
    GIF: GifImagePlugin.GifImageFile,
    TIFF: TiffImagePlugin.TiffImageFile,
    BMP: BmpImagePlugin.BmpImageFile,
}


class TooManyDots(Exception):
    """The header claims more dots than are opened."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__(width, height)
        self.width, self.height = width, height


def prepare() -> None:
    """Load all that decoding needs, for afterwards the child can open no file, not even a module's."""
    Image.preinit()
    import_module("PIL.ImagePalette")
    Image.MAX_IMAGE_PIXELS = None  # our own limit, told in words, takes its place
    heif_options.DECODE_THREADS = 1
    for name in ("ascii", "latin-1", "utf-8", "utf-16", "utf-16-be", "utf-16-le"):
        "".encode(name)


def answer(request: Request, data: bytes) -> Result:
    """Do what is asked with a picture; whatever is wrong with it becomes a `Refused`."""
    try:
        if _stops_early(request.media_type, data):
            return Refused(reason="stops in the middle"), b""
        return _done(request, data)
    except (TooManyDots, PageTooLarge) as claim:
        return Refused(reason="too many dots", width=claim.width, height=claim.height), b""
    except MemoryError:
        return Refused(reason="too large for the memory"), b""
    except Exception as error:  # noqa: BLE001 - a decoder that is given a hostile file raises whatever it likes
        early = isinstance(error, EOFError) or "truncated" in str(error)
        return Refused(reason="stops in the middle" if early else "damaged"), b""


def _done(request: Request, data: bytes) -> Result:
    if request.media_type == PDF:
        page = page_picture(data, request.number, request.scale, request.longest)
        if request.task == "burn":
            return burn(page, request.boxes, request.keep)
        return Pixels(width=page.width, height=page.height), page.tobytes()
    if request.task == "lay over":
        first, second = data[: request.first], data[request.first :]
        return lay_over(_drawn(request.media_type, first), _drawn(type_of(second[:ENOUGH]), second)), b""
    if request.task == "burn":
        return burn(_drawn(request.media_type, data), request.boxes, request.keep)
    if request.task == "boxes":
        return look_at_boxes(_drawn(request.media_type, data), request.boxes), b""
    picture = _opened(request.media_type, data)
    if request.task == "as png":
        return _as_png(picture)
    if request.task == "inspect":
        return _inspect(request.media_type, picture), b""
    if request.task == "pixels":
        return _pixels(picture, request.longest)
    return _printable(request.media_type, picture, data)


def _drawn(media_type: str, data: bytes) -> Image.Image:
    """The whole picture the right way up, on white."""
    picture = _opened(media_type, data)
    orientation = _orientation(picture)
    return _upright(_on_white(picture), orientation)


def _opened(media_type: str, data: bytes) -> ImageFile.ImageFile:
    if media_type == WEBP:  # its decoder makes room for the whole picture before one can ask how large it is
        _check_dots(*_webp_size(data))
    picture = _OPENERS[media_type](io.BytesIO(data))
    _check_dots(*picture.size)
    return picture


def _check_dots(width: int, height: int) -> None:
    if width * height > MOST_DOTS:
        raise TooManyDots(width, height)


def _inspect(media_type: Shown, picture: ImageFile.ImageFile) -> PictureFacts:
    orientation = _orientation(picture)
    width, height = picture.size
    frames = getattr(picture, "n_frames", 1)
    exif = _exif(picture)
    picture.load()  # so that a file that stops in the middle is told now, when it can be fetched again
    if orientation >= 5:
        width, height = height, width
    return PictureFacts(
        media_type=media_type, width=width, height=height, frames=max(1, frames),
        exif_taken_at=_taken_at(exif), exif_device=_device(exif),
        likeness=likeness(picture, lambda drawn: _upright(_on_white(drawn), orientation)),
    )  # fmt: skip


def _pixels(picture: ImageFile.ImageFile, longest: int) -> Result:
    orientation = _orientation(picture)
    width, height = picture.size
    scale = min(1.0, longest / max(width, height), (MOST_SHOWN / (width * height)) ** 0.5)
    target = max(1, int(width * scale)), max(1, int(height * scale))
    picture.draft("RGB", target)
    drawn = _on_white(picture)
    if drawn.size != target:
        drawn = drawn.resize(target, Image.Resampling.LANCZOS, reducing_gap=2.0)
    drawn = _upright(drawn, orientation)
    return Pixels(width=drawn.width, height=drawn.height), drawn.tobytes()


def _printable(media_type: Shown, picture: ImageFile.ImageFile, data: bytes) -> Result:
    """A picture that PDF holds as it is stays as it is, bit for bit; any other becomes a copy without new losses.

    So does one that another program could show differently: what is printed is what was shown on the screen.
    """
    picture.load()
    if picture.width * picture.height > MOST_PRINTED:
        pass  # a page that holds it could not be drawn within this process's memory
    elif media_type == JPEG and picture.mode in ("L", "RGB") and _is_plain_jpeg(data, picture):
        return Printable(media_type=JPEG, orientation=_orientation(picture)), b""
    elif media_type == PNG and _is_plain_png(data, picture):
        return Printable(media_type=PNG), b""
    orientation = _orientation(picture)
    picture.thumbnail(_most_printed(picture))
    drawn = _upright(_on_white(picture), orientation)
    copy = io.BytesIO()
    kind: Literal["image/png", "image/jpeg"]
    if _is_without_loss(media_type, picture, data):
        drawn.save(copy, "PNG")
        kind = PNG
    else:
        drawn.save(copy, "JPEG", quality=_QUALITY, subsampling="4:4:4")
        kind = JPEG
    return Printable(media_type=kind, size=copy.tell()), copy.getvalue()


def _is_without_loss(media_type: Shown, picture: Image.Image, data: bytes) -> bool:
    """Whether a copy of it is to be one without loss; of a large TIFF, mostly a photo, that would take too long."""
    if media_type == TIFF:
        return picture.width * picture.height <= _LARGE_TIFF
    return media_type in (PNG, GIF, BMP) or (media_type == WEBP and b"VP8L" in _webp_chunks(data))


def _on_white(picture: Image.Image) -> Image.Image:
    """Return red, green and blue only; what is see-through shows white, like the paper."""
    if picture.mode == "RGB" and "transparency" not in picture.info:
        picture.load()
        return picture
    if picture.mode.startswith("I"):  # 16-bit grey, which Pillow would cut off instead of scaling
        return picture.point(lambda level: level * (1 / 256)).convert("L").convert("RGB")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    paper = Image.new("RGB", clear.size, "white")
    paper.paste(clear, mask=clear.getchannel("A"))
    return paper


def _upright(picture: Image.Image, orientation: int) -> Image.Image:
    turn = _UPRIGHT.get(orientation)
    return picture if turn is None else picture.transpose(turn)


def _most_printed(picture: Image.Image) -> tuple[float, float]:
    """The sides of a copy: as they are, or for a very large picture as many dots as a page shows several times over."""
    dots = picture.width * picture.height
    scale = 1.0 if dots <= MOST_PRINTED else (MOST_SHOWN / dots) ** 0.5
    return picture.width * scale, picture.height * scale


def _as_png(picture: ImageFile.ImageFile) -> Result:
    """The dots alone; what Windows leaves in the fourth byte of each is not see-through."""
    copy = io.BytesIO()
    picture.convert("RGB").save(copy, "PNG", compress_level=_QUICKLY)
    return Printable(media_type=PNG, size=copy.tell()), copy.getvalue()


def _is_plain_jpeg(data: bytes, picture: Image.Image) -> bool:
    """Whether every program reads this JPEG as it was read here."""
    try:
        plain = plain_jpeg(data)
    except NotPlain:
        return False
    return (plain.width, plain.height) == picture.size


def _is_plain_png(data: bytes, picture: Image.Image) -> bool:
    """Whether PDF can hold this PNG's own bytes, and every program reads them as they were read here.

    8 bits, one go, nothing see-through, the right way up, one palette that has every colour used, no row too many.
    """
    try:
        plain = plain_png(data)
    except NotPlain:
        return False
    if plain.bits != 8 or picture.has_transparency_data or _orientation(picture) != 1:
        return False
    if plain.palette and cast("tuple[int, int]", picture.getextrema())[1] >= len(plain.palette) // 3:
        return False
    return _holds_exactly(plain.data, plain.height * (1 + plain.width * plain.channels))


def _holds_exactly(packed: bytes, expected: int) -> bool:
    """Whether a zlib stream holds so many bytes, ends soundly and has nothing behind it. Keeps only a little of it."""
    unpack, count = zlib.decompressobj(), 0
    while not unpack.eof and count <= expected:
        got = len(unpack.decompress(packed, _AT_ONCE))
        packed = unpack.unconsumed_tail
        if not got and not packed and not unpack.eof:
            return False
        count += got
    return unpack.eof and count == expected and not unpack.unused_data


def _exif(picture: Image.Image) -> dict[int, object]:
    """Return what the file says of itself; an unreadable note is no reason to refuse the picture."""
    try:
        exif = picture.getexif()
        return dict(exif) | dict(exif.get_ifd(ExifTags.IFD.Exif))
    except Exception:  # noqa: BLE001 - as in `answer`
        return {}


def _orientation(picture: Image.Image) -> int:
    value = _exif(picture).get(ExifTags.Base.Orientation)
    return value if isinstance(value, int) and value in _UPRIGHT else 1


def _taken_at(exif: dict[int, object]) -> str:
    taken = _EXIF_TIME.fullmatch(_text(exif.get(ExifTags.Base.DateTimeOriginal)))
    if taken is None:
        return ""
    year, month, day, clock = taken.groups()
    return f"{year}-{month}-{day} {clock} {_text(exif.get(ExifTags.Base.OffsetTimeOriginal))}".strip()


def _device(exif: dict[int, object]) -> str:
    return f"{_text(exif.get(ExifTags.Base.Make))} {_text(exif.get(ExifTags.Base.Model))}".strip()


def _text(value: object) -> str:
    return "".join(each for each in value if each.isprintable()).strip()[:90] if isinstance(value, str) else ""


def _stops_early(media_type: str, data: bytes) -> bool:
    """Whether a container announces more bytes than there are; the decoders themselves tell it for PNG and JPEG."""
    if media_type == WEBP:
        return int.from_bytes(data[4:8], "little") + 8 > len(data)
    if media_type != HEIC:
        return False
    at = 0
    while at + 8 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        if length == 1:
            length = int.from_bytes(data[at + 8 : at + 16], "big")
        if length == 0:
            return False
        at += max(length, 8)
    return at != len(data)


def _webp_size(data: bytes) -> tuple[int, int]:
    kind = data[12:16]
    if kind == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return int.from_bytes(data[26:28], "little") & 0x3FFF, int.from_bytes(data[28:30], "little") & 0x3FFF


def _webp_chunks(data: bytes) -> frozenset[bytes]:
    """Return the names of a WebP's chunks, those of an animation's frames included."""
    names = set()
    at = 12
    while at + 8 <= len(data):
        name, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        names.add(name)
        at += 8 + (16 if name == b"ANMF" else length + length % 2)
    return frozenset(names)
