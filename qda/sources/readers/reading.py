"""One text read from a file, and how readers put it together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from qda.sources.readers.problems import NothingToRead, TooLarge
from qda.sources.transcripts import find_structure
from qda.text import Mark, MarkKind, stored_marks, stored_text

MAX_FILE = 500_000_000  # bytes; pictures in a document count, its text has its own limit
MAX_TEXT = 50_000_000  # characters of one text, bytes of a text file: 8 million words

_UNNAMEABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Reading:
    """One text read from a file, as it will be stored, with what the import report says about it."""

    name: str  # proposed name of the source
    text: str  # only "\n" ends a line
    marks: tuple[Mark, ...]  # sorted; offsets in `text`
    encoding: str | None = None  # of text formats; None where the format knows it
    notes: tuple[str, ...] = ()  # sentences
    aside: tuple[str, ...] = ()  # those of them that tell what of the file is not in the text
    fields: Mapping[str, str] = field(default_factory=dict)  # other columns of a table, length of a recording
    edges: int = 0  # page numbers, running heads and the like that were set aside


def source_name(name: str) -> str:
    """The file's name without its suffix and without signs that no name may hold."""
    stem = PurePath(name.replace("\x00", "\ufffd")).stem or name
    return _UNNAMEABLE.sub("\ufffd", stem).strip() or name


class Draft:
    """A text in the making: pieces are added at the end, marks cover what was added since a place."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self.marks: list[Mark] = []
        self.length = 0
        self.last = ""  # character

    def add(self, piece: str) -> None:
        """Append characters as they are."""
        if piece:
            self._pieces.append(piece)
            self.length += len(piece)
            self.last = piece[-1]

    def mark(self, start: int, kind: MarkKind, value: str = "") -> None:
        """Mark what was added since `start`; a mark of the same kind that ends there is made longer instead."""
        if start >= self.length:
            return
        if kind in ("bold", "italic"):
            for back in range(1, min(2, len(self.marks)) + 1):  # a bold mark may have an italic one after it
                last = self.marks[-back]
                if last.kind == kind and last.end == start:
                    self.marks[-back] = Mark(last.start, self.length, kind)
                    return
        self.marks.append(Mark(start, self.length, kind, value))

    def append(self, other: Draft) -> None:
        """Append another draft with its marks."""
        self.marks += [Mark(m.start + self.length, m.end + self.length, m.kind, m.value) for m in other.marks]
        self.add(other.text())

    def text(self) -> str:
        """What has been added so far."""
        text = "".join(self._pieces)
        self._pieces = [text]
        return text

    def cut(self, start: int) -> Draft:
        """Take what was added since `start` out into a draft of its own."""
        # From the end back, since a document of thousands of cells is cut for each of them.
        taken, pieces = Draft(), list[str]()
        while self.length > start:
            piece = self._pieces.pop()
            keep = max(0, start - (self.length - len(piece)))
            if keep:
                self._pieces.append(piece[:keep])
            pieces.append(piece[keep:])
            self.length -= len(piece) - keep
        self.last = self._pieces[-1][-1:] if self._pieces else ""
        taken.add("".join(reversed(pieces)))
        # A mark may be made longer while one more stands after it: two that end before prove it of all others.
        first = len(self.marks)
        while first and any(mark.end > start for mark in self.marks[max(0, first - 2) : first]):
            first -= 1
        reached, self.marks = self.marks[first:], self.marks[:first]
        for m in reached:
            if m.end > start:
                taken.marks.append(Mark(max(0, m.start - start), m.end - start, m.kind, m.value))
            if m.start < start:
                self.marks.append(Mark(m.start, min(m.end, start), m.kind, m.value))
        return taken

    def trimmed(self) -> Draft:
        """The same without the line ends at its ends."""
        text = self.text()
        before, after = len(text) - len(text.lstrip("\n")), len(text.rstrip("\n"))
        if not before and after == len(text):
            return self
        trimmed = Draft()
        trimmed.add(text[before:after])
        moved = (Mark(max(0, m.start - before), min(m.end, after) - before, m.kind, m.value) for m in self.marks)
        trimmed.marks = [mark for mark in moved if mark.start < mark.end]
        return trimmed

    def line(self) -> None:
        """Begin a new line, unless nothing has been added yet."""
        if self.length:
            self.add("\n")

    def row(self, cells: Sequence[tuple[int, Draft]], number: int) -> None:
        """Append one row of a table, `cells` with their column from 1, as a new line.

        Cells of one line each stand side by side with a tab between them; where a cell holds several lines, every
        cell that holds anything begins a line of its own.
        """
        trimmed = [(column, cell.trimmed()) for column, cell in cells]
        tall = any("\n" in cell.text() for _column, cell in trimmed)
        if tall:
            trimmed = [(column, cell) for column, cell in trimmed if cell.text().strip()]
        self.line()
        for number_in_row, (column, cell) in enumerate(trimmed):
            if number_in_row:
                self.add("\n" if tall else "\t")
            start = self.length
            self.append(cell)
            self.mark(start, "cell", f"{number},{column}")


def make_reading(
    file: str,
    raw: str,
    marks: Sequence[Mark] = (),
    *,
    name: str | None = None,
    encoding: str | None = None,
    notes: Sequence[str] = (),
    aside: Sequence[str] = (),
    fields: Mapping[str, str] | None = None,
    edges: int = 0,
) -> Reading:
    """A Reading of `raw` as it will be stored, with the speakers and times in it found.

    Raises NothingToRead for white space only, TooLarge over MAX_TEXT characters.
    """
    if not raw or raw.isspace() or not raw.strip("\ufeff\x00 \t\r\n"):
        raise NothingToRead(file)
    if len(raw) > MAX_TEXT:
        raise TooLarge(file, MAX_TEXT)
    text, changes = stored_text(raw)
    structure = find_structure(text, stored_marks(raw, marks))
    return Reading(
        name=name or source_name(file),
        text=text,
        marks=structure,
        encoding=encoding,
        notes=(*notes, *changes, *aside),
        aside=tuple(aside),
        fields=dict(fields or {}),
        edges=edges,
    )
