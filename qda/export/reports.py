"""From the project to tables and files: what the window previews and the command line writes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qda.coding import codes
from qda.errors import NotFound
from qda.export import kinds, writing
from qda.export.blocks import Block, Heading, Prose, said, tables_of
from qda.export.leaving import gated
from qda.export.material import Material
from qda.export.study.data_tables import titled
from qda.export.tables import Table
from qda.export.wishes import Wish
from qda.export.writing import FORMATS, SHEETS, NothingToWrite, UnknownFormat
from qda.i18n import _
from qda.names import name_key
from qda.progress import Progress
from qda.project.project import Project
from qda.study import queries as study


def table(project: Project, wish: Wish) -> Table:
    """The first table of a report, as it stands in a document. Raises UnknownKind."""
    return tables_of(kinds.blocks(Material(project), wish))[0]


def blocks(project: Project, wish: Wish, material: Material | None = None) -> list[Block]:
    """A report as a document: headings, words, tables, figures. One that is more than a table begins with its title.

    Raises UnknownKind.
    """
    material = material or Material(project)
    made = kinds.blocks(material, wish)
    if not kinds.has_content(made) or not any(isinstance(block, Heading | Prose) for block in made):
        return made
    return [said(titled(kinds.kind(wish.kind).title, material, wish.profile), "title"), *made]


def sheets(project: Project, wish: Wish, material: Material | None = None) -> list[Table]:
    """A report as tables for programs that calculate. Raises UnknownKind."""
    return kinds.sheets(material or Material(project), wish)


def write_report(
    path: Path, project: Project, wish: Wish, progress: Progress | None = None, *, bom: bool = False
) -> int:
    """Make a report and write it by the name's ending; a .csv holds its first table.

    Gives about how many pages its tables fill in Word; 0 for a file of another kind.

    Raises UnknownKind, UnknownFormat, NothingToWrite, QuotedWithoutConsent, CannotWrite, Cancelled.
    """
    if path.suffix.lower() not in FORMATS:
        raise UnknownFormat(path)  # before the work, and before it is told that there is nothing to write
    if path.suffix.lower() in SHEETS:
        tables = sheets(project, wish)
        if not kinds.has_content(tables):
            raise NothingToWrite(path)
        allowed = gated.required(gated.tables(project, tables, wish.profile))
        writing.write(path, allowed, wish.profile, progress, bom=bom)
        return 0
    made = blocks(project, wish)
    if not kinds.has_content(made):
        raise NothingToWrite(path)
    whole = gated.required(gated.blocks(project, made, wish.profile))
    writing.write(path, whole, wish.profile, progress)
    if path.suffix.lower() != ".docx":
        return 0
    from qda.export.word.heights import about_pages

    return about_pages(whole, wish.profile)


def code_ids(project: Project, labels: Sequence[str]) -> tuple[int, ...]:
    """The codes of these labels or paths. Raises NotFound with candidates."""
    return tuple(codes.named(project, label) for label in labels)


def case_ids(project: Project, names: Sequence[str]) -> tuple[int, ...]:
    """The cases of these names. Raises NotFound."""
    known = {name_key(case.name): case for unit in study.units(project) for case in unit.cases}
    for name in names:
        if name_key(name) not in known:
            told = _("There is no case called “{name}”.").format(name=name)
            raise NotFound(told, tuple(case.name for case in known.values()))
    return tuple(known[name_key(name)].id for name in names)
