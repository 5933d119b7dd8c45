"""Codes: making, naming, defining, moving, merging, splitting and deleting them. An initial code is never destroyed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select
from sqlalchemy.orm import Session

from qda.coding import tree
from qda.errors import NotFound, QdaError
from qda.i18n import N_, _
from qda.names import clean, name_key
from qda.project.project import Project, now
from qda.store import journal
from qda.store.models import (
    Code,
    CodeTest,
    Coding,
    CoreCategory,
    MapNode,
    Membership,
    MemoLink,
    Property,
    Relation,
    Row,
    Sampling,
    SaturationJudgement,
)
from qda.store.rows import bare

ROOT = 1
LEVELS = ("initial", "focused", "category", "theme")
PATH_SEPARATOR = " > "


class CodeNameTaken(QdaError):
    """Names are unique among siblings."""

    hint = N_("Choose another name, or merge the two codes.")

    def __init__(self, name: str) -> None:
        super().__init__(_("There is already a code called “{name}” here.").format(name=name))


class CodeNameMissing(QdaError):
    """A label can't be blank."""

    hint = N_("Say in a word or two what is happening.")

    def __init__(self) -> None:
        super().__init__(_("A code needs a label."))


class CodeWouldLoop(QdaError):
    """A code can't live under itself."""

    hint = N_("Choose a place outside it.")

    def __init__(self, name: str) -> None:
        super().__init__(_("“{name}” can't be moved or merged into itself.").format(name=name))


def create(
    project: Project,
    name: str,
    *,
    parent_id: int = ROOT,
    level: str = "initial",
    color: str = "",
    in_vivo: bool = False,
    definition: str = "",
    include_when: str = "",
    exclude_when: str = "",
    example: str = "",
    origin: str = "",
) -> int:
    """Make a code; gives its id. Raises CodeNameTaken, CodeNameMissing, NotFound."""
    if level not in LEVELS:
        raise ValueError(f"no such level: {level}")
    with project.command("codes.create", N_("New code “{name}”"), name=clean(name)) as session:
        _refuse_gone(session, parent_id)
        _refuse_taken(session, parent_id, name)
        code = Code(
            parent_id=parent_id,
            name=clean(name),
            name_key=name_key(name),
            level=level,
            position=_next_position(session, parent_id),
            color=color,
            in_vivo=in_vivo,
            definition=definition,
            include_when=include_when,
            exclude_when=exclude_when,
            example=example,
            origin=origin,
            created_at=now(),
        )
        session.add(code)
        session.flush()
        return code.id


def rename(project: Project, code_id: int, name: str) -> None:
    """Give a code another name; names are unique among siblings."""
    with project.command("codes.rename", N_("Rename code to “{name}”"), name=clean(name)) as session:
        code = _get(session, code_id)
        _refuse_taken(session, _parent(code), name, but=code_id)
        code.name, code.name_key = clean(name), name_key(name)


def recolor(project: Project, code_id: int, color: str) -> None:
    """Set a code's own colour (“#RRGGBB”); empty takes the colour of the code it lives under."""
    name = name_of(project, code_id)
    with project.command("codes.color", N_("Colour code “{name}”"), name=name) as session:
        _get(session, code_id).color = color


def define(project: Project, code_id: int, **fields: str) -> None:
    """Set definition, include_when, exclude_when or example."""
    unknown = fields.keys() - {"definition", "include_when", "exclude_when", "example"}
    if unknown:
        raise TypeError(f"no part of a definition: {sorted(unknown)}")
    with project.command("codes.define", N_("Define code “{name}”"), name=name_of(project, code_id)) as session:
        code = _get(session, code_id)
        for field, value in fields.items():
            setattr(code, field, value.strip())


def set_level(project: Project, code_ids: Sequence[int], level: str) -> None:
    """Raise codes to focused codes, categories or a theme, or take them back; their place in the tree stays."""
    if level not in LEVELS:
        raise ValueError(f"no such level: {level}")
    what = _what(project, code_ids)
    with project.command("codes.level", N_("Make {what} {level}"), what=what, level=level) as session:
        journal.of(session).update_where(Code, Code.id.in_(code_ids), {"level": level})


def set_in_vivo(project: Project, code_id: int, in_vivo: bool) -> None:
    """Say that a label is the participants' own words, or that it is not."""
    with project.command("codes.in_vivo", N_("In vivo: “{name}”"), name=name_of(project, code_id)) as session:
        _get(session, code_id).in_vivo = in_vivo


