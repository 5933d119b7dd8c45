"""On which page everything of a Word file will come to stand, near enough to fill its contents before Word counts.

A plain simulation: blocks of lines are laid on pages of the height between the margins. Word and the fonts at hand have
the last word; when fields are updated, the true numbers take the place of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qda.export.profiles import Profile


@dataclass(frozen=True, slots=True)
class Stretch:
    """Something that stays on one page: how high it is (twips), whether it keeps what follows, and what it repeats.

    `breaks` begins a page; `again` is the height of a table's head that a new page repeats. Of the room `below` one
    and `above` the next the larger counts; it falls away where a page happens to end or to begin between them.
    """

    height: float
    key: int = -1
    keeps: bool = False
    breaks: bool = False
    landscape: bool = False
    again: float = 0.0
    above: float = 0.0
    below: float = 0.0


def pages(stretches: Sequence[Stretch], profile: Profile, first: int = 1) -> dict[int, int]:
    """The page of each key, the first stretch being on page `first`."""
    found: dict[int, int] = {}
    page, used, below, lying = first, 0.0, 0.0, stretches[0].landscape if stretches else False
    for group in _kept(stretches):
        head, height = group[0], _height(group)
        down = room(profile, landscape=head.landscape)
        gap = max(below, head.above)
        if used and (head.landscape != lying or head.breaks):
            page, used, gap = page + 1, 0.0, head.above
        elif used and used + gap + height > down:
            page, used, gap = page + 1, head.again, 0.0
        lying, tall = head.landscape, height > down
        for at, stretch in enumerate(group):
            gap = max(below, stretch.above) if at else gap
            # What keeps together and is higher than a page goes on all the same.
            if tall and used and used + gap + stretch.height > down:
                page, used, gap = page + 1, stretch.again, 0.0
            if stretch.key >= 0:
                found.setdefault(stretch.key, page)
            used, below = used + gap + stretch.height, stretch.below
            if used > down:  # higher than a page by itself
                page, used = page + int(used // down), used % down
    return found


def _height(group: Sequence[Stretch]) -> float:
    """How high a group is, with the room between its parts."""
    between = sum(max(one.below, other.above) for one, other in pairwise(group))
    return between + sum(stretch.height for stretch in group)


def room(profile: Profile, *, landscape: bool) -> int:
    """How high a sheet is between its margins."""
    return profile.sheet.down(landscape=landscape)


def _kept(stretches: Sequence[Stretch]) -> Iterator[list[Stretch]]:
    group: list[Stretch] = []
    for stretch in stretches:
        if group and stretch.breaks:
            yield group
            group = []
        group.append(stretch)
        if not stretch.keeps:
            yield group
            group = []
    if group:
        yield group
