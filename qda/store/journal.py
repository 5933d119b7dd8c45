"""The journal: before- and after-images of every row a command changes, written in the command's own transaction.

Mapped objects are watched at flush; bulk work goes through `insert_many`, `update_where` and `delete_where`. Only
changed columns are kept. What reverts a command reads these images and nothing else.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Insert, Table, and_, bindparam, delete, event, insert, inspect, select, text, update
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction
from sqlalchemy.sql.elements import ColumnElement

from qda.store.models import LOOSE_REFERENCES, LOOSE_TARGETS, NOT_JOURNALLED, AuditChange, AuditCommand, Base, new_guid

Values = dict[str, Any]
Key = tuple[str, int]

# SQLite takes 32,766 parameters a statement; well below, a statement also stays readable in a log.
_CHUNK = 500


class Unjournalled(RuntimeError):
    """A write that would bypass the journal: a bug in the program, never the user's fault."""


@dataclass(slots=True)
class Image:
    """What a command did to one row; `before` is None for a new row, `after` is None for a deleted one."""

    before: Values | None
    after: Values | None


@dataclass(slots=True)
class Journal:
    """Gathers the images of one command; the net effect is the first before and the last after."""

    session: Session
    images: dict[Key, Image] = field(default_factory=dict)
    _flushing: dict[Key, Image] = field(default_factory=dict)

    @property
    def connection(self) -> Connection:
        """The connection of the running transaction."""
        return self.session.connection()

    # --- bulk work ---------------------------------------------------------------------------------

    def insert(self, table: type[Base], values: Values) -> int:
        """Add one row by Core, for paths where a mapped object would cost too much; gives its id."""
        columns = _with_defaults(_table(table), values)
        result = self.connection.execute(_inserting(_table(table)), columns)
        row_id = int(result.inserted_primary_key[0])  # type: ignore[index]  # set after a single-row insert
        self._note(_table(table).name, row_id, None, {"id": row_id, **columns})
        return row_id

    def insert_many(self, table: type[Base], rows: Sequence[Values]) -> list[int]:
        """Add rows; gives their ids in order."""
        if not rows:
            return []
        target = _table(table)
        first = _reserve(self.connection, target, len(rows))
        filled = [{"id": first + i, **_with_defaults(target, row)} for i, row in enumerate(rows)]
        self.connection.execute(insert(target), filled)
        for row in filled:
            self._note(target.name, row["id"], None, row)
        return [row["id"] for row in filled]

    def update_where(self, table: type[Base], where: ColumnElement[bool], values: Values) -> list[int]:
        """Set columns in all rows that match; gives the ids of rows that really changed."""
        self.session.flush()
        target = _table(table)
        columns = [target.c[name] for name in values]
        changed: list[int] = []
        for row in self.connection.execute(select(target.c.id, *columns).where(where)).all():
            before = dict(zip(values, row[1:], strict=True))
            if before != values:
                changed.append(row[0])
                self._note(target.name, row[0], before, dict(values))
        for ids in _chunks(changed):
            self.connection.execute(update(target).where(target.c.id.in_(ids)).values(values))
        self.session.expire_all()
        return changed

    def update_each(self, table: type[Base], rows: Mapping[int, Values]) -> None:
        """Set other values in each row, by id; all rows name the same columns."""
        if not rows:
            return
        self.session.flush()
        target = _table(table)
        names = list(next(iter(rows.values())))
        before = _fetch(self.connection, target, rows, names)
        changed = {row_id: values for row_id, values in rows.items() if before[row_id] != values}
        for row_id, values in changed.items():
            self._note(target.name, row_id, before[row_id], values)
        _write(self.connection, target, names, changed)
        self.session.expire_all()

    def delete_where(self, table: type[Base], where: ColumnElement[bool]) -> list[int]:
        """Delete all rows that match; gives their ids. Rows that refer to them are the caller's to delete first."""
        self.session.flush()
        target = _table(table)
        rows = [dict(row) for row in self.connection.execute(select(target).where(where)).mappings()]
        for row in rows:
            self._note(target.name, row["id"], row, None)
        ids = [row["id"] for row in rows]
        for some in _chunks(ids):
            self.connection.execute(delete(target).where(target.c.id.in_(some)))
        self.session.expire_all()
        return ids

    def delete_with_dependents(self, table: type[Base], ids: Iterable[int]) -> None:
        """Delete rows with everything that can't be without them; what merely points at them is let go (set null)."""
        wanted = list(ids)
        if not wanted:
            return
        target = _table(table)
        for child, column in _references(target):
            model = _MODELS[child.name]
            for some in _chunks(wanted):
                where: ColumnElement[bool] = child.c[column].in_(some)
                if child.c[column].nullable:
                    self.update_where(model, where, {column: None})
                else:
                    self.delete_with_dependents(model, self._ids(child, where))
        for child_name, kind, column in LOOSE_REFERENCES if target.name in LOOSE_TARGETS else ():
            child = Base.metadata.tables[child_name]
            for some in _chunks(wanted):
                where = and_(child.c[kind] == target.name, child.c[column].in_(some))
                self.delete_with_dependents(_MODELS[child_name], self._ids(child, where))
        for some in _chunks(wanted):
            self.delete_where(table, target.c.id.in_(some))

    def _ids(self, table: Table, where: ColumnElement[bool]) -> list[int]:
        return list(self.connection.execute(select(table.c.id).where(where)).scalars())

    # --- images ------------------------------------------------------------------------------------

    def _note(self, table: str, row_id: int, before: Values | None, after: Values | None) -> None:
        known = self.images.get((table, row_id))
        if known is None:
            self.images[table, row_id] = Image(before, after)
            return
        if known.before is not None and before is not None:
            known.before = {**before, **known.before}
        known.after = None if after is None else {**(known.after or {}), **after}

    def net(self) -> dict[Key, Image]:
        """The images without what came to nothing."""
        kept: dict[Key, Image] = {}
        for key, image in self.images.items():
            if image.before is None and image.after is None:
                continue
            if image.before is not None and image.after is not None:
                changed = [name for name, value in image.after.items() if image.before.get(name) != value]
                if not changed:
                    continue
                image = Image({n: image.before[n] for n in changed}, {n: image.after[n] for n in changed})  # noqa: PLW2901
            kept[key] = image
        return kept

    def before_flush(self, session: Session) -> None:
        """Fetch the before-images; attribute history has no old value for an expired attribute, so ask the table."""
        self._flushing = {}
        for row in session.dirty:
            names = [a.key for a in inspect(row).attrs if a.history.has_changes()]
            if names and session.is_modified(row):
                table = _table(type(row))
                before = _fetch(self.connection, table, [row.id], names)[row.id]
                self._flushing[table.name, row.id] = Image(before, {name: getattr(row, name) for name in names})
        for row in session.deleted:
            table = _table(type(row))
            whole = _fetch(self.connection, table, [row.id], table.c.keys())[row.id]
            self._flushing[table.name, row.id] = Image(whole, None)

    def after_flush(self, session: Session) -> None:
        """Keep the images of this flush, new rows with the ids they got."""
        for (table, row_id), image in self._flushing.items():
            self._note(table, row_id, image.before, image.after)
        for row in session.new:
            table_of = _table(type(row))
            if table_of.name not in NOT_JOURNALLED:
                names = table_of.c.keys()
                self._note(table_of.name, row.id, None, {name: getattr(row, name) for name in names})


