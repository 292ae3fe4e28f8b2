"""B9: a police summary with 60 screenshots, encrypted, against bare reportlab drawing the same pictures and pikepdf."""

import io
import random
from datetime import UTC, datetime

import pikepdf
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from benchmarks.figure import Figure, median_of
from dslapp.documents.document import Provenance
from dslapp.documents.drawing import draw
from dslapp.documents.encryption import encrypt
from dslapp.documents.pictures import Picture
from dslapp.documents.referral_summary import referral_summary
from dslapp.domain.referral.content import ExhibitEntry, ReferralContent
from dslapp.domain.statements import Stated

_EXHIBITS = 60
_SIZE = (1080, 2340)
_PASSWORD = "made-up-password-for-measuring"


def run() -> list[Figure]:
    """Time of the whole document, and its size beside the pictures in it. Every third picture is a JPEG."""
    chance = random.Random(9)
    pictures = [_screenshot(chance, "JPEG" if index % 3 == 2 else "PNG") for index in range(_EXHIBITS)]
    summed = sum(len(picture) for picture in pictures)
    ours = median_of(lambda: _ours(pictures))
    reference = median_of(lambda: _bare(pictures), rounds=5)
    size = len(_ours(pictures))
    work = f"referral of {_EXHIBITS} exhibits, {_SIZE[0]} × {_SIZE[1]}, encrypted"
    return [
        Figure(
            id="B9 time", work=work, ours=ours * 1000, reference=reference * 1000, ratio=ours / reference,
            goal="≤ 1.5×", unit="ms", met=ours <= 1.5 * reference,
        ),
        Figure(
            id="B9 size", work="the same: file beside the sum of its pictures", ours=size / 1e6,
            reference=summed / 1e6, ratio=size / summed, goal="≤ 1.05×", unit="MB", met=size <= 1.05 * summed,
        ),
    ]  # fmt: skip


def _screenshot(chance: random.Random, kind: str) -> bytes:
    """A chat of grey bubbles with lines of text, under a photograph-like band that does not compress away."""
    image = Image.new("RGB", _SIZE, "#ECE5DD")
    pen = ImageDraw.Draw(image)
    image.paste(Image.effect_noise((_SIZE[0], 500), 40).convert("RGB"), (0, 120))
    for row in range(700, _SIZE[1] - 200, 120):
        left = chance.choice((40, 300))
        pen.rounded_rectangle((left, row, left + 700, row + 96), 24, fill="#FFFFFF")
        pen.text((left + 30, row + 26), f"message {chance.random()} nobody wants you", fill="#202020", font_size=30)
    kept = io.BytesIO()
    image.save(kept, kind)
    return kept.getvalue()


def _ours(pictures: list[bytes]) -> bytes:
    known = Stated(text="Monday 9 November 2026, 08:52 GMT")
    exhibits = tuple(
        ExhibitEntry(
            ref=f"JH/{number}", description=f"Screenshot {number} of the chat", captured_when=known,
            captured_where=Stated(text="ChatNest, group chat"), captured_by=Stated(text="Jo Hartsedge"),
            sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            original_name=f"chat-{number}.png", size=len(data),
        )
        for number, data in enumerate(pictures, 1)
    )  # fmt: skip
    content = ReferralContent(
        recipient="police", ref="OSI-2026-0042", reader="Saltmarsh Police", answers={}, exhibits=exhibits
    )
    made = Provenance(
        school="Thornmoss Academy", made_by="Jo Hartsedge", made_at=datetime(2026, 11, 13, 17, 0, tzinfo=UTC)
    )
    shown = {entry.ref: (Picture(data, ""),) for entry, data in zip(exhibits, pictures, strict=True)}
    return encrypt(draw(referral_summary(content, made, shown)), _PASSWORD)


def _bare(pictures: list[bytes]) -> bytes:
    drawn = io.BytesIO()
    canvas = Canvas(drawn, pagesize=A4)
    for number, data in enumerate(pictures, 1):
        canvas.drawString(50, A4[1] - 50, f"JH/{number}")
        canvas.drawImage(ImageReader(io.BytesIO(data)), 130, 60, width=320, height=693)
        canvas.showPage()
    canvas.save()
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(drawn.getvalue())) as document:
        document.save(locked, encryption=pikepdf.Encryption(user=_PASSWORD, owner="x" * 32, R=6))
    return locked.getvalue()
