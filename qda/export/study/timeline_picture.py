"""The timeline of a study as a picture: phases, data, analysis and people in lanes over one axis. Dark on white."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from qda.analysis.figures.timeline import DATA, PEOPLE, PHASES, WORK, Event, Lane, Timeline
from qda.analysis.figures.timeline_layout import Layout, Mark, Row, Tick, lay_out
from qda.export.blocks import Figure
from qda.export.leaving.files import replacing
from qda.export.maps.category_map import UnknownPictureFormat
from qda.export.maps.geometry import Rect
from qda.export.maps.paint import Drawing, Group, Shape, Words, save_picture, svg
from qda.export.measure import text_width
from qda.export.profiles import APA, Profile
from qda.export.tables import Text, rich
from qda.i18n import N_

_WIDE, _MARGIN, _LABELS, _ROW, _HEAD = 1080.0, 28.0, 262.0, 25.0, 30.0
_OF_PAGE = 760.0
"""How wide it is drawn where a page prints it no wider than its text: then its words are still to be read there."""
_TITLE, _NAME, _SMALL = 17.0, 12.0, 11.0
_INK, _SOFT, _RULE, _SHADE, _PAPER = "#22262B", "#5C6168", "#D6D1C5", "#F1EEE7", "#FFFFFF"
_HUES = ("#332288", "#117733", "#882255", "#44AA99", "#999933", "#CC6677")
_OF_GROUP = {PHASES: "#8FA6BD", WORK: "#2F5D8A", PEOPLE: "#6B4A2B"}
_LEAST = 3.0
MONTHS = (
    *(N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun")),
    *(N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")),
)


# -- words


def month_words(day: date, profile: Profile) -> str:
    """“Jul 2010”."""
    return f"{profile.say(MONTHS[day.month - 1])} {day.year}"


def lane_words(lane: Lane, profile: Profile) -> str:
    """The label of a lane in the language of the document; names of units stay."""
    return " · ".join(profile.translated(part) for part in lane.label.split(" · "))


def tick_words(tick: Tick, profile: Profile, *, unit: str, first: bool = False) -> str:
    """What stands at a tick: the year where one begins, the month elsewhere, both where the axis begins."""
    if tick.day.month == 1:
        return str(tick.day.year)
    if tick.major or first:
        return month_words(tick.day, profile)
    return "" if unit == "year" else profile.say(MONTHS[tick.day.month - 1])


def title(timeline: Timeline, profile: Profile = APA) -> str:
    """The title with the study's."""
    words = profile.say(N_("Timeline of Data Collection and Analysis"))
    return profile.say(N_("{title} – {study}"), title=words, study=timeline.title) if timeline.title else words


def note(timeline: Timeline, profile: Profile = APA) -> str:
    """What must be known to read the picture: months without data, what was cut out, sources without a date."""
    parts = [
        profile.say(
            N_(
                "A mark is a day, a longer one a month or a year of which no more is known; bars of coding are as high "
                "as what was coded in the month."
            )
        )
    ]
    if timeline.bare:
        shaded = profile.number_of(len(timeline.bare), N_("{n} month"), N_("{n} months"))
        parts.append(profile.say(N_("Shaded: {months} without data."), months=shaded))
    for cut in lay_out(timeline).cuts:
        first, last = date.fromordinal(cut.first), date.fromordinal(cut.last - 1)
        told = profile.say(N_("Left out of the axis, as nothing is dated there: {first} to {last}."),
                           first=month_words(first, profile), last=month_words(last, profile))  # fmt: skip
        parts.append(told)
    if timeline.undated:
        count = profile.number_of(len(timeline.undated), N_("{n} source"), N_("{n} sources"))
        names = ", ".join(name for _id, name in timeline.undated[:5])
        more = ", …" if len(timeline.undated) > 5 else ""
        parts.append(profile.say(N_("Without a date: {sources} ({names})."), sources=count, names=names + more))
    return " ".join(parts)


def describe(timeline: Timeline, profile: Profile = APA) -> str:
    """The picture in words, for those who hear it."""
    lines = []
    for lane in timeline.lanes:
        first, last = min(event.first for event in lane.events), max(event.last for event in lane.events)
        told = profile.say(N_("{what}: {n}, {first} to {last}"), what=lane_words(lane, profile),
                           n=profile.integer(sum(event.count for event in lane.events)),
                           first=month_words(first, profile), last=month_words(last, profile))  # fmt: skip
        lines.append(f"{told}.")
    return " ".join(lines)


