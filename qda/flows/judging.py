"""A judgement on a category with the memo that says why: one act, told and undone as a judgement."""

from __future__ import annotations

from qda.coding import codes, judgements
from qda.i18n import N_
from qda.memos import service as memos
from qda.memos.service import Target
from qda.project.project import Project
from qda.text import excerpt


def record(project: Project, code_id: int, judgement: str, memo: str) -> int:
    """Keep both; without words there is no memo. Gives the judgement's id. Raises JudgementMissing, NotFound."""
    name = codes.name_of(project, code_id)
    text, words = N_("Judge “{name}”: {judgement}"), excerpt(judgement.strip(), 60)
    with project.command("judgements.record", text, name=name, judgement=words):
        memo_id = None
        if memo.strip():
            target = Target("code", code_id)
            memo_id = memos.begin(project, memo, title=judgement, kind="theoretical", targets=[target])
        return judgements.record(project, code_id, judgement, memo_id=memo_id)
