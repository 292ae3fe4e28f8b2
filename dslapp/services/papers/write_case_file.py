"""Write a whole case, or its one page, as a document for whoever reviews it: preview, print and file are the same."""

from pathlib import Path
from typing import Literal

import msgspec

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.case.cold_read import ColdRead, cold_read
from dslapp.domain.entity import new_id
from dslapp.domain.school import Access
from dslapp.services.case.read_case import read_case
from dslapp.services.papers.release_paper import release_paper, stated_reason
from dslapp.services.papers.save_file import only_if_noted
from dslapp.services.session import Session

CasePaper = Literal["one page", "whole file"]
_CALLED: dict[CasePaper, str] = {"one page": "the case on one page", "whole file": "the whole case file"}


class CaseFileDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A case as it would be printed now; drawing it needs no database."""

    case: CaseFile
    page: ColdRead
    made_by: str
    school: str
    entry: int
    seal: str
    packed: tuple[str, ...] | None = None
    """The references of the exhibits in the pack with which it goes."""


def read_case_file(session: Session, incident_id: str) -> CaseFileDraft:
    """Read a case as it stands; once a sitting the look is noted in its history."""
    case = read_case(session, incident_id)
    entry, seal = session.casebook.head
    return CaseFileDraft(
        case=case, page=cold_read(case, session.clock()), made_by=session.member.name, school=session.school.name,
        entry=entry, seal=seal,
    )  # fmt: skip


def draw_case_file(draft: CaseFileDraft, paper: CasePaper) -> bytes:
    """Draw the PDF in memory. Uses no database: runs on the thread for files."""
    from dslapp.documents.case_file import case_file
    from dslapp.documents.cold_read import cold_read_page
    from dslapp.documents.document import Provenance
    from dslapp.documents.drawing import draw

    made = Provenance(
        school=draft.school, made_by=draft.made_by, made_at=draft.page.as_of, entry=draft.entry, seal=draft.seal
    )
    if paper == "one page":
        return draw(cold_read_page(draft.page, made))
    return draw(case_file(draft.case, draft.page, made, draft.packed))


def save_case_file(
    session: Session, draft: CaseFileDraft, paper: CasePaper, document: bytes, target: Path, *, plain_because: str = ""
) -> None:
    """Write the document to a new file and put the export on the record. Raises as `release_paper` does."""
    session.require("read the record")
    protection = release_paper(draft.case, document, target, plain_because=plain_because)
    with only_if_noted(target):
        _note_left(session, draft, "exported", f"{_CALLED[paper]}, {protection}")


def note_case_file_printed(
    session: Session, draft: CaseFileDraft, paper: CasePaper, *, to_file_because: str | None = None
) -> None:
    """Put on the record that it was printed; to a file is an unencrypted export, which needs its reason."""
    session.require("read the record")
    if to_file_because is None:
        _note_left(session, draft, "printed", f"{_CALLED[paper]}, on paper")
    else:
        reason = stated_reason(to_file_because)
        _note_left(session, draft, "exported", f"{_CALLED[paper]}, printed to a file, not encrypted: {reason}")


def _note_left(session: Session, draft: CaseFileDraft, act: Literal["exported", "printed"], detail: str) -> None:
    incident_id = draft.case.incident.id
    session.casebook.commit(
        [Access(id=new_id(), what=act, incident_id=incident_id, subject=f"incident {incident_id}", detail=detail)]
    )
