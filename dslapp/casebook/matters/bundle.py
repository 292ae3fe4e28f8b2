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

from dslapp.casebook.matters.inbox import LARGEST, SealedFileUnreadable
from dslapp.domain.problems import EnvironmentProblem

MATTER, EXTRACT, PROOF, EVIDENCE = "matter.json", "extract.json", "proof.json", "evidence/"
STARTS_WITH = b"PK\x03\x04"
_MOST_FILES = 5_000
_LARGEST_CONTENT = LARGEST - LARGEST // 1024
"""What age adds to it fits into the rest: 16 bytes for 64 KiB."""
_LARGEST_TEXT = 64 * 1024 * 1024
_LARGEST_EXTRACT = _LARGEST_TEXT + 2_000_000 * 68
"""Each entry of another case is a digest of 64 digits in it: those of a journal of two million fit."""


class Bundle(NamedTuple):
    """What is in it; `files` maps the file ids of its exhibits to their bytes."""

    matter: bytes
    extract: bytes
    proof: bytes
    files: dict[str, bytes]


class TooLargeToMove(EnvironmentProblem):
    """A case with its evidence and its history is more than the inbox of a casebook opens."""

    def __init__(self) -> None:
        super().__init__(
            f"This case is too large to be moved: with its evidence it is more than {LARGEST >> 20} MB. Nothing was "
            "moved.",
            "Make its case file as a PDF and export its exhibits, and give both to whoever opens that casebook.",
        )


def packed(matter: bytes, extract: bytes, proof: bytes, files: Iterable[tuple[str, bytes]]) -> bytes:
    """Put everything into one archive, not compressed: it is sealed as a whole.

    Raises TooLargeToMove for what no casebook would open: `files` are not read any further then.
    """
    if max(len(matter), len(proof)) > _LARGEST_TEXT or len(extract) > _LARGEST_EXTRACT:
        raise TooLargeToMove
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo(MATTER), matter)
        archive.writestr(zipfile.ZipInfo(EXTRACT), extract)
        archive.writestr(zipfile.ZipInfo(PROOF), proof)
        for file_id, content in files:
            archive.writestr(zipfile.ZipInfo(EVIDENCE + file_id), content)
            if written.tell() > _LARGEST_CONTENT or len(archive.filelist) > _MOST_FILES:
                raise TooLargeToMove
    if written.tell() > _LARGEST_CONTENT:
        raise TooLargeToMove
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
    if max(len(matter), len(proof)) > _LARGEST_TEXT or len(extract) > _LARGEST_EXTRACT:
        raise SealedFileUnreadable("This was sealed for this casebook, but it is too large to be a matter.")
    files = {name.removeprefix(EVIDENCE): data for name, data in found.items() if name.startswith(EVIDENCE)}
    return Bundle(matter, extract, proof, files)
