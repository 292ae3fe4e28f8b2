"""The paper form of a sealed note: drawn before anything is unlocked, printed, or saved as an empty form."""

from datetime import datetime
from pathlib import Path

from dslapp.domain.matters.sealed_note import SealedNote
from dslapp.services.papers.save_file import save_new_file


def note_form(school: str = "", note: SealedNote | None = None) -> bytes:
    """Draw the form, empty or with what was written, as a PDF in memory: words never lie on the disk."""
    from dslapp.documents.note_form import note_form_pdf

    return note_form_pdf(school, note)


def hand_over_slip(label: str, code: str, at: datetime) -> bytes:
    """Draw the slip for whoever sealed a note, as a PDF in memory: no name, and nothing of what it says."""
    from dslapp.documents.hand_over_slip import hand_over_slip_pdf

    return hand_over_slip_pdf(label, code, at)


def save_note_form(target: Path, school: str = "") -> None:
    """Write the empty form as a new file. Raises UserProblem or EnvironmentProblem."""
    save_new_file(target, note_form(school))
