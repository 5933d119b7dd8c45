"""Rules on plain text: spans, marks, line units, words. Offsets are code points everywhere, the end is not included."""

from __future__ import annotations

import functools
import json
import re
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from qda.i18n import N_, ngettext

if TYPE_CHECKING:
    import regex


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a source's text, in code points, end not included."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start}-{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """True if the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """True if `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


MarkKind = Literal["heading", "bold", "italic", "speaker", "timestamp", "cell"]


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Structure seen in a text when it was read, never part of the text itself.

    `value` is the level of a heading ("1"-"6"), the label of a speaker without its colon, the time of a timestamp
    ("00:14:31"), the position of a table cell ("row,column", from 1), and empty for bold and italic.
    A speaker mark covers the label as it stands in the text, its colon included; the speaker's turn runs from its
    start to the next speaker mark or to the next heading. A timestamp mark covers the time with its brackets.
    """

    start: int
    end: int
    kind: MarkKind
    value: str = ""


# What is stored ---------------------------------------------------------------------------------------------------

# Only "\n" ends a line in stored text. The order matters: CR LF before CR.
_LINE_ENDS = (
    ("\r\n", N_("{count} Windows line end became a line end."), N_("{count} Windows line ends became line ends.")),
    ("\r", N_("{count} carriage return became a line end."), N_("{count} carriage returns became line ends.")),
    ("\f", N_("{count} form feed became a line end."), N_("{count} form feeds became line ends.")),
    ("\v", N_("{count} vertical tab became a line end."), N_("{count} vertical tabs became line ends.")),
    ("\u0085", N_("{count} next-line sign became a line end."), N_("{count} next-line signs became line ends.")),
    ("\u2028", N_("{count} line separator became a line end."), N_("{count} line separators became line ends.")),
    (
        "\u2029",
        N_("{count} paragraph separator became a line end."),
        N_("{count} paragraph separators became line ends."),
    ),
)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def stored_text(raw: str) -> tuple[str, list[str]]:
    """The text as it is stored, and one sentence for each kind of change with its count.

    A leading byte-order mark goes, every line end becomes LF, NUL and lone surrogates become U+FFFD. Nothing else is
    touched: no Unicode normalisation, no trimming.
    """
    text, notes = raw, []
    if text.startswith("\ufeff"):
        text = text[1:]
        notes.append(ngettext("A byte-order mark was left out.", "Byte-order marks were left out.", 1))
    for sign, one, many in _LINE_ENDS:
        if count := text.count(sign):
            text = text.replace(sign, "\n")
            notes.append(ngettext(one, many, count).format(count=count))
    if _UNSTORABLE.search(text):
        text, count = _UNSTORABLE.subn("\ufffd", text)
        one, many = (
            N_("{count} sign that no text may hold became “�”."),
            N_("{count} signs that no text may hold became “�”."),
        )
        notes.append(ngettext(one, many, count).format(count=count))
    return text, notes


def stored_marks(raw: str, marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Marks made on `raw`, moved to where they belong in `stored_text(raw)`."""
    gone = [found.start() for found in re.finditer("\r(?=\n)", raw)]
    if raw.startswith("\ufeff"):
        gone.insert(0, 0)
    if not gone:
        return tuple(marks)
    return tuple(
        Mark(mark.start - bisect_left(gone, mark.start), mark.end - bisect_left(gone, mark.end), mark.kind, mark.value)
        for mark in marks
    )


# Characters -------------------------------------------------------------------------------------------------------

# Every character of these ranges is a grapheme cluster of its own beside any other of them (a test holds this
# against the tables of Unicode); only text with other characters needs the slow way.
_PLAIN = (
    "\x00-\u02ff\u0370-\u0482\u048a-\u0590\u05d0-\u05f4\u0620-\u064a\u0660-\u066f\u0671-\u06d3\u1e00-\u200b"
    "\u200e-\u20cf\u2100-\u2cee\u2e00-\u3029\u3030-\u3098\u309b-\ua48f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufefe"
    "\uff00-\uff9d\U0001f300-\U0001f3fa\U0001f400-\U0001faff\U00020000-\U0003ffff"
)
_CJK = "\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
_JOINERS = "'’‐‑-"


