"""Files other than pictures that were made to harm whoever opens them."""

import gzip
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime

import pikepdf

from tests.files import sample_file
from tests.outlook import container, outlook_message

Make = Callable[[], bytes]
_HEADERS = b"From: a@example.com\r\nTo: b@example.com\r\nMIME-Version: 1.0\r\n"


def _email(parts: int) -> bytes:
    part = b'--x\r\nContent-Type: image/png; name="../../a.png"\r\n'
    part += b"Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
    return _HEADERS + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + part * parts + b"--x--\r\n"


def _nested(depth: int, kind: bytes = b"multipart/mixed") -> bytes:
    opening = b"".join(b"Content-Type: %s; boundary=b%d\r\n\r\n--b%d\r\n" % (kind, n, n) for n in range(depth))
    return _HEADERS + opening


def _forwarded(depth: int) -> bytes:
    return _HEADERS + b"Content-Type: message/rfc822\r\n\r\n" * depth + b"words\r\n"


def _message() -> bytes:
    return outlook_message(
        sender="A", to="B", subject="C", body="D" * 5000, sent=datetime(2026, 11, 10, tzinfo=UTC),
        files={"../../a.png": bytes(9000), "CON": b"x"},
    )  # fmt: skip


def _bent(make: Make, seed: int, times: int = 30, within: int = 1 << 20) -> Make:
    def made() -> bytes:
        chance, data = random.Random(seed), bytearray(make())
        for _ in range(times):
            data[chance.randrange(min(len(data), within))] = chance.randrange(256)
        return bytes(data)

    return made


def _pdf(change: Callable[[pikepdf.Pdf], None]) -> Make:
    def made() -> bytes:
        held = io.BytesIO()
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            change(pdf)
            pdf.save(held, compress_streams=False)
        return held.getvalue()

    return made


def _page_of(content: bytes) -> Callable[[pikepdf.Pdf], None]:
    """A page whose content is so long when it is unpacked."""

    def change(pdf: pikepdf.Pdf) -> None:
        stream = pikepdf.Stream(pdf, b"")
        stream.write(content, filter=pikepdf.Name.FlateDecode)
        pdf.pages[0].Contents = stream

    return change


def _own_parent(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)


def _many_pages(pdf: pikepdf.Pdf) -> None:
    for _ in range(3000):
        pdf.pages.append(pdf.pages[0])


def _large_file_in_it(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["bomb.bin"] = bytes(1)
    stream = pdf.attachments["bomb.bin"].obj.EF.F
    stream.write(zlib.compress(bytes(300 << 20), 9), filter=pikepdf.Name.FlateDecode)


def _enormous_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].MediaBox = [0, 0, 1e9, 1e9]


def _objects(count: int) -> bytes:
    body = b"".join(b"%d 0 obj<</A %d>>endobj\n" % (number, number) for number in range(2, count))
    return b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF"


