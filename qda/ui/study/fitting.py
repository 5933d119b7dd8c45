"""Names that have too little room: what tells a name from its neighbours stays, whole words of it. No Qt here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

Measure = Callable[[str], float]

_MONTH = r"[^\W\d_]{3,9}\.?"
_DATE = re.compile(
    rf"(?:\d{{4}}-\d{{2}}(?:-\d{{2}})?|(?:\d{{1,2}}(?:st|nd|rd|th|\.)?\s+)?{_MONTH}\s+\d{{4}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})"
    rf"\s*(?:\(\d+\))?$"
)
_LAST = re.compile(r"(?<=[\s_-])[^\s_-]+$")
_BEFORE = re.compile(r"[^\s_-]+[\s_-]+$")
_WORD_END = re.compile(r"[\s_-]+")
_SHORT = 2  # letters: a number, “II”, “v3”
_SHORTENED = re.compile(r"(?<=[^\W\d_]{3})[^\W\d_]+\.?(?=\s+\d{4})")
_ELLIPSIS = "…"
_JOINTS = " \t_-–—.,:;("
_HEAD = 2  # letters of the beginning that say something


def shared(names: Iterable[str]) -> dict[str, int]:
    """How much of the beginning of each name another one has too, in characters of whole words."""
    ordered = sorted(set(names))
    found = dict.fromkeys(ordered, 0)
    for before, name in pairwise(ordered):
        length = next((at for at, (a, b) in enumerate(zip(before, name, strict=False)) if a != b), len(before))
        words = max((end.end() for end in _WORD_END.finditer(name, 0, length)), default=0)
        found[before], found[name] = max(found[before], words), words
    return found


def fitted(name: str, room: float, measure: Measure, begin: int = 0) -> str:
    """The name in so much room: what tells it apart whole, and of what stands before that what fits.

    What tells it apart is what comes after the first `begin` characters, which others have too; else a date at its
    end; else its last word, which says too little to stand alone: others may end with it as well. The last resort is
    to cut the end, as everybody expects it.
    """
    if measure(name) <= room:
        return name
    for tail, alone in _tails(name, begin):
        head, shown = name[: len(name) - len(tail)], _SHORTENED.sub("", tail)
        if measure(head + shown) <= room:
            return head + shown  # a month of three letters costs nobody anything
        first = _cut(head.rstrip(_JOINTS), room - measure(f"{_ELLIPSIS} {shown}"), measure)
        if len(first) >= (_HEAD if alone else _HEAD + 1):
            return f"{first}{_ELLIPSIS} {shown.lstrip()}"
        if alone and measure(_ELLIPSIS + shown) <= room:
            return _ELLIPSIS + shown
    return _cut(name, room - measure(_ELLIPSIS), measure) + _ELLIPSIS


def undated(name: str) -> str:
    """The name without the date at its end, if there is more to it."""
    found = _DATE.search(name)
    return name[: found.start()].rstrip(_JOINTS) if found and found.start() else name


def named(name: str, short: str, room: float, measure: Measure) -> str:
    """The name in so much room; where it does not fit, the short one that says it is."""
    if short == name or measure(name) <= room:
        return fitted(name, room, measure)
    return short + _ELLIPSIS if measure(short + _ELLIPSIS) <= room else fitted(short, room, measure)


def _tails(name: str, begin: int) -> Iterator[tuple[str, bool]]:
    """What may stand for the whole, and whether it may alone; of a last word that is short, the one before it too."""
    if begin and len(name) - begin > _SHORT + 1:
        yield name[begin:], True
    if found := _DATE.search(name):
        if found.start():
            yield found[0], True
        return
    found = _LAST.search(name)
    if found is None:
        return
    if len(found[0]) > _SHORT:
        yield found[0], False
    elif (before := _BEFORE.search(name[: found.start()])) and before.start():
        yield name[before.start() :], False


def _cut(words: str, room: float, measure: Measure) -> str:
    """As many letters from the beginning as there is room for."""
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(words[:middle]) <= room else (low, middle - 1)
    found = words[:low].rstrip()
    return re.sub(r"\s+\S$", "", found) if low < len(words) else found  # one letter of a word says nothing