# -- drawing


class _Sheet:
    """Where lanes lie on the sheet."""

    def __init__(self, layout: Layout, top: float, wide: float) -> None:
        self.layout = layout
        self.left, self.right = _MARGIN + _LABELS, wide - _MARGIN
        self.top = top
        self.tops: list[float] = []
        y = top + 6
        for row in layout.rows:
            y += _HEAD if row.heads else 0
            self.tops.append(y)
            y += _ROW
        self.bottom = y + 6

    def x(self, share: float) -> float:
        """A share of the width as a place on the sheet."""
        return self.left + share * (self.right - self.left)


def draw(timeline: Timeline, *, captioned: bool = True, wide: float = _WIDE, profile: Profile = APA) -> Drawing:
    """The sheet with axis, shades and lanes; without its title where a document brings its own."""
    layout = lay_out(timeline)
    sheet = _Sheet(layout, _MARGIN + (34 if captioned else 0) + 22, wide)
    told = title(timeline, profile)
    hues = _hues(timeline)
    groups = [
        Group("", tuple(_caption(told) if captioned else ())),
        Group("", tuple(_ground(sheet, profile))),
        *(
            Group(lane_words(row.lane, profile), tuple(_lane(row, y, sheet, hues, profile)))
            for row, y in zip(layout.rows, sheet.tops, strict=True)
        ),
    ]
    box = Rect(0, 0, wide, sheet.bottom + _MARGIN / 2)
    return Drawing(box, tuple(groups), told, describe(timeline, profile), profile.language[:2])


def _hues(timeline: Timeline) -> dict[str, str]:
    units = list(dict.fromkeys(lane.color for lane in timeline.lanes if lane.group == DATA))
    return {unit: _HUES[at % len(_HUES)] for at, unit in enumerate(units)}


def _caption(told: str) -> Iterator[Words]:
    yield Words(_MARGIN, _MARGIN + 12, _cut(told, _WIDE - 2 * _MARGIN, _TITLE, bold=True), _TITLE, _INK, bold=True)


def _ground(sheet: _Sheet, profile: Profile) -> Iterator[Shape | Words]:
    """Shades, ticks, and where the axis is cut."""
    for left, right in sheet.layout.shades:
        box = Rect(sheet.x(left), sheet.top, sheet.x(right) - sheet.x(left), sheet.bottom - sheet.top)
        yield Shape(_outline(box), fill=_SHADE)
    for tick in sheet.layout.ticks:
        x = sheet.x(tick.at)
        colour = "#A9A498" if tick.major else _RULE
        yield Shape((("M", x, sheet.top), ("L", x, sheet.bottom)), stroke=colour, width=0.8)
    yield Shape((("M", sheet.left, sheet.top), ("L", sheet.right, sheet.top)), stroke=_INK, width=0.8)
    for cut in sheet.layout.cuts:
        left, right = sheet.x(cut.left), sheet.x(cut.right)
        yield Shape(_outline(Rect(left, sheet.top - 8, right - left, sheet.bottom - sheet.top + 8)), fill=_PAPER)
        for x in ((left + right) / 2 - 3, (left + right) / 2 + 3):
            for y in (sheet.top, sheet.bottom):
                yield Shape((("M", x - 3, y + 5), ("L", x + 3, y - 5)), stroke=_SOFT, width=1.0)
    yield from _tick_words(sheet, profile)


def _tick_words(sheet: _Sheet, profile: Profile) -> Iterator[Words]:
    """Years first; months where there is room left between them."""
    unit = sheet.layout.unit
    taken: list[tuple[float, float]] = []
    resumed = {cut.right for cut in sheet.layout.cuts}  # where the axis goes on must be told before any other year
    for tick in sorted(sheet.layout.ticks, key=lambda each: (each.at not in resumed, not each.major, each.at)):
        words = tick_words(tick, profile, unit=unit)
        left = sheet.x(tick.at)
        right = left + text_width(words, _SMALL, face="sans")
        if right > sheet.right + _MARGIN / 2:
            left, right = sheet.right - (right - left), sheet.right
        if not words or any(left < end + 8 and start < right + 8 for start, end in taken):
            continue
        taken.append((left, right))
        yield Words(left, sheet.top - 7, words, _SMALL, _INK if tick.major else _SOFT)


