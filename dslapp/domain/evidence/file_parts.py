"""Files in which other files come: which they are, and which of their parts are exhibits already."""

from collections.abc import Iterable, Sequence

from dslapp.domain.evidence.exhibits import Exhibit, ExhibitKind
from dslapp.domain.evidence.file_facts import FilePart

_HOLD_FILES = frozenset(
    {"message/rfc822", "application/vnd.ms-outlook", "application/zip", "application/pdf", "multipart/related"}
)


def holds_files(kind: ExhibitKind, media_type: str) -> bool:
    """Whether files can be taken out of such a file: an e-mail, an archive, a PDF with attachments, a saved page."""
    return kind == "e-mail" or media_type in _HOLD_FILES


def refs_of_parts(parts: Sequence[FilePart], came: Iterable[Exhibit]) -> dict[int, str]:
    """The reference of the exhibit that each part has become, by the part's number; `came` are those out of the file.

    Several parts often have one name, such as image.png: then name and size tell them apart, and each counts once.
    """
    waiting = list(came)
    refs: dict[int, str] = {}
    for same_size in (True, False):
        for part in parts:
            found = next(
                (
                    each for each in waiting
                    if each.original_name == part.name and (each.size == part.size or not same_size)
                ),
                None,
            )  # fmt: skip
            if found is not None and part.number not in refs:
                refs[part.number] = found.ref
                waiting.remove(found)
    return refs
