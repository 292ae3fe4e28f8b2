"""Children of the program that answer what a test has them answer."""

import sys

from dslapp.casebook.pictures.protocol import Ready, frame


def saying(*answers: bytes, then: str = "") -> list[str]:
    """A child that greets, reads one request and says these bytes, whatever it was asked."""
    program = f"""
import sys, os
os.write(1, {frame(Ready())!r})
os.read(0, 1 << 16)
for answer in {list(answers)!r}:
    os.write(1, answer)
{then}
"""
    return [sys.executable, "-c", program]
