"""What figures are drawn of: where the codes of one text stand line by line, and a text as a row of cells."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from qda.analysis.queries import crosstab
from qda.analysis.queries.crosstab import Axis
from qda.analysis.segments.coverage import coded_units
from qda.analysis.segments.ground import Ground, Known
from qda.analysis.segments.owners import labelled
from qda.errors import NotFound
from qda.i18n import _
from qda.names import name_key
from qda.project.project import Project
from qda.store.models import Code, Source
from qda.text import turns


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks from one line unit to another, both inside and counted from 0."""

    first: int
    last: int
    label: str
    interviewer: bool


@dataclass(frozen=True, slots=True)
class Track:
    """A code with its stretches in a text: (first, last) line units, counted from 0; `segments` distinct ones."""

    code: Known
    colour: str
    stretches: tuple[tuple[int, int], ...]
    segments: int


@dataclass(frozen=True, slots=True)
class CodeLines:
    """One text along its line units; `coded` units of `lines` carry a code of those wanted, `base` segments in all."""

    source_id: int
    source: str
    lines: int
    coded: int
    tracks: tuple[Track, ...]
    voices: tuple[Voice, ...]
    base: int


def colours(project: Project) -> dict[int, str]:
    """The colour of each code as it was chosen; those without one are left out."""
    with project.read() as session:
        return dict(session.execute(select(Code.id, Code.color).where(~Code.retired, Code.color != "")).all())


def code_lines(project: Project, ground: Ground, source_id: int, axis: Axis) -> CodeLines:
    """Where the wanted codes stand in one text, in the order of their first place. Raises NotFound."""
    told = ground.sources.get(source_id)
    if told is None:
        raise NotFound(_("There is no such source."))
    with project.read() as session:
        text = project.texts.text(session, told.text_sha)
        starts = project.texts.units(session, told.units_sha)
        marks = project.texts.marks(session, told.marks_sha)
        labels = labelled(session)
    spans = _spans(ground, source_id, axis)
    known = colours(project)
    whole = {span for here in spans.values() for span in here}
    units = {span: lines for span in whole if (lines := _lines_of(text, starts, span)) is not None}
    tracks = [
        Track(ground.codes[code], known.get(code, ""), _runs(units[span] for span in here if span in units), len(here))
        for code, here in spans.items()
    ]
    order = {code: at for at, code in enumerate(ground.codes)}
    tracks.sort(key=lambda track: (track.stretches[:1], order[track.code.id]))
    voices = [
        Voice(
            max(0, bisect_right(starts, turn.start) - 1),
            max(0, bisect_right(starts, turn.end - 1) - 1),
            turn.label,
            labels.get((source_id, name_key(turn.label)), (0, False))[1],
        )
        for turn in turns(marks, told.length)
    ]
    covered = sum(last - first + 1 for first, last in _runs(units.values()))
    return CodeLines(source_id, told.name, len(starts), covered, tuple(tracks), tuple(voices), len(whole))


def _spans(ground: Ground, source_id: int, axis: Axis) -> dict[int, list[tuple[int, int]]]:
    """By code the stretches of one text that it stands for."""
    here = ground.by_source.get(source_id, range(0))
    members = crosstab.code_members(ground.only(here), axis.reach, crosstab.shown_codes(axis, ground))
    part = slice(here.start, here.stop)
    lying = list(zip(ground.columns.start[part].tolist(), ground.columns.end[part].tolist(), strict=True))
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for place, number in zip(members.place.tolist(), members.number.tolist(), strict=True):
        code = int(members.keys[number])
        if code in ground.codes:
            found[code].append(lying[place])
    return found


def _lines_of(text: str, starts: Sequence[int], span: tuple[int, int]) -> tuple[int, int] | None:
    """The first and the last line unit of which a stretch covers a sign that is not white space."""
    units = coded_units(text, starts, [span])
    return (min(units), max(units)) if units else None


def _runs(stretches: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Stretches of line units, (first, last), joined where they touch."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(stretches):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Portrait:
    """A text in cells of `size` line units in reading order, each with the code that holds most of it, or None.

    `share` are the line units of each code in the text, whatever else stands on them.
    """

    source_id: int
    source: str
    lines: int
    size: int
    cells: tuple[int | None, ...]
    asked: tuple[bool, ...]
    """Cells in which only the interviewer speaks."""
    tracks: tuple[Track, ...]
    share: dict[int, int]
    coded: int


def portrait(found: CodeLines, cells: int = 600) -> Portrait:
    """The text of code lines in no more than so many cells; of codes that hold equally much the rarer one shows.

    Rarer, because a code that stands nearly everywhere would hide all others.
    """
    size = max(1, -(-found.lines // cells))
    count = -(-found.lines // size)
    held: list[Counter[int]] = [Counter() for _cell in range(count)]
    share: Counter[int] = Counter()
    for track in found.tracks:
        for first, last in track.stretches:
            for unit in range(first, last + 1):
                held[unit // size][track.code.id] += 1
                share[track.code.id] += 1
    best = [min(here, key=lambda code: (-here[code], share[code], code)) if here else None for here in held]
    return Portrait(
        found.source_id, found.source, found.lines, size, tuple(best), _asked(found, size, count), found.tracks,
        dict(share), found.coded,
    )  # fmt: skip


def _asked(found: CodeLines, size: int, count: int) -> tuple[bool, ...]:
    theirs: set[int] = set()
    others: set[int] = set()
    for voice in found.voices:
        (theirs if voice.interviewer else others).update(range(voice.first, voice.last + 1))
    only = theirs - others
    return tuple(
        all(unit in only for unit in range(cell * size, min(found.lines, (cell + 1) * size))) for cell in range(count)
    )


def source_named(project: Project, name: str) -> int:
    """The source of this name, or whose name holds these words alone. Raises NotFound."""
    key = name_key(name)
    with project.read() as session:
        rows = session.execute(select(Source.id, Source.name).order_by(Source.position)).all()
    exact = [number for number, other in rows if name_key(other) == key]
    near = [number for number, other in rows if key in name_key(other)]
    found = exact or (near if len(near) == 1 else [])
    if not found:
        raise NotFound(_("There is no source called “{name}”.").format(name=name), tuple(other for _id, other in rows))
    return found[0]


def first_coded(ground: Ground) -> int | None:
    """The source with the most coded segments; None while there is none."""
    counts = {source: len(places) for source, places in ground.by_source.items()}
    return min(counts, key=lambda source: (-counts[source], ground.sources[source].order)) if counts else None


def ranked(lines: Sequence[crosstab.Line], most: int) -> tuple[list[int], int]:
    """The numbers of the lines with the highest totals, in their own order; and how many are left out."""
    if len(lines) <= most:
        return list(range(len(lines))), 0
    best = sorted(range(len(lines)), key=lambda at: (-lines[at].total, at))[:most]
    return sorted(best), len(lines) - most
