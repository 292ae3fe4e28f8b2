"""Reads one YAML data file strictly into its type, with errors that name the file, the step and the mend."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

import msgspec

from dslapp.domain.problems import EnvironmentProblem

T = TypeVar("T")

_PATH = re.compile(r" - at `(?:key in )?\$?([^`]*)`$|$")
_MENDS = (
    ("got `bool`", 'Put yes and no in quotes: "yes", "no". Without them, YAML reads true and false.'),
    ("unknown field", "Mend its spelling or take it out."),
    ("missing required field", "Add it."),
    ("Invalid value", "Use question, choices, action, stop, outcome or goto."),
    ("Invalid enum value", "Use one of the values that the guidance knows."),
    ("got `null`", "Write a value, or take the line out."),
    ("got `int`", "Put the value in quotes."),
)


class UnreadableData(EnvironmentProblem):
    """A data file that cannot be used; `file`, `step` and `problem` say where and what, `way_forward` the mend."""

    def __init__(self, file: str, step: str, problem: str, mend: str) -> None:
        where = f"{file}, step “{step}”" if step else file
        super().__init__(f"{where}: {problem}.", mend)
        self.file = file
        self.step = step
        self.problem = problem


def read_data(path: Path, kind: type[T]) -> T:
    """Read a file into `kind`. Raises UnreadableData when it is missing, is not YAML or does not fit the type."""
    try:
        raw: object = msgspec.yaml.decode(path.read_bytes())
        return msgspec.convert(raw, kind, builtin_types=(date, datetime))
    except OSError as failure:
        raise UnreadableData(path.name, "", "cannot be opened", "Install the program again.") from failure
    except msgspec.ValidationError as failure:
        raise _named(path.name, raw, str(failure)) from failure
    except msgspec.DecodeError as failure:
        raise UnreadableData(path.name, "", f"is not YAML: {failure}", "Mend the line that it names.") from failure


def unfit(file: str, step: str, message: str) -> UnreadableData:
    """What msgspec says of one row that does not fit its type, with the mend."""
    path, problem, mend = _parts(message)
    return UnreadableData(file, step, f"{path.lstrip('.')}: {problem}" if path else problem, mend)


def _named(file: str, raw: object, message: str) -> UnreadableData:
    path, problem, mend = _parts(message)
    step, rest = _step_at(raw, path)
    return UnreadableData(file, step, f"{rest.lstrip('.')}: {problem}" if rest else problem, mend)


def _parts(message: str) -> tuple[str, str, str]:
    """The path, the problem and the mend of a message of msgspec."""
    found = _PATH.search(message)
    path = (found[1] or "") if found else ""
    problem = message[: found.start()] if found else message
    return path, problem, next((mend for sign, mend in _MENDS if sign in message), "Mend the value.")


def _step_at(raw: object, path: str) -> tuple[str, str]:
    """Return the id of the step to which a path such as `.steps[3].answers[0].id` leads, and the rest of the path."""
    found = re.match(r"\.(\w+)\[(\d+)\]", path)
    if not found or not isinstance(raw, dict):
        return "", path
    rows = raw.get(found[1])
    row = rows[int(found[2])] if isinstance(rows, Sequence) else None
    name = row.get("id") or row.get("key") if isinstance(row, dict) else None
    return str(name or f"number {int(found[2]) + 1}"), path[found.end() :]
