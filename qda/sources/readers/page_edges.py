"""What printed pages carry beside their text: page numbers, running heads and feet, line numbers in the margin.

Only the outermost rows of a page are looked at, and a line is set aside only where the same words stand at the same
place on most pages, or a number there that runs with the pages; never all that stands on a page. Where pages differ
left and right, most of the even or of the odd ones will do.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from qda.i18n import _, ngettext

_FEWEST = 3  # pages from which anything can be told
_SAME = 3.0  # points: at the same place
_MARGIN = 0.18  # of the page's height
_RUN = 5  # numbers in the margin that make a column
_SIGNS = r"[-–—|·•\[\]()]"
_NUMBER = re.compile(
    rf"(?:{_SIGNS}\s*)?(?:(?:page|seite|pag\.?|página|pagina|p\.|s\.)\s*)?(?P<number>\d{{1,4}}|[ivxlc]{{1,7}})"
    rf"(?:\s*(?:of|von|de|di|sur|/)\s*\d{{1,4}})?(?:\s*{_SIGNS})?",
    re.IGNORECASE,
)
BESIDE = re.compile(r"(?P<first>\d{1,4})\s+(?P<after>\D.*)|(?P<before>.*\D)\s+(?P<last>\d{1,4})")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands on the page; places in points, from the bottom left of the page as PDF counts them."""

    text: str
    page: int
    box: tuple[float, float, float, float]  # what is seen of the page: left, bottom, right, top
    left: float
    right: float
    first_word: float  # width
    baseline: float  # of its last character
    top: float  # baseline of its first; another one if pdfium joined two lines
    size: float  # of its letters
    bold: tuple[tuple[int, int], ...] = ()  # stretches of `text`
    apart: bool = False  # a number at one of its ends stands wide of the words

    @property
    def page_width(self) -> float:
        """How wide the page is."""
        return self.box[2] - self.box[0]

    @property
    def height(self) -> float:
        """How high the page is."""
        return self.box[3] - self.box[1]


@dataclass(frozen=True, slots=True)
class Edges:
    """How many lines were set aside, by what they are."""

    numbers: int = 0
    heads: int = 0
    margin: int = 0
    outside: int = 0

    @property
    def count(self) -> int:
        """How many altogether."""
        return self.numbers + self.heads + self.margin + self.outside

    def note(self) -> str:
        """One sentence for the import report; empty when nothing was set aside."""
        told = (
            (self.numbers, ngettext("{count} page number", "{count} page numbers", self.numbers)),
            (self.heads, ngettext("{count} running head or foot", "{count} running heads or feet", self.heads)),
            (self.margin, ngettext("{count} number in the margin", "{count} numbers in the margin", self.margin)),
            (self.outside, ngettext("{count} line off the page", "{count} lines off the page", self.outside)),
        )
        parts = [words.format(count=count) for count, words in told if count]
        return _("Set aside: {what}.").format(what=", ".join(parts)) if parts else ""


def without_edges(lines: Sequence[Line]) -> tuple[list[Line], Edges]:
    """The lines of all pages, in order, without what is no part of the text."""
    outside = _outside(lines)
    left = _without(lines, outside)
    margin = _margin_numbers(left)
    left = _without(left, margin)
    numbers, heads = set[int](), set[int]()
    for upper in (True, False):
        alone, others = _edge(left, upper=upper)
        numbers |= alone
        heads |= others
    left = _without(left, numbers | heads)
    whole = {id(line) for line in lines if line.page not in {kept.page for kept in left}}
    gone = [found - whole for found in (numbers, heads, margin, outside)]
    return _without(lines, set[int]().union(*gone)), Edges(*map(len, gone))


def _edge(lines: Sequence[Line], *, upper: bool) -> tuple[set[int], set[int]]:
    """Page numbers and running heads at one edge: a row of each, in either order, and no more."""
    rows = _rows(lines, upper=upper)
    numbers, heads = _running_numbers(rows, upper=upper)
    heads |= _running_heads(rows, upper=upper) - numbers
    if numbers or heads:
        rows = _rows(_without(lines, numbers | heads), upper=upper)
        if not heads:
            heads = _running_heads(rows, upper=upper)
        elif not numbers:
            numbers = _running_numbers(rows, upper=upper)[0]
    return numbers, heads


def _without(lines: Iterable[Line], gone: set[int]) -> list[Line]:
    return [line for line in lines if id(line) not in gone]


def _by_page(lines: Iterable[Line]) -> dict[int, list[Line]]:
    found: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        found[line.page].append(line)
    return found


# Outside, and in the margin ---------------------------------------------------------------------------------------


def _outside(lines: Sequence[Line]) -> set[int]:
    """Lines that nobody sees, for they stand beyond the edges of the page."""
    found = set[int]()
    for page in _by_page(lines).values():
        unseen = [line for line in page if not _is_seen(line)]
        if sum(len(line.text) for line in unseen) * 2 < sum(len(line.text) for line in page):
            found |= {id(line) for line in unseen}
    return found


