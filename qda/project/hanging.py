"""What hangs on a segment beside its codings: memos, verdicts, tests, evidence. Two features move it."""

from __future__ import annotations

from functools import cache

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import Session, aliased
from sqlalchemy.sql.elements import ColumnElement

from qda.store import journal
from qda.store.models import CodeTest, Evidence, MemoLink, Segment, VerdictSegment


@cache
def anything() -> ColumnElement[bool]:
    """Where something beside a coding hangs on a row of `segment`, so that it must not go with its last coding."""
    return (
        select(MemoLink.id).where(MemoLink.target == "segment", MemoLink.target_id == Segment.id).exists()
        | select(VerdictSegment.id).where(VerdictSegment.segment_id == Segment.id).exists()
        | select(Evidence.id).where(Evidence.segment_id == Segment.id).exists()
        | select(CodeTest.id).where(CodeTest.segment_id == Segment.id).exists()
    )


def move(session: Session, old: int, new: int) -> None:
    """Let everything that hangs on the segment `old` hang on `new`; what hangs there already does so once."""
    log = journal.of(session)
    linked = select(MemoLink.memo_id).where(MemoLink.target == "segment", MemoLink.target_id == new)
    here = and_(MemoLink.target == "segment", MemoLink.target_id == old)
    log.delete_where(MemoLink, and_(here, MemoLink.memo_id.in_(linked)))
    log.update_where(MemoLink, here, {"target_id": new})
    judged = select(VerdictSegment.verdict_id).where(VerdictSegment.segment_id == new)
    compared = VerdictSegment.segment_id == old
    log.delete_where(VerdictSegment, and_(compared, VerdictSegment.verdict_id.in_(judged)))
    log.update_where(VerdictSegment, compared, {"segment_id": new})
    # One coder's answer a code is enough where two segments become one: that which stands at the new one.
    there = aliased(CodeTest)
    same = and_(there.segment_id == new, there.code_id == CodeTest.code_id, there.coder_id == CodeTest.coder_id)
    log.delete_where(CodeTest, and_(CodeTest.segment_id == old, exists().where(same)))
    log.update_where(CodeTest, CodeTest.segment_id == old, {"segment_id": new})
    log.update_where(Evidence, Evidence.segment_id == old, {"segment_id": new})
