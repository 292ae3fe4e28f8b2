"""Films and sounds: how long, the first picture, and pictures from any moment on; nothing of them touches the disk."""

import io

import pytest
from PIL import Image

from dslapp.casebook.reading.film import _SHORTEST_SOUND
from dslapp.casebook.reading.problems import NotReadable
from dslapp.casebook.reading.reader import FileReader
from tests.files import FILES, sample_file

CLIP = "gamehall-clip.mp4"


def test_a_film_says_how_long_it_is_and_has_a_first_picture(files: FileReader) -> None:
    facts = files.look(FILES / CLIP, CLIP)

    assert (facts.kind, facts.media_type, facts.length_s) == ("film", "video/mp4", 6.0)
    assert (facts.width, facts.height) == (540, 960)
    with Image.open(io.BytesIO(facts.poster)) as poster:
        assert (poster.format, poster.size) == ("PNG", (540, 960))


def test_a_film_is_shown_from_any_moment_on(files: FileReader) -> None:
    start = files.frames(sample_file(CLIP), 0, 0.5, 4, 270)
    later = files.frames(sample_file(CLIP), 3, 0.5, 4, 270)

    assert [(picture.width, picture.height) for picture in start] == [(152, 270)] * 4
    assert start[0].data != later[0].data
    with pytest.raises(NotReadable, match="no such part"):
        files.frames(sample_file(CLIP), 60, 0.5, 4, 270)


def test_a_sound_has_no_picture_and_is_heard_here(files: FileReader) -> None:
    facts = files.look(_SHORTEST_SOUND, "voice.wav")

    assert (facts.kind, facts.media_type, facts.poster) == ("sound", "audio/wav", b"")
    assert facts.notes == ()


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_film_that_stops_in_the_middle_is_kept(share: float, files: FileReader) -> None:
    clip = sample_file(CLIP)

    assert files.look(clip[: int(len(clip) * share)]).kind == "film"


def test_a_list_of_other_files_in_a_films_clothes_is_not_followed(files: FileReader) -> None:
    dash = b'<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-on-demand:2011"></MPD>'
    facts = files.look(b"OggS" + bytes(50) + dash + bytes(500))

    assert facts.poster == b""
    assert facts.notes
