"""Locks a PDF with a password: AES-256, revision 6, properties and all."""

import io
import secrets
import unicodedata

import pikepdf

_ALLOWED = pikepdf.Permissions(accessibility=True, extract=True, print_highres=True, print_lowres=True)


def encrypt(pdf: bytes, password: str) -> bytes:
    """The same document, which opens only with the password.

    The password is used in Unicode's composed form (NFC), so that it opens whichever keyboard types it. The owner
    password is 32 random bytes that nobody keeps: an empty one would open the document for all. Raises ValueError for
    an empty password, and for one that PDF would cut off (over 127 bytes).
    """
    composed = unicodedata.normalize("NFC", password)
    if not 0 < len(composed.encode()) <= 127:
        raise ValueError("a PDF's password has 1 to 127 bytes")
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(
            locked,
            encryption=pikepdf.Encryption(
                user=composed,
                owner=secrets.token_urlsafe(32),
                R=6,
                aes=True,
                metadata=True,
                allow=_ALLOWED,
            ),
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return locked.getvalue()


def is_encrypted(pdf: bytes) -> bool:
    """Whether nobody can read the document without a password. Raises ValueError for what is no PDF."""
    try:
        with pikepdf.open(io.BytesIO(pdf)):
            return False
    except pikepdf.PasswordError:
        return True
    except pikepdf.PdfError as error:
        raise ValueError("this is no PDF") from error
