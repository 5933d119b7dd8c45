"""What the Reports workspace does off the main thread: make what is seen, and write it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from qda.i18n import _
from qda.ui.analysis.reports.kinds import CODED, title
from qda.ui.analysis.sheet import Sheet, lay_out

if TYPE_CHECKING:
    from qda.export.compose import Composed, Plan
    from qda.export.wishes import Wish
    from qda.progress import Progress
    from qda.project.project import Project


def make(project: Project, wish: Wish, source: int | None, progress: Progress) -> Sheet:
    """What is seen of a report; `source` for the coded text. Who would be quoted without consent is left out."""
    from qda.flows.withholding import clearing

    progress.step(0, 0, _("counting"))
    # What is seen is what will be written: without the words of those who have withdrawn.
    with clearing.cleared(project, progress, judged=True) as cleared:
        if wish.kind == CODED:
            return _coded(cleared, wish, source, progress)
        from qda.export import reports, writing
        from qda.export.leaving import gated

        found = gated.blocks(cleared, reports.blocks(cleared, wish), wish.profile)
        shown = writing.printed(found.value, wish.profile)
        return replace(lay_out(shown, wish.profile, progress), asked=found.asked, left_out=found.left_out)


def _coded(cleared: Project, wish: Wish, source: int | None, progress: Progress) -> Sheet:
    from qda.export.texts import coded_text

    if source is None:
        return lay_out([], wish.profile, progress)
    found = coded_text.passed(cleared, source, coded_text.read(cleared, source, wish.profile))
    made = lay_out([coded_text.table(found.value, wish.profile)], wish.profile, progress)
    return replace(made, asked=found.asked, left_out=found.left_out)


def write(
    path: Path, project: Project, wish: Wish, source: int | None, sheet: Sheet | None, bom: bool, progress: Progress
) -> Sheet | None:
    """Write a report by the ending of the path; gives what was made anew. Raises QuotedWithoutConsent."""
    if wish.kind == CODED:
        write_coded(path, project, wish, source, progress)
        return None
    from qda.export import reports, writing
    from qda.export.leaving import gate, gated

    with gate.leaving(project, "report", title(wish.kind), judged=True, progress=progress) as cleared:
        made = make(cleared, wish, source, progress) if sheet is None else sheet
        only_tables = path.suffix.lower() in writing.SHEETS
        if made.asked:
            raise gated.QuotedWithoutConsent(made.asked)
        blocks = made.blocks
        if only_tables and len(made.blocks) > 1:
            tables = gated.tables(cleared, reports.sheets(cleared, wish), wish.profile)
            gated.required(tables)
            blocks = tuple(tables.value)
        writing.write(path, blocks, made.profile, progress, bom=bom)
        return made


def write_coded(path: Path, project: Project, wish: Wish, source: int | None, progress: Progress) -> None:
    """Write a coded text, on paper too. Raises QuotedWithoutConsent."""
    from qda.export.leaving import gate, gated
    from qda.export.texts import coded_files, coded_text

    if source is None:
        return
    with gate.leaving(project, "report", title(CODED), sources=[source], judged=True, progress=progress) as cleared:
        coded = gated.required(coded_text.passed(cleared, source, coded_text.read(cleared, source, wish.profile)))
        if path.suffix.lower() == ".pdf":
            from qda.ui.analysis.reports.coded_print import write_pdf

            write_pdf(path, coded, wish.profile, progress)
        else:
            coded_files.write(path, coded, wish.profile, progress)


def write_document(path: Path, project: Project, plan: Plan, progress: Progress) -> Composed:
    """Write a document of several reports. Raises QuotedWithoutConsent."""
    from qda.export import compose
    from qda.export.leaving import gate

    with gate.leaving(project, "document", plan.title, judged=True, progress=progress) as cleared:
        return compose.write(path, cleared, plan, progress)
