"""Pictures made by the tests, honest and hostile, and the samples."""

import io
import struct
import zlib
from pathlib import Path

from PIL import Image

from dslapp.casebook.pictures.reader import PicturePixels, PictureReader

SAMPLES = Path(__file__).parent / "samples" / "evidence"
ALL_SAMPLES = sorted(path.name for path in SAMPLES.iterdir())
ONE_OF_EACH = ["chatnest-taunts-1.png", "photo-of-phone-screen.jpg", "gamehall-dark.webp", "photo-of-phone-screen.heic"]


def child_id(reader: PictureReader) -> int:
    assert reader._child is not None
    return reader._child._process.pid


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    held = io.BytesIO()
    picture.save(held, kind, **options)
    return held.getvalue()


def as_image(pixels: PicturePixels) -> Image.Image:
    return Image.frombytes("RGB", (pixels.width, pixels.height), pixels.data)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def corners() -> Image.Image:
    """A picture whose four corners differ, so that every turn shows."""
    picture = Image.new("RGB", (60, 40), "black")
    for place, colour in {(0, 0): "red", (40, 0): "lime", (0, 25): "blue", (40, 25): "yellow"}.items():
        picture.paste(colour, (*place, place[0] + 20, place[1] + 15))
    return picture


def png_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_claiming(width: int, height: int, rows: bytes = b"", colour: int = 2) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + png_chunk(b"IDAT", zlib.compress(rows, 1))
        + png_chunk(b"IEND", b"")
    )


def gif_of_many_frames(frames: int) -> bytes:
    frame = b"\x21\xf9\x04\x00\x01\x00\x00\x00\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00"
    return b"GIF89a\x01\x00\x01\x00\x80\x00\x00" + b"\x00\x00\x00\xff\xff\xff" + frame * frames + b"\x3b"
