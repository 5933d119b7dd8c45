"""What can be done with places that a search found: coding them in one act, and writing them as a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qda.i18n import N_, _
from qda.ui.analysis.queries.hits import Found

if TYPE_CHECKING:
    from qda.analysis.words.search import Hit
    from qda.flows.code_hits import Coded
    from qda.progress import Progress
    from qda.project.project import Project


def code_all(project: Project, hits: list[Hit], label: str, code_id: int | None, widen: str) -> Coded:
    """Code these places as one act; a label that is not there yet makes its code in the same act. Raises NotFound."""
    from qda.flows import code_hits

    said = N_("Code a hit with “{label}”") if len(hits) == 1 else N_("Code {count} hits with “{label}”")
    with project.command("codings.from_search", said, count=len(hits), label=label):
        code = code_hits.code_for(project, label) if code_id is None else code_id
        return code_hits.code_hits(project, hits, code, widen=widen)


def code_as_job(
    project: Project, hits: list[Hit], label: str, code_id: int | None, widen: str, progress: Progress
) -> Coded:
    """The same off the main thread; it is one transaction, so it can only be stopped before it begins."""
    progress.step(0, 0, "")
    return code_all(project, hits, label, code_id, widen)


def write_list(project: Project, path: Path, found: Found, progress: Progress) -> None:
    """Write the places as a table, one row each. Raises UnknownFormat, CannotWrite, Cancelled."""
    from qda.export import writing
    from qda.export.leaving import gate
    from qda.export.tables import Column, Row, Table
    from qda.flows.withholding import clearing

    places = {group.source_id: group.place for group in found.groups}
    headings = (_("Source"), _("Unit or case"), _("Line"), _("Before"), _("Hit"), _("After"))
    kinds = ("stub", "text", "count", "text", "quote", "text")
    columns = tuple(Column(heading, kind) for heading, kind in zip(headings, kinds, strict=True))  # type: ignore[arg-type]  # literals
    title = _("Places of “{words}”").format(words=found.words)
    with gate.leaving(project, "search", found.words, progress=progress) as cleared:
        rows = tuple(
            Row((hit.source, places[hit.source_id], hit.line, hit.before, hit.quote, hit.after))
            for hit in clearing.places(cleared, found.hits)
        )
        writing.write(path, clearing.cleaned(cleared, [Table(title, columns, rows)]), progress=progress)