# These sets take milliseconds to compile, which the start of the program need not pay.
@functools.cache
def _complex() -> re.Pattern[str]:
    return re.compile(f"[^{_PLAIN}]")


@functools.cache
def _word() -> re.Pattern[str]:
    return re.compile(f"[^\\W_{_CJK}]+(?:[{_JOINERS}][^\\W_{_CJK}]+)*|[{_CJK}]")


@functools.cache
def _complex_word() -> re.Pattern[str]:
    """Combining marks are no letters to `re`; here they go with the letter before them."""
    letters = f"[^\\W_{_CJK}](?:[^\\W_{_CJK}]|[^{_PLAIN}])*"
    return re.compile(f"{letters}(?:[{_JOINERS}]{letters})*|[{_CJK}]")


_SPACES = re.compile(r"\s*")
_STRETCH = 200_000  # code points
_LINE = re.compile(r"^[^\n]*\S", re.MULTILINE)  # a line that is not blank, up to its last sign


def _words(text: str) -> Iterator[re.Match[str]]:
    return (_complex_word() if _complex().search(text) else _word()).finditer(text)


def count_words(text: str) -> int:
    """Number of words: runs of letters and digits, with apostrophes and hyphens inside; each CJK sign is one."""
    # A list of all words is made much faster than each is looked at; a part of the text at a time keeps it small.
    word = _complex_word() if _complex().search(text) else _word()
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
    while cut > 0 and _combines(line, cut):
        cut -= 1
    return line[:cut].rstrip() + "…"


def _combines(text: str, at: int) -> bool:
    """True if the character at `at` makes one grapheme cluster with the one before."""
    if not _complex().match(text, at):
        return False
    cluster = _clusters(1).match(text, at - 1)
    return cluster is not None and cluster.end() > at


@functools.cache
def _clusters(count: int) -> regex.Pattern[str]:
    import regex  # a slow import, which only text with combined characters has to pay

    return regex.compile(rf"\X{{{count}}}")


# Line units -------------------------------------------------------------------------------------------------------

UnitKind = Literal["80", "sentence", "turn", "paragraph"]
UNIT_ALGORITHM = 1  # stored beside every blob of starts: another rule is another number, and old blobs stay valid
ROW = 80  # grapheme clusters in a unit of kind "80"

# Where a row may break: any white space that is not a no-break space.
_ROW_BREAK = re.compile(r".+(?=[^\S\u00a0\u2007\u202f])", re.DOTALL)


def unit_starts(text: str, kind: UnitKind, turns: Sequence[int] = (), ends: Sequence[int] = ()) -> array[int]:
    """Where each line unit starts, ascending, as an array('I') of 4-byte integers.

    A unit starts with its line, leading white space included, or after the white space that ends the unit before.
    "80": rows of at most 80 grapheme clusters, not counting leading white space, broken at their last space, in a
    word only where there is none. "sentence": see `sentence_starts`. "paragraph": every line that is not blank.
    "turn": the starts of `turns`, moved back to their line's start over times and signs; text before the first
    turn, and after one of `ends` (parallel to `turns`; without it a turn runs to the next), is cut by paragraph.
    Blank lines are no units, and no unit crosses a line end but a turn.
    """
    if kind == "80":
        return array("I", _rows(text))
    if kind == "sentence":
        return array("I", _sentences(text))
    if kind == "turn":
        return array("I", _turn_units(text, turns, ends))
    return array("I", (line.start() for line in _LINE.finditer(text)))


def units(text: str, starts: Sequence[int]) -> list[tuple[int, int]]:
    """(start, end) of each unit: it ends at the next start or at the text's end, trailing white space left out."""
    following = [*starts[1:], len(text)]
    # of no starts at all, `following` has one more
    return [(start, start + len(text[start:end].rstrip())) for start, end in zip(starts, following, strict=False)]


def line_of(starts: Sequence[int], offset: int) -> int:
    """Number, from 1, of the unit at an offset; between two units the one before; 1 before the first."""
    return max(1, bisect_right(starts, offset))


