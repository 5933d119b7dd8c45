"""Where sentences begin, and the paragraph or sentence at a place."""

from __future__ import annotations

import re
import string
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from qda.text.spans import Span, trim
from qda.text.words import LINE, after_spaces, combines, word_pattern

WIDE_STOPS = "。！？｡"
CLOSERS = "\"'”’»“›)]}」』）】"
MARKS = "…‽؟۔।॥"
"""Stops beside the dot, “!” and “?”, after which a space is needed as after those."""
STOP = re.compile(f"[.!?{MARKS}{WIDE_STOPS}]+[{re.escape(CLOSERS)}]*")
_OPENING = "\"'“„”‘‚«‹»›([{¿¡–—*_-"
_OPENERS = re.compile(f"[{re.escape(_OPENING)}]*")
_PARTICLES = "とっはがをにのでも、，"  # after a closed quotation they carry the sentence on

_SHORT_MONTHS = frozenset("jan feb mar mär apr jun jul aug sep sept oct okt nov dec dez".split())  # noqa: SIM905
_MONTHS = _SHORT_MONTHS | frozenset(
    "january february march april may june july august september october november december "  # noqa: SIM905
    "januar jänner februar märz mai juni juli oktober dezember".split()
)
# No sentence ends at these, whatever follows.
ABBREVIATIONS = frozenset(
    "dr mr mrs ms mx prof st rev hon capt lt col gen sen gov supt messrs mme mlle eg ie cf viz vs al approx esp incl "  # noqa: SIM905
    "hr fr frl dipl ing ca bzw vgl sog ggf evtl inkl exkl zzgl bspw resp".split()
)
# No sentence ends at these before a number.
_BEFORE_NUMBERS = _SHORT_MONTHS | frozenset(
    "no nos nr p pp s f ff fig figs tab abb kap bd art abs vol ch chap sec para ed eds tel ext z str".split()  # noqa: SIM905
)
# After these, "3." before a capital is a German ordinal.
_BEFORE_ORDINALS = frozenset(
    "am im vom zum beim der die das dem den des ein eine einem einen einer seit bis ab jeder jede jedes jeden mein "  # noqa: SIM905
    "meine meinem meiner sein seine seinem unser unsere unserem".split()
)
_CAPITALS = frozenset(string.ascii_uppercase)
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
_MAY_END = frozenset({"a.m", "p.m"})


def sentence_starts(text: str, start: int, end: int) -> Iterator[int]:
    """Starts of the sentences after the first in text[start:end], which is one line.

    A sentence ends at . ! ? … (with closing quotes and brackets) before white space and anything but a small
    letter, at ! and ? before a small letter too, and at a CJK full stop. Full stops of English and German
    abbreviations, initials, ordinals and list numbers end none.
    """
    begin = start
    for stop in STOP.finditer(text, start, end):
        following = _plainly_next(text, begin, stop, end) or next_sentence(text, begin, stop, end)
        if following is not None:
            begin = following
            yield following


def sentences(text: str) -> Iterator[int]:
    """Starts of all sentences of a text."""
    for line in LINE.finditer(text):
        yield line.start()
        yield from sentence_starts(text, line.start(), line.end())


def _plainly_next(text: str, begin: int, stop: re.Match[str], end: int) -> int:
    """Where the next sentence begins after a word and one sign, one blank and a capital; 0 where it is not so plain.

    Nine stops in ten are so, and all the rules below have nothing to say of them.
    """
    dot, after = stop.span()
    if after != dot + 1 or after + 1 >= end or text[after] != " " or text[after + 1] not in _CAPITALS:
        return 0
    word = text[max(begin, text.rfind(" ", begin, dot) + 1) : dot]
    plain = len(word) > 1 and word.isascii() and word.isalpha() and word.lower() not in ABBREVIATIONS
    return after + 1 if plain and text[dot] in ".!?" else 0


def next_sentence(text: str, begin: int, stop: re.Match[str], end: int) -> int | None:
    """Where a sentence begins after a stop that ends the one from `begin`; None where the stop ends none."""
    following = after_spaces(text, stop.end())
    wide = stop[0][0] in WIDE_STOPS
    if following >= end or (following == stop.end() and not wide) or stop.start() == begin:
        return None
    if combines(text, following):  # an accent is not cut off from what it stands on
        return None
    opened = _OPENERS.match(text, following)
    letter = text[opened.end() : opened.end() + 1] if opened else ""
    closed = stop[0][-1] in CLOSERS
    if wide:
        return None if closed and letter in _PARTICLES else following
    if letter.islower():
        return following if not closed and stop[0][-1] in "!?‽" else None
    if stop[0].rstrip(CLOSERS) == "." and _is_abbreviation(text, begin, stop.start(), following):
        return None
    return following


def _is_abbreviation(text: str, begin: int, dot: int, following: int) -> bool:
    """True if the full stop at `dot` ends no sentence; the sentence began at `begin`, before the full stop."""
    before = text[max(begin, dot - 40) : dot]
    if before[-1].isspace():  # “well . . . I think”
        return True
    words = before.split()
    token = words[-1].lstrip(_OPENING)
    alone = len(words) == 1 and dot - begin <= len(before)
    if token.isdigit():
        return _is_ordinal(words, token, alone, text[following : following + 12])
    low = token.lower()
    if len(token) == 1 and token.isalpha():
        return token != "I"  # an initial; “So did I.” is not one
    return (
        low in ABBREVIATIONS
        or (low in _BEFORE_NUMBERS and text[following].isdigit() and not (alone and low == "no"))
        or (low not in _MAY_END and _DOTTED.fullmatch(token) is not None)
    )


def _is_ordinal(words: Sequence[str], token: str, alone: bool, ahead: str) -> bool:
    if alone:
        return True
    if len(token) > 2:
        return False
    following = word_pattern().match(ahead)
    month = following is not None and following[0].lower() in _MONTHS
    return month or (len(words) > 1 and words[-2].lower() in _BEFORE_ORDINALS)


def paragraph_at(text: str, offset: int) -> Span | None:
    """The line around an offset without the white space at its ends; None on a blank line."""
    start, end = _line_around(text, offset)
    return trim(text, Span(start, end)) if start < end else None


def sentence_at(text: str, offset: int) -> Span | None:
    """The sentence around an offset; in the white space after a sentence, that one; None on a blank line."""
    line = paragraph_at(text, offset)
    if line is None:
        return None
    starts = [line.start, *sentence_starts(text, line.start, line.end)]
    number = max(0, bisect_right(starts, offset) - 1)
    end = starts[number + 1] if number + 1 < len(starts) else line.end
    return trim(text, Span(starts[number], end))


def _line_around(text: str, offset: int) -> tuple[int, int]:
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return start, end if end >= 0 else len(text)
