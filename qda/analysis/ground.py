"""What queries and matrices look at: every coded segment with its codes and whose it is, read once and then only read.

Whose a segment is goes by the rules of `retrieval`: its speaker's participant and never the interviewer's; the cases
of its passages, else of its speaker's participant, else of its source's home.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from qda.analysis import coverage, retrieval
from qda.analysis.nearness import Extent, numbers
from qda.analysis.retrieval import _Context
from qda.coding import categories, tree
from qda.coding.codes import ROOT
from qda.names import name_key
from qda.progress import Progress, Silent
from qda.project.project import Project
from qda.store.models import (
    Case,
    Code,
    Coder,
    Coding,
    Participant,
    Segment,
    Source,
    Speaker,
    TextVersion,
    Unit,
)
from qda.store.rows import bare
from qda.text.sentences import sentences

Counted = Literal["segments", "sources", "participants", "cases"]
COUNTED: tuple[Counted, ...] = ("segments", "sources", "cases", "participants")

Scale = Literal["characters", "sentences", "turns", "lines"]

_LEVELS = ("initial", "focused", "category", "theme")
_STEP = 4096


class Place(NamedTuple):
    """A stretch of a source's current text; `segment` is 0 for one that carries no code and is none yet."""

    source: int
    start: int
    end: int
    segment: int
    speaker: int | None
    people: frozenset[int]
    cases: frozenset[int]
    units: frozenset[int]


class Given(NamedTuple):
    """A code that a segment carries, and who gave it."""

    code: int
    coder: int


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a source."""

    id: int
    name: str
    kind: str
    perspective: str
    date: str | None
    order: int
    text_sha: str
    marks_sha: str
    units_sha: str
    length: int


@dataclass(frozen=True, slots=True)
class Known:
    """A code: its name and path, what it is, and how deep it lives in the tree."""

    id: int
    name: str
    path: str
    level: str
    depth: int


@dataclass(frozen=True)
class Ground:
    """The coded segments of a study in the order of its sources, and the names of everything they belong to."""

    places: tuple[Place, ...]
    given: tuple[tuple[Given, ...], ...]
    sources: Mapping[int, Told]
    codes: Mapping[int, Known]
    merged: Mapping[int, int]
    below: Mapping[int, frozenset[int]]
    gathered: Mapping[int, frozenset[int]]
    units: Mapping[int, str]
    cases: Mapping[int, str]
    participants: Mapping[int, str]
    speakers: Mapping[int, str]
    """Labels as keys of names, by id."""
    coders: Mapping[int, str]
    _scales: dict[Scale, dict[int, Extent]] = field(default_factory=dict, repr=False)

    @cached_property
    def by_code(self) -> Mapping[int, frozenset[int]]:
        """The numbers of the places that carry each code itself."""
        found: dict[int, set[int]] = defaultdict(set)
        for at, given in enumerate(self.given):
            for each in given:
                found[each.code].add(at)
        return {code: frozenset(places) for code, places in found.items()}

    @cached_property
    def all(self) -> frozenset[int]:
        """The numbers of all places that carry a code."""
        return frozenset(at for at, given in enumerate(self.given) if given)

    def keys(self, at: int, counted: Counted) -> frozenset[int]:
        """What a place counts for: itself, its source, its participants or its cases."""
        place = self.places[at]
        if counted == "segments":
            return frozenset((at,))
        if counted == "sources":
            return frozenset((place.source,))
        return place.people if counted == "participants" else place.cases

    def count(self, places: Iterable[int], counted: Counted) -> int:
        """How many distinct ones these places stand for."""
        return len(self.distinct(places, counted))

    def distinct(self, places: Iterable[int], counted: Counted) -> set[int]:
        """What these places stand for, each once."""
        if counted == "segments":
            return set(places)
        if counted == "sources":
            return {self.places[at].source for at in places}
        if counted == "participants":
            return set[int]().union(*{self.places[at].people for at in places})
        return set[int]().union(*{self.places[at].cases for at in places})

    @cached_property
    def by_source(self) -> Mapping[int, range]:
        """The numbers of the places of each source that has any; places stand in the order of sources."""
        found: dict[int, int] = {}
        for at, place in enumerate(self.places):
            found.setdefault(place.source, at)
        ends = [*found.values(), len(self.places)][1:]
        return {source: range(first, end) for (source, first), end in zip(found.items(), ends, strict=True)}

    def extents(
        self, project: Project, scale: Scale, among: Sequence[int] | None = None, progress: Progress | None = None
    ) -> list[Extent]:
        """Where places lie on a scale, all or `among` them. A text is read once for each scale. Raises Cancelled."""
        known = self._scales.setdefault(scale, {})
        wanted: Sequence[int] = range(len(self.places)) if among is None else among
        unread = {self.places[at].source for at in wanted if at not in known}
        if unread:
            known.update(_extents(project, self, scale, unread, progress or Silent()))
        return [known[at] for at in wanted]


def load(project: Project, progress: Progress | None = None) -> Ground:
    """Read the coded segments of the current texts. Raises Cancelled."""
    with without_collecting():
        return _load(project, progress or Silent())


@contextmanager
def without_collecting() -> Iterator[None]:
    """All of a quarter of a million segments is kept: to look among them for garbage takes as long as to read them."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _load(project: Project, tell: Progress) -> Ground:
    parents = retrieval.parents(project)
    families = categories.families(project, levels=_LEVELS)
    with project.read() as session:
        tell.step(0, 0, "")
        sources = _sources(session)
        context = _Context.load(session)
        spans = bare(session, _segments())
        given = _given(session)
        spans = [row for row in spans if row[0] in given]
        spans.sort(key=lambda row: (sources[row[1]].order, row[2], row[3]))
        places = tuple(_places(spans, context, tell))
        return Ground(
            places,
            tuple(given[place.segment] for place in places),
            sources,
            _codes(session, parents),
            {code: into for code, into in session.execute(select(Code.id, Code.merged_into_id)) if into is not None},
            {code: frozenset(found) for code, found in tree.subtrees(parents).items()},
            families,
            dict(session.execute(select(Unit.id, Unit.name).order_by(Unit.position)).all()),
            dict(
                session.execute(
                    select(Case.id, Case.name)
                    .join(Unit, Unit.id == Case.unit_id)
                    .order_by(Unit.position, Case.position)
                ).all()
            ),
            dict(session.execute(select(Participant.id, Participant.name).order_by(Participant.position)).all()),
            dict(session.execute(select(Speaker.id, Speaker.label_key)).all()),
            dict(session.execute(select(Coder.id, Coder.name)).all()),
        )


