"""Runs of words: where a text repeats six or more consecutive words of other texts.

Case, punctuation, white space, hyphens and apostrophes make no difference, so that words are found again in whatever
they were quoted in. Each sign of Chinese and Japanese counts as a word, as everywhere.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Self

from qda.text.spans import Span
from qda.text.words import CJK

LEAST = 6
"""Words: fewer in a row are nobody's."""

# Combining marks, and signs that only say where a word may or may not be cut, stand inside words.
_INSIDE = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
BLANK = "█"
_BLANKED = re.compile(f"{BLANK}+(?:\\s+{BLANK}+)*")
_PART = 400_000  # code points: a list of all words of a long text would take the memory of fifty


@functools.cache
def _word() -> re.Pattern[str]:
    return re.compile(f"[{CJK}]|[^\\W_{CJK}][^\\W_{CJK}{_INSIDE}]*(?:[{_INSIDE}]+[^\\W_{CJK}{_INSIDE}]*)*")


def folded(text: str) -> str:
    """The text as its words are compared."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def words(text: str) -> list[str]:
    """The words of a text as they are compared; an apostrophe or a hyphen divides them."""
    found = _word().findall(folded(text))
    return found if text.isascii() else [word.translate(_UNSEEN) for word in found]


def _windows(found: Sequence[str], least: int) -> Iterator[int]:
    """A number for each run of so many words, in order; equal runs have equal numbers."""
    return map(hash, zip(*(islice(found, at, None) for at in range(least)), strict=False))


class Runs:
    """All runs of six (or `least`) words of some texts; what was looked for is not kept, only its fingerprints."""

    __slots__ = ("_known", "_least")

    def __init__(self, texts: Iterable[str] = (), *, least: int = LEAST) -> None:
        self._least = least
        parts = (part for text in texts for part in _parts(text))
        self._known = frozenset(chain.from_iterable(_windows(words(part), least) for part in parts))

    @classmethod
    def _of(cls, known: frozenset[int], least: int) -> Self:
        made = cls(least=least)
        made._known = known
        return made

    def __bool__(self) -> bool:
        return bool(self._known)

    def __len__(self) -> int:
        return len(self._known)

    def __or__(self, other: Runs) -> Runs:
        return Runs._of(self._known | other._known, self._least) if other else self

    def without(self, other: Runs) -> Runs:
        """The runs that are not among those of others."""
        return Runs._of(self._known - other._known, self._least) if other else self

    def touches(self, text: str) -> bool:
        """True if the text repeats any of these runs."""
        return bool(self._known) and not self._known.isdisjoint(_windows(words(text), self._least))

    def cover(self, text: str) -> bool:
        """True if the whole text is repeated, and is long enough to be anybody's."""
        found = list(_windows(words(text), self._least)) if self._known else []
        return bool(found) and self._known.issuperset(found)

    def find(self, text: str) -> list[Span]:
        """Where the text repeats six or more consecutive words, in order; spans that meet are one."""
        if not self.touches(text):
            return []
        at = [(word.start(), word.end()) for word in _word().finditer(text)]
        # One word at a time: folding may change the length of a text, and offsets are those of the text as it is.
        found = [folded(text[start:end]).translate(_UNSEEN) for start, end in at]
        spans: list[tuple[int, int]] = []
        for number, window in enumerate(_windows(found, self._least)):
            if window not in self._known:
                continue
            start, end = at[number][0], at[number + self._least - 1][1]
            if spans and start <= spans[-1][1]:
                spans[-1] = spans[-1][0], end
            else:
                spans.append((start, end))
        return [Span(start, end) for start, end in spans]

    def replaced(self, text: str, by: str) -> str:
        """The text with other words in place of each such run."""
        return replaced(text, self.find(text), by)


def _parts(text: str) -> Iterator[str]:
    """A long text in parts that share their last words, so that no run is lost between two."""
    start = 0
    while len(text) - start > _PART:
        end = text.find("\n", start + _PART)
        if end < 0:
            break
        yield text[start:end]
        start = max(start + 1, end - 1000)  # six words are shorter; a run met twice is one
    yield text[start:] if start else text


def replaced(text: str, spans: Iterable[Span], by: str) -> str:
    """The text with `by` in place of each span; spans in order."""
    kept, last = [], 0
    for span in spans:
        kept += [text[last : span.start], by]
        last = span.end
    return "".join((*kept, text[last:])) if kept else text


def blanked(text: str, spans: Iterable[Span]) -> str:
    """The text with blocks in place of all signs of these spans but white space; as long as before."""
    kept, last = [], 0
    for span in sorted(spans):
        start = max(span.start, last)
        if start < span.end:
            kept += [text[last:start], "".join(sign if sign.isspace() else BLANK for sign in text[start : span.end])]
            last = span.end
    return "".join((*kept, text[last:])) if kept else text


def unblanked(text: str, by: str) -> str:
    """The text with `by` for each stretch of blocks."""
    return _BLANKED.sub(by, text) if BLANK in text else text
