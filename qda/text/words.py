"""Characters and words: what counts as one, and where a text may be cut."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qda.text.spans import Span

if TYPE_CHECKING:
    import regex

# Every character of these ranges is a grapheme cluster of its own beside any other of them (a test holds this
# against the tables of Unicode); only text with other characters needs the slow way.
_PLAIN = (
    "\x00-\u02ff\u0370-\u0482\u048a-\u0590\u05d0-\u05f4\u0620-\u064a\u0660-\u066f\u0671-\u06d3\u1e00-\u200b"
    "\u200e-\u20cf\u2100-\u2cee\u2e00-\u3029\u3030-\u3098\u309b-\ua48f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufefe"
    "\uff00-\uff9d\U0001f300-\U0001f3fa\U0001f400-\U0001faff\U00020000-\U0003ffff"
)
CJK = "\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
"""Signs that are each a word of their own, as a class of a pattern takes them."""
JOINERS = "'’‐‑-"
"""They stand within words, never at their ends."""


# These sets take milliseconds to compile, which the start of the program need not pay.
@functools.cache
def complex_sign() -> re.Pattern[str]:
    """A sign that may make one grapheme cluster with its neighbours."""
    return re.compile(f"[^{_PLAIN}]")


@functools.cache
def word_pattern() -> re.Pattern[str]:
    """A word of plain signs."""
    return re.compile(f"[^\\W_{CJK}]+(?:[{JOINERS}][^\\W_{CJK}]+)*|[{CJK}]")


@functools.cache
def _complex_word() -> re.Pattern[str]:
    """Combining marks are no letters to `re`; here they go with the letter before them."""
    letters = f"[^\\W_{CJK}](?:[^\\W_{CJK}]|[^{_PLAIN}])*"
    return re.compile(f"{letters}(?:[{JOINERS}]{letters})*|[{CJK}]")


_SPACES = re.compile(r"\s*")
_STRETCH = 200_000  # code points
LINE = re.compile(r"^[^\n]*\S", re.MULTILINE)
"""A line that is not blank, up to its last sign."""


def words_of(text: str) -> Iterator[re.Match[str]]:
    """The words of a text, as they are counted."""
    return (_complex_word() if complex_sign().search(text) else word_pattern()).finditer(text)


def split_words(text: str) -> list[str]:
    """What lies between words and the words by turns; the first and the last are no words and may be empty."""
    word = _complex_word() if complex_sign().search(text) else word_pattern()
    return _kept(word.pattern).split(text)


@functools.cache
def _kept(pattern: str) -> re.Pattern[str]:
    return re.compile(f"({pattern})")


def count_words(text: str) -> int:
    """Number of words: runs of letters and digits, with apostrophes and hyphens inside; each CJK sign is one."""
    # A list of all words is made much faster than each is looked at; a part of the text at a time keeps it small.
    word = _complex_word() if complex_sign().search(text) else word_pattern()
    return sum(len(word.findall(text, start, end)) for start, end in _stretches(text))


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """The text in parts that end at line ends, where no word goes on."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + _STRETCH)
        end = len(text) if end < 0 else end
        yield start, end
        start = end


def excerpt(text: str, limit: int) -> str:
    """The text on one line, cut at a word so that it has at most `limit` characters, “…” included."""
    head = text[: limit * 4 + 200]  # white space is folded, so look further than the limit
    line = " ".join(head.split())
    if len(line) <= limit and len(head) == len(text):
        return line
    space = line.rfind(" ", limit // 2, limit)
    cut = space if space > 0 else limit - 1
    while cut > 0 and combines(line, cut):
        cut -= 1
    return line[:cut].rstrip() + "…"


def combines(text: str, at: int) -> bool:
    """True if the character at `at` makes one grapheme cluster with the one before."""
    if not complex_sign().match(text, at):
        return False
    cluster = clusters(1).match(text, at - 1)
    return cluster is not None and cluster.end() > at


@functools.cache
def clusters(count: int) -> regex.Pattern[str]:
    """So many grapheme clusters, one after the other."""
    import regex  # a slow import, which only text with combined characters has to pay

    return regex.compile(rf"\X{{{count}}}")


def after_spaces(text: str, at: int) -> int:
    """Where the white space at `at` ends."""
    found = _SPACES.match(text, at)
    return found.end() if found else at


def word_at(text: str, offset: int) -> Span | None:
    """The word around an offset, or the one that ends there; words as in `count_words`."""
    left = right = offset
    while left > 0 and not text[left - 1].isspace():
        left -= 1
    while right < len(text) and not text[right].isspace():
        right += 1
    found = [Span(left + word.start(), left + word.end()) for word in words_of(text[left:right])]
    touching = [word for word in found if word.start <= offset <= word.end]
    return touching[-1] if touching else None
