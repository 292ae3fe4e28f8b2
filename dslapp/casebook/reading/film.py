"""Films and sounds: how long, made when and by what, and the pictures of a film. Runs in the film child only.

MediaInfo reads what the file says of itself; FFmpeg, as OpenCV brings it, decodes the pictures; `sound` the sounds.
"""

import io
import os
from datetime import UTC, datetime
from typing import Any, BinaryIO, Final, cast

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # numpy makes room for each of them when it is loaded
# Named containers only: FFmpeg would take some texts for lists of other files, or of addresses, to go on reading from.
os.environ["OPENCV_FFMPEG_CAPTURE_OPTIONS"] = (
    "format_whitelist;mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,ogg,flv,asf,mpeg,mpegts|protocol_whitelist;none"
)

import cv2
from pymediainfo import MediaInfo

from dslapp.casebook.pictures.protocol import MOST_SHOWN
from dslapp.casebook.reading import sound
from dslapp.casebook.reading.findings import Findings
from dslapp.casebook.reading.protocol import MOST_POSTER, FileAnswer, FileRequest, Frames, NotRead

_POSTER = 960
"""Dots of the longer side."""
_MOST_DOTS = 40_000_000
"""Of one picture of a film: more than 8K has."""
_MOST_FRAMES = 60
_MADE = ("comapplequicktimecreationdate", "recorded_date", "encoded_date", "tagged_date", "mastered_date")
_MAKER = (("comapplequicktimemake", "comapplequicktimemodel"), ("comandroidmanufacturer", "comandroidmodel"))
_FORMATS = ("%Y-%m-%d %H:%M:%S UTC", "UTC %Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%d %H:%M:%S%z")
_SOURCE: Final = "film or sound"


def prepare() -> None:
    """Load the libraries as a whole, for afterwards the child can open no file."""
    cv2.setNumThreads(1)
    MediaInfo.parse(io.BytesIO(_SHORTEST_SOUND))
    sound.prepare(_SHORTEST_SOUND)
    _moment("2026-11-09 08:52:11 UTC")
    cv2.VideoCapture(cast("Any", io.BytesIO(_SHORTEST_SOUND)), cv2.CAP_FFMPEG, [])


def answer(request: FileRequest, source: BinaryIO) -> tuple[FileAnswer, bytes]:
    """Do what is asked with a film or a sound. Raises whatever a decoder raises."""
    if request.task == "look":
        return look(source, request.media_type).answer()
    if request.task == "frame":
        return _frames(source, request)
    if request.task == "sound":
        return sound.piece(source, request)
    return NotRead(reason="no such part"), b""


def look(source: BinaryIO, media_type: str) -> Findings:
    """Read what it says of itself, and the first picture of a film."""
    tracks = MediaInfo.parse(source).tracks
    about = {track.track_type: track.to_data() for track in reversed(tracks)}
    general, picture = about.get("General", {}), about.get("Video")
    is_film = picture is not None
    found = Findings("film" if is_film else "sound", _type_of(media_type, is_film=is_film))
    found.length_s = _seconds(general, picture or {}, about.get("Audio", {}))
    found.say("title", general.get("title") or general.get("movie_name"), _SOURCE)
    _say_made(general, picture or {}, found)
    if "Video" not in about and "Audio" not in about:
        found.kind = "film" if media_type.startswith("video/") else "sound"
        found.note("damaged film")
    elif picture is not None:
        _take_poster(source, picture, found)
        if found.poster and "Audio" in about:
            found.note("silent")
    elif not sound.can_be_decoded(source):
        found.note("no sound")
    return found


def _say_made(general: dict[str, Any], picture: dict[str, Any], found: Findings) -> None:
    for key in _MADE:
        if text := str(general.get(key) or picture.get(key) or ""):
            found.say("time", f"made {text}", _SOURCE, _moment(text))
            break
    for make, model in _MAKER:
        found.say("device", f"{general.get(make) or ''} {general.get(model) or ''}".strip(), _SOURCE)


