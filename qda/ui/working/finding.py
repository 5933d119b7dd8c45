"""Finding by a few letters: how well an entry of the palette answers what was typed. No Qt here."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

_PART = 6
_WORD_BEGINS, _INSIDE = 1, 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be done or gone to. `part` is the heading it stands under, `keys` are shown at its right."""

    part: str
    text: str
    act: Callable[[], object]
    detail: str = ""
    keys: str = ""
    icon: str = ""
    color: str = ""
    also: str = ""


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Without case and accents, for comparing."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def score(wanted: Sequence[str], text: str) -> int | None:
    """How well a folded text answers folded words: 0 is best, None not at all. Each word must be found."""
    total = 0
    for word in wanted:
        at = text.find(word)
        if at < 0:
            return None
        while at > 0 and text[at - 1].isalnum():
            later = text.find(word, at + 1)
            if later < 0:
                break
            at = later
        total += 0 if at == 0 else _INSIDE if text[at - 1].isalnum() else _WORD_BEGINS
    return total


def best(query: str, entries: Iterable[Entry], limit: int) -> list[tuple[int, Entry]]:
    """The entries that answer a query, best first, with their scores; short names before long ones."""
    wanted = folded(query).split()
    found: list[tuple[int, int, int, Entry]] = []
    for place, entry in enumerate(entries):
        value = score(wanted, folded(entry.text))
        if value is None and entry.also:
            # Words of its surroundings, a menu or a case, count less than its own.
            value = score(wanted, folded(f"{entry.text} {entry.also}"))
            value = None if value is None else value + _INSIDE
        if value is not None:
            found.append((value, len(entry.text) if wanted else 0, place, entry))
    found.sort(key=lambda each: each[:3])
    return [(value, entry) for value, _length, _place, entry in found[:limit]]


def answers(query: str, parts: Sequence[tuple[str, Sequence[Entry]]], limit: int = _PART) -> list[Entry]:
    """What the palette shows: each part's best entries together, the part with the best answer first."""
    ranked = []
    for place, (_part, entries) in enumerate(parts):
        found = best(query, entries, limit)
        if found:
            ranked.append((found[0][0], place, [entry for _score, entry in found]))
    ranked.sort(key=lambda each: each[:2])
    return [entry for _best, _place, entries in ranked for entry in entries]
