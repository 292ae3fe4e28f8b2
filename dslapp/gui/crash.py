"""What is told of a fault of the program itself: where in the code it happened, and nothing that a record holds."""

import platform
import traceback
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import qVersion


def details_of(error: BaseException) -> str:
    """The kind of fault and the places in the code, outermost first. Its message is left out: it may quote a record."""
    lines = [f"DSL Casebook {_version()}, Python {platform.python_version()}, Qt {qVersion()}, {platform.system()}"]
    fault: BaseException | None = error
    while fault is not None:
        lines.append(f"{type(fault).__module__}.{type(fault).__qualname__}")
        lines += [
            f"  {_in_program(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(fault.__traceback__)
        ]
        fault = fault.__cause__ or fault.__context__
    return "\n".join(lines)


def _version() -> str:
    try:
        return version("dslcasebook")
    except PackageNotFoundError:
        return "from its source"


def _in_program(file: str) -> str:
    """The file without the folders that lead to it, which may hold a person's name."""
    parts = file.replace("\\", "/").split("/")
    return "/".join(parts[parts.index("dslapp") :] if "dslapp" in parts else parts[-2:])
