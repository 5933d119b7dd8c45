"""The journal: before- and after-images of every row a command changes, written in the command's own transaction.

Mapped objects are watched at flush; bulk work goes through `insert_many`, `update_where` and `delete_where`. Only
changed columns are kept. What reverts a command reads these images and nothing else.
"""

from __future__ import annotations

import json
import json.encoder
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from sqlalchemy import Connection, Insert, Table, and_, delete, event, insert, inspect, literal, select, text, update
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction
from sqlalchemy.sql.elements import ColumnElement

from qda.store.models import LOOSE_REFERENCES, LOOSE_TARGETS, NOT_JOURNALLED, AuditChange, AuditCommand, Base, new_guid
from qda.store.rows import Values, among, chunks, fetch, filled, insert_rows, references, table_of, write

Key = tuple[str, int]


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
    mirrors: int | None = None  # the command whose images these are, turned round: they need not be written anew
    _flushing: dict[Key, Image] = field(default_factory=dict)

    @property
    def connection(self) -> Connection:
        """The connection of the running transaction."""
        return self.session.connection()

    # --- bulk work ---------------------------------------------------------------------------------

    def insert(self, table: type[Base], values: Values) -> int:
        """Add one row by Core, for paths where a mapped object would cost too much; gives its id."""
        columns = filled(table_of(table), values)
        result = self.connection.execute(_inserting(table_of(table)), columns)
        row_id = int(result.inserted_primary_key[0])  # type: ignore[index]  # set after a single-row insert
        self.note(table_of(table).name, row_id, None, {"id": row_id, **columns})
        return row_id

    def next_id(self, table: type[Base]) -> int:
        """An id for a row that is to be inserted with it, for what must refer to the row before it is there."""
        return _reserve(self.connection, table_of(table), 1)

    def insert_many(self, table: type[Base], rows: Sequence[Values]) -> list[int]:
        """Add rows; gives their ids in order."""
        if not rows:
            return []
        target = table_of(table)
        first = _reserve(self.connection, target, len(rows))
        whole = [{"id": first + i, **filled(target, row)} for i, row in enumerate(rows)]
        insert_rows(self.connection, target, whole)
        for row in whole:
            self.note(target.name, row["id"], None, row)
        return [row["id"] for row in whole]

    def update_where(self, table: type[Base], where: ColumnElement[bool], values: Values) -> list[int]:
        """Set columns in all rows that match; gives the ids of rows that really changed."""
        self.session.flush()
        target = table_of(table)
        columns = [target.c[name] for name in values]
        changed: list[int] = []
        for row in self.connection.execute(select(target.c.id, *columns).where(where)).all():
            before = dict(zip(values, row[1:], strict=True))
            if before != values:
                changed.append(row[0])
                self.note(target.name, row[0], before, dict(values))
        for these in among(target.c.id, changed):
            self.connection.execute(update(target).where(these).values(values))
        self.session.expire_all()
        return changed

    def update_each(self, table: type[Base], rows: Mapping[int, Values]) -> None:
        """Set other values in each row, by id; all rows name the same columns."""
        if not rows:
            return
        self.session.flush()
        target = table_of(table)
        names = list(next(iter(rows.values())))
        before = fetch(self.connection, target, rows, names)
        changed = {row_id: values for row_id, values in rows.items() if before[row_id] != values}
        for row_id, values in changed.items():
            self.note(target.name, row_id, before[row_id], values)
        write(self.connection, target, names, changed)
        self.session.expire_all()

    def delete_where(self, table: type[Base], where: ColumnElement[bool]) -> list[int]:
        """Delete all rows that match; gives their ids. Rows that refer to them are the caller's to delete first."""
        self.session.flush()
        target = table_of(table)
        rows = [dict(row) for row in self.connection.execute(select(target).where(where)).mappings()]
        for row in rows:
            self.note(target.name, row["id"], row, None)
        ids = [row["id"] for row in rows]
        for these in among(target.c.id, ids):
            self.connection.execute(delete(target).where(these))
        self.session.expire_all()
        return ids

    def delete_with_dependents(self, table: type[Base], ids: Iterable[int]) -> None:
        """Delete rows with everything that can't be without them; what merely points at them is let go (set null)."""
        wanted = list(ids)
        if not wanted:
            return
        target = table_of(table)
        for child, column in references(target):
            model = _MODELS[child.name]
            for where in among(child.c[column], wanted):
                if child.c[column].nullable:
                    self.update_where(model, where, {column: None})
                else:
                    self.delete_with_dependents(model, self._ids(child, where))
        for child_name, kind, column in LOOSE_REFERENCES if target.name in LOOSE_TARGETS else ():
            child = Base.metadata.tables[child_name]
            for these in among(child.c[column], wanted):
                where = and_(child.c[kind] == target.name, these)
                self.delete_with_dependents(_MODELS[child_name], self._ids(child, where))
        for these in among(target.c.id, wanted):
            self.delete_where(table, these)

    def _ids(self, table: Table, where: ColumnElement[bool]) -> list[int]:
        return list(self.connection.execute(select(table.c.id).where(where)).scalars())

    # --- images ------------------------------------------------------------------------------------

    def note(self, table: str, row_id: int, before: Values | None, after: Values | None) -> None:
        """Remember what was done to a row."""
        self.mirrors = None
        known = self.images.get((table, row_id))
        if known is None:
            self.images[table, row_id] = Image(before, after)
            return
        if known.before is not None and before is not None:
            known.before = {**before, **known.before}
        known.after = None if after is None else {**(known.after or {}), **after}

    def note_reverted(self, images: Mapping[Key, Image]) -> None:
        """Remember that what these images tell was put back; `mirrors` holds as long as nothing else is noted."""
        if not self.images:
            self.images = {key: Image(image.after, image.before) for key, image in images.items()}
            return
        for (table, row_id), image in images.items():
            self.note(table, row_id, image.after, image.before)

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
                table = table_of(type(row))
                before = fetch(self.connection, table, [row.id], names)[row.id]
                self._flushing[table.name, row.id] = Image(before, {name: getattr(row, name) for name in names})
        for row in session.deleted:
            table = table_of(type(row))
            whole = fetch(self.connection, table, [row.id], table.c.keys())[row.id]
            self._flushing[table.name, row.id] = Image(whole, None)

    def after_flush(self, session: Session) -> None:
        """Keep the images of this flush, new rows with the ids they got."""
        for (name, row_id), image in self._flushing.items():
            self.note(name, row_id, image.before, image.after)
        for row in session.new:
            table = table_of(type(row))
            if table.name not in NOT_JOURNALLED:
                names = table.c.keys()
                self.note(table.name, row.id, None, {name: getattr(row, name) for name in names})


