"""What is printed, for people or for programs, steers no terminal, whatever a stranger's names hold."""

import msgspec
import pytest

from dslapp.cli.printing import print_json, print_lines


def test_control_and_reordering_characters_are_question_marks(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    print_lines(["photo\u202egpj.exe\x1b[2J\nHidden", "plain"])
    assert capfdbinary.readouterr().out == b"photo?gpj.exe?[2J?Hidden\nplain\n"


def test_json_says_the_same_without_them(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    said = {"name": 'photo\u202egpj.exe\x1b[2J\x9b1m\u2066\n"\U000e0041é', "size": 3, "\u200bkey": None}
    print_json(said)
    printed = capfdbinary.readouterr().out.decode()
    assert msgspec.json.decode(printed) == said
    assert all(each == "\n" or each.isprintable() for each in printed)
    assert "é" in printed, "words stay words"
