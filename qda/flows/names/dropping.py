"""Dropping what still holds the names after pseudonyms took their place: the one step that nothing takes back.

A whole new file takes the project's place, as when words are erased (`erase`): earlier versions of texts have blocks
where a name was, the history and drafts have the pseudonym, the original files of these sources are gone, and so are
the backups made since the names came in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from qda.analysis.study.withdrawn import Masks
from qda.errors import QdaError
from qda.flows.names import pseudonymise
from qda.flows.withholding import renewing
from qda.flows.withholding.blanking import Blanked, Blanking, Rule
from qda.i18n import N_, _, ngettext
from qda.names import name_key
from qda.progress import Progress, Silent
from qda.project.names_register import Register
from qda.project.project import Project
from qda.project.texts import content_hash
from qda.store.models import Base, Content, TextVersion
from qda.store.rows import Values, table_of
from qda.text import Span, decode_marks, encode_marks
from qda.text.hidden import Found, replaced
from qda.text.runs import Runs

_KEYS = {"name_key": "name", "label_key": "label"}


class NamesLeft(QdaError):
    """What stands there now would keep its names: they are replaced, or passed over, first."""

    hint = N_("Replace them, or say which are no names, then drop the originals.")

    def __init__(self, count: int) -> None:
        self.count = count
        one, many = N_("{count} place still holds a name."), N_("{count} places still hold a name.")
        super().__init__(ngettext(one, many, count).format(count=count))


@dataclass(frozen=True, slots=True)
class Dropped(renewing.Renewed):
    """What was done."""

    def lines(self) -> list[str]:
        """What was done, and what could not be reached: a sentence each."""
        if not self.steps and not self.originals:
            return [_("Nothing was left that holds a name.")]
        told = (
            (self.texts, N_("{count} earlier text has blocks now."), N_("{count} earlier texts have blocks now.")),
            (self.originals, N_("{count} original file is gone."), N_("{count} original files are gone.")),
            (self.steps, N_("{count} step can't be undone."), N_("{count} steps can't be undone.")),
            (self.deleted, N_("{count} backup was deleted."), N_("{count} backups were deleted.")),
        )
        lines = [ngettext(one, many, count).format(count=count) for count, one, many in told]
        lines += [_("could not be deleted: {path}").format(path=path) for path in self.left]
        if not self.overwritten:
            lines.append(_("What was there is deleted, but this file system could not overwrite it."))
        lines.append(_("Copies elsewhere, and files that left before, are as they were."))
        return lines


def drop(
    path: Path,
    register: Register,
    *,
    password: str | None = None,
    coder: str = "",
    purpose: str = "Gerund",
    progress: Progress | None = None,
) -> Dropped:
    """Drop for good what holds names of the register in a project that nobody has open.

    Progress may raise Cancelled until the new file takes its place. Raises NamesLeft, CantWrite, BackupFailed,
    ProjectDamaged, and what opening for writing raises.
    """
    tell = progress or Silent()
    with renewing.alone(path, password, purpose) as (real, key):
        _require_replaced(real, register, password)
        whose, text = _("people whose names are hidden"), N_("Originals with names dropped for good")
        change = renewing.Change(whose, text, lambda new: _Hiding(new, register, tell).run())
        return renewing.renew(real, key, change, Dropped(), coder, tell)


def _require_replaced(path: Path, register: Register, password: str | None) -> None:
    with Project.open(path, writable=False, password=password) as project:
        left = len(pseudonymise.hits(project, register))
    if left:
        raise NamesLeft(left)


class _Names(Rule):
    """What takes names out of words: their pseudonyms."""

    __slots__ = ("_register",)
    _register: Register

    def __init__(self, register: Register) -> None:
        super().__init__(Runs(), frozenset(), frozenset(), Runs())
        object.__setattr__(self, "_register", register)

    def hits(self, text: str) -> list[Found]:
        return self._register.hits(text)

    def told(self, text: str, by: str) -> str:
        return replaced(text, self.hits(text))

    def value(self, table: str, row_id: Any, column: str, value: str, by: str) -> str:
        return self.told(value, by)

    def nested(self, value: Any, by: str) -> Any:
        if isinstance(value, str):
            return self.told(value, by)
        if isinstance(value, list):
            return [self.nested(each, by) for each in value]
        if isinstance(value, dict):
            return {name: self.nested(each, by) for name, each in value.items()}
        return value


class _Hiding(Blanking):
    """Blanking with names in the place of runs of words; what depends on a value alone replays as before."""

    def __init__(self, connection: Connection, register: Register, progress: Progress) -> None:
        super().__init__(connection, Masks(), progress, blocks=True)
        self._names = _Names(register)
        self._all = self._names
        self._marks: dict[str, str] = {}

    def run(self) -> Blanked:
        """Change everything, in one transaction of the caller."""
        self._hide_in_marks()
        return super().run()

    def _rule(self, table: str, row_id: int | None) -> Rule:
        return self._names

    def _masked(self, sha: str, text: str) -> list[Span]:
        return [found.span for found in self._names.hits(text)]

    def _hide_in_marks(self) -> None:
        contents, versions = table_of(Content), table_of(TextVersion)
        for sha, data in self._connection.execute(
            select(Content.sha256, Content.data).where(Content.kind == "marks")
        ).all():
            marks = decode_marks(data or b"")
            new = encode_marks([replace(mark, value=self._names.told(mark.value, "")) for mark in marks])
            if new == encode_marks(marks):
                continue
            self._marks[sha] = content_hash("marks", new)
            if not self._connection.execute(
                select(contents.c.sha256).where(contents.c.sha256 == self._marks[sha])
            ).first():
                row = {"sha256": self._marks[sha], "kind": "marks", "size": len(new), "text": None, "data": new}
                self._connection.execute(insert(contents), row)
            self._connection.execute(
                update(versions).where(versions.c.marks_sha == sha).values(marks_sha=self._marks[sha])
            )
            self._connection.execute(delete(contents).where(contents.c.sha256 == sha))

    def _tables(self) -> Iterator[Table]:
        yield from super()._tables()
        yield Base.metadata.tables["speaker"]

    def _blank_table(self, table: Table) -> None:
        """Rows as they stand hold no name any more; drafts and the register of files are not asked about."""
        if table.name not in ("memo_draft", "draft", "issued"):
            return
        columns = [
            column for column in pseudonymise.written(table) if column.name not in ("slot", "field", "sources", "guid")
        ]
        key = next(iter(table.primary_key.columns))
        for row in self._connection.execute(select(key, *columns)).mappings().all():
            old = {column.name: row[column.name] for column in columns}
            new = {name: self._names.told(value, "") for name, value in old.items() if isinstance(value, str)}
            if new != old:
                self._connection.execute(update(table).where(key == row[key.name]).values(new))

    def _image(self, table: str, row_id: int, whole: Values, image: Values) -> Values:
        image = super()._image(table, row_id, whole, image)
        if table == "text_version" and image.get("marks_sha") in self._marks:
            image = {**image, "marks_sha": self._marks[image["marks_sha"]]}
        return image

    def _values(self, table: str, row_id: Any, row: Values, values: Values) -> Values:
        free = {column.name for column in pseudonymise.written(Base.metadata.tables[table])}
        told = {
            name: self._names.told(value, "") if name in free and isinstance(value, str) else value
            for name, value in values.items()
        }
        for key, name in _KEYS.items():
            if key in told and isinstance(told.get(name), str) and told[name] != values[name]:
                told[key] = name_key(told[name])
        return told
