"""The curve of new codes as it goes on paper: .svg, .png, .pdf, always dark on white, with its caption and its base."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qda.analysis.coding.saturation import ORDER_WORDS, Curve, Rule, above_again, reached, runs, ticks
from qda.errors import QdaError
from qda.export.leaving.files import replacing
from qda.export.maps.geometry import Rect
from qda.export.maps.paint import Command, Drawing, Group, Shape, Words, save_picture, svg
from qda.export.measure import text_width, wrapped
from qda.export.profiles import APA, Profile
from qda.i18n import N_, _

PICTURES = (".svg", ".png", ".pdf")

_INK, _SOFT, _RULE, _LINE, _BAR, _BAND, _BASE = (
    *("#22262B", "#5C6168", "#D9D5CB", "#332288", "#9DB8D9"),
    *("#E4E1EE", "#F4F2EC"),
)
_WIDE, _MARGIN, _PLOT = 720.0, 24.0, 300.0
_LEFT = 48.0  # of the numbers beside the axis
_TITLE, _TEXT, _SMALL = 13.0, 12.0, 11.0
_DOTS = 60  # sources from which points run into one another


class UnknownCurveFormat(QdaError):
    """A curve was asked for in a format that is not written."""

    hint = N_("Choose a name that ends in .svg, .png or .pdf for the picture, .docx, .xlsx or .csv for the table.")

    def __init__(self, path: Path) -> None:
        super().__init__(_("A curve cannot be written as “{name}”.").format(name=path.name))


def save(path: Path, curve: Curve, rule: Rule, *, study: str = "") -> None:
    """Write the picture in the format of the name's ending. Raises UnknownCurveFormat, CannotWrite."""
    ending = path.suffix.lower()
    if ending not in PICTURES:
        raise UnknownCurveFormat(path)
    drawing = draw(curve, rule, study=study)
    with replacing(path) as draft:
        if ending == ".svg":
            draft.write_text(svg(drawing), "utf-8", newline="\n")
        else:
            save_picture(drawing, draft, "png" if ending == ".png" else "pdf", scale=3.0)


def title(curve: Curve, study: str = "", profile: Profile = APA) -> str:
    """What the figure is called."""
    order = profile.title(ORDER_WORDS[curve.order])
    words = profile.title(N_("New and cumulative codes by source, {order}"), order=order)
    return f"{words} – {study}" if study else words


def note(curve: Curve, rule: Rule, profile: Profile = APA) -> str:
    """What a reader must know: how many sources, what is left out, and how new codes thinned out."""
    parts = [
        profile.say(N_("Bars: new codes of each source; line: codes so far")),
        profile.number_of(len(curve.points), N_("{n} source marked as coded"), N_("{n} sources marked as coded")),
        _left_out(curve, profile),
        profile.say(N_("A code is new in the source where a coding first began with it")),
        profile.say(N_("Base of {base} sources, runs of {run}"), base=rule.base, run=rule.run),
        _last(curve, rule, profile),
        _reached(curve, rule, profile),
    ]
    if curve.band is not None:
        parts.append(
            profile.say(
                N_("Shaded: range of 100 random orders, dashed: their median; the line keeps the order of collection")
            )
        )
    return " ".join(f"{part}." for part in parts if part)


def _percent(share: float, profile: Profile) -> str:
    """“7.5 %”, without a decimal that is nought."""
    return f"{profile.decimal(share, 0 if round(share, 1) == round(share) else 1)}{profile.percent_gap}%"


def _last(curve: Curve, rule: Rule, profile: Profile) -> str:
    """How many new codes the last run brought, or how many sources are wanting for one."""
    found = runs(curve.points, rule)
    if not found:
        words = N_("{have} of the {need} sources that base and run take are marked as coded and dated")
        return profile.say(words, have=len(curve.points), need=rule.base + rule.run)
    run = found[-1]
    share = "" if run.percent is None else f" ({_percent(run.percent, profile)})"
    words = N_("New codes in the last {count} sources: {new} of {base}{share}")
    return profile.say(words, count=rule.run, new=run.new, base=run.base_codes, share=share)


def _reached(curve: Curve, rule: Rule, profile: Profile) -> str:
    """Where the threshold was first met, and whether later runs lie above it; empty while there is no run."""
    if not runs(curve.points, rule):
        return ""
    threshold = _percent(rule.threshold, profile)
    run = reached(curve.points, rule)
    if run is None:
        return profile.say(N_("No run of {count} sources has {threshold} or less"), count=rule.run, threshold=threshold)
    words = profile.say(
        N_("First run with {threshold} or less: sources {first} to {last} ({notation})"),
        threshold=threshold,
        first=run.first,
        last=run.last,
        notation=run.notation,
    )
    later = above_again(curve.points, rule)
    more = profile.number_of(later, N_("{n} later run above it"), N_("{n} later runs above it"))
    return f"{words} · {more}" if later else words


