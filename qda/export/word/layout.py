"""How a table fits on paper: which way the sheet lies, how wide each column is, and where a very wide table is cut."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from qda.export.measure import text_width
from qda.export.profiles import Profile
from qda.export.tables import Column, Quote, Row, Table, cell_text, unmarked

# All in twentieths of a point, Word's unit.
CELL_MARGIN = 60
STUB_STEP = 200
STUB_HANGING = 120
FONT_SIZE = 200
LINE = 240

TALLEST_HEAD = 3200
"""A head turned upright that is longer goes on in a second line beside the first."""

_PADDING = 2 * CELL_MARGIN
_SLACK = 40
"""Fonts differ by a hair, and a word that misses its line by a hair is broken."""
_SAMPLE = 400
"""Rows looked at when texts are measured; numbers are always all measured."""
_WIDEST_WORD = 2400
_WIDEST_STUB = 4200
_TIGHT_STUB, _FAIR_STUB = 1700, 2200
_WIDEST_TEXT = 7000
_UNBROKEN = 1700
"""Up to which a column of short words, such as dates, is not broken without need."""
_AIR = 120
"""Between numbers and what is beside them, where there is room."""
_SHORT_HEAD = 800
"""Up to which a heading is not broken where there is room."""
_STEPS = 32
"""In how many pieces the room that is left over is given away."""
_STEEP = 6
"""How much the tallest cell of a row counts beside the others when room is given away."""
_BEARABLE, _READABLE = 1900, 2800
"""A column of prose narrower than the second is tiring, than the first a ladder; wider sheets are tried before."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Columns of a table that stand on one sheet, in twips; `rotated` turns the heads of grouped numbers upright."""

    columns: tuple[int, ...]
    widths: tuple[int, ...]
    landscape: bool = False
    rotated: bool = False

    def on_paper(self, profile: Profile) -> Panel:
        """The same with the widths that the letters of the profile need."""
        if profile.stretch == 1.0:
            return self
        whole = [int(width * profile.stretch) for width in self.widths]
        whole[0] += int(sum(self.widths) * profile.stretch) - sum(whole)
        return replace(self, widths=tuple(whole))


@dataclass(frozen=True, slots=True)
class _Need:
    """What a column needs: so that no word breaks, so that it is bearable, reads well, and has nothing to wrap.

    With `head` its heading takes two lines at most, or one if it is short.
    """

    least: float
    tight: float
    fair: float
    wish: float
    head: float = 0.0


def text_area(profile: Profile, *, landscape: bool) -> int:
    """The width between the margins."""
    return profile.sheet.across(landscape=landscape)


def text_room(profile: Profile, *, landscape: bool) -> int:
    """The same as what is measured as Times takes it: wider letters leave less room."""
    return int(text_area(profile, landscape=landscape) / profile.stretch)


def panels(table: Table, profile: Profile, *, lying: bool = False) -> list[Panel]:
    """The table on an upright sheet if it reads well there, else on its side, else cut into panels with the stub.

    With `lying` it is on its side in any case.
    """
    at = table.printed
    needs = _needs(table, at, profile, rotated=False)
    upright, wide = text_room(profile, landscape=False), text_room(profile, landscape=True)
    if not lying and _reads(needs, upright):
        return [Panel(at, _shared(needs, upright, _lengths(table, at, profile)))]
    if _reads(needs, wide) or _bears(needs, wide):
        return [Panel(at, _shared(needs, wide, _lengths(table, at, profile)), landscape=True)]
    needs = _needs(table, at, profile, rotated=True)
    if _bears(needs, wide):
        return [Panel(at, _shared(needs, wide, _lengths(table, at, profile)), landscape=True, rotated=True)]
    return [_panel(part, at, needs, wide) for part in _cut([need.tight for need in needs], wide)]


def _reads(needs: Sequence[_Need], room: int) -> bool:
    return sum(need.fair for need in needs) <= room


def _bears(needs: Sequence[_Need], room: int) -> bool:
    return sum(need.tight for need in needs) <= room


def number_indent(texts: Iterable[str], width: int) -> int:
    """The space right of right-aligned numbers that puts the widest of them in the middle of its column."""
    widest = max((_measured(text) for text in texts), default=0.0)
    return max(0, round((width - _PADDING - widest) / 2))


def rotated_length(column: Column, profile: Profile) -> float:
    """How long a head is that stands upright, with its base."""
    base = "" if column.base is None else f", n = {profile.integer(column.base)}"
    return _measured(column.heading + base) * 1.05 + LINE


