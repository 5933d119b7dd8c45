"""Where codes live in the tree, what they are, and what became of those that were merged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.orm import Session

from qda.coding import codes
from qda.store.models import Code, Membership
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
        """What a few codes need: all above them, what became one of them, and what those are gathered in."""
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
    first = select(Code.id).where(Code.id.in_(bindparam("ids", expanding=True))).cte("was", recursive=True)
    was = first.union(select(Code.id).join(first, Code.merged_into_id == first.c.id).where(Code.retired))
    groups = select(Membership.group_id).where(Membership.member_id.in_(select(was.c.id)))
    begun = select(Code.id, Code.parent_id, Code.merged_into_id)
    begun = begun.where(or_(Code.id.in_(select(was.c.id)), Code.id.in_(groups)))
    near = begun.cte("near", recursive=True)
    # Upwards in the tree, and on to what a retired code was merged into.
    further = or_(Code.id == near.c.parent_id, Code.id == near.c.merged_into_id)
    whole = near.union(select(Code.id, Code.parent_id, Code.merged_into_id).join(near, further))
    return _trees().where(Code.id.in_(select(whole.c.id)))
