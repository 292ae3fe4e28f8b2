"""Search a copy for what should not be in it: open boxes, notes in the file, words, names on its label."""

from collections.abc import Collection, Iterator, Sequence
from threading import Event

from dslapp.casebook.pictures.formats import PDF
from dslapp.casebook.recognition.problems import MachineReaderBroken, NotReadByMachine
from dslapp.casebook.recognition.protocol import GAP
from dslapp.casebook.recognition.reader import MachineReader, is_installed, longest_to_read
from dslapp.domain.evidence.derivatives import Box, DerivativeKind
from dslapp.domain.evidence.exhibits import ExhibitText
from dslapp.domain.evidence.leak_check import Findings, names_in, png_leftovers
from dslapp.domain.evidence.plain_pictures import plain_png
from dslapp.services.session import Session


def search_copy(
    session: Session,
    boxes: Sequence[Box],
    kind: DerivativeKind,
    stored: bytes,
    media_type: str,
    hidden: Collection[str],
) -> Findings:
    """Search the bytes of a copy as they were read back from the evidence folder. Uses no database.

    Every dot of every box is looked at in a new decoding; the file may hold dots and nothing else.
    """
    pictures, left = [stored], png_leftovers(stored) if media_type != PDF else ()
    if media_type == PDF:
        from dslapp.documents.image_pdf import pdf_leftovers, pictures_of

        left = pdf_leftovers(stored)
        pictures = [] if left else list(pictures_of(stored))
        left += tuple(dict.fromkeys(each for picture in pictures for each in png_leftovers(picture)))
    if left:
        return Findings(problems=(f"Its file holds more than the picture: {', '.join(left)}.",))
    open_boxes = tuple(_open_boxes(session, boxes, kind, pictures))
    searched = Findings(problems=open_boxes, looked_at=_told(boxes, kind, media_type))
    return searched if open_boxes or not hidden else searched.with_(_read_by_machine(session, pictures, hidden))


def check_label(description: str, hidden: Collection[str]) -> Findings:
    """Whether the words that go with a copy name whom it hides."""
    named = names_in(description, hidden)
    if named:
        return Findings(problems=("Its description names somebody whom the copy should hide.",), names=named)
    return Findings()


def named_by_original(session: Session, exhibit_id: str, hidden: Collection[str]) -> Findings:
    """What the words of the original say of those who are hidden: for comparison, they are not in the copy."""
    texts = session.casebook.select(ExhibitText, "p.exhibit_id = ?", (exhibit_id,))
    if not hidden or not texts:
        return Findings()
    named = names_in("\n".join(each.text for each in texts), hidden)
    many = f"{len(named)} of the {len(hidden)} names" if len(hidden) > 1 else "the name" if named else "not the name"
    return Findings(looked_at=(f"The words of the original hold {many} to hide; the copy has no words in it.",))


def _read_by_machine(session: Session, pictures: Sequence[bytes], hidden: Collection[str]) -> Findings:
    """Which of the hidden names a machine still reads in the copy, where one is installed. All that it sees counts."""
    if not is_installed():
        return Findings(looked_at=("No machine that reads pictures is installed: somebody looked at the copy.",))
    seen: list[str] = []
    try:
        with MachineReader() as reader:
            for picture in pictures:
                pixels = session.pictures.view(picture, longest_to_read(*_size_of(picture)))
                seen += [line.text.replace(GAP, "") for line in reader.see(pixels, Event())]
    except (NotReadByMachine, MachineReaderBroken):
        return Findings(looked_at=("A machine could not read the copy: somebody looked at it.",))
    names = names_in("\n".join((*seen, " ".join(seen))), hidden)
    if names:
        return Findings(problems=("A machine still reads a name in it that it should hide.",), names=names)
    many = "the name" if len(hidden) == 1 else f"any of the {len(hidden)} names"
    return Findings(looked_at=(f"A machine that read the copy did not find {many} to hide.",))


def _size_of(picture: bytes) -> tuple[int, int]:
    png = plain_png(picture)
    return png.width, png.height


def _open_boxes(
    session: Session, boxes: Sequence[Box], kind: DerivativeKind, pictures: Sequence[bytes]
) -> Iterator[str]:
    if kind == "cropped":
        shown = session.pictures.look_at_boxes(pictures[0], ())
        if (shown.width, shown.height) != (boxes[0].width, boxes[0].height):
            yield "It is not cut as it was marked."
        return
    for number, picture in enumerate(pictures):
        here = [box.part for box in boxes if box.page == number]
        found = session.pictures.look_at_boxes(picture, here)
        if found.open_boxes:
            where = f" on page {number + 1}" if len(pictures) > 1 else ""
            yield f"{found.open_boxes} of {len(here)} boxes{where} are not black to the last dot."


def _told(boxes: Sequence[Box], kind: DerivativeKind, media_type: str) -> tuple[str, ...]:
    what = "The marked part alone is left." if kind == "cropped" else (
        f"{len(boxes)} box{'es are' if len(boxes) > 1 else ' is'} black to the last dot."
    )  # fmt: skip
    no_words = "no words, layers, attachments or notes" if media_type == PDF else "no notes, layers or words"
    return (what, f"The file holds {no_words}.")
