"""The Windows way of giving up rights: a job object, which the process puts itself into and never leaves."""

import ctypes
from typing import Protocol

_EXTENDED_LIMITS = 9
_UI_RESTRICTIONS = 4
_LIMITS = (
    0x0008  # one process: it starts no other
    | 0x0100  # a ceiling on its memory
    | 0x0400  # a crash ends it without a dialog
    | 0x2000  # it ends with the job
)
_NO_DESKTOP = 0xFF
"""No clipboard, no windows of other programs, no change of display or system settings, no logging off."""


class Function(Protocol):
    """One function of a Windows library."""

    restype: object
    argtypes: object

    def __call__(self, *arguments: object) -> int:
        """Call it."""


class Kernel32(Protocol):
    """What is called of kernel32.dll; the tests have one that notes the calls."""

    CreateJobObjectW: Function
    SetInformationJobObject: Function
    AssignProcessToJobObject: Function
    GetCurrentProcess: Function


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("per_process_time", ctypes.c_int64),
        ("per_job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("basic", BasicLimits),
        ("io_counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


def confine_in_a_job(kernel32: Kernel32, memory: int) -> None:
    """Put this process into a job of its own with at most `memory` bytes. Raises OSError when Windows refuses.

    The job's handle is never closed: it lives exactly as long as the process.
    """
    kernel32.CreateJobObjectW.restype = ctypes.c_void_p
    kernel32.GetCurrentProcess.restype = ctypes.c_void_p
    kernel32.SetInformationJobObject.argtypes = (ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_uint32)
    kernel32.AssignProcessToJobObject.argtypes = (ctypes.c_void_p, ctypes.c_void_p)

    limits = ExtendedLimits(process_memory=memory)
    limits.basic.flags = _LIMITS
    limits.basic.processes = 1
    desktop = ctypes.c_uint32(_NO_DESKTOP)

    job = kernel32.CreateJobObjectW(None, None)
    _check(job)
    _check(kernel32.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)))
    _check(kernel32.SetInformationJobObject(job, _UI_RESTRICTIONS, ctypes.byref(desktop), ctypes.sizeof(desktop)))
    _check(kernel32.AssignProcessToJobObject(job, kernel32.GetCurrentProcess()))


def _check(result: int | None) -> None:
    if not result:
        raise OSError("Windows did not confine the picture reader")
