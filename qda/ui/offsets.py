"""The border between code points, which the program counts, and UTF-16 units, which Qt counts; the only one."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def units(text: str) -> int:
    """The length of `text` as Qt counts it: an emoji is one code point here and two units there."""
    return len(text) if text.isascii() else len(text) + sum(1 for _ in _ASTRAL.finditer(text))


class Offsets:
    """Both ways between code points and UTF-16 units of a text, by bisection over the few that count double."""

    __slots__ = ("_astral", "_doubled")

    def __init__(self, text: str) -> None:
        found = () if text.isascii() else (match.start() for match in _ASTRAL.finditer(text))
        self._astral = array("q", found)
        self._doubled = array("q", (at + before for before, at in enumerate(self._astral)))

    def to_qt(self, offset: int) -> int:
        """The UTF-16 units before the code point `offset`."""
        return offset + bisect_left(self._astral, offset)

    def to_text(self, position: int) -> int:
        """The code points before the UTF-16 unit `position`; the middle of a pair counts as its beginning."""
        return position - bisect_left(self._doubled, position)
