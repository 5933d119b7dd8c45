"""Why a file could not be read: one class for each reason, with a sentence and a way out."""

from __future__ import annotations

from qda.errors import QdaError
from qda.i18n import N_, _


class UnreadableFile(QdaError):
    """A file that gives no text; the others of a batch are still imported."""


class FileMissing(UnreadableFile):
    """There is nothing at the path."""

    hint = N_("Check the path, or choose the file again.")

    def __init__(self, name: str) -> None:
        super().__init__(_("There is no file “{name}”.").format(name=name))


class IsFolder(UnreadableFile):
    """The path names a folder."""

    hint = N_("Choose the files in it, or import the folder as a folder.")

    def __init__(self, name: str) -> None:
        super().__init__(_("“{name}” is a folder, not a file.").format(name=name))


class NotAllowed(UnreadableFile):
    """The system refuses to open the file."""

    hint = N_("Check the file's permissions and whether another program holds it, or copy it elsewhere.")

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(_("“{name}” cannot be opened: {reason}.").format(name=name, reason=reason))


class EmptyFile(UnreadableFile):
    """The file has no bytes."""

    hint = N_("Check that the file was saved or downloaded completely.")

    def __init__(self, name: str) -> None:
        super().__init__(_("“{name}” is empty.").format(name=name))


class NothingToRead(UnreadableFile):
    """The file holds white space only, or pictures only."""

    hint = N_("Open the file in its own program and check that it has text and not only pictures.")

    def __init__(self, name: str) -> None:
        super().__init__(_("“{name}” holds no text.").format(name=name))


class ScannedPdf(UnreadableFile):
    """A PDF of pictures of pages."""

    hint = N_("Run text recognition (OCR) on it first and import what that writes.")

    def __init__(self, name: str, pages: int) -> None:
        sentence = _("“{name}” is a scan: its {pages} pages hold pictures and no text.")
        super().__init__(sentence.format(name=name, pages=pages))


class EncryptedFile(UnreadableFile):
    """The file is protected by a password."""

    hint = N_("Open it in its own program with the password and save a copy without one.")

    def __init__(self, name: str) -> None:
        super().__init__(_("“{name}” is protected by a password.").format(name=name))


class LegacyOffice(UnreadableFile):
    """A .doc, .xls or .ppt of the years before 2007."""

    hint = N_("Open it in Word, Excel or LibreOffice and save it as .docx, .xlsx or .odt.")

    def __init__(self, name: str, kind: str) -> None:
        super().__init__(
            _("“{name}” is in the old binary format {kind}, which is not read.").format(name=name, kind=kind)
        )


class UnknownFormat(UnreadableFile):
    """The file is known to be something that is not a text, or is not known at all."""

    hint = N_("Texts can be imported from .txt, .md, .docx, .odt, .rtf, .pdf, .html, .srt, .vtt, .csv and .xlsx.")

    def __init__(self, name: str, kind: str = "") -> None:
        if kind:
            super().__init__(_("“{name}” is {kind}, which is not read.").format(name=name, kind=kind))
        else:
            super().__init__(_("“{name}” is not a text.").format(name=name))


class DamagedFile(UnreadableFile):
    """The file breaks off or contradicts its format."""

    hint = N_("Open it in its own program, save it anew, and import the copy; or fetch the file again.")

    def __init__(self, name: str, kind: str) -> None:
        super().__init__(_("“{name}” is damaged: it cannot be read as {kind}.").format(name=name, kind=kind))


class TooLarge(UnreadableFile):
    """More than can be worked with as one text."""

    hint = N_("Split it into several files; one interview or record in each is best.")

    def __init__(self, name: str, limit: int) -> None:
        sentence = _("“{name}” is too large: at most {limit} million characters can be one text.")
        super().__init__(sentence.format(name=name, limit=limit // 1_000_000))


class TooDeep(UnreadableFile):
    """Elements nested in elements without end."""

    hint = N_("Open it in its own program and save it as plain text.")

    def __init__(self, name: str) -> None:
        super().__init__(_("“{name}” is nested too deeply to be read.").format(name=name))


class SuspectArchive(UnreadableFile):
    """A document whose packing is made to harm: it swells without measure, or reaches outside of itself."""

    hint = N_("Do not trust the file. If you know its origin, open it in its own program and save it anew.")

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(_("“{name}” was refused: {reason}.").format(name=name, reason=reason))


class EntitiesRefused(UnreadableFile):
    """XML with a document type, which no word processor writes and attacks need."""

    hint = N_("Do not trust the file. If you know its origin, open it in its own program and save it anew.")

    def __init__(self, name: str) -> None:
        super().__init__(_("“{name}” was refused: it declares XML entities.").format(name=name))


class UnknownEncoding(UnreadableFile):
    """The encoding asked for does not exist."""

    hint = N_("Choose one of the encodings offered, such as utf-8 or cp1252.")

    def __init__(self, encoding: str) -> None:
        super().__init__(_("There is no encoding called “{encoding}”.").format(encoding=encoding))


class WrongEncoding(UnreadableFile):
    """The bytes cannot be text in the encoding asked for."""

    hint = N_("Choose another encoding, or let the program detect it.")

    def __init__(self, name: str, encoding: str) -> None:
        super().__init__(_("“{name}” cannot be read as {encoding}.").format(name=name, encoding=encoding))


class NoTextColumn(UnreadableFile):
    """A table without a row of text."""

    hint = N_("One column must hold the texts, one in each row; the first row may name the columns.")

    def __init__(self, name: str) -> None:
        super().__init__(_("“{name}” has no row with a text.").format(name=name))


class TooManyRows(UnreadableFile):
    """A table with more rows than a study can have sources."""

    hint = N_("Split it into several tables, or leave out the rows that are no texts.")

    def __init__(self, name: str, limit: int) -> None:
        super().__init__(_("“{name}” has more than {limit} rows.").format(name=name, limit=limit))
