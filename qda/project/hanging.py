"""What hangs on a segment beside its codings: memos, verdicts, tests, evidence, claims. Several features move it."""

from __future__ import annotations

from functools import cache

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session, aliased
from sqlalchemy.sql.elements import ColumnElement

from qda.store import journal
from qda.store.models import (
    ClaimLink,
    CodeTest,
    Evidence,
    FeedbackLink,
    MatrixEvidence,
    MemoLink,
    NegativeCase,
    PatternEvidence,
    Row,
    Segment,
    VerdictSegment,
    WithdrawalItem,
)

# Tables whose rows hang on a segment and belong to one owner each: (class, the owner's column).
_OWNED = (
    (VerdictSegment, VerdictSegment.verdict_id),
    (NegativeCase, NegativeCase.claim_id),
    (PatternEvidence, PatternEvidence.match_id),
    (MatrixEvidence, MatrixEvidence.cell_id),
)

# Those of which one owner may have several on the same segment, or one from each coder.
_OTHERS = (Evidence, CodeTest)

REFERRING = frozenset({*(row for row, _owner in _OWNED), *_OTHERS})
"""The mapped classes whose rows refer to a segment and keep it alive."""

# Links by table name and id: (class, the owner's column).
_LINKS = (
    (MemoLink, MemoLink.memo_id),
    (ClaimLink, ClaimLink.claim_id),
    (FeedbackLink, FeedbackLink.feedback_id),
)


@cache
def anything() -> ColumnElement[bool]:
    """Where something beside a coding hangs on a row of `segment`, so that it must not go with its last coding."""
    linked = [_is_there(link, link.target == "segment", link.target_id == Segment.id) for link, _owner in _LINKS]
    owned = [_is_there(row, row.segment_id == Segment.id) for row, _owner in _OWNED]
    others = [_is_there(row, row.segment_id == Segment.id) for row in _OTHERS]
    return or_(*linked, *owned, *others)


def _is_there(row: type[Row], *where: ColumnElement[bool]) -> ColumnElement[bool]:
    return select(row.id).where(*where).exists()


def move(session: Session, old: int, new: int) -> None:
    """Let everything that hangs on the segment `old` hang on `new`; what hangs there already does so once."""
    log = journal.of(session)
    for link, owner in _LINKS:
        there = select(owner).where(link.target == "segment", link.target_id == new)
        here = and_(link.target == "segment", link.target_id == old)
        log.delete_where(link, and_(here, owner.in_(there)))
        log.update_where(link, here, {"target_id": new})
    for row, owner in _OWNED:
        log.delete_where(row, and_(row.segment_id == old, owner.in_(select(owner).where(row.segment_id == new))))
        log.update_where(row, row.segment_id == old, {"segment_id": new})
    # One coder's answer a code is enough where two segments become one: that which stands at the new one.
    other = aliased(CodeTest)
    same = and_(other.segment_id == new, other.code_id == CodeTest.code_id, other.coder_id == CodeTest.coder_id)
    log.delete_where(CodeTest, and_(CodeTest.segment_id == old, exists().where(same)))
    log.update_where(CodeTest, CodeTest.segment_id == old, {"segment_id": new})
    log.update_where(Evidence, Evidence.segment_id == old, {"segment_id": new})
    _move_decisions(session, old, new)


def _move_decisions(session: Session, old: int, new: int) -> None:
    """To mask goes along, and before to keep; to keep only where the words are the same: others were not decided on."""
    log, item = journal.of(session), WithdrawalItem
    on_old, on_new = (and_(item.target == "segment", item.target_id == segment) for segment in (old, new))
    masked = select(item.withdrawal_id).where(on_old, item.decision == "mask")
    log.update_where(item, and_(on_new, item.withdrawal_id.in_(masked)), {"decision": "mask"})
    here, there = session.get_one(Segment, old), session.get_one(Segment, new)
    moved = on_old if here.quote == there.quote else and_(on_old, item.decision == "mask")
    free = item.withdrawal_id.not_in(select(item.withdrawal_id).where(on_new))
    log.update_where(item, and_(moved, free), {"target_id": new})
