"""Key word in context: every place of a word, a beginning*, a phrase or a base form, with what stands around it.

The places come out of the numbers that `reading` keeps; their surroundings are read as they are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from qda.analysis.segments.ground import Ground
from qda.analysis.words import frequencies
from qda.analysis.words.frequencies import WHOLE, Chosen, Scope
from qda.analysis.words.reading import Book, normal
from qda.analysis.words.search import SearchUnclear
from qda.i18n import _
from qda.nlp.pipeline import Pipeline
from qda.progress import Progress, Silent
from qda.project.project import Project
from qda.text import line_of
from qda.text.words import words_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qda.analysis.words.reading import Flags, Numbers

Order = Literal["text", "left", "right"]
ORDERS: tuple[Order, ...] = ("text", "left", "right")

_NEIGHBOURS = 3  # words at either side that sorting looks at


@dataclass(frozen=True, slots=True)
class Places:
    """Where the words stand: for each place its source and the number of its first word in that text.

    `words` is how many words there are in the scope, `sources` in how many sources the key word stands, of `of`.
    """

    key: str
    length: int
    source: NDArray[np.int32]
    word: NDArray[np.int32]
    words: int
    sources: int
    of: int
    found_by: str
    order: Order
    chosen: Chosen

    def __len__(self) -> int:
        return len(self.source)


@dataclass(frozen=True, slots=True)
class KwicRow:
    """One place: offsets are code points of the source's text, `line` counts from 1."""

    source_id: int
    source: str
    line: int
    speaker: str
    start: int
    end: int
    left: str
    words: str
    right: str


def find(
    project: Project,
    book: Book,
    ground: Ground,
    key: str,
    scope: Scope = WHOLE,
    *,
    lemma: bool = False,
    order: Order = "text",
    pipeline: Pipeline | None = None,
    progress: Progress | None = None,
) -> Places:
    """Every place of the key words in a scope. A star stands for any letters. Raises SearchUnclear, Cancelled."""
    import numpy as np

    patterns = [part for part in key.replace("“", " ").replace("”", " ").replace('"', " ").split() if _says(part)]
    if not patterns:
        raise SearchUnclear(key)
    tell = progress or Silent()
    chosen = frequencies.choose(project, book, ground, scope, progress)
    base = book.bases(project, ground, pipeline, progress) if lemma else None
    fitting = [_fitting(book, pattern, base) for pattern in patterns]
    found: list[tuple[int, Numbers]] = []
    for done, part in enumerate(chosen.parts):
        tell.step(done, len(chosen.parts), _("Looking for “{words}”").format(words=key))
        hits = _hits(chosen.texts[part.source].ids, part.within, fitting)
        if len(hits):
            found.append((part.source, hits))
    source = np.concatenate([np.full(len(hits), at, dtype=np.int32) for at, hits in found] or [_none()])
    word = np.concatenate([hits for _at, hits in found] or [_none()])
    if order != "text" and len(word):
        by = _sorted(book, chosen, found, len(patterns), order)
        source, word = source[by], word[by]
    return Places(
        " ".join(patterns),
        len(patterns),
        source,
        word,
        sum(len(part.ids) for part in chosen.parts),
        len(found),
        sum(1 for part in chosen.parts if len(part.ids)),
        book.found_by if lemma else "",
        order,
        chosen,
    )


def _none() -> Numbers:
    import numpy as np

    return np.zeros(0, dtype=np.int32)


def _says(part: str) -> bool:
    return part == "*" or any(letter.isalnum() for letter in part)


def _fitting(book: Book, pattern: str, base: Numbers | None) -> Flags:
    """Which forms a word of the key fits."""
    import numpy as np

    fits = np.zeros(len(book.forms), dtype=np.bool_)
    wanted = normal(pattern)
    if "*" in wanted:
        shape = re.compile(".*".join(re.escape(piece) for piece in wanted.split("*")))
        fits[[number for number, form in enumerate(book.forms) if shape.fullmatch(form)]] = True
        return fits
    number = book.number(wanted.strip(".,;:!?()[]"))
    if number is None:
        return fits
    fits[number] = True
    if base is not None:
        fits |= base == base[number]
    return fits


def _hits(ids: Numbers, within: Numbers, fitting: Sequence[Flags]) -> Numbers:
    """Where in a text the key begins, among the words that count; a phrase must count as a whole."""
    import numpy as np

    if len(fitting) == 1:
        hits: Numbers = within[fitting[0][ids[within]]]
        return hits
    counts = np.zeros(len(ids) + len(fitting), dtype=np.bool_)
    counts[within] = True
    padded = np.concatenate([ids, np.zeros(len(fitting), dtype=ids.dtype)])
    good = counts[: len(ids)].copy()
    for step, fits in enumerate(fitting):
        good &= fits[padded[step : step + len(ids)]] & counts[step : step + len(ids)]
    return np.flatnonzero(good).astype(np.int32)


def _sorted(
    book: Book, chosen: Chosen, found: Sequence[tuple[int, Numbers]], length: int, order: Order
) -> NDArray[np.int64]:
    """The order of the places by their neighbours at one side, the nearest first; at the edge of a text first."""
    import numpy as np

    alphabet = np.argsort(np.argsort(np.array(book.forms))).astype(np.int64) + 1
    steps = range(length, length + _NEIGHBOURS) if order == "right" else range(-1, -1 - _NEIGHBOURS, -1)
    keys = []
    for step in steps:
        column = []
        for source, hits in found:
            ids = chosen.texts[source].ids
            at = hits.astype(np.int64) + step
            there = (at >= 0) & (at < len(ids))
            column.append(np.where(there, alphabet[ids[np.clip(at, 0, len(ids) - 1)]], 0))
        keys.append(np.concatenate(column))
    return np.lexsort(tuple(reversed(keys)))


def rows(project: Project, places: Places, numbers: Sequence[int], reach: int = 90) -> list[KwicRow]:
    """Some of the places with what stands around them, up to `reach` characters at either side."""
    with project.read() as session:
        found = []
        for number in numbers:
            source = int(places.source[number])
            told = places.chosen.runs.sources[source]
            text = project.texts.text(session, told.text_sha)
            start, end = span(text, places, number)
            found.append(
                KwicRow(
                    source,
                    told.name,
                    line_of(project.texts.units(session, told.units_sha), start),
                    project.texts.turns(session, told.marks_sha, told.length).at(start),
                    start,
                    end,
                    _before(text, start, reach),
                    " ".join(text[start:end].split()),
                    _after(text, end, reach),
                )
            )
        return found


def _before(text: str, start: int, reach: int) -> str:
    """What stands before a place, from a whole word on."""
    words = text[max(0, start - reach) : start]
    if start > reach and not text[start - reach - 1].isspace():
        words = words.partition(" ")[2] or words
    return " ".join(words.split())


def _after(text: str, end: int, reach: int) -> str:
    """What stands after a place, up to a whole word."""
    words = text[end : end + reach]
    if end + reach < len(text) and not text[end + reach].isspace():
        words = words.rpartition(" ")[0] or words
    return " ".join(words.split())


def span(text: str, places: Places, number: int) -> tuple[int, int]:
    """Where a place begins and ends in its text, in code points."""
    starts = places.chosen.texts[int(places.source[number])].starts
    first = int(places.word[number])
    last = int(starts[first + places.length - 1])
    # What a word is goes by the whole text; a stretch that ends with the next word holds this one alone.
    after = first + places.length
    stretch = text[last : int(starts[after]) if after < len(starts) else last + 400]
    return int(starts[first]), last + next(words_of(stretch)).end()
