"""A whole project as plain lines and back: JSON Lines, one row of one table a line, readable without this program.

The format is told in docs/plain-format.md. Everything that is kept is in it, the history and unsaved drafts too, and
from it the same project is made again; only what is derived (the search index) is left out and made anew.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, Table, func, insert, select
from sqlalchemy.exc import DBAPIError

from qda.errors import QdaError
from qda.i18n import N_, _
from qda.progress import Progress, Silent
from qda.project import audit, files
from qda.project.problems import CantRead, ProjectDamaged
from qda.project.project import Project, now
from qda.store import engine as engines
from qda.store import fulltext
from qda.store.keys import Key
from qda.store.models import Base, Paragraph, Source, Study
from qda.store.rows import Values, filled, last_ids, set_last_ids
from qda.store.version import SCHEMA_VERSION

FORMAT = 1
"""Of the lines themselves; the schema of the rows is told beside it."""

_BATCH = 500
_LONGEST = 700_000_000  # bytes of a line: the largest original that comes in, as base64
_LEFT_OUT = (Paragraph.__tablename__,)


class NotPlain(QdaError):
    """A file that holds no project as plain lines, or not all of one."""

    hint = N_("Nothing was made. Take another copy of the file, or write it again from the project.")


class PlainTooNew(QdaError):
    """Written by a newer program."""

    hint = N_("Nothing was made. Install the newest version of Gerund, and try again.")

    def __init__(self) -> None:
        super().__init__(_("This file was written by a newer version of Gerund."))


# --- writing ------------------------------------------------------------------------------------


def lines(project: Project, progress: Progress | None = None) -> Iterator[str]:
    """The whole project as it is at this moment, line by line, each ending in LF: head, rows, end."""
    tell = progress or Silent()
    with project.read() as session:
        connection = session.connection()
        counts = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in _tables()
        }
        total, done = sum(counts.values()), 0
        yield _line(
            {
                "gerund": FORMAT,
                "schema": SCHEMA_VERSION,
                "title": session.get_one(Study, 1).title,
                "written_at": now(),
                "rows": {name: count for name, count in counts.items() if count},
                "last_ids": last_ids(connection),
            }
        )
        for table in _tables():
            # The key of contents is a hash: in any other order a file would differ from one copy to the next.
            query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=_BATCH)
            for row in connection.execute(query).mappings():
                if done % _BATCH == 0:
                    tell.step(done, total, _("Writing the project"))
                yield _line({"table": table.name, **{name: _plain(value) for name, value in row.items()}})
                done += 1
        yield _line({"end": done})
        tell.step(total, total, _("Done"))


def _tables() -> list[Table]:
    return [table for table in Base.metadata.sorted_tables if table.name not in _LEFT_OUT]


def _line(value: Values) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def _plain(value: Any) -> Any:
    return {"base64": base64.b64encode(value).decode("ascii")} if isinstance(value, bytes) else value


# --- reading ------------------------------------------------------------------------------------


def rebuild(source: Path, target: Path, progress: Progress | None = None, password: str | None = None) -> None:
    """Make the project file `target` of the lines in `source`, encrypted if there is a password, and examine it.

    Raises NotPlain, PlainTooNew, ProjectExists, CantMake, CantWrite, CantRead; then there is no new file.
    """
    tell = progress or Silent()
    target = files.real(target)
    lock = files.claim(target, "Gerund")
    try:
        key = files.new_key(password)
        files.make_file(target, key)
        try:
            _fill(source, target, tell, key)
            _examine(target, tell, password)
        except BaseException:
            for left in (target, *(target.with_name(target.name + ending) for ending in ("-wal", "-shm"))):
                with suppress(OSError):
                    left.unlink(missing_ok=True)
            raise
    finally:
        lock.release()


def _fill(source: Path, target: Path, tell: Progress, key: Key | None) -> None:
    writer = engines.connect(target, writable=True, key=key)
    files.raise_user_errors(writer, target, writable=True)
    try:
        with _opened(source) as read, writer.connect() as connection, connection.begin():
            _insert_all(connection, read, tell)
            fulltext.refresh(connection, list(connection.execute(select(Source.id)).scalars()))
    except (DBAPIError, OverflowError) as error:  # numbers that no column holds
        raise NotPlain(
            _("“{name}” contradicts itself: its rows do not fit together.").format(name=source.name)
        ) from error
    finally:
        writer.dispose()


class _Lines:
    """The lines of a file, numbered, and what may be wrong with them said with the number."""

    def __init__(self, path: Path, file: IO[bytes]) -> None:
        self.path = path
        self.number = 0
        self._file = file

    def __iter__(self) -> Iterator[Values]:
        while raw := self._file.readline(_LONGEST + 1):
            self.number += 1
            if len(raw) > _LONGEST:
                raise self.wrong(_("is longer than a line of a project can be"))
            try:
                value = json.loads(raw.decode("utf-8-sig" if self.number == 1 else "utf-8"), parse_constant=_refuse)
            except (ValueError, RecursionError) as error:
                raise self.wrong(_("is no line of JSON")) from error
            if not isinstance(value, dict):
                raise self.wrong(_("is no JSON object"))
            yield value

    def wrong(self, what: str) -> NotPlain:
        """The sentence about the line that is being read."""
        sentence = _("Line {number} of “{name}” {what}.")
        return NotPlain(sentence.format(number=self.number, name=self.path.name, what=what))


@contextmanager
def _opened(path: Path) -> Iterator[_Lines]:
    try:
        with path.open("rb") as file:
            yield _Lines(path, file)
    except OSError as error:
        raise CantRead(path, error.strerror or str(error)) from error


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is no number that a project holds")


def _insert_all(connection: Connection, read: _Lines, tell: Progress) -> None:
    values = iter(read)
    head = _head(next(values, {}), read)
    known = {table.name: table for table in _tables()}
    total, done, ended = sum(head["rows"].values()), 0, False
    counts = dict.fromkeys(known, 0)
    kept: list[Values] = []
    of: Table | None = None

    def write() -> None:
        if of is not None and kept:
            connection.execute(insert(of), kept)
            kept.clear()

    for value in values:
        if ended:
            raise read.wrong(_("stands after the end"))
        if value.keys() == {"end"}:  # a segment's row has an end, too
            ended = value["end"] == done
            if not ended:
                break
            continue
        table = known.get(str(value.pop("table", "")))
        if table is None:
            raise read.wrong(_("belongs to no table of this version"))
        if table is not of or len(kept) == _BATCH:
            write()
            tell.step(done, total, _("Reading the project"))
        of = table
        kept.append(_row(table, value, read.wrong))
        counts[table.name] += 1
        done += 1
    write()
    if not ended or any(counts[name] != head["rows"].get(name, 0) for name in known):
        raise NotPlain(_("“{name}” is not whole: rows are missing.").format(name=read.path.name))
    set_last_ids(connection, {name: last for name, last in head["last_ids"].items() if name in known})


def _head(value: Values, read: _Lines) -> Values:
    version, schema = value.get("gerund"), value.get("schema")
    if not isinstance(version, int) or not isinstance(schema, int):
        raise NotPlain(_("“{name}” holds no project of Gerund as JSON Lines.").format(name=read.path.name))
    if version > FORMAT or schema > SCHEMA_VERSION:
        raise PlainTooNew
    for part in ("rows", "last_ids"):
        told = value.get(part)
        if not isinstance(told, dict) or not all(isinstance(count, int) for count in told.values()):
            raise read.wrong(_("does not say how many rows there are"))
    return value


def _row(table: Table, value: Values, wrong: Callable[[str], QdaError]) -> Values:
    """A row as its table takes it: every column there, each of its own type."""
    unknown = value.keys() - table.c.keys()
    if unknown:
        raise wrong(_("has a column “{column}” that this version does not know").format(column=min(unknown)))
    row = {name: _typed(held, table.c[name].type.python_type, wrong) for name, held in value.items()}
    if any(column.name not in row for column in table.primary_key.columns):
        raise wrong(_("has no number"))
    return {**{column.name: None for column in table.c}, **(filled(table, row) if "id" in row else row)}


def _typed(value: Any, kind: type, wrong: Callable[[str], QdaError]) -> Any:
    if value is None:
        return None
    if kind is bytes and isinstance(value, dict):
        try:
            return base64.b64decode(value.get("base64", ""), validate=True)
        except (binascii.Error, TypeError, ValueError) as error:
            raise wrong(_("holds bytes that are not base64")) from error
    if kind is float and type(value) is int:
        return float(value)
    broken = isinstance(value, str) and any("\ud800" <= letter <= "\udfff" for letter in value)
    if type(value) is not kind or broken:
        raise wrong(_("holds a value that its column does not take"))
    return value


def _examine(target: Path, tell: Progress, password: str | None) -> None:
    with Project.open(target, writable=False, password=password) as project:
        try:
            faults = audit.check(project, tell).faults
        except ProjectDamaged as error:
            raise NotPlain(_("The rows make no sound project.")) from error
    if faults:
        raise NotPlain(_("The rows make no sound project: {fault}").format(fault=faults[0]))
