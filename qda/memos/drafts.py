"""What is being typed: on disk within a second, not in the journal; it becomes a version when the writer leaves it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from qda.memos import service
from qda.memos.service import Target
from qda.project.project import Project, now
from qda.store.models import Memo, MemoDraft, new_guid

STUDY = Target("study", 1)


@dataclass(frozen=True, slots=True)
class Draft:
    """Unfinished writing; `memo_id` is None for a memo not yet begun, `at` is milliseconds UTC."""

    slot: str
    memo_id: int | None
    target: Target | None
    title: str
    text: str
    coder: str
    at: int


def new_slot() -> str:
    """A name for the draft of a memo that does not exist yet."""
    return new_guid()


def slot_of(memo_id: int) -> str:
    """The name of the draft of an existing memo."""
    return f"memo-{memo_id}"


def save(
    project: Project, slot: str, text: str, *, title: str = "", memo_id: int | None = None, target: Target | None = None
) -> None:
    """Put on disk what has been typed so far."""
    values = {
        "memo_id": memo_id,
        "target": target.kind if target else "",
        "target_id": target.id if target else None,
        "title": title,
        "text": text,
        "coder": project.coder_name,
        "at": now(),
    }
    with project.unjournalled() as connection:
        changed = connection.execute(update(MemoDraft).where(MemoDraft.slot == slot).values(values))
        if changed.rowcount == 0:
            connection.execute(insert(MemoDraft), {"slot": slot, **values})


def discard(project: Project, slot: str) -> None:
    """Forget a draft: it became a version, or its writer emptied it."""
    with project.unjournalled() as connection:
        connection.execute(delete(MemoDraft).where(MemoDraft.slot == slot))


def left(project: Project) -> list[Draft]:
    """Drafts on disk, oldest first: after a crash they are offered."""
    with project.read() as session:
        rows = session.execute(select(MemoDraft).order_by(MemoDraft.at)).scalars().all()
        return [
            Draft(
                row.slot,
                row.memo_id,
                Target(row.target, row.target_id) if row.target and row.target_id is not None else None,
                row.title,
                row.text,
                row.coder,
                row.at,
            )
            for row in rows
        ]


def settle(project: Project, draft: Draft, *, kind: str = "initial") -> int | None:
    """Make a draft a memo or a version of one; a blank new memo is dropped. Gives the memo's id.

    Where the memo or what it was to hang on is gone meanwhile, the words are kept on the study.
    """
    memo_id = draft.memo_id
    with project.read() as session:
        there = memo_id is not None and session.get(Memo, memo_id) is not None
    if there and memo_id is not None:
        service.write(project, memo_id, draft.text, title=draft.title)
    elif draft.text.strip() or draft.title.strip():
        target = draft.target
        if (target is None and memo_id is not None) or (target is not None and not is_there(project, target)):
            target = STUDY
        targets = () if target is None else (target,)
        memo_id = service.begin(project, draft.text, title=draft.title, kind=kind, targets=targets)
    else:
        memo_id = None
    discard(project, draft.slot)
    return memo_id


def is_there(project: Project, target: Target) -> bool:
    """True if a memo can hang on this: nobody has deleted it, or undone what made it."""
    from qda.store import journal

    with project.read() as session:
        return session.get(journal.model_of(target.kind), target.id) is not None
