"""Does an act to a fresh copy of a casebook in a fork, and kills it somewhere in it, again and again."""

import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path


class Killed:
    """An act that is done to a fresh copy of a casebook in a fork, which is killed somewhere in it."""

    def __init__(self, original: Path, work: Path, act: Callable[[Path], object], seed: int) -> None:
        self.original, self.folder, self.act = original, work / original.name, act
        self.chance = random.Random(seed)
        self.acknowledged = self.inside = 0

    def run(self, kills: int) -> Iterator[bool]:
        """Kill it again and again, and on until one kill came inside the act, within reason.

        Yields whether it had acknowledged, with `folder` as it was left.
        """
        longest = self._how_long()
        for done in range(10 * kills):
            if done >= kills and self.inside:
                return
            self._afresh()
            before = self._state()
            acknowledged = self._kill_after(self.chance.random() * longest * 1.3)
            self.acknowledged += acknowledged
            self.inside += not acknowledged and self._state() != before
            yield acknowledged

    def _afresh(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.original, self.folder)

    def _state(self) -> list[tuple[str, int, int]]:
        found = (path for path in self.folder.rglob("*") if path.is_file())
        return sorted((str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in found)

    def _how_long(self) -> float:
        times = []
        for _ in range(2):
            self._afresh()
            start = time.perf_counter()
            self._kill_after(None)
            times.append(time.perf_counter() - start)
        return max(times)

    def _kill_after(self, seconds: float | None) -> bool:
        """Run the act in a fork; kill it after some time, or when it is done."""
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            try:
                self.act(self.folder)
                os.write(writing, b"done")
                time.sleep(600)
            finally:
                os._exit(9)
        os.close(writing)
        with os.fdopen(reading, "rb") as stream:
            if seconds is None:
                assert stream.read(4) == b"done", "the act fails by itself"
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                return True
            time.sleep(seconds)
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            assert os.WIFSIGNALED(status), "the child ended by itself: its work failed"
            return stream.read() == b"done"
