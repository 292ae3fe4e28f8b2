"""Redacted copies for tests, made as the pages make them: taken, drawn, kept, and drawn again."""

from collections.abc import Collection, Sequence

from dslapp.casebook.pictures.formats import PDF
from dslapp.domain.evidence.derivatives import Box, Derivative, DerivativeKind
from dslapp.domain.long_work import run_here
from dslapp.services.copies.make_copy import DOTS_A_POINT, LONGEST, copyable, keep_copy, prepare_copy
from dslapp.services.copies.show_copy import copy_bytes
from dslapp.services.exhibits.show_evidence import Pixels
from dslapp.services.session import Session


def make_copy(
    session: Session,
    exhibit_id: str,
    boxes: Sequence[Box],
    kind: DerivativeKind,
    because: str,
    *,
    description: str = "",
    hidden: Collection[str] = (),
) -> Derivative:
    """Make a copy and keep it, in a row, without anybody looking at it in between. Raises as the parts do."""
    prepared = prepare_copy(session, copyable(session, exhibit_id), boxes, kind)
    return keep_copy(session, run_here, prepared, because, description=description, hidden=hidden)


def copy_picture(session: Session, copy: Derivative, number: int = 0) -> Pixels:
    """The whole copy, or a page of it from 0, as it was kept."""
    data = copy_bytes(session, copy)
    if copy.media_type == PDF:
        return session.pictures.page(data, DOTS_A_POINT, number=number, longest=LONGEST)
    return session.pictures.view(data)
