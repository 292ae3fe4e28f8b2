"""One child as the program holds it: the process, the two pipes to it, and the clock that ends it when late."""

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from threading import Event, Timer
from typing import cast

import msgspec

from dslapp.casebook.own_program import FOLDER
from dslapp.casebook.pictures.pipes import read_exactly, write_all
from dslapp.casebook.pictures.problems import PictureReaderBroken
from dslapp.casebook.pictures.protocol import LONGEST_HEADER, Answer, Ready, Request, bytes_after, frame, read_header

_ANSWERS = msgspec.json.Decoder(Answer)
_GREETING = msgspec.json.Decoder(Ready)


class ChildFailed(Exception):
    """The child is gone, was ended for taking too long, or answered nonsense."""

    def __init__(self, *, took_too_long: bool) -> None:
        super().__init__()
        self.took_too_long = took_too_long


class ConfinedChild:
    """One child process and the two pipes to it, whatever is said through them."""

    longest_header = LONGEST_HEADER

    def __init__(self, command: Sequence[str], patience: float) -> None:
        """Start the child and wait until it has given up its rights. Raises PictureReaderBroken."""
        self.served = 0
        self._patience = patience
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0,
                cwd=FOLDER, env=_environment(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )  # fmt: skip
        except OSError as error:
            raise PictureReaderBroken from error
        try:
            with self._ended_when_late():
                _GREETING.decode(self._header())
        except ChildFailed as failure:
            self.end()
            raise PictureReaderBroken from failure

    @property
    def alive(self) -> bool:
        """Whether the process is still there."""
        return self._process.poll() is None

    def end(self) -> None:
        """End the process and wait until the system has taken it back."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._process.wait()

    @contextlib.contextmanager
    def _ended_when_late(self) -> Iterator[None]:
        """End the child when the time is over, which ends every wait for its pipes too, on each system."""
        too_long = Event()

        def stop() -> None:
            too_long.set()
            self._process.kill()

        timer = Timer(self._patience, stop)
        timer.start()
        try:
            yield
        except (OSError, EOFError, ValueError, msgspec.MsgspecError) as error:
            raise ChildFailed(took_too_long=too_long.is_set()) from error
        finally:
            timer.cancel()
            timer.join()

    def _header(self) -> bytes:
        return read_header(self._read, self.longest_header)

    def _write(self, data: bytes | memoryview) -> None:
        write_all(cast("io.FileIO", self._process.stdin), data)

    def _read(self, size: int) -> bytes:
        return read_exactly(cast("io.FileIO", self._process.stdout), size)


class ChildProcess(ConfinedChild):
    """A child that decodes pictures."""

    def exchange(self, request: Request, data: bytes) -> tuple[Answer, bytes]:
        """Ask, and return the answer with the bytes that belong to it. Raises ChildFailed."""
        self.served += 1
        with self._ended_when_late():
            self._write(frame(request))
            self._write(data)
            answer: Answer = _ANSWERS.decode(self._header())
            return answer, self._read(bytes_after(answer))


def _environment() -> dict[str, str]:
    """Return nothing: the child needs no paths, names or secrets; Windows starts nothing without its own folder."""
    return {"SYSTEMROOT": os.environ["SYSTEMROOT"]} if sys.platform == "win32" else {}
