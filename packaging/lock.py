"""Write the three hash-pinned lock files from the ranges in pyproject.toml: `make lock`.

uv rather than pip-compile: its `--universal` pins what Windows and macOS need as well, each with its marker.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMPILE = [
    *(sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--quiet"),
    *("--universal", "--python-version", "3.11", "--generate-hashes"),
    *("--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "make lock"),
]


def main() -> int:
    """Lock what the program needs, then what its developers need besides, then with the extra, at the same versions."""
    upgrade = ["--upgrade"] if "--upgrade" in sys.argv[1:] else []
    runtime = [*COMPILE, *upgrade, "--output-file", "requirements.lock"]
    developers = [*COMPILE, *upgrade, "--extra", "dev", "--constraint", "requirements.lock"]
    developers += ["--output-file", "requirements-dev.lock"]
    with_recognition = [*COMPILE, *upgrade, "--extra", "ocr", "--constraint", "requirements-dev.lock"]
    with_recognition += ["--output-file", "requirements-ocr.lock"]
    for command in (runtime, developers, with_recognition):
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
