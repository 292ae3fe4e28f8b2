"""age's seal of a password with a work factor for tests: the same format, which stretches it for no second."""

import base64
import hashlib
import hmac
import os
from typing import Final

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pyrage import passphrase

IN_EARNEST: Final = passphrase.encrypt
"""What the program calls: it takes as many rounds as this computer does in a second."""
_ROUNDS_LOG2 = 10
_CHUNK = 64 * 1024


def seal(plain: bytes, password: str) -> bytes:
    """Seal bytes to a password as C2SP's `age` specification says."""
    file_key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    stretched = hashlib.scrypt(
        password.encode(), salt=b"age-encryption.org/v1/scrypt" + salt, n=1 << _ROUNDS_LOG2, r=8, p=1, dklen=32
    )
    wrapped = ChaCha20Poly1305(stretched).encrypt(bytes(12), file_key, None)
    stanza = f"-> scrypt {_base64(salt)} {_ROUNDS_LOG2}\n{_base64(wrapped)}\n"
    header = f"age-encryption.org/v1\n{stanza}---".encode()
    mac = hmac.digest(_derived(file_key, b"", b"header"), header, "sha256")
    payload_key = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
    chunks = [plain[start : start + _CHUNK] for start in range(0, len(plain), _CHUNK)] or [b""]
    payload = b"".join(
        payload_key.encrypt(number.to_bytes(11, "big") + bytes([number == len(chunks) - 1]), chunk, None)
        for number, chunk in enumerate(chunks)
    )
    return header + f" {_base64(mac)}\n".encode() + nonce + payload


def _derived(file_key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=salt or None, info=info).derive(file_key)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode().rstrip("=")
