"""How wide a text will be, near enough to lay out tables and boxes without loading any font.

Advance widths of the two metric families that every office program has: Times and Arial, in thousandths of the size.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Literal

Face = Literal["serif", "sans"]

_FIRST = 32
_SERIF = (
    "250 333 408 500 500 833 778 180 333 333 500 564 250 333 250 278 500 500 500 500 500 500 500 500 500 500 278 278 "
    "564 564 564 444 921 722 667 667 722 611 556 722 722 333 389 722 611 889 722 722 556 722 667 556 611 722 722 944 "
    "722 722 611 333 278 333 469 500 333 444 500 444 500 444 333 500 500 278 278 500 278 778 500 500 500 500 333 389 "
    "278 500 500 722 500 500 444 480 200 480 541"
)
_SANS = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 "
    "584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 "
    "667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 "
    "278 556 500 722 500 500 500 334 260 334 584"
)
_WIDTHS: dict[Face, tuple[int, ...]] = {
    "serif": tuple(int(width) for width in _SERIF.split()),
    "sans": tuple(int(width) for width in _SANS.split()),
}
_WIDE, _MIDDLING = 1000, 560
# Marks of print in both families, Times and Arial: a guess here breaks lines elsewhere than Word does.
_MARKS: dict[Face, dict[str, int]] = {
    "serif": {
        **dict.fromkeys("“”„", 444),
        **dict.fromkeys("‘’‚", 333),
        **dict.fromkeys("«»ß", 500),
        **{"–": 500, "—": 1000, "…": 1000, "·": 250, "•": 350, "\u00a0": 250, "\u2212": 564, "×": 564},
    },
    "sans": {
        **dict.fromkeys("“”„", 333),
        **dict.fromkeys("‘’‚", 222),
        **{"«": 556, "»": 556, "ß": 611},
        **{"–": 556, "—": 1000, "…": 1000, "·": 278, "•": 350, "\u00a0": 278, "\u2212": 584, "×": 584},
    },
}
# Bold letters of both families are about that much wider.
_BOLD = 1.07


def text_width(text: str, size: float, *, face: Face = "serif", bold: bool = False) -> float:
    """The width of one line of `text`, in the unit of `size`."""
    return sum(_advance(char, face) for char in text) * size / 1000 * (_BOLD if bold else 1.0)


@lru_cache(maxsize=4096)
def _advance(char: str, face: Face) -> int:
    widths = _WIDTHS[face]
    if char in _MARKS[face]:
        return _MARKS[face][char]
    # An accented letter is as wide as its letter.
    letter = unicodedata.normalize("NFD", char)[0]
    if 0 <= ord(letter) - _FIRST < len(widths):
        return widths[ord(letter) - _FIRST]
    if unicodedata.category(char) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return _WIDE if unicodedata.east_asian_width(char) in "WF" else _MIDDLING


def wrapped(text: str, width: float, size: float, *, face: Face = "serif", bold: bool = False) -> list[str]:
    """`text` in lines no wider than `width`, broken at spaces, inside a word only where it alone is too wide."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if text_width(joined, size, face=face, bold=bold) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        *full, line = _cut(word, width, size, face=face, bold=bold)
        lines += full
    return [*lines, line] if line or not lines else lines


def _cut(word: str, width: float, size: float, *, face: Face, bold: bool) -> list[str]:
    """A word in pieces that fit; marks stay with their letter."""
    pieces = [""]
    for char in word:
        joined = pieces[-1] + char
        if pieces[-1] and not unicodedata.combining(char) and text_width(joined, size, face=face, bold=bold) > width:
            pieces.append(char)
        else:
            pieces[-1] = joined
    return pieces
