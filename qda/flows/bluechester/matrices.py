"""The sample's matrices: one case by perspectives, three domains side by side, claims by kind of source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qda.coding import segments
from qda.i18n import N_
from qda.names import name_key
from qda.project.project import Project
from qda.synthesis import claims, matrices
from qda.synthesis.matrices import NewLine
from qda.text import Span

Known = Mapping[str, Mapping[str, int]]


def keep(
    project: Project,
    told: Mapping[str, Any],
    *,
    known: Known,
    sources: Mapping[str, int],
    texts: Mapping[str, str],
) -> None:
    """Make them; `known` has ids by kind and name, `sources` and `texts` go by the name of the source."""
    for entry in told["matrix"]:
        with project.command("sample.matrix", N_("Make the matrix “{name}” of the sample"), name=entry["name"]):
            lines = [[_line(project, word, known) for word in entry[axis]] for axis in ("rows", "columns")]
            case = known["case"][entry["case"]] if "case" in entry else None
            made = matrices.create(project, entry["name"], entry["kind"], case_id=case, rows=lines[0], columns=lines[1])
            matrices.describe(project, made, entry["description"])
            found = matrices.matrix(project, made)
            rows = dict(zip(entry["rows"], (line.id for line in found.rows), strict=True))
            columns = dict(zip(entry["columns"], (line.id for line in found.columns), strict=True))
            for cell in entry["cell"]:
                _fill(project, (rows[cell["row"]], columns[cell["column"]]), cell, sources, texts)


def _line(project: Project, word: str, known: Known) -> NewLine:
    kind, _colon, name = word.partition(":")
    if kind == "heading":
        return NewLine(label=name)
    if kind == "claim":
        # A claim is named by how it begins.
        rows = claims.rows(project)
        return NewLine(kind, next(row.id for row in rows if name_key(row.text).startswith(name_key(name))))
    return NewLine(kind, label=name) if kind not in known else NewLine(kind, known[kind][name])


def _fill(
    project: Project,
    place: tuple[int, int],
    cell: Mapping[str, Any],
    sources: Mapping[str, int],
    texts: Mapping[str, str],
) -> None:
    held = [_segment(project, quoted, sources, texts) for quoted in cell.get("evidence", ())]
    if held:
        matrices.link(project, *place, held)
    matrices.write(
        project, *place, judgement=cell.get("judgement", ""), text=cell["text"], reason=cell.get("reason", "")
    )


def _segment(project: Project, quoted: Sequence[str], sources: Mapping[str, int], texts: Mapping[str, str]) -> int:
    name, words = quoted
    start = texts[name].index(words)
    return segments.hold(project, sources[name], Span(start, start + len(words)))
