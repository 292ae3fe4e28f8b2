"""Make a redacted or cropped copy of an exhibit: draw it, look at it, search it for what is left, keep and record it.

The original is only read, its hash checked. `prepare_copy` and `keep_copy` run on the thread for files; `on_casebook`
runs what needs the database on the casebook's own thread.
"""

import hashlib
import io
from collections.abc import Collection, Sequence
from threading import Event

import msgspec

from dslapp.casebook.evidence.files import KeptFile
from dslapp.casebook.evidence.streams import EvidenceCancelled
from dslapp.casebook.pictures.formats import PDF, SHOWN
from dslapp.casebook.pictures.protocol import MOST_BOXES, MOST_BYTES
from dslapp.domain.entity import ExhibitId, new_id
from dslapp.domain.evidence.derivatives import Box, Derivative, DerivativeKind, copy_ref
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit
from dslapp.domain.evidence.leak_check import LeakFound
from dslapp.domain.evidence.plain_pictures import plain_png
from dslapp.domain.leaving_names import says_something
from dslapp.domain.long_work import OnCasebook, Progress
from dslapp.domain.problems import UserProblem
from dslapp.services.copies.search_copy import check_label, named_by_original, search_copy
from dslapp.services.exhibits.show_evidence import Pixels, original
from dslapp.services.intake.shut_cases import refuse_where_shut
from dslapp.services.session import Session

DOTS_A_POINT = 200 / 72
"""Of a PDF's page that becomes a picture: 200 to the inch, as a good fax or scanner."""
LONGEST = 4_800
"""Dots of a page's longer side; a poster is drawn less finely."""


class PreparedCopy(msgspec.Struct, frozen=True, kw_only=True):
    """The very bytes that will be kept, in memory only, until somebody has looked at them."""

    exhibit: Exhibit
    kind: DerivativeKind
    boxes: tuple[Box, ...]
    data: bytes
    sha256: str
    media_type: str
    pages: int = 1


def can_be_copied(exhibit: Exhibit) -> bool:
    """Whether redacted copies can be made of it: of pictures, and of PDFs whose pages could be counted."""
    can_be_drawn = exhibit.media_type in SHOWN or (exhibit.media_type == PDF and exhibit.pages > 0)
    return bool(exhibit.file_id) and not exhibit.withdrawn and can_be_drawn


def copyable(session: Session, exhibit_id: str) -> Exhibit:
    """The exhibit, if a copy may be made of it by this member. Raises NotAllowed, GateClosed or UserProblem."""
    session.require("log and change the record")
    exhibit = session.casebook.get(Exhibit, exhibit_id)
    if not can_be_copied(exhibit):
        raise UserProblem(
            f"No redacted copy can be made of exhibit {exhibit.ref}.",
            "Copies are made of pictures and PDFs. Of anything else, take a screenshot and attach that.",
        )
    refuse_where_shut(session, exhibit)
    _refuse_large(exhibit)
    return exhibit


def read_for_copying(session: Session, exhibit: Exhibit) -> bytes:
    """The bytes on whose pages boxes are drawn, their hash checked. Uses no database: runs on the thread for files.

    Raises UserProblem for a file that is too large to be held in memory, EvidenceUnsound or ExhibitLocked.
    """
    _refuse_large(exhibit)
    return original(session, exhibit)


def original_page(session: Session, exhibit: Exhibit, number: int, data: bytes = b"") -> Pixels:
    """The picture, or a page of the PDF from 0, on which boxes are drawn; `data` is what `read_for_copying` read.

    Uses no database. Raises what `read_for_copying` raises.
    """
    data = data or read_for_copying(session, exhibit)
    if exhibit.media_type == PDF:
        return session.pictures.page(data, DOTS_A_POINT, number=number, longest=LONGEST)
    return session.pictures.view(data)


def page_count(session: Session, exhibit: Exhibit) -> int:
    """How many pages there are to draw boxes on. Uses no database."""
    return max(1, exhibit.pages)


def prepare_copy(
    session: Session,
    exhibit: Exhibit,
    boxes: Sequence[Box],
    kind: DerivativeKind,
    *,
    progress: Progress | None = None,
    cancel: Event | None = None,
) -> PreparedCopy:
    """Draw the copy in memory. Boxes are in dots of the upright picture, or of the page as `original_page` drew it.

    Uses no database. Raises UserProblem without boxes, EvidenceUnsound when the original is not the one that was
    attached, PictureUnreadable, EvidenceCancelled.
    """
    pages = page_count(session, exhibit)
    _check_boxes(boxes, kind, pages)
    data = read_for_copying(session, exhibit)
    drawn: list[bytes] = []
    for number in range(pages):
        if cancel is not None and cancel.is_set():
            raise EvidenceCancelled
        here = tuple(box.part for box in boxes if box.page == number)
        black, part = ((), here[0]) if kind == "cropped" else (here, None)
        drawn.append(
            session.pictures.burnt(data, black, part, scale=DOTS_A_POINT, number=number, longest=LONGEST)
        )  # fmt: skip
        if progress is not None:
            progress(number + 1, pages)
    copy, media_type = drawn[0], "image/png"
    if exhibit.media_type == PDF:
        from dslapp.documents.image_pdf import image_pdf

        copy, media_type = image_pdf(drawn, DOTS_A_POINT), PDF
    return PreparedCopy(
        exhibit=exhibit, kind=kind, boxes=tuple(boxes), data=copy, sha256=hashlib.sha256(copy).hexdigest(),
        media_type=media_type, pages=pages,
    )  # fmt: skip