def _left_out(curve: Curve, profile: Profile) -> str:
    """How many sources are left out and why, and which of those that count hold nothing; empty if all count."""
    uncoded = sum(1 for source in curve.left_out if source.left_out == "uncoded")
    undated = len(curve.left_out) - uncoded
    parts = []
    if uncoded:
        words = (N_("{n} source not marked as coded"), N_("{n} sources not marked as coded"))
        parts.append(profile.number_of(uncoded, *words))
    if undated:
        parts.append(profile.number_of(undated, N_("{n} source without a date"), N_("{n} sources without a date")))
    told = [profile.say(N_("Left out: {what}"), what=", ".join(parts))] if parts else []
    if curve.empty:
        one, many = (
            N_("{n} source marked as coded holds no coding"),
            N_("{n} sources marked as coded hold no coding"),
        )
        told.append(profile.number_of(curve.empty, one, many))
    return " · ".join(told)


def describe(curve: Curve, rule: Rule, profile: Profile = APA) -> str:
    """The curve in words, for those who hear it: each source with its new codes and the sum so far."""
    words = N_("{place}, {name}: {new} new, {total} in all")
    lines = (
        profile.say(words, place=point.place, name=curve.sources[point.source].name, new=point.new, total=point.total)
        for point in curve.points
    )
    return f"{note(curve, rule, profile)} {'; '.join(lines)}."


# --- drawing ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Scale:
    """Where places (from 1) and counts lie in a box."""

    box: Rect
    places: int
    most: int

    def x(self, place: float) -> float:
        """The middle of a source's column."""
        return self.box.x + (place - 0.5) * self.box.w / max(1, self.places)

    def y(self, count: float) -> float:
        """The height of a count."""
        return self.box.bottom - count * self.box.h / max(1, self.most)


def draw(curve: Curve, rule: Rule, *, study: str = "", captioned: bool = True, profile: Profile = APA) -> Drawing:
    """The sheet; without its caption where a document brings its own."""
    told = title(curve, study, profile)
    room = _WIDE - 2 * _MARGIN
    head = wrapped(told, room, _TITLE, face="sans") if captioned else []
    top = _MARGIN + (24 + 18 * len(head) if captioned else 0) + 24
    heights = ticks(curve.points[-1].total if curve.points else 0)
    scale = Scale(Rect(_MARGIN + _LEFT, top, room - _LEFT - 8, _PLOT), len(curve.points), heights[-1])
    below = scale.box.bottom + 52
    notes = (
        wrapped(profile.say(N_("Note.")) + " " + note(curve, rule, profile), room, _SMALL, face="sans")
        if captioned
        else []
    )
    groups = [
        Group("", tuple(_caption(head, profile))),
        Group(profile.say(N_("Base")), tuple(_base(scale, rule, profile))),
        Group("", tuple(_axes(scale, heights, profile))),
        *_curve_groups(curve, scale, profile),
        Group(profile.say(N_("Threshold")), tuple(_threshold(curve, rule, scale))),
        Group("", tuple(Words(_MARGIN, below + 16 * at, line, _SMALL, _SOFT) for at, line in enumerate(notes))),
    ]
    sheet = Rect(0, 0, _WIDE, below + 16 * max(0, len(notes) - 1) + (_MARGIN if captioned else -8))
    return Drawing(sheet, tuple(groups), told, describe(curve, rule, profile))


def _caption(head: Sequence[str], profile: Profile) -> Iterator[Words]:
    if head:
        yield Words(_MARGIN, _MARGIN + 10, profile.say(N_("Figure {number}"), number=1), _TITLE, _INK, bold=True)
    for at, line in enumerate(head):
        yield Words(_MARGIN, _MARGIN + 32 + 18 * at, line, _TITLE, _INK, italic=True)


def _base(scale: Scale, rule: Rule, profile: Profile) -> Iterator[Shape | Words]:
    if scale.places < rule.base:
        return
    box = scale.box
    right = scale.x(rule.base + 0.5)
    yield Shape(_outline(Rect(box.x, box.y, right - box.x, box.h)), fill=_BASE)
    words = profile.say(N_("base: {count}"), count=rule.base)
    if text_width(words, _SMALL, face="sans") < right - box.x - 8:
        yield Words(box.x + 6, box.y + 14, words, _SMALL, _SOFT)


