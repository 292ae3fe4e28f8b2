"""Take what came in an e-mail or an archive as exhibits of their own; the whole of it stays the original.

Each is asked about at the gate by itself, hashed by itself, and attached as any other file.
"""

from threading import Event

from dslapp.casebook.evidence.sources import EvidenceRefused
from dslapp.domain.evidence import Exhibit
from dslapp.domain.file_facts import FilePart
from dslapp.domain.statements import TriState
from dslapp.services.attach_evidence import ExhibitAnswers, check_intake
from dslapp.services.look_at_file import look_at_source
from dslapp.services.session import Session
from dslapp.services.show_evidence import original
from dslapp.services.take_in_evidence import Looked, OnCasebook, known_or_new, stop_if

MOST_OPENED = 256 << 20
"""Bytes of an archive that is opened in memory: nothing of it may touch the disk unencrypted."""


def parts_of(session: Session, exhibit: Exhibit) -> tuple[FilePart, ...]:
    """The attachments or members of a kept file, by name; nothing of them is decoded. Uses no database.

    Runs on the thread for files. Raises EvidenceUnsound, ExhibitLocked, or EvidenceRefused for one that is too large.
    """
    _refuse_large(exhibit)
    return session.files.look(original(session, exhibit), exhibit.original_name).parts


def look_at_part(
    session: Session,
    on_casebook: OnCasebook,
    whole: Exhibit,
    part: FilePart,
    image_answer: TriState,
    cancel: Event,
) -> Looked:
    """Take one part out of a kept file and look at it, behind the gate; `image_answer` is for this part alone.

    Then `attach` makes it an exhibit with `part_of`. Raises GateClosed before anything is read.
    """
    on_casebook(check_intake, session, whole.incident_id, image_answer)
    stop_if(cancel)
    _refuse_large(whole)
    if not part.can_be_taken:
        raise EvidenceRefused(
            f"“{part.name}” cannot be taken out of exhibit {whole.ref}.",
            "It is encrypted, damaged or too large. Exhibit and file stay together as they came.",
        )
    data = session.files.part(original(session, whole), part.number)
    waiting = look_at_source(session, data, name=part.name, part_of=whole.id)
    return known_or_new(session, on_casebook, waiting)


def answers_for_part(whole: Exhibit) -> ExhibitAnswers:
    """What is known of a part because it came in that exhibit."""
    return ExhibitAnswers(received_how=f"It came in exhibit {whole.ref}.")


def _refuse_large(whole: Exhibit) -> None:
    if whole.size > MOST_OPENED:
        raise EvidenceRefused(
            f"Exhibit {whole.ref} is too large to take files out of it here.",
            "Open your own copy of it, and attach the file that matters; say that it came in this exhibit.",
        )
