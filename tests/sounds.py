"""Recordings that tests make: a hum that rises, so that each second of it is its own."""

import array
import io
import math
from functools import cache

import soundfile


@cache
def recording(kind: str, coding: str, seconds: float = 3, rate: int = 48_000, channels: int = 1) -> bytes:
    """A recording, in the container and the coding that libsndfile calls so."""
    made = io.BytesIO()
    with soundfile.SoundFile(made, "w", rate, channels, coding, format=kind) as sound:
        for second in range(math.ceil(seconds)):
            count = round(min(1, seconds - second) * rate)
            hum = (9000 / 32767 * math.sin((300 + 40 * second) * math.tau * at / rate) for at in range(count))
            sound.buffer_write(array.array("f", (each for each in hum for _ in range(channels))), "float32")
    return made.getvalue()


def voice_message(seconds: float = 3) -> bytes:
    """As a messenger records it: Opus in Ogg."""
    return recording("OGG", "OPUS", seconds)
