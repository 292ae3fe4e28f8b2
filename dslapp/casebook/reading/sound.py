"""Sounds as bare samples: libsndfile decodes a piece of a recording from memory. Runs in the film child only."""

import contextlib
import io
from typing import BinaryIO

import soundfile

from dslapp.casebook.reading.protocol import MOST_SAMPLES, FileAnswer, FileRequest, NotRead, Samples

_KINDS = frozenset({"WAV", "WAVEX", "RF64", "FLAC", "OGG", "MP3", "CAF"})
_MOST_CHANNELS = 8
_LONGEST_S = 30.0
_RUN_UP_S = 0.5
"""An MP3 borrows from the frames before: begun in the middle, its first samples are wrong."""


def prepare(shortest: bytes) -> None:
    """Load the library as a whole, for afterwards the child can open no file."""
    with soundfile.SoundFile(io.BytesIO(shortest)) as sound:
        sound.read(dtype="float32", always_2d=True).clip(-1, 1).mean(axis=1, keepdims=True).astype("<i2").tobytes()


def can_be_decoded(source: BinaryIO) -> bool:
    """Whether its first samples come out."""
    source.seek(0)
    with contextlib.suppress(soundfile.LibsndfileError, RuntimeError), soundfile.SoundFile(source) as sound:
        return _is_bounded(sound) and len(sound.read(64, always_2d=True)) > 0
    return False


def piece(source: BinaryIO, request: FileRequest) -> tuple[FileAnswer, bytes]:
    """At most `number` seconds from `at_s` on, as 16 bits a sample; many channels become one."""
    with soundfile.SoundFile(source) as sound:
        if not _is_bounded(sound):
            return NotRead(reason="damaged"), b""
        rate, begin = sound.samplerate, round(request.at_s * sound.samplerate)
        if begin >= sound.frames:
            return NotRead(reason="no such part"), b""
        run_up = min(begin, round(_RUN_UP_S * rate)) if sound.format == "MP3" else 0
        _go_to(sound, begin - run_up)
        wanted = min(MOST_SAMPLES, round(min(request.number, _LONGEST_S) * rate))
        samples = sound.read(run_up + wanted, dtype="float32", always_2d=True)[run_up:]
        length_s = min(sound.frames / rate, 1e7)
    if not len(samples):
        return NotRead(reason="no such part"), b""
    if samples.shape[1] > 2:
        samples = samples.mean(axis=1, keepdims=True)
    count, channels = samples.shape
    told = Samples(rate=rate, channels=channels, count=count, length_s=length_s)
    return told, (samples.clip(-1, 1) * 32767).astype("<i2").tobytes()


def _go_to(sound: soundfile.SoundFile, begin: int) -> None:
    """Stand at a sample; where the coding knows no way there, by reading up to it."""
    if sound.seekable():
        sound.seek(begin)
        return
    while begin > 0 and (passed := len(sound.read(min(begin, MOST_SAMPLES), dtype="float32"))):
        begin -= passed


def _is_bounded(sound: soundfile.SoundFile) -> bool:
    return sound.format in _KINDS and 1 <= sound.channels <= _MOST_CHANNELS and sound.samplerate > 0
