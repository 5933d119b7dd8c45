"""The study as it stood on a day: the journal replayed up to a moment. Nothing is stored for it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Table, func, select

from qda.coding import testing, tree
from qda.coding.codes import PATH_SEPARATOR, ROOT
from qda.coding.testing import Tally
from qda.errors import QdaError
from qda.i18n import N_, _
from qda.progress import Progress, Silent
from qda.project.project import Project
from qda.store.models import AuditChange, AuditCommand, Base
from qda.store.rows import filled

Rows = dict[int, dict[str, Any]]
Step = tuple[str, int, str | None, str | None]
"""A change as the journal keeps it: table, row, columns before and after as JSON."""

_TABLES = ("code", "coding", "segment", "membership", "code_test")
_AT_ONCE = 5_000  # changes between two words about progress


class NotYet(QdaError):
    """The study did not exist then."""

    hint = N_("Choose a later day: gerund history PROJECT shows the first.")

    def __init__(self, day: str) -> None:
        super().__init__(_("The study had not been begun on {day}.").format(day=day))


class NoDay(QdaError):
    """A day must be one."""

    hint = N_("Write it as 2026-05-01.")

    def __init__(self, text: str) -> None:
        super().__init__(_("“{text}” is no day.").format(text=text))


@dataclass(frozen=True, slots=True)
class PastCode:
    """A code as it stood, depth first; counts are its own, `segments` distinct and within texts of that day."""

    id: int
    parent_id: int
    depth: int
    name: str
    path: str
    level: str
    color: str
    in_vivo: bool
    origin: str
    definition: str
    include_when: str
    exclude_when: str
    example: str
    codings: int
    segments: int
    clusters: tuple[str, ...]
    tests: str


@dataclass(frozen=True, slots=True)
class PastBook:
    """The code book as on a day; `at` is the moment (milliseconds UTC), `step` the last of the history by then."""

    at: int
    step: int
    codes: tuple[PastCode, ...]


def end_of(day: str) -> int:
    """The last moment of a day (“2026-05-01”), here, in milliseconds UTC. Raises NoDay."""
    try:
        found = date.fromisoformat(day.strip())
    except ValueError as error:
        raise NoDay(day) from error
    return int(datetime.combine(found, time.max).astimezone().timestamp() * 1000)


def book_on(project: Project, day: str, progress: Progress | None = None) -> PastBook:
    """The code book as on the evening of a day. Raises NoDay, NotYet, Cancelled."""
    moment = end_of(day)
    step = last_step(project, moment)
    if not step:
        raise NotYet(day)
    return PastBook(moment, step, tuple(book(tables_at(project, step, progress))))


def last_step(project: Project, at: int) -> int:
    """The number of the last step of the history by a moment; 0 before the first.

    Where the clock was once wrong, the steps count in the order in which they were done.
    """
    query = select(func.max(AuditCommand.id)).where(AuditCommand.at <= at)
    with project.read() as session:
        return int(session.execute(query).scalar() or 0)


def tables_at(
    project: Project, step: int, progress: Progress | None = None, tables: Sequence[str] = _TABLES
) -> dict[str, Rows]:
    """These tables as they stood after a step of the history. Raises Cancelled."""
    query = (
        select(AuditChange.table_name, AuditChange.row_id, AuditChange.before, AuditChange.after)
        .where(AuditChange.command_id <= step, AuditChange.table_name.in_(tables))
        .order_by(AuditChange.id)
    )
    with project.read() as session:
        return replay(_told(session.execute(query), progress or Silent()))


def _told(steps: Iterable[Any], progress: Progress) -> Iterable[Step]:
    for done, (table, row, before, after) in enumerate(steps):
        if done % _AT_ONCE == 0:
            progress.step(0, 0, _("Going through the history"))
        yield table, row, before, after


def replay(steps: Iterable[Step]) -> dict[str, Rows]:
    """What tables hold after changes were made to nothing; a column that a change does not name holds its default."""
    tables: dict[str, Rows] = defaultdict(dict)
    for table, row, _before, after in steps:
        rows = tables[table]
        if after is None:
            rows.pop(row, None)
        elif row in rows:
            rows[row].update(json.loads(after))
        else:
            rows[row] = json.loads(after)
    # A row told before its table had all its columns holds their defaults.
    return {name: _filled(Base.metadata.tables[name], rows) for name, rows in tables.items()}


def _filled(table: Table, rows: Rows) -> Rows:
    return {row: filled(table, values) for row, values in rows.items()}


# --- the code book --------------------------------------------------------------------------------------------------


def book(tables: Mapping[str, Rows]) -> list[PastCode]:
    """The codes that lived, depth first, with what they meant and where they stood."""
    every = tables.get("code", {})
    living = {row: code for row, code in every.items() if not code["retired"] and row != ROOT}
    counts, places = (
        _counts(tables),
        tree.paths({row: (code["parent_id"], code["name"]) for row, code in living.items()}, PATH_SEPARATOR),
    )
    clusters, tested = _clusters(tables, living), _tests(tables)
    parents: dict[int, int | None] = {row: code["parent_id"] for row, code in living.items()}
    colors = {row: str(code["color"]) for row, code in living.items()}
    order = tree.in_order(((row, code["parent_id"], code["position"]) for row, code in living.items()), ROOT)
    found = []
    for place in order:
        code = living[place.id]
        codings, segments = counts.get(place.id, (0, set()))
        found.append(
            PastCode(
                place.id,
                code["parent_id"] or ROOT,
                place.depth,
                code["name"],
                places[place.id],
                code["level"],
                tree.inherited_color(parents, colors, place.id),
                bool(code["in_vivo"]),
                code["origin"],
                code["definition"],
                code["include_when"],
                code["exclude_when"],
                code["example"],
                codings,
                len(segments),
                clusters.get(place.id, ()),
                tested.get(place.id, Tally()).words,
            )
        )
    return found


def _counts(tables: Mapping[str, Rows]) -> dict[int, tuple[int, set[int]]]:
    """Codings and segments of each code; words that were gone from their text do not count."""
    there = {row for row, segment in tables.get("segment", {}).items() if not segment["detached"]}
    found: dict[int, tuple[int, set[int]]] = {}
    for coding in tables.get("coding", {}).values():
        if coding["segment_id"] in there:
            codings, segments = found.get(coding["code_id"], (0, set()))
            segments.add(coding["segment_id"])
            found[coding["code_id"]] = (codings + 1, segments)
    return found


def _clusters(tables: Mapping[str, Rows], living: Mapping[int, Mapping[str, Any]]) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = defaultdict(list)
    for row in tables.get("membership", {}).values():
        if row["group_id"] in living:
            found[row["member_id"]].append(living[row["group_id"]]["name"])
    return {member: tuple(names) for member, names in found.items()}


def _tests(tables: Mapping[str, Rows]) -> dict[int, Tally]:
    rows = sorted(tables.get("code_test", {}).items(), key=lambda each: (each[1]["created_at"], each[0]))
    return testing.counted((row["code_id"], row["segment_id"], row["answer"]) for _id, row in rows)
