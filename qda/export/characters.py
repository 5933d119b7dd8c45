"""Characters that a format cannot hold are replaced visibly, never dropped."""

from __future__ import annotations

import re

REPLACEMENT = "\ufffd"

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def legal(text: str) -> str:
    """The text for XML: control characters and lone surrogates become U+FFFD."""
    return _ILLEGAL.sub(REPLACEMENT, text)


def encodable(text: str) -> str:
    """The text for UTF-8: lone surrogates become U+FFFD."""
    return text if text.isascii() else _SURROGATES.sub(REPLACEMENT, text)
