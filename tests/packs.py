"""A case with exhibits of several kinds and a redacted copy, from which packs are made."""

import io
from pathlib import Path
from typing import NamedTuple

from dslapp.domain.entity import ExhibitId, IncidentId, new_id
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit, SaidByFile
from dslapp.domain.pack.chosen import PackChoice, PackForm
from dslapp.domain.statements import Stated
from dslapp.services.pack.make_pack import make_pack
from dslapp.services.session import Session
from tests.cases import TOLD, bare_case
from tests.pictures import sample

OFFICER = "PC 4410, Thornshire Police"
CHILD = "Ellis Pemberwick-Lowe"
"""A name long enough that it stands nowhere by chance."""
WHY = "enquiry into the messages"
BECAUSE = "handed over here, onto the officer's own encrypted stick"
"""Why a pack goes without encryption."""
NAMES: dict[PackForm, str] = {
    "zip": "Pack OSI-2026-0041.zip", "age": "Pack OSI-2026-0041.tar.age", "folder": "Pack OSI-2026-0041"
}  # fmt: skip


class PackedCase(NamedTuple):
    """A case and its exhibits."""

    id: IncidentId
    taunts: Exhibit
    mail: Exhibit
    film: Exhibit
    not_held: Exhibit
    withdrawn: Exhibit
    copy: Derivative


def exhibit(session: Session, case: IncidentId, number: int, data: bytes, **fields: object) -> Exhibit:
    """An exhibit with its file, as it stands after it was attached."""
    kept = session.evidence.keep(io.BytesIO(data))
    values: dict[str, object] = {
        "id": new_id(), "incident_id": case, "ref": f"JH/{number}", "producer": "JH", "number": number,
        "file_id": kept.file_id, "size": kept.size, "sha256": kept.sha256, "stored_sha256": kept.stored_sha256,
        "media_type": "image/png", "attached_at": TOLD, "attached_by": "Jo Hartsedge", "captured_by": "Jo Hartsedge",
        "place": Stated(text="ChatNest, @moved.away.example"), "description": f"Exhibit {number}",
    }  # fmt: skip
    made = Exhibit(**{**values, **fields})  # type: ignore[arg-type]  # a test names its fields
    taken_in = CustodyEvent(
        id=new_id(), incident_id=case, exhibit_id=ExhibitId(made.id), at=TOLD, what="attached", by="Jo Hartsedge",
        where="the casebook", hash_checked=True,
    )  # fmt: skip
    session.casebook.commit([made, taken_in])
    return made


def packed_case(session: Session, film: int = 300_000, summary: str = f"{CHILD} gets messages.") -> PackedCase:
    """The case. The film has `film` bytes, which no reader reads."""
    case = bare_case(session, ref="OSI-2026-0041", summary=summary)
    taunts = exhibit(
        session, case, 1, sample("chatnest-taunts-1.png"), description=f"@moved.away.example insults {CHILD}",
        original_name=f"{CHILD}.png",
    )  # fmt: skip
    mail = exhibit(
        session, case, 2, b"From: a@example.com\r\nSubject: =cmd\r\n\r\nHe says stop.", exhibit_kind="e-mail",
        media_type="message/rfc822", description="=HYPERLINK(1)",
        said=(
            SaidByFile(what="from", text="a@example.com", source="e-mail header"),
            SaidByFile(what="handle", text="@guessed.example", source="read by machine"),
        ),
    )  # fmt: skip
    clip = exhibit(session, case, 3, bytes(range(250)) * (film // 250), exhibit_kind="film", media_type="video/mp4")
    not_held = Exhibit(
        id=new_id(), incident_id=case, ref="JH/4", producer="JH", number=4, exhibit_kind="imagery not held",
        held_by="phone of a pupil, locked in the DSL's safe", power_state="off", seen_by="nobody", attached_at=TOLD,
        attached_by="Jo Hartsedge", description="An image that nobody here looked at",
    )  # fmt: skip
    session.casebook.commit([not_held])
    gone = exhibit(session, case, 5, b"attached by mistake", withdrawn=True, withdrawn_because="another case")
    hidden = session.evidence.keep(io.BytesIO(sample("chatnest-taunts-2.png")))
    copy = Derivative(
        id=new_id(), incident_id=case, exhibit_id=ExhibitId(taunts.id), ref="JH/1-A", derivative_kind="redacted",
        because="other children are in it", file_id=hidden.file_id, size=hidden.size, sha256=hidden.sha256,
        stored_sha256=hidden.stored_sha256, media_type="image/png", made_at=TOLD, made_by="Jo Hartsedge",
    )  # fmt: skip
    session.casebook.commit([copy])
    return PackedCase(case, taunts, mail, clip, not_held, gone, copy)


def everything(case: PackedCase, **fields: object) -> PackChoice:
    """All that may go, for the officer; with the history, unless it would name what a copy hides."""
    values: dict[str, object] = {
        "exhibits": (case.taunts.id, case.mail.id, case.film.id, case.not_held.id), "copies": (case.copy.id,),
        "recipient": OFFICER, "purpose": WHY, "paper": "one page",
    }  # fmt: skip
    chosen = {**values, **fields}
    chosen.setdefault("with_extract", not chosen["copies"] or case.taunts.id in chosen["exhibits"])  # type: ignore[operator]
    return PackChoice(**chosen)  # type: ignore[arg-type]  # a test names its fields


def in_folder(folder: Path) -> dict[str, bytes]:
    """The files of an unpacked pack by their names."""
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def packed_as_folder(session: Session, case: PackedCase, folder: Path, **fields: object) -> dict[str, bytes]:
    """The files of a pack without encryption, by their paths in it."""
    choice = everything(case, form="folder", plain_because=BECAUSE, **fields)
    return in_folder(make_pack(session, case.id, choice, folder / NAMES["folder"]).files[0])
