"""Blocks and tables into a file, by its name's ending. It knows no report, and no maker of one knows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from qda.errors import QdaError
from qda.export.blocks import Block, Figure, Heading, condensed, sourced, tables_of
from qda.export.leaving import gated
from qda.export.profiles import APA, Profile
from qda.export.tables import Properties, Run, Table, plain
from qda.i18n import N_, _
from qda.progress import Progress

DOCUMENTS = (".docx", ".html")
"""They take whole reports: headings, words and figures beside tables."""
SHEETS = (".xlsx", ".csv")
"""They take tables alone, and a .csv only the first."""
FORMATS = (".docx", ".xlsx", ".csv", ".html")


def is_document(path: Path) -> bool:
    """True where a whole report has its place, not only tables for programs that calculate."""
    return path.suffix.lower() in DOCUMENTS


class UnknownFormat(QdaError):
    """The file's ending says nothing we can write."""

    hint = N_("Choose a name that ends in .docx, .xlsx, .csv or .html.")

    def __init__(self, path: Path) -> None:
        super().__init__(_("“{name}” is no format for a table.").format(name=path.name))


class NothingToWrite(QdaError):
    """A report that has nothing to say."""

    hint = N_("Code a text or write a memo first, or choose another report.")

    def __init__(self, path: Path) -> None:
        super().__init__(_("There is nothing yet to write into “{name}”.").format(name=path.name))


def write(
    path: Path,
    blocks: Sequence[Block],
    profile: Profile = APA,
    progress: Progress | None = None,
    *,
    bom: bool = False,
) -> None:
    """Write tables, or a whole report, by the name's ending; of a report .xlsx and .csv hold the tables alone.

    Raises UnknownFormat, CannotWrite, NothingToWrite, Cancelled.
    """
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise UnknownFormat(path)
    blocks = gated.worded(list(blocks), profile)
    tables = tables_of(blocks)
    if not (tables if suffix in SHEETS else blocks):
        raise NothingToWrite(path)
    properties = Properties(title=_title_of(blocks))
    if suffix in DOCUMENTS:
        blocks = printed(blocks, profile)
    if suffix == ".docx":
        from qda.export.word.document import write_blocks

        write_blocks(path, blocks, properties=properties, profile=profile, progress=progress)
    elif suffix == ".html":
        from qda.export.html import write_html

        write_html(path, blocks, properties=properties, profile=profile, progress=progress)
    elif suffix == ".xlsx":
        from qda.export.sheets import write_xlsx

        # Under a table in a workbook stands what stands under it on paper.
        write_xlsx(path, tables_of(sourced(tables, profile)), properties=properties, profile=profile, progress=progress)
    else:
        from qda.export.sheets import write_csv

        write_csv(path, tables[0], profile=profile, progress=progress, bom=bom)


def printed(blocks: Sequence[Block], profile: Profile) -> list[Block]:
    """The blocks as they stand in a document, and in its preview: long notes told once, with their source lines."""
    return sourced(condensed([_admitting(block, profile) for block in blocks], profile), profile)


def _admitting(block: Block, profile: Profile) -> Block:
    """A table without a row says so, for a bare head looks like a fault; what says so already stays as it is."""
    told = (Run(profile.say(N_("There is nothing to show here yet."))),)
    if not isinstance(block, Table) or block.rows or told in block.notes:
        return block
    return replace(block, notes=(told, *block.notes))


def _title_of(blocks: Sequence[Block]) -> str:
    for block in blocks:
        if isinstance(block, Table | Figure):
            return block.title
        if isinstance(block, Heading):
            return block.text
        if block.kind == "title":
            return plain(block.text)
    return ""
