"""What a pack tells beside its files: nothing of what is hidden, and nothing that a copy in place was made to hide."""

import csv
import io
import random
from pathlib import Path

import msgspec
import pytest
import pyzipper
from pypdfium2 import PdfDocument  # type: ignore[import-untyped]  # ships no types

from dslapp.casebook.packing.reading import PackDamaged, WrongPassword
from dslapp.domain.case.incident import Incident
from dslapp.domain.entity import ExhibitId, IncidentId, new_id
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import Exhibit, ExhibitLink, ExhibitText
from dslapp.domain.pack.chosen import PackChoice
from dslapp.domain.pack.manifest import Manifest
from dslapp.domain.problems import Problem, UserProblem
from dslapp.domain.statements import Stated
from dslapp.services.pack.check_pack import check_pack
from dslapp.services.pack.make_pack import make_pack
from dslapp.services.papers.extract_case import extract_case
from dslapp.services.purge.shut_away import shut_away
from dslapp.services.session import Session
from tests.cases import bare_case
from tests.packs import BECAUSE, PackedCase, everything, exhibit, packed_as_folder
from tests.pictures import sample
from tests.verifier import the_verifier

TELLING = ("zzdescription", "zzname", "zzmachine", "zzcopy", "zzlink")


def text_of(files: dict[str, bytes]) -> str:
    """All words of a pack, those of its PDFs too."""
    words = []
    for name, data in files.items():
        if name.endswith(".pdf"):
            pages = [page.get_textpage().get_text_range() for page in PdfDocument(data)]
            words.append(" ".join(pages).replace("\r\n", " "))
        elif not name.startswith(("originals", "copies")):
            words.append(data.decode("utf-8", "replace"))
    return "\n".join(words)


def hide_one(session: Session, case: IncidentId, linked_into: IncidentId | None = None) -> Exhibit:
    """An exhibit with words everywhere, which is hidden then."""
    shown = sample("chatnest-taunts-2.png") + b"8"
    bad = exhibit(session, case, 8, shown, description="zzdescription", original_name="zzname.png")
    of = ExhibitId(bad.id)
    read = ExhibitText(id=new_id(), incident_id=case, exhibit_id=of, how="read by machine", text="zzmachine words")
    kept = session.evidence.keep(io.BytesIO(b"a copy"))
    copy = Derivative(
        id=new_id(), incident_id=case, exhibit_id=of, ref="JH/8-A", derivative_kind="redacted", because="zzcopy",
        file_id=kept.file_id, size=kept.size, sha256=kept.sha256, stored_sha256=kept.stored_sha256,
        media_type="image/png", made_at=bad.attached_at, made_by="Jo Hartsedge",
    )  # fmt: skip
    links = []
    if linked_into:
        links = [ExhibitLink(id=new_id(), incident_id=linked_into, exhibit_id=of, because="zzlink",
                             linked_at=bad.attached_at, linked_by="Jo Hartsedge")]  # fmt: skip
    session.casebook.commit([read, copy, *links])
    shut_away(session, bad.id, "image of a child")
    return bad


@pytest.mark.parametrize("elsewhere", [False, True])
def test_no_word_of_a_hidden_exhibit_is_in_a_pack_or_an_extract(
    session: Session, case: PackedCase, tmp_path: Path, elsewhere: bool
) -> None:
    home = bare_case(session, ref="OSI-2026-0099") if elsewhere else case.id
    hide_one(session, home, case.id if elsewhere else None)
    files = packed_as_folder(session, case, tmp_path, exhibits=(case.mail.id,), copies=(), paper="whole file")
    told = text_of(files)
    assert [word for word in TELLING if word in told] == []
    verifier = the_verifier()
    check = verifier.Check(verifier.read(files["record/extract.json"]))
    assert check.faults == []
    assert any("withheld" in each for each in check.remarks)
    plain = tmp_path / "extract.json"
    extract_case(session, case.id, plain, purpose="for the court's expert", plain_because=BECAUSE)
    assert not [word for word in TELLING if word.encode() in plain.read_bytes()]
    assert verifier.Check(verifier.read(plain.read_bytes())).faults == []


def test_the_signed_history_stays_out_unless_it_is_asked_for(
    session: Session, case: PackedCase, tmp_path: Path
) -> None:
    ways: tuple[tuple[dict[str, object], bool], ...] = (
        ({"exhibits": (), "copies": (case.copy.id,), "with_extract": True}, True),
        ({"exhibits": (case.taunts.id,), "copies": (), "with_extract": PackChoice().with_extract}, False),
        ({"exhibits": (case.mail.id,), "copies": (), "with_extract": False}, False),
    )
    for number, (fields, expected) in enumerate(ways):
        out = tmp_path / str(number)
        out.mkdir()
        assert ("record/extract.json" in packed_as_folder(session, case, out, **{"paper": "", **fields})) == expected


def test_where_it_was_and_whose_device_showed_it_are_not_told_beside_a_copy_in_its_place(
    session: Session, case: PackedCase, tmp_path: Path
) -> None:
    told = msgspec.structs.replace(
        case.taunts, device="zzdevice", device_owner="zzowner", received_how="zzreceived", seen_because="zzseen",
        place=Stated(text="zzplace"),
    )  # fmt: skip
    session.casebook.commit([told])
    files = packed_as_folder(session, case, tmp_path, exhibits=(), copies=(case.copy.id,), paper="")
    words = text_of(files)
    assert [each for each in ("zzdevice", "zzowner", "zzreceived", "zzseen", "zzplace") if each in words] == []
    other = tmp_path / "whole"
    other.mkdir()
    whole = text_of(
        packed_as_folder(session, case, other, exhibits=(case.taunts.id,), copies=(), paper="", with_extract=False)
    )
    assert [each for each in ("zzdevice", "zzowner", "zzreceived", "zzplace") if each not in whole] == []


