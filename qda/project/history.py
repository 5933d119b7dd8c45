"""The list of acts, and taking them back: undo, redo, revert. All of it reads the journal and nothing else."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, exists, func, inspect, not_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from qda.collecting import without_collecting
from qda.errors import NotFound
from qda.i18n import N_, _
from qda.progress import Progress, Silent
from qda.project import act_words, erased
from qda.project.problems import AlreadyTakenBack, Conflict, NothingToUndo, NotUndoable, WordsErased
from qda.project.project import Act, Project
from qda.store import journal, reverting
from qda.store.journal import Image, Key
from qda.store.models import AuditChange, AuditCommand, Code, Coder, Coding
from qda.store.rows import among, chunks

_SILENT = Silent()
_STEPS = 4


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One act as the history shows it; `at` is milliseconds UTC, `reverts` the act that this one took back."""

    id: int
    at: int
    coder: str
    key: str
    text: str
    reverts: int | None
    undone: bool
    group: str | None


@dataclass(frozen=True, slots=True)
class Steps:
    """When the last act was written (milliseconds UTC), and what undo and redo would do, by name; None for nothing."""

    at: int | None
    undo: str | None
    redo: str | None


class _Step(NamedTuple):
    """What is asked after every act of the newest one."""

    id: int
    group_id: str | None
    text: str
    params: str


def render(text: str, params: dict[str, Any]) -> str:
    """The sentence of an act in the language that is spoken."""
    inner, told = params.get("of"), act_words.spoken(params)
    if isinstance(inner, dict):
        told["what"] = render(inner["text"], inner["params"])
    return _(text).format(**told)


