"""The sample's log of theoretical sampling and its judgements, as its researcher kept them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qda.coding import judgements, properties, sampling
from qda.flows.bluechester import dates
from qda.i18n import N_
from qda.memos import service as memos
from qda.memos.service import Target
from qda.project.project import Project


def keep(
    project: Project,
    told: Mapping[str, Any],
    *,
    codes: Mapping[str, int],
    sources: Mapping[str, int],
    written: Mapping[str, int],
) -> None:
    """Write the log and the judgements; `codes`, `sources` and `written` (memos by title) are ids by name."""
    known = {(row.code_id, row.name): row.id for row in properties.properties(project)}
    with project.command("sample.sampling", N_("Keep the log of sampling and the judgements")):
        for step in told["step"]:
            category = codes[step["category"]]
            words = {part: step[part] for part in ("question", "planned", "effect")}
            at, owner = dates.noon(step["date"]), known[category, step["property"]]
            made = sampling.add(project, step["gap"], property_id=owner, at=at, **words)
            sampling.collect(project, made, [sources[name] for name in step["sources"]])
            if "memo" in step:
                sampling.set_memo(project, made, written[step["memo"]])
        for row in told["judgement"]:
            memo = _memo(project, row, codes[row["category"]], written)
            at = dates.noon(row["date"])
            judgements.record(project, codes[row["category"]], row["judgement"], memo_id=memo, at=at)


def _memo(project: Project, row: Mapping[str, Any], category: int, written: Mapping[str, int]) -> int:
    if "memo" in row:
        return written[row["memo"]]
    text, target = row["memo_text"].strip(), Target("code", category)
    at = dates.noon(row["date"])
    return memos.begin(
        project, text, title=row["judgement"], kind="theoretical", stage="advanced", targets=[target], at=at
    )
