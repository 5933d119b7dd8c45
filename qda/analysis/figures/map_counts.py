"""What the boxes of a map can tell in numbers: segments, sources and cases of each code with all beneath it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import func, select

from qda.analysis.segments import retrieval
from qda.project.project import Project
from qda.store.models import Case, Source


@dataclass(frozen=True, slots=True)
class MapCounts:
    """By what is counted (segments, sources, cases): how many each code has, and how many there are in all.

    The base of segments is all that carry a coding; of sources and cases, all of the study.
    """

    of: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    base: Mapping[str, int] = field(default_factory=dict)


def count(project: Project) -> MapCounts:
    """Count for every living code; distinct at every level. Takes its time where much is coded."""
    facts, parents = retrieval.facts(project), retrieval.parents(project)
    totals = retrieval.count_subtrees(facts, parents)
    found = {
        "segments": {code: len(totals[code].segments) if code in totals else 0 for code in parents},
        "sources": {code: len(totals[code].sources) if code in totals else 0 for code in parents},
        "cases": {code: len(totals[code].cases) if code in totals else 0 for code in parents},
    }
    with project.read() as session:
        sources = session.execute(select(func.count()).select_from(Source)).scalar_one()
        cases = session.execute(select(func.count()).select_from(Case)).scalar_one()
    base = {"segments": len({fact.segment for fact in facts}), "sources": sources, "cases": cases}
    return MapCounts(found, base)
