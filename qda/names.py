"""How names are compared: two names are one if they differ only in case, composition or white space."""

from __future__ import annotations

import unicodedata


def clean(name: str) -> str:
    """A name as it is stored: NFC, white space folded to single spaces, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def printable(name: str) -> str:
    """A file's name as text: bytes that are none in the system's encoding become “�”."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def name_key(name: str) -> str:
    """What must be unique."""
    return unicodedata.normalize("NFC", clean(name).casefold())


def free_name(name: str, taken: set[str]) -> str:
    """`name`, or “name (2)”, “name (3)”, … – the first whose key is not in `taken`."""
    candidate, number = name, 1
    while name_key(candidate) in taken:
        number += 1
        candidate = f"{name} ({number})"
    return candidate