def _segments() -> Select[int, int, int, int, int | None]:
    return (
        select(Segment.id, Segment.source_id, Segment.start, Segment.end, Segment.speaker_id)
        .join(Source, Source.version_id == Segment.version_id)
        .where(~Segment.detached)
    )


def _given(session: Session) -> dict[int, tuple[Given, ...]]:
    # Most segments carry one code or two: a new tuple costs less than lists that are turned into tuples at the end.
    found: dict[int, tuple[Given, ...]] = {}
    for segment, code, coder in bare(session, select(Coding.segment_id, Coding.code_id, Coding.coder_id)):
        found[segment] = (*found.get(segment, ()), Given(code, coder))
    return found


def _places(
    spans: Sequence[tuple[int, int, int, int, int | None]], context: _Context, tell: Progress
) -> Iterator[Place]:
    known: dict[tuple[int, int | None], tuple[frozenset[int], frozenset[int], frozenset[int]]] = {}
    for at, (segment, source, start, end, speaker) in enumerate(spans):
        if at % _STEP == 0:
            tell.step(at, len(spans), "")
        whose = known.get((source, speaker))
        if whose is None:
            cases = context.cases(source, speaker, (start, end))
            whose = context.participants(source, speaker), cases, context.units(source, cases)
            if not context.passages.get(source):  # else it depends on the place
                known[source, speaker] = whose
        yield Place(source, start, end, segment, speaker, *whose)


def _sources(session: Session) -> dict[int, Told]:
    query = (
        select(
            Source.id,
            Source.name,
            Source.kind,
            Source.perspective,
            Source.date,
            TextVersion.text_sha,
            TextVersion.marks_sha,
            TextVersion.units_sha,
            TextVersion.length,
        )
        .join(TextVersion, TextVersion.id == Source.version_id)
        .order_by(Source.position, Source.id)
    )
    rows = enumerate(session.execute(query))
    return {row[0]: Told(row[0], row[1], row[2], row[3], row[4], at, *row[5:]) for at, row in rows}


