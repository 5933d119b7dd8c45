"""The words of long texts in columns: where each begins and ends, and its number, found for all at once.

A sign is a byte here: those of Latin-1 that stand in words are themselves, other letters get a byte that is free. Up
to sixteen of them are two numbers, exactly, by which a word is looked up in a table; longer ones go one by one. What a
word is, is said by `qda.text.words`; texts with signs of which it can't be told sign by sign (combining marks, Chinese,
more alphabets than there are bytes) are named and left to the pattern.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from qda.analysis import bulk
from qda.text import words as rules

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qda.analysis.arrays import Numbers
    from qda.analysis.bulk import Kinds

    Keys = NDArray[np.uint64]

_NONE, _LETTER, _JOINER, _STRANGE = range(4)
_UNMET, _ODD = 1, 2
"""Bytes for a sign that was not met yet, and for one that only the pattern can tell."""
_EACH = 8
_LONGEST = 2 * _EACH
"""Signs of a word that two numbers hold."""


class Alphabet:
    """Which byte stands for which sign, and what signs are; it grows by the signs that are met."""

    def __init__(self) -> None:
        import numpy as np

        letter, joiner = rules.word_pattern(), set(rules.JOINERS)
        narrow = [
            _JOINER if chr(code) in joiner else _LETTER if letter.fullmatch(chr(code)) else _NONE for code in range(256)
        ]
        self._narrow = bytes(narrow)
        self._wide = bytearray(narrow)
        self._wide[_UNMET], self._wide[_ODD] = _NONE, _STRANGE
        self._free = [code for code in range(255, _ODD, -1) if narrow[code] == _NONE]
        self._byte = np.full(0x110000, _UNMET, dtype=np.uint8)
        self._byte[:256] = [code if what != _NONE else 0 for code, what in enumerate(narrow)]

    def spelt(self, text: str) -> tuple[bytes, Kinds]:
        """The text as bytes, and of what kind each is."""
        import numpy as np

        here = bulk.signs(text)
        if here.dtype == np.uint8:
            data, kinds = here.tobytes(), self._narrow
        else:
            found = self._byte.take(here)
            unmet = found == _UNMET
            if unmet.any():
                for code in np.unique(here[unmet]).tolist():
                    self._byte[code] = self._met(chr(code))
                found = self._byte.take(here)
            data, kinds = found.tobytes(), bytes(self._wide)
        return data, np.frombuffer(bytearray(data.translate(kinds)), dtype=np.uint8)

    def _met(self, sign: str) -> int:
        """The byte of a sign beyond Latin-1."""
        if rules.complex_sign().match(sign) or _cjk().match(sign):
            return _ODD
        kind = _JOINER if sign in rules.JOINERS else _LETTER if rules.word_pattern().match(sign) else _NONE
        if kind == _NONE:
            return 0
        if not self._free:
            return _ODD
        byte = self._free.pop()
        self._wide[byte] = kind
        return byte


@cache
def _cjk() -> re.Pattern[str]:
    return re.compile(f"[{rules.CJK}]")


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Where words begin and end, and their bytes in two numbers; both are 0 for a word of more than sixteen."""

    begin: Numbers
    end: Numbers
    one: Keys
    other: Keys


def divided(text: str, alphabet: Alphabet, apart: Callable[[Numbers], Sequence[tuple[int, int]]]) -> Words:
    """The words of a text that ends with sixteen signs of none.

    `apart` tells for the places of signs that only the pattern can tell what stretches are left to it.
    """
    import numpy as np

    data, kind = alphabet.spelt(text)
    strange = np.flatnonzero(kind == _STRANGE)
    for begin, end in apart(strange) if len(strange) else ():
        kind[begin:end] = _NONE
    inside = kind == _LETTER
    joiner = np.flatnonzero(kind == _JOINER)
    inside[joiner[inside[joiner - 1] & inside[joiner + 1]]] = True
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    return _keyed(data, edges[0::2], edges[1::2])


