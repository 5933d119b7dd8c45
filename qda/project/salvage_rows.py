"""What was read of a damaged project, what can be made of it, and what is lost: rows, texts and the history together.

Tables are read around what can't be read, texts are known by their hashes, and the history is kept up to its first gap.
What hangs on something lost goes with it; what then differs from the history is one more act.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, UniqueConstraint, insert

from qda.i18n import N_, _
from qda.names import name_key, printable
from qda.progress import Progress
from qda.project.project import now
from qda.project.texts import content_hash
from qda.store import fulltext, journal, recover
from qda.store.journal import Image
from qda.store.models import (
    LOOSE_REFERENCES,
    AuditChange,
    AuditCommand,
    Base,
    Code,
    Coder,
    Content,
    Draft,
    Issued,
    MemoDraft,
    new_guid,
)
from qda.store.rows import Values, filled, journalled_tables, set_last_ids, table_of
from qda.store.version import SCHEMA_VERSION

Tables = dict[str, dict[int, Values]]
_HASHES = ("text_sha", "marks_sha", "units_sha")
_ROOT = 1
_SHOWN = 60  # signs of what a lost thing is called


@dataclass(frozen=True, slots=True)
class Lost:
    """Something that was not saved: its table, what it was called where anything tells, and why."""

    table: str
    name: str
    reason: str


class Work:
    """What was read, what is made of it, and what is lost."""

    def __init__(self, reader: recover.Reader, path: Path, tell: Progress) -> None:
        self._reader, self._path, self._tell = reader, path, tell
        self._rows: Tables = {}
        self._told: Tables = {}
        self._contents: dict[str, Values] = {}
        self._commands: list[Values] = []
        self._changes: list[Values] = []
        self._beside: dict[str, list[Values]] = {}
        self._last: dict[str, int] = {}
        self._gone: set[tuple[str, int]] = set()
        self.lost: list[Lost] = []
        self.kept = self.cut = 0

    def saved(self) -> dict[str, int]:
        """How many rows are saved, by table; tables without any are left out."""
        counts = {name: len(rows) for name, rows in self._rows.items() if rows}
        return {"content": len(self._contents), **counts}

    def is_empty(self) -> bool:
        """True if nothing at all could be read."""
        return not self._contents and not self._told and not any(self._rows.values())

    # --- reading ------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read every table around what can't be read."""
        self._last = self._reader.last_ids()
        for table in journalled_tables():
            self._tell.step(0, 0, _("Reading what is left"))
            found = self._reader.rows(table)
            self._rows[table.name] = {row["id"]: filled(table, row) | {"id": row["id"]} for row in found.rows}
            if found.gaps:
                self._note_gap(table.name)
        for row in self._reader.rows(table_of(Content)).rows:
            held = row["text"].encode("utf-8", "surrogatepass") if row["text"] is not None else row["data"] or b""
            if content_hash(row["kind"], held) == row["sha256"]:
                self._contents[row["sha256"]] = row
        for model in (MemoDraft, Draft, Issued):
            held_rows = self._reader.rows(table_of(model))
            self._beside[table_of(model).name] = held_rows.rows
            if held_rows.gaps:
                self._note_gap(table_of(model).name)
        self._commands = sorted(self._reader.rows(table_of(AuditCommand)).rows, key=lambda row: int(row["id"]))
        self._changes = sorted(self._reader.rows(table_of(AuditChange)).rows, key=lambda row: int(row["id"]))
        self._cut_journal()

    def _note_gap(self, table: str) -> None:
        self._gone.add((table, 0))

    def _cut_journal(self) -> None:
        """Keep the history up to its first gap or contradiction."""
        highest = max([self._last.get("audit_command", 0), *(row["id"] for row in self._commands)], default=0)
        there = {row["id"] for row in self._commands}
        end = next((number for number in range(1, highest + 1) if number not in there), highest + 1)
        of_change = {row["id"]: row["command_id"] for row in self._changes}
        top = max([self._last.get("audit_change", 0), *of_change], default=0)
        for number in range(1, top + 1):
            if number not in of_change:
                # Whose it was is told by those before it: it may be of the same act, or of the next.
                end = min(end, of_change.get(number - 1, 1) if number > 1 else 1)
                break
        self._keep_journal(end)
        self._told, wrong = self._replayed()
        if wrong:
            self._keep_journal(min(wrong))
            self._told, _wrong = self._replayed()
        self.cut = highest - self.kept

    def _keep_journal(self, end: int) -> None:
        self._commands = [row for row in self._commands if row["id"] < end]
        self._changes = [row for row in self._changes if row["command_id"] < end]
        self.kept = len(self._commands)

    def _replayed(self) -> tuple[Tables, list[int]]:
        """What the journal as it was kept tells the tables to hold, and the acts that contradict those before them."""
        from sqlalchemy import create_engine

        engine = create_engine("sqlite://")
        try:
            with engine.begin() as connection:
                Base.metadata.create_all(connection, tables=[table_of(AuditCommand), table_of(AuditChange)])
                _insert_all(connection, table_of(AuditChange), self._changes)
                try:
                    tables, wrong = journal.replay(connection)
                except (ValueError, KeyError, TypeError, AttributeError):
                    # What is no JSON, or tells of no table of ours: nothing of it can be believed.
                    self._keep_journal(1)
                    return {}, []
            return {name: dict(rows) for name, rows in tables.items()}, wrong
        finally:
            engine.dispose()

    # --- mending ------------------------------------------------------------------------------------------------

    def mend(self) -> None:
        """Bring back what the journal tells, then take out what hangs on something that is lost."""
        whole = self.cut == 0
        for table in journalled_tables():
            rows, told = self._rows[table.name], self._told.get(table.name, {})
            if whole and self.kept:
                self._rows[table.name] = {row_id: dict(row) for row_id, row in told.items()}
                continue
            # The history ends early: a row that it tells, and that is not there, was deleted later or is lost.
            if (table.name, 0) in self._gone:
                for row_id in told.keys() - rows.keys():
                    rows[row_id] = dict(told[row_id])
        self._require_study()
        self._require_root()
        self._drop_texts()
        self._drop_unique()
        while self._drop_orphans():
            pass
        self._drop_quotes()
        while self._drop_orphans() + self._drop_unseen():
            pass
        if not whole:
            self._tell_tables()

    def _drop(self, table: str, row_id: int, reason: str) -> None:
        row = self._rows[table].pop(row_id)
        name = next((str(row[each]) for each in ("name", "title", "quote", "text") if row.get(each)), str(row_id))
        self.lost.append(Lost(table, printable(name)[:_SHOWN], reason))

    def _tell_tables(self) -> None:
        for table in sorted(name for name, _zero in self._gone):
            self.lost.append(Lost(table, "", _("rows that could not be read, and of which nothing tells")))

    def _require_study(self) -> None:
        if not self._rows["study"]:
            values: Values = {"id": 1, "title": self._path.stem, "created_at": now()}
            self._rows["study"][1] = {**filled(Base.metadata.tables["study"], values), "id": 1}
            self.lost.append(Lost("study", self._path.stem, _("its title and description")))

    def _require_root(self) -> None:
        codes = self._rows["code"]
        if _ROOT not in codes or codes[_ROOT]["level"] != "root":
            values: Values = {"name": "", "name_key": "", "level": "root", "created_at": now(), "parent_id": None}
            codes[_ROOT] = {**filled(table_of(Code), values), "id": _ROOT}
        for row_id, row in codes.items():
            if row_id != _ROOT and (row["parent_id"] not in codes or row["parent_id"] == row_id):
                row["parent_id"] = _ROOT

    def _drop_texts(self) -> None:
        """Versions whose text is lost, and sources that are left without the one they show."""
        for row_id, row in list(self._rows["text_version"].items()):
            if any(row[name] and row[name] not in self._contents for name in _HASHES):
                self._rows["text_version"].pop(row_id)
        for row_id, row in list(self._rows["source"].items()):
            if row["version_id"] not in self._rows["text_version"]:
                self._drop("source", row_id, _("its text is lost"))
            elif row["original_sha"] and row["original_sha"] not in self._contents and row["original_kept"]:
                row["original_kept"] = False
                self.lost.append(Lost("source", row["name"], _("its original file is lost; the text is saved")))

    def _drop_unique(self) -> None:
        """Where two rows claim what only one may have, the later is the one that a fault has left behind."""
        for table in journalled_tables():
            sets = [["guid"]] if "guid" in table.c else []
            sets += [list(index.columns.keys()) for index in table.indexes if index.unique]
            sets += [list(each.columns.keys()) for each in table.constraints if isinstance(each, UniqueConstraint)]
            for names in sets:
                seen: set[tuple[Any, ...]] = set()
                for row_id, row in sorted(self._rows[table.name].items()):
                    held = tuple(row.get(name) for name in names)
                    if table.name == "code" and row.get("retired") and names != ["guid"]:
                        continue
                    if held in seen and None not in held:
                        self._drop(table.name, row_id, _("another has its name or its place"))
                    seen.add(held)

    def _drop_orphans(self) -> int:
        """Rows that refer to something that is lost; what may refer to nothing does so from now on."""
        dropped = 0
        for table in journalled_tables():
            for row_id, row in list(self._rows[table.name].items()):
                for column, target in _references(table):
                    if row[column] is None or row[column] in self._rows[target]:
                        continue
                    if target == "coder":
                        self._rows["coder"][row[column]] = _coder(row[column])
                    elif table.c[column].nullable:
                        row[column] = None
                    elif table.name == "code":
                        row[column] = _ROOT
                    else:
                        self._drop(table.name, row_id, _("what it belongs to is lost"))
                        dropped += 1
                        break
        return dropped + self._drop_loose()

    def _drop_loose(self) -> int:
        dropped = 0
        for child, kind, column in LOOSE_REFERENCES:
            for row_id, row in list(self._rows[child].items()):
                target = row[kind]
                if target in self._rows and row[column] is not None and row[column] not in self._rows[target]:
                    self._drop(child, row_id, _("what it belongs to is lost"))
                    dropped += 1
        return dropped

    def _drop_quotes(self) -> None:
        """Segments whose words are not those at their place: the place or the words are damaged."""
        for row_id, row in list(self._rows["segment"].items()):
            text = self._contents[self._rows["text_version"][row["version_id"]]["text_sha"]]["text"] or ""
            if text[row["start"] : row["end"]] != row["quote"]:
                self._drop("segment", row_id, _("its words are not those at its place"))

    def _drop_unseen(self) -> int:
        """What stands on a code that is retired, or under one: nobody would see it."""
        codes, dropped = self._rows["code"], 0
        for row_id, row in list(self._rows["coding"].items()):
            if codes[row["code_id"]]["retired"]:
                self._drop("coding", row_id, _("its code was merged, and into which is lost"))
                dropped += 1
        for row_id, row in codes.items():
            parent = codes.get(row["parent_id"] or _ROOT)
            if row_id != _ROOT and parent is not None and not row["retired"] and parent["retired"]:
                row["parent_id"] = _ROOT
        return dropped

    # --- writing ------------------------------------------------------------------------------------------------

    def write(self, connection: Connection) -> None:
        """Write all of it into a new file that has its tables and nothing in them; what differs is one more act."""
        _insert_all(connection, table_of(Content), list(self._contents.values()))
        for table in journalled_tables():
            _insert_all(connection, table, list(self._rows[table.name].values()))
        for name, rows in self._beside.items():
            _insert_all(connection, Base.metadata.tables[name], rows)
        _insert_all(connection, table_of(AuditCommand), self._commands)
        _insert_all(connection, table_of(AuditChange), self._changes)
        set_last_ids(connection, {name: last for name, last in self._last.items() if name in Base.metadata.tables})
        self._enter(connection)
        fulltext.refresh(connection, sorted(self._rows["source"]))

    def _enter(self, connection: Connection) -> None:
        images: dict[journal.Key, Image] = {}
        for table in journalled_tables():
            told, rows = self._told.get(table.name, {}), self._rows[table.name]
            for row_id in sorted(told.keys() | rows.keys()):
                before, after = told.get(row_id), rows.get(row_id)
                if before == after:
                    continue
                if before is not None and after is not None:
                    changed = [name for name in after if before.get(name) != after[name]]
                    before, after = {name: before.get(name) for name in changed}, {n: after[n] for n in changed}
                images[table.name, row_id] = Image(before, after)
        entry = {
            "key": "salvage",
            "text": N_("Salvaged from “{name}”; {count} steps of the history are lost"),
            "params": json.dumps({"name": printable(self._path.name), "count": self.cut}, ensure_ascii=False),
            "coder_id": None,
            "at": now(),
            "schema_version": SCHEMA_VERSION,
            "group_id": None,
            "reverts_id": None,
        }
        journal.record(connection, entry, images)


def _references(table: Table) -> Iterator[tuple[str, str]]:
    for key in table.foreign_keys:
        yield key.parent.name, key.column.table.name


def _coder(row_id: int) -> Values:
    """Somebody whose name is lost; their work is not."""
    name = _("Coder {number}").format(number=row_id)
    return {**filled(table_of(Coder), {"name": name, "name_key": name_key(name), "guid": new_guid()}), "id": row_id}


def _insert_all(connection: Connection, table: Table, rows: list[Values]) -> None:
    grouped: dict[tuple[str, ...], list[Values]] = defaultdict(list)
    for row in rows:
        grouped[tuple(row)].append(row)
    for some in grouped.values():
        connection.execute(insert(table), some)
