"""Files other than pictures, honest ones: the samples and small ones that tests make."""

from pathlib import Path

FILES = Path(__file__).parent / "samples" / "files"


def sample_file(name: str) -> bytes:
    return (FILES / name).read_bytes()
