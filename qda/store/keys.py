"""Keys of files with a password: made of it once as SQLCipher 4 makes them, held in memory alone, and forgotten."""

from __future__ import annotations

import os
import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Self

ROUNDS = 256_000
"""Of PBKDF2-HMAC-SHA512, the default of SQLCipher 4 (zetetic.net/sqlcipher/design): what makes each guess dear."""

SALT = 16
"""Bytes at the head of a file, in the place of SQLite's sign: what makes the same password another key elsewhere."""

_SECRET = 32
_SQLITE = b"SQLite format 3\x00"
_PAGE = 4096
_PAGES = 16  # at the head; the first of them may be damaged
# Of 4,096 random bytes each of the 256 values is absent once in nine million times; a text has a hundred values.
_VALUES_OF_NOISE = 250
# What is packed looks like noise as well, but says what it is.
_SIGNS = (
    b"PK",
    b"\x1f\x8b",
    b"%PDF",
    b"BZh",
    b"\xfd7zXZ",
    b"7z\xbc\xaf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"\x28\xb5\x2f\xfd",
)


class KeyForgotten(OSError):
    """The project was closed, and its key with it."""


class Key:
    """The key and the salt of one file and its copies. Whoever closes the project wipes it."""

    __slots__ = ("_bytes",)

    def __init__(self, password: str, salt: bytes) -> None:
        # The same letters may be put together in two ways by two keyboards.
        words = unicodedata.normalize("NFC", password).encode("utf-8", errors="surrogatepass")
        import hashlib  # whoever only looks at a study that has no password need not wait for it

        self._bytes = bytearray(hashlib.pbkdf2_hmac("sha512", words, salt, ROUNDS, _SECRET) + salt)

    @classmethod
    def new(cls, password: str) -> Self:
        """A key for a file that is to be made."""
        salt = os.urandom(SALT)
        while salt.startswith(_SIGNS):  # once in millions; the file would be taken for something else
            salt = os.urandom(SALT)
        return cls(password, salt)

    @classmethod
    def of(cls, path: Path, password: str) -> Self:
        """The key that a password makes for a file that is there. Raises OSError."""
        return cls(password, _head(path)[:SALT])

    def spoken(self) -> str:
        """As SQLCipher takes key and salt without making them anew. Raises KeyForgotten."""
        if not self._bytes:
            raise KeyForgotten("the key of this file is forgotten")
        return f"x'{self._bytes.hex()}'"

    @property
    def salt(self) -> bytes:
        """That of its file, which is no secret. Raises KeyForgotten."""
        self.spoken()
        return bytes(self._bytes[_SECRET:])

    def fits(self, path: Path) -> bool:
        """True if a file that nobody writes has the salt of this key. Raises OSError."""
        return bool(self._bytes) and _head(path)[:SALT] == bytes(self._bytes[_SECRET:])

    def forget(self) -> None:
        """Wipe it."""
        self._bytes[:] = bytes(len(self._bytes))
        self._bytes.clear()

    def __repr__(self) -> str:
        return "<Key>"


def salt_of(path: Path) -> bytes:
    """The salt of an encrypted file that is not open here. Raises OSError."""
    return _head(path)[:SALT]


@cache
def can_encrypt() -> bool:
    """True if SQLCipher is there; on some systems it is not."""
    return find_spec("sqlcipher3") is not None


def is_plain(path: Path) -> bool:
    """True if a file begins as every database of SQLite without a password does. Raises OSError."""
    return _head(path).startswith(_SQLITE)


def seems_encrypted(path: Path) -> bool:
    """True if a file says nothing of itself and is noise, as one with a password is. Raises OSError."""
    head = _head(path)
    pages = [head[at : at + _PAGE] for at in range(0, len(head) - _PAGE + 1, _PAGE)]
    noise = any(len(set(page)) >= _VALUES_OF_NOISE for page in pages)
    return noise and not head.startswith((_SQLITE, *_SIGNS))


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_PAGE * _PAGES)