def _codes(session: Session, parents: Mapping[int, int | None]) -> dict[int, Known]:
    rows = session.execute(
        select(Code.id, Code.parent_id, Code.name, Code.level, Code.position).where(~Code.retired, Code.id != ROOT)
    ).all()
    paths = tree.paths({row[0]: (parents[row[0]], row[2]) for row in rows}, " > ")
    known = {row[0]: row for row in rows}
    order = tree.in_order(((row[0], row[1], row[4]) for row in rows), ROOT)
    return {each.id: Known(each.id, known[each.id][2], paths[each.id], known[each.id][3], each.depth) for each in order}


def _extents(project: Project, ground: Ground, scale: Scale, among: set[int], tell: Progress) -> dict[int, Extent]:
    here = [source for source in ground.by_source if source in among]
    found: dict[int, Extent] = {}
    with project.read() as session:
        for done, source in enumerate(here):
            order, numbered = ground.sources[source].order, ground.by_source[source]
            spans = [(ground.places[at].start, ground.places[at].end) for at in numbered]
            if scale == "characters":
                lying = [(start, end - 1) for start, end in spans]
            else:
                tell.step(done, len(here), ground.sources[source].name)
                lying = numbers(_starts(project, session, ground.sources[source], scale), spans)
            for at, (first, last) in zip(numbered, lying, strict=True):
                found[at] = Extent(order, first, last, at)
    return found


def _starts(project: Project, session: Session, told: Told, scale: Scale) -> Sequence[int]:
    if scale == "lines":
        return project.texts.units(session, told.units_sha)
    if scale == "turns":
        return project.texts.turns(session, told.marks_sha, told.length)._starts
    return list(sentences(project.texts.text(session, told.text_sha)))


# --- what carries no code -------------------------------------------------------------------------


def with_uncoded(project: Project, ground: Ground, progress: Progress | None = None) -> Ground:
    """The same with the stretches of text in which no line unit carries a code; turns of the interviewer are left out.

    A stretch ends where another speaks. Raises Cancelled.
    """
    tell = progress or Silent()
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for place in ground.places:
        spans[place.source].append((place.start, place.end))
    new: list[Place] = []
    with project.read() as session:
        context = _Context.load(session)
        labels = _labels(session)
        for done, told in enumerate(ground.sources.values()):
            tell.step(done, len(ground.sources), told.name)
            new += _stretches(project, session, told, spans[told.id], context, labels)
    both = sorted(
        [(place, given) for place, given in zip(ground.places, ground.given, strict=True)]
        + [(each, ()) for each in new],
        key=lambda pair: (ground.sources[pair[0].source].order, pair[0].start, pair[0].end),
    )
    return replace(ground, places=tuple(p for p, _g in both), given=tuple(g for _p, g in both), _scales={})


def _labels(session: Session) -> dict[tuple[int, str], tuple[int, bool]]:
    rows = session.execute(select(Speaker.source_id, Speaker.label_key, Speaker.id, Speaker.interviewer))
    return {(source, key): (speaker, asks) for source, key, speaker, asks in rows}


def _stretches(
    project: Project,
    session: Session,
    told: Told,
    spans: Sequence[tuple[int, int]],
    context: _Context,
    labels: Mapping[tuple[int, str], tuple[int, bool]],
) -> Iterator[Place]:
    text = project.texts.text(session, told.text_sha)
    starts = project.texts.units(session, told.units_sha)
    turns = project.texts.turns(session, told.marks_sha, told.length)
    coded = coverage.coded_units(text, starts, spans)
    begin, end = -1, -1
    voice: tuple[int | None, bool] = (None, False)
    for number, start in enumerate([*starts, told.length]):
        over = number == len(starts)
        said = "" if over else turns.at(coverage._first_word(text, start) if start < len(text) else start)
        speaks: tuple[int | None, bool] = (
            labels.get((told.id, name_key(said)), (None, False)) if said else (None, False)
        )
        if begin >= 0 and (over or number in coded or speaks != voice):
            yield from _stretch(text, told, begin, end, voice[0], context)
            begin = -1
        if over or number in coded or speaks[1]:
            continue
        if begin < 0:
            begin, voice = start, speaks
        end = starts[number + 1] if number + 1 < len(starts) else told.length


def _stretch(text: str, told: Told, begin: int, end: int, speaker: int | None, context: _Context) -> Iterator[Place]:
    words = text[begin:end]
    start, stop = begin + len(words) - len(words.lstrip()), begin + len(words.rstrip())
    if start < stop:
        cases = context.cases(told.id, speaker, (start, stop))
        people = context.participants(told.id, speaker)
        yield Place(told.id, start, stop, 0, speaker, people, cases, context.units(told.id, cases))
