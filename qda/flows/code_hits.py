"""Coding many places at once: chosen hits of a search, or rows of a table; one act, undone as one."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qda.analysis.search import Hit
from qda.coding import codes, segments
from qda.errors import QdaError
from qda.i18n import N_, _
from qda.project import coders
from qda.project.project import Project
from qda.sources import queries as sources
from qda.text import Span, paragraph_at, sentence_at


class TableUnclear(QdaError):
    """The table of codings is not as it must be; nothing was coded."""

    hint = N_("The first row names the columns source,start,end,code and if wanted coder; nothing was coded.")

    def __init__(self, line: int, why: str) -> None:
        super().__init__(_("Line {line} of the table can't be used: {why}").format(line=line, why=why))


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


def code_from_csv(project: Project, path: Path) -> Coded:
    """Code the rows source,start,end,code[,coder] of a CSV file; all of them or, if one is wrong, none.

    Raises TableUnclear with the line and the reason.
    """
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TableUnclear(0, _("it can't be read as UTF-8 text")) from error
    reader = csv.DictReader(io.StringIO(content, newline=""))
    missing = {"source", "start", "end", "code"} - set(reader.fieldnames or ())
    if missing:
        raise TableUnclear(1, _("no column {names}").format(names=", ".join(sorted(missing))))
    with project.command("codings.from_table", N_("Code the rows of “{name}”"), name=path.name):
        by_coder = _places(project, reader)
        new = known = 0
        for coder, places in by_coder.items():
            fresh, there = segments.apply_many(project, places, origin="import", coder_id=coder)
            new, known = new + fresh, known + there
        return Coded(new, known)


def _places(project: Project, reader: csv.DictReader[str]) -> dict[int | None, list[tuple[int, Span, int]]]:
    source_ids = {}
    code_ids: dict[str, int] = {}
    coder_ids: dict[str, int | None] = {"": None}
    places: dict[int | None, list[tuple[int, Span, int]]] = {}
    for row in reader:
        line = reader.line_num
        try:
            name, label, coder = row["source"], row["code"], (row.get("coder") or "").strip()
            if name not in source_ids:
                source_ids[name] = sources.find(project, name)
            if label not in code_ids:
                code_ids[label] = code_for(project, label)
            if coder not in coder_ids:
                coder_ids[coder] = coders.find(project, coder)
            span = Span(int(row["start"]), int(row["end"]))
        except QdaError as error:
            raise TableUnclear(line, error.sentence) from error
        except (TypeError, ValueError) as error:
            raise TableUnclear(line, _("start and end are not a stretch of characters")) from error
        places.setdefault(coder_ids[coder], []).append((source_ids[name], span, code_ids[label]))
    return places


def code_for(project: Project, label: str) -> int:
    """The code of this path or unique name; an unknown label makes an initial code at the root. Raises NotFound."""
    found = codes.candidates(project, label)
    if not found and codes.PATH_SEPARATOR not in label:
        return codes.create(project, label)
    return found[0][0] if len(found) == 1 else codes.named(project, label)
