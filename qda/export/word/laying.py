"""Which way the sheet lies that each block of a Word file stands on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from qda.export.blocks import Block, Figure, Heading, Prose
from qda.export.profiles import Profile
from qda.export.tables import Table, plain
from qda.export.word.heights import height
from qda.export.word.layout import Panel, panels
from qda.export.word.paging import room

_FEW = 400
"""Letters up to which words over a wide table go with it onto its sheet."""
_MANY = 30
"""Rows that fill more than that, whatever is in them."""
_SHORT = 0.5
"""The part of a sheet that lies up to which what stands upright between such sheets lies too."""


@dataclass(frozen=True, slots=True)
class Laid:
    """What stands between two notes: a panel of a table, a figure, a paragraph or a heading."""

    item: Block
    number: int
    panel: Panel | None = None
    first: bool = True
    last: bool = True
    landscape: bool = False


def laid(items: Sequence[Block], profile: Profile, *, chapters: bool = False) -> list[Laid]:
    """The blocks in order, each wide table cut into its panels; with `chapters` every first heading begins a page."""
    made: list[Laid] = []
    for number, item in enumerate(items):
        if isinstance(item, Table):
            made += _cut(item, number, panels(item, profile))
        else:
            made.append(Laid(item, number, landscape=isinstance(item, Figure) and item.wide))
    return [block for chapter in _chapters(_turned(made), chapters) for block in _joined(chapter, profile)]


def _cut(table: Table, number: int, cut: Sequence[Panel]) -> Iterator[Laid]:
    for at, panel in enumerate(cut):
        yield Laid(table, number, panel, first=at == 0, last=at == len(cut) - 1, landscape=panel.landscape)


def _turned(blocks: list[Laid]) -> list[Laid]:
    """Headings, and a few words beneath them, lie on the sheet of the table that they stand over."""
    made: list[Laid] = []
    lying = False
    for block in reversed(blocks):
        item = block.item
        if isinstance(item, Table | Figure):
            lying = block.landscape
            made.append(block)
            continue
        if isinstance(item, Prose) and len(plain(item.text)) > _FEW:
            lying = False
        made.append(replace(block, landscape=lying))
        if isinstance(item, Heading) and item.level == 1:
            lying = False
    return made[::-1]


def _chapters(blocks: Sequence[Laid], divided: bool) -> Iterator[list[Laid]]:
    chapter: list[Laid] = []
    for block in blocks:
        if divided and chapter and isinstance(block.item, Heading) and block.item.level == 1:
            yield chapter
            chapter = []
        chapter.append(block)
    yield chapter


def _joined(chapter: list[Laid], profile: Profile) -> list[Laid]:
    """A chapter in which little that stands upright beside sheets that lie goes onto these.

    By itself it would leave a sheet mostly empty: where sheets turn, a new one begins.
    """
    if len({block.landscape for block in chapter}) < 2:
        return chapter
    made: list[Laid] = []
    for landscape, same in groupby(chapter, key=lambda block: block.landscape):
        run = list(same)
        between = bool(made) and len(made) + len(run) < len(chapter)
        little = not landscape and (between or _has_table(run)) and _is_little(run, profile)
        made += _lain(run, profile) if little else run
    return made


def _has_table(run: Sequence[Laid]) -> bool:
    """Words alone that begin or end a chapter are read best upright."""
    return any(isinstance(block.item, Table) for block in run)


def _is_little(run: Sequence[Laid], profile: Profile) -> bool:
    """True of tables, with words around them, that fill less than half a sheet; a picture keeps its own."""
    rows = sum(len(block.item.rows) for block in run if isinstance(block.item, Table))
    if rows > _MANY or any(isinstance(block.item, Figure) for block in run):
        return False
    told = [(block.number, block.item, block.panel, block.landscape) for block in run]
    return height(told, profile) <= _SHORT * room(profile, landscape=True)


def _lain(run: Sequence[Laid], profile: Profile) -> Iterator[Laid]:
    for block in run:
        if isinstance(block.item, Table):
            yield from _cut(block.item, block.number, panels(block.item, profile, lying=True))
        else:
            yield replace(block, landscape=True)