def _keyed(data: bytes, begin: Numbers, end: Numbers) -> Words:
    import numpy as np

    eight: Keys = np.ndarray((len(data) - _EACH + 1,), dtype="<u8", buffer=data, strides=(1,))
    masks = np.array([(1 << 8 * count) - 1 for count in range(_EACH + 1)], dtype=np.uint64)
    length = end - begin
    one = eight[begin] & masks[np.minimum(length, _EACH)]
    other = np.zeros(len(begin), dtype=np.uint64)
    longer = np.flatnonzero(length > _EACH)
    other[longer] = eight[begin[longer] + _EACH] & masks[np.minimum(length[longer] - _EACH, _EACH)]
    longest = longer[length[longer] > _LONGEST]
    one[longest], other[longest] = 0, 0  # which no word has: they are not looked up
    return Words(begin, end, one, other)


class Numbered:
    """The numbers of words by their bytes: a table with open places, looked up for all words at once."""

    def __init__(self) -> None:
        self._bits = 14
        self._held = 0
        self._empty()

    def _empty(self) -> None:
        import numpy as np

        size = 1 << self._bits
        self._one, self._other = np.zeros(size, dtype=np.uint64), np.zeros(size, dtype=np.uint64)
        self._number = np.full(size, -1, dtype=np.int32)

    def of(self, text: str, words: Words, number: Callable[[str], int]) -> NDArray[np.int32]:
        """The number of each word; `number` gives that of a word that was not met yet, as it is written."""
        import numpy as np

        found = self._looked_up(words.one, words.other)
        unmet = np.flatnonzero((found < 0) & (words.one != 0))
        if len(unmet):
            self._learn(text, words, unmet, number)
            found[unmet] = self._looked_up(words.one[unmet], words.other[unmet])
        for at in np.flatnonzero(words.one == 0).tolist():
            found[at] = number(text[words.begin[at] : words.end[at]])
        return found

    def _places(self, one: Keys, other: Keys) -> Numbers:
        """Where to look first."""
        import numpy as np

        mixed = (one ^ (other * np.uint64(0xC2B2AE3D27D4EB4F))) * np.uint64(0x9E3779B97F4A7C15)
        found: Numbers = (mixed >> np.uint64(64 - self._bits)).astype(np.int64)
        return found

    def _looked_up(self, one: Keys, other: Keys) -> NDArray[np.int32]:
        """The numbers of words; -1 of those that are not in the table."""
        import numpy as np

        place = self._places(one, other)
        found: NDArray[np.int32] = self._number[place]
        left = np.flatnonzero(((self._one[place] != one) | (self._other[place] != other)) & (found >= 0))
        while len(left):
            place[left] = (place[left] + 1) & (len(self._number) - 1)
            here = place[left]
            found[left] = self._number[here]
            differs = (self._one[here] != one[left]) | (self._other[here] != other[left])
            left = left[differs & (found[left] >= 0)]
        return found

    def _learn(self, text: str, words: Words, unmet: Numbers, number: Callable[[str], int]) -> None:
        import numpy as np

        order = unmet[np.lexsort((words.other[unmet], words.one[unmet]))]
        one, other = words.one[order], words.other[order]
        first = order[np.concatenate([[True], (one[1:] != one[:-1]) | (other[1:] != other[:-1])])]
        written = zip(words.begin[first].tolist(), words.end[first].tolist(), strict=True)
        numbers = [number(text[begin:end]) for begin, end in written]
        self._put(words.one[first], words.other[first], numbers)

    def _put(self, one: Keys, other: Keys, numbers: list[int]) -> None:
        """Add what is not in the table yet; a table that fills is made anew, four times as large."""
        import numpy as np

        if 4 * (self._held + len(numbers)) > len(self._number):
            kept = np.flatnonzero(self._number >= 0)
            before = self._one[kept], self._other[kept], self._number[kept].tolist()
            while 4 * (self._held + len(numbers)) > 1 << self._bits:
                self._bits += 2
            self._empty()
            self._held = 0
            self._put(*before)
        size = len(self._number) - 1
        taken = self._number
        for at, place in enumerate(self._places(one, other).tolist()):
            free = place
            while taken[free] >= 0:
                free = (free + 1) & size
            taken[free] = numbers[at]
            self._one[free], self._other[free] = one[at], other[at]
        self._held += len(numbers)
