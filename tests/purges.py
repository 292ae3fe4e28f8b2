"""What the tests of purging share: something with a canary in each trace, and a search through all that is kept."""

from collections.abc import Collection, Iterator
from pathlib import Path

import msgspec
import pyrage
from pyrage import x25519

from dslapp.casebook.damage.encrypted_pages import EncryptedPages
from dslapp.casebook.keys.key_files import CasebookKeys
from dslapp.domain.entity import ExhibitId, IncidentId, new_id
from dslapp.domain.evidence.derivatives import Box
from dslapp.domain.evidence.exhibits import Exhibit, ExhibitText
from dslapp.services.exhibits.answer_exhibit import answer_exhibit, answers_of
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.purge.purge_exhibit import PurgeAnswers
from dslapp.services.session import Session
from tests.cases import bare_case
from tests.copies import make_copy
from tests.pictures import corners, saved

NAME, DESCRIBED, READ, COPIED = "zzyname-canary.png", "zzydescription", "zzyreadwords", "zzycopywhy"
_COPIES: dict[str, bytes] = {}
"""What the copies held, by the id of their original."""
POLICE = PurgeAnswers(
    material="image of a child", described="A picture that came by mistake", police_said="remove it",
    advised_by="PC 4471, Thornshire Police, at 17:05", police_ref="37/1113/26", seen_by="Jo Hartsedge",
    seen_because="by accident, as a small picture", alone_because="Mrs Quillan is at a conference",
)  # fmt: skip


def picture() -> bytes:
    """A picture of which every stretch of bytes is its own."""
    return saved(corners(), "PNG") + bytes(range(256)) * 20


def attach_canary(session: Session, case: IncidentId | None = None, *, name: str = NAME) -> Exhibit:
    """Attach it, describe it twice over, have its words read, make a copy of it, and name it in unfinished typing."""
    case = case or bare_case(session)
    exhibit = attach_file(session, case, picture(), ExhibitAnswers(), image_answer="no", name=name, although_known=True)
    answers = ExhibitAnswers(description=f"{DESCRIBED} once", received_how="by e-mail")
    answer_exhibit(session, exhibit.id, answers)
    changed = answers_of(session.casebook.get(Exhibit, exhibit.id))
    answer_exhibit(
        session, exhibit.id, msgspec.structs.replace(changed, description=f"{DESCRIBED} twice"), reason="clearer"
    )
    of = ExhibitId(exhibit.id)
    session.casebook.commit(
        [
            ExhibitText(
                id=new_id(), incident_id=case, exhibit_id=of, how="read by machine", text=f"{READ} {READ}x " * 90
            ),
        ]
    )  # fmt: skip
    box = Box(page=0, left=1, top=1, width=5, height=5)
    made = make_copy(session, exhibit.id, [box], "redacted", f"{COPIED} for the parents")
    _COPIES[exhibit.id] = session.evidence.read(made.file_id, made.sha256)
    session.casebook.save_draft(f"{case}/redact/{exhibit.id}", "details", '{"because":"zzydraft of the copy"}')
    session.casebook.save_draft(f"{case}/note", "details", f'{{"what":"zzydraft: {name} came by e-mail"}}')
    return session.casebook.get(Exhibit, exhibit.id)


def traces(exhibit: Exhibit) -> dict[str, bytes]:
    """What would tell that it is still there, by what it is a trace of."""
    original, name = picture(), exhibit.original_name[:10].encode()
    return {
        "the original": original[40:80], "its end": original[-300:-240], "its name": name,
        "its description": DESCRIBED.encode(), "its words": READ.encode(), "a copy": _COPIES[exhibit.id][-52:-12],
        "why the copy was made": COPIED.encode(), "a draft": b"zzydraft",
        "its fingerprint as stored": exhibit.stored_sha256.encode(),
    }  # fmt: skip


def found_in(folder: Path, keys: CasebookKeys, wanted: dict[str, bytes]) -> set[str]:
    """Which of these stand anywhere below the folder: in the bytes as they are, or in what the keys open."""
    seen = set[str]()
    for path in (path for path in folder.rglob("*") if path.is_file()):
        for content in _contents(path, keys):
            seen |= {what for what, trace in wanted.items() if trace in content}
    return seen


def _contents(path: Path, keys: CasebookKeys) -> Iterator[bytes]:
    data = path.read_bytes()
    yield path.name.encode()
    yield data
    if path.suffix == ".db":
        with EncryptedPages(path, keys.key) as pages:
            for _, page in pages.each():  # those that are not in use, too
                if page is not None:
                    yield page
    elif path.suffix == ".age" and not path.name.startswith("casebook.key"):
        yield _opened(data, keys.evidence)


def _opened(data: bytes, identities: Collection[str]) -> bytes:
    try:
        return pyrage.decrypt(data, [x25519.Identity.from_str(each) for each in identities])
    except pyrage.DecryptError:
        return b""
