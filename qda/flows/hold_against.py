"""Holding a passage against a claim: words that are no segment yet become one, as part of the same act."""

from __future__ import annotations

from qda.coding import segments
from qda.i18n import N_
from qda.memos import service as memos
from qda.project.project import Project
from qda.synthesis import claims, negative_cases
from qda.text import Span

Place = int | tuple[int, Span]
"""A segment by its id, or words that are none yet: the source and where they stand."""


def hold(
    project: Project,
    claim_id: int,
    place: Place,
    answer: str,
    *,
    note: str | None = None,
    outcome: str | None = None,
) -> int:
    """Say whether a passage is contrary to a claim; gives the judgement's id.

    Raises NotAmong, NotFound, SpanOutside.
    """
    name = claims.name_of(project, claim_id)
    texts = {"contrary": N_("Contrary to “{claim}”"), "not contrary": N_("Not contrary to “{claim}”")}
    text = texts.get(answer, N_("Not sure whether contrary to “{claim}”"))
    with project.command("negative.judge", text, claim=name):
        segment = place if isinstance(place, int) else segments.hold(project, *place)
        return negative_cases.judge(project, claim_id, segment, answer, note=note, outcome=outcome)


def write_memo(project: Project, case_id: int, text: str) -> int:
    """Write a memo on a judgement, hung on the passage too; gives the memo's id. Raises NotFound."""
    row = negative_cases.row(project, case_id)
    on = () if row is None else (memos.Target("segment", row.segment_id),)
    with project.command("negative.write_memo", N_("Write a memo on a negative case")):
        memo = memos.begin(project, text, kind="theoretical", targets=on)
        negative_cases.set_memo(project, case_id, memo)
        return memo
