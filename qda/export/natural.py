"""Names in the order in which people count: “Category 2” before “Category 10”."""

from __future__ import annotations

import re

Natural = tuple[tuple[str, int], ...]
_PARTS = re.compile(r"(\D*)([0-9]*)")


def natural(name: str) -> Natural:
    """What to sort a name by: its words without regard to capitals, its numbers as numbers."""
    return tuple((words.casefold(), int(number or -1)) for words, number in _PARTS.findall(name))
