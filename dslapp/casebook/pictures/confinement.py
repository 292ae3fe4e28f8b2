"""Giving up rights: what the picture child does to itself before it reads its first byte.

Afterwards it can open no file and no socket, and so load no library and start next to no program; it can write nothing
but its answer, use 512 MiB and leave no core dump. What a decoder's bug could still do is said in docs/security.md.
(RLIMIT_NPROC is not taken away: the HEIC decoder ends the process when it gets no thread.)
"""

import sys

MEMORY = 512 << 20
"""Bytes, of address space or, on Windows, of committed memory."""
SECONDS = 10
"""Of one processor, for one picture."""


def shut_out_the_network() -> None:
    """Let no Python code of this process open a socket or ask for an address, for good: before libraries are loaded.

    Libraries that read would load models or look for news if they could. `confine_this_process` binds the rest, which
    can only come after they are loaded.
    """
    sys.addaudithook(_refuse_network)


def _refuse_network(event: str, _arguments: tuple[object, ...]) -> None:
    if event.startswith("socket.") and event != "socket.gethostname":
        raise PermissionError("This process has no network.")


def confine_this_process(memory: int = MEMORY) -> None:
    """Give up all rights that decoding does not need. Raises OSError when the system does not let go of one.

    `memory` is in bytes.
    """
    if sys.platform == "win32":
        import ctypes

        from dslapp.casebook.pictures.windows_job import confine_in_a_job

        confine_in_a_job(ctypes.WinDLL("kernel32", use_last_error=True), memory)
    else:
        _confine_on_unix(memory)


def allow_time_for_one_picture(seconds: int = SECONDS) -> None:
    """Let the process run for `seconds` more; beyond them the system ends it. Windows leaves this to the parent."""
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        spent = int(used.ru_utime + used.ru_stime)
        resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds + 1, resource.RLIM_INFINITY))


if sys.platform != "win32":

    def _confine_on_unix(memory: int) -> None:
        import resource

        if sys.platform == "linux":
            import ctypes

            set_dumpable = 4
            ctypes.CDLL(None).prctl(set_dumpable, 0, 0, 0, 0)  # neither dumped nor read by another program
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        if sys.platform != "darwin":  # macOS takes this limit and does not keep to it
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))  # what is open is used on; nothing is opened in its place