def rows(project: Project, *, limit: int | None = None, before: int | None = None) -> list[HistoryRow]:
    """The acts, newest first; `before` pages backwards by number."""
    query = (
        select(AuditCommand, Coder.name, _UNDONE)
        .outerjoin(Coder, Coder.id == AuditCommand.coder_id)
        .order_by(AuditCommand.id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(AuditCommand.id < before)
    with project.read() as session:
        return [
            HistoryRow(
                act.id,
                act.at,
                name or "",
                act.key,
                render(act.text, json.loads(act.params)),
                act.reverts_id,
                bool(undone),
                act.group_id,
            )
            for act, name, undone in session.execute(query)
        ]


def steps(project: Project) -> Steps:
    """When the last act was written, and what undo and redo would do."""
    with project.read() as session:
        at = session.connection().execute(_LAST_AT).scalar()
        return Steps(at, _undoable(session, project), _redoable(session, project))


def next_undo(project: Project) -> str | None:
    """What undo would undo, by name; None when there is nothing."""
    with project.read() as session:
        return _undoable(session, project)


def _undoable(session: Session, project: Project) -> str | None:
    act = _newest_act(session, project)
    if act is None:
        return None
    inner = _told(session, act, [act.id] if act.group_id is None else _members(session, act))
    return render(inner["text"], inner["params"])


def _redoable(session: Session, project: Project) -> str | None:
    act = _newest_undo(session, project)
    if act is None:
        return None
    inner = json.loads(act.params)["of"]
    return render(inner["text"], inner["params"])


def weight(project: Project, *, redo: bool) -> int:
    """How many rows undo, or redo, would put back."""
    with project.read() as session:
        act = _newest_undo(session, project) if redo else _newest_act(session, project)
        if act is None:
            return 0
        return _weight(session, act)


def weight_of(project: Project, command_id: int) -> int:
    """How many rows taking back this act and its group, or this taking back, would put back."""
    with project.read() as session:
        act = session.get(AuditCommand, command_id)
        return 0 if act is None else _weight(session, act)


def _weight(session: Session, act: AuditCommand | _Step) -> int:
    members = [act.id] if act.group_id is None else _members(session, act)
    of_command = inspect(AuditChange).local_table.c.command_id
    counted = [select(func.count()).where(these) for these in among(of_command, members)]
    return sum(int(session.execute(query).scalar_one()) for query in counted)


def undo(project: Project, progress: Progress = _SILENT) -> str:
    """Take back my newest act that is neither taken back nor itself a taking back."""
    with project.read() as session:
        act = _newest_act(session, project)
        found = None if act is None else act.id
    if found is None:
        raise NothingToUndo
    return revert(project, found, progress)


def redo(project: Project, progress: Progress = _SILENT) -> str:
    """Do again what I undid last, until a new act begins a new future."""
    with project.read() as session:
        act = _newest_undo(session, project)
        found = None if act is None else act.id
    if found is None:
        raise NothingToUndo(redo=True)
    return revert(project, found, progress)


def revert(project: Project, command_id: int, progress: Progress = _SILENT) -> str:
    """Take back one act and its group, or take back a taking back; gives the text of what was taken back.

    Stopped on its way it has done nothing. Raises NotFound, AlreadyTakenBack, NotUndoable, WordsErased,
    Conflict.
    """
    with project.read() as session:
        act = session.get(AuditCommand, command_id)
        if act is None:
            raise NotFound(_("There is no step {number} in the history.").format(number=command_id))
        act = _original(session, act)
        # Taking back an undo does the act again.
        again = act.reverts_id is not None
        members = _members(session, act)
        inner = dict(json.loads(act.params)["of"]) if again else _told(session, act, members)
        what = render(inner["text"], inner["params"])
        if act.coder_id is None:
            raise NotUndoable(what)
        if not members:
            raise AlreadyTakenBack(what, redo=again)
        if (name := erased.whose(session.connection(), members)) is not None:
            raise WordsErased(what, name)
    key, text = ("redo", N_("Redo: {what}")) if again else ("undo", N_("Undo: {what}"))
    with without_collecting():
        _put_back(project, Act(key, text, {"of": inner}), members, what, progress)
    return what


def _put_back(project: Project, act: Act, members: Sequence[int], what: str, progress: Progress) -> None:
    group = str(uuid.uuid4()) if len(members) > 1 else None
    images: dict[Key, Image] = {}
    noted: dict[Key, Image] = {}
    try:
        with project.acting(replace(act, group_id=group, reverts_id=members[-1])) as session:
            log = journal.of(session)
            progress.step(0, _STEPS, what)
            images = journal.images_of(log.connection, members)
            progress.step(1, _STEPS, what)
            _refuse_conflicts(session, what, members, images)
            progress.step(2, _STEPS, what)
            log.mirrors = members[0] if len(members) == 1 else None
            reverting.put_back(log, images)
            noted = log.images
            progress.step(3, _STEPS, what)
            _refuse(session, what, members, _unseen(session, images))
            # One row for each member, so that each is known to be taken back; the leader's row holds the images.
            for member in members[:-1]:
                entry = project.entry(replace(act, group_id=group, reverts_id=member))
                journal.record(log.connection, entry, {})
    except IntegrityError as error:
        with project.read() as session:
            taken = reverting.rivals(session.connection(), images)
            raise Conflict(what, _later(session, taken[:50], members)) from error
    finally:
        _let_go(noted)
        _let_go(images)


def _let_go(images: dict[Key, Image]) -> None:
    """One by one: tens of thousands that are let go at a stroke stop every thread, the window's too."""
    while images:
        images.popitem()


def _told(session: Session, act: AuditCommand | _Step, members: Sequence[int]) -> dict[str, Any]:
    """What an act is called, by template and parameters; a group by its first act and how many came with it."""
    if len(members) > 1:
        act = session.get_one(AuditCommand, members[0])
    inner = {"text": act.text, "params": json.loads(act.params)}
    if len(members) < 2:
        return inner
    return {"text": N_("{what} and {count} more"), "params": {"of": inner, "count": len(members) - 1}}


def _original(session: Session, act: AuditCommand) -> AuditCommand:
    """What a redo did again; any other act is itself."""
    while act.key == "redo" and act.reverts_id is not None:
        taken = session.get_one(AuditCommand, act.reverts_id)
        act = session.get_one(AuditCommand, taken.reverts_id)
    return act


# Asked after every act, and so put together once: building these anew takes longer than answering them.
_AUDIT = inspect(AuditCommand).local_table
_TAKEN, _AGAIN = _AUDIT.alias("taken"), _AUDIT.alias("again")
_DONE_AGAIN = exists().where(_AGAIN.c.reverts_id == _TAKEN.c.id).correlate(_TAKEN)
# True for an act that a later one took back, and that was not done again since.
_UNDONE = exists().where(_TAKEN.c.reverts_id == _AUDIT.c.id, not_(_DONE_AGAIN)).correlate(_AUDIT)
_MINE = _AUDIT.c.coder_id == bindparam("coder")
_STEP = select(_AUDIT.c.id, _AUDIT.c.group_id, _AUDIT.c.text, _AUDIT.c.params).order_by(_AUDIT.c.id.desc()).limit(1)
_LAST_AT = select(_AUDIT.c.at).order_by(_AUDIT.c.id.desc()).limit(1)
_NEWEST_ACT = _STEP.where(_MINE, _AUDIT.c.reverts_id.is_(None), not_(_UNDONE))
_OTHER = _AUDIT.alias("other")
_LAST_PLAIN = (
    select(func.max(_OTHER.c.id))
    .where(_OTHER.c.coder_id == bindparam("coder"), _OTHER.c.reverts_id.is_(None))
    .scalar_subquery()
)
_NEWEST_UNDO = _STEP.where(_MINE, _AUDIT.c.key == "undo", not_(_UNDONE), _AUDIT.c.id > func.coalesce(_LAST_PLAIN, 0))


def _newest_act(session: Session, project: Project) -> _Step | None:
    return _newest(session, project, _NEWEST_ACT)


def _newest_undo(session: Session, project: Project) -> _Step | None:
    return _newest(session, project, _NEWEST_UNDO)


def _newest(session: Session, project: Project, query: Select[Any]) -> _Step | None:
    row = session.connection().execute(query, {"coder": project.coder_id}).first()
    return None if row is None else _Step(*row)


def _members(session: Session, act: AuditCommand | _Step) -> list[int]:
    """The act, or all of its group, that still stand, oldest first."""
    same = AuditCommand.id == act.id if act.group_id is None else AuditCommand.group_id == act.group_id
    query = select(AuditCommand.id).where(same, not_(_UNDONE))
    return list(session.execute(query.order_by(AuditCommand.id)).scalars())


def _refuse_conflicts(session: Session, what: str, members: Sequence[int], images: dict[Key, Image]) -> None:
    connection = journal.of(session).connection
    for wrong in (reverting.mismatches, reverting.still_needed, reverting.missing):
        _refuse(session, what, members, wrong(connection, images))


def _refuse(session: Session, what: str, members: Sequence[int], wrong: Sequence[Key]) -> None:
    if wrong:
        raise Conflict(what, _later(session, wrong[:50], members))


def _unseen(session: Session, images: dict[Key, Image]) -> list[Key]:
    """Codings and codes that would stand on or under a retired code, where nobody sees them, with that code."""
    befores = {key: image.before for key, image in images.items() if key[0] in ("code", "coding") and image.before}
    touched = {row_id for table, row_id in befores if table == "code"}
    for before in befores.values():
        touched |= {before[name] for name in ("code_id", "parent_id") if before.get(name) is not None}
    found: list[Key] = []
    for some in chunks(sorted(touched)):
        retired = list(session.execute(select(Code.id).where(Code.id.in_(some), Code.retired)).scalars())
        codings = session.execute(select(Coding.id).where(Coding.code_id.in_(retired))).scalars()
        children = session.execute(select(Code.id).where(Code.parent_id.in_(retired), ~Code.retired)).scalars()
        unseen = [("coding", row_id) for row_id in codings] + [("code", row_id) for row_id in children]
        if unseen:
            found += unseen + [("code", row_id) for row_id in retired]
    return found


def _later(session: Session, rows_: Sequence[Key], members: Sequence[int]) -> list[str]:
    """The texts of the later acts that touched these rows, newest first, three at most."""
    found: dict[int, str] = {}
    for table, row_id in rows_:
        query = (
            select(AuditCommand)
            .join(AuditChange, AuditChange.command_id == AuditCommand.id)
            .where(AuditChange.table_name == table, AuditChange.row_id == row_id)
            .where(AuditCommand.id > max(members), AuditCommand.reverts_id.is_(None), not_(_UNDONE))
        )
        for act in session.execute(query).scalars():
            found[act.id] = render(act.text, json.loads(act.params))
    return [found[number] for number in sorted(found, reverse=True)[:3]]
