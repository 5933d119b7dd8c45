"""Finding memos: words, “phrases” and begin*nings in all of them at once, and filters that tell how many they leave.

Letters are compared without case and accents. Everything is looked for in memory: a thousand memos of three hundred
words are two megabytes, which Python's own search goes through in a few milliseconds.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache

from qda.memos.queries import MemoRow
from qda.memos.service import Target
from qda.text import Span

_PIECES = re.compile(r'"([^"]*)"?|(\S+)')


@dataclass(frozen=True, slots=True)
class Wish:
    """What memos are wanted; "" or None asks for nothing. `on` is one thing, or a kind of thing with id 0."""

    words: str = ""
    kind: str = ""
    stage: str = ""
    tag: str = ""
    coder: str = ""
    on: Target | None = None

    @property
    def filters(self) -> int:
        """How many filters are set, the words left out."""
        return sum(bool(getattr(self, each.name)) for each in fields(self) if each.name != "words")


@dataclass(frozen=True, slots=True)
class Facets:
    """How many memos each choice of a filter would leave, with all other filters as they are."""

    kinds: Counter[str]
    stages: Counter[str]
    tags: Counter[str]
    coders: Counter[str]
    targets: Counter[tuple[Target, str]]
    """By what they hang on, with its name."""
    target_kinds: Counter[str]


@dataclass(frozen=True, slots=True)
class _Kept:
    row: MemoRow
    text: str
    beside: str


class Finder:
    """The memos of a study, folded once and kept while they stay the same."""

    def __init__(self) -> None:
        self._kept: dict[int, _Kept] = {}

    def take(self, rows: Iterable[MemoRow]) -> None:
        """Search in these from now on."""
        before = self._kept
        self._kept = {}
        for row in rows:
            known = before.get(row.id)
            text = known.text if known is not None and known.row.text == row.text else folded(row.text)
            self._kept[row.id] = _Kept(row, text, folded(_beside(row)))

    def find(self, wish: Wish) -> list[MemoRow]:
        """The memos that answer to all of a wish, in the order they were taken."""
        asked = parsed(wish.words)
        return [kept.row for kept in self._kept.values() if _answers(kept.row, wish) and _holds(kept, asked)]

    def facets(self, wish: Wish) -> Facets:
        """What each filter could be set to."""
        asked = parsed(wish.words)
        holding = [kept.row for kept in self._kept.values() if _holds(kept, asked)]

        def left(name: str) -> list[MemoRow]:
            return [row for row in holding if _answers(row, wish, but=name)]

        on = left("on")
        return Facets(
            Counter(row.kind for row in left("kind")),
            Counter(row.stage for row in left("stage")),
            Counter(tag for row in left("tag") for tag in row.tags),
            Counter(row.coder for row in left("coder")),
            Counter((link.target, link.label) for row in on for link in row.links),
            Counter(kind for row in on for kind in {link.target.kind for link in row.links}),
        )


def _beside(row: MemoRow) -> str:
    return "\n".join((row.title, *(link.label for link in row.links), *row.tags))


def _answers(row: MemoRow, wish: Wish, but: str = "") -> bool:
    return (
        (but == "kind" or not wish.kind or row.kind == wish.kind)
        and (but == "stage" or not wish.stage or row.stage == wish.stage)
        and (but == "tag" or not wish.tag or folded(wish.tag) in map(folded, row.tags))
        and (but == "coder" or not wish.coder or row.coder == wish.coder)
        and (but == "on" or wish.on is None or _hangs(row, wish.on))
    )


def _hangs(row: MemoRow, on: Target) -> bool:
    return any(link.target == on or (on.id == 0 and link.target.kind == on.kind) for link in row.links)


# --- words --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that must stand in a memo: `plain` can be looked for quickly, `pattern` decides."""

    plain: str
    pattern: re.Pattern[str]


def parsed(words: str) -> tuple[Asked, ...]:
    """What is asked for: words, phrases in quotes, beginnings with a star. The last word, being typed, is a beginning.

    A closing quote or a blank ends the word: “room ” finds room and not rooms.
    """
    asked = []
    said = words.replace("“", '"').replace("”", '"').replace("„", '"')
    for found in _PIECES.finditer(said):
        phrase, bare = found.groups()
        typing = phrase is None and found.end() == len(said)
        begins = phrase is None and (bare.endswith("*") or typing)
        parts = re.findall(r"\w+", folded(phrase if phrase is not None else bare))
        if parts:
            asked.append(_asked(tuple(parts), begins))
    return tuple(asked)


@lru_cache(maxsize=256)
def _asked(parts: tuple[str, ...], begins: bool) -> Asked:
    pattern = r"(?<!\w)" + r"\W+".join(map(re.escape, parts)) + ("" if begins else r"(?!\w)")
    return Asked(max(parts, key=len), re.compile(pattern))


def _holds(kept: _Kept, asked: Sequence[Asked]) -> bool:
    return all(
        (each.plain in kept.text and each.pattern.search(kept.text) is not None)
        or (each.plain in kept.beside and each.pattern.search(kept.beside) is not None)
        for each in asked
    )


def matches(text: str, words: str) -> list[Span]:
    """Where what is asked for stands in a text, in code points."""
    whole = folded(text)
    found = {match.span() for each in parsed(words) for match in each.pattern.finditer(whole)}
    return [Span(start, end) for start, end in sorted(found) if end > start]


def excerpt_around(text: str, words: str, reach: int = 60) -> str:
    """The words around the first match, on one line; "" where none is in the text."""
    found = matches(text, words)
    if not found:
        return ""
    start = max(0, found[0].start - reach)
    cut = text[start : found[0].end + 4 * reach]
    first = cut if start == 0 else "… " + cut.partition(" ")[2]
    return " ".join(first.split())


def folded(text: str) -> str:
    """Small letters without accents, one for each code point, so that places stay."""
    return text.lower() if text.isascii() else "".join(map(_folded_letter, text))


@lru_cache(maxsize=4096)
def _folded_letter(letter: str) -> str:
    if letter == "’":
        return "'"
    base = unicodedata.normalize("NFD", letter.lower())[0]
    return base if len(base) == 1 else letter
