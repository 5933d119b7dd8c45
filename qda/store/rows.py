"""Rows as plain values, by table and id: what the journal reads, compares and writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Dialect, Select, Table, bindparam, func, insert, select, text, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from qda.store.models import NOT_JOURNALLED, Base, new_guid

Values = dict[str, Any]

# SQLite takes 32,766 parameters a statement; well below, a statement also stays readable in a log.
_CHUNK = 500
_RUN = 20  # ids that follow one another; fewer are as well listed


def table_of(model: type[Base]) -> Table:
    """The table of a mapped class."""
    table = model.__table__
    assert isinstance(table, Table)
    return table


def filled(table: Table, values: Values) -> Values:
    """These values, and what the columns hold of which nothing is said; a new guid where there is none."""
    whole = {**_defaults(table), **values}
    if whole.get("guid", "") is None:
        whole["guid"] = new_guid()
    return whole


@cache
def _defaults(table: Table) -> Values:
    """What every column but the id holds when nothing is said; None for the guid, which is made for each row."""
    found: Values = {}
    for column in table.c:
        default = column.default
        if column.name != "id":
            found[column.name] = default.arg if default is not None and default.is_scalar else None  # type: ignore[attr-defined]
    return found


def journalled_tables() -> list[Table]:
    """All tables whose rows the journal keeps."""
    return [table for name, table in Base.metadata.tables.items() if name not in NOT_JOURNALLED]


def bare(session: Session, query: Select[*tuple[Any, ...]], **params: Any) -> Sequence[Any]:
    """All rows of a query without the session's look at each for mapped objects: half the time where there are many."""
    session.flush()  # inside a command, what it has changed so far must be seen
    return session.connection().execute(query, params).all()


def raw(session: Session, query: Select[*tuple[Any, ...]], **params: Any) -> Sequence[Any]:
    """The same as the driver gives them, for numbers and texts in great number: truth values come as 0 and 1."""
    session.flush()
    result = session.connection().execute(query, params)
    rows: Sequence[Any] = result.cursor.fetchall()
    result.close()
    return rows


@cache
def references(target: Table) -> tuple[tuple[Table, str], ...]:
    """Tables and columns that refer to a table by foreign key."""
    return tuple(
        (child, key.parent.name)
        for child in journalled_tables()
        for key in child.foreign_keys
        if key.column.table is target
    )


def chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    """Ids in lists that one statement can take."""
    rest = iter(ids)
    while some := list(islice(rest, _CHUNK)):
        yield some


def among(column: ColumnElement[int], ids: Iterable[int]) -> Iterator[ColumnElement[bool]]:
    """Conditions that name these ids between them: runs by their ends, which costs next to nothing, the rest by lists.

    What one act makes has ids that follow one another, be it one row or thirty thousand.
    """
    single: list[int] = []
    for first, last in _runs(sorted(ids)):
        if last - first + 1 < _RUN:
            single.extend(range(first, last + 1))
        else:
            yield column.between(first, last)
    for some in chunks(single):
        yield column.in_(some)


def _runs(ordered: Sequence[int]) -> Iterator[tuple[int, int]]:
    if not ordered:
        return
    # Looked at once as a whole: one run is what most acts leave.
    if ordered[-1] - ordered[0] == len(ordered) - 1:
        yield ordered[0], ordered[-1]
        return
    first = last = ordered[0]
    for each in ordered[1:]:
        if each != last + 1:
            yield first, last
            first = each
        last = each
    yield first, last


def insert_rows(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Add rows that all name the same columns, and every column that is not left to the database.

    The statement is put together once and the values go to the driver as they are: they need no conversion, and
    converting nothing thirty thousand times takes longer than writing.
    """
    if not rows:
        return
    statement, names = _adding(table, tuple(rows[0]), connection.dialect)
    values: list[Any] = list(rows) if names is None else [tuple([row[name] for name in names]) for row in rows]
    connection.exec_driver_sql(statement, values)


@lru_cache(maxsize=100)
def _adding(table: Table, names: tuple[str, ...], dialect: Dialect) -> tuple[str, tuple[str, ...] | None]:
    """The statement that adds a row, and its parameters in order; None where they go by name."""
    statement = insert(table).compile(dialect=dialect, column_keys=list(names))
    return str(statement), None if statement.positiontup is None else tuple(statement.positiontup)


def fetch(connection: Connection, table: Table, ids: Iterable[int], names: Iterable[str]) -> dict[int, Values]:
    """These columns of the rows that are there, by id."""
    columns = list(names)
    found: dict[int, Values] = {}
    wanted = select(table.c.id, *(table.c[name] for name in columns))
    for these in among(table.c.id, ids):
        for row_id, *values in connection.execute(wanted.where(these)).all():
            found[row_id] = dict(zip(columns, values, strict=True))
    return found


def write(connection: Connection, table: Table, names: Sequence[str], rows: Mapping[int, Values]) -> None:
    """Set these columns in each row, by id."""
    if not rows:
        return
    statement = update(table).where(table.c.id == bindparam("_id")).values({n: bindparam(f"_{n}_") for n in names})
    connection.execute(
        statement, [{"_id": row_id, **{f"_{n}_": row[n] for n in names}} for row_id, row in rows.items()]
    )


def last_ids(connection: Connection) -> dict[str, int]:
    """The highest id that each table ever gave: no id is given twice, also when its row is gone."""
    if connection.dialect.name == "sqlite":
        return {
            str(name): int(last) for name, last in connection.execute(text("SELECT name, seq FROM sqlite_sequence"))
        }
    tables = [table for table in Base.metadata.tables.values() if "id" in table.c]
    return {table.name: connection.execute(select(func.max(table.c.id))).scalar() or 0 for table in tables}


def set_last_ids(connection: Connection, last: Mapping[str, int]) -> None:
    """Let each table give no id up to this one; never lowers what a table says itself."""
    if connection.dialect.name == "sqlite":
        held = last_ids(connection)
        for name, number in last.items():
            values = {"name": name, "seq": max(number, held.get(name, 0))}
            change = "UPDATE sqlite_sequence SET seq = :seq WHERE name = :name"
            add = "INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)"
            connection.execute(text(change if name in held else add), values)
        return
    for name, number in last.items():
        setting = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)")
        connection.execute(setting, {"name": f'"{name}"', "last": max(number, 1)})
