"""Blanking masked words everywhere in a database: in texts, in what quotes them, and in what the journal remembers.

What becomes of a value depends on nothing but the value and its row, so that the journal still replays to the tables:
a project that is made of blanked lines is sound. Used on a copy in memory by `clearing`, and on the file to erase.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, Table, Text, delete, func, insert, or_, select, update

from qda.analysis.study.withdrawn import LABEL, Mask, Masks, less
from qda.i18n import _
from qda.memos.addresses import SCHEME
from qda.names import name_key
from qda.progress import Progress, Silent
from qda.project.texts import content_hash
from qda.store import fulltext
from qda.store.models import AuditChange, AuditCommand, Base, Content, Segment, Source, TextVersion
from qda.store.rows import Values, chunks, journalled_tables, table_of, write
from qda.text import Span
from qda.text.runs import Runs, blanked, unblanked, words

_SHORTEST = 2 * LABEL - 1  # signs: a label of four words of one letter
# Columns that lead somewhere, or of fixed words: nobody's speech is in them.
_WAYS = frozenset({"guid", "field", "target"})
_CHOSEN = frozenset({"origin", "level", "color", "kind", "decision", "encoding", "unit_kind", "axis", "type", "match"})
_FIXED = _WAYS | _CHOSEN
_LEFT = frozenset({"speaker", "coder", "segment", "content", "paragraph"})
# Rows that are kept with another: (table, the column that names it, the table that it is in).
_OWNERS = {
    "memo_version": ("memo_id", "memo"),
    "memo_draft": ("memo_id", "memo"),
    "verdict_segment": ("verdict_id", "verdict"),
}
_WHOLE = {("verdict_segment", "quote"), ("code", "example")}  # they hold a quote and nothing else, however short
_MEMO = {("memo", "text"), ("memo_version", "text"), ("memo_draft", "text")}
_JSON = {("saved_query", "query")}
_QUOTED = re.compile(
    rf"(?P<words>(?:^>[^\n]*\n)+)(?P<address>^>[^\n]*\({SCHEME}(?P<guid>[0-9A-Za-z-]+)\))", re.MULTILINE
)
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def withheld() -> str:
    """What stands in place of words that may not leave."""
    return _("[withheld]")


@dataclass(frozen=True, slots=True)
class Blanked:
    """What was done: new hashes of texts by the old ones, the sources whose texts and whose originals were blanked."""

    texts: dict[str, str]
    sources: frozenset[int]
    originals: frozenset[int]


def blank(connection: Connection, masks: Masks, progress: Progress | None = None, *, blocks: bool = True) -> Blanked:
    """Blank what is masked in every table, in one transaction of the caller; progress may raise Cancelled.

    Quotes of segments become the blocks that stand at their place; without `blocks` they read “[withheld]”, which is
    for reading alone: a check would find that they are not what stands in the text.
    """
    return Blanking(connection, masks, progress or Silent(), blocks=blocks).run()


class Blanking:
    """One run over one database; what takes something else out of words overrides what it asks (`names_dropping`)."""

    def __init__(self, connection: Connection, masks: Masks, progress: Progress, *, blocks: bool) -> None:
        self._connection, self._masks, self._progress, self._blocks = connection, masks, progress, blocks
        self._by = withheld()
        self._kept = frozenset(item for mask in masks.people for item in mask.kept)
        self._all = Rule.of(masks.people)
        self._rules: dict[tuple[Mask, ...], Rule] = {}
        self._new: dict[str, str] = {}  # texts by hash: the new hash
        self._text: dict[str, str] = {}  # blanked texts by the old hash
        self._sha_of: dict[int, str] = {}  # by text version, of those that changed
        self._originals: frozenset[int] = frozenset()

    def run(self) -> Blanked:
        """Change everything, in one transaction of the caller."""
        self._blank_texts()
        changed = self._turn_versions()
        self._drop_originals(changed)
        self._blank_segments()
        for table in self._tables():
            self._progress.step(0, 0, _("Masking what was withdrawn"))
            self._blank_table(table)
        self._blank_commands()
        self._blank_images()
        fulltext.refresh(self._connection, sorted(changed))
        return Blanked(self._new, frozenset(changed), self._originals)

    def _rule(self, table: str, row_id: int | None) -> Rule:
        if row_id is None or (table, row_id) not in self._kept:
            return self._all
        people = self._masks.on(table, row_id)
        if people not in self._rules:
            self._rules[people] = Rule.of(people)
        return self._rules[people]

    # --- texts --------------------------------------------------------------------------------------------------

    def _blank_texts(self) -> None:
        shas = list(self._connection.execute(select(Content.sha256).where(Content.kind == "text")).scalars())
        for done, sha in enumerate(shas):
            self._progress.step(done, len(shas), _("Masking what was withdrawn"))
            old = self._connection.execute(select(Content.text).where(Content.sha256 == sha)).scalar() or ""
            new = blanked(old, self._masked(sha, old))
            if new != old:
                self._text[sha] = new
                self._new[sha] = content_hash("text", new.encode("utf-8"))
        contents = table_of(Content)
        for old_sha, new_sha in self._new.items():
            if self._connection.execute(select(contents.c.sha256).where(contents.c.sha256 == new_sha)).first() is None:
                row = {"sha256": new_sha, "kind": "text", "size": len(self._text[old_sha]), "data": None}
                self._connection.execute(insert(contents), {**row, "text": self._text[old_sha]})
        self._delete_contents(self._new)

    def _masked(self, sha: str, text: str) -> list[Span]:
        """What of a text may not leave: what is masked in it, and masked words that it repeats."""
        used = self._masks.sources.get(sha)
        if used is None:  # the text of a source that was deleted: nobody can say any more whose words they were
            return [Span(0, len(text))] if text else []
        spans = [span for mask in self._masks.people for span in mask.spans.get(sha, ())]
        for mask in self._masks.people:
            # Where a source or a segment is kept, the words may stay in it.
            if not any(("source", each) in mask.kept for each in used):
                spans += less(mask.runs.find(text), mask.free.get(sha, ()))
        return spans

    def _delete_contents(self, shas: Iterable[str]) -> None:
        contents = table_of(Content)
        for sha in shas:
            self._connection.execute(delete(contents).where(contents.c.sha256 == sha))

    def _turn_versions(self) -> set[int]:
        """Let the versions have the new texts; gives the sources of all that changed."""
        versions, changed = table_of(TextVersion), set()
        for some in _some(self._new):
            query = select(versions.c.id, versions.c.source_id, versions.c.text_sha)
            for row in self._connection.execute(query.where(versions.c.text_sha.in_(some))).all():
                self._sha_of[row.id] = row.text_sha
                changed.add(row.source_id)
        for old, new in self._new.items():
            self._connection.execute(update(versions).where(versions.c.text_sha == old).values(text_sha=new))
        return changed

    def _drop_originals(self, changed: set[int]) -> None:
        """Nobody can blank the bytes of a file: those of sources whose words are masked do not go along."""
        sources = table_of(Source)
        shas: set[str] = set()
        for ids in chunks(sorted(changed)):
            query = select(sources.c.original_sha).where(sources.c.id.in_(ids), sources.c.original_sha != "")
            shas |= set(self._connection.execute(query).scalars())
        found: set[int] = set()
        for some in _some(shas):
            found |= set(
                self._connection.execute(select(sources.c.id).where(sources.c.original_sha.in_(some))).scalars()
            )
        self._originals = frozenset(found)
        for ids in chunks(sorted(found)):
            self._connection.execute(update(sources).where(sources.c.id.in_(ids)).values(original_kept=False))
        self._delete_contents(shas)
        # Those of deleted sources neither: the content is still there, for an undo.
        contents = table_of(Content)
        used = select(sources.c.original_sha).where(sources.c.original_kept)
        self._connection.execute(delete(contents).where(contents.c.kind == "original", contents.c.sha256.not_in(used)))

    def _blank_segments(self) -> None:
        segments = table_of(Segment)
        rows: dict[int, Values] = {}
        for some in chunks(sorted(self._sha_of)):
            query = select(segments.c.id, segments.c.version_id, segments.c.start, segments.c.end, segments.c.quote)
            for row in self._connection.execute(query.where(segments.c.version_id.in_(some))).all():
                quote = self._text[self._sha_of[row.version_id]][row.start : row.end]
                if quote != row.quote:
                    rows[row.id] = {"quote": quote if self._blocks else unblanked(quote, self._by)}
        write(self._connection, segments, ["quote"], rows)

    # --- tables -------------------------------------------------------------------------------------------------

    def _tables(self) -> Iterator[Table]:
        yield from (table for table in journalled_tables() if _free(table))
        yield Base.metadata.tables["memo_draft"]
        yield Base.metadata.tables["draft"]
        yield Base.metadata.tables["issued"]

    def _blank_table(self, table: Table) -> None:
        columns = _free(table)
        owner = _OWNERS.get(table.name)
        extra = [table.c[owner[0]]] if owner is not None and owner[0] in table.c else []
        key = next(iter(table.primary_key.columns))
        long = or_(*(func.length(column) >= _least(table.name, column.name) for column in columns))
        for row in self._connection.execute(select(key, *columns, *extra).where(long)).mappings().all():
            old = {column.name: row[column.name] for column in columns}
            new = self._values(table.name, row[key.name], dict(row), old)
            if new != old:
                changed = {name: value for name, value in new.items() if value != old[name]}
                self._connection.execute(update(table).where(key == row[key.name]).values(changed))

    def _values(self, table: str, row_id: Any, row: Values, values: Values) -> Values:
        """These values of a row without masked words; `row` is as much of it as is known."""
        owner, row_id = self._owner(table, row_id, row)
        rule = self._rule(owner, row_id if isinstance(row_id, int) else None)
        free = {column.name for column in _free(Base.metadata.tables[table])}
        return {
            name: rule.value(table, row_id, name, value, self._by) if name in free and isinstance(value, str) else value
            for name, value in values.items()
        }

    def _owner(self, table: str, row_id: Any, row: Values) -> tuple[str, Any]:
        if table not in _OWNERS:
            return table, row_id
        column, owner = _OWNERS[table]
        return owner, row.get(column)

    # --- the journal --------------------------------------------------------------------------------------------

    def _blank_commands(self) -> None:
        rows: dict[int, Values] = {}
        query = select(AuditCommand.id, AuditCommand.params).where(func.length(AuditCommand.params) >= _SHORTEST)
        for number, params in self._connection.execute(query).all():
            held = json.loads(params)
            new = self._all.nested(held, self._by)
            if new != held:
                rows[number] = {"params": json.dumps(new, ensure_ascii=False)}
        write(self._connection, table_of(AuditCommand), ["params"], rows)

    def _blank_images(self) -> None:
        """The images of all rows, in the order in which they were made."""
        names = [*(table.name for table in self._tables()), "segment"]
        query = select(
            AuditChange.id, AuditChange.table_name, AuditChange.row_id, AuditChange.before, AuditChange.after
        ).where(AuditChange.table_name.in_(names))
        total = self._connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()
        places: dict[int, Values] = {}
        rows: dict[int, Values] = {}
        streamed = self._connection.execute(query.order_by(AuditChange.id).execution_options(yield_per=2000))
        for done, (number, table, row_id, before, after) in enumerate(streamed):
            if done % 2000 == 0:
                self._progress.step(done, total, _("Masking what was withdrawn"))
            old = _loaded(before), _loaded(after)
            new = self._images(table, row_id, *old, places)
            if new != old:
                rows[number] = {"before": _dumped(new[0]), "after": _dumped(new[1])}
        write(self._connection, table_of(AuditChange), ["before", "after"], rows)

    def _images(
        self, table: str, row_id: int, before: Values | None, after: Values | None, places: dict[int, Values]
    ) -> tuple[Values | None, Values | None]:
        if table == "segment":
            return self._segment_images(row_id, before, after, places)
        whole = {**(before or {}), **(after or {})}
        return (
            None if before is None else self._image(table, row_id, whole, before),
            None if after is None else self._image(table, row_id, whole, after),
        )

    def _image(self, table: str, row_id: int, whole: Values, image: Values) -> Values:
        if table == "text_version":
            sha = image.get("text_sha")
            if sha in self._new:
                self._sha_of.setdefault(row_id, sha)  # of a version that is gone its segments are told by the journal
            image = {**image, "text_sha": self._new[sha]} if sha in self._new else image
        if table == "source" and row_id in self._originals and image.get("original_kept") is True:
            image = {**image, "original_kept": False}
        return self._values(table, row_id, whole, image)

    def _segment_images(
        self, row_id: int, before: Values | None, after: Values | None, places: dict[int, Values]
    ) -> tuple[Values | None, Values | None]:
        """A quote is what stood at the segment's place then; where that was is told by the images before."""
        held = {**places.get(row_id, {}), **(before or {})}
        then = {**held, **(after or {})}
        if after is None:
            places.pop(row_id, None)
        else:
            places[row_id] = {name: then.get(name) for name in ("version_id", "start", "end", "quote")}
        old, new = self._quote(held), self._quote(then)
        told = any("quote" in image for image in (before, after) if image is not None)
        if not told and (before is None or after is None or old == new):
            return before, after
        return (
            None if before is None else {**before, "quote": old},
            None if after is None else {**after, "quote": new},
        )

    def _quote(self, place: Values) -> str | None:
        """The words of a segment at a place, as they may leave."""
        quote = place.get("quote")
        sha = self._sha_of.get(place.get("version_id", 0))
        if sha is None or quote is None:
            return quote
        new = self._text[sha][place["start"] : place["end"]]
        return new if self._blocks or new == quote else unblanked(new, self._by)


