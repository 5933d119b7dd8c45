"""What hangs on a segment beside its codings: memos, verdicts, evidence. Two features move it, so it is said once."""

from __future__ import annotations

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from qda.store import journal
from qda.store.models import Evidence, MemoLink, VerdictSegment


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
    log.update_where(Evidence, Evidence.segment_id == old, {"segment_id": new})
