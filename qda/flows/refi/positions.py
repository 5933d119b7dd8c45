"""Where a place of a foreign file lies in the stored text: programs count differently, and the file itself shows how.

The standard counts Unicode code points and is silent about line ends; NVivo counts UTF-16 units, others count CR LF
once. Each way is tried, and the words that the file quotes decide; where there are none, the program that wrote it, and
at last where words begin and end.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from qda.i18n import N_
from qda.text import stored_text

Basis = Literal["no difference", "quoted words", "the program", "word boundaries", "the standard"]
BASES: dict[Basis, str] = {
    "no difference": N_("nothing in the text can be counted in two ways"),
    "quoted words": N_("the words that the file quotes stand there"),
    "the program": N_("so counts the program that wrote it"),
    "word boundaries": N_("so places begin and end with words"),
    "the standard": N_("as the standard says"),
}

_WIDE = re.compile("[\U00010000-\U0010ffff]")
_ENOUGH = 20  # characters of a name that are taken for the beginning of a quote


@dataclass(frozen=True, slots=True)
class Way:
    """How places are counted: `wide` in UTF-16 units, `double` with CR LF as two."""

    wide: bool = False
    double: bool = True

    def words(self) -> str:
        """The way as a phrase, to be translated."""
        return {
            (False, False): N_("code points, CR LF as one"),
            (False, True): N_("code points"),
            (True, False): N_("UTF-16 units, CR LF as one"),
            (True, True): N_("UTF-16 units"),
        }[self.wide, self.double]


WAYS = (Way(), Way(double=False), Way(wide=True), Way(wide=True, double=False))
"""The first of equals is taken: what the standard says."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A place as the file tells it, with what may be the words that stand there."""

    start: int
    end: int
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """The way that was chosen for a text, and what it was chosen by; `matched` of `quoted` quotes were found there."""

    way: Way
    basis: Basis
    matched: int = 0
    quoted: int = 0


class RawText:
    """A text as a file holds it, without its byte-order mark, and as it is stored."""

    __slots__ = ("_breaks", "_wide", "notes", "text")

    def __init__(self, raw: str) -> None:
        # A mark of byte order at the very beginning is gone already: what looks like another is a character.
        text, self.notes = stored_text(" " + raw)
        self.text = text[1:]
        self._breaks = [found.start() - number for number, found in enumerate(re.finditer("\r\n", raw))]
        self._wide = [] if raw.isascii() else [found.start() for found in _WIDE.finditer(self.text)]

    def ways(self) -> list[Way]:
        """The ways that differ in this text."""
        return [way for way in WAYS if (not way.wide or self._wide) and (way.double or self._breaks)]

    def places(self, way: Way) -> Places:
        """What turns places of the file into places of the stored text."""
        doubled = sorted([*(self._wide if way.wide else ()), *(self._breaks if way.double else ())])
        return Places(doubled, len(self.text))


class Places:
    """Turns places counted in one way into code points of the stored text."""

    __slots__ = ("_from", "length")

    def __init__(self, doubled: Sequence[int], length: int) -> None:
        self._from = [at + number for number, at in enumerate(doubled)]
        self.length = length

    def at(self, place: int) -> int:
        """The code point at a place; within a character that counts twice, the character."""
        return place - bisect_left(self._from, place)

    def span(self, claim: Claim) -> tuple[int, int]:
        """Both ends of a place."""
        return self.at(claim.start), self.at(claim.end)


def judge(raw: RawText, claims: Sequence[Claim], program: str = "") -> Judged:
    """How places of this text are counted, by what the file shows."""
    ways = raw.ways()
    if len({_spans(raw, way, claims) for way in ways}) == 1:
        return _judged(raw, ways[0], "no difference", claims)
    found = {way: _found(raw, way, claims) for way in ways}
    most = max(found.values())
    best = [way for way in ways if found[way] == most]
    if most[0] and len({_spans(raw, way, claims) for way in best}) == 1:
        return _judged(raw, best[0], "quoted words", claims)
    usual = _nearest(usual_way(program), best)
    if usual is not None:
        return _judged(raw, usual, "the program", claims)
    scores = {way: _on_words(raw, way, claims) for way in best}
    leading = [way for way in best if scores[way] == max(scores.values())]
    return _judged(raw, leading[0], "word boundaries" if len(leading) < len(best) else "the standard", claims)


def _judged(raw: RawText, way: Way, basis: Basis, claims: Sequence[Claim]) -> Judged:
    matched, _exactly = _found(raw, way, claims)
    return Judged(way, basis, matched, sum(bool(claim.quotes) for claim in claims))


def usual_way(program: str) -> Way | None:
    """How a program is known to count, by its name in the file."""
    name = program.casefold()
    if "nvivo" in name:
        return Way(wide=True)
    if "atlas" in name or "qualcoder" in name:
        return Way(double=False)
    return Way() if "gerund" in name else None


def _nearest(usual: Way | None, among: Sequence[Way]) -> Way | None:
    """The program's way as far as it makes a difference in this text."""
    if usual is None or usual in among:
        return usual
    same_width = [way for way in among if way.wide == usual.wide]
    same_breaks = [way for way in among if way.double == usual.double]
    return next(iter(same_width or same_breaks), None)


def _spans(raw: RawText, way: Way, claims: Iterable[Claim]) -> tuple[tuple[int, int], ...]:
    places = raw.places(way)
    return tuple(places.span(claim) for claim in claims)


def _found(raw: RawText, way: Way, claims: Iterable[Claim]) -> tuple[int, int]:
    """How many places hold the words that are quoted for them, and how many of those to the last letter."""
    places = raw.places(way)
    found = [
        max((quotes(raw.text, *places.span(claim), words) for words in claim.quotes), default=0) for claim in claims
    ]
    return sum(map(bool, found)), sum(likeness == WHOLE for likeness in found)


BEGINNING, WHOLE = 1, 2


def quotes(text: str, start: int, end: int, words: str) -> int:
    """WHOLE if these words are those of the stretch, BEGINNING if it begins so, else 0; all white space is alike."""
    if start < end and text[start:end] == words and not words.isspace():
        return WHOLE
    told, stretch = " ".join(words.split()), " ".join(text[start:end].split())
    if not told or start >= end:
        return 0
    if stretch == told:
        return WHOLE
    shortened = told.endswith(("…", "..."))
    begun = told.removesuffix("…").removesuffix("...").rstrip() if shortened else told
    return BEGINNING if begun and (shortened or len(begun) >= _ENOUGH) and stretch.startswith(begun) else 0


def _on_words(raw: RawText, way: Way, claims: Iterable[Claim]) -> int:
    """How many ends of places lie between words and within the text."""
    places = raw.places(way)
    text, length = raw.text, len(raw.text)

    def between(at: int) -> bool:
        return 0 <= at <= length and (at in (0, length) or not (text[at - 1].isalnum() and text[at].isalnum()))

    return sum(between(at) for claim in claims for at in places.span(claim))
