"""Check an evidence pack, ours or another school's: every file against its list, the list against the number told."""

import hashlib
from pathlib import Path
from threading import Event

import msgspec

from dslapp.domain.long_work import Progress
from dslapp.domain.pack.chosen import MANIFEST, SUMS, check_number, same_check_number
from dslapp.domain.pack.manifest import Manifest
from dslapp.domain.problems import UserProblem
from dslapp.domain.seen_words import for_terminal

_LARGEST_LIST = 64 << 20
_PIECE = 1 << 20
_LONGEST_WORDS = 500
_CANNOT_SAY = "Nobody compared the check number: files and list may have been exchanged together."


class PackReport(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a check. Sound means: nothing was changed since the list was made."""

    files: int
    size: int
    faults: tuple[str, ...]
    remarks: tuple[str, ...]
    check_number: str
    case: str = ""
    school: str = ""
    made_at: str = ""
    exhibits: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def check_pack(
    path: Path,
    password: str = "",
    number: str = "",
    *,
    progress: Progress | None = None,
    cancel: Event | None = None,
) -> PackReport:
    """Read a pack once, in memory only. `number` is the check number as the school told it.

    Raises UserProblem for a wrong password and for what is no pack, EnvironmentProblem for a damaged container.
    """
    from dslapp.casebook.packing.reading import reading

    found, kept, size = dict[str, str](), dict[str, bytes](), 0
    doubled: list[str] = []
    with reading(path, password) as streams:
        for each in streams:
            digest, held = hashlib.sha256(), bytearray()
            while piece := each.stream.read(_PIECE):
                digest.update(piece)
                size += len(piece)
                if each.name in (SUMS, MANIFEST) and len(held) < _LARGEST_LIST:
                    held += piece
                if cancel is not None and cancel.is_set():
                    raise UserProblem("You stopped this. The pack was not checked.")
                if progress is not None:
                    progress(size, 0)
            if each.name in found:
                doubled.append(f"{_shown(each.name)} is there twice.")
            found[each.name], kept[each.name] = digest.hexdigest(), bytes(held)
    if SUMS not in found:
        raise UserProblem(f"There is no {SUMS} in it, so it is no pack, or not a whole one.", "Ask for it again.")
    manifest = _manifest(kept.get(MANIFEST, b""))
    faults = [*doubled, *_against_list(found, kept[SUMS]), *_against_manifest(found, manifest)]
    if number and not same_check_number(number, found[SUMS]):
        faults.append("The check number is another one: this is not the list that the school made.")
    return PackReport(
        files=len(found), size=size, faults=tuple(faults), remarks=() if number else (_CANNOT_SAY,),
        check_number=check_number(found[SUMS]),
        case=_shown(manifest.case) if manifest else "", school=_shown(manifest.school) if manifest else "",
        made_at=manifest.made_at.isoformat() if manifest else "",
        exhibits=tuple(_shown(each.ref) for each in manifest.exhibits) if manifest else (),
    )  # fmt: skip


def _shown(text: str) -> str:
    """Words of a pack that a stranger may have made: they steer no terminal."""
    return for_terminal(text[:_LONGEST_WORDS])


def _manifest(data: bytes) -> Manifest | None:
    try:
        return msgspec.json.decode(data, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _against_list(found: dict[str, str], listed: bytes) -> list[str]:
    faults: list[str] = []
    lines = [line for line in listed.decode("ascii", "replace").splitlines() if line]
    said = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    for name, digest in said.items():
        if name not in found:
            faults.append(f"{_shown(name)} is missing.")
        elif found[name] != digest:
            faults.append(f"{_shown(name)} was changed.")
    added = (name for name in found if name not in said and name != SUMS)
    faults += [f"{_shown(name)} is not in the list: somebody added it." for name in added]
    return faults


def _against_manifest(found: dict[str, str], manifest: Manifest | None) -> list[str]:
    """What the manifest says of the originals and copies must be what is there."""
    if manifest is None:
        return [f"{MANIFEST} cannot be read."]
    told = [(each.ref, each.file, each.sha256) for each in manifest.exhibits]
    told += [(copy.ref, copy.file, copy.sha256) for each in manifest.exhibits for copy in each.copies]
    return [
        f"{_shown(ref)}: {_shown(path)} is not the file that the manifest describes."
        for ref, path, sha256 in told
        if path and found.get(path) != sha256
    ]