def _lane(row: Row, y: float, sheet: _Sheet, hues: dict[str, str], profile: Profile) -> Iterator[Shape | Words]:
    lane = row.lane
    if row.heads:
        yield Words(_MARGIN, y - 8, profile.translated(lane.group), _NAME, _INK, bold=True)
        line = (("M", _MARGIN, y - _HEAD + 6), ("L", sheet.right, y - _HEAD + 6))
        if y > sheet.top + _HEAD + 8:
            yield Shape(line, stroke=_RULE, width=0.8)
    middle = y + _ROW / 2
    count = sum(event.count for event in lane.events)
    number = profile.integer(count) if lane.shape != "span" else ""
    room = _LABELS - 20 - text_width(number, _SMALL, face="sans")
    yield Words(_MARGIN + 8, middle + 4, _cut(lane_words(lane, profile), room - 8, _NAME), _NAME, _INK)
    if number:
        width = text_width(number, _SMALL, face="sans")
        yield Words(sheet.left - 10 - width, middle + 4, number, _SMALL, _SOFT)
    hue = hues.get(lane.color, _HUES[0]) if lane.group == DATA else _OF_GROUP.get(lane.group, _SOFT)
    for mark in row.marks:
        yield from _mark(mark, lane, middle, sheet, hue)


def _mark(mark: Mark, lane: Lane, middle: float, sheet: _Sheet, hue: str) -> Iterator[Shape]:
    left, right = sheet.x(mark.left), sheet.x(mark.right)
    if lane.shape == "bar":
        high = max(2.0, mark.height * (_ROW - 7))
        yield Shape(
            _outline(Rect(left + 0.5, middle + _ROW / 2 - 3 - high, max(2.0, right - left - 1), high)), fill=hue
        )
    elif lane.shape == "span":
        box = Rect(left, middle - 6, max(_LEAST, right - left), 12)
        yield Shape(_outline(box), fill=hue)
        if mark.event.open:
            x, y = box.right, middle
            yield Shape((("M", x, y - 6), ("L", x + 7, y), ("L", x, y + 6), ("Z",)), fill=hue)
    elif mark.event.rough:
        box = Rect(left, middle - 4, max(_LEAST, right - left), 8)
        yield Shape(_outline(box), fill=_pale(hue), stroke=hue, width=0.8)
    else:
        wide = _LEAST + min(4.0, mark.event.count - 1)
        yield Shape(_outline(Rect(left - wide / 2, middle - 7, wide, 14)), fill=hue)


def _outline(box: Rect) -> tuple[tuple[str | float, ...], ...]:
    (x0, y0), *others = box.corners()
    return (("M", x0, y0), *(("L", x, y) for x, y in others), ("Z",))


def _pale(hue: str) -> str:
    parts = (int(hue[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * 0.35):02X}" for part in parts)


def _cut(words: str, room: float, size: float, *, bold: bool = False) -> str:
    if text_width(words, size, face="sans", bold=bold) <= room:
        return words
    while words and text_width(words + "…", size, face="sans", bold=bold) > room:
        words = words[:-1]
    return words.rstrip() + "…"


# -- writing


def figure(timeline: Timeline, *, profile: Profile = APA) -> Figure:
    """The picture for a Word document, which sets its title and its note."""
    drawing = draw(timeline, captioned=False, wide=_OF_PAGE, profile=profile)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "timeline.png"
        save_picture(drawing, path, "png", scale=2.5)
        png = path.read_bytes()
    notes: tuple[Text, ...] = (rich("{text}", text=note(timeline, profile)),)
    return Figure(drawing.title, png, description=drawing.description, notes=notes, key="timeline")


def save(path: Path, timeline: Timeline, profile: Profile = APA) -> None:
    """Write .svg, .png or .pdf by the name's ending; raises UnknownPictureFormat, CannotWrite."""
    ending = path.suffix.lower()
    if ending not in (".svg", ".png", ".pdf"):
        raise UnknownPictureFormat(path)
    drawing = draw(timeline, profile=profile)
    with replacing(path) as draft:
        if ending == ".svg":
            draft.write_text(svg(drawing), "utf-8", newline="\n")
        else:
            save_picture(drawing, draft, "png" if ending == ".png" else "pdf")


def when(event: Event) -> tuple[str, str]:
    """The first and the last day of an event as they are written: no more of a date than is known."""
    if event.written is not None:
        return event.written
    return _shown(event, event.first), _shown(event, event.last)


def _shown(event: Event, day: date) -> str:
    first, last = event.first, event.last
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(day.year)
    whole_months = first.day == 1 and date.fromordinal(last.toordinal() + 1).day == 1
    return day.isoformat()[:7] if whole_months else day.isoformat()
