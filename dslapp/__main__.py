"""Starts DSL Casebook: arguments, what every start does first, the crash hook and the exit code."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from dslapp import __version__

DONE, CRASHED = 0, 3
"""Exit codes; commands also use 1 (checked, and not sound) and 2 (could not run)."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code: the window without arguments, a command with some."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if list(arguments) == ["--picture-child"]:  # decodes a hostile picture: must load nothing else
        from dslapp.casebook.pictures.child import main as decode_picture

        return decode_picture()
    if list(arguments) == ["--file-child"]:  # likewise
        from dslapp.casebook.reading.child import main as read_file

        return read_file()
    if list(arguments) == ["--film-child"]:
        from dslapp.casebook.reading.film_child import main as read_film

        return read_film()
    if list(arguments) == ["--recognition-child"]:  # likewise
        from dslapp.casebook.recognition.child import main as read_words

        return read_words()
    keep_memory_private()
    keep_words_private()
    if list(arguments) == ["--keyring-child"]:
        from dslapp.casebook.keys.credentials_child import main as ask_keyring

        return ask_keyring()
    if list(arguments) == ["--version"]:
        sys.stdout.write(f"DSL Casebook {__version__}\n")
        return DONE
    from dslapp.bootstrap import UNLOCK, build_program, open_window, run_command

    program = build_program()
    try:
        if len(arguments) == 2 and arguments[0] == UNLOCK:
            return open_window(program, Path(arguments[1]))
        return run_command(program, arguments) if arguments else open_window(program)
    except Exception as error:  # noqa: BLE001 - the last edge: a mistake in the program
        say_crash(type(error), error, error.__traceback__)
        return CRASHED


def keep_memory_private() -> None:
    """No core dump, no other user's eyes on our files."""
    os.umask(0o077)
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        set_dumpable, no = 4, 0
        ctypes.CDLL(None).prctl(set_dumpable, no, 0, 0, 0)


def keep_words_private() -> None:
    """Nothing on stderr that may quote a record: no log line, no warning, no traceback, wherever it comes from."""
    import threading

    from dslapp.services.health.allowed_log import log_by_allow_list

    log_by_allow_list()
    sys.excepthook = say_crash
    sys.unraisablehook = lambda lost: say_crash(lost.exc_type, lost.exc_value, lost.exc_traceback)
    threading.excepthook = lambda lost: say_crash(lost.exc_type, lost.exc_value, lost.exc_traceback)


def say_crash(kind: type[BaseException], error: BaseException | None, traceback: TracebackType | None) -> None:
    """Say on one line what kind of bug it is and where: never its message, which may hold a record's words."""
    if issubclass(kind, KeyboardInterrupt | SystemExit) or sys.stderr is None:  # Windows: a window has no stderr
        return
    from dslapp.domain.problems import in_one_line

    said = kind.__name__ if error is None else in_one_line(error)
    sys.stderr.write(f"DSL Casebook stopped because of a mistake in the program: {said}\n")


if __name__ == "__main__":
    raise SystemExit(main())
