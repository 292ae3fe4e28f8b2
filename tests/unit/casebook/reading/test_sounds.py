"""Recordings become bare samples in the film child, a bounded piece at a time, whatever a file claims."""

import random
import tracemalloc

import pytest

from dslapp.casebook.reading.file_child import _bytes_after
from dslapp.casebook.reading.problems import NotReadable
from dslapp.casebook.reading.protocol import MOST_SAMPLES, Samples
from dslapp.casebook.reading.reader import FileReader
from tests.sounds import recording, voice_message

CODINGS = [
    ("WAV", "PCM_16"), ("WAV", "FLOAT"), ("WAV", "ULAW"), ("FLAC", "PCM_16"), ("OGG", "OPUS"), ("OGG", "VORBIS"),
    ("MP3", "MPEG_LAYER_III"), ("CAF", "ALAC_16"),
]  # fmt: skip


def level(samples: bytes) -> float:
    values = memoryview(samples).cast("h")
    return sum(abs(each) for each in values) / len(values)


@pytest.mark.parametrize(("kind", "coding"), CODINGS)
def test_a_recording_is_decoded_from_any_moment_on_without_a_seam(kind: str, coding: str, files: FileReader) -> None:
    data = recording(kind, coding)
    facts = files.look(data)
    assert (facts.kind, facts.notes) == ("sound", ())

    whole = files.sound(data, 0, 20)
    assert (whole.rate, whole.channels) == (48_000, 1)
    assert whole.length_s == pytest.approx(3, abs=0.1)
    assert level(whole.samples) == pytest.approx(9000 * 0.637, rel=0.1)
    start, rest = files.sound(data, 0, 1), files.sound(data, 1, 20)
    joined = memoryview(start.samples + rest.samples).cast("h")
    assert len(joined) * 2 == len(whole.samples)
    differences = (abs(one - other) for one, other in zip(joined, memoryview(whole.samples).cast("h"), strict=True))
    assert max(differences) <= 2
    with pytest.raises(NotReadable, match="no such part"):
        files.sound(data, 60, 20)


def test_an_answering_machines_coding_is_read_up_to_the_moment(files: FileReader) -> None:
    data = recording("WAV", "GSM610", 3, 8000)
    assert files.sound(data, 2, 20).samples[:8000] == files.sound(data, 0, 20).samples[32000:40000]


def test_two_channels_stay_and_more_become_one(files: FileReader) -> None:
    assert files.sound(recording("WAV", "PCM_16", 1, 8000, 2), 0, 20).channels == 2
    six = files.sound(recording("WAV", "PCM_16", 1, 8000, 6), 0, 20)
    assert (six.channels, len(six.samples)) == (1, 16_000)
    with pytest.raises(NotReadable):
        files.sound(recording("WAV", "PCM_16", 1, 8000, 60), 0, 20)


def test_a_file_that_claims_ten_hours_gives_what_it_has(files: FileReader) -> None:
    data = bytearray(recording("WAV", "PCM_16", 1, 8000))
    at = data.index(b"data") + 4
    data[at : at + 4] = (10 * 3600 * 16_000).to_bytes(4, "little")
    assert len(files.sound(bytes(data), 0, 30).samples) == 16_000
    with pytest.raises(NotReadable):
        files.sound(bytes(data), 9 * 3600, 30)


def test_a_piece_is_never_longer_than_thirty_seconds_and_the_program_holds_no_more(files: FileReader) -> None:
    data = recording("WAV", "PCM_U8", 100, 8000)
    tracemalloc.start()
    piece = files.sound(data, 0, 3600)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(piece.samples) == 30 * 8000 * 2
    assert peak < 4 * len(piece.samples) + (1 << 20)
    assert _bytes_after(Samples(rate=48_000, channels=2, count=MOST_SAMPLES, length_s=30)) < 6 << 20


@pytest.mark.parametrize("kind", ["OGG", "MP3", "FLAC", "WAV"])
def test_what_is_cut_or_bent_is_heard_in_part_or_refused_in_words(kind: str, files: FileReader) -> None:
    coding = {"OGG": "OPUS", "MP3": "MPEG_LAYER_III"}.get(kind, "PCM_16")
    honest, chance = recording(kind, coding), random.Random(5)
    refused = 0
    for turn in range(40):
        data = bytearray(honest[: len(honest) * (turn + 1) // 40] if turn % 2 else honest)
        for _ in range(0 if turn % 2 else 30):
            data[chance.randrange(len(data) if turn % 4 else min(200, len(data)))] = chance.randrange(256)
        try:
            files.sound(bytes(data), chance.choice((0, 1.5)), 20)
        except NotReadable:
            refused += 1
    assert refused < 40
    assert len(files.sound(voice_message(), 0, 1).samples) == 96_000, "the program lives on"


def test_a_sound_that_cannot_be_decoded_says_so_before_it_is_kept(files: FileReader) -> None:
    facts = files.look(b"#!AMR\n" + bytes((0x3C, *range(31))) * 50)
    assert (facts.kind, facts.media_type) == ("sound", "audio/amr")
    assert facts.notes == ("This kind of sound cannot be heard here.",)
    with pytest.raises(NotReadable):
        files.sound(b"RIFF\x28\0\0\0WAVE" + bytes(range(256)) * 40, 0, 20)