def _seconds(*tracks: dict[str, Any]) -> float:
    """The length, from the first that gives one, in the bounds of the protocol."""
    for track in tracks:
        try:
            seconds = float(track.get("duration") or 0) / 1000
        except (TypeError, ValueError):
            continue
        if 0 < seconds < 1e7:
            return seconds
    return 0.0


def _take_poster(source: BinaryIO, about: dict[str, Any], found: Findings) -> None:
    found.width, found.height = _sides(about)
    if found.width * found.height > _MOST_DOTS:
        found.note("large pictures", found.width, found.height)
        found.width = found.height = 0
        return
    film = _opened(source)
    there, picture = film.read() if film is not None else (False, None)
    if not there or picture is None:
        found.note("no pictures")
        return
    found.height, found.width = picture.shape[:2]
    packed, data = cv2.imencode(".png", _smaller(picture, _POSTER))
    if packed and data.nbytes <= MOST_POSTER:
        found.poster = data.tobytes()


def _sides(about: dict[str, Any]) -> tuple[int, int]:
    try:
        width, height = int(about.get("width") or 0), int(about.get("height") or 0)
    except (TypeError, ValueError):
        return 0, 0
    return max(0, width), max(0, height)


def _frames(source: BinaryIO, request: FileRequest) -> tuple[FileAnswer, bytes]:
    """Pictures from a moment on, each `scale` seconds after the one before."""
    about = next((track.to_data() for track in MediaInfo.parse(source).tracks if track.track_type == "Video"), {})
    width, height = _sides(about)
    if width * height > _MOST_DOTS:
        return NotRead(reason="too many dots"), b""
    film = _opened(source)
    if film is None:
        return NotRead(reason="damaged"), b""
    if request.at_s:
        film.set(cv2.CAP_PROP_POS_MSEC, request.at_s * 1000)
    drawn: list[bytes] = []
    shape, due = (0, 0), request.at_s
    while len(drawn) < min(request.number, _MOST_FRAMES) and film.grab():
        if film.get(cv2.CAP_PROP_POS_MSEC) / 1000 + 1e-3 < due:
            continue
        there, picture = film.retrieve()
        if not there:
            break
        small = cv2.cvtColor(_smaller(picture, request.longest), cv2.COLOR_BGR2RGB)
        if (drawn and small.shape[:2] != shape) or (len(drawn) + 1) * small.shape[0] * small.shape[1] > MOST_SHOWN:
            break
        shape, due = cast("tuple[int, int]", small.shape[:2]), due + request.scale
        drawn.append(small.tobytes())
    if not drawn:
        return NotRead(reason="no such part"), b""
    return Frames(width=shape[1], height=shape[0], count=len(drawn)), b"".join(drawn)


def _opened(source: BinaryIO) -> cv2.VideoCapture | None:
    source.seek(0)
    film = cv2.VideoCapture(cast("Any", source), cv2.CAP_FFMPEG, [cv2.CAP_PROP_N_THREADS, 1])
    return film if film.isOpened() else None


def _smaller(picture: Any, longest: int) -> Any:
    height, width = picture.shape[:2]
    scale = min(1.0, longest / max(width, height))
    if scale == 1.0:
        return picture
    sides = max(1, round(width * scale)), max(1, round(height * scale))
    return cv2.resize(picture, sides, interpolation=cv2.INTER_AREA)


def _type_of(media_type: str, *, is_film: bool) -> str:
    if media_type == "application/ogg":
        return "video/ogg" if is_film else "audio/ogg"
    return media_type if is_film else media_type.replace("video/mp4", "audio/mp4")


def _moment(text: str) -> datetime | None:
    for pattern in _FORMATS:
        try:
            at = datetime.strptime(text, pattern)  # noqa: DTZ007 - the zone follows where the pattern has it
        except ValueError:
            continue
        return at if at.tzinfo else at.replace(tzinfo=UTC)
    return None


_SHORTEST_SOUND = (
    b"RIFF\x28\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data\x04\0\0\0\x80\x80\x80\x80"
)