def _is_seen(line: Line) -> bool:
    left, bottom, right, top = line.box
    return bottom - line.size < line.baseline < top and line.left < right and line.right > left


def _margin_numbers(lines: Sequence[Line]) -> set[int]:
    """Numbers that run down the page beside the text, as those of lines or of rows do."""
    columns = {page: _numbers_beside(of_page) for page, of_page in _by_page(lines).items()}
    sure = {page: column for page, column in columns.items() if _runs(column)}
    if not sure:
        return set()
    rights = [line.right for column in sure.values() for line in column]
    near = min(rights) - 2 * _SAME, max(rights) + 2 * _SAME
    return {id(line) for column in columns.values() for line in column if near[0] <= line.right <= near[1]}


def _numbers_beside(page: Sequence[Line]) -> list[Line]:
    """Numbers left of all words of a page, from the top."""
    words = [line.left for line in page if not line.text.isdecimal()]
    edge = min(words, default=0.0)
    found = [line for line in page if line.text.isdecimal() and len(line.text) < 6 and line.right < edge]
    return sorted(found, key=lambda line: -line.baseline)


def _runs(column: Sequence[Line]) -> bool:
    steps = {int(below.text) - int(above.text) for above, below in itertools.pairwise(column)}
    return len(column) >= _RUN and len(steps) == 1 and min(steps) > 0


# Above and beneath the text ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Rows:
    """The outermost lines of each page, at the top or at the bottom."""

    lines: tuple[Line, ...]
    pages: frozenset[int]  # that have text

    def is_usual(self, pages: set[int]) -> bool:
        """True if these are most pages, or most of the even or of the odd ones."""
        for those in (self.pages, {page for page in self.pages if page % 2}, {p for p in self.pages if not p % 2}):
            here = len(pages & those)
            if here >= _FEWEST and here * 2 > len(those):
                return True
        return False


def _rows(lines: Sequence[Line], *, upper: bool) -> _Rows:
    pages = _by_page(lines)
    found: list[Line] = []
    for page in pages.values():
        edge = (max if upper else min)(line.baseline for line in page)
        found += [
            line
            for line in page
            if abs(line.baseline - edge) <= _SAME and _depth(line, upper=upper) <= _MARGIN * line.height
        ]
    return _Rows(tuple(found), frozenset(pages))


def _depth(line: Line, *, upper: bool) -> float:
    """How far from the edge of the page."""
    return line.box[3] - line.baseline if upper else line.baseline - line.box[1]


def _running_heads(rows: _Rows, *, upper: bool) -> set[int]:
    """The same words at the same place."""
    groups: dict[str, list[Line]] = defaultdict(list)
    for line in rows.lines:
        groups[line.text].append(line)
    return {id(line) for group in groups.values() for line in _usual(rows, group, upper=upper)}


def _running_numbers(rows: _Rows, *, upper: bool) -> tuple[set[int], set[int]]:
    """Numbers that run with the pages, by themselves and, second, wide apart from the words of a running head."""
    groups: dict[tuple[bool, int], list[Line]] = defaultdict(list)
    for line in rows.lines:
        if number := _number(line):
            groups[(number.isdecimal(), _value(number) - line.page)].append(line)
    sure = [line for group in groups.values() for line in _usual(rows, group, upper=upper)]
    if not sure:
        return set(), set()
    depth = median(_depth(line, upper=upper) for line in sure)
    also = [
        line
        for group in groups.values()
        if len(group) > 1  # roman numbers before the first chapter
        for line in group
        if abs(_depth(line, upper=upper) - depth) <= _SAME
    ]
    found = {id(line): line.apart for line in (*sure, *also)}
    return {each for each, apart in found.items() if not apart}, {each for each, apart in found.items() if apart}


def _number(line: Line) -> str:
    """The number that a line is, or that stands wide apart at one of its ends; empty where there is none."""
    if line.apart and (beside := BESIDE.fullmatch(line.text)):
        return beside["first"] or beside["last"]
    found = _NUMBER.fullmatch(line.text)
    return found["number"] if found is not None and _value(found["number"]) else ""


def _usual(rows: _Rows, group: Sequence[Line], *, upper: bool) -> Iterator[Line]:
    """Those of a group that stand at the same place, if they are on most pages."""
    depth = median(_depth(line, upper=upper) for line in group)
    near = [line for line in group if abs(_depth(line, upper=upper) - depth) <= _SAME]
    if rows.is_usual({line.page for line in near}):
        yield from near


def _value(number: str) -> int:
    """An arabic or roman number; 0 for what is none."""
    if number.isdecimal():
        return int(number)
    values = [_ROMAN[letter] for letter in number.lower()]
    total = sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
    return total if _roman(total) == number.lower() else 0


def _roman(number: int) -> str:
    written = ""
    for sign, value in (
        ("c", 100),
        ("xc", 90),
        ("l", 50),
        ("xl", 40),
        ("x", 10),
        ("ix", 9),
        ("v", 5),
        ("iv", 4),
        ("i", 1),
    ):
        written += sign * (number // value)
        number %= value
    return written