def _table(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


_MODELS: dict[str, type[Base]] = {mapper.local_table.name: mapper.class_ for mapper in Base.registry.mappers}  # type: ignore[attr-defined]


def model_of(table: str) -> type[Base]:
    """The mapped class of a table."""
    return _MODELS[table]


def journalled_tables() -> list[Table]:
    """All tables whose rows the journal keeps."""
    return [table for name, table in Base.metadata.tables.items() if name not in NOT_JOURNALLED]


def _with_defaults(table: Table, values: Values) -> Values:
    filled = {**_defaults(table), **values}
    if filled.get("guid", "") is None:
        filled["guid"] = new_guid()
    return filled


@cache
def _defaults(table: Table) -> Values:
    """What every column but the id holds when nothing is said; None for the guid, which is made for each row."""
    found: Values = {}
    for column in table.c:
        default = column.default
        if column.name != "id":
            found[column.name] = default.arg if default is not None and default.is_scalar else None  # type: ignore[attr-defined]
    return found


@cache
def _inserting(table: Table) -> Insert:
    return insert(table)


def _reserve(connection: Connection, table: Table, count: int) -> int:
    """The first of `count` ids that were never used; the writer holds the only lock, so nobody else takes them."""
    if connection.dialect.name == "sqlite":
        found = connection.execute(text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": table.name})
        return int(found.scalar() or 0) + 1
    sequence = text("SELECT setval(s, nextval(s) + :more) FROM (SELECT pg_get_serial_sequence(:name, 'id') AS s) q")
    last = connection.execute(sequence, {"name": f'"{table.name}"', "more": count - 1}).scalar_one()
    return int(last) - count + 1


def _references(target: Table) -> Iterator[tuple[Table, str]]:
    for child in journalled_tables():
        for key in child.foreign_keys:
            if key.column.table is target:
                yield child, key.parent.name


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(ids)
    while some := list(islice(rest, _CHUNK)):
        yield some


def _fetch(connection: Connection, table: Table, ids: Iterable[int], names: Iterable[str]) -> dict[int, Values]:
    columns = list(names)
    found: dict[int, Values] = {}
    for some in _chunks(ids):
        query = select(table.c.id, *(table.c[name] for name in columns)).where(table.c.id.in_(some))
        for row in connection.execute(query):
            found[row[0]] = dict(zip(columns, row[1:], strict=True))
    return found


def _write(connection: Connection, table: Table, names: Sequence[str], rows: Mapping[int, Values]) -> None:
    if not rows:
        return
    statement = update(table).where(table.c.id == bindparam("_id")).values({n: bindparam(f"_{n}_") for n in names})
    connection.execute(
        statement, [{"_id": row_id, **{f"_{n}_": row[n] for n in names}} for row_id, row in rows.items()]
    )


# --- watching a session ------------------------------------------------------------------------


def attach(session: Session) -> Journal:
    """Watch a writing session."""
    journal = Journal(session)
    session.info["journal"] = journal
    return journal


def of(session: Session) -> Journal:
    """The journal of a writing session; raises Unjournalled outside a command."""
    journal = session.info.get("journal")
    if not isinstance(journal, Journal):
        raise Unjournalled("this session belongs to no command")
    return journal


@event.listens_for(Session, "before_flush")
def _before_flush(session: Session, _context: UOWTransaction, _instances: object) -> None:
    of(session).before_flush(session)


@event.listens_for(Session, "after_flush")
def _after_flush(session: Session, _context: UOWTransaction) -> None:
    of(session).after_flush(session)


@event.listens_for(Session, "do_orm_execute")
def _refuse_bulk(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        raise Unjournalled("bulk writes go through journal.insert_many, update_where and delete_where")


# --- the journal's own tables ------------------------------------------------------------------


def record(connection: Connection, command: Values, images: Mapping[Key, Image]) -> int:
    """Write one command and its images; gives the command's number."""
    audit = _table(AuditCommand)
    result = connection.execute(_inserting(audit), {"guid": new_guid(), **command})
    number = int(result.inserted_primary_key[0])  # type: ignore[index]  # set after a single-row insert
    rows = [
        {
            "command_id": number,
            "table_name": table,
            "row_id": row_id,
            "before": _dump(image.before),
            "after": _dump(image.after),
        }
        for (table, row_id), image in images.items()
    ]
    if rows:
        connection.execute(_inserting(_table(AuditChange)), rows)
    return number


def _dump(values: Values | None) -> str | None:
    return None if values is None else json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _load(stored: str | None) -> Values | None:
    return None if stored is None else dict(json.loads(stored))


def images_of(connection: Connection, command_ids: Iterable[int]) -> dict[Key, Image]:
    """The net images of these commands together, as one act."""
    net: dict[Key, Image] = {}
    for some in _chunks(sorted(command_ids)):
        query = (
            select(AuditChange.table_name, AuditChange.row_id, AuditChange.before, AuditChange.after)
            .where(AuditChange.command_id.in_(some))
            .order_by(AuditChange.id)
        )
        for table, row_id, before, after in connection.execute(query):
            _merge(net, (table, row_id), Image(_load(before), _load(after)))
    return {key: image for key, image in net.items() if not (image.before is None and image.after is None)}


def _merge(net: dict[Key, Image], key: Key, later: Image) -> None:
    earlier = net.get(key)
    if earlier is None:
        net[key] = later
        return
    if earlier.before is not None and later.before is not None:
        earlier.before = {**later.before, **earlier.before}
    earlier.after = None if later.after is None else {**(earlier.after or {}), **later.after}


def replay(connection: Connection) -> dict[str, dict[int, Values]]:
    """What the tables must hold if the journal tells the truth: every command applied from nothing."""
    tables: dict[str, dict[int, Values]] = defaultdict(dict)
    query = select(AuditChange.table_name, AuditChange.row_id, AuditChange.before, AuditChange.after)
    for name, row_id, _before, after in connection.execute(query.order_by(AuditChange.id)):
        changed = _load(after)
        if changed is None:
            tables[name].pop(row_id, None)
        else:
            tables[name].setdefault(row_id, {}).update(changed)
    return tables


# --- reverting ---------------------------------------------------------------------------------


def mismatches(connection: Connection, images: Mapping[Key, Image]) -> list[Key]:
    """Rows that no longer hold what the images say the command left behind."""
    wrong: list[Key] = []
    for name, rows in _by_table(images).items():
        table = Base.metadata.tables[name]
        present = _fetch(connection, table, rows, table.c.keys())
        for row_id, image in rows.items():
            now = present.get(row_id)
            if image.after is None:
                fits = now is None
            else:
                fits = now is not None and all(now.get(c) == v for c, v in image.after.items() if c in now)
            if not fits:
                wrong.append((name, row_id))
    return wrong


def still_needed(connection: Connection, images: Mapping[Key, Image]) -> list[Key]:
    """Rows that the command made, that later rows refer to, and that can't be taken back without those."""
    needed: list[Key] = []
    gone = {key for key, image in images.items() if image.before is None}
    for name, rows in _by_table({key: images[key] for key in gone}).items():
        target = Base.metadata.tables[name]
        for child, column in _references(target):
            for some in _chunks(rows):
                query = select(child.c.id, child.c[column]).where(child.c[column].in_(some))
                for child_id, row_id in connection.execute(query):
                    undone = images.get((child.name, child_id))
                    if undone is None or (undone.before is not None and column not in undone.before):
                        needed.append((name, row_id))
    return needed


def _by_table(images: Mapping[Key, Image]) -> dict[str, dict[int, Image]]:
    grouped: dict[str, dict[int, Image]] = defaultdict(dict)
    for (table, row_id), image in images.items():
        grouped[table][row_id] = image
    return grouped


def put_back(journal: Journal, images: Mapping[Key, Image]) -> None:
    """Write the before-images: delete first, move unique columns aside, update, insert last."""
    connection = journal.connection
    grouped = {Base.metadata.tables[name]: rows for name, rows in _by_table(images).items()}
    for table, rows in grouped.items():
        for some in _chunks(row_id for row_id, image in rows.items() if image.before is None):
            connection.execute(delete(table).where(table.c.id.in_(some)))
    for table, rows in grouped.items():
        updates = {i: image.before for i, image in rows.items() if image.before is not None and image.after is not None}
        _set_aside(connection, table, updates)
        for names, some_rows in _by_columns(updates).items():
            _write(connection, table, names, some_rows)
    for table, rows in grouped.items():
        lost = [image.before for image in rows.values() if image.before is not None and image.after is None]
        if lost:
            connection.execute(insert(table), [{"id": row["id"], **_with_defaults(table, row)} for row in lost])
    for (name, row_id), image in images.items():
        journal._note(name, row_id, image.after, image.before)


def _by_columns(rows: Mapping[int, Values]) -> dict[tuple[str, ...], dict[int, Values]]:
    grouped: dict[tuple[str, ...], dict[int, Values]] = defaultdict(dict)
    for row_id, values in rows.items():
        grouped[tuple(sorted(values))][row_id] = values
    return grouped


def _set_aside(connection: Connection, table: Table, rows: Mapping[int, Values]) -> None:
    """Give rows that will change places in a unique index values that nobody has: UNIQUE is never deferred."""
    unique = _unique_columns(table)
    for names, some in _by_columns(rows).items():
        moved = [name for name in names if name in unique]
        if len(some) > 1 and moved:
            aside = {row_id: {name: _nobodys(table, name, row_id) for name in moved} for row_id in some}
            _write(connection, table, moved, aside)


def _unique_columns(table: Table) -> set[str]:
    names: set[str] = set()
    for index in table.indexes:
        if index.unique:
            names.update(column.name for column in index.columns)
    for constraint in table.constraints:
        if constraint.__visit_name__ == "unique_constraint":
            names.update(column.name for column in constraint.columns)  # type: ignore[attr-defined]
    return names - {"id", "guid"}


def _nobodys(table: Table, name: str, row_id: int) -> Any:
    # A span's check wants end > start; both far beyond any text keep it true.
    if name == "end":
        return 2**40 + row_id + 1
    if name == "start":
        return 2**40 + row_id
    return f"\x00{row_id}" if table.c[name].type.python_type is str else -row_id
