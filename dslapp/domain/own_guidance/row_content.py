"""What a row of the guidance says, as text: to store it, to write it into a file, and to know it again.

Public: `plain_row`, `row_text`, `fingerprint`. A row is one step of a flow, one contact, one platform card…
What is left at its default is left out, so that a field that a later program adds changes nobody's fingerprint.
"""

import hashlib
from collections.abc import Mapping

import msgspec


def plain_row(row: msgspec.Struct) -> dict[str, object]:
    """The row as it would stand in its file: names and values, without those that are at their default."""
    config = row.__struct_config__
    plain: dict[str, object] = {}
    if config.tag is not None and config.tag_field is not None:
        plain[config.tag_field] = config.tag
    for field in msgspec.structs.fields(row):
        value = getattr(row, field.name)
        if field.default_factory is not msgspec.NODEFAULT and value == field.default_factory():
            continue
        if value != field.default:
            plain[field.encode_name] = _plain(value)
    return plain


def row_text(row: msgspec.Struct) -> str:
    """The row as JSON, the same text for the same row."""
    return msgspec.json.encode(plain_row(row), order="sorted").decode()


def fingerprint(row: msgspec.Struct) -> str:
    """SHA-256 of the row's text, in hexadecimal digits."""
    return hashlib.sha256(row_text(row).encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, msgspec.Struct):
        return plain_row(value)
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value
