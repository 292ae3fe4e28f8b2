"""An officer checks a pack without this program, by 7z, age, sha256sum and qpdf alone, and finds a changed byte."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
from pyrage import passphrase

from dslapp.domain.pack.chosen import PackForm, pack_name
from dslapp.services.pack.make_pack import MadePack, make_pack
from dslapp.services.session import Session
from tests import cheap_age
from tests.packs import BECAUSE, PackedCase, everything, in_folder, packed_case
from tests.verifier import the_verifier

SCRIPT = Path(__file__).parents[1] / "public_tools" / "check_pack.sh"
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the script is for a POSIX shell")


@pytest.fixture
def case(session: Session) -> PackedCase:
    return packed_case(session)


def pack_of(session: Session, case: PackedCase, form: PackForm, folder: Path) -> MadePack:
    choice = everything(case, form=form, plain_because=BECAUSE)
    return make_pack(session, case.id, choice, folder / pack_name("OSI-2026-0041", session.clock().date(), form))


def checked(pack: Path, password: str, folder: Path, number: str) -> str:
    """What the script says, which knows nothing of this program."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    done = subprocess.run(
        [str(SCRIPT), str(pack), password, str(folder), number], capture_output=True, text=True, check=False
    )
    assert (done.returncode == 0) == done.stdout.endswith("OK\n"), done.stderr
    return done.stdout.splitlines()[-1]


@pytest.mark.parametrize("form", get_args(PackForm))
def test_public_tools_open_it_and_find_every_sum_right(
    session: Session, case: PackedCase, tmp_path: Path, form: PackForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passphrase, "encrypt", cheap_age.IN_EARNEST)
    made = pack_of(session, case, form, tmp_path)
    out = tmp_path / "officer" / "unpacked"
    assert checked(made.files[0], made.password, out, made.check_number) == "OK"
    files = in_folder(out)
    assert len(files) == made.members
    assert files["originals/JH-3.mp4"] == session.evidence.read(case.film.file_id, case.film.sha256)
    verifier = the_verifier()
    assert verifier.Check(verifier.read(files["record/extract.json"])).faults == []


@pytest.mark.parametrize("form", get_args(PackForm))
def test_a_changed_byte_is_found_wherever_it_is(
    session: Session, case: PackedCase, tmp_path: Path, form: PackForm
) -> None:
    made = pack_of(session, case, form, tmp_path)
    files = sorted(made.files[0].rglob("*")) if made.files[0].is_dir() else [made.files[0]]
    out = tmp_path / "officer" / "unpacked"
    for file in (each for each in files if each.is_file()):
        whole = file.read_bytes()
        tries = {"folder": 1, "zip": 6, "age": 2}[form]
        for place in range(200 if tries > 1 else len(whole) // 2, len(whole), len(whole) // tries + 1):
            file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            assert checked(made.files[0], made.password, out, made.check_number) != "OK", f"{file.name} at {place}"
        file.write_bytes(whole)
    assert checked(made.files[0], made.password, out, made.check_number) == "OK"


def test_whoever_exchanges_a_file_and_the_list_is_found_by_the_check_number(
    session: Session, case: PackedCase, tmp_path: Path
) -> None:
    made = pack_of(session, case, "folder", tmp_path)
    pack, out = made.files[0], tmp_path / "officer" / "unpacked"
    (pack / "originals" / "JH-1.png").write_bytes(b"another picture")
    subprocess.run("sha256sum $(cut -c67- SHA256SUMS) > new; mv new SHA256SUMS", shell=True, cwd=pack, check=True)
    assert checked(pack, "", out, "") == "OK"
    assert checked(pack, "", out, made.check_number) == "NOT SOUND: the check number is another one"


@pytest.mark.parametrize("form", ["zip", "age"])
def test_no_other_password_opens_it(session: Session, case: PackedCase, tmp_path: Path, form: PackForm) -> None:
    made = pack_of(session, case, form, tmp_path)
    for guess in ("", made.password[:-1]):
        said = checked(made.files[0], guess, tmp_path / "officer" / "unpacked", made.check_number)
        assert said.endswith("does not open it")
