"""Coding many places at once: chosen hits of a search, or rows of a table; one act, undone as one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from qda.analysis.words.search import Hit
from qda.coding import codes, segments
from qda.coding.segments import Applied, SpanOutside
from qda.errors import QdaError
from qda.i18n import N_, _
from qda.names import clean, printable
from qda.project import coders
from qda.project.project import Project
from qda.sources import queries as sources
from qda.store.models import Source, TextVersion
from qda.text import Span, paragraph_at, sentence_at


class TableUnclear(QdaError):
    """The table of codings is not as it must be; nothing was coded."""

    hint = N_("The first row names the columns source,start,end,code and if wanted coder; nothing was coded.")

    def __init__(self, line: int, why: str) -> None:
        super().__init__(_("Line {line} of the table can't be used: {why}").format(line=line, why=why))


class TableUnreadable(QdaError):
    """There is no such file, or it is no UTF-8 text."""

    hint = N_("Check the path; save the table as CSV in UTF-8. Nothing was coded.")

    def __init__(self, path: Path) -> None:
        super().__init__(_("“{name}” can't be read as UTF-8 text.").format(name=path.name))


@dataclass(frozen=True, slots=True)
class Coded:
    """How many places got a coding, and how many had it already."""

    new: int
    known: int


def code_hits(project: Project, hits: Sequence[Hit], code_id: int, *, widen: str = "words") -> Coded:
    """Code chosen hits: the words found, or the sentence or paragraph around each."""
    around = {"sentence": sentence_at, "paragraph": paragraph_at}.get(widen)
    texts: dict[int, str] = {}
    places = []
    for hit in hits:
        span: Span | None = Span(hit.start, hit.end)
        if around is not None:
            if hit.source_id not in texts:
                texts[hit.source_id] = sources.opened(project, hit.source_id).text
            span = around(texts[hit.source_id], hit.start) or span
        places.append((hit.source_id, span or Span(hit.start, hit.end), code_id))
    return Coded(*segments.apply_many(project, places, origin="search"))


def code_place(project: Project, source: str, span: Span, label: str, coder: str = "") -> Applied:
    """Code one stretch of a source, both by name; a new coder joins. Raises NotFound, SpanOutside, CodeNameMissing."""
    source_id = sources.find(project, source)
    length = len(sources.opened(project, source_id).text)
    if span.end > length:
        raise SpanOutside(span, length)
    _look_up(project, label)  # nobody joins for a label that means nothing
    coder_id = coders.find(project, coder) if coder.strip() else None
    with project.command("codings.apply", N_("Apply “{code}”"), code=label):
        return segments.apply(project, source_id, span, code_for(project, label), coder_id=coder_id)


def code_from_csv(project: Project, path: Path, *, coder: str = "") -> Coded:
    """Code the rows source,start,end,code[,coder] of a CSV file; all of them or, if one is wrong, none.

    `coder` is whose they are where a row does not say. Raises TableUnreadable, TableUnclear with the line and reason.
    """
    rows = list(_rows(project, _content(path)))
    there: dict[str, int] = {}
    for row in {row.label: row for row in rows}.values():
        with _told(row.line):
            there.update((row.label, code) for code in _look_up(project, row.label))
    names = dict.fromkeys(row.coder for row in rows)
    coder_ids = {name: coders.find(project, name or coder) if name or coder else None for name in names}
    with project.command("codings.from_table", N_("Code the rows of “{name}”"), name=printable(path.name)):
        labels = dict.fromkeys(row.label for row in rows)
        code_ids = {label: there[label] if label in there else code_for(project, label) for label in labels}
        places_of: dict[str, list[tuple[int, Span, int]]] = {name: [] for name in coder_ids}
        for row in rows:
            places_of[row.coder].append((row.source_id, row.span, code_ids[row.label]))
        new = known = 0
        for name, coder_id in coder_ids.items():
            fresh, same = segments.apply_many(project, places_of[name], origin="import", coder_id=coder_id)
            new, known = new + fresh, known + same
        return Coded(new, known)


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    source_id: int
    span: Span
    label: str
    coder: str


def _content(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TableUnreadable(path) from error


def _rows(project: Project, content: str) -> Iterator[_Row]:
    # Excel writes semicolons wherever the comma is the decimal mark.
    delimiter = max(",;\t", key=content.partition("\n")[0].count)
    reader = csv.DictReader(io.StringIO(content, newline=""), delimiter=delimiter)
    texts = _Texts(project)
    try:
        missing = {"source", "start", "end", "code"} - set(reader.fieldnames or ())
        if missing:
            raise TableUnclear(1, _("no column {names}").format(names=", ".join(sorted(missing))))
        for cells in reader:
            with _told(reader.line_num):
                yield _row(reader.line_num, cells, texts)
    except csv.Error as error:
        raise TableUnclear(reader.line_num, str(error)) from error


class _Texts:
    """The texts that rows name, each looked up once; none is read, since its length is written down."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._ids: dict[str, int] = {}
        asking = select(Source.id, TextVersion.length).join(TextVersion, TextVersion.id == Source.version_id)
        with project.read() as session:
            self._lengths = dict(session.execute(asking).all())

    def named(self, name: str) -> tuple[int, int]:
        """The id and the length of the source of this name. Raises NotFound."""
        if name not in self._ids:
            self._ids[name] = sources.find(self._project, name)
        return self._ids[name], self._lengths[self._ids[name]]


def _row(line: int, cells: dict[str, str], texts: _Texts) -> _Row:
    name, label = cells["source"], cells["code"]
    if None in (name, cells["start"], cells["end"], label):
        raise TableUnclear(line, _("it has too few columns"))
    source_id, length = texts.named(name)
    try:
        span = Span(int(cells["start"]), int(cells["end"]))
    except ValueError as error:
        raise TableUnclear(line, _("start and end are not a stretch of characters")) from error
    if span.end > length:
        raise SpanOutside(span, length)
    return _Row(line, source_id, span, label, (cells.get("coder") or "").strip())


@contextmanager
def _told(line: int) -> Iterator[None]:
    """Say in which line it went wrong."""
    try:
        yield
    except TableUnclear:
        raise
    except QdaError as error:
        raise TableUnclear(line, error.sentence) from error


def _look_up(project: Project, label: str) -> list[int]:
    """The code that a label means, none where it would be new. Raises CodeNameMissing, NotFound if several have it."""
    if not clean(label):
        raise codes.CodeNameMissing
    found = codes.candidates(project, label)
    if len(found) > 1 or (not found and codes.PATH_SEPARATOR in label):
        return [codes.named(project, label)]
    return [code for code, _path in found]


def code_for(project: Project, label: str) -> int:
    """The code of this path or unique name; an unknown label makes an initial code at the root. Raises NotFound."""
    found = codes.candidates(project, label)
    if not found and codes.PATH_SEPARATOR not in label:
        return codes.create(project, label)
    return found[0][0] if len(found) == 1 else codes.named(project, label)