def test_two_references_that_look_alike_have_two_names(session: Session, case: PackedCase, tmp_path: Path) -> None:
    alike = [
        exhibit(session, case.id, number, f"words {number}".encode(), ref=ref, media_type="text/plain")
        for number, ref in ((7, "A.B/7"), (8, "A B/7"), (9, "a-b/7"))
    ]
    chosen = everything(case, exhibits=tuple(each.id for each in alike), copies=(), paper="")
    made = make_pack(session, case.id, chosen, tmp_path / "Pack.zip")
    with pyzipper.AESZipFile(made.files[0]) as archive:
        archive.setpassword(made.password.encode())
        names = [name.casefold() for name in archive.namelist()]
        manifest = msgspec.json.decode(archive.read("manifest.json"), type=Manifest)
    assert len(set(names)) == len(names)
    assert check_pack(made.files[0], made.password).sound
    sheets = {each.exhibit: each.path for each in manifest.files if each.what == "continuity" and each.exhibit}
    assert len(set(sheets.values())) == len(alike)


def link(session: Session, exhibit_id: str, case: IncidentId) -> None:
    made = ExhibitLink(
        id=new_id(), incident_id=case, exhibit_id=ExhibitId(exhibit_id), because="it belongs here, too",
        linked_at=session.clock(), linked_by="Jo Hartsedge",
    )  # fmt: skip
    session.casebook.commit([made])


def test_an_exhibit_of_another_case_goes_with_its_continuity_by_the_rules_of_its_own(
    session: Session, case: PackedCase, tmp_path: Path
) -> None:
    other = bare_case(session, ref="OSI-2026-0099")
    link(session, case.mail.id, other)
    ground = case._replace(id=other)
    files = packed_as_folder(session, ground, tmp_path, exhibits=(case.mail.id,), copies=(), paper="")
    assert files["originals/JH-2.eml"] == session.evidence.read(case.mail.file_id, case.mail.sha256)
    rows = list(csv.reader(io.StringIO(files["continuity/continuity.csv"].decode("utf-8-sig"))))
    assert [row[2] for row in rows[1:]] == ["attached", "exported"]

    session.casebook.commit([msgspec.structs.replace(session.casebook.get(Incident, case.id), restricted=True)])
    with pytest.raises(UserProblem, match=r"JH/2 cannot go\. It belongs to a restricted case"):
        packed_as_folder(session, ground, tmp_path, exhibits=(case.mail.id,), copies=())


def test_an_archive_of_another_case_never_goes_while_something_of_it_is_hidden_there(
    session: Session, case: PackedCase, tmp_path: Path
) -> None:
    other = bare_case(session, ref="OSI-2026-0099")
    link(session, case.mail.id, other)
    exhibit(session, case.id, 7, b"inner", part_of=case.mail.id, withdrawn=True, shut_away_by="Jo Hartsedge")
    with pytest.raises(UserProblem, match="A file lies in it that must not be here"):
        packed_as_folder(session, case._replace(id=other), tmp_path, exhibits=(case.mail.id,), copies=())


def test_a_damaged_pack_is_told_in_words_wherever_it_is_damaged(
    session: Session, case: PackedCase, tmp_path: Path
) -> None:
    chosen = everything(case, exhibits=(case.mail.id,), copies=(), paper="", with_extract=False)
    made = make_pack(session, case.id, chosen, tmp_path / "Pack.zip", password="a-b-c-d-e")
    whole, chance, refused = made.files[0].read_bytes(), random.Random(5), 0
    names = len(whole) - 1500
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 1, 2, 4))):
            data[chance.randrange(names if chance.random() < 0.7 else 0, len(data))] = chance.randrange(256)
        made.files[0].write_bytes(data)
        try:
            refused += not check_pack(made.files[0], "a-b-c-d-e").sound
        except Problem:
            refused += 1
    assert refused > 50
    for lost in (b"PK" + bytes(200), whole[: len(whole) // 2]):
        made.files[0].write_bytes(lost)
        with pytest.raises((PackDamaged, WrongPassword)):
            check_pack(made.files[0], "a-b-c-d-e")


def test_no_name_in_a_strangers_pack_steers_a_terminal_and_no_password_is_too_odd(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with pyzipper.AESZipFile(path, "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(b"pw")
        archive.writestr("SHA256SUMS", b"")
        archive.writestr("manifest.json", b"[" * 100_000)
        archive.writestr("\x1b[2Jevil", b"x")
    faults = check_pack(path, "pw").faults
    assert "?[2Jevil is not in the list: somebody added it." in faults
    assert all(each.isprintable() for each in faults)
    with pytest.raises(WrongPassword):
        check_pack(path, "\udcff")
    with pyzipper.AESZipFile(path, "w") as archive:
        archive.writestr("\x1b[2Jplain", b"x")
    with pytest.raises(PackDamaged, match=r"at \?\[2Jplain"):
        check_pack(path, "pw")
