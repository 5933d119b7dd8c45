"""Where codes live in the tree, what they are, and what became of those that were merged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.orm import Session, aliased

from qda.coding import codes
from qda.store.models import Code
from qda.store.rows import bare


def tree_above(parent_of: Mapping[int, int | None], code: int) -> list[int]:
    """The codes that a code lives under, the nearest first; the root is not among them."""
    found: list[int] = []
    at = parent_of.get(code)
    while at is not None and at != codes.ROOT and at not in found:
        found.append(at)
        at = parent_of.get(at)
    return found


@dataclass(slots=True)
class Forest:
    """Where codes live, what they are and what became of them, retired ones among them."""

    parents: dict[int, int | None] = field(default_factory=dict)
    levels: dict[int, str] = field(default_factory=dict)
    merged: dict[int, int] = field(default_factory=dict)
    retired: set[int] = field(default_factory=set)

    @classmethod
    def load(cls, session: Session) -> Forest:
        """All of it."""
        return cls._of(bare(session, _trees()))

    @classmethod
    def around(cls, session: Session, code_ids: Iterable[int]) -> Forest:
        """What is above these codes, the retired ones, and what those were merged into: all that a few codes need."""
        return cls._of(bare(session, _near(), ids=list(code_ids)))

    @classmethod
    def _of(cls, rows: Iterable[Any]) -> Forest:
        forest = cls()
        for code, parent, level, retired, into in rows:
            if code == codes.ROOT:
                continue
            forest.parents[code], forest.levels[code] = parent, level
            if retired:
                forest.retired.add(code)
            if into is not None:
                forest.merged[code] = into
        return forest

    def living(self, code: int) -> int | None:
        """What a code has become: itself, what it was merged into, None if it was deleted."""
        seen = set()
        while code in self.retired:
            if code in seen or code not in self.merged:
                return None
            seen.add(code)
            code = self.merged[code]
        return code if code in self.levels else None

    def lives_in(self, code: int) -> int | None:
        """The nearest code above in the tree that is more than an initial code, and not less than this one."""
        own = codes.LEVELS.index(self.levels[code])
        for above in tree_above(self.parents, code):
            if above in self.retired:
                return None
            level = codes.LEVELS.index(self.levels[above])
            if level > 0 and level >= own:
                return above
        return None


def _trees() -> Select[int, int | None, str, bool, int | None]:
    return select(Code.id, Code.parent_id, Code.level, Code.retired, Code.merged_into_id)


@cache  # a statement that is made once is compiled once: for a few rows, making it takes longer than asking
def _near() -> Select[int, int | None, str, bool, int | None]:
    above = select(Code.id, Code.parent_id).where(Code.id.in_(bindparam("ids", expanding=True)))
    above_ = above.cte("above", recursive=True)
    whole = above_.union(select(Code.id, Code.parent_id).join(above_, Code.id == above_.c.parent_id))
    old = aliased(Code)
    heirs = select(old.merged_into_id).where(old.retired)
    return _trees().where(or_(Code.id.in_(select(whole.c.id)), Code.retired, Code.id.in_(heirs)))
