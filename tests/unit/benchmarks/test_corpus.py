"""The corpus goes the way of a person's files, and says when one of them crashes something or does not come back."""

import pytest

from benchmarks import corpus
from dslapp.casebook.evidence.files import EvidenceStore
from dslapp.casebook.reading.reader import FileReader
from tests.files import sample_file
from tests.pictures import sample

SAMPLES = (
    ("one", "parent-email.eml", sample_file("parent-email.eml")),
    ("another", "folder/chatnest-taunts-1.png", sample("chatnest-taunts-1.png")),
)


def test_files_are_taken_in_and_the_casebook_verifies(capsys: pytest.CaptureFixture[str]) -> None:
    assert corpus.taken_in((*SAMPLES, SAMPLES[0])) == 0
    said = capsys.readouterr().out
    assert "files: {'one': 2, 'another': 1}" in said
    assert "0 faults in the casebook afterwards" in said


def test_a_reader_that_crashes_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    look = FileReader.look

    def crash(files: FileReader, *given: object, **more: object) -> object:
        if b"parent" in bytes(given[0] if isinstance(given[0], bytes) else b""):
            raise RuntimeError
        return look(files, *given, **more)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr(FileReader, "look", crash)
    assert corpus.taken_in(SAMPLES) == 1
    assert "parent-email.eml: RuntimeError" in capsys.readouterr().out


def test_what_does_not_come_back_as_it_was_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(EvidenceStore, "read", lambda *_: b"other bytes")
    assert corpus.taken_in(SAMPLES[:1]) == 1
    assert "parent-email.eml: it was kept as something else" in capsys.readouterr().out


def test_without_a_folder_it_asks_for_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert corpus.main([]) == 2
    assert "make corpus ARGS=build/corpus" in capsys.readouterr().out