def prepared_page(session: Session, prepared: PreparedCopy, number: int) -> Pixels:
    """What will be kept, drawn from its very bytes. Uses no database."""
    if prepared.media_type == PDF:
        return session.pictures.page(prepared.data, DOTS_A_POINT, number=number, longest=LONGEST)
    return session.pictures.view(prepared.data)


def keep_copy(
    session: Session,
    on_casebook: OnCasebook,
    prepared: PreparedCopy,
    because: str,
    *,
    description: str = "",
    hidden: Collection[str] = (),
    finishes_draft: str = "",
) -> Derivative:
    """Keep the copy, read it back, search it for what should not be in it, and record it.

    `description` says what the copy shows and goes with it; `hidden` are the names that it should not give away.
    Raises UserProblem without a reason, and LeakFound with nothing kept.
    """
    if not says_something(because):
        raise UserProblem("Say for whom or for what this copy is made.", field="because")
    on_casebook(copyable, session, prepared.exhibit.id)
    label = check_label(description, hidden)
    if label.problems:
        raise LeakFound(label)
    kept = session.evidence.keep(io.BytesIO(prepared.data))
    try:
        stored = session.evidence.read(kept.file_id, prepared.sha256)
        found = search_copy(session, prepared.boxes, prepared.kind, stored, prepared.media_type, hidden)
        if found.problems:
            raise LeakFound(found)
        texts = on_casebook(named_by_original, session, prepared.exhibit.id, hidden)
    except BaseException:
        session.evidence.remove(kept.file_id)
        raise
    checked = label.with_(found).with_(texts).in_words
    made: Derivative = on_casebook(
        _record, session, prepared, kept, because.strip(), description.strip(), checked, finishes_draft
    )
    return made


def _refuse_large(exhibit: Exhibit) -> None:
    """More than the child takes would fill the memory only to be refused there."""
    if exhibit.size > 2 * MOST_BYTES:
        raise UserProblem(
            f"Exhibit {exhibit.ref} is too large for a redacted copy: it would be held in memory as a whole.",
            "Take a screenshot of the page that matters and attach that.",
        )


def _check_boxes(boxes: Sequence[Box], kind: DerivativeKind, pages: int) -> None:
    if kind == "cropped" and (len(boxes) != 1 or pages != 1):
        raise UserProblem(
            "Mark the one part that stays.", "A PDF of several pages cannot be cropped: cover parts of it.",
            field="boxes",
        )  # fmt: skip
    if not boxes:
        raise UserProblem("Nothing is covered yet.", "Draw a box over each thing that is to be hidden.", field="boxes")
    if any(box.width < 1 or box.height < 1 or min(box.left, box.top) < 0 or box.page >= pages for box in boxes):
        raise UserProblem("One of the boxes is outside of the picture.", "Take it away and draw it again.")
    if max(sum(box.page == page for box in boxes) for page in range(pages)) > MOST_BOXES:
        raise UserProblem(f"There are more than {MOST_BOXES:,} boxes on one page.", "Draw larger ones.")


def _record(
    session: Session,
    prepared: PreparedCopy,
    kept: KeptFile,
    because: str,
    description: str,
    checked: str,
    finishes_draft: str,
) -> Derivative:
    """One commit: the copy, and that its original was read and found unchanged.

    When the exhibit was withdrawn or purged meanwhile, the kept copy goes at once. When the commit itself fails, it
    stays until the sweep: an error does not mean that nothing was saved (reliability.md, rules 2 and 3).
    """
    try:
        exhibit = copyable(session, prepared.exhibit.id)
    except (UserProblem, KeyError):
        session.evidence.remove(kept.file_id)
        raise
    ref = _next_ref(session, exhibit)
    picture = None if prepared.media_type == PDF else plain_png(prepared.data)
    made = Derivative(
        id=new_id(), incident_id=exhibit.incident_id, exhibit_id=ExhibitId(exhibit.id), ref=ref,
        derivative_kind=prepared.kind, because=because, description=description, boxes=prepared.boxes,
        file_id=kept.file_id, size=kept.size, sha256=kept.sha256, stored_sha256=kept.stored_sha256,
        media_type=prepared.media_type, width=picture.width if picture else 0,
        height=picture.height if picture else 0, pages=prepared.pages, checked=checked, made_at=session.clock(),
        made_by=session.member.name,
    )  # fmt: skip
    read = CustodyEvent(
        id=new_id(), incident_id=exhibit.incident_id, exhibit_id=ExhibitId(exhibit.id), at=session.clock(),
        what="checked", by=session.member.name, purpose=f"a {prepared.kind} copy, {ref}, was made of it",
        hash_checked=True,
    )  # fmt: skip
    # why it was made stands in the copy alone: what is written there goes when it is purged, steps of continuity stay
    session.casebook.commit([made, read], reason="A copy was made.", finishes_draft=finishes_draft)
    return made


def _next_ref(session: Session, exhibit: Exhibit) -> str:
    """The exhibit's reference with the next letter; a letter is never used twice, nor is one of a withdrawn copy."""
    number = len(session.casebook.select(Derivative, "p.exhibit_id = ?", (exhibit.id,)))
    while session.casebook.select(Derivative, "p.ref = ?", (copy_ref(exhibit.ref, number),), limit=1):
        number += 1
    return copy_ref(exhibit.ref, number)


def withdraw_copy(session: Session, copy_id: str, *, because: str) -> Derivative:
    """Take a copy out of use; its letter is never used again, its file and history stay. Raises UserProblem."""
    session.require("log and change the record")
    if not because.strip():
        raise UserProblem("Say why this copy is withdrawn.", field="because")
    made = session.casebook.get(Derivative, copy_id)
    withdrawn = msgspec.structs.replace(made, withdrawn=True, withdrawn_because=because.strip())
    session.casebook.commit([withdrawn], reason=because.strip())
    return withdrawn
