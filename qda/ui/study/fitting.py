"""Names that have too little room: what tells a name from its neighbours stays, whole words of it. No Qt here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

Measure = Callable[[str], float]

_MONTH = r"[^\W\d_]{3,9}\.?"
_DATE = re.compile(
    rf"(?:\d{{4}}-\d{{2}}(?:-\d{{2}})?|(?:\d{{1,2}}(?:st|nd|rd|th|\.)?\s+)?{_MONTH}\s+\d{{4}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})"
    rf"\s*(?:\(\d+\))?$"
)
_LAST = re.compile(r"(?<=[\s_])[^\s_]{1,2}$|(?<=[\s_-])[^\s_-]+$")
_SHORTENED = re.compile(r"(?<=[^\W\d_]{3})[^\W\d_]+\.?(?=\s+\d{4})")
_ELLIPSIS = "…"
_HEAD = 3  # letters of the beginning that say something


def fitted(name: str, room: float, measure: Measure) -> str:
    """The name in so much room: its end whole, as far as dates and last words go, and of its beginning what fits.

    The last resort is to cut the end, as everybody expects it.
    """
    if measure(name) <= room:
        return name
    for tail in _tails(name):
        head = name[: len(name) - len(tail)].rstrip(" \t_-–—.,:;(")
        for shown in dict.fromkeys((tail, _SHORTENED.sub("", tail))):
            left = room - measure(f"{_ELLIPSIS} {shown}")
            begin = _cut(head, left, measure)
            if len(begin) >= _HEAD:
                return f"{begin}{_ELLIPSIS} {shown.lstrip()}"
            if measure(_ELLIPSIS + shown) <= room:
                return _ELLIPSIS + shown
    return _cut(name, room - measure(_ELLIPSIS), measure) + _ELLIPSIS


def _tails(name: str) -> Iterator[str]:
    """What may stand for the whole: a date at the end, else the last word, with the one before it if it is short."""
    if found := _DATE.search(name):
        if found.start():
            yield found[0]
        return
    found = _LAST.search(name)
    if found is None:
        return
    if len(found[0]) <= 2 and (before := re.search(r"[^\s_]+[\s_]+$", name[: found.start()])):
        yield name[before.start() :]
    elif len(found[0]) > 2:
        yield found[0]


def _cut(words: str, room: float, measure: Measure) -> str:
    """As many letters from the beginning as there is room for."""
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(words[:middle]) <= room else (low, middle - 1)
    found = words[:low].rstrip()
    return re.sub(r"\s+\S$", "", found) if low < len(words) else found  # one letter of a word says nothing