def _zip(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


def _lying_zip() -> bytes:
    """A member that says it has 50 bytes, and has 200 MB."""
    data = _zip({"small.txt": bytes(200 << 20)})
    return data.replace(struct.pack("<I", 200 << 20), struct.pack("<I", 50))


def _mp4(*boxes: bytes) -> bytes:
    return b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"".join(boxes)


def _clip() -> bytes:
    return sample_file("gamehall-clip.mp4")


def _clip_claiming(width: int, height: int) -> bytes:
    """The sample, whose tables claim other sides."""
    data = bytearray(_clip())
    at = data.index(b"avc1", data.index(b"stsd")) + 28
    data[at : at + 4] = struct.pack(">HH", width, height)
    return bytes(data)


HOSTILE_FILES: dict[str, Make] = {
    "e-mail of 10,000 attachments": lambda: _email(10_000),
    "e-mail 2,000 parts deep": lambda: _nested(2_000),
    "e-mail of 2,000 alternatives": lambda: _nested(2_000, b"multipart/alternative"),
    "e-mail forwarded 3,000 times": lambda: _forwarded(3_000),
    "e-mail without an end": lambda: _email(3)[:-40],
    "e-mail with a subject of 4 MB": lambda: _HEADERS + b"Subject: " + b"a " * (2 << 20) + b"\r\n\r\nwords",
    "e-mail with a subject in 10,000 pieces": lambda: _HEADERS
    + b"Subject: "
    + b"=?utf-8?q?=C3?= " * 10_000
    + b"\r\n\r\n",
    "e-mail to 50,000 people": lambda: _HEADERS + b"Cc: " + b"a@example.com, " * 50_000 + b"\r\n\r\n",
    "e-mail with names that climb out": lambda: _HEADERS
    + b"Content-Type: application/x; name*0*=utf-8''..%2F..%2F; name*1*=%00%ff\r\n\r\nx",
    "e-mail in alphabets that are none": lambda: _HEADERS
    + b"Content-Type: text/plain; charset=zlib\r\n\r\nx\x9c\xff\xfe",
    "e-mail in an alphabet named by a path": lambda: _HEADERS
    + b"Content-Type: text/plain; charset=../../../etc/passwd\r\n\r\n\xff\xfe",
    "e-mail of 80 MB": lambda: _email(1).replace(b"iVBORw0KGgo=", b"iVBORw0KGgo=\r\n" * (6 << 20)),
    "e-mail with a date beyond all": lambda: _HEADERS + b"Date: Tue, 99 Nov 99999 25:61:61 +9999\r\n\r\n",
    "Outlook message cut at a third": lambda: _message()[: len(_message()) // 3],
    "Outlook message with a message that never ends": lambda: container({"__properties_version1.0": bytes(32)}),
    "container whose table points at itself": lambda: _message()[:76] + bytes(4) + _message()[80:],
    **{f"bent Outlook message {seed}": _bent(_message, seed) for seed in range(6)},
    "saved page without a page": lambda: (
        b"From: <Saved by Blink>\r\nSubject: x\r\nContent-Type: multipart/related\r\n\r\n"
    ),
    "web page of 200,000 tags in one another": lambda: b"<!DOCTYPE html>" + b"<div>" * 200_000,
    "web page of unclosed script": lambda: b"<html><script>" + b"alert(1);" * 300_000,
    "web page of half tags": lambda: b"<html>" + b"<a href='" * 30_000,
    "web page of entities": lambda: b"<html>" + b"&#x1F600;&amp;&notin" * 200_000,
    "web page of one comment": lambda: b"<html><!--" + b"-" * (2 << 20),
    "web page of declarations": lambda: b"<html>" + b"<![CDATA[" * 30_000,
    "chat of 200,000 messages": lambda: b"07/11/2026, 20:14 - Mia: hello\n" * 200_000,
    "chat of one endless date": lambda: b"07/11/2026, 20:14 - Mia: hello\n" * 3 + b"07/11/2026," + b" " * (1 << 20),
    "chat of colons": lambda: b"07/11/2026, 20:14 - Mia: hello\n" * 3 + (b"12:" * 300_000),
    "chat of 50,000 names": lambda: b"".join(b"07/11/2026, 20:14 - name %d: x\n" % n for n in range(50_000)),
    "chat on days that are none": lambda: b"99/99/9999, 99:99 - Mia: hello\n" * 5,
    "CSV of one line, 64 MB long": lambda: b"Ellis P.,Year 8," * (4 << 20),
    "text of 64 MB in no alphabet": lambda: bytes(range(128, 256)) * (1 << 19),
    "text in UTF-16 that stops in the middle": lambda: "hello".encode("utf-16")[:-1],
    "text of halves of pairs": lambda: b"\xed\xa0\x80" * 5000,
    "text that turns the order of words": lambda: "\u202e\u2066\u200f".encode() * 5000,
    "PDF of a million objects": lambda: _objects(1_000_000),
    "PDF whose pages are their own parent": _pdf(_own_parent),
    "PDF of 3,000 pages": _pdf(_many_pages),
    "PDF with a page of a billion points": _pdf(_enormous_page),
    "PDF with a page that unpacks to 500 MB": _pdf(_page_of(zlib.compress(b"0 0 m 1 1 l S\n" * (36 << 20), 1))),
    "PDF with 5 million words": _pdf(_page_of(zlib.compress(b"BT /F 9 Tf (word) Tj ET\n" * 1_000_000, 1))),
    "PDF with a file that unpacks to 300 MB": _pdf(_large_file_in_it),
    **{f"bent PDF {seed}": _bent(lambda: sample_file("grouppad-export.pdf"), seed, 60) for seed in range(4)},
    "ZIP of 60,000 members": lambda: _zip(dict.fromkeys((f"{n}" for n in range(60_000)), b""), zipfile.ZIP_STORED),
    "ZIP that unpacks to 200 MB while it says 50 bytes": _lying_zip,
    "ZIP whose list lies beyond its end": lambda: b"PK\x03\x04" + bytes(100) + b"PK\x05\x06" + b"\xff" * 16 + bytes(2),
    "ZIP that claims 4 billion members": lambda: _zip({"a": b"b"})[:-14] + b"\xff" * 12 + bytes(2),
    "ZIP with a chat of 1 GB": lambda: _zip({"_chat.txt": b"07/11/2026, 20:14 - Mia: hello\n" * (4 << 20)}),
    "ZIP locked with a password": lambda: (
        _zip({"a.txt": b"x" * 40}).replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")
    ),
    **{f"bent ZIP {seed}": _bent(lambda: _zip({"a": b"b" * 99, "c": b"d"}), seed, 8) for seed in range(4)},
    "gzip bomb": lambda: gzip.compress(bytes(50 << 20)),
    "MP4 whose length lies": lambda: _mp4(b"\xff\xff\xff\xffmoov" + bytes(100)),
    "MP4 of a million boxes": lambda: _mp4(b"\0\0\0\x08free" * 1_000_000),
    "MP4 of 20,000 boxes in one another": lambda: _mp4(b"\0\xff\xff\xffmoov\0\xff\xff\xfftrak" * 10_000),
    "MP4 that claims 65,535 × 65,535 dots": lambda: _clip_claiming(65_535, 65_535),
    "MP4 that claims 16,000 × 16,000 dots": lambda: _clip_claiming(16_000, 16_000),
    "MP4 cut before its table": lambda: _clip()[:2000],
    **{f"bent MP4 {seed}": _bent(_clip, seed, 60) for seed in range(6)},
    **{f"MP4 with bent tables {seed}": _bent(_clip, seed, 20, 4000) for seed in range(6)},
    "Matroska of nothing": lambda: b"\x1aE\xdf\xa3" + b"\x01\xff\xff\xff\xff\xff\xff\xff" + bytes(10_000),
    "Ogg of nothing": lambda: b"OggS" + bytes(range(256)) * 40,
    "AVI of nothing": lambda: b"RIFF\xff\xff\xff\xffAVI LIST\xff\xff\xff\xffhdrl" + bytes(5000),
    "WAV that claims 4 GB": lambda: b"RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0" + bytes(16) + b"data\xff\xff\xff\xff",
    "MP3 with a tag of 256 MB": lambda: b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + bytes(5000),
    "transport stream of nothing": lambda: (b"G" + bytes(187)) * 2000,
    "list of films on the network": lambda: b"#EXTM3U\n#EXTINF:1,\nhttp://example.com/x.ts\n",
}  # fmt: skip
