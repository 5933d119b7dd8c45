"""What the researcher judges of a category, dated and with a memo. The program itself judges nothing."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.coding import codes
from qda.errors import NotFound, QdaError
from qda.i18n import N_, _
from qda.names import clean
from qda.project.project import Project, now
from qda.store import journal
from qda.store.models import Code, Memo, SaturationJudgement
from qda.text import excerpt


class JudgementMissing(QdaError):
    """A judgement has words."""

    hint = N_("Write what you judge, in your own words: “nothing new in the last four sources”.")

    def __init__(self) -> None:
        super().__init__(_("There is no judgement to record."))


@dataclass(frozen=True, slots=True)
class JudgementRow:
    """One judgement on a category; `at` is milliseconds UTC, `memo` the memo's text, empty without one."""

    id: int
    code_id: int
    category: str
    judgement: str
    memo_id: int | None
    memo: str
    at: int


def record(project: Project, code_id: int, judgement: str, *, memo_id: int | None = None, at: int | None = None) -> int:
    """Keep a judgement on a category, dated now (or `at`); gives its id. Raises JudgementMissing, NotFound."""
    words = _said(judgement)
    name = codes.name_of(project, code_id)
    text = N_("Judge “{name}”: {judgement}")
    with project.command("judgements.record", text, name=name, judgement=excerpt(words, 60)) as session:
        if memo_id is not None and session.get(Memo, memo_id) is None:
            raise NotFound(_("This memo is no longer there."))
        row = SaturationJudgement(
            code_id=code_id, judgement=words, memo_id=memo_id, created_at=now() if at is None else at
        )
        session.add(row)
        session.flush()
        return row.id


def change(project: Project, judgement_id: int, judgement: str) -> None:
    """Give a judgement other words; its date stays. Raises JudgementMissing, NotFound."""
    words = _said(judgement)
    with project.command(
        "judgements.change", N_("Change a judgement to “{judgement}”"), judgement=excerpt(words, 60)
    ) as session:
        _get(session, judgement_id).judgement = words


def withdraw(project: Project, judgement_id: int) -> None:
    """Take a judgement back; its memo stays. Raises NotFound."""
    with project.read() as session:
        words = excerpt(_get(session, judgement_id).judgement, 60)
    with project.command("judgements.withdraw", N_("Withdraw the judgement “{judgement}”"), judgement=words) as session:
        journal.of(session).delete_with_dependents(SaturationJudgement, [judgement_id])


def rows(project: Project, code_id: int | None = None) -> list[JudgementRow]:
    """The judgements on a category and on what was merged into it, or on all; the newest first."""
    query = (
        select(SaturationJudgement, Code.name, Memo.text)
        .join(Code, Code.id == SaturationJudgement.code_id)
        .outerjoin(Memo, Memo.id == SaturationJudgement.memo_id)
        .order_by(SaturationJudgement.created_at.desc(), SaturationJudgement.id.desc())
    )
    with project.read() as session:
        if code_id is not None:
            query = query.where(SaturationJudgement.code_id.in_(_with_merged(session, code_id)))
        return [
            JudgementRow(row.id, row.code_id, name, row.judgement, row.memo_id, memo or "", row.created_at)
            for row, name, memo in session.execute(query)
        ]


def _with_merged(session: Session, code_id: int) -> list[int]:
    """The code and all that became it: what was judged of them was judged of it."""
    found = [code_id]
    for at in found:
        found += session.execute(select(Code.id).where(Code.merged_into_id == at, Code.retired)).scalars()
    return found


def _said(judgement: str) -> str:
    words = clean(judgement)
    if not words:
        raise JudgementMissing
    return words


def _get(session: Session, judgement_id: int) -> SaturationJudgement:
    row = session.get(SaturationJudgement, judgement_id)
    if row is None:
        raise NotFound(_("This judgement is no longer there."))
    return row
