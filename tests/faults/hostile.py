"""Files that were made to harm whoever opens them, and files that merely are not what they say."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable

from PIL import Image
from pillow_heif import from_pillow

from tests.pictures import corners, gif_of_many_frames, png_chunk, png_claiming, sample, saved

Make = Callable[[], bytes]


def _zip_bomb() -> bytes:
    """A ZIP of 1 GB of zeros in a few thousand bytes, ten times inside one another."""
    inner = zlib.compress(bytes(1 << 20), 9)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(10):
            archive.writestr(f"../../bomb-{number}.png", inner * 10)
    return held.getvalue()


def _pdf(objects: int, more: bytes = b"") -> bytes:
    body = b"".join(b"%d 0 obj<</A %d>>endobj\n" % (number, number) for number in range(objects))
    return b"%PDF-1.7\n" + more + body + b"trailer<</Root 1 0 R>>\n%%EOF"


def _eml(parts: int) -> bytes:
    part = b'--x\r\nContent-Type: image/png; name="../../a.png"\r\n\r\niVBORw0KGgo=\r\n'
    return b"From: a@example.com\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" + part * parts


def _nested_eml(depth: int) -> bytes:
    return b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(depth))


def _png_with(*chunks: bytes) -> bytes:
    honest = saved(corners(), "PNG")
    return honest[:33] + b"".join(chunks) + honest[33:]


def _jpeg_with(segment: bytes) -> bytes:
    honest = saved(corners(), "JPEG")
    return honest[:2] + segment + honest[2:]


def _heic(share: float = 1.0) -> bytes:
    held = io.BytesIO()
    from_pillow(corners()).save(held)
    return held.getvalue()[: int(len(held.getvalue()) * share)]


def _webp_of_many_frames() -> bytes:
    frames = [Image.new("RGB", (32, 32), (number % 256, 0, 0)) for number in range(400)]
    return saved(frames[0], "WEBP", save_all=True, append_images=frames[1:])


def _bent(name: str, seed: int) -> Make:
    def make() -> bytes:
        chance, data = random.Random(seed), bytearray(sample(name))
        for _ in range(30):
            data[chance.randrange(min(len(data), 4096))] = chance.randrange(256)
        return bytes(data)

    return make


def _exif(entries: int) -> bytes:
    tiff = b"II*\0\x08\0\0\0" + struct.pack("<H", entries)
    tiff += b"".join(struct.pack("<HHII", 0x010E, 2, 0xFFFFFFFF, 8) for _ in range(min(entries, 5000)))
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", min(len(body) + 2, 65535)) + body[:65533]


def _mp4(*boxes: bytes) -> bytes:
    return b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"".join(boxes)


HOSTILE: dict[str, Make] = {
    "PNG that claims 50,000 × 50,000 dots": lambda: png_claiming(50_000, 50_000),
    "PNG that claims 2,147,483,647 dots each way": lambda: png_claiming(2**31 - 1, 2**31 - 1),
    "PNG that claims no dots": lambda: png_claiming(0, 0),
    "PNG one dot high and 100 million wide": lambda: png_claiming(100_000_000, 1),
    "PNG whose pixels unpack to 300 MB": lambda: png_claiming(9_990, 9_990, bytes((9_990 * 3 + 1) * 9_990)),
    "PNG with a text that unpacks to 200 MB": lambda: _png_with(
        png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(200 << 20), 9))
    ),
    "PNG with a colour profile that unpacks to 200 MB": lambda: _png_with(
        png_chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(200 << 20), 9))
    ),
    "PNG with 100,000 text chunks": lambda: _png_with(png_chunk(b"tEXt", b"a\0b") * 100_000),
    "PNG with two palettes": lambda: _png_with(png_chunk(b"PLTE", bytes(768)) * 2),
    "PNG with a chunk longer than the file": lambda: saved(corners(), "PNG")[:33] + b"\x7f\xff\xff\xffIDAT" + bytes(99),
    "PNG with a wrong checksum": lambda: saved(corners(), "PNG").replace(b"IEND", b"IENE"),
    "PNG header and nothing else": lambda: b"\x89PNG\r\n\x1a\n",
    "APNG that claims a billion frames": lambda: _png_with(png_chunk(b"acTL", struct.pack(">II", 10**9, 0))),
    "PNG followed by a ZIP": lambda: saved(corners(), "PNG") + _zip_bomb(),
    "PNG followed by a web page": lambda: saved(corners(), "PNG") + b"<script>alert(1)</script>",
    "JPEG that claims 65,535 × 65,535 dots": lambda: saved(corners(), "JPEG").replace(
        b"\x00\x28\x00\x3c", b"\xff\xff\xff\xff", 1
    ),
    "JPEG with 5,000 EXIF entries of 4 GB each": lambda: _jpeg_with(_exif(5000)),
    "JPEG with an EXIF block that points at itself": lambda: _jpeg_with(
        b"\xff\xe1\x00\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x08\0\0\0\x08\0\0\0"
    ),
    "JPEG with 60,000 comments": lambda: _jpeg_with(b"\xff\xfe\x00\x03a" * 60_000),
    "JPEG of markers only": lambda: b"\xff\xd8" + b"\xff\xd0" * 500_000,
    "JPEG that stops after its header": lambda: saved(corners(), "JPEG")[:200],
    "progressive JPEG cut in a scan": lambda: saved(corners().resize((800, 800)), "JPEG", progressive=True)[:4000],
    "JPEG in CMYK without a profile": lambda: saved(corners().convert("CMYK"), "JPEG"),
    "JPEG that is a web page too": lambda: _jpeg_with(b"\xff\xfe\x00\x20<script>alert(document.domain)</"),
    "MPO of two pictures": lambda: saved(corners(), "MPO", save_all=True, append_images=[corners()]),
    "WebP of 400 frames": _webp_of_many_frames,
    "WebP that claims 16,384 × 16,384 dots": lambda: (
        b"RIFF\x16\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00" + b"\xff\x3f\x00" * 2
    ),
    "WebP whose length lies": lambda: b"RIFF\xff\xff\xff\xffWEBPVP8 \xff\xff\xff\xff" + bytes(200),
    "WebP cut in half": lambda: sample("gamehall-dark.webp")[: len(sample("gamehall-dark.webp")) // 2],
    "HEIC cut at a third": lambda: _heic(0.33),
    "HEIC cut before its pixels": lambda: _heic(0.9),
    "HEIC of boxes in boxes": lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0\0\xff\xffmeta\0\0\0\0" * 5000,
    "HEIC box of no length": lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(20_000),
    "GIF of 100,000 frames": lambda: gif_of_many_frames(100_000),
    "GIF that claims 65,535 × 65,535 dots": lambda: b"GIF89a\xff\xff\xff\xff\x80\x00\x00" + bytes(50),
    "TIFF whose directory points at itself": lambda: b"II*\0\x08\0\0\0\x00\0\x08\0\0\0",
    "TIFF of a thousand directories": lambda: saved(corners(), "TIFF") * 50,
    "BigTIFF": lambda: b"II+\0\x08\0\0\0" + bytes(100),
    "ICO of 65,535 icons": lambda: b"\0\0\1\0\xff\xff" + bytes(16 * 1000),
    "BMP that claims 2 GB": lambda: (
        b"BM"
        + struct.pack("<IHHI", 0xFFFFFFFF, 0, 0, 54)
        + struct.pack("<IiiHHIIiiII", 40, 30_000, 30_000, 1, 32, 0, 0, 0, 0, 0, 0)
    ),
    "PSD": lambda: b"8BPS\0\1" + bytes(200),
    "SVG that opens a file": lambda: (
        b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>'
    ),
    "SVG of a billion laughs": lambda: b"<!DOCTYPE lolz [" + b'<!ENTITY a "&b;&b;">' * 50 + b"]><svg>&a;</svg>",
    "web page": lambda: b"<!DOCTYPE html><script src='https://example.com/x.js'></script>",
    "ZIP bomb with names that climb out": _zip_bomb,
    "Word file with a macro": lambda: b"PK\x03\x04" + b"word/vbaProject.bin" * 50,
    "old Office file": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "CSV of one line, 64 MB long": lambda: b"Ellis P.,Year 8," * (4 << 20),
    "CSV that is a formula": lambda: b'=HYPERLINK("https://example.com";"x")\r\n',
    "PDF of a million objects": lambda: _pdf(1_000_000),
    "PDF with JavaScript": lambda: _pdf(3, b"1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n"),
    "PDF with an embedded file": lambda: _pdf(3, b"1 0 obj<</Names<</EmbeddedFiles 2 0 R>>>>endobj\n"),
    "MP4 whose length lies": lambda: _mp4(b"\xff\xff\xff\xffmoov" + bytes(100)),
    "MP4 of a million boxes": lambda: _mp4(b"\0\0\0\x08free" * 1_000_000),
    "EML of 10,000 parts": lambda: _eml(10_000),
    "EML 2,000 parts deep": lambda: _nested_eml(2_000),
    "Windows program named .jpg": lambda: b"MZ\x90\0" + bytes(5_000),
    "shortcut named .png": lambda: b"L\0\0\0\x01\x14\x02\0" + bytes(300),
    "random bytes": lambda: random.Random(16).randbytes(200_000),
    "zeros": lambda: bytes(1 << 20),
    "a bent PNG": _bent("chatnest-taunts-1.png", 1),
    "a bent JPEG": _bent("photo-of-phone-screen.jpg", 2),
    "a bent WebP": _bent("gamehall-dark.webp", 3),
    "a bent HEIC": _bent("photo-of-phone-screen.heic", 4),
}
HOSTILE_NAMES = (
    "../../../etc/cron.d/evil.png", "..\\..\\Startup\\evil.png", "CON.png", "aux", "NUL.jpg", "COM1.png", "LPT9.heic",
    "a:b.png", "name.png:stream", "x" * 240 + ".png", "trailing dot.png.", " blank .png", "line\nbreak.png",
    "nought\0byte.png", "\u202egnp.exe", "half \ud83d pair.png", "<b>bold</b>.png", "%s%n%x.png", "$(touch evil).png",
    "'; DROP TABLE journal; --.png", "emoji 🐝.png", "zero\u200bwidth.png",
)  # fmt: skip
