"""Labels for exhibits, and the continuity of one exhibit or device, on paper: seen first, then printed or saved."""

from pathlib import Path
from typing import Literal

import msgspec

from dslapp.domain.boards.devices import HeldDevice
from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.entity import new_id
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.label import label_of
from dslapp.domain.problems import UserProblem
from dslapp.domain.school import Access
from dslapp.services.case.read_case import read_case
from dslapp.services.papers.release_paper import release_paper, stated_reason
from dslapp.services.papers.save_file import only_if_noted
from dslapp.services.session import Session

ExhibitPaper = Literal["labels", "large label", "continuity"]
_CALLED: dict[ExhibitPaper, str] = {"labels": "labels", "large label": "a large label", "continuity": "the continuity"}


class PaperGround(msgspec.Struct, frozen=True, kw_only=True):
    """The case as it stands now, and who makes the paper; drawing it needs no database."""

    case: CaseFile
    made_by: str
    school: str
    entry: int
    seal: str

    def subject(self, subject_id: str) -> Exhibit | HeldDevice | None:
        """The exhibit or device of that id."""
        found: tuple[Exhibit | HeldDevice, ...] = (*self.case.exhibits, *self.case.devices)
        return next((each for each in found if each.id == subject_id), None)


def read_paper_ground(session: Session, incident_id: str) -> PaperGround:
    """Read the case; once a sitting the look is noted in its history."""
    case = read_case(session, incident_id)
    entry, seal = session.casebook.head
    return PaperGround(case=case, made_by=session.member.name, school=session.school.name, entry=entry, seal=seal)


def draw_exhibit_paper(
    session: Session, ground: PaperGround, paper: ExhibitPaper, subject_ids: tuple[str, ...]
) -> bytes:
    """Draw the PDF in memory. Uses no database: runs on the thread for files.

    Raises UserProblem when nothing is chosen, the continuity of several is, or a label is wanted of what is no exhibit.
    """
    subjects = [found for each in subject_ids if (found := ground.subject(each)) is not None]
    if not subjects:
        raise UserProblem("Choose at least one exhibit.", field="exhibits")
    if paper == "continuity" and len(subject_ids) > 1:
        raise UserProblem("Choose one exhibit: the continuity of each is a paper of its own.", field="exhibits")
    if paper == "continuity":
        from dslapp.documents.continuity_sheet import continuity_pdf
        from dslapp.documents.document import Provenance

        made = Provenance(
            school=ground.school, made_by=ground.made_by, made_at=session.clock(), entry=ground.entry, seal=ground.seal
        )
        return continuity_pdf(ground.case, subjects[0], made)
    from dslapp.documents.exhibit_labels import exhibit_labels

    labels = [label_of(each, ground.case) for each in subjects if isinstance(each, Exhibit)]
    return exhibit_labels(labels, large=paper == "large label", made_at=session.clock())


def save_exhibit_paper(
    session: Session, ground: PaperGround, paper: ExhibitPaper, subject_ids: tuple[str, ...], document: bytes,
    target: Path, *, plain_because: str = "",
) -> None:  # fmt: skip
    """Write the document to a new file and put the export on the record. Raises as `release_paper` does."""
    session.require("read the record")
    protection = release_paper(ground.case, document, target, plain_because=plain_because)
    with only_if_noted(target):
        _note_left(session, ground, "exported", f"{_named(ground, paper, subject_ids)}, {protection}")


def note_exhibit_paper_printed(
    session: Session, ground: PaperGround, paper: ExhibitPaper, subject_ids: tuple[str, ...], *,
    to_file_because: str | None = None,
) -> None:  # fmt: skip
    """Put on the record that it was printed; to a file is an unencrypted export, which needs its reason."""
    session.require("read the record")
    named = _named(ground, paper, subject_ids)
    if to_file_because is None:
        _note_left(session, ground, "printed", f"{named}, on paper")
    else:
        reason = stated_reason(to_file_because)
        _note_left(session, ground, "exported", f"{named}, printed to a file, not encrypted: {reason}")


def _named(ground: PaperGround, paper: ExhibitPaper, subject_ids: tuple[str, ...]) -> str:
    found = [ground.subject(each) for each in subject_ids]
    refs = [each.ref if isinstance(each, Exhibit) else "a device" for each in found if each is not None]
    return f"{_CALLED[paper]} of {', '.join(refs)}"


def _note_left(session: Session, ground: PaperGround, act: Literal["exported", "printed"], detail: str) -> None:
    incident_id = ground.case.incident.id
    session.casebook.commit(
        [Access(id=new_id(), what=act, incident_id=incident_id, subject=f"incident {incident_id}", detail=detail)]
    )