def move(project: Project, code_ids: Sequence[int], parent_id: int, *, before: int | None = None) -> None:
    """Let codes live under another code (ROOT for the top), in front of the sibling `before`, else at the end.

    Raises CodeWouldLoop, CodeNameTaken, NotFound.
    """
    with project.command("codes.move", N_("Move {what}")) as session:
        rows = {row.id: row for row in bare(session, _moved(), ids=list(code_ids))}
        if not rows.keys() >= set(code_ids):
            raise _gone()
        name = rows[code_ids[0]].name if len(code_ids) == 1 else ""
        project.tell(what=f"“{name}”" if name else _("{count} codes").format(count=len(code_ids)))
        above, came = _above(session, parent_id), set[str]()
        for code_id in code_ids:
            row = rows[code_id]
            if code_id in above:
                raise CodeWouldLoop(row.name)
            if row.parent_id != parent_id:
                _refuse_taken(session, parent_id, row.name)
                if row.name_key in came:
                    raise CodeNameTaken(row.name)
                came.add(row.name_key)
        _place(session, list(code_ids), parent_id, before)


@cache  # a statement that is made once is compiled once: for one card, making it takes longer than asking
def _moved() -> Select[int, int | None, str, str]:
    query = select(Code.id, Code.parent_id, Code.name, Code.name_key)
    return query.where(Code.id.in_(bindparam("ids", expanding=True)), Code.id != ROOT, ~Code.retired)


@cache
def _last_place() -> Select[int]:
    query = select(func.coalesce(func.max(Code.position), -1)).where(Code.parent_id == bindparam("parent"))
    return query.where(~Code.retired, Code.id.not_in(bindparam("ids", expanding=True)))


def _place(session: Session, code_ids: list[int], parent_id: int, before: int | None) -> None:
    log = journal.of(session)
    if before is None:
        # At the end: a code more does not make six hundred others move.
        ((last,),) = bare(session, _last_place(), parent=parent_id, ids=code_ids)
        places = {code: {"parent_id": parent_id, "position": last + 1 + i} for i, code in enumerate(code_ids)}
        log.update_each(Code, places)
        return
    log.update_each(Code, {code: {"parent_id": parent_id} for code in code_ids})
    query = select(Code.id).where(Code.parent_id == parent_id, ~Code.retired).order_by(Code.position, Code.id)
    others = [code_id for code_id in session.execute(query).scalars() if code_id not in code_ids]
    at = others.index(before) if before in others else len(others)
    order = [*others[:at], *code_ids, *others[at:]]
    log.update_each(Code, {code_id: {"position": i} for i, code_id in enumerate(order)})


def merge(project: Project, code_ids: Sequence[int], *, into: int) -> None:
    """Bind all codings of these codes to `into`; the codes are retired and remembered, their children move along.

    Each coding keeps its first code, so that the merge can be seen through and undone at any time. What else hung on
    the codes (clusters, relations, properties, memos, boxes on maps) hangs on `into`, unless the same hangs there.
    Raises CodeWouldLoop, CodeNameTaken, NotFound.
    """
    merged = [code_id for code_id in dict.fromkeys(code_ids) if code_id != into]
    what, name = _what(project, merged), name_of(project, into)
    with project.command("codes.merge", N_("Merge {what} into “{name}”"), what=what, name=name) as session:
        parents = _parents(session)
        for code_id in merged:
            code = _get(session, code_id)
            if tree.would_loop(parents, code_id, into):
                raise CodeWouldLoop(code.name)
            code.retired, code.merged_into_id = True, into
        session.flush()
        for code_id in merged:
            _adopt_children(session, code_id, into)
        rebind(session, Coding.code_id.in_(merged), into)
        _rehang(session, merged, into)


def _adopt_children(session: Session, code_id: int, into: int) -> None:
    """Let the children of a code that is already retired live elsewhere."""
    taken = set(session.execute(select(Code.name_key).where(Code.parent_id == into, ~Code.retired)).scalars())
    for child in session.execute(select(Code).where(Code.parent_id == code_id)).scalars().all():
        if not child.retired:
            if child.name_key in taken:
                raise CodeNameTaken(child.name)
            taken.add(child.name_key)
        child.parent_id = into
    session.flush()


