"""Take what came in an e-mail or an archive as exhibits of their own; the whole of it stays the original.

Each is asked about at the gate by itself, hashed by itself, and attached as any other file.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from threading import Event

from dslapp.casebook.evidence.sources import EvidenceRefused
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.file_facts import FilePart
from dslapp.domain.long_work import OnCasebook
from dslapp.domain.problems import UserProblem
from dslapp.domain.statements import TriState
from dslapp.services.exhibits.show_evidence import original
from dslapp.services.intake.attach_evidence import ExhibitAnswers, check_intake
from dslapp.services.intake.look_at_file import look_at_source
from dslapp.services.intake.take_in_evidence import Looked, attach, known_or_new, stop_if
from dslapp.services.session import Session

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


def attach_part(
    session: Session,
    on_casebook: OnCasebook,
    whole: Exhibit,
    part: FilePart,
    image_answer: TriState,
    cancel: Event,
) -> Exhibit:
    """Take one part out of a kept file and attach it, behind the gate, in one go.

    Raises GateClosed before anything is read, AlreadyAttached when the same bytes are an exhibit already, and what
    `look_at_part` and `attach` raise; then nothing is kept.
    """
    looked = look_at_part(session, on_casebook, whole, part, image_answer, cancel)
    if looked.known is not None:
        raise looked.known
    answers = ExhibitAnswers(received_how=came_in(whole))
    return attach(session, on_casebook, whole.incident_id, looked.waiting, cancel, answers=answers)


def whole_exhibit(session: Session, incident_id: str, ref: str) -> Exhibit:
    """The exhibit of this case that has that reference. Raises UserProblem when there is none with a file."""
    session.require("read the record")
    found = session.casebook.select(Exhibit, "p.ref = ? AND p.incident_id = ?", (ref.strip(), incident_id), limit=1)
    if not found or not found[0].has_file or found[0].withdrawn:
        raise UserProblem(f"There is no exhibit {ref.strip()} with a file in this case.")
    return found[0]


def part_called(parts: Sequence[FilePart], name: str, whole: Exhibit) -> FilePart:
    """The one part of that name; of several, “image.png#2” is the second. Raises UserProblem for any other."""
    found = [part for part in parts if part.name == name]
    if not found:
        same, _, which = name.rpartition("#")
        all_of_name = [part for part in parts if part.name == same]
        found = all_of_name[int(which) - 1 :][:1] if which.isdecimal() and int(which) else []
    if len(found) != 1:
        names = ", ".join(_told_apart(parts)) or "nothing"
        raise UserProblem(
            f"In exhibit {whole.ref} there {'are several' if found else 'is nothing'} called “{name}”.",
            f"There is in it: {names}.",
        )
    return found[0]


def _told_apart(parts: Sequence[FilePart]) -> Iterator[str]:
    """The names as `part_called` takes them."""
    seen = Counter[str]()
    many = Counter(part.name for part in parts)
    for part in parts:
        seen[part.name] += 1
        yield f"{part.name}#{seen[part.name]}" if many[part.name] > 1 else part.name


def came_in(whole: Exhibit) -> str:
    """How a part reached us, in words."""
    return f"It came in exhibit {whole.ref}."


def _refuse_large(whole: Exhibit) -> None:
    if whole.size > MOST_OPENED:
        raise EvidenceRefused(
            f"Exhibit {whole.ref} is too large to take files out of it here.",
            "Open your own copy of it, and attach the file that matters; say that it came in this exhibit.",
        )
