"""A coded text in one file, by its name's ending."""

from __future__ import annotations

from pathlib import Path

from qda.errors import QdaError
from qda.export import writing
from qda.export.profiles import APA, Profile
from qda.export.texts.coded_html import write_page
from qda.export.texts.coded_text import CodedText, table
from qda.export.texts.coded_word import write_word
from qda.i18n import N_, _
from qda.progress import Progress, Silent


class NoCodedFormat(QdaError):
    """The file's ending says nothing that a coded text can be."""

    hint = N_("Choose a name that ends in .docx, .html, .xlsx or .csv; the window also prints it as .pdf.")

    def __init__(self, path: Path) -> None:
        super().__init__(_("A coded text cannot be written as “{name}”.").format(name=path.name))


def write(path: Path, coded: CodedText, profile: Profile = APA, progress: Progress | None = None) -> None:
    """Write a coded text as a document, a page or a table. Raises NoCodedFormat, CannotWrite, Cancelled."""
    suffix = path.suffix.lower()
    if suffix == ".docx":
        write_word(path, coded, profile, progress or Silent())
    elif suffix == ".html":
        write_page(path, coded, profile, progress or Silent())
    elif suffix in writing.SHEETS:
        writing.write(path, [table(coded, profile)], profile, progress)
    else:
        raise NoCodedFormat(path)
