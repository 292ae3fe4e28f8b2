"""The one way in which a value becomes bytes before it is hashed: a subset of RFC 8785.

Sorted keys, no spaces, UTF-8, Unicode normal form C; strings, integers, truth values, null, lists and maps only.
"""

import unicodedata
from typing import Any

import msgspec

_encoder = msgspec.json.Encoder(order="sorted")


def canonical(value: Any) -> str:
    """Return the canonical JSON of `value` (builtins or msgspec structs).

    Half of a surrogate pair, which a file's name may hold and UTF-8 cannot, becomes the replacement character.
    """
    try:
        text = _as_text(value)
        if unicodedata.is_normalized("NFC", text):
            return text
    except UnicodeEncodeError:
        pass
    return _as_text(_normalised(msgspec.to_builtins(value)))


def _as_text(value: Any) -> str:
    """Encoded into a buffer of ours: where memory is short, msgspec's own buffer ends the process (0.22)."""
    buffer = bytearray()
    _encoder.encode_into(value, buffer)
    return buffer.decode()


def _normalised(value: Any) -> Any:
    """Each string by itself: in the JSON text, a combining mark would join the letter of an escape."""
    if isinstance(value, str):
        whole = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return unicodedata.normalize("NFC", whole)
    if isinstance(value, dict):
        return {_normalised(key): _normalised(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_normalised(each) for each in value]
    return value
