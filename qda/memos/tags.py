"""Free tags of memos: added and taken off many at once, renamed and removed everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from qda.i18n import N_, ngettext
from qda.memos import service
from qda.names import clean, name_key
from qda.project.project import Project
from qda.store import journal
from qda.store.models import MemoTag


@dataclass(frozen=True, slots=True)
class TagRow:
    """A tag and on how many memos it is."""

    name: str
    memos: int


def rows(project: Project) -> list[TagRow]:
    """All tags that are on a memo, by name."""
    query = select(func.min(MemoTag.name), func.count()).group_by(MemoTag.name_key).order_by(MemoTag.name_key)
    with project.read() as session:
        return [TagRow(*row) for row in session.execute(query)]


def add(project: Project, memo_ids: Sequence[int], name: str) -> None:
    """Put a tag on memos; one that is there already stays. Written as it was first."""
    wanted, key = clean(name), name_key(name)
    if not wanted:
        return
    what = ngettext("{count} memo", "{count} memos", len(memo_ids)).format(count=len(memo_ids))
    with project.command("memos.tag_add", N_("Tag {what} “{tag}”"), what=what, tag=wanted) as session:
        for memo_id in memo_ids:
            service.get(session, memo_id)
        known = session.execute(select(MemoTag.name).where(MemoTag.name_key == key).limit(1)).scalar()
        there = select(MemoTag.memo_id).where(MemoTag.name_key == key, MemoTag.memo_id.in_(memo_ids))
        tagged = set(session.execute(there).scalars())
        fresh = [memo_id for memo_id in dict.fromkeys(memo_ids) if memo_id not in tagged]
        values = [{"memo_id": memo_id, "name": known or wanted, "name_key": key} for memo_id in fresh]
        journal.of(session).insert_many(MemoTag, values)


def take_off(project: Project, memo_ids: Sequence[int], name: str) -> None:
    """Take a tag off memos."""
    with project.command("memos.tag_off", N_("Take the tag “{tag}” off"), tag=clean(name)) as session:
        here = (MemoTag.name_key == name_key(name)) & MemoTag.memo_id.in_(memo_ids)
        journal.of(session).delete_where(MemoTag, here)


def rename(project: Project, name: str, to: str) -> None:
    """Give a tag another name on all memos; where both were, one is left."""
    wanted, old, new = clean(to), name_key(name), name_key(to)
    if not wanted:
        return
    text = N_("Rename the tag “{tag}” to “{name}”")
    with project.command("memos.tag_rename", text, tag=clean(name), name=wanted) as session:
        log = journal.of(session)
        if old != new:
            both = select(MemoTag.memo_id).where(MemoTag.name_key == new)
            log.delete_where(MemoTag, (MemoTag.name_key == old) & MemoTag.memo_id.in_(both))
        log.update_where(MemoTag, MemoTag.name_key.in_((old, new)), {"name": wanted, "name_key": new})


def remove(project: Project, name: str) -> None:
    """Take a tag off all memos."""
    with project.command("memos.tag_remove", N_("Remove the tag “{tag}”"), tag=clean(name)) as session:
        journal.of(session).delete_where(MemoTag, MemoTag.name_key == name_key(name))
