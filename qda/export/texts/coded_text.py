"""A source with its codings, to be read outside the program: as Word with margin comments, as a page, as printed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qda.coding import queries as coding
from qda.export.profiles import APA, Profile
from qda.export.tables import Column, Row, Table, rich
from qda.flows.withholding import quoting_gate
from qda.flows.withholding.quoting_gate import Passed
from qda.i18n import N_
from qda.project.project import Project
from qda.sources import queries as sources
from qda.text.runs import blanked

PALETTE = ("#4477AA", "#CCBB44", "#228833", "#EE6677", "#AA3377", "#66CCEE", "#EE8866", "#997700")
"""For codes without a colour of their own, in turn."""


@dataclass(frozen=True, slots=True)
class Stripe:
    """A coding as it is drawn: offsets in code points, end not included; lanes count from the text outwards."""

    start: int
    end: int
    code: str
    path: str
    color: str
    coder: str
    lane: int = 0


@dataclass(frozen=True, slots=True)
class CodedText:
    """A source, its numbered lines (where each begins, code points) and its codings in their order."""

    name: str
    about: str
    text: str
    starts: tuple[int, ...]
    stripes: tuple[Stripe, ...]

    @property
    def lanes(self) -> int:
        """How many stripes lie side by side at most."""
        return max((stripe.lane for stripe in self.stripes), default=-1) + 1

    @property
    def legend(self) -> list[tuple[str, str, int]]:
        """Path, colour and number of codings of each code, in the order of first places."""
        found: dict[str, tuple[str, int]] = {}
        for stripe in self.stripes:
            color, count = found.get(stripe.path, (stripe.color, 0))
            found[stripe.path] = (color, count + 1)
        return [(path, color, count) for path, (color, count) in found.items()]

    def lines(self) -> list[tuple[int, int]]:
        """Begin and end of each line, its line end left out."""
        ends = [*self.starts[1:], len(self.text)]
        return [
            (start, start + len(self.text[start:end].rstrip("\n\r")))
            for start, end in zip(self.starts, ends, strict=True)
        ]


def read(project: Project, source_id: int, profile: Profile = APA) -> CodedText:
    """A source with its codings, as stored; what it is is told in the profile's words."""
    opened = sources.opened(project, source_id)
    row = next(row for row in sources.rows(project) if row.id == source_id)
    codes = {code.id: code for code in coding.code_rows(project)}
    stripes = []
    for each in coding.of_source(project, source_id):
        code = codes[each.code_id]
        color = code.shown_color or PALETTE[code.id % len(PALETTE)]
        stripes.append(Stripe(each.start, each.end, code.name, code.path, color, each.coder))
    stripes.sort(key=lambda stripe: (stripe.start, -stripe.end))
    day = profile.date(row.date or "")
    about = " · ".join(part for part in (profile.translated(row.kind), row.unit, row.case, day) if part)
    starts = tuple(opened.unit_starts) or (0,)
    # What stands before the first numbered line belongs to it.
    starts = starts if starts[0] == 0 else (0, *starts[1:])
    return CodedText(row.name, about, opened.text, starts, tuple(in_lanes(stripes)))


def in_lanes(stripes: Sequence[Stripe]) -> list[Stripe]:
    """Each stripe in the first lane that is free where it begins."""
    ends: list[int] = []
    made = []
    for stripe in stripes:
        lane = next((at for at, end in enumerate(ends) if end <= stripe.start), len(ends))
        if lane == len(ends):
            ends.append(0)
        ends[lane] = stripe.end
        made.append(replace(stripe, lane=lane))
    return made


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of one line under the same codings."""

    start: int
    end: int
    over: tuple[Stripe, ...]


class Finder:
    """The codings over a line, found fast in long texts with thousands of them."""

    def __init__(self, coded: CodedText) -> None:
        self._coded = coded
        self._starts = [stripe.start for stripe in coded.stripes]
        self._furthest: list[int] = []
        furthest = 0
        for stripe in coded.stripes:
            furthest = max(furthest, stripe.end)
            self._furthest.append(furthest)

    def over(self, start: int, end: int) -> list[Stripe]:
        """Codings that touch a stretch, in their order."""
        first = bisect_right(self._furthest, start)
        last = bisect_right(self._starts, end - 1) if end > start else bisect_right(self._starts, start)
        return [each for each in self._coded.stripes[first:last] if each.end > start]

    def cut(self, start: int, end: int) -> list[Stretch]:
        """A line cut where codings begin and end."""
        here = self.over(start, end)
        cuts = sorted({start, end, *(min(max(at, start), end) for s in here for at in (s.start, s.end))})
        return [
            Stretch(a, b, tuple(s for s in here if s.start <= a and b <= s.end)) for a, b in pairwise(cuts) if a < b
        ]


def passed(project: Project, source_id: int, coded: CodedText) -> Passed[CodedText]:
    """The text with blocks in place of the words that are left out, sign for sign: its lines stay what they are."""
    found = quoting_gate.spans_left_out(project, source_id)
    made = replace(coded, text=blanked(coded.text, found.value)) if found.value else coded
    return Passed(made, found.asked, found.left_out)


def table(coded: CodedText, profile: Profile = APA) -> Table:
    """The text line by line, each with the codes on it."""
    finder = Finder(coded)
    rows = []
    for number, (start, stop) in enumerate(coded.lines(), start=1):
        over = finder.over(start, stop) if stop > start else []
        paths = dict.fromkeys(stripe.path for stripe in over)
        names = dict.fromkeys(stripe.code for stripe in over)
        rows.append(Row((number, coded.text[start:stop], "; ".join(names), "; ".join(paths))))
    columns = (
        Column(profile.say(N_("Line")), "count", ordinal=True),
        Column(profile.say(N_("Text"))),
        Column(profile.say(N_("Codes"))),
        Column(profile.say(N_("Path")), sheet_only=True),
    )
    told = profile.number_of(len(coded.stripes), N_("{n} coding"), N_("{n} codings"))
    title = profile.title(N_("Coded text: {name}"), name=coded.name)
    return Table(title, columns, tuple(rows), notes=(rich("{text}", text=f"{told}."),))


def mixed(colors: Sequence[str], strength: float = 0.28) -> str:
    """A light colour of paper for words under these codings (“#RRGGBB”): their mean on white."""
    parts = [[int(color[at : at + 2], 16) for at in (1, 3, 5)] for color in colors]
    share = min(0.6, strength * (1 + 0.35 * (len(colors) - 1)))
    mean = [sum(part[at] for part in parts) / len(parts) for at in range(3)]
    return "#" + "".join(f"{round(255 - (255 - value) * share):02X}" for value in mean)
