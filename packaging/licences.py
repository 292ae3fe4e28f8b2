"""Write docs/licences.md: every library that the lock files name, with the licence that its own metadata declares."""

import re
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "licences.md"
OPENING = """# Licences

DSL Casebook's own code is under the MIT licence (`LICENSE`). It stands on the libraries below, at the versions of
`requirements.lock`; the table is written by `packaging/licences.py` from what each library's own package declares,
and a test fails when it is out of date.

* **Qt and PySide6** are used under the LGPL 3, as separate shared libraries in a folder that anyone may replace.
* **pi-heif** brings libheif and libde265 (LGPL 3), also as separate shared libraries. It is the decoder alone:
  its sibling pillow-heif adds x265, whose GPL would bind the whole frozen program.
* **python-bidi** is under the LGPL 3, as a separate module.
* **pikepdf** and the qpdf in it are under the MPL 2.0 and the Apache 2.0 licence, unchanged.
* **SQLCipher** (in sqlcipher3) is under a BSD licence of Zetetic LLC, with OpenSSL (Apache 2.0) inside.
* **PDFium** (in pypdfium2) is under BSD and Apache 2.0 licences.
* **RapidOCR** and its models (PP-OCRv6 of the PaddleOCR project) are under the Apache 2.0 licence. They and what only
  they need belong to the extra `ocr`, and stand in the table at the versions of `requirements-ocr.lock`.
* **OpenCV** (in opencv-python-headless) is under the Apache 2.0 licence and brings FFmpeg's libraries (LGPL 2.1) as
  separate shared libraries: with them the film child shows the pictures of a film.
* **MediaInfo** (in pymediainfo) is under the BSD 2-clause licence.
* **libsndfile** (in soundfile) with mpg123 and LAME in it is under the LGPL 2.1, as a separate shared library; FLAC,
  Ogg, Vorbis and Opus in it are under BSD licences. With it the film child decodes sounds.
* **Shapely** brings GEOS (LGPL 2.1), **numpy** OpenBLAS (BSD) and libgfortran (GPL 3 with the runtime library
  exception, which leaves the program's licence alone).
* The **fonts** are under the SIL Open Font License (`resources/fonts/README.md`), the **icons** under the ISC licence
  (`resources/icons/LICENSE`).

PyInstaller, which freezes the program, is under the GPL with an exception: what it packs keeps its own licence.

| Library | Version | Licence |
|---|---|---|
"""
# Where a package's metadata says nothing, or not enough: read in the licence file that it carries.
FROM_THE_LICENCE_FILE = {
    "pi-heif": "BSD-3-Clause; libheif and libde265 in it LGPL-3.0",
    "pyrage": "MIT",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "sqlcipher3": "Zlib; SQLCipher in it BSD-3-Clause",
}
SHORT = {
    "Apache License 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "GNU Library or Lesser General Public License (LGPL)": "LGPL-3.0",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
}
ONLY_ON_WINDOWS = {"colorama": "BSD-3-Clause", "pywin32-ctypes": "BSD-3-Clause"}


def locked() -> list[tuple[str, str]]:
    """Each library of the lock files with its version; two versions where they differ by Python's."""
    locks = ("requirements.lock", "requirements-ocr.lock")
    text = "\n".join((ROOT / lock).read_text(encoding="utf-8") for lock in locks)
    pins = re.findall(r"^([a-z0-9.-]+)==([^ ]+)", text, re.MULTILINE)
    return sorted(set(pins))


def declared(package: PackageMetadata) -> str:
    """The licence in a package's metadata: its expression, or its classifiers, or its free text when that is short."""
    if "License-Expression" in package:
        return package["License-Expression"]
    classifiers = [line.split(" :: ")[-1] for line in package.get_all("Classifier") or [] if line.startswith("License")]
    if classifiers:
        return ", ".join(SHORT.get(name, name) for name in classifiers)
    text: str = next(iter(package.get_all("License") or [""]))
    return SHORT.get(text, text)


def licence_of(name: str) -> str:
    """One library's licence; a library that the table cannot account for is an error, not a blank."""
    if known := FROM_THE_LICENCE_FILE.get(name) or ONLY_ON_WINDOWS.get(name):
        return known
    try:
        licence = declared(metadata(name))
    except PackageNotFoundError:
        licence = ""
    if not licence:
        raise SystemExit(f"{name} declares no licence: read its licence file and add it to {Path(__file__).name}")
    return licence


def table() -> str:
    """The whole document."""
    return OPENING + "".join(f"| {name} | {version} | {licence_of(name)} |\n" for name, version in locked())


if __name__ == "__main__":
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_text(table(), encoding="utf-8")
