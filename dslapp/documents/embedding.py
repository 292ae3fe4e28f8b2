"""Puts fonts into a PDF: only the glyphs used, each with the very text that it stands for."""

import struct
import zlib

import pikepdf
import uharfbuzz as hb
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from dslapp.documents.faces import Face

_KEPT_OUT = ("GSUB", "GPOS", "GDEF", "BASE", "JSTF", "MATH", "name", "post", "OS/2", "cmap", "DSIG", "STAT", "meta")

_STRUT = ""


class EmbeddedFont:
    """One face as one document uses it.

    Codes are given out for pairs of glyph and text, not for glyphs: the same shape can stand for different texts
    (a space and a joiner), and a search in the PDF must find what was written.
    """

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        """The resource name in page contents, e.g. "F1"."""
        self._codes: dict[tuple[int, str], int] = {}
        self._glyphs: dict[int, int] = {}
        self._strut = 0

    def code(self, glyph: int, text: str) -> int:
        """The two-byte code that draws this glyph and reads as this text."""
        code = self._codes.setdefault((glyph, text), len(self._codes) + 1)
        self._glyphs[code] = glyph
        return code

    @property
    def strut(self) -> int:
        """The code of an empty mark without width.

        Put at both ends of several glyphs that stand for one text, it shows readers where that text begins and ends;
        otherwise a dot drawn to one side makes them see a gap, and so a space, inside a word.
        """
        self._strut = self.code(self.face.hb_font.get_nominal_glyph(0x20) or 0, _STRUT)
        return self._strut

    def width(self, code: int) -> float:
        """How far a code moves the pen, in thousandths of the size, as readers will take it from the PDF."""
        if code == self._strut:
            return 0.0
        return float(round(self.face.hb_font.get_glyph_h_advance(self._glyphs[code]) * 1000 / self.face.upem, 3))

    def write(self, pdf: Pdf) -> pikepdf.Object:
        """Add the subset and its tables to the PDF; the font's dictionary."""
        subset, new_ids = _subset(self.face, {glyph for glyph, _ in self._codes})
        codes = range(1, len(self._codes) + 1)
        to_glyph = struct.pack(f">{len(codes) + 1}H", 0, *(new_ids[self._glyphs[code]] for code in codes))
        tag = "".join(chr(ord("A") + (sum(map(ord, self.face.name)) // 26**i + i) % 26) for i in range(6))
        base_font = Name(f"/{tag}+{self.face.name}")
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=base_font,
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            FontDescriptor=pdf.make_indirect(self._descriptor(pdf, base_font, subset)),
            DW=0,
            W=Array([1, Array([self.width(code) for code in codes])]),
            CIDToGIDMap=_stream(pdf, to_glyph),
        )
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=base_font,
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([pdf.make_indirect(descendant)]),
                ToUnicode=_stream(pdf, self._to_unicode()),
            )
        )

    def _descriptor(self, pdf: Pdf, base_font: Name, subset: bytes) -> Dictionary:
        extents = self.face.hb_font.get_font_extents("ltr")
        unit = 1000 / self.face.upem
        box = struct.unpack(">4h", self.face.hb_face.reference_table("head").data[36:44])
        return Dictionary(
            Type=Name.FontDescriptor,
            FontName=base_font,
            Flags=4,
            FontBBox=Array([round(edge * unit) for edge in box]),
            ItalicAngle=-12 if "Italic" in self.face.name else 0,
            Ascent=round(extents.ascender * unit),
            Descent=round(extents.descender * unit),
            CapHeight=714,
            StemV=140 if "Bold" in self.face.name else 80,
            FontFile2=_stream(pdf, subset, Length1=len(subset)),
        )

    def _to_unicode(self) -> bytes:
        pairs = [(code, text.encode("utf-16-be").hex()) for (_, text), code in self._codes.items() if text != _STRUT]
        blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
        body = "\n".join(
            f"{len(block)} beginbfchar\n" + "\n".join(f"<{code:04x}> <{text}>" for code, text in block) + "\nendbfchar"
            for block in blocks
        )
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            f"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n{body}\n"
            "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
        ).encode("ascii")


def _subset(face: Face, glyphs: set[int]) -> tuple[bytes, dict[int, int]]:
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(_tag(tag) for tag in _KEPT_OUT)
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
    plan = hb.SubsetPlan(face.hb_face, wanted)
    return bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping)


def _tag(tag: str) -> int:
    return int.from_bytes(tag.ljust(4).encode("ascii"), "big")


def _stream(pdf: Pdf, data: bytes, **entries: int) -> Stream:
    return Stream(pdf, zlib.compress(data, 9), Filter=Name.FlateDecode, **entries)
