"""Finding a code by a few letters: what begins with them comes first, then what has words that do, then the rest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from heapq import nsmallest

_SIGNS = re.compile(r"[^\w]+")

_ENOUGH = 20

EXACT, BEGINS, WORD_BEGINS, WORDS_BEGIN, INSIDE, SCATTERED = range(6)


def fold(text: str) -> str:
    """What letters are compared by: no case, no accents, signs as single spaces."""
    if not text.isascii():
        text = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return _SIGNS.sub(" ", text.casefold()).strip()


def quality(query: str, name: str) -> int | None:
    """How well a folded name answers a folded query, 0 best; None if it does not."""
    if query in name:
        return _holding(query, name)
    if _in_words(query).search(name):
        return WORDS_BEGIN
    return SCATTERED if _scattered(query).search(name) else None


def find(
    query: str, names: Iterable[tuple[int, str]], prefer: Callable[[int], tuple[float, ...]], limit: int
) -> list[tuple[int, int]]:
    """The best (id, quality) among (id, folded name), at most `limit`; of equals, the smallest `prefer(id)` first.

    Letters that are merely scattered over a name are looked for only while little else is found.
    """
    query = fold(query)
    names = names if isinstance(names, list) else list(names)
    if not query:
        ids = nsmallest(limit, (number for number, _name in names), key=prefer)
        return [(number, BEGINS) for number in ids]
    found = [(number, _holding(query, name)) for number, name in names if query in name]
    if " " in query:
        pattern = _in_words(query)
        found += [(number, WORDS_BEGIN) for number, name in names if query not in name and pattern.search(name)]
    if len(found) < min(limit, _ENOUGH) and len(query) > 1:
        there = {number for number, _quality in found}
        pattern = _scattered(query)
        found += [(number, SCATTERED) for number, name in names if number not in there and pattern.search(name)]
    return nsmallest(limit, found, key=lambda one: (one[1], prefer(one[0])))


def _holding(query: str, name: str) -> int:
    if name.startswith(query):
        return EXACT if len(name) == len(query) else BEGINS
    return WORD_BEGINS if f" {query}" in name else INSIDE


def _in_words(query: str) -> re.Pattern[str]:
    """Words that begin with the words of the query, in their order."""
    return re.compile(".*".join(rf"\b{re.escape(word)}" for word in query.split()))


def _scattered(query: str) -> re.Pattern[str]:
    """The letters of the query in their order, the first at the beginning of a word."""
    letters = [re.escape(letter) for letter in query if letter != " "]
    return re.compile(r"\b" + ".*?".join(letters))
