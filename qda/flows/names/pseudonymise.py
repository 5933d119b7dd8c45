"""Putting pseudonyms in the place of names: in texts, speaker labels, and wherever else anybody wrote one.

Names are proposed (`name_proposals`), found (`hits`), replaced as one act (`apply`) that undo takes back as any other,
or passed over (`register.keep`). Until the originals are dropped (`names_dropping`), the project still remembers them.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import Column, Table, Text, select
from sqlalchemy.orm import Session

from qda.errors import QdaError
from qda.i18n import N_, _, ngettext
from qda.names import free_name, name_key
from qda.progress import Progress, Silent
from qda.project.names_register import Register
from qda.project.project import Project
from qda.project.texts import keep_marks
from qda.sources import editing
from qda.sources.anchoring import Edit
from qda.store import journal
from qda.store.models import Base, Source, Speaker, TextVersion
from qda.store.rows import Values, journalled_tables
from qda.text import Mark, Span
from qda.text.hidden import Finder, Found

_AROUND: Final = 40
TEXT: Final = "content"  # the place of a source's text, where others have the name of a column
# Columns of fixed words, or that lead somewhere: nobody's name is in them.
_FIXED = frozenset({"guid", "origin", "level", "color", "target", "decision", "encoding", "unit_kind", "axis", "match"})
_LEFT = frozenset({"coder", "segment"})
_KEYS: Final = {"name": "name_key", "label": "label_key"}
_JSON: Final = {("saved_query", "query")}
_TABLES: Final = {
    "study": N_("the study"),
    "research_question": N_("research question"),
    "unit": N_("unit of analysis"),
    "case": N_("case"),
    "participant": N_("participant"),
    "data_set": N_("data plan"),
    "instrument": N_("instrument"),
    "source": N_("source"),
    "speaker": N_("speaker"),
    "code": N_("code"),
    "memo": N_("memo"),
    "memo_version": N_("earlier memo"),
    "memo_tag": N_("tag"),
    "category_map": N_("map"),
    "map_node": N_("box on a map"),
    "claim": N_("claim"),
    "matrix": N_("matrix"),
    "matrix_cell": N_("cell of a matrix"),
    "literature": N_("literature"),
    "attribute_value": N_("attribute"),
    "saved_query": N_("saved query"),
    "feedback": N_("feedback"),
    "sampling": N_("sampling"),
}


class NoPseudonym(QdaError):
    """A name that is to be replaced has nothing to be replaced by."""

    hint = N_("Give each name a pseudonym, then replace it.")

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        one, many = N_("{count} name has no pseudonym yet."), N_("{count} names have no pseudonym yet.")
        super().__init__(ngettext(one, many, len(names)).format(count=len(names)))


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a value is that somebody wrote: a column of a row, or the current text of a source."""

    table: str
    row_id: int
    column: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the register at a place: which (its number there), and the words around it."""

    place: Place
    title: str
    found: Found
    before: str
    after: str

    @property
    def name(self) -> int:
        """The number of the name in the register."""
        return self.found.form.name

    @property
    def words(self) -> str:
        """What stands there."""
        return self.found.words

    @property
    def in_text(self) -> bool:
        """True in the text of a source."""
        return self.place.column == TEXT


@dataclass(frozen=True, slots=True)
class Done:
    """What was replaced: places, texts of sources, segments whose words changed; `gone` could not be found any more."""

    places: int = 0
    sources: int = 0
    segments: int = 0
    gone: int = 0


# --- places -------------------------------------------------------------------------------------------------------


def hits(
    project: Project, register: Register, source_ids: Sequence[int] | None = None, progress: Progress | None = None
) -> list[Hit]:
    """Every place of a name that is not passed over: in texts, then in all else that anybody wrote.

    With chosen sources only in their texts and labels. A label at the head of a turn is told once, as the speaker's.
    """
    progress = progress or Silent()
    found: list[Hit] = []
    with project.read() as session:
        texts = list(texts_of(project, session, source_ids))
        for done, (row_id, name, text, marks) in enumerate(texts):
            progress.step(done, len(texts) + 1, _("Looking for names in “{name}”").format(name=name))
            found += _in_text(register, Place("source", row_id, TEXT), name, text, marks)
        progress.step(len(texts), len(texts) + 1, _("Looking for names"))
        labels = _speakers(session, source_ids)
        for place, title, value in labels if source_ids is not None else (*labels, *_values(session)):
            found += [_hit(place, title, value, each) for each in register.hits(value)]
    return found


def texts_of(
    project: Project, session: Session, source_ids: Sequence[int] | None
) -> Iterator[tuple[int, str, str, tuple[Mark, ...]]]:
    """Of each source, or of these: its id, its name, its current text, and the marks in it."""
    query = (
        select(Source.id, Source.name, TextVersion.text_sha, TextVersion.marks_sha)
        .join(TextVersion, TextVersion.id == Source.version_id)
        .order_by(Source.id)
    )
    wanted = None if source_ids is None else set(source_ids)
    for row_id, name, text_sha, marks_sha in session.execute(query).all():
        if wanted is None or row_id in wanted:
            yield row_id, name, project.texts.text(session, text_sha), project.texts.marks(session, marks_sha)


def _in_text(register: Register, place: Place, name: str, text: str, marks: Sequence[Mark]) -> Iterator[Hit]:
    labels = [Span(mark.start, mark.end) for mark in marks if mark.kind == "speaker" and register.hits(mark.value)]
    for found in register.hits(text):
        if not any(label.contains(found.span) for label in labels):
            yield _hit(place, name, text, found)


def _hit(place: Place, title: str, text: str, found: Found) -> Hit:
    return Hit(place, title, found, *context(text, found.span))


def context(text: str, span: Span) -> tuple[str, str]:
    """The words before and after a place on one line, none of them cut."""
    before, after = text[max(0, span.start - _AROUND) : span.start], text[span.end : span.end + _AROUND]
    if span.start > _AROUND:
        before = re.sub(r"^\w*[^\w\s]*", "", before)
    if span.end + _AROUND < len(text):
        after = re.sub(r"(?<=\s)\w+$", "", after)
    return re.sub(r"\s+", " ", before).lstrip(), re.sub(r"\s+", " ", after).rstrip()


def _speakers(session: Session, source_ids: Sequence[int] | None) -> list[tuple[Place, str, str]]:
    query = select(Speaker.id, Speaker.label, Source.id, Source.name).join(Source, Source.id == Speaker.source_id)
    wanted = None if source_ids is None else set(source_ids)
    return [
        (Place("speaker", row_id, "label"), _("speaker in “{name}”").format(name=name), label)
        for row_id, label, source_id, name in session.execute(query.order_by(Speaker.id)).all()
        if wanted is None or source_id in wanted
    ]


def _values(session: Session) -> Iterator[tuple[Place, str, str]]:
    """All that somebody wrote, but texts and labels."""
    for table in journalled_tables():
        columns = written(table)
        if not columns or table.name == "speaker":
            continue
        for row in session.execute(select(table.c.id, *columns).order_by(table.c.id)).mappings():
            for column in columns:
                value = row[column.name]
                if value:
                    yield Place(table.name, row["id"], column.name), _title(table, dict(row)), value


@cache
def written(table: Table) -> tuple[Column[Any], ...]:
    """The columns of a table that somebody writes into as they like; keys of names follow the names."""
    if table.name in _LEFT:
        return ()
    return tuple(
        column
        for column in table.c
        if isinstance(column.type, Text)
        and column.name not in _FIXED
        and not column.name.endswith(("_key", "_sha", "sha256"))
    )


def _title(table: Table, row: Values) -> str:
    kind = _(_TABLES[table.name]) if table.name in _TABLES else table.name.replace("_", " ")
    called = row.get("name") or row.get("title") or ""
    return _("{kind} “{name}”").format(kind=kind, name=called) if called else kind


def keep(project: Project, register: Register, hit: Hit) -> None:
    """Pass over this place from now on, wherever the words stand so: it names somebody else, or nobody."""
    with project.read() as session:
        if hit.in_text:
            (text,) = (text for _row, _name, text, _marks in texts_of(project, session, [hit.place.row_id]))
        else:
            table = Base.metadata.tables[hit.place.table]
            query = select(table.c[hit.place.column]).where(table.c.id == hit.place.row_id)
            text = session.execute(query).scalar() or ""
    if hit.found.span.of(text) == hit.words:
        register.keep(text, [hit.found])


# --- replacing ----------------------------------------------------------------------------------------------------


def apply(project: Project, register: Register, chosen: Iterable[Hit], *, brackets: bool = False) -> Done:
    """Replace these names by their pseudonyms, as one act; what is no longer where it was found stays.

    In texts it is a new version on which everything keeps its place. Raises NoPseudonym.
    """
    by_place: dict[Place, list[Found]] = defaultdict(list)
    for hit in chosen:
        by_place[hit.place].append(hit.found)
    if not by_place:
        return Done()
    _require_pseudonyms(register, by_place.values())
    count = sum(map(len, by_place.values()))
    one, many = N_("Put a pseudonym in {count} place"), N_("Put pseudonyms in {count} places")
    with project.command("names.hide", one if count == 1 else many, count=count) as session:
        return _Replacing(project, session, brackets=brackets).run(by_place)


def _require_pseudonyms(register: Register, found: Iterable[Sequence[Found]]) -> None:
    without = {each.form.name for some in found for each in some if not each.form.by}
    if without:
        raise NoPseudonym([name.real for name in register.names() if name.id in without])


class _Replacing:
    """One act of replacing, within its command."""

    def __init__(self, project: Project, session: Session, *, brackets: bool) -> None:
        self._project, self._session, self._brackets = project, session, brackets
        self._gone = 0
        self._places = 0
        self._labels: dict[int, dict[str, tuple[str, list[Found]]]] = defaultdict(dict)  # by source, the old label
        self._taken: dict[tuple[str, int], set[str]] = {}

    def run(self, by_place: dict[Place, list[Found]]) -> Done:
        texts = {place.row_id: found for place, found in by_place.items() if place.column == TEXT}
        rows: dict[tuple[str, int], Values] = defaultdict(dict)
        for place, found in sorted(by_place.items()):
            if place.column != TEXT:
                rows[place.table, place.row_id] |= self._changed(place, found)
        self._write(rows)
        segments, sources = 0, 0
        for source_id in sorted(texts.keys() | self._labels.keys()):
            report = self._in_text(source_id, texts.get(source_id, []))
            segments += len(report.changed)
            sources += 1
        return Done(self._places, sources, segments, self._gone)

    # --- values ---------------------------------------------------------------------------------------------------

    def _changed(self, place: Place, found: Sequence[Found]) -> Values:
        table = Base.metadata.tables[place.table]
        row = self._session.execute(select(table).where(table.c.id == place.row_id)).mappings().first()
        old = row[place.column] if row is not None else None
        if row is None or old is None:
            self._gone += len(found)
            return {}
        new = self._replaced(old, found, as_json=(place.table, place.column) in _JSON)
        key = _KEYS.get(place.column)
        if new == old or key is None or key not in table.c:
            return {place.column: new}
        new = self._free(table, key, dict(row), new)
        if place.table == "speaker":
            self._labels[row["source_id"]][old] = (new, list(found))
        return {place.column: new, key: name_key(new)}

    def _replaced(self, text: str, found: Sequence[Found], *, as_json: bool = False) -> str:
        pieces, at = [], 0
        for edit in self._edits(text, found):
            by = json.dumps(edit.text, ensure_ascii=False)[1:-1] if as_json else edit.text
            pieces += [text[at : edit.start], by]
            at = edit.end
        return "".join([*pieces, text[at:]])

    def _edits(self, text: str, found: Sequence[Found]) -> list[Edit]:
        edits = []
        for each in sorted(found, key=lambda each: each.span):
            if each.span.of(text) == each.words:
                edits.append(Edit(each.span.start, each.span.end, each.replacement(brackets=self._brackets)))
            else:
                self._gone += 1
        self._places += len(edits)
        return edits

    def _free(self, table: Table, key: str, row: Values, name: str) -> str:
        """A name that none of its neighbours has: two real names may have had one pseudonym."""
        within = _within(row)
        if (table.name, within) not in self._taken:
            rows = self._session.execute(select(table)).mappings().all()
            self._taken[table.name, within] = {each[key] for each in rows if _within(each) == within}
        taken = self._taken[table.name, within]
        taken.discard(row[key])
        made = free_name(name, taken)
        taken.add(name_key(made))
        return made

    def _write(self, rows: dict[tuple[str, int], Values]) -> None:
        alike: dict[tuple[str, tuple[str, ...]], dict[int, Values]] = defaultdict(dict)
        for (table, row_id), values in rows.items():
            if values:
                alike[table, tuple(sorted(values))][row_id] = values
        for (table, _names), changes in alike.items():
            journal.of(self._session).update_each(journal.model_of(table), changes)

    # --- texts -----------------------------------------------------------------------------------------------

    def _in_text(self, source_id: int, found: Sequence[Found]) -> editing.Report:
        version = self._version(source_id)
        text = self._project.texts.text(self._session, version.text_sha)
        labels = self._labels.get(source_id, {})
        marks = self._project.texts.marks(self._session, version.marks_sha)
        edits = self._edits(text, found)
        edits += [edit for mark in marks if mark.value in labels for edit in self._of_label(text, mark, labels)]
        report = editing.correct(self._project, source_id, sorted(edits), swapped=True)
        if labels:
            version = self._version(source_id)
            marks = self._project.texts.marks(self._session, version.marks_sha)
            told = [
                Mark(mark.start, mark.end, mark.kind, labels[mark.value][0])
                if mark.kind == "speaker" and mark.value in labels
                else mark
                for mark in marks
            ]
            version.marks_sha = keep_marks(self._session, told)
            self._session.flush()
        return report

    def _version(self, source_id: int) -> TextVersion:
        self._session.flush()
        query = select(TextVersion).join(Source, Source.version_id == TextVersion.id).where(Source.id == source_id)
        return self._session.execute(query).scalar_one()

    def _of_label(self, text: str, mark: Mark, labels: dict[str, tuple[str, list[Found]]]) -> Iterator[Edit]:
        """The label as it stands at the head of a turn."""
        if mark.kind != "speaker":
            return
        shown = text[mark.start : mark.end]
        finder = Finder(found.form for found in labels[mark.value][1])
        for each in finder.find(shown):
            start = mark.start + each.span.start
            yield Edit(start, start + len(each.words), each.replacement(brackets=self._brackets))


def _within(row: Mapping[Any, Any]) -> int:
    """Among whose rows a name has to be alone of its kind: of a source, a memo, a category, or all."""
    return next((row[each] for each in ("source_id", "memo_id", "code_id") if row.get(each) is not None), 0)
