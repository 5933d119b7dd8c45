"""The way of literature from what was found to what is included, as a picture: down, those left out to the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from qda.analysis.study.screening import Flow, Told
from qda.export.blocks import Figure
from qda.export.maps.geometry import Rect
from qda.export.maps.paint import Command, Drawing, Group, Shape, Words, save_picture
from qda.export.measure import wrapped
from qda.export.profiles import Profile
from qda.i18n import N_

_INK, _SOFT, _LINE = "#22262B", "#5C6168", "#8A8F96"
_WIDE, _BOX, _GAP, _ASIDE = 720.0, 316.0, 34.0, 316.0
_MARGIN, _TEXT, _STEP, _AIR = 8.0, 12.0, 16.0, 11.0
_REASONS = 6
"""Reasons that are named in a box; what is rarer is told together."""


def draw(flow: Flow, profile: Profile, study: str = "") -> Drawing:
    """The sheet."""
    title = profile.say(N_("The Way of the Literature"))
    boxes = list(_boxes(flow, profile))
    groups: list[Group] = []
    top = _MARGIN
    centre = _MARGIN + _BOX / 2
    for at, (main, aside) in enumerate(boxes):
        main_lines = [line for part in main for line in _lines(part, _BOX)]
        aside_lines = [line for part in aside for line in _lines(part, _ASIDE)]
        height = max(_height(main_lines), _height(aside_lines))
        box = Rect(_MARGIN, top + (height - _height(main_lines)) / 2, _BOX, _height(main_lines))
        groups.append(Group(main[0], tuple(_box(box, main_lines))))
        if aside_lines:
            left = Rect(
                _WIDE - _MARGIN - _ASIDE, top + (height - _height(aside_lines)) / 2, _ASIDE, _height(aside_lines)
            )
            groups.append(Group(aside[0], tuple(_box(left, aside_lines))))
            groups.append(Group("", (_arrow((box.right, box.centre[1]), (left.x, box.centre[1])),)))
        if at < len(boxes) - 1:
            below = boxes[at + 1]
            foot = top + height + _GAP + _down(below)
            groups.append(Group("", (_arrow((centre, box.bottom), (centre, foot)),)))
        top += height + _GAP
    words = ". ".join("; ".join((*main, *aside)) for main, aside in boxes)
    shown = f"{title} – {study}" if study else title
    return Drawing(Rect(0, 0, _WIDE, top - _GAP + _MARGIN), tuple(groups), shown, words, profile.language[:2])


def _lines(words: str, width: float) -> list[str]:
    """The lines of a part of a box; the first stands in bold letters, which need some more room."""
    return wrapped(words, (width - 2 * _AIR) / 1.07, _TEXT, face="sans")


def _down(box: tuple[Sequence[str], Sequence[str]]) -> float:
    """How far beneath the top of its row a box begins."""
    main = [line for part in box[0] for line in _lines(part, _BOX)]
    aside = [line for part in box[1] for line in _lines(part, _ASIDE)]
    return max(0.0, (_height(aside) - _height(main)) / 2)


def figure(flow: Flow, profile: Profile, study: str = "") -> Figure:
    """The picture for a document, which sets the caption."""
    drawing = draw(flow, profile, study)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "flow.png"
        save_picture(drawing, path, "png", scale=3.0)
        return Figure(drawing.title, path.read_bytes(), description=drawing.description)


def _boxes(flow: Flow, profile: Profile) -> Iterator[tuple[list[str], list[str]]]:
    """Each step with what was left out at it."""

    def told(words: str, count: int) -> str:
        return f"{profile.say(words)} (n\u00a0=\u00a0{profile.integer(count)})"

    bases = [
        f"{name or profile.say(N_('not recorded'))}: {profile.integer(n)}" for name, n in flow.databases[:_REASONS]
    ]
    yield (
        [told(N_("Found"), flow.found), *(bases if len(bases) > 1 else [])],
        [told(N_("Duplicates taken out"), flow.duplicates)],
    )
    yield (
        [told(N_("Screened by title and abstract"), flow.screened), *_open(flow.waiting, profile)],
        [told(N_("Screened out"), flow.out_by_screening), *_reasons(flow.screened_out, profile)],
    )
    yield (
        [told(N_("Read in full"), flow.read), *_open(flow.undecided, profile)],
        [told(N_("Left out after reading"), flow.out_by_reading), *_reasons(flow.left_out, profile)],
    )
    yield [told(N_("Included"), flow.included)], []


def _open(count: int, profile: Profile) -> list[str]:
    return [f"{profile.say(N_('Not decided yet'))}: {profile.integer(count)}"] if count else []


def _reasons(told: Told, profile: Profile) -> list[str]:
    shown = [f"{reason or profile.say(N_('no reason given'))}: {profile.integer(n)}" for reason, n in told[:_REASONS]]
    rest = sum(count for _reason, count in told[_REASONS:])
    return [*shown, f"{profile.say(N_('other reasons'))}: {profile.integer(rest)}"] if rest else shown


def _height(lines: Sequence[str]) -> float:
    return 2 * _AIR + len(lines) * _STEP - 4 if lines else 0.0


def _box(box: Rect, lines: Sequence[str]) -> Iterator[Shape | Words]:
    corners = box.corners()
    outline: tuple[Command, ...] = (*(("L" if at else "M", x, y) for at, (x, y) in enumerate(corners)), ("Z",))
    yield Shape(outline, fill="#FFFFFF", stroke=_LINE, width=1.0)
    for at, line in enumerate(lines):
        yield Words(box.x + _AIR, box.y + _AIR + 9 + at * _STEP, line, _TEXT, _INK if not at else _SOFT, bold=not at)


def _arrow(begin: tuple[float, float], end: tuple[float, float]) -> Shape:
    (x1, y1), (x2, y2) = begin, end
    down = abs(y2 - y1) > abs(x2 - x1)
    one, other = ((x2 - 4, y2 - 6), (x2 + 4, y2 - 6)) if down else ((x2 - 6, y2 - 4), (x2 - 6, y2 + 4))
    commands: tuple[Command, ...] = (
        ("M", x1, y1), ("L", x2, y2), ("M", *one), ("L", x2, y2), ("L", *other),
    )  # fmt: skip
    return Shape(commands, stroke=_LINE, width=1.2)
