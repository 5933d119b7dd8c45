"""On which page everything of a Word file will come to stand, near enough to fill its contents before Word counts.

A plain simulation: blocks of lines are laid on pages of the height between the margins. Word and the fonts at hand have
the last word; when fields are updated, the true numbers take the place of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qda.export.profiles import PAPERS, Profile
from qda.export.word_layout import MARGIN


@dataclass(frozen=True, slots=True)
class Stretch:
    """Something that stays on one page: how high it is (twips), whether it keeps what follows, and what it repeats.

    `breaks` begins a page; `again` is the height of a table's head that a new page repeats. `hangs` is what of the
    height is room beneath its last line, which needs no room at the end of a page.
    """

    height: float
    key: int = -1
    keeps: bool = False
    breaks: bool = False
    landscape: bool = False
    again: float = 0.0
    hangs: float = 0.0


def pages(stretches: Sequence[Stretch], profile: Profile, first: int = 1) -> dict[int, int]:
    """The page of each key, the first stretch being on page `first`."""
    found: dict[int, int] = {}
    page, used, lying = first, 0.0, stretches[0].landscape if stretches else False
    for group in _kept(stretches):
        head = group[0]
        room = _room(profile, head.landscape)
        height = sum(stretch.height for stretch in group) - group[-1].hangs
        turned = head.landscape != lying
        if (used and (turned or head.breaks)) or (used and used + height > room):
            page, used = page + 1, head.again
        lying = head.landscape
        for stretch in group:
            # What keeps together and is higher than a page goes on all the same.
            if used and used + stretch.height - stretch.hangs > room and height > room:
                page, used = page + 1, stretch.again
            if stretch.key >= 0:
                found.setdefault(stretch.key, page)
            used += stretch.height
            if used - stretch.hangs > room:  # higher than a page by itself
                page, used = page + int(used // room), used % room
    return found


def _room(profile: Profile, landscape: bool) -> int:
    width, height = PAPERS[profile.paper]
    return (width if landscape else height) - 2 * MARGIN


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
