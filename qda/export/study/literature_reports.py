"""Literature and reporting checklists as reports: what the list of reports and the command line make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qda.analysis.study import screening
from qda.export.blocks import Block
from qda.export.material import Material
from qda.export.study import checklist_tables, literature_flow, literature_tables, references
from qda.export.tables import Table
from qda.study import literature

if TYPE_CHECKING:
    from qda.export.wishes import Wish


def reference_list(material: Material, wish: Wish) -> list[Block]:
    """The list of references."""
    return references.blocks(literature.rows(material.project), wish.profile)


def reference_sheets(material: Material, wish: Wish) -> list[Table]:
    """All publications with their fields."""
    made = literature_tables.listed(literature.rows(material.project), wish.profile)
    return [made] if made is not None else []


def screened(material: Material, wish: Wish) -> list[Block]:
    """The picture of the way from found to included, its numbers, and what each database brought."""
    rows = literature.rows(material.project)
    if not rows:
        return []
    drawn = literature_flow.figure(screening.flow(rows), wish.profile, material.title)
    return [drawn, *screening_tables(material, wish)]


def screening_tables(material: Material, wish: Wish) -> list[Table]:
    """The same without the picture."""
    rows = literature.rows(material.project)
    made = (literature_tables.databases(rows, wish.profile), literature_tables.flow_table(rows, wish.profile))
    return [table for table in made if table is not None]


def criteria(material: Material, wish: Wish) -> list[Block]:
    """The criteria side by side, and how many have which grade."""
    rows = literature.rows(material.project)
    made = (
        literature_tables.criteria(material.project, wish.profile),
        literature_tables.grades(material.project, rows, wish.profile),
    )
    return [table for table in made if table is not None]


def studies(material: Material, wish: Wish) -> list[Block]:
    """The included publications with what is said of each."""
    made = literature_tables.studies(material.project, literature.rows(material.project), wish.profile)
    return [made] if made is not None else []


def coreq(material: Material, wish: Wish) -> list[Block]:
    """The COREQ sheet; nothing while the study holds nothing."""
    return _checklist(material, wish, "coreq")


def srqr(material: Material, wish: Wish) -> list[Block]:
    """The SRQR sheet; nothing while the study holds nothing."""
    return _checklist(material, wish, "srqr")


def _checklist(material: Material, wish: Wish, name: str) -> list[Block]:
    if not checklist_tables.has_something(material.project):
        return []
    return [checklist_tables.table(material.project, name, wish.profile)]
