"""What of a case could show a pattern: its coded segments, those with the codes of the claim first of all."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from qda.analysis.study import case_view
from qda.coding import categories
from qda.coding import queries as coding
from qda.coding.codes import LEVELS
from qda.project.project import Project
from qda.store.models import ClaimLink


@dataclass(frozen=True, slots=True)
class Passage:
    """A coded segment of a case; `codes` are the names of what it carries, `line` counts from 1."""

    segment: int
    source: str
    line: int
    quote: str
    codes: tuple[str, ...]


def codes_of(project: Project, claim_id: int) -> frozenset[int]:
    """The codes a claim is linked to, with all that live or are gathered under them."""
    query = select(ClaimLink.target_id).where(ClaimLink.claim_id == claim_id, ClaimLink.target == "code")
    with project.read() as session:
        own = set(session.execute(query).scalars())
    families = categories.families(project, levels=LEVELS[1:])
    return frozenset(own).union(*(families.get(code, frozenset()) for code in own))


def passages(project: Project, case_id: int, code_ids: frozenset[int] = frozenset()) -> list[Passage]:
    """The coded segments of a case in the order of sources and places; with codes, only those that carry one."""
    segments = case_view.segments_of(project, case_id, code_ids or None)
    found: dict[int, Passage] = {}
    for row in coding.of_sources(project, case_view.sources_of(project, case_id)):
        if row.segment_id not in segments:
            continue
        held = found.get(row.segment_id)
        names = (*held.codes, row.code) if held is not None else (row.code,)
        found[row.segment_id] = Passage(row.segment_id, row.source, row.line, row.quote, tuple(dict.fromkeys(names)))
    return list(found.values())
