"""From a file to texts: `read` finds the format by the content, and every way in which that can fail is a sentence."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from qda.i18n import _
from qda.progress import Progress, Silent
from qda.sources.readers import guarded, markdown, odf, pdf, plain, rtf, subtitles, tables, web, word
from qda.sources.readers.formats import SUFFIXES, Format, recognise
from qda.sources.readers.problems import (
    EmptyFile,
    FileMissing,
    IsFolder,
    NotAllowed,
    TooLarge,
    UnknownFormat,
    UnreadableFile,
)
from qda.sources.readers.reading import MAX_FILE, MAX_TEXT, Reading

__all__ = ["MAX_FILE", "MAX_TEXT", "SUFFIXES", "Reading", "UnreadableFile", "read", "read_bytes", "read_guarded"]

_WITH_ENCODING: dict[Format, Callable[[bytes, str, str | None, Progress], list[Reading]]] = {
    "plain": plain.read_plain,
    "markdown": markdown.read_markdown,
    "web": web.read_web,
    "subtitles": subtitles.read_subtitles,
    "csv": tables.read_csv,
}
_DOCUMENTS: dict[Format, Callable[[bytes, str, Progress], list[Reading]]] = {
    "word": word.read_word,
    "odf": odf.read_odf,
    "rtf": rtf.read_rtf,
    "xlsx": tables.read_xlsx,
}
_STRUCTURED: frozenset[Format] = frozenset({"pdf", "web", *_DOCUMENTS})
"""Formats whose parsers are worth attacking: they are read in a process of their own."""


def read(
    path: Path, *, encoding: str | None = None, keep_edges: bool = False, progress: Progress | None = None
) -> list[Reading]:
    """The texts in a file: one, or for a table one for each row.

    `encoding` is used for text formats in place of what would be detected; `keep_edges` leaves page numbers and
    running heads of a PDF in its text. Raises UnreadableFile, or Cancelled.
    """
    try:
        facts = path.stat()
        if not (stat.S_ISREG(facts.st_mode) or stat.S_ISDIR(facts.st_mode)):
            raise UnknownFormat(path.name, _("a device or pipe"))  # which may never end
        if facts.st_size > MAX_FILE:
            raise TooLarge(path.name, MAX_TEXT)
        data = path.read_bytes()
    except FileNotFoundError:
        raise FileMissing(path.name) from None
    except IsADirectoryError:
        raise IsFolder(path.name) from None
    except OSError as problem:
        if path.is_dir():  # on Windows a folder gives “permission denied”
            raise IsFolder(path.name) from None
        raise NotAllowed(path.name, problem.strerror or type(problem).__name__) from None
    return read_guarded(data, path.name, encoding=encoding, keep_edges=keep_edges, progress=progress)


def read_guarded(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,
    keep_edges: bool = False,
    progress: Progress | None = None,
) -> list[Reading]:
    """As `read_bytes`, for a file that nobody vouches for: what has an inner structure is read in another process."""
    if not data:
        raise EmptyFile(name)
    if recognise(data, name)[0] not in _STRUCTURED or not guarded.possible():
        return read_bytes(data, name, encoding=encoding, keep_edges=keep_edges, progress=progress)
    found: list[Reading] = guarded.run(
        f"{__name__}:read_bytes",
        data,
        name,
        name=name,
        size=len(data),
        progress=progress,
        encoding=encoding,
        keep_edges=keep_edges,
    )
    return found


def read_bytes(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,
    keep_edges: bool = False,
    progress: Progress | None = None,
) -> list[Reading]:
    """As `read`, for a file's bytes and its name."""
    if not data:
        raise EmptyFile(name)
    progress = progress or Silent()
    kind, notes = recognise(data, name)
    if len(data) > (MAX_TEXT if kind in _WITH_ENCODING or kind == "rtf" else MAX_FILE):
        raise TooLarge(name, MAX_TEXT)
    if kind in _WITH_ENCODING:
        readings = _WITH_ENCODING[kind](data, name, encoding, progress)
    elif kind == "pdf":
        readings = pdf.read_pdf(data, name, progress, keep_edges=keep_edges)
    else:
        readings = _DOCUMENTS[kind](data, name, progress)
    if notes:
        readings = [replace(readings[0], notes=(*notes, *readings[0].notes)), *readings[1:]]
    return readings
