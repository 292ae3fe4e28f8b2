"""The file in which a matter travels: a plain ZIP archive, sealed with age to another casebook's inbox.

matter.json          the case as it stands
extract.json         its signed history (docs/file-formats.md, *Extract*)
proof.json           what both are made of, signed by the member who hands it over
evidence/<file id>   each original, byte for byte
"""

import io
import zipfile
from collections.abc import Iterable
from typing import NamedTuple

from dslapp.casebook.inbox import SealedFileUnreadable

MATTER, EXTRACT, PROOF, EVIDENCE = "matter.json", "extract.json", "proof.json", "evidence/"
STARTS_WITH = b"PK\x03\x04"
_MOST_FILES = 5_000
_LARGEST_TEXT = 64 * 1024 * 1024


class Bundle(NamedTuple):
    """What is in it; `files` maps the file ids of its exhibits to their bytes."""

    matter: bytes
    extract: bytes
    proof: bytes
    files: dict[str, bytes]


def packed(matter: bytes, extract: bytes, proof: bytes, files: Iterable[tuple[str, bytes]]) -> bytes:
    """Put everything into one archive, not compressed: it is sealed as a whole."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo(MATTER), matter)
        archive.writestr(zipfile.ZipInfo(EXTRACT), extract)
        archive.writestr(zipfile.ZipInfo(PROOF), proof)
        for file_id, content in files:
            archive.writestr(zipfile.ZipInfo(EVIDENCE + file_id), content)
    return written.getvalue()


def unpacked(content: bytes) -> Bundle:
    """Read it back. Names are only compared, never used as paths; nothing is decompressed.

    Raises SealedFileUnreadable when it is damaged or is something else.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            hostile = any(
                entry.compress_type != zipfile.ZIP_STORED or entry.file_size != entry.compress_size for entry in entries
            )
            if hostile or len(entries) > _MOST_FILES or sum(each.file_size for each in entries) > len(content):
                raise SealedFileUnreadable("This was sealed for this casebook, but it is not a matter.")
            found = {entry.filename: archive.read(entry) for entry in entries}
            matter, extract, proof = found[MATTER], found[EXTRACT], found[PROOF]
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, ValueError, EOFError, OSError):
        raise SealedFileUnreadable("This was sealed for this casebook, but it is damaged.") from None
    if max(len(matter), len(extract), len(proof)) > _LARGEST_TEXT:
        raise SealedFileUnreadable("This was sealed for this casebook, but it is too large to be a matter.")
    files = {name.removeprefix(EVIDENCE): data for name, data in found.items() if name.startswith(EVIDENCE)}
    return Bundle(matter, extract, proof, files)