_MODELS: dict[str, type[Base]] = {mapper.local_table.name: mapper.class_ for mapper in Base.registry.mappers}  # type: ignore[attr-defined]


def model_of(table: str) -> type[Base]:
    """The mapped class of a table."""
    return _MODELS[table]


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


def record(connection: Connection, command: Values, images: Mapping[Key, Image], mirrors: int | None = None) -> int:
    """Write one command and its images; gives the command's number. Those that it mirrors are copied where they lie."""
    audit = table_of(AuditCommand)
    result = connection.execute(_inserting(audit), {"guid": new_guid(), **command})
    number = int(result.inserted_primary_key[0])  # type: ignore[index]  # set after a single-row insert
    if mirrors is not None:
        _mirror(connection, mirrors, number)
        return number
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
    insert_rows(connection, table_of(AuditChange), rows)
    return number


def _mirror(connection: Connection, command_id: int, number: int) -> None:
    """Write the images of a command for another one that put all of it back."""
    table = table_of(AuditChange)
    turned = select(literal(number), table.c.table_name, table.c.row_id, table.c.after, table.c.before)
    turned = turned.where(table.c.command_id == command_id).order_by(table.c.id)
    names = ["command_id", "table_name", "row_id", "before", "after"]
    connection.execute(insert(table).from_select(names, turned))


def _encoder() -> Callable[[Values], str]:
    """Encodes as a JSONEncoder does that leaves no white space.

    One of those makes anew, for each image, what it encodes with: an import has forty thousand. Here that is made once.
    """
    plain = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
    make = getattr(json.encoder, "c_make_encoder", None)
    if make is None:
        return plain.encode
    words, between, after = json.encoder.encode_basestring, plain.item_separator, plain.key_separator
    # In order: no look for circles (an image is flat), what to do with unknown values, how to write words, no indent,
    # the separators, keys as they come, none skipped, and any number.
    encode = make(None, plain.default, words, None, after, between, False, False, True)
    return lambda values: "".join(encode(values, 0))


_ENCODE = _encoder()
_DECODE = json.JSONDecoder().raw_decode  # what is stored has no white space around it that would have to be skipped


def _dump(values: Values | None) -> str | None:
    return None if values is None else _ENCODE(values)


def _load(stored: str | None) -> Values | None:
    return None if stored is None else _DECODE(stored)[0]


def images_of(connection: Connection, command_ids: Iterable[int]) -> dict[Key, Image]:
    """The net images of these commands together, as one act."""
    net: dict[Key, Image] = {}
    for some in chunks(sorted(command_ids)):
        query = (
            select(AuditChange.table_name, AuditChange.row_id, AuditChange.before, AuditChange.after)
            .where(AuditChange.command_id.in_(some))
            .order_by(AuditChange.id)
        )
        for table, row_id, before, after in connection.execute(query).all():
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


def replay(connection: Connection) -> tuple[dict[str, dict[int, Values]], list[int]]:
    """What the tables must hold if the journal tells the truth: every command applied from nothing.

    Gives also the numbers of commands whose before-images are not what the commands before them left.
    """
    tables: dict[str, dict[int, Values]] = defaultdict(dict)
    wrong: dict[int, None] = {}
    query = select(
        AuditChange.command_id, AuditChange.table_name, AuditChange.row_id, AuditChange.before, AuditChange.after
    )
    for number, name, row_id, before, after in connection.execute(query.order_by(AuditChange.id)):
        present = tables[name].get(row_id)
        old, new = _load(before), _load(after)
        if (old is None) != (present is None) or any((present or {}).get(c) != v for c, v in (old or {}).items()):
            wrong[number] = None
        if new is None:
            tables[name].pop(row_id, None)
        elif present is None:  # a row told before its table had all its columns holds their defaults
            tables[name][row_id] = filled(Base.metadata.tables[name], new)
        else:
            present.update(new)
    return tables, list(wrong)
