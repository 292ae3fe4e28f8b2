"""Keep what is said in a recording or a film in somebody's own words, so that a reader need not hear it to know."""

from dslapp.domain.entity import ExhibitId, new_id
from dslapp.domain.evidence.exhibits import Exhibit, ExhibitText
from dslapp.domain.evidence.written_down import LONGEST, can_be_written_down, written_down_of
from dslapp.domain.problems import UserProblem
from dslapp.services.purge.shut_away import is_hidden
from dslapp.services.session import Session


def write_down(
    session: Session, exhibit_id: str, text: str, *, reason: str = "", finishes_draft: str = ""
) -> ExhibitText:
    """Keep the words with who wrote them and when; what stood there before stays readable in the history.

    Raises UserProblem without words or with too many, without a reason where words stand already, and for an exhibit
    that has no file, was withdrawn or hidden, or in which nothing is said.
    """
    session.require("log and change the record")
    exhibit = session.casebook.get(Exhibit, exhibit_id)
    if not exhibit.has_file or exhibit.withdrawn:
        raise UserProblem(f"Exhibit {exhibit.ref} is not here any more.", "Write it into the chronology instead.")
    if is_hidden(session, exhibit):
        raise UserProblem(f"Exhibit {exhibit.ref} is hidden: nothing is written down of it.", "Leave it hidden.")
    if not can_be_written_down(exhibit):
        raise UserProblem(
            f"Exhibit {exhibit.ref} is no recording and no film: nothing is said in it.",
            "Write it into its description instead.",
        )
    if len(text.strip()) > LONGEST:
        raise UserProblem("This is too long.", f"Write up to {LONGEST:,} characters.", field="text")
    if not text.strip():
        raise UserProblem("Write who speaks and what is said.", field="text")
    before = written_down_of(exhibit_id, session.casebook.select(ExhibitText, "p.exhibit_id = ?", (exhibit_id,)))
    if before is not None and before.text != text.strip() and not reason.strip():
        raise UserProblem("You are changing what was written.", "Say why; the old text stays readable.", field="reason")
    made = ExhibitText(
        id=before.id if before is not None else new_id(), incident_id=exhibit.incident_id,
        exhibit_id=ExhibitId(exhibit.id), how="written down by us", text=text.strip(), by=session.member.name,
        at=session.clock(),
    )  # fmt: skip
    changes = [made] if before is None or before.text != made.text else []
    session.casebook.commit(
        changes, reason=reason.strip() or "What is said was written down.", finishes_draft=finishes_draft
    )
    return made if changes or before is None else before
