"""The words of long texts in columns: where each begins and ends, and its number, found for all at once.

A sign is a byte here: those of Latin-1 that stand in words are themselves, other letters get a byte that is free. Up
to eight of them are one number, exactly, up to sixteen two, by which a word is looked up in a table; longer ones go one
by one. What a word is, is said by `qda.text.words`; texts with signs of which it can't be told sign by sign (combining
marks, Chinese, more alphabets than there are bytes) are named and left to the pattern.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from qda.analysis.segments import bulk
from qda.analysis.segments.arrays import expanded
from qda.text import words as rules

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qda.analysis.segments.arrays import Numbers
    from qda.analysis.segments.bulk import Kinds

    Keys = NDArray[np.uint64]

_NONE, _LETTER, _JOINER, _STRANGE = range(4)
_UNMET, _ODD = 1, 2
"""Bytes for a sign that was not met yet, and for one that only the pattern can tell."""
_EACH = 8
_LONGEST = 2 * _EACH
"""Signs of a word that two numbers hold."""
_MET = 20_000
"""Words at a time of which those not met yet are looked for."""


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

    def spelt(self, text: str) -> tuple[bytes, Kinds, Numbers]:
        """The text as bytes, of what kind each is, and where signs stand that only the pattern can tell."""
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
        told = bytearray(data.translate(kinds))
        kind = np.frombuffer(told, dtype=np.uint8)
        return data, kind, np.flatnonzero(kind == _STRANGE if _STRANGE in told else ())

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
    """Where words begin and end, and the bytes of each: the first eight in a number.

    That number is 0 for words of more than eight: those of up to sixteen stand in `longer`, with their first eight
    bytes and those that follow; those of more, which no two numbers hold, in `longest`.
    """

    begin: Numbers
    end: Numbers
    one: Keys
    longer: Numbers
    head: Keys
    tail: Keys
    longest: Numbers


def divided(
    text: str,
    alphabet: Alphabet,
    apart: Callable[[Numbers], Sequence[tuple[int, int]]],
    silent: tuple[Numbers, Numbers] | None = None,
) -> tuple[Words, bool]:
    """The words of a text that ends with sixteen signs of none.

    `apart` tells for the places of signs that only the pattern can tell what stretches are left to it. No word that
    begins in a `silent` stretch is told, if this can be seen sign by sign; whether it could is told with the words.
    """
    import numpy as np

    data, kind, strange = alphabet.spelt(text)
    for begin, end in apart(strange) if len(strange) else ():
        kind[begin:end] = _NONE
    inside = kind == _LETTER
    joiner = np.flatnonzero(kind == _JOINER)
    inside[joiner[inside[joiner - 1] & inside[joiner + 1]]] = True
    cut = silent is not None and _silenced(inside, *silent)
    edges = np.flatnonzero(inside[1:] ^ inside[:-1])
    edges += 1
    return _keyed(data, edges[0::2], edges[1::2]), cut


def _silenced(inside: NDArray[np.bool_], begin: Numbers, end: Numbers) -> bool:
    """Leave out the signs of silent stretches, unless a word goes on over their edges."""
    import numpy as np

    edges = np.append(begin, end)
    if (inside[edges] & inside[edges - 1]).any():
        return False
    row, step = expanded(end - begin)
    inside[begin[row] + step] = False
    return True


def _keyed(data: bytes, begin: Numbers, end: Numbers) -> Words:
    import numpy as np

    eight: Keys = np.ndarray((len(data) - _EACH + 1,), dtype="<u8", buffer=data, strides=(1,))
    length = end - begin
    longer = np.flatnonzero(length > _EACH)
    over = length[longer] - _EACH
    masks = np.array([(1 << 8 * count) - 1 for count in range(_EACH + 1)], dtype=np.uint64)
    length[longer] = 0
    one = eight[begin]
    # A word of more than sixteen must not be taken for that of sixteen with which it begins.
    longest, fitting = longer[over > _EACH], over <= _EACH
    longer, over = longer[fitting], over[fitting]
    head, tail = one[longer], eight[begin[longer] + _EACH] & masks[over]
    one &= masks[length]
    return Words(begin, end, one, longer, head, tail, longest)


class Numbered:
    """The numbers of words by their bytes: two tables, of short words and of longer ones."""

    def __init__(self) -> None:
        self._short, self._longer = _Table(), _Table()

    def of(self, text: str, words: Words, number: Callable[[str], int]) -> NDArray[np.int32]:
        """The number of each word; `number` gives that of a word that was not met yet, as it is written."""
        import numpy as np

        def written(at: Numbers) -> list[int]:
            places = zip(words.begin[at].tolist(), words.end[at].tolist(), strict=True)
            return [number(text[begin:end]) for begin, end in places]

        none = np.zeros(0, dtype=np.uint64)
        found = self._short.of(words.one, none, written)
        found[words.longer] = self._longer.of(words.head, words.tail, lambda at: written(words.longer[at]))
        found[words.longest] = written(words.longest)
        return found


class _Table:
    """Numbers by one key or by two, with open places, looked up for all words at once.

    The key 0 is that of no word, and so of a place that is open; the first place always is.
    """

    def __init__(self) -> None:
        self._bits = 14
        self._held = 0
        self._empty()

    def _empty(self) -> None:
        import numpy as np

        size = 1 << self._bits
        self._one, self._other = np.zeros(size, dtype=np.uint64), np.zeros(size, dtype=np.uint64)
        self._number = np.full(size, -1, dtype=np.int32)

    def of(self, one: Keys, other: Keys, number: Callable[[Numbers], list[int]]) -> NDArray[np.int32]:
        """The number of each; `number` gives those of words not met yet. -1 for the key 0. `other` may be empty."""
        import numpy as np

        found, unmet = self._looked_up(one, other)
        # Some at a time: to begin with nothing is met, and what is met among the first words is most of all.
        while len(unmet):
            first, there = one[unmet[:_MET]], other[unmet[:_MET]] if len(other) else np.zeros(_MET, dtype=np.uint64)
            order = np.lexsort((there[: len(first)], first))
            keys, more = first[order], there[order]
            new = np.concatenate([[True], (keys[1:] != keys[:-1]) | (more[1:] != more[:-1])])
            self._put(keys[new], more[new], number(unmet[order[new]]))
            found[unmet], left = self._looked_up(one[unmet], other[unmet] if len(other) else other)
            unmet = unmet[left]
        return found

    def _places(self, one: Keys, other: Keys) -> Numbers:
        """Where to look first."""
        import numpy as np

        mixed = one ^ (other * np.uint64(0xC2B2AE3D27D4EB4F)) if len(other) else one
        mixed = mixed * np.uint64(0x9E3779B97F4A7C15)
        mixed >>= np.uint64(64 - self._bits)
        return mixed.view(np.int64)

    def _looked_up(self, one: Keys, other: Keys) -> tuple[NDArray[np.int32], Numbers]:
        """The numbers of words, and which of them are not in the table."""
        import numpy as np

        place = self._places(one, other)
        found: NDArray[np.int32] = self._number[place]
        differs = self._one[place] != one
        if len(other):
            differs |= self._other[place] != other
        left = np.flatnonzero(differs)
        place, unmet = place[left], [left[:0]]
        while len(left):
            # The first place is open for the key 0; a word that would stand there stands behind it.
            over = (self._number[place] < 0) & (place > 0)
            unmet.append(left[over])
            left = left[~over]
            place = (place[~over] + 1) & (len(self._number) - 1)
            found[left] = self._number[place]
            differs = self._one[place] != one[left]
            if len(other):
                differs |= self._other[place] != other[left]
            left, place = left[differs], place[differs]
        return found, np.concatenate(unmet)

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
        last = len(self._number) - 1
        taken = self._number.data  # whose items cost half of what those of the array do
        places = []
        for place, number in zip(self._places(one, other).tolist(), numbers, strict=True):
            free = place or 1
            while taken[free] >= 0:
                free = (free + 1) & last or 1
            taken[free] = number
            places.append(free)
        self._one[places], self._other[places] = one, other
        self._held += len(numbers)
