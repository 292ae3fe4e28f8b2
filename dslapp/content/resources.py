"""Where the program's own files are, both in the source tree and when frozen by PyInstaller."""

import sys
from pathlib import Path


def resources_folder() -> Path:
    """Return the folder `resources`: beside the package, or inside the bundle of a frozen program."""
    bundle: str | None = getattr(sys, "_MEIPASS", None)
    root = Path(bundle) if bundle else Path(__file__).resolve().parents[2]
    return root / "resources"
