"""The one way in which a value becomes bytes before it is hashed: a subset of RFC 8785.

Sorted keys, no spaces, UTF-8, Unicode normal form C; strings, integers, truth values, null, lists and maps only.
"""

import unicodedata
from typing import Any

import msgspec

_encoder = msgspec.json.Encoder(order="sorted")


def canonical(value: Any) -> str:
    """Return the canonical JSON of `value` (builtins or msgspec structs)."""
    text = _encoder.encode(value).decode()
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text