# What hangs on a code, beside codings: the column that names it, and what may be there but once.
_HANGING: tuple[tuple[type[Row], str, tuple[str, ...]], ...] = (
    (Membership, "group_id", ("member_id",)),
    (Membership, "member_id", ("group_id",)),
    (Relation, "from_id", ("to_id", "type_id")),
    (Relation, "to_id", ("from_id", "type_id")),
    (Property, "code_id", ("name_key",)),
    (CodeTest, "code_id", ("segment_id", "coder_id")),
    (CoreCategory, "code_id", ()),
    (SaturationJudgement, "code_id", ("id",)),
    (Sampling, "code_id", ("id",)),
    (MemoLink, "target_id", ("memo_id",)),
    (MapNode, "target_id", ("map_id",)),
)


def _rehang(session: Session, merged: Sequence[int], into: int) -> None:
    for model, column, once in _HANGING:
        table = model.__table__
        query = select(table.c.id, table.c[column], *(table.c[name] for name in once)).order_by(table.c.id)
        if column == "target_id":
            query = query.where(table.c.target == "code")
        rows = session.execute(query.where(table.c[column].in_([*merged, into]))).all()
        there = {tuple(same) for _id, code_id, *same in rows if code_id == into}
        moved = {}
        for row_id, code_id, *same in rows:
            # Nothing is gathered under itself, or leads to itself.
            loops = model in (Membership, Relation) and same[0] == into
            if code_id != into and not loops and tuple(same) not in there:
                there.add(tuple(same))
                moved[row_id] = {column: into}
        journal.of(session).update_each(model, moved)


def split(project: Project, code_id: int, name: str, coding_ids: Sequence[int]) -> int:
    """Take some codings of a code out into a new code beside it; gives the new code's id."""
    old = name_of(project, code_id)
    with project.command("codes.split", N_("Split “{name}” from “{old}”"), name=clean(name), old=old) as session:
        code = _get(session, code_id)
        new = create(project, name, parent_id=_parent(code), level=code.level, color=code.color, origin="split")
        rebind(session, and_(Coding.code_id == code_id, Coding.id.in_(coding_ids)), new)
        return new


def rebind(session: Session, where: ColumnElement[bool], code_id: int) -> None:
    """Bind codings to another code; one that would stand twice with the same origin is dropped. Raises NotFound."""
    _get(session, code_id)  # on a code that is retired nobody would see them
    identity = (Coding.segment_id, Coding.first_code_id, Coding.coder_id)
    there = {(row[0], row[1], row[2]) for row in session.execute(select(*identity).where(Coding.code_id == code_id))}
    twins: list[int] = []
    moved: list[int] = []
    for row_id, *of in session.execute(select(Coding.id, *identity).where(where, Coding.code_id != code_id)):
        if tuple(of) in there:
            twins.append(row_id)
        else:
            there.add((of[0], of[1], of[2]))
            moved.append(row_id)
    log = journal.of(session)
    log.delete_with_dependents(Coding, twins)
    log.update_each(Coding, {row_id: {"code_id": code_id} for row_id in moved})


def delete(project: Project, code_ids: Sequence[int]) -> None:
    """Delete codes with their codings; children move up to where the code lived.

    A code that codings now bound elsewhere began with is retired instead, because their lineage needs it.
    """
    what = _what(project, code_ids)
    with project.command("codes.delete", N_("Delete {what}"), what=what) as session:
        log = journal.of(session)
        above = {code_id: _parent(_get(session, code_id)) for code_id in code_ids}
        log.update_where(Code, Code.id.in_(above), {"retired": True})
        lived_under = set(_parents(session).values())
        for code_id in above.keys() & lived_under:
            _adopt_children(session, code_id, tree.first_outside(above, code_id))
        log.delete_where(CoreCategory, CoreCategory.code_id.in_(above))
        log.delete_with_dependents(Coding, _ids(session, Coding.code_id.in_(above)))
        needed = set(session.execute(select(Coding.first_code_id).where(Coding.first_code_id.in_(above))).scalars())
        needed.update(_merged_into(session, above))
        log.delete_with_dependents(Code, [code_id for code_id in above if code_id not in needed])


def _merged_into(session: Session, code_ids: Iterable[int]) -> set[int]:
    """Those of these codes that others were merged into and that must stay, for their lineage."""
    query = select(Code.merged_into_id).where(Code.merged_into_id.in_(code_ids)).distinct()
    return {code_id for code_id in session.execute(query).scalars() if code_id is not None}


def _ids(session: Session, where: ColumnElement[bool]) -> list[int]:
    return list(session.execute(select(Coding.id).where(where)).scalars())


