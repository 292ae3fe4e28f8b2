"""What leaves the casebook as a PDF: encrypted unless there is a reason, under a name that tells nothing."""

from pathlib import Path

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.leaving_names import says_something, tells_nobody
from dslapp.domain.problems import EnvironmentProblem, UserProblem
from dslapp.domain.trust.passphrases import five_words
from dslapp.services.papers.save_file import save_new_file


def encrypt_paper(pdf: bytes) -> tuple[bytes, str]:
    """The same pages, AES-256 encrypted, and the generated password that opens them, which is kept nowhere.

    Uses no database: runs on the thread for files.
    """
    from dslapp.documents.encryption import encrypt
    from dslapp.documents.pages import page_count

    password = five_words()
    document = encrypt(pdf, password)
    page_count(document, password)  # nobody is given a password that does not open its document
    return document, password


def release_paper(case: CaseFile, document: bytes, target: Path, *, plain_because: str = "") -> str:
    """Write a document of a case to a new file, read it back, and return in words how it is protected.

    `plain_because` is the reason for a document without encryption. Raises UserProblem when an unencrypted document
    has no reason, or its name would tell whom it is about; EnvironmentProblem when the file cannot be written.
    """
    protection = protection_in_words(document, plain_because)
    refuse_telling_name(target, case.incident.ref)
    save_new_file(target, document)
    if not _reads_back(target, document):
        target.unlink(missing_ok=True)
        raise EnvironmentProblem(
            "What was written is not what can be read there, so nothing was saved.", "Choose another folder."
        )
    return protection


def protection_in_words(document: bytes, plain_because: str) -> str:
    """How a document is protected. Raises UserProblem when it is not, and nobody says why."""
    from dslapp.documents.encryption import is_encrypted

    if is_encrypted(document):
        return "encrypted"
    return f"not encrypted: {stated_reason(plain_because)}"


def stated_reason(plain_because: str) -> str:
    """The reason for which something leaves unencrypted. Raises UserProblem without words."""
    if not says_something(plain_because):
        raise UserProblem(
            "Nothing leaves unencrypted without a reason.", "Say why in words, or encrypt it.", field="reason"
        )
    return plain_because.strip()


def _reads_back(target: Path, document: bytes) -> bool:
    try:
        return target.read_bytes() == document
    except OSError:
        return False


def refuse_telling_name(target: Path, *refs: str) -> None:
    """Raise UserProblem when a file's name could tell whom it is about; `refs`: the case's reference, an exhibit's."""
    if not tells_nobody(target.name, refs):
        raise UserProblem(
            f"Call it {refs[0].replace('/', '-')}{target.suffix}: a name of your own might tell whom it is about.",
            "Everybody on its way can read the name. A number, a date or “summary” may follow.",
            field="name",
        )