def _rows(text: str) -> Iterator[int]:
    plain = _complex().search(text) is None
    for line in _LINE.finditer(text):
        start, end = line.span()
        yield start
        if end - start <= ROW:  # never more clusters than code points
            continue
        at = _after_spaces(text, start)
        while end - at > ROW and (at := _next_row(text, at, end, plain)) < end:
            yield at


def _next_row(text: str, at: int, end: int, plain: bool) -> int:
    """Where the row after the one at `at` starts; `end` (that of the line) if there is none."""
    limit = at + ROW
    if not plain and _complex().search(text, at, limit + 2):
        clusters = _clusters(ROW).match(text, at, end)
        limit = clusters.end() if clusters else end
    if limit >= end:
        return end
    space = _ROW_BREAK.match(text, at, limit + 1)
    cut = space.end() if space else limit
    following = _after_spaces(text, cut)
    # A mark that combines with the space before it stays with it.
    return following - 1 if following > cut and _combines(text, following) else following


def _after_spaces(text: str, at: int) -> int:
    found = _SPACES.match(text, at)
    return found.end() if found else at


def _turn_units(text: str, turns: Sequence[int], ends: Sequence[int]) -> Iterator[int]:
    outside = 0  # where text that belongs to nobody begins
    for number, turn in enumerate(turns):
        start = max(outside, _labelled_from(text, turn))
        yield from (line.start() for line in _LINE.finditer(text, outside, start))
        yield start
        outside = _labelled_from(text, turns[number + 1]) if number + 1 < len(turns) else len(text)
        if number < len(ends):
            outside = min(outside, ends[number])
    yield from (line.start() for line in _LINE.finditer(text, outside))


def _labelled_from(text: str, turn: int) -> int:
    """The start of the turn's line if nothing but a time and signs stand before the label, else the turn's start."""
    line = text.rfind("\n", 0, turn) + 1
    before = text[line:turn]
    return turn if any(letter.isalpha() for letter in before) else line


# Sentences --------------------------------------------------------------------------------------------------------

_WIDE_STOPS = "。！？｡"
_CLOSERS = "\"'”’»“›)]}」』）】"
_STOP = re.compile(f"[.!?…‽؟۔।॥{_WIDE_STOPS}]+[{re.escape(_CLOSERS)}]*")
_OPENING = "\"'“„”‘‚«‹»›([{¿¡–—*_-"
_OPENERS = re.compile(f"[{re.escape(_OPENING)}]*")
_PARTICLES = "とっはがをにのでも、，"  # after a closed quotation they carry the sentence on

_SHORT_MONTHS = frozenset("jan feb mar mär apr jun jul aug sep sept oct okt nov dec dez".split())  # noqa: SIM905
_MONTHS = _SHORT_MONTHS | frozenset(
    "january february march april may june july august september october november december "  # noqa: SIM905
    "januar jänner februar märz mai juni juli oktober dezember".split()
)
# No sentence ends at these, whatever follows.
_ABBREVIATIONS = frozenset(
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
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
_MAY_END = frozenset({"a.m", "p.m"})


def sentence_starts(text: str, start: int, end: int) -> Iterator[int]:
    """Starts of the sentences after the first in text[start:end], which is one line.

    A sentence ends at . ! ? … (with closing quotes and brackets) before white space and anything but a small
    letter, at ! and ? before a small letter too, and at a CJK full stop. Full stops of English and German
    abbreviations, initials, ordinals and list numbers end none.
    """
    begin = start
    for stop in _STOP.finditer(text, start, end):
        following = _next_sentence(text, begin, stop, end)
        if following is not None:
            begin = following
            yield following


def _sentences(text: str) -> Iterator[int]:
    for line in _LINE.finditer(text):
        yield line.start()
        yield from sentence_starts(text, line.start(), line.end())


def _next_sentence(text: str, begin: int, stop: re.Match[str], end: int) -> int | None:
    following = _after_spaces(text, stop.end())
    wide = stop[0][0] in _WIDE_STOPS
    if following >= end or (following == stop.end() and not wide) or stop.start() == begin:
        return None
    if _combines(text, following):  # an accent is not cut off from what it stands on
        return None
    opened = _OPENERS.match(text, following)
    letter = text[opened.end() : opened.end() + 1] if opened else ""
    closed = stop[0][-1] in _CLOSERS
    if wide:
        return None if closed and letter in _PARTICLES else following
    if letter.islower():
        return following if not closed and stop[0][-1] in "!?‽" else None
    if stop[0].rstrip(_CLOSERS) == "." and _is_abbreviation(text, begin, stop.start(), following):
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
        low in _ABBREVIATIONS
        or (low in _BEFORE_NUMBERS and text[following].isdigit() and not (alone and low == "no"))
        or (low not in _MAY_END and _DOTTED.fullmatch(token) is not None)
    )


