"""What happened to a code: when, by whom, why. All of it is read from the journal, nothing is kept for its sake."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from qda.analysis.coding.biography_telling import tell
from qda.analysis.coding.biography_values import Act, Event, Image, Values, Words
from qda.coding import testing
from qda.errors import NotFound
from qda.i18n import _
from qda.memos import prose
from qda.project.project import Project
from qda.store.models import (
    AuditChange,
    AuditCommand,
    CategoryMap,
    Code,
    Coder,
    Coding,
    Memo,
    RelationType,
    Segment,
)
from qda.store.rows import chunks

__all__ = ["Biography", "Event", "of_code"]

_NAMING = (
    "coding", "membership", "code_test", "verdict", "verdict_segment", "property", "relation", "saturation_judgement",
    "core_category", "map_node", "memo_link",
)  # fmt: skip
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "coding": ("code_id",),
    "membership": ("member_id", "group_id"),
    "code_test": ("code_id",),
    "verdict": ("code_id",),
    "property": ("code_id",),
    "relation": ("from_id", "to_id"),
    "saturation_judgement": ("code_id",),
    "core_category": ("code_id",),
    "map_node": ("target_id",),
    "memo_link": ("target_id",),
}
_HANGING = ("map_node", "memo_link")

_Row = tuple[int, int, str, int, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Biography:
    """A code's story, oldest first; `segments` are those it stands on now, `tests` the words of its tally."""

    code_id: int
    name: str
    level: str
    living: bool
    segments: int
    tests: str
    events: tuple[Event, ...]


def of_code(project: Project, code_id: int) -> Biography:
    """The story of a code, living or retired. Raises NotFound."""
    with project.read() as session:
        code = session.get(Code, code_id)
        if code is None or code.parent_id is None:
            raise NotFound(_("This code is no longer there."))
        rows = _rows(session, code_id)
        acts = _acts(session, {row[1] for row in rows})
        images = [Image(acts[row[1]], row[2], row[3], _load(row[4]), _load(row[5])) for row in rows if row[1] in acts]
        words = _words(session, code_id, images)
        events = tell(code_id, (image for image in images if _concerns(image, code_id)), words)
        segments = _standing(session, code_id)
        return Biography(
            code_id, code.name, code.level, not code.retired, segments, testing.tally(project, code_id).words, events
        )


def _standing(session: Session, code_id: int) -> int:
    query = (
        select(func.count(Coding.segment_id.distinct()))
        .join(Segment, Segment.id == Coding.segment_id)
        .where(Coding.code_id == code_id, ~Segment.detached)
    )
    return int(session.execute(query).scalar_one())


# --- what the journal has -------------------------------------------------------------------------------------------


def _rows(session: Session, code_id: int) -> list[_Row]:
    """All changes that may concern a code, in their order; every change of a code's name is among them."""
    found: dict[int, _Row] = {}
    _take(found, session, _changes().where(AuditChange.table_name == "code"))
    # Images are JSON without blanks: a column that holds this id reads `_id":7,` or `_id":7}`.
    forms = [f'%_id":{code_id}{sign}%' for sign in ",}"] + [f"%[{code_id}, %"]
    naming = or_(*(column.like(form) for form in forms for column in (AuditChange.before, AuditChange.after)))
    _take(found, session, _changes().where(AuditChange.table_name.in_(_NAMING), naming))
    mine = [row for row in found.values() if row[2] == "coding" and _binds(row, code_id)]
    codings = {row[3] for row in mine}
    for some in chunks(sorted(codings)):
        _take(found, session, _changes().where(AuditChange.table_name == "coding", AuditChange.row_id.in_(some)))
    judged = {_held(row, "verdict_id") for row in found.values() if row[2] == "verdict_segment"}
    for some in chunks(sorted(judged)):
        _take(found, session, _changes().where(AuditChange.table_name == "verdict", AuditChange.row_id.in_(some)))
    places = {_held(row, "segment_id") for row in found.values() if row[2] == "coding"}
    for some in chunks(sorted(places)):
        here = (AuditChange.table_name == "segment", AuditChange.row_id.in_(some), AuditChange.before.is_not(None))
        _take(found, session, _changes().where(*here, AuditChange.after.like('%"detached"%')))
    return [found[number] for number in sorted(found)]


