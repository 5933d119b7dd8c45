"""A cloud of words: the most frequent first in the middle, each next on a spiral outwards to where it is free."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from qda.analysis.words.frequencies import Tally, per_thousand
from qda.export.figures.pen import COLUMN, Label, Plot, width
from qda.export.maps.geometry import Rect
from qda.export.profiles import Profile
from qda.i18n import N_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SIZES = (7.0, 34.0)
_INKS = ("#22262B", "#2F5D8A", "#5D7690")
"""The first ten, the next thirty, the rest."""
_FLAT = 0.55  # height of the cloud by its width
_TURNS = 4000


def draw(found: Tally, profile: Profile, most: int) -> Plot:
    """The cloud, as wide as the sheet; the area of a word goes with its count."""
    rows = found.rows[:most]
    plot = Plot(COLUMN)
    if not rows:
        plot.height = 10.0
        return plot
    highest = rows[0].n
    boxes: list[Rect] = []
    sizes = [max(_SIZES[0], _SIZES[1] * sqrt(row.n / highest)) for row in rows]
    wide = [width(row.word, size) for row, size in zip(rows, sizes, strict=True)]
    # A word alone must fit the sheet.
    scale = min(1.0, 0.8 * COLUMN / max(wide))
    placed = _placed([(w * scale, size * scale) for w, size in zip(wide, sizes, strict=True)])
    boxes += placed
    left, right = min(box.x for box in boxes), max(box.right for box in boxes)
    top, bottom = min(box.y for box in boxes), max(box.bottom for box in boxes)
    shrink = min(1.0, COLUMN / (right - left))
    for at, (row, box, size) in enumerate(zip(rows, boxes, sizes, strict=True)):
        shown = Rect((box.x - left) * shrink, (box.y - top) * shrink, box.w * shrink, box.h * shrink)
        shown = Rect(shown.x + (COLUMN - (right - left) * shrink) / 2, shown.y, shown.w, shown.h)
        letters = size * scale * shrink
        plot.add(
            Label(
                shown.centre[0],
                shown.y + 0.79 * shown.h,
                row.word,
                letters,
                _INKS[(at >= 10) + (at >= 40)],
                anchor="middle",
            )
        )
        told = profile.decimal(per_thousand(row.n, found.words), 1)
        words = N_("{word}: {n}, in {sources} sources, {rate} in 1,000 words")
        plot.spot(
            shown,
            profile.say(words, word=row.word, n=profile.integer(row.n), sources=row.sources, rate=told),
        )
    plot.height = (bottom - top) * shrink + 4
    return plot


def _placed(sizes: list[tuple[float, float]]) -> list[Rect]:
    """A free box for each (width, height of its letters), one after the other."""
    import numpy as np

    taken = np.zeros((len(sizes), 4))
    found = []
    steps = _spiral()
    for at, (wide, letters) in enumerate(sizes):
        w, h = wide + 3, letters * 1.05
        corners = steps - np.array([w / 2, h / 2])
        free = corners[_first_free(corners, w, h, taken[:at])]
        box = Rect(float(free[0]), float(free[1]), w, h)
        taken[at] = (box.x, box.y, box.right, box.bottom)
        found.append(box)
    return found


def _spiral() -> NDArray[np.float64]:
    import numpy as np

    angle = np.sqrt(np.arange(_TURNS)) * 1.9
    return np.stack([angle * np.cos(angle) * 3.2, angle * np.sin(angle) * 3.2 * _FLAT], axis=1)


def _first_free(corners: NDArray[np.float64], w: float, h: float, taken: NDArray[np.float64]) -> int:
    """The first place of a row at which the box touches none that is taken."""
    import numpy as np

    left, top = corners[:, :1], corners[:, 1:]
    hits = (left < taken[:, 2]) & (taken[:, 0] < left + w) & (top < taken[:, 3]) & (taken[:, 1] < top + h)
    free = ~hits.any(axis=1)
    return int(np.argmax(free)) if free.any() else len(corners) - 1