def lines_needed(text: str, width: int) -> int:
    """About how many lines a text takes in a column of that width."""
    average = FONT_SIZE * (0.45 if text.isascii() else 0.6)
    return sum(1 + int(len(line) * average / max(width - _PADDING, 1)) for line in text.split("\n"))


def _panel(part: Sequence[int], at: Sequence[int], needs: Sequence[_Need], room: int) -> Panel:
    widths = _shared([needs[index] for index in part], room)
    return Panel(tuple(at[index] for index in part), widths, landscape=True, rotated=True)


def _cut(wants: Sequence[float], room: int) -> list[list[int]]:
    """Indexes of columns by panel; the stub comes first in each."""
    cut: list[list[int]] = [[0]]
    for index in range(1, len(wants)):
        taken = sum(wants[other] for other in cut[-1])
        if taken + wants[index] > room and len(cut[-1]) > 1:
            cut.append([0])
        cut[-1].append(index)
    return cut


def _shared(needs: Sequence[_Need], room: int, lengths: Sequence[Sequence[float]] = ()) -> tuple[int, ...]:
    """Widths that fill the room: as much as every column can have, the rest where it makes the table shortest."""
    wish = sum(need.wish for need in needs)
    if wish <= room:
        return _filling([need.wish * room / wish for need in needs], room)
    # Prose begins bearable, so that what is left can go where most is said.
    begun = [need.tight if need.wish > 2 * _READABLE else need.fair for need in needs]
    headed = [max(one, min(need.head, need.wish)) for one, need in zip(begun, needs, strict=True)]
    airy = [max(one, min(need.head + _AIR, need.wish)) for one, need in zip(begun, needs, strict=True)]
    grades = (airy, headed, begun, [need.tight for need in needs], [need.least for need in needs])
    base = next((grade for grade in grades if sum(grade) <= room), None)
    if base is None:
        least = grades[-1]
        return _filling([need * room / sum(least) for need in least], room)
    return _filling(_given(base, [need.wish for need in needs], room - sum(base), lengths), room)


def _given(
    base: Sequence[float], most: Sequence[float], spare: float, lengths: Sequence[Sequence[float]]
) -> list[float]:
    """The spare room given piece by piece to the column whose texts keep the rows tallest.

    `lengths` has for each row the length of each cell on one line. How tall a row is is told by a mean that is close to
    its tallest cell: so two columns as tall as one another both get room.
    """
    widths, step = list(base), spare / _STEPS
    powers = [[(length / width) ** _STEEP for length, width in zip(row, widths, strict=True)] for row in lengths]
    sums = [sum(row) for row in powers]
    while spare > step / 2:  # so many pieces and not, by a hair of rounding, one more
        spare -= step
        open_ = [at for at, width in enumerate(widths) if width + step <= most[at]]
        if not open_ or not lengths:
            more = [max(0.0, wish - width) for wish, width in zip(most, widths, strict=True)]
            whole = sum(more) or 1.0
            return [width + (spare + step) * gap / whole for width, gap in zip(widths, more, strict=True)]
        best = max(open_, key=lambda at: _gain(at, widths[at] / (widths[at] + step), powers, sums))
        shrunk = (widths[best] / (widths[best] + step)) ** _STEEP
        widths[best] += step
        for row, powered in enumerate(powers):
            sums[row] += powered[best] * (shrunk - 1)
            powered[best] *= shrunk
    return widths


def _gain(at: int, ratio: float, powers: Sequence[Sequence[float]], sums: Sequence[float]) -> float:
    """By how much all rows together shrink if the cells of a column do by this ratio; rows of one line never do."""
    less = 1 - ratio**_STEEP
    return sum(
        math.pow(whole, 1 / _STEEP) - math.pow(max(1.0, whole - powered[at] * less), 1 / _STEEP)
        for powered, whole in zip(powers, sums, strict=True)
        if whole > 1
    )