def _axes(scale: Scale, heights: Sequence[int], profile: Profile) -> Iterator[Shape | Words]:
    box = scale.box
    yield Words(_MARGIN, box.y - 12, profile.say(N_("Codes")), _SMALL, _SOFT)
    for count in heights:
        y = scale.y(count)
        yield Shape((("M", box.x, y), ("L", box.right, y)), stroke=_INK if not count else _RULE, width=0.8)
        words = f"{count:,}"
        yield Words(box.x - 8 - text_width(words, _SMALL, face="sans"), y + 4, words, _SMALL, _SOFT)
    for place in _marked(scale.places):
        yield Words(scale.x(place), box.bottom + 16, str(place), _SMALL, _SOFT, anchor="middle")
    words = profile.say(N_("Sources in this order"))
    yield Words(box.centre[0], box.bottom + 34, words, _SMALL, _SOFT, anchor="middle")


def _marked(places: int) -> list[int]:
    """The places that have a number beneath them."""
    if places <= 30:
        return list(range(1, places + 1))
    return [1, *(place for place in ticks(places, 12)[1:] if place <= places)]


def _curve_groups(curve: Curve, scale: Scale, profile: Profile) -> Iterator[Group]:
    if not curve.points:
        box = scale.box
        words = profile.say(N_("No source is marked as coded and dated."))
        yield Group("", (Words(box.centre[0], box.centre[1], words, _TEXT, _SOFT, anchor="middle"),))
        return
    if curve.band is not None:
        yield Group(profile.say(N_("Random orders")), tuple(_band(curve, scale)))
    yield Group(profile.say(N_("New codes")), tuple(_bars(curve, scale)))
    yield Group(profile.say(N_("Cumulative codes")), tuple(_line(curve, scale, profile)))


def _band(curve: Curve, scale: Scale) -> Iterator[Shape]:
    assert curve.band is not None
    over = [(scale.x(at), scale.y(n)) for at, n in enumerate(curve.band.high, start=1)]
    under = [(scale.x(at), scale.y(n)) for at, n in enumerate(curve.band.low, start=1)]
    yield Shape((*_path([*over, *reversed(under)]), ("Z",)), fill=_BAND)
    middle = [(scale.x(at), scale.y(n)) for at, n in enumerate(curve.band.median, start=1)]
    yield Shape(_path(middle), stroke=_SOFT, width=1.2, dash=(4, 3))


def _bars(curve: Curve, scale: Scale) -> Iterator[Shape]:
    half = min(9.0, 0.36 * scale.box.w / scale.places)
    commands: list[Command] = []
    for point in curve.points:
        if point.new:
            x, y = scale.x(point.place), scale.y(point.new)
            commands += _outline(Rect(x - half, y, 2 * half, scale.box.bottom - y))
    if commands:
        yield Shape(tuple(commands), fill=_BAR)


def _line(curve: Curve, scale: Scale, profile: Profile) -> Iterator[Shape | Words]:
    corners = [(scale.x(point.place), scale.y(point.total)) for point in curve.points]
    yield Shape(_path(corners), stroke=_LINE, width=2.0)
    if len(corners) <= _DOTS:
        dots = [command for x, y in corners for command in _outline(Rect(x - 3, y - 3, 6, 6))]
        yield Shape(tuple(dots), fill=_LINE)
    x, y = corners[-1]
    words = profile.number_of(curve.points[-1].total, N_("{n} code"), N_("{n} codes"))
    yield Words(x - text_width(words, _SMALL, face="sans") - 2, y - 9, words, _SMALL, _LINE)


def _threshold(curve: Curve, rule: Rule, scale: Scale) -> Iterator[Shape | Words]:
    run = reached(curve.points, rule)
    if run is None:
        return
    left, right, y = scale.x(run.first - 0.5), scale.x(run.last + 0.5), scale.box.bottom - 6
    foot = scale.y(curve.points[run.first - 2].total) + 10
    for x in (left, right):
        yield Shape((("M", x, foot), ("L", x, y + 6)), stroke=_INK, width=1.0, dash=(2, 3))
    yield Words((left + right) / 2, foot + 12, run.notation, _SMALL, _INK, bold=True, anchor="middle")


def _path(corners: Sequence[tuple[float, float]]) -> tuple[Command, ...]:
    return tuple(("L" if at else "M", x, y) for at, (x, y) in enumerate(corners))


def _outline(box: Rect) -> tuple[Command, ...]:
    return (*_path(box.corners()), ("Z",))
