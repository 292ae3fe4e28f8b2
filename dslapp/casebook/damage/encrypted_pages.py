"""Reads single pages of an encrypted database without SQLite: what of a damaged file is still what was written.

A page is 4,096 bytes: the encrypted content, 16 bytes of IV, 64 bytes of HMAC-SHA-512 over both and the page's number.
The first page's first 16 bytes are the salt in the clear (docs/file-formats.md, *The database*).
"""

import hashlib
import hmac
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Self

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE = 4096
SALT = 16
_IV, _TAG = 16, 64
RESERVED = _IV + _TAG
USABLE = PAGE - RESERVED
"""Bytes of a page that hold content."""
_MAGIC = b"SQLite format 3\0"


class PageKey:
    """What opens the pages of one database, from its 96 hexadecimal digits: 32 bytes of key and 16 of salt."""

    def __init__(self, key_hex: str) -> None:
        secret = bytes.fromhex(key_hex)
        self._key, self.salt = secret[:32], secret[32:]
        masked = bytes(byte ^ 0x3A for byte in self.salt)
        self._tag_key = hashlib.pbkdf2_hmac("sha512", self._key, masked, 2, 32)

    def opened(self, number: int, stored: bytes) -> bytes | None:
        """The content of page `number` (4,016 bytes), or None when it is not as it was written, there, by this key."""
        if len(stored) != PAGE:
            return None
        start = SALT if number == 1 else 0
        tag = hmac.digest(self._tag_key, stored[start:-_TAG] + number.to_bytes(4, "little"), "sha512")
        if not hmac.compare_digest(tag, stored[-_TAG:]):
            return None
        cipher = Cipher(algorithms.AES(self._key), modes.CBC(stored[-RESERVED:-_TAG])).decryptor()
        plain = cipher.update(stored[start:-RESERVED]) + cipher.finalize()
        return _MAGIC + plain if number == 1 else plain


class EncryptedPages:
    """The pages of one database file that nobody is writing; the first is number 1. Use as a context manager."""

    def __init__(self, path: Path, key_hex: str) -> None:
        self.key = PageKey(key_hex)
        self._file: BinaryIO = path.open("rb")
        self.size = path.stat().st_size

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self._file.close()

    @property
    def there(self) -> int:
        """How many pages the file has, one that stops in its middle too."""
        return -(-self.size // PAGE)

    def read(self, number: int) -> bytes | None:
        """The content of a page, or None when it is missing, cannot be read from the disk, or is damaged."""
        if not 1 <= number <= self.there:
            return None
        try:
            self._file.seek((number - 1) * PAGE)
            stored = self._file.read(PAGE)
        except OSError:
            return None
        return self.key.opened(number, stored)

    def each(self) -> Iterator[tuple[int, bytes | None]]:
        """Every page of the file in turn, with its number."""
        for number in range(1, self.there + 1):
            yield number, self.read(number)
