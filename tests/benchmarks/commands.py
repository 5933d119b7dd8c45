"""Commands against raw sqlite3 writing the same rows into a file of the same kind, interleaved in one run."""

from __future__ import annotations

import gc
import sqlite3
from pathlib import Path
from time import perf_counter

from qda.coding import codes, segments
from qda.project import history
from qda.project.project import Project
from qda.sources import service as sources
from qda.sources.service import NewSource
from qda.text import Span
from tests.benchmarks import texts
from tests.benchmarks.report import Row, median, percentile, times

_ROUNDS = 400


def run(folder: Path) -> list[Row]:
    """Applying and removing a code, bulk coding and its undoing, in a text of 500,000 words with 30,000 segments."""
    path = folder / "commands.gerund"
    with Project.create(path, coder="AQ") as project:
        text = texts.interview(500_000)
        begun = perf_counter()
        source = sources.add(project, NewSource("Long", text))
        imported = (perf_counter() - begun) * 1000
        ids = [codes.create(project, label) for label in texts.labels(200)]
        places = [(source, Span(a, b), ids[i % len(ids)]) for i, (a, b) in enumerate(texts.spans(text, 30_000))]
        begun = perf_counter()
        segments.apply_many(project, places)
        bulk = (perf_counter() - begun) * 1000
        begun = perf_counter()
        project.undo()
        undone = (perf_counter() - begun) * 1000
        project.redo()
        project.keep_checkpointing()
        gc.collect()
        gc.freeze()
        raw = _Raw(folder / "raw.db")
        made: list[int] = []
        applied, removed, bare = [], [], []
        for number in range(_ROUNDS):
            span = Span(number * 40, number * 40 + 33)
            applied += times(lambda _n, at=span: made.append(segments.apply(project, source, at, ids[0]).coding_id), 1)  # type: ignore[misc]
            bare += times(lambda _n, at=span: raw.apply(at), 1)  # type: ignore[misc]
            removed += times(lambda _n: segments.remove(project, [made[-1]]), 1)
        raw.close()
        undo_one = times(lambda _n: history.undo(project), 20)
    return [
        Row("import 500,000 words (units, full text, words)", imported),
        Row("code 30,000 places as one act", bulk),
        Row("undo 30,000 places", undone),
        Row("apply a code, median", median(applied), reference=median(bare), against="raw sqlite3", goal=4),
        Row("apply a code, p99", percentile(applied, 0.99), reference=None),
        Row("raw sqlite3, p99", percentile(bare, 0.99)),
        Row("p99 above raw p99", percentile(applied, 0.99) - percentile(bare, 0.99), goal=8),
        Row("take a code off, median", median(removed), goal=16),
        Row("undo one act, median", median(undo_one), goal=16),
    ]


class _Raw:
    """The rows of `apply` (segment, coding, command, two changes), with the same pragmas and indexes."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        run = self._connection.execute
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = FULL")
        run("PRAGMA wal_autocheckpoint = 10000")
        run("CREATE TABLE segment (id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE, source_id, version_id, "
            "start, end, quote, speaker_id, detached, UNIQUE (version_id, start, end))")  # fmt: skip
        run("CREATE INDEX s1 ON segment (source_id, start, end)")
        run("CREATE TABLE coding (id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE, segment_id, code_id, "
            "first_code_id, coder_id, origin, created_at, "
            "UNIQUE (segment_id, code_id, first_code_id, coder_id))")  # fmt: skip
        run("CREATE INDEX c1 ON coding (code_id, segment_id)")
        run("CREATE INDEX c2 ON coding (coder_id)")
        run("CREATE INDEX c3 ON coding (first_code_id)")
        run("CREATE TABLE command (id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE, key, text, params, "
            "coder_id, at, schema_version, group_id, reverts_id)")  # fmt: skip
        run("CREATE TABLE change (id INTEGER PRIMARY KEY AUTOINCREMENT, command_id, name, row_id, before, after)")
        run("CREATE INDEX h1 ON change (command_id)")
        run("CREATE INDEX h2 ON change (name, row_id)")
        self._number = 0

    def apply(self, span: Span) -> None:
        """One transaction with the rows of one act."""
        self._number += 1
        n, run = self._number, self._connection.execute
        guid = f"{n:036d}"
        run("BEGIN IMMEDIATE")
        run("INSERT INTO segment VALUES (?,?,1,1,?,?,?,NULL,0)", (n, guid, span.start, span.end, "x" * len(span)))
        run("INSERT INTO coding VALUES (?,?,?,1,1,1,'by hand',0)", (n, guid, n))
        run("INSERT INTO command VALUES (?,?,'codings.apply','Apply','{}',1,0,1,NULL,NULL)", (n, guid))
        rows = [(n, "segment", n, None, "x" * 220), (n, "coding", n, None, "x" * 180)]
        self._connection.executemany("INSERT INTO change VALUES (NULL,?,?,?,?,?)", rows)
        run("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
