"""Binds pages into a PDF: fonts, pictures, bookmarks, structure and properties."""

import io
import zlib
from datetime import UTC, datetime

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, OutlineItem, Page, Pdf, Stream, StreamDecodeLevel

from dslapp.documents import page as drawn
from dslapp.documents.embedding import EmbeddedFont
from dslapp.documents.faces import Face
from dslapp.documents.pictures import PlacedPicture

_LANGUAGE = "en-GB"


class Binder:
    """A PDF under construction."""

    def __init__(self) -> None:
        self.pages: list[drawn.Page] = []
        self.root = drawn.Element("Document")
        self._pdf = Pdf.new()
        self._fonts: dict[str, EmbeddedFont] = {}
        self._pictures: dict[str, Object] = {}
        self._bookmarks: list[tuple[str, int, float]] = []

    def new_page(self, size: tuple[float, float] = (drawn.WIDTH, drawn.HEIGHT)) -> drawn.Page:
        """Begin the next page, A4 upright unless another size is given in points."""
        self.pages.append(drawn.Page(len(self.pages), self._embedded, self._add_picture, size))
        return self.pages[-1]

    def bookmark(self, title: str, page: drawn.Page, top: float) -> None:
        """An entry of the outline."""
        self._bookmarks.append((title, page.index, top))

    def bind(self, title: str, author: str, subject: str, made_at: datetime | None) -> bytes:
        """The finished PDF."""
        fonts = Dictionary({f"/{font.name}": font.write(self._pdf) for font in self._fonts.values()})
        shared = self._pdf.make_indirect(fonts)
        for page in self.pages:
            self._add(page, shared)
        with self._pdf.open_outline() as outline:
            for name, index, top in self._bookmarks:
                outline.root.append(OutlineItem(name, index, "XYZ", top=top))
        self._add_structure()
        root = self._pdf.Root
        root.Lang = _LANGUAGE
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        root.PageMode = Name.UseOutlines if self._bookmarks else Name.UseNone
        properties = Dictionary(Title=title, Author=author, Subject=subject, Creator="DSL Casebook")
        if made_at is not None:
            properties.CreationDate = f"D:{made_at.astimezone(UTC):%Y%m%d%H%M%S}Z"
        self._pdf.docinfo = self._pdf.make_indirect(properties)
        made = io.BytesIO()
        self._pdf.save(
            made,
            static_id=False,
            compress_streams=False,
            stream_decode_level=StreamDecodeLevel.none,
            object_stream_mode=ObjectStreamMode.generate,
        )
        return made.getvalue()

    def _embedded(self, face: Face) -> EmbeddedFont:
        if face.name not in self._fonts:
            self._fonts[face.name] = EmbeddedFont(face, f"F{len(self._fonts) + 1}")
        return self._fonts[face.name]

    def _add_picture(self, picture: PlacedPicture) -> str:
        name = f"Im{len(self._pictures) + 1}"
        self._pictures[name] = picture.to_pdf(self._pdf)
        return name

    def _add(self, page: drawn.Page, fonts: Object) -> None:
        pictures = Dictionary({f"/{name}": self._pictures[name] for name in sorted(page.pictures)})
        made = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, page.width, page.height]),
            Resources=Dictionary(Font=fonts, XObject=pictures),
            Contents=Stream(self._pdf, zlib.compress(page.contents, 6), Filter=Name.FlateDecode),
            StructParents=page.index,
            Tabs=Name.S,
        )
        self._pdf.pages.append(Page(self._pdf.make_indirect(made)))

    def _add_structure(self) -> None:
        pdf = self._pdf
        owners: list[list[Object]] = [[Dictionary()] * len(page.marked) for page in self.pages]
        tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))

        def build(element: drawn.Element, parent: Object) -> Object:
            entry = Dictionary(Type=Name.StructElem, S=Name(f"/{element.kind}"), P=parent)
            if element.alternative:
                entry.Alt = element.alternative
            built = pdf.make_indirect(entry)
            kids: list[Object] = []
            for kid in element.kids:
                if isinstance(kid, drawn.Element):
                    kids.append(build(kid, built))
                else:
                    index, number = kid
                    owners[index][number] = built
                    kids.append(Dictionary(Type=Name.MCR, Pg=pdf.pages[index].obj, MCID=number))
            built.K = Array(kids)
            return built

        tree.K = build(self.root, tree)
        numbers = Array([])
        for index, marked in enumerate(owners):
            numbers.append(index)
            numbers.append(pdf.make_indirect(Array(marked)))
        tree.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
        tree.ParentTreeNextKey = len(owners)
        pdf.Root.StructTreeRoot = tree
        pdf.Root.MarkInfo = Dictionary(Marked=True)
