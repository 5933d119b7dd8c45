"""What can be done with the segments that answer: coding and recoding them in one act, and writing them as a table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qda.errors import QdaError
from qda.i18n import N_, _
from qda.text import Span

if TYPE_CHECKING:
    from qda.analysis.queries.asking import Answer
    from qda.analysis.queries.query import Has, Query
    from qda.progress import Progress
    from qda.project.project import Project


class NoCodeAsked(QdaError):
    """Recoding needs to know which code is to become another."""

    hint = N_("Ask for a code, or give the segments one more code with “Code all”.")

    def __init__(self) -> None:
        super().__init__(_("The query asks for no code that these segments carry, so none can be changed."))


def code_all(
    project: Project, answer: Answer, places: Sequence[int], label: str, code_id: int | None, progress: Progress
) -> tuple[int, int]:
    """Give these places one more code, as one act; gives how many were new and how many had it."""
    from qda.coding import segments
    from qda.flows import code_hits
    from qda.project.project import by_count

    progress.step(0, 0, "")
    said = by_count(len(places), N_("Code a segment with “{label}”"), N_("Code {count} segments with “{label}”"))
    here = [answer.ground.places[at] for at in places]
    with project.command("codings.from_query", said, count=len(places), label=label):
        code = code_hits.code_for(project, label) if code_id is None else code_id
        return segments.apply_many(project, [(p.source, Span(p.start, p.end), code) for p in here], origin="search")


def recode(
    project: Project, answer: Answer, places: Sequence[int], label: str, code_id: int | None, progress: Progress
) -> int:
    """Bind the codings that were asked for to another code, as one act; gives how many. Raises NoCodeAsked."""
    from qda.analysis.queries import quotes
    from qda.coding import segments
    from qda.flows import code_hits
    from qda.project.project import by_count

    progress.step(0, 0, "")
    wanted = asked_codes(project, answer)
    rows = quotes.rows(project, answer.ground, places)
    ids = [coding for row in rows for coding, code in row.codings if code in wanted]
    if not ids:
        raise NoCodeAsked
    said = by_count(len(ids), N_("Recode a segment to “{label}”"), N_("Recode {count} segments to “{label}”"))
    with project.command("codings.recode_query", said, count=len(ids), label=label):
        code = code_hits.code_for(project, label) if code_id is None else code_id
        segments.recode(project, ids, code)
    return len(ids)


def asked_codes(project: Project, answer: Answer) -> frozenset[int]:
    """The codes that the segments themselves were asked for, not those that they only stand near."""
    from qda.analysis.queries.asking import code_ids

    conditions = _about_itself(answer.query)
    return frozenset().union(*(code_ids(project, answer.ground, each) for each in conditions if each.field == "code"))


def _about_itself(query: Query) -> list[Has]:
    from qda.analysis.queries.query import All, AnyOf, Has, Related

    match query:
        case Has():
            return [query]
        case All(parts) | AnyOf(parts):
            return [has for part in parts for has in _about_itself(part)]
        case Related(left):
            return _about_itself(left)
        case _:
            return []


def write(path: Path, project: Project, answer: Answer, places: Sequence[int], progress: Progress) -> int:
    """Write these as a .docx, .xlsx or .csv; gives how many. Raises UnknownFormat, CannotWrite, Cancelled."""
    from qda.analysis.queries import quotes, telling
    from qda.export import writing
    from qda.export.coding import query_tables
    from qda.export.leaving import gate
    from qda.flows.withholding import clearing
    from qda.study import queries

    progress.step(0, 0, "")
    with gate.leaving(project, "query", telling.sentence(answer.query), progress=progress) as cleared:
        rows = quotes.rows(cleared, answer.ground, places)
        title = queries.study(cleared).title
        table = query_tables.quotes(answer, rows, telling.sentence(answer.query), study=title)
        writing.write(path, clearing.cleaned(cleared, [table]), progress=progress)
    return len(rows)