def _changes() -> Select[int, int, str, int, str | None, str | None]:
    change = AuditChange
    return select(change.id, change.command_id, change.table_name, change.row_id, change.before, change.after)


def _take(found: dict[int, _Row], session: Session, query: Select[int, int, str, int, str | None, str | None]) -> None:
    for number, command, table, row_id, before, after in session.execute(query):
        found[number] = (number, command, table, row_id, before, after)


def _binds(row: _Row, code_id: int) -> bool:
    return code_id in ((_load(row[4]) or {}).get("code_id"), (_load(row[5]) or {}).get("code_id"))


def _held(row: _Row, column: str) -> int:
    """The id that a row names, before or after; 0 where it names none."""
    return int((_load(row[5]) or {}).get(column) or (_load(row[4]) or {}).get(column) or 0)


def _load(stored: str | None) -> Values | None:
    return None if stored is None else dict(json.loads(stored))


def _acts(session: Session, ids: Collection[int]) -> dict[int, Act]:
    undone = _undone(session)
    found: dict[int, Act] = {}
    for some in chunks(sorted(ids)):
        query = select(AuditCommand, Coder.name).outerjoin(Coder, Coder.id == AuditCommand.coder_id)
        for row, coder in session.execute(query.where(AuditCommand.id.in_(some))):
            found[row.id] = Act(row.id, row.at, coder or "", row.key, json.loads(row.params), row.id in undone)
    return found


def _undone(session: Session) -> set[int]:
    """Acts that were taken back and not done again since."""
    query = select(AuditCommand.id, AuditCommand.reverts_id).where(AuditCommand.reverts_id.is_not(None))
    reverts = {number: taken for number, taken in session.execute(query) if taken is not None}
    again = set(reverts.values())
    return {taken for number, taken in reverts.items() if number not in again}


def _concerns(image: Image, code_id: int) -> bool:
    """True if a change has to do with the code; names of others and near misses of the search do not."""
    if image.table == "code":
        return image.row_id == code_id or image.new("merged_into_id") == code_id
    if image.table in ("coding", "segment", "verdict"):
        return True
    if image.table in _HANGING and image.whole.get("target", "code") != "code":
        return False
    wanted = _COLUMNS.get(image.table, ())
    return any(code_id in (image.new(column), image.old(column)) for column in wanted)


# --- words ----------------------------------------------------------------------------------------------------------


def _words(session: Session, code_id: int, images: Iterable[Image]) -> Words:
    names: dict[int, list[tuple[int, str]]] = defaultdict(list)
    segments, memos, verdicts = set(), set(), set()
    for image in images:
        if image.table == "code" and image.new("name") is not None:
            names[image.row_id].append((image.act.id, image.new("name")))
        elif image.table == "coding" and image.new("code_id") == code_id and image.new("segment_id") is not None:
            segments.add(image.new("segment_id"))
        elif image.table == "verdict_segment" and _had(image, code_id):
            verdicts.add(image.whole.get("verdict_id", 0))
        memos.add(image.new("memo_id"))
    memos.discard(None)
    return Words(
        names,
        _quotes(session, segments),
        _memos(session, memos),
        dict(session.execute(select(CategoryMap.id, CategoryMap.name)).all()),
        dict(session.execute(select(RelationType.id, RelationType.name)).all()),
        frozenset(verdicts),
    )


def _had(image: Image, code_id: int) -> bool:
    kept = image.whole.get("codes") or "[]"
    return code_id in {int(pair[0]) for pair in json.loads(kept)}


def _quotes(session: Session, ids: Collection[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for some in chunks(sorted(ids)):
        found.update(session.execute(select(Segment.id, Segment.quote).where(Segment.id.in_(some))).all())
    return found


def _memos(session: Session, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    found: dict[int, tuple[str, str]] = {}
    for some in chunks(sorted(ids)):
        for memo, title, text in session.execute(select(Memo.id, Memo.title, Memo.text).where(Memo.id.in_(some))):
            said = prose.plain(text)
            found[memo] = (title or said.strip().split("\n", 1)[0][:60], said)
    return found


def counted(story: Biography) -> Counter[str]:
    """How many events there are of each kind; what was taken back is left out."""
    return Counter(event.kind for event in story.events if not event.taken_back)