def _lengths(table: Table, at: Sequence[int], profile: Profile) -> list[list[float]]:
    """Of each row looked at, how long each of its cells is on one line."""
    step = max(1, len(table.rows) // _SAMPLE)
    return [[_length(row, index, table.columns[index], profile) for index in at] for row in table.rows[::step]]


def _length(row: Row, index: int, column: Column, profile: Profile) -> float:
    value = unmarked(row.cells[index])
    whole = _measured(cell_text(value, column, profile))
    if isinstance(value, Quote):
        whole += _measured(value.attribution(profile))
    return whole + (STUB_STEP * row.indent if column.kind == "stub" else 0)


def _filling(widths: Sequence[float], room: int) -> tuple[int, ...]:
    whole = [int(width) for width in widths]
    whole[0] += room - sum(whole)
    return tuple(whole)


def _needs(table: Table, at: Sequence[int], profile: Profile, *, rotated: bool) -> list[_Need]:
    step = max(1, len(table.rows) // _SAMPLE)
    sample = table.rows[::step]
    return [_need(table, index, profile, sample, rotated=rotated) for index in at]


def _need(table: Table, index: int, profile: Profile, sample: Sequence[Row], *, rotated: bool) -> _Need:
    column = table.columns[index]
    if column.numeric:
        return _number_need(table, index, profile, rotated=rotated)
    if column.kind == "stub":
        return _stub_need(column, index, sample)
    return _text_need(column, index, profile, sample)


def _number_need(table: Table, index: int, profile: Profile, *, rotated: bool) -> _Need:
    column = table.columns[index]
    cells = _widest(cell_text(row.cells[index], column, profile) for row in table.rows)
    if rotated and column.group:
        width = max(cells + _SLACK, LINE * math.ceil(rotated_length(column, profile) / TALLEST_HEAD)) + _PADDING
        return _Need(width, width, width, width)
    word = _widest(column.heading.split())
    least = max(cells, _base(column, profile), word) + _SLACK + _PADDING
    head = max(least, _head(column))
    return _Need(least, least, least, head + _AIR, head)


def _head(column: Column) -> float:
    """Where a heading takes two lines: that reads well, four do not. Short ones stand on one."""
    whole = _measured(column.heading)
    return (whole + _SLACK if whole <= _SHORT_HEAD else whole * 0.58) + _PADDING


def _base(column: Column, profile: Profile) -> float:
    return 0.0 if column.base is None else _measured(f"n = {profile.integer(column.base)}")


def _stub_need(column: Column, index: int, sample: Sequence[Row]) -> _Need:
    indents = [STUB_STEP * row.indent + STUB_HANGING for row in sample]
    texts = [str(unmarked(row.cells[index])) for row in sample]
    pairs = list(zip(indents, texts, strict=True))
    whole = max((indent + _measured(text) for indent, text in pairs), default=0.0)
    words = max((indent + _widest(text.split()) for indent, text in pairs), default=0.0)
    head = max(_head(column) - _PADDING, _widest(column.heading.split()))
    prose = whole > 2 * _WIDEST_STUB  # sentences, such as claims, read like those of any other column
    wish = min(max(whole * 1.08, head), _WIDEST_TEXT if prose else _WIDEST_STUB) + _PADDING
    # Where there is room short names are not broken.
    named = wish if wish <= _FAIR_STUB else 0.0
    least = min(max(words + _SLACK, head), wish - _PADDING, _WIDEST_WORD) + _PADDING
    steps = (_BEARABLE, _READABLE) if prose else (_TIGHT_STUB, _FAIR_STUB)
    tight, fair = (max(least, min(wish * 0.6, at)) for at in steps)
    return _Need(least, tight, max(fair, _unbroken(whole)), wish, named)


def _unbroken(whole: float) -> float:
    """What short words need to stand on one line; nothing for longer ones."""
    return whole + _SLACK + _PADDING if whole <= _UNBROKEN else 0.0


def _text_need(column: Column, index: int, profile: Profile, sample: Sequence[Row]) -> _Need:
    texts = [cell_text(row.cells[index], column, profile) for row in sample]
    texts += [value.attribution(profile) for row in sample if isinstance(value := unmarked(row.cells[index]), Quote)]
    head = max(_widest(column.heading.split()), _base(column, profile))
    whole = max(_widest(texts), _measured(column.heading), _base(column, profile))
    words = _widest(word for text in texts for word in text.split())
    wish = min(whole * 1.05, _WIDEST_TEXT) + _SLACK + _PADDING
    least = min(max(head, min(words, _WIDEST_WORD)) + _SLACK, wish - _PADDING) + _PADDING
    prose = wish > 2 * _READABLE
    tight, fair = (max(least, min(wish, at if prose else wish * 0.55)) for at in (_BEARABLE, _READABLE))
    return _Need(least, tight, max(fair, min(wish, _unbroken(_widest(texts)))), wish, _head(column))


def _widest(texts: Iterable[str]) -> float:
    return max((_measured(text) for text in texts), default=0.0)


def _measured(text: str) -> float:
    return text_width(text, FONT_SIZE)
