"""Lines for people steer no terminal, whatever a stranger's names hold."""

import pytest

from dslapp.cli.printing import print_lines


def test_control_and_reordering_characters_are_question_marks(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    print_lines(["photo\u202egpj.exe\x1b[2J\nHidden", "plain"])
    assert capfdbinary.readouterr().out == b"photo?gpj.exe?[2J?Hidden\nplain\n"
