"""Lineage: from the initial codes that segments began with to focused codes, categories and themes, counted at each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from qda.analysis.segments import retrieval
from qda.coding import focused
from qda.coding.codes import LEVELS, ROOT
from qda.coding.focused import Clusters
from qda.project.project import Project
from qda.store.models import Code


@dataclass(frozen=True, slots=True)
class SegmentLine:
    """The codes of each level that one segment leads to; initial codes are those it began with, merged or not."""

    segment: int
    initial: frozenset[int]
    focused: frozenset[int]
    category: frozenset[int]
    theme: frozenset[int]

    def at(self, level: str) -> frozenset[int]:
        """The codes of a level."""
        found = getattr(self, level)
        assert isinstance(found, frozenset)
        return found


@dataclass(frozen=True, slots=True)
class Stage:
    """One level of the analysis: its codes, the distinct segments that lead to them, the codes gathered nowhere.

    Of the initial codes, `merged` are no longer there: they went into others after segments had begun with them.
    """

    level: str
    codes: int
    segments: int
    loose: int
    merged: int = 0


@dataclass(frozen=True, slots=True)
class Lineage:
    """The whole of it. `groups` tells what each living code is gathered under, `segments` is distinct at each code."""

    lines: Mapping[int, SegmentLine]
    stages: tuple[Stage, ...]
    groups: Mapping[int, tuple[int, ...]]
    levels: Mapping[int, str]
    segments: Mapping[int, frozenset[int]]
    began: Mapping[int, frozenset[int]]
    """Initial codes, retired ones among them, with the segments that began with them."""
    leads: Mapping[int, frozenset[int]]
    """Retired and living initial codes with the higher codes that they are gathered under now."""

    def members(self, group: int) -> list[int]:
        """The codes that are gathered under a code, of its own level or lower."""
        return [code for code, groups in self.groups.items() if group in groups]


def of_study(project: Project) -> Lineage:
    """The lineage of all segments of the current texts, as the clusters stand now."""
    found = focused.clusters(project)
    return trace(retrieval.facts(project), found)


def names(project: Project) -> dict[int, str]:
    """What each code is called, retired ones among them: a segment may have begun with one."""
    with project.read() as session:
        return dict(session.execute(select(Code.id, Code.name).where(Code.id != ROOT)).all())


def trace(facts: Iterable[retrieval.Fact], clusters: Clusters) -> Lineage:
    """Follow each coding from its first code to what it is bound to now, and from there upwards.

    A segment belongs to every code on its ways; each is counted once, at each level and at each code.
    """
    upwards = {code: reached(clusters.groups, code) for code in clusters.levels}
    reaching: dict[int, set[int]] = defaultdict(set)
    segments: dict[int, set[int]] = defaultdict(set)
    began: dict[int, set[int]] = defaultdict(set)
    ever = {**clusters.was, **clusters.levels}
    for fact in facts:
        if ever[fact.first_code] == "initial":
            began[fact.first_code].add(fact.segment)
            reaching[fact.segment].add(fact.first_code)
        for code in upwards.get(fact.code, ()):
            reaching[fact.segment].add(code)
            segments[code].add(fact.segment)
    levels = {**dict.fromkeys(began, "initial"), **clusters.levels}
    lines = {segment: _line(segment, codes, began, levels) for segment, codes in reaching.items()}
    leads = {code: _leads(code, clusters, upwards) for code in {*began, *_of(clusters.levels, "initial")}}
    return Lineage(
        lines,
        tuple(_stage(level, levels, clusters, lines, leads) for level in LEVELS),
        clusters.groups,
        clusters.levels,
        {code: frozenset(found) for code, found in segments.items()},
        {code: frozenset(found) for code, found in began.items()},
        leads,
    )


def reached(groups: Mapping[int, tuple[int, ...]], code: int) -> frozenset[int]:
    """The code and all that it is gathered under, whichever way; going in circles does no harm."""
    found: set[int] = set()
    waiting = [code]
    while waiting:
        at = waiting.pop()
        if at not in found:
            found.add(at)
            waiting.extend(groups.get(at, ()))
    return frozenset(found)


def _of(levels: Mapping[int, str], level: str) -> set[int]:
    return {code for code, own in levels.items() if own == level}


def _leads(code: int, clusters: Clusters, upwards: Mapping[int, frozenset[int]]) -> frozenset[int]:
    now = clusters.became.get(code, code)
    return frozenset(above for above in upwards.get(now, ()) if clusters.levels[above] != "initial")


def _line(segment: int, codes: Iterable[int], began: Mapping[int, set[int]], levels: Mapping[int, str]) -> SegmentLine:
    at: dict[str, set[int]] = {level: set() for level in LEVELS}
    for code in codes:
        # What an initial code was merged into is an initial code too, but the segment did not begin with it.
        if levels[code] != "initial" or segment in began.get(code, ()):
            at[levels[code]].add(code)
    return SegmentLine(segment, *(frozenset(at[level]) for level in LEVELS))


def _stage(
    level: str,
    levels: Mapping[int, str],
    clusters: Clusters,
    lines: Mapping[int, SegmentLine],
    leads: Mapping[int, frozenset[int]],
) -> Stage:
    codes = _of(levels, level)
    segments = sum(1 for line in lines.values() if line.at(level))
    if level == "initial":
        loose = sum(1 for code in codes if not leads.get(code))
    else:
        loose = sum(1 for code in codes if not clusters.groups.get(code))
    return Stage(level, len(codes), segments, loose, len(codes & clusters.became.keys()))
