"""What is looked up again and again while a study is read for export: guids by row, and the notes that hang on what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import ColumnElement, ColumnExpressionArgument, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from qda.export.refi.guids import Guids, derived
from qda.store.models import (
    Case,
    CategoryMap,
    Code,
    Coder,
    Coding,
    Memo,
    MemoLink,
    Participant,
    Property,
    Relation,
    Segment,
    Source,
    Unit,
)

ROOT = 1

Kept = tuple[str, ...]


class Known:
    """The guids of everything that others refer to, taken once; `names` of codes, retired ones among them."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.guids = Guids()
        self.coders = self._guids("coder", Coder.id, Coder.guid)
        self.codes = self._guids("code", Code.id, Code.guid, ~Code.retired, Code.id != ROOT)
        self.units = self._guids("unit", Unit.id, Unit.guid)
        self.cases = self._guids("case", Case.id, Case.guid)
        self.participants = self._guids("participant", Participant.id, Participant.guid)
        self.sources = self._guids("source", Source.id, Source.guid)
        self.memos = self._guids("memo", Memo.id, Memo.guid)
        self.properties = self._guids("property", Property.id, Property.guid)
        self.relations = self._guids("relation", Relation.id, Relation.guid)
        self.maps = self._guids("category_map", CategoryMap.id, CategoryMap.guid)
        self.code_names = dict(session.execute(select(Code.id, Code.name)).all())
        self.firsts = self._firsts()
        self.hanging = self._hanging()

    def _guids(
        self,
        kind: str,
        row: InstrumentedAttribute[int],
        guid: InstrumentedAttribute[str],
        *where: ColumnExpressionArgument[bool],
    ) -> dict[int, str]:
        query = select(row, guid).where(*where).order_by(row)
        return {row_id: self.guids.take(kind, raw) for row_id, raw in self.session.execute(query)}

    def segment(self, raw: str) -> str:
        """The guid of a segment."""
        return self.guids.free("segment", raw)

    def _firsts(self) -> dict[int, str]:
        """The notes of codes that are no longer, and of codes that codings began with which have another now.

        The note of a code that is gone has that code's own guid, which then comes back with it.
        """
        gone = self._guids("first code", Code.id, Code.guid, Code.retired)
        moved = select(Coding.first_code_id).where(Coding.first_code_id != Coding.code_id).distinct()
        begun = {
            code_id: derived("first code", self.codes[code_id])
            for code_id in self.session.execute(moved).scalars()
            if code_id in self.codes
        }
        return dict(sorted((gone | begun).items()))

    def _hanging(self) -> dict[tuple[str, int], Kept]:
        found: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        query = select(MemoLink.target, MemoLink.target_id, MemoLink.memo_id).order_by(MemoLink.id)
        for target, target_id, memo_id in self.session.execute(query):
            found[target, target_id].append(self.memos[memo_id])
        return {key: tuple(notes) for key, notes in found.items()}

    def notes(self, target: str, target_id: int, more: Iterable[str] = ()) -> Kept:
        """The notes that hang on a row, and `more` of ours."""
        return (*self.hanging.get((target, target_id), ()), *more)

    def first(self, code_id: int, first_id: int) -> Kept:
        """The note of the code that a coding began with, if that was another."""
        return (self.firsts[first_id],) if first_id != code_id and first_id in self.firsts else ()


def in_its_text() -> ColumnElement[bool]:
    """Where a row of `segment` (joined with its source) lies in the text as it is now."""
    return ~Segment.detached & (Segment.version_id == Source.version_id)
