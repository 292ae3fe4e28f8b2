"""A folder of a school's own guidance, looked at without a casebook: what holds with it, what differs, what is wrong.

Public: `read_folder(shipped, folder, today)`, `FolderGuidance`, `sound_folder`, `check_folder`.
"""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from dslapp.content.in_force import LibraryInForce
from dslapp.content.library import Library
from dslapp.content.own_folder import read_own_folder
from dslapp.domain.own_guidance.judged import all_faults
from dslapp.domain.own_guidance.local_changes import LocalChange, changes_of
from dslapp.domain.problems import EnvironmentProblem
from dslapp.services.guidance.guidance_library import Fault, GuidanceCheck


class FolderGuidance(NamedTuple):
    """The shipped guidance with rows laid over it, sound or not."""

    library: Library
    changes: tuple[LocalChange, ...]
    faults: tuple[Fault, ...]


def read_folder(shipped: Library, folder: Path, today: date) -> FolderGuidance:
    """Lay a folder over what is shipped, and say what is wrong with it: each fault names file, step and mend."""
    read = read_own_folder(folder, shipped, today)
    laid = LibraryInForce(shipped, read.rows, unchecked=True)
    faults = [Fault(file=f.file, step=f.step, problem=f.problem, mend=f.way_forward) for f in read.failures]
    faults += [
        Fault(file=f"{found.flow}.yaml", step=found.step, problem=found.problem, mend=found.mend)
        for found in all_faults(shipped, laid)
    ]
    return FolderGuidance(laid, changes_of(shipped, read.rows, laid.conflicts), tuple(faults))


def sound_folder(shipped: Library, folder: Path, today: date) -> Library:
    """What holds with a folder. Raises EnvironmentProblem, naming file, step and mend, when it is not sound."""
    read = read_folder(shipped, folder, today)
    if read.faults:
        first = read.faults[0]
        where = f"{first.file}, step “{first.step}”" if first.step else first.file
        raise EnvironmentProblem(f"{where}: {first.problem}.", f"{first.mend} Check it with `guidance check --folder`.")
    return read.library


def check_folder(shipped: Library, folder: Path, today: date) -> GuidanceCheck:
    """Check the guidance with a folder laid over it."""
    read = read_folder(shipped, folder, today)
    flows = read.library.guidance.flows
    return GuidanceCheck(flows=len(flows), steps=sum(len(flow.steps) for flow in flows.values()), faults=read.faults)
