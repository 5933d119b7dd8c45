"""All memos in one file: an outline to read, or a table to sort."""

from __future__ import annotations

from pathlib import Path

from qda.errors import QdaError
from qda.export import writing
from qda.export.profiles import APA, Profile
from qda.export.texts import memo_tables, outline
from qda.i18n import N_, _
from qda.memos import queries
from qda.progress import Progress
from qda.project.project import Project

FORMATS = (".docx", ".md", ".xlsx", ".csv")


class NoMemoFormat(QdaError):
    """The file's ending says nothing that memos can be written as."""

    hint = N_("Choose a name that ends in .docx, .md, .xlsx or .csv.")

    def __init__(self, path: Path) -> None:
        super().__init__(_("“{name}” is no format for memos.").format(name=path.name))


def write_all(
    project: Project, path: Path, *, quotes: bool = True, profile: Profile = APA, progress: Progress | None = None
) -> None:
    """All memos by the name's ending: a document (.docx, .md) or a table (.xlsx, .csv).

    Raises NoMemoFormat, CannotWrite, Cancelled.
    """
    suffix = path.suffix.lower()
    if suffix in outline.FORMATS:
        made = outline.of_all(project, quotes=quotes, profile=profile)
        outline.write(path, made, quotes=quotes, profile=profile, progress=progress)
    elif suffix in FORMATS:
        rows = list(reversed(queries.memos(project)))
        writing.write(path, [memo_tables.table(rows, profile)], profile, progress)
    else:
        raise NoMemoFormat(path)
