"""Where the sentences of many texts begin, by the rules of `qda.text.sentences`, all plain stops at once.

Nine stops in ten are plain: a word, one sign and one blank before a capital, or none of it a sentence's end. Those are
told in columns; what is left goes through the rules one by one, in order, since a rule asks where its sentence began.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from qda.analysis.segments import bulk
from qda.text import sentences as rules

if TYPE_CHECKING:
    from qda.analysis.segments.arrays import Mask, Numbers
    from qda.analysis.segments.bulk import Batch, Kinds, Signs

_OTHER, _BLANK, _NEWLINE, _CAPITAL, _SMALL, _DOT, _MARK, _STOP, _CLOSER, _APART = range(10)
_LONGEST = 7
"""Letters before a stop that are looked at; no abbreviation has so many."""


@cache
def _table() -> Kinds:
    """The kind of each code point."""
    import numpy as np

    table = np.zeros(0x110000, dtype=np.uint8)
    table[[code for code in range(0x3001) if chr(code).isspace()]] = _BLANK
    table[ord("\n")], table[0] = _NEWLINE, _APART
    table[ord("A") : ord("Z") + 1], table[ord("a") : ord("z") + 1] = _CAPITAL, _SMALL
    table[[ord(sign) for sign in rules.CLOSERS]] = _CLOSER
    table[[ord(sign) for sign in rules.MARKS + rules.WIDE_STOPS]] = _STOP
    table[[ord(sign) for sign in "!?"]], table[ord(".")] = _MARK, _DOT
    return table


@cache
def _short() -> tuple[Mask, Numbers]:
    """By what two letters an abbreviation ends, and all of them as numbers of their letters from the last."""
    import numpy as np

    ends = np.zeros((26, 26), dtype=bool)
    for word in rules.ABBREVIATIONS:
        ends[ord(word[-2]) - ord("a"), ord(word[-1]) - ord("a")] = True
    packed = [sum(ord(letter) << 8 * at for at, letter in enumerate(reversed(word))) for word in rules.ABBREVIATIONS]
    return ends, np.array(sorted(packed), dtype=np.int64)


def starts(text: str, batch: Batch) -> Numbers:
    """The starts of all sentences of the joined texts of a batch, in order."""
    import numpy as np

    kind = bulk.kinds(text, _table())
    lines = _lines(text, kind, batch)
    stop = _stops(kind)
    plain, unclear = _told(kind, bulk.signs(text), stop)
    found = stop[plain] + 2
    by_rule = _by_rule(text, stop[unclear], lines, found, np.flatnonzero(kind == _NEWLINE), batch)
    return np.sort(np.concatenate([lines, found, by_rule]))


def _lines(text: str, kind: Kinds, batch: Batch) -> Numbers:
    """Where lines begin that are not blank."""
    import numpy as np

    begins = np.sort(np.concatenate([np.array(batch.base, dtype=np.int64), np.flatnonzero(kind == _NEWLINE) + 1]))
    first = bulk.after_blanks(text, (kind == _BLANK).view(np.uint8), begins, bulk.IN_LINE)
    # What follows a line end may be the end of the text; a line of blanks ends at its own line end.
    found: Numbers = begins[(kind[first] != _NEWLINE) & (kind[first] != _APART)]
    return found


def _stops(kind: Kinds) -> Numbers:
    """Where runs of stops begin."""
    import numpy as np

    stop = np.flatnonzero((kind >= _DOT) & (kind <= _STOP))
    before = kind[stop - 1]
    found: Numbers = stop[(before < _DOT) | (before > _STOP)]
    return found


def _told(kind: Kinds, here: Signs, stop: Numbers) -> tuple[Mask, Mask]:
    """Behind which of the stops a sentence begins, one blank later, and of which nothing is said here."""
    what, after, second = kind[stop], kind[stop + 1], kind[stop + 2]
    common = what != _STOP
    alone = (after < _DOT) | (after == _APART)  # no other stop, no closing sign
    ends_line = common & ((after == _NEWLINE) | (after == _APART))
    goes_on = common & alone & (after != _BLANK)
    carries_on = (what == _DOT) & (after == _BLANK) & (second == _SMALL)
    plain = common & (after == _BLANK) & (second == _CAPITAL)
    plain[plain] = _after_words(kind, here, stop[plain])
    unclear: Mask = ~(ends_line | goes_on | carries_on | plain)
    return plain, unclear


def _after_words(kind: Kinds, here: Signs, stop: Numbers) -> Mask:
    """Which of the stops follow three letters or more, or a whole word of two, that are no abbreviation."""
    import numpy as np

    last, second, third = (_letters(kind, stop - step) for step in (1, 2, 3))
    before = kind[stop - 3]
    whole = (before == _BLANK) | (before == _NEWLINE) | (before == _APART)
    word: Mask = last & second & (third | whole)
    ends, short = _short()
    looked = np.flatnonzero(word)
    one, other = (_number(here, stop[looked] - step) for step in (2, 1))
    looked = looked[ends[one, other]]  # one in seven
    packed = np.zeros(len(looked), dtype=np.int64)
    going = np.ones(len(looked), dtype=bool)
    for step in range(_LONGEST):
        at = stop[looked] - 1 - step
        going &= _letters(kind, at)
        packed[going] += (_number(here, at[going]) + ord("a")) << 8 * step
    word[looked[np.isin(packed, short)]] = False
    return word


def _letters(kind: Kinds, at: Numbers) -> Mask:
    found: Mask = (kind[at] == _CAPITAL) | (kind[at] == _SMALL)
    return found


def _number(here: Signs, at: Numbers) -> Numbers:
    """The numbers of letters of ASCII in the alphabet, from 0."""
    import numpy as np

    found: Numbers = (here[at].astype(np.int64) | 0x20) - ord("a")
    return found


def _by_rule(text: str, stop: Numbers, lines: Numbers, found: Numbers, newline: Numbers, batch: Batch) -> Numbers:
    """The sentences that begin behind the other stops."""
    import numpy as np

    if not len(stop):
        return stop
    ends = np.sort(np.concatenate([newline, np.array(batch.ends, dtype=np.int64)]))
    end = ends[np.searchsorted(ends, stop, "left")]
    begin = lines[np.searchsorted(lines, stop, "right") - 1]
    at = np.searchsorted(found, stop, "right")
    begin = np.maximum(begin, np.concatenate([[0], found])[at])
    new: list[int] = []
    last = 0
    for here, since, until in zip(stop.tolist(), begin.tolist(), end.tolist(), strict=True):
        match = rules.STOP.match(text, here, until)
        following = None if match is None else rules.next_sentence(text, max(since, last), match, until)
        if following is not None:
            last = following
            new.append(following)
    return np.array(new, dtype=np.int64)