def named(project: Project, label: str) -> int:
    """The id of the code at a path (“Seeing success > venting”) or of a unique name.

    Raises NotFound with candidates.
    """
    found = candidates(project, label)
    if len(found) == 1:
        return found[0][0]
    if found:
        sentence = _("There are {count} codes called “{label}”; give the path.").format(count=len(found), label=label)
        raise NotFound(sentence, tuple(path for _id, path in found))
    with project.read() as session:
        paths = _paths(session)
    near = get_close_matches(label, list(paths.values()), n=5)
    raise NotFound(_("There is no code “{label}”.").format(label=label), tuple(near))


def candidates(project: Project, label: str) -> list[tuple[int, str]]:
    """Codes (id, path) that a label may mean: the one at this path, else all of this name."""
    named_so = select(Code.id, Code.parent_id, Code.name).where(Code.name_key == name_key(label), ~Code.retired)
    with project.read() as session:
        same = [row for row in session.execute(named_so) if row.id != ROOT]
        at_root = [(row.id, row.name) for row in same if row.parent_id == ROOT]
        # The paths of thousands of codes are put together only when they are needed.
        if ">" not in label and (at_root or not same):
            return at_root
        paths = _paths(session)
        whole = name_key(PATH_SEPARATOR.join(clean(part) for part in label.split(">")))
        at_path = [(i, path) for i, path in paths.items() if name_key(path) == whole]
        return at_path or [(row.id, paths[row.id]) for row in same]


def _paths(session: Session) -> dict[int, str]:
    rows = session.execute(select(Code.id, Code.parent_id, Code.name).where(~Code.retired)).all()
    return tree.paths({row.id: (row.parent_id, row.name) for row in rows if row.id != ROOT}, PATH_SEPARATOR)


def name_of(project: Project, code_id: int) -> str:
    """A code's name, for sentences."""
    with project.read() as session:
        rows = bare(session, _moved(), ids=[code_id])
    if not rows:
        raise _gone()
    return str(rows[0].name)


def _gone() -> NotFound:
    return NotFound(_("This code is no longer there."))


def _what(project: Project, code_ids: Sequence[int]) -> str:
    if len(code_ids) == 1:
        return f"“{name_of(project, code_ids[0])}”"
    return _("{count} codes").format(count=len(code_ids))


def _get(session: Session, code_id: int) -> Code:
    code = session.get(Code, code_id)
    if code is None or code_id == ROOT or code.retired:
        raise _gone()
    return code


def _refuse_gone(session: Session, parent_id: int) -> None:
    if parent_id != ROOT:
        _get(session, parent_id)


def _parent(code: Code) -> int:
    return code.parent_id if code.parent_id is not None else ROOT


def _above(session: Session, code_id: int) -> set[int]:
    """A code and all that it lives under, the root among them. Raises NotFound."""
    rows = bare(session, _lives_under(), id=code_id)
    if not rows or any(row.retired for row in rows if row.id == code_id):
        raise _gone()
    return {row.id for row in rows}


@cache
def _lives_under() -> Select[int, bool]:
    own = select(Code.id, Code.parent_id, Code.retired).where(Code.id == bindparam("id"))
    above = own.cte("above", recursive=True)
    over = select(Code.id, Code.parent_id, Code.retired).join(above, Code.id == above.c.parent_id)
    whole = above.union(over)
    return select(whole.c.id, whole.c.retired)


def _parents(session: Session) -> dict[int, int | None]:
    return dict(session.execute(select(Code.id, Code.parent_id)).all())


def _refuse_taken(session: Session, parent_id: int, name: str, but: int | None = None) -> None:
    key = name_key(name)
    if not key:
        raise CodeNameMissing
    rows = bare(session, _namesake(), parent=parent_id, key=key)
    if rows and rows[0].id != but:
        raise CodeNameTaken(clean(name))


@cache
def _namesake() -> Select[int]:
    query = select(Code.id).where(Code.parent_id == bindparam("parent"), Code.name_key == bindparam("key"))
    return query.where(~Code.retired)


def _next_position(session: Session, parent_id: int) -> int:
    query = select(func.coalesce(func.max(Code.position), -1)).where(Code.parent_id == parent_id)
    return int(session.execute(query).scalar_one()) + 1


def members(session: Session, group_id: int) -> list[int]:
    """Ids of the codes gathered under a focused code or category."""
    return list(session.execute(select(Membership.member_id).where(Membership.group_id == group_id)).scalars())
