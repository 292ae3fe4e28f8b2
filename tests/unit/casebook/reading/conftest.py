"""One reader for the tests of what it reads."""

from collections.abc import Iterator

import pytest

from dslapp.casebook.reading.reader import FileReader


@pytest.fixture(scope="module")
def files() -> Iterator[FileReader]:
    with FileReader() as shared:
        yield shared
