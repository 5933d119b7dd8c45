"""What was collected for each row of the data plan: sources, words, minutes, counted from the sources themselves.

Where nobody has said which sources belong to a data set, they are found by unit, kind and perspective; a source that
fits several data sets belongs to none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from qda.project.project import Project
from qda.store.models import Case, Source, TextVersion, Unit
from qda.study import queries as study
from qda.study.queries import DataSetRow

KIND_WORDS: Mapping[str, tuple[str, ...]] = {
    "interview": ("interview", "conversation"),
    "field note": ("observ", "field note", "field work", "fieldwork", "ethnograph"),
    "case record": ("record", "case file"),
    "document": ("document", "report", "polic"),
    "minutes": ("minutes", "document"),
    "diary": ("diary", "diaries", "journal"),
    "literature": ("literature", "publication"),
    "focus group": ("focus group",),
}
"""By which words a method of collection names a kind of source; a kind of one's own goes by its own name."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What there is of a data set: source ids in order, words, minutes of those that say how long they took."""

    sources: tuple[int, ...] = ()
    words: int = 0
    minutes: int = 0
    timed: int = 0
    """How many of the sources say how long they took."""
    given: bool = False
    """Somebody said which sources these are; else they were found by unit, kind and perspective."""


@dataclass(frozen=True, slots=True)
class _Source:
    id: int
    unit: int | None
    kind: str
    perspective: str
    data_set: int | None
    words: int
    minutes: int | None


def collected(project: Project, plan: Sequence[DataSetRow] | None = None) -> dict[int, Collected]:
    """By the id of each data set, in the order of the plan."""
    rows = study.data_plan(project) if plan is None else plan
    query = (
        select(
            Source.id,
            Unit.id,
            Source.kind,
            Source.perspective,
            Source.data_set_id,
            TextVersion.words,
            Source.minutes,
        )
        .join(TextVersion, TextVersion.id == Source.version_id)
        .outerjoin(Case, Case.id == Source.case_id)
        .outerjoin(Unit, or_(Unit.id == Source.unit_id, Unit.id == Case.unit_id))
        .order_by(Source.position, Source.id)
    )
    with project.read() as session:
        sources = [_Source(*row) for row in session.execute(query)]
    given = {source.data_set for source in sources if source.data_set is not None}
    held: dict[int, list[_Source]] = defaultdict(list)
    free = [row for row in rows if row.id not in given]
    for source in sources:
        home = source.data_set if source.data_set is not None else _fitting(source, free)
        if home is not None:
            held[home].append(source)
    return {row.id: _counted(held[row.id], given=row.id in given) for row in rows}


def _counted(sources: Sequence[_Source], *, given: bool) -> Collected:
    timed = [source.minutes for source in sources if source.minutes is not None]
    ids = tuple(source.id for source in sources)
    return Collected(ids, sum(source.words for source in sources), sum(timed), len(timed), given)


def _fitting(source: _Source, rows: Iterable[DataSetRow]) -> int | None:
    """The one data set that a source fits, if there is but one."""
    fits = [row for row in rows if row.unit_id in (source.unit, None) and names(row.method, source.kind)]
    own = [row for row in fits if row.unit_id is not None] or fits
    if len(own) > 1 and source.perspective:
        own = [row for row in own if _says(row.method, source.perspective)]
    return own[0].id if len(own) == 1 else None


def names(method: str, kind: str) -> bool:
    """Whether a method of collection speaks of this kind of source."""
    words = KIND_WORDS.get(kind, (kind,))
    return bool(kind) and any(_says(method, word) for word in words)


def _says(method: str, words: str) -> bool:
    """Whether some word of the method begins so: “parents” says “parent”."""
    return re.search(rf"\b{re.escape(words.casefold())}", method.casefold()) is not None
