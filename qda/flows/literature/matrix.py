"""A matrix of the included literature: studies down, headings of the summary and grades across."""

from __future__ import annotations

from qda.errors import QdaError
from qda.i18n import N_, _
from qda.names import free_name, name_key
from qda.project.project import Project
from qda.study import literature, references
from qda.study.literature import GRADE, HEADING, INCLUDED
from qda.synthesis import matrices, matrix_queries
from qda.synthesis.matrix_values import NewLine


class NothingIncluded(QdaError):
    """A summary is of studies that are included, under headings."""

    hint = N_("Mark publications as included (I), and add criteria of the kind “summary”: aim, design, findings.")

    def __init__(self) -> None:
        super().__init__(_("There is no included publication, or no heading to sum it up under."))


def make(project: Project, name: str = "") -> int:
    """Make the matrix under a name that is free, in one act; gives its id. Raises NothingIncluded."""
    found = [row for row in literature.rows(project) if row.stage == INCLUDED]
    found.sort(key=lambda row: references.order(row.reference))
    headings = literature.criteria(project, HEADING, GRADE)
    if not found or not headings:
        raise NothingIncluded
    taken = {name_key(each.name) for each in matrix_queries.names(project)}
    name = free_name(name or _("Included studies"), taken)
    with project.command("literature.matrix", N_("Make the matrix “{name}” of the included literature"), name=name):
        made = matrices.create(
            project,
            name,
            "across",
            content="summaries",
            rows=[NewLine("literature", row.id) for row in found],
            columns=[NewLine("", label=heading.name) for heading in headings],
        )
        lines = matrix_queries.matrix(project, made)
        for row, line in zip(found, lines.rows, strict=True):
            for heading, column in zip(headings, lines.columns, strict=True):
                if value := row.values.get(heading.id):
                    matrices.write(project, line.id, column.id, text=value)
        return made
