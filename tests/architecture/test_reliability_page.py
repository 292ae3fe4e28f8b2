"""docs/reliability.md quotes what `make faults` printed, explains each fault in words, and leaves none out."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
TABLE = PAGE.partition("```\n")[2].partition("```")[0].splitlines()
COUNTED = re.compile(r'\b(counted|mutation)\(\s*"(F\d+)",\s*(f?)"([^"]*)"')


@pytest.fixture(scope="module")
def in_tests() -> set[tuple[str, str, str]]:
    """What the tests of faults count: in the table or under it, the fault, and its words where they are fixed."""
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "faults").glob("*.py")]
    found = {match.groups() for source in sources for match in COUNTED.finditer(source)}
    return {(where, fault, "" if computed else words) for where, fault, computed, words in found}


def test_every_counted_fault_stands_in_the_table(in_tests: set[tuple[str, str, str]]) -> None:
    missing = [
        f"{fault} {words}"
        for where, fault, words in in_tests
        if not any(fault in line.split() and words in line and (where == "mutation") == ("check:" in line)
                   for line in TABLE)
    ]  # fmt: skip
    assert missing == [], "quote what `make faults` prints now"


def test_every_fault_is_explained_in_words(in_tests: set[tuple[str, str, str]]) -> None:
    explained = re.findall(r"^\| (F\d+) \|", PAGE, flags=re.MULTILINE)
    assert explained == [f"F{number}" for number in range(1, 24)]
    assert {fault for _, fault, _ in in_tests} <= set(explained)


def test_the_promise_is_what_was_counted() -> None:
    assert TABLE[-1] == "0 acknowledged saves lost, 0 silent damage, 0 plaintext hits"
