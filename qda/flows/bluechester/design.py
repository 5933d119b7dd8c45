"""The sample's course and what it came to in each case: phases, summaries, propositions held against the cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qda.coding import queries as coding
from qda.coding.queries import SegmentRow
from qda.flows.bluechester import dates
from qda.i18n import N_
from qda.project.project import Project
from qda.study import phases
from qda.study import service as study
from qda.synthesis import claims, patterns


def keep(project: Project, told: Mapping[str, Any], *, cases: Mapping[str, int]) -> None:
    """Put down phases, summaries and patterns; `cases` are ids by name. The codings must be there for the evidence."""
    with project.command("sample.design", N_("Tell the course of the sample and hold its propositions against cases")):
        for row in told["phase"]:
            words = {part: row.get(part, "") for part in ("kind", "began", "ended", "description")}
            phases.add(project, row["name"], **words)
        for row in told["summary"]:
            study.summarise_case(project, cases[row["case"]], row["text"])
        _propose(project, told, cases)


def _propose(project: Project, told: Mapping[str, Any], cases: Mapping[str, int]) -> None:
    made: dict[str, int] = {}
    for row in told["proposition"]:
        rival = made.get(row.get("rival_to", ""))
        kind = "proposition" if rival is None else "rival"
        made[row["key"]] = claims.create(
            project, row["text"], kind=kind, expected=row["expected"], rival_to=rival, at=dates.noon(row["date"])
        )
    coded = coding.everything(project)
    for row in told["match"]:
        claim, case = made[row["proposition"]], cases[row["case"]]
        patterns.judge(project, claim, case, **{part: row[part] for part in patterns.PARTS if part in row})
        if "evidence" in row:
            patterns.add_evidence(project, claim, case, [_segment(coded, *place) for place in row["evidence"]])


def _segment(coded: Sequence[SegmentRow], source: str, words: str) -> int:
    """The first coded segment of a source with these words."""
    for row in coded:
        if row.source == source and words in row.quote:
            return row.segment_id
    raise RuntimeError(f"no coded segment of {source!r} has {words!r}")