def _is_ordinal(words: Sequence[str], token: str, alone: bool, ahead: str) -> bool:
    if alone:
        return True
    if len(token) > 2:
        return False
    following = _word().match(ahead)
    month = following is not None and following[0].lower() in _MONTHS
    return month or (len(words) > 1 and words[-2].lower() in _BEFORE_ORDINALS)


# What lies at a place ---------------------------------------------------------------------------------------------


def trim(text: str, span: Span) -> Span | None:
    """The span without the white space at its ends; None if nothing is left."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    end = span.start + len(words.rstrip())
    return Span(start, end) if start < end else None


def word_at(text: str, offset: int) -> Span | None:
    """The word around an offset, or the one that ends there; words as in `count_words`."""
    left = right = offset
    while left > 0 and not text[left - 1].isspace():
        left -= 1
    while right < len(text) and not text[right].isspace():
        right += 1
    found = [Span(left + word.start(), left + word.end()) for word in _words(text[left:right])]
    touching = [word for word in found if word.start <= offset <= word.end]
    return touching[-1] if touching else None


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


# Turns ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Turn(Span):
    """What one speaker says at a stretch, label included; `said` is where the label ends."""

    label: str
    said: int


def turns(marks: Sequence[Mark], length: int) -> list[Turn]:
    """The turns that speaker marks open in a text of `length` characters, in order.

    A turn starts at the label, or at a time that stands just before it, and runs to the next turn, the next heading
    or the end of the text.
    """
    stops = sorted(mark.start for mark in marks if mark.kind == "heading")
    times = {mark.end: mark.start for mark in marks if mark.kind == "timestamp"}
    speakers = sorted(mark for mark in marks if mark.kind == "speaker")
    starts = [
        next((times[at] for at in range(mark.start, mark.start - 4, -1) if at in times), mark.start)
        for mark in speakers
    ]
    found = []
    for number, mark in enumerate(speakers):
        end = starts[number + 1] if number + 1 < len(speakers) else length
        heading = bisect_right(stops, mark.start)
        if heading < len(stops):
            end = min(end, stops[heading])
        found.append(Turn(starts[number], end, mark.value, mark.end))
    return found


def turn_at(marks: Sequence[Mark], length: int, offset: int) -> Turn | None:
    """The turn around an offset; None outside all turns."""
    return next((turn for turn in turns(marks, length) if turn.start <= offset < turn.end), None)


# Blobs ------------------------------------------------------------------------------------------------------------


def encode_marks(marks: Sequence[Mark]) -> bytes:
    """Marks as compact JSON, sorted, so that equal marks give equal bytes."""
    rows = [[mark.start, mark.end, mark.kind, mark.value] for mark in sorted(marks)]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def decode_marks(blob: bytes) -> tuple[Mark, ...]:
    """The marks that `encode_marks` wrote."""
    return tuple(Mark(*row) for row in json.loads(blob))


def encode_starts(starts: array[int]) -> bytes:
    """Unit starts as 4-byte integers, little-endian."""
    return _little(starts).tobytes()


def decode_starts(blob: bytes) -> array[int]:
    """The unit starts that `encode_starts` wrote."""
    return _little(array("I", blob))


def _little(starts: array[int]) -> array[int]:
    if sys.byteorder == "little":
        return starts
    swapped = array("I", starts)
    swapped.byteswap()
    return swapped
