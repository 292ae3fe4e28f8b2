"""When a file in a ZIP pack was written: by the clock on the wall, as whoever opens it reads it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import pyzipper

from dslapp.casebook.packing.writing import packing


def _fill(stream: BinaryIO) -> None:
    stream.write(b"a,b")


def test_a_zip_pack_says_the_time_as_a_clock_in_england_shows_it(tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    with packing("zip", [path], "made up", datetime(2026, 7, 1, 14, 30, tzinfo=UTC), lambda _: None) as pack:
        pack.add("list.csv", 3, _fill)
    with pyzipper.AESZipFile(path) as archive:
        assert archive.infolist()[0].date_time == (2026, 7, 1, 15, 30, 0)
