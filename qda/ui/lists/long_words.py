"""Words longer than what they stand in: places in them where a line may break, seen only where one does. No Qt here."""

from __future__ import annotations

import re

_LONG = 16  # letters; longer words get places to break
_EACH = 2  # letters from place to place
_BREAK = "\u200b"
# Of the Latin, Greek and Cyrillic scripts: others break between signs, or join their letters.
_WORD = re.compile(rf"[A-Za-z\u00c0-\u052f]{{{_LONG + 1},}}")


def breakable(words: str) -> str:
    """The same words to be painted or put on a label that wraps: long ones may break instead of being cut off."""
    return _WORD.sub(_broken, words)


def pieces(words: str) -> list[str]:
    """What stays on one line: parted by spaces, line ends and places to break, not by spaces that hold together."""
    return re.split(rf"[ \n{_BREAK}]", words)


def _broken(found: re.Match[str]) -> str:
    word = found[0]
    return _BREAK.join(word[at : at + _EACH] for at in range(0, len(word), _EACH))
