"""What this computer remembers between starts: casebooks by their label, and the look. Nothing of a record."""

from pathlib import Path

import pytest

from dslapp.domain.problems import EnvironmentProblem
from dslapp.services.access.known_casebooks import KnownCasebooks
from dslapp.services.window.window_look import WindowLook, WindowLooks


@pytest.fixture
def known(tmp_path: Path) -> KnownCasebooks:
    return KnownCasebooks(tmp_path / "settings" / "casebooks.json")


def labels(known: KnownCasebooks) -> list[str]:
    return [each.label for each in known.listed()]


def test_at_first_none_is_known(known: KnownCasebooks) -> None:
    assert known.listed() == ()


def test_the_last_used_stands_first_and_keeps_its_label(known: KnownCasebooks, tmp_path: Path) -> None:
    known.remember(tmp_path / "Pupils.casebook", "Our pupils")
    known.remember(tmp_path / "Staff.casebook")
    assert labels(known) == ["Staff", "Our pupils"]
    known.remember(tmp_path / "Pupils.casebook")
    assert labels(known) == ["Our pupils", "Staff"]


def test_one_that_is_missing_is_shown_as_such_and_can_be_taken_off_the_list(
    known: KnownCasebooks, tmp_path: Path
) -> None:
    (tmp_path / "Here.casebook").mkdir()
    known.remember(tmp_path / "Here.casebook")
    known.remember(tmp_path / "Gone.casebook")
    assert [each.is_there for each in known.listed()] == [False, True]
    known.forget(tmp_path / "Gone.casebook")
    assert labels(known) == ["Here"]


@pytest.mark.parametrize("damage", [b"", b"{", b'{"casebooks": 3}', b"\xff\xfe"])
def test_a_damaged_list_is_an_empty_list(known: KnownCasebooks, tmp_path: Path, damage: bytes) -> None:
    known.remember(tmp_path / "Pupils.casebook")
    (tmp_path / "settings" / "casebooks.json").write_bytes(damage)
    assert known.listed() == ()
    known.remember(tmp_path / "Pupils.casebook")
    assert labels(known) == ["Pupils"]


def test_a_list_that_cannot_be_kept_is_said_with_a_way_forward(tmp_path: Path) -> None:
    (tmp_path / "settings").write_text("a file where the folder should be")
    with pytest.raises(EnvironmentProblem, match="Open another casebook"):
        KnownCasebooks(tmp_path / "settings" / "casebooks.json").remember(tmp_path / "Pupils.casebook")


def test_the_look_is_remembered(tmp_path: Path) -> None:
    looks = WindowLooks(tmp_path / "settings" / "window.json")
    assert looks.chosen() == WindowLook(theme="system", text_size=100)
    looks.choose(WindowLook(theme="dark", text_size=130))
    assert looks.chosen() == WindowLook(theme="dark", text_size=130)


def test_a_look_that_makes_no_sense_is_the_usual_look(tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    file.write_text('{"theme": "pink", "text_size": 12000}')
    assert WindowLooks(file).chosen() == WindowLook()
