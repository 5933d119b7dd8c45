"""Taking commands back: whether what they left behind still stands, and writing their before-images."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, Table, UniqueConstraint, and_, delete, select
from sqlalchemy.sql.elements import ColumnElement

from qda.store.journal import Image, Journal, Key
from qda.store.models import LOOSE_REFERENCES, Base
from qda.store.rows import Values, among, fetch, filled, insert_rows, references, write


def mismatches(connection: Connection, images: Mapping[Key, Image]) -> list[Key]:
    """Rows that no longer hold what the images say the command left behind."""
    wrong: list[Key] = []
    for name, rows in _by_table(images).items():
        table = Base.metadata.tables[name]
        present = fetch(connection, table, rows, table.c.keys())
        for row_id, image in rows.items():
            now = present.get(row_id)
            if image.after is None:
                fits = now is None
            else:
                # Mostly the row as a whole, which is compared at one go.
                fits = now is not None and (
                    now == image.after or all(now.get(c) == v for c, v in image.after.items() if c in now)
                )
            if not fits:
                wrong.append((name, row_id))
    return wrong


def still_needed(connection: Connection, images: Mapping[Key, Image]) -> list[Key]:
    """Later rows that refer to rows which the command made, so that these can't be taken back without them."""
    needed: list[Key] = []
    gone = {key: image for key, image in images.items() if image.before is None}
    for name, rows in _by_table(gone).items():
        target = Base.metadata.tables[name]
        for child, column in references(target):
            needed += _referring(connection, images, child.c[column], rows)
        for child_name, kind, column in LOOSE_REFERENCES:
            child = Base.metadata.tables[child_name]
            needed += _referring(connection, images, child.c[column], rows, child.c[kind] == name)
    return needed


def _referring(
    connection: Connection,
    images: Mapping[Key, Image],
    column: Column[Any],
    rows: Iterable[int],
    only: ColumnElement[bool] | None = None,
) -> Iterator[Key]:
    child = column.table
    for these in among(column, rows):
        query = select(child.c.id).where(these)
        for (child_id,) in connection.execute(query if only is None else query.where(only)).all():
            undone = images.get((child.name, child_id))
            if undone is None or (undone.before is not None and column.name not in undone.before):
                yield child.name, child_id


def missing(connection: Connection, images: Mapping[Key, Image]) -> list[Key]:
    """Rows that the before-images refer to and that are no longer there, nor come back with them."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for name, rows in _by_table(images).items():
        befores = [image.before for image in rows.values() if image.before is not None]
        for target, row_ids in _referred(name, befores):
            wanted[target] |= {row_id for row_id in row_ids if (target, row_id) not in images}
    lost: list[Key] = []
    for target, ids in wanted.items():
        there = fetch(connection, Base.metadata.tables[target], sorted(ids), ())
        lost += [(target, row_id) for row_id in sorted(ids - there.keys())]
    return lost


def _referred(name: str, rows: Sequence[Values]) -> Iterator[tuple[str, set[int]]]:
    """What rows with these values refer to, by foreign key or by table name and id."""
    for key in Base.metadata.tables[name].foreign_keys:
        column = key.parent.name
        yield key.column.table.name, {row[column] for row in rows if row.get(column) is not None}
    for child, kind, column in LOOSE_REFERENCES:
        if child == name:
            for row in rows:
                if row.get(column) is not None and row.get(kind) in Base.metadata.tables:
                    yield row[kind], {row[column]}


def rivals(connection: Connection, images: Mapping[Key, Image]) -> list[Key]:
    """Rows that hold now what is unique in the before-images; asked row by row, once putting back has failed."""
    found: list[Key] = []
    for (name, row_id), image in images.items():
        if image.before is None:
            continue
        table = Base.metadata.tables[name]
        whole = {**fetch(connection, table, [row_id], table.c.keys()).get(row_id, {}), **image.before}
        for columns in _unique_sets(table):
            same = and_(table.c.id != row_id, *(table.c[column] == whole.get(column) for column in columns))
            ids = connection.execute(select(table.c.id).where(same)).scalars()
            found += [(name, other) for other in ids if (name, other) not in images]
    return found


def _by_table(images: Mapping[Key, Image]) -> dict[str, dict[int, Image]]:
    grouped: dict[str, dict[int, Image]] = defaultdict(dict)
    for (table, row_id), image in images.items():
        grouped[table][row_id] = image
    return grouped


def put_back(log: Journal, images: Mapping[Key, Image]) -> None:
    """Write the before-images: delete first, move unique columns aside, update, insert last."""
    connection = log.connection
    grouped = {Base.metadata.tables[name]: rows for name, rows in _by_table(images).items()}
    for table, rows in grouped.items():
        for these in among(table.c.id, (row_id for row_id, image in rows.items() if image.before is None)):
            connection.execute(delete(table).where(these))
    for table, rows in grouped.items():
        updates = {i: image.before for i, image in rows.items() if image.before is not None and image.after is not None}
        _set_aside(connection, table, updates)
        for names, some_rows in _by_columns(updates).items():
            write(connection, table, names, some_rows)
    for table, rows in grouped.items():
        lost = [image.before for image in rows.values() if image.before is not None and image.after is None]
        insert_rows(connection, table, [{"id": row["id"], **filled(table, row)} for row in lost])
    log.note_reverted(images)


def _by_columns(rows: Mapping[int, Values]) -> dict[tuple[str, ...], dict[int, Values]]:
    grouped: dict[tuple[str, ...], dict[int, Values]] = defaultdict(dict)
    for row_id, values in rows.items():
        grouped[tuple(sorted(values))][row_id] = values
    return grouped


def _set_aside(connection: Connection, table: Table, rows: Mapping[int, Values]) -> None:
    """Give rows that will change places in a unique index values that nobody has: UNIQUE is never deferred."""
    unique = {name for names in _unique_sets(table) for name in names}
    moving = {i: {n: _nobodys(table, n, i) for n in values if n in unique} for i, values in rows.items()}
    moving = {row_id: aside for row_id, aside in moving.items() if aside}
    # One row alone is in nobody's way; a row that is retired no more claims its place without moving.
    if len(rows) > 1:
        for names, some in _by_columns(moving).items():
            write(connection, table, names, some)


@cache
def _unique_sets(table: Table) -> tuple[tuple[str, ...], ...]:
    """The columns of each unique index or constraint, those of the id and the guid left out."""
    found = [tuple(index.columns.keys()) for index in table.indexes if index.unique]
    found += [tuple(rule.columns.keys()) for rule in table.constraints if isinstance(rule, UniqueConstraint)]
    return tuple(names for names in found if names != ("guid",))


def _nobodys(table: Table, name: str, row_id: int) -> Any:
    # A span's check wants end > start; both far beyond any text keep it true.
    if name == "end":
        return 2**40 + row_id + 1
    if name == "start":
        return 2**40 + row_id
    return f"\x00{row_id}" if table.c[name].type.python_type is str else -row_id
