"""Kills a child at a random moment, again and again, and tells what it had acknowledged before it died."""

import os
import random
import signal
import struct
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

Acknowledge = Callable[[int], None]
_NUMBER = struct.Struct(">Q")


@dataclass
class Tally:
    """What many kills came to: how many there were, and how many found the child inside its work."""

    kills: int = 0
    acknowledged: int = 0
    hot: int = 0
    """Kills that left a journal for the database to roll back."""


def killed_at_random(work: Callable[[Acknowledge], None], *, longest_s: float, seed: int, kills: int) -> Iterator[int]:
    """Run `work` in a fork and kill it after a random time; yield the last number that it had acknowledged, or -1.

    The first one is killed once it has acknowledged something, which shows how long this computer needs for it.

    `work` must acknowledge a number only once what it stands for is saved. A fork has no threads of ours: nothing but
    the casebook's own locks and files is shared, and those die with the child.
    """
    chance = random.Random(seed)
    for number in range(kills):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            try:
                work(partial(_tell, writing))
            finally:
                os._exit(9)  # the work never ends by itself
        os.close(writing)
        told = b""
        if number == 0:
            started = time.perf_counter()
            told = os.read(reading, _NUMBER.size)
            longest_s = max(longest_s, 4 * (time.perf_counter() - started))  # a busy computer needs longer
        else:
            time.sleep(chance.random() * longest_s)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        told += _read_all(reading)
        assert os.WIFSIGNALED(status), "the child ended by itself: its work failed"
        yield _NUMBER.unpack(told[-_NUMBER.size :])[0] if told else -1


def _tell(pipe: int, number: int) -> None:
    os.write(pipe, _NUMBER.pack(number))


def _read_all(pipe: int) -> bytes:
    with os.fdopen(pipe, "rb") as stream:
        told = stream.read()
    return told[: len(told) - len(told) % _NUMBER.size]
