"""The full-text index: one entry a paragraph, derived from the current texts and never journalled."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, text
from sqlalchemy.orm import Session

from qda.store.models import Content, Paragraph, Source, TextVersion
from qda.store.rows import insert_rows, table_of

_TABLE = "CREATE VIRTUAL TABLE paragraph_text USING fts5(words, tokenize='unicode61 remove_diacritics 2')"

# Put together once: with two hundred sources, that takes four times as long as asking.
_CURRENT = (
    select(Content.text)
    .join(TextVersion, TextVersion.text_sha == Content.sha256)
    .join(Source, Source.version_id == TextVersion.id)
    .where(Source.id == bindparam("source"))
)
_ENTRIES = select(Paragraph.id).where(Paragraph.source_id == bindparam("source"))

_LINE = re.compile(r"[^\n]+")

# Private-use characters that FTS5 puts around its hits; a text that holds one gets another pair (see `search`).
_MARKERS = "\ue000\ue001\ue002\ue003\ue004\ue005\U000f0000\U000f0001\U000f0002\U000f0003"


@dataclass(frozen=True, slots=True)
class FoundWords:
    """One hit in a current text; `source_id` and code points of the text, end not included."""

    source_id: int
    start: int
    end: int


def create(connection: Connection) -> None:
    """Make the index in a new database."""
    connection.execute(text(_TABLE))


def refresh(connection: Connection, source_ids: Iterable[int]) -> None:
    """Index the current texts of these sources anew; sources that are gone leave the index."""
    for source_id in source_ids:
        _forget(connection, source_id)
        words = connection.execute(_CURRENT, {"source": source_id}).scalar_one_or_none()
        if words:
            _remember(connection, source_id, words)


def _forget(connection: Connection, source_id: int) -> None:
    ids = [(row,) for row in connection.execute(_ENTRIES, {"source": source_id}).scalars()]
    if ids:
        connection.exec_driver_sql("DELETE FROM paragraph_text WHERE rowid = ?", ids)
        connection.execute(delete(Paragraph).where(Paragraph.source_id == source_id))


def _remember(connection: Connection, source_id: int, words: str) -> None:
    lines = _lines(words)
    if not lines:
        return
    first = (connection.execute(text("SELECT coalesce(max(id), 0) FROM paragraph")).scalar_one()) + 1
    rows = [{"id": first + i, "source_id": source_id, "start": start} for i, (start, _) in enumerate(lines)]
    insert_rows(connection, table_of(Paragraph), rows)
    connection.exec_driver_sql(
        "INSERT INTO paragraph_text (rowid, words) VALUES (?, ?)",
        [(first + i, line) for i, (_, line) in enumerate(lines)],
    )


def differences(session: Session) -> Iterator[str]:
    """Names of sources whose index entries are not the lines of their current text."""
    query = (
        select(Source.id, Source.name, Content.text)
        .join(TextVersion, TextVersion.id == Source.version_id)
        .join(Content, Content.sha256 == TextVersion.text_sha)
    )
    stored = text(
        "SELECT p.start, t.words FROM paragraph p LEFT JOIN paragraph_text t ON t.rowid = p.id "
        "WHERE p.source_id = :source ORDER BY p.start"
    )
    for source_id, name, words in session.execute(query):
        held = [(start, line) for start, line in session.execute(stored, {"source": source_id})]
        if held != _lines(words or ""):
            yield name


def is_damaged(session: Session) -> bool:
    """True if words lead to places where they do not stand. Examines a copy: FTS5 checks itself by a write only."""
    copied = sqlite3.connect(":memory:", isolation_level=None)
    try:
        copied.execute(_TABLE)
        for part in ("data", "idx", "content", "docsize", "config"):
            rows = [tuple(row) for row in session.execute(text(f"SELECT * FROM paragraph_text_{part}"))]
            copied.execute(f"DELETE FROM paragraph_text_{part}")
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                copied.executemany(f"INSERT INTO paragraph_text_{part} VALUES ({marks})", rows)
        copied.execute("INSERT INTO paragraph_text (paragraph_text) VALUES ('integrity-check')")
    except sqlite3.DatabaseError:
        return True
    finally:
        copied.close()
    return False


def _lines(words: str) -> list[tuple[int, str]]:
    return [(match.start(), match.group()) for match in _LINE.finditer(words) if not match.group().isspace()]


@dataclass(frozen=True, slots=True)
class Among:
    """How many paragraphs of a source hold what is searched for, and between which of its entries they lie."""

    source_id: int
    paragraphs: int
    first: int
    last: int


def sources_with(session: Session, query: str, *, source_id: int | None = None) -> list[Among]:
    """In which sources an FTS5 query finds anything: cheap, for no place is looked for."""
    sql = (
        "SELECT p.source_id, count(*), min(p.id), max(p.id) "
        "FROM paragraph_text JOIN paragraph p ON p.id = paragraph_text.rowid "
        "WHERE paragraph_text MATCH :query" + (" AND p.source_id = :source" if source_id is not None else "")
        # By paragraph, not by rank: ranking a common word costs a quarter of a second.
    ) + " GROUP BY p.source_id"
    values = {"query": query} if source_id is None else {"query": query, "source": source_id}
    return [Among(*row) for row in session.execute(text(sql), values).all()]


_PLACES = text(
    "SELECT p.source_id, p.start, highlight(paragraph_text, 0, :opening, :closing), "
    "instr(words, :opening) OR instr(words, :closing) "
    # In this order: led by the paragraphs of a source, each would be searched for the words by itself.
    "FROM paragraph_text CROSS JOIN paragraph p ON p.id = paragraph_text.rowid "
    "WHERE paragraph_text MATCH :query AND paragraph_text.rowid BETWEEN :first AND :last"
)


def search(session: Session, query: str, among: Sequence[Among]) -> dict[int, list[FoundWords]]:
    """Exact places of all hits of an FTS5 query in the current texts of these sources, in order, by source."""
    within = {"first": min(each.first for each in among), "last": max(each.last for each in among)}
    wanted = {each.source_id for each in among}
    connection = session.connection()
    for opening, closing in zip(_MARKERS[::2], _MARKERS[1::2], strict=True):
        asked = {"query": query, **within, "opening": opening, "closing": closing}
        rows = [row for row in connection.execute(_PLACES, asked).all() if row[0] in wanted]
        if not any(row[3] for row in rows):  # the pair of marks must stand in no paragraph itself
            return _by_source(rows, opening, closing)
    raise RuntimeError("every private marker character occurs in the texts found")


def _by_source(rows: Iterable[Any], opening: str, closing: str) -> dict[int, list[FoundWords]]:
    mark = re.compile(f"[{opening}{closing}]")
    found: dict[int, list[FoundWords]] = defaultdict(list)
    for source, start, marked, _ in sorted(rows):
        found[source].extend(_places(source, start, marked, mark, opening))
    return found


def _places(source: int, start: int, marked: str, mark: re.Pattern[str], opening: str) -> Iterator[FoundWords]:
    at, position, begun = start, 0, start
    for match in mark.finditer(marked):
        at += match.start() - position
        position = match.end()
        if match.group() == opening:
            begun = at
        else:
            yield FoundWords(source, begun, at)


def containing(session: Session, words: str) -> list[int]:
    """Ids of sources whose current text holds `words` as they stand, in any case (for CJK and Thai runs)."""
    pattern = "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    sql = text(
        "SELECT DISTINCT p.source_id FROM paragraph_text JOIN paragraph p ON p.id = paragraph_text.rowid "
        "WHERE words LIKE :pattern ESCAPE '\\' ORDER BY p.source_id"
    )
    return list(session.execute(sql, {"pattern": pattern}).scalars())
