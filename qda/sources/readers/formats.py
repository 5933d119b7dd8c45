"""Which format a file has: by its first bytes, and only where those leave it open by its suffix."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath
from typing import Literal

from qda.i18n import N_, _
from qda.sources.readers import archive
from qda.sources.readers.encodings import looks_like_text
from qda.sources.readers.problems import DamagedFile, EncryptedFile, LegacyOffice, UnknownFormat
from qda.sources.readers.subtitles import looks_like_srt

Format = Literal["plain", "markdown", "word", "odf", "rtf", "pdf", "web", "subtitles", "csv", "xlsx"]

_BY_SUFFIX: dict[str, Format] = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".docx": "word",
    ".docm": "word",
    ".odt": "odf",
    ".rtf": "rtf",
    ".pdf": "pdf",
    ".html": "web",
    ".htm": "web",
    ".xhtml": "web",
    ".srt": "subtitles",
    ".vtt": "subtitles",
    ".csv": "csv",
    ".tsv": "csv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
}
SUFFIXES = frozenset(_BY_SUFFIX)
_TEXTUAL: frozenset[Format] = frozenset({"plain", "markdown", "csv", "subtitles", "web"})

_NAMES: dict[Format, str] = {
    "plain": N_("plain text"),
    "markdown": N_("Markdown"),
    "word": N_("a Word document"),
    "odf": N_("an OpenDocument text"),
    "rtf": N_("Rich Text Format"),
    "pdf": N_("a PDF"),
    "web": N_("a web page"),
    "subtitles": N_("subtitles"),
    "csv": N_("a table of comma-separated values"),
    "xlsx": N_("an Excel workbook"),
}
# What else a file may turn out to be, by its first bytes.
_FOREIGN = (
    (b"\xff\xd8\xff", N_("a picture")),
    (b"\x89PNG", N_("a picture")),
    (b"GIF8", N_("a picture")),
    (b"II*\x00", N_("a picture")),
    (b"MM\x00*", N_("a picture")),
    (b"BM", N_("a picture")),
    (b"ID3", N_("a sound recording")),
    (b"\xff\xfb", N_("a sound recording")),
    (b"OggS", N_("a sound recording")),
    (b"fLaC", N_("a sound recording")),
    (b"RIFF", N_("a sound or video recording")),
    (b"\x1aE\xdf\xa3", N_("a video")),
    (b"\x1f\x8b", N_("a compressed archive")),
    (b"7z\xbc\xaf", N_("a compressed archive")),
    (b"Rar!", N_("a compressed archive")),
    (b"SQLite format 3", N_("a database")),
)
_STREAMS = (  # an encrypted .docx or .xlsx comes in the old container
    ("EncryptedPackage", ""),
    ("WordDocument", "Word (.doc)"),
    ("Workbook", "Excel (.xls)"),
    ("PowerPoint Document", "PowerPoint (.ppt)"),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>])", re.IGNORECASE | re.DOTALL)
_XHTML = re.compile(rb"\s*<\?xml[^>]*>\s*(?:<!DOCTYPE\s+html|<html[\s>])", re.IGNORECASE)


def recognise(data: bytes, file: str) -> tuple[Format, list[str]]:
    """A file's format, and a note if its suffix says another; raises UnreadableFile for what is no text."""
    suffix = PurePath(file).suffix.lower()
    expected = _BY_SUFFIX.get(suffix)
    found = _by_content(data, file, expected) or _by_elimination(data, file, expected)
    if found == expected:
        return found, []
    if expected is None and found == "plain":
        note = _("The file was read as plain text.")
    else:
        note = _("The file was read as {kind}, which it is in spite of its name.").format(kind=_(_NAMES[found]))
    return found, [note]


def _by_content(data: bytes, file: str, expected: Format | None) -> Format | None:
    """The format that the first bytes prove, if any."""
    if data.startswith(b"%PDF-") or (expected == "pdf" and b"%PDF-" in data[:1024]):
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(data, file)
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(_OLD_OFFICE):
        raise _old_office(data, file)
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(head) or _XHTML.match(head):
        return "web"
    if head.startswith(b"WEBVTT"):
        return "subtitles"
    return None


def _by_elimination(data: bytes, file: str, expected: Format | None) -> Format:
    """The format of a file without a tell-tale beginning: a text format, or nothing that is read."""
    if not looks_like_text(data):
        raise _no_text(data, file, expected)
    if expected in _TEXTUAL and expected != "plain":
        return expected
    beginning = data[:400].decode("utf-8", errors="replace").replace("\r\n", "\n")
    return "subtitles" if looks_like_srt(beginning) else "plain"


def _no_text(data: bytes, file: str, expected: Format | None) -> DamagedFile | UnknownFormat:
    for beginning, kind in _FOREIGN:
        if data.startswith(beginning):
            return UnknownFormat(file, _(kind))
    if data[4:8] == b"ftyp":
        return UnknownFormat(file, _("a sound or video recording"))
    if expected is not None and expected not in _TEXTUAL:
        return DamagedFile(file, _(_NAMES[expected]))
    return UnknownFormat(file)


def _old_office(data: bytes, file: str) -> EncryptedFile | LegacyOffice | UnknownFormat:
    """What a file of the old binary container is, by the names of its streams."""
    for stream, kind in _STREAMS:
        if stream.encode("utf-16-le") in data:
            return LegacyOffice(file, kind) if kind else EncryptedFile(file)
    return UnknownFormat(file)


def _packed(data: bytes, file: str) -> Format:
    """What a ZIP archive is, by the parts it names."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = packed.namelist()
            mime = _mime(packed) if "mimetype" in names else ""
    except archive.BROKEN:
        raise DamagedFile(file, _("a packed document")) from None
    if mime.startswith("application/vnd.oasis.opendocument.text"):
        return "odf"
    if mime:
        raise UnknownFormat(file, _("a document of another kind"))
    if any(name.startswith("word/") for name in names):
        return "word"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if any(name.startswith("ppt/") for name in names):
        raise UnknownFormat(file, _("a presentation"))
    raise UnknownFormat(file, _("a compressed archive"))


def _mime(packed: zipfile.ZipFile) -> str:
    member = packed.getinfo("mimetype")
    if member.flag_bits & 1 or member.file_size > 200:
        return "?"
    return packed.read(member).decode("ascii", errors="replace").strip()