@cache
def _free(table: Table) -> tuple[Column[Any], ...]:
    """The columns of a table that somebody writes into as they like."""
    if table.name in _LEFT:
        return ()
    return tuple(
        column
        for column in table.c
        if isinstance(column.type, Text)
        and column.name not in _FIXED
        and not column.name.endswith(("_sha", "sha256"))
        and not (table.name in ("memo_draft", "issued") and column.name in ("slot", "sources", "folder"))
    )


@dataclass(frozen=True, slots=True)
class Rule:
    """What is taken out of words: runs, quotes with their address, quotes that are all there is."""

    runs: Runs
    guids: frozenset[str]
    quotes: frozenset[tuple[str, ...]]
    labels: Runs

    @classmethod
    def of(cls, people: Iterable[Mask]) -> Rule:
        """What these masks take out together."""
        runs, guids, quotes = Runs(), frozenset[str](), frozenset[tuple[str, ...]]()
        labels = Runs(least=LABEL)
        for mask in people:
            runs, guids, quotes = runs | mask.runs, guids | mask.guids, quotes | mask.quotes
            labels |= mask.labels
        return cls(runs, guids, quotes, labels)

    def value(self, table: str, row_id: Any, column: str, value: str, by: str) -> str:
        """A value as it may leave. Names stay unique: what is left of one is numbered by its row."""
        if (table, column) in _WHOLE and value and tuple(words(value)) in self.quotes:
            return by
        if len(value) < _SHORTEST:
            return value
        if (table, column) in _JSON:
            return _ENCODE(self.nested(json.loads(value), by)) if self.runs.touches(value) else value
        if (table, column) in _MEMO and SCHEME in value:
            value = _QUOTED.sub(lambda found: self._quotation(found, by), value)
        quoting = table == "code" and column in ("name", "name_key") and self.labels.cover(value)
        new = by if quoting else self.runs.replaced(value, by)
        if new == value or "name_key" not in Base.metadata.tables[table].c or column not in ("name", "name_key"):
            return new
        return f"{new} {row_id}" if column == "name" else name_key(f"{new} {row_id}")

    def told(self, text: str, by: str) -> str:
        """Words that were made for reading as they may leave: no run is in them, and none is a masked quote."""
        if text and (self.labels.cover(text) or tuple(words(text)) in self.quotes):
            return by
        return self.runs.replaced(text, by)

    def _quotation(self, found: re.Match[str], by: str) -> str:
        return f"> “{by}”\n{found['address']}" if found["guid"] in self.guids else found[0]

    def nested(self, value: Any, by: str) -> Any:
        """A value of JSON with every string in it as it may leave."""
        if isinstance(value, str):
            return by if self.labels.cover(value) else self.runs.replaced(value, by)
        if isinstance(value, list):
            return [self.nested(each, by) for each in value]
        if isinstance(value, dict):
            return {name: self.nested(each, by) for name, each in value.items()}
        return value


def _least(table: str, column: str) -> int:
    return 1 if (table, column) in _WHOLE else _SHORTEST


def _loaded(stored: str | None) -> Values | None:
    return None if stored is None else json.loads(stored)


def _dumped(image: Values | None) -> str | None:
    return None if image is None else _ENCODE(image)


def _some(values: Iterable[str]) -> Iterator[list[str]]:
    held = sorted(values)
    for start in range(0, len(held), 500):
        yield held[start : start + 500]
