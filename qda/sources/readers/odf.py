"""OpenDocument texts (.odt): all of their text in reading order, with the same rules as for Word documents.

White space is folded as the format demands (runs of it are one space; several spaces are elements of their own).
Tracked deletions are left out, notes and comments stand at the end, tables are rows of cells with a tab between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qda.i18n import _
from qda.progress import Progress, Silent
from qda.sources.readers.archive import Package, attribute, local
from qda.sources.readers.documents import note_sign, report
from qda.sources.readers.problems import DamagedFile, EncryptedFile, TooDeep
from qda.sources.readers.reading import Draft, Reading, make_reading

if TYPE_CHECKING:
    from lxml import etree

_KIND = "OpenDocument"
_DEEPEST = 100
_MOST_REPEATS = 100  # of an empty row or cell; spreadsheets pasted into texts repeat them a million times
_MOST_SPACES = 1000
_LEFT_OUT = frozenset(
    {
        "tracked-changes",
        "forms",
        "sequence-decls",
        "variable-decls",
        "user-field-decls",
        "note-citation",
        "binary-data",
        "desc",
    }
)
_ALTERNATIVE_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}title"  # of a picture; not text:title
_SPACES = re.compile(r"[ \t\r\n]+")


def read_odf(data: bytes, file: str, progress: Progress | None = None) -> list[Reading]:
    """The one text of an .odt file; raises UnreadableFile."""
    package = Package(data, file, _KIND)
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.bytes("META-INF/manifest.xml"):
        raise EncryptedFile(file)
    content = package.xml("content.xml")
    styles = dict(_styles(package.xml("styles.xml"))) if "styles.xml" in package else {}
    styles |= dict(_styles(content))
    body = next((element for element in content.iter() if local(element) == "text" and _is_body(element)), None)
    if body is None:
        raise DamagedFile(file, _KIND)
    walk = _Walk(file, styles, progress or Silent())
    walk.blocks(body)
    walk.append_notes()
    return [make_reading(file, walk.draft.text(), walk.draft.marks, notes=walk.notes())]


def _is_body(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and local(parent) == "body"


@dataclass(frozen=True, slots=True)
class _Style:
    parent: str | None
    bold: bool | None
    italic: bool | None


def _styles(root: etree._Element) -> Iterator[tuple[str, _Style]]:
    for style in root.iter():
        if local(style) != "style":
            continue
        bold = italic = None
        for properties in style:
            if local(properties) == "text-properties":
                weight, slant = attribute(properties, "font-weight"), attribute(properties, "font-style")
                bold = None if weight is None else weight == "bold" or (weight.isdecimal() and int(weight) >= 600)
                italic = None if slant is None else slant in ("italic", "oblique")
        yield attribute(style, "name") or "", _Style(attribute(style, "parent-style-name"), bold, italic)


class _Walk:
    """Goes through the elements in order and writes their text into `draft`."""

    def __init__(self, file: str, styles: Mapping[str, _Style], progress: Progress) -> None:
        self.file = file
        self.draft = Draft()
        self._styles = styles
        self._progress = progress
        self._notes: dict[str, list[tuple[str, Draft]]] = {"footnote": [], "endnote": [], "comment": []}
        self._boxes: list[etree._Element] = []
        self._depth = 0
        self._started = False  # a paragraph has been written into this draft
        self._after_space = True
        self._heading = False
        self._paragraphs = self._items = 0

    def blocks(self, parent: etree._Element) -> None:
        """Paragraphs, headings and tables, also inside lists, sections and the like."""
        self._deeper(1)
        for child in parent:
            name = local(child)
            if name in ("p", "h"):
                self._paragraph(child, name)
            elif name == "table":
                self._table(child)
            elif name and name not in _LEFT_OUT:
                self._items += name == "list-item"
                self.blocks(child)
        self._deeper(-1)

    def notes(self) -> list[str]:
        """Sentences for the import report."""
        cited = len(self._notes["footnote"]) + len(self._notes["endnote"])
        return report(self._items, cited, len(self._notes["comment"]))

    def append_notes(self) -> None:
        """Footnotes, endnotes and comments, each under a heading of their own."""
        for kind, heading in (("footnote", "Footnotes"), ("endnote", "Endnotes"), ("comment", "Comments")):
            if self._notes[kind]:
                self.draft.line()
                start = self.draft.length
                self.draft.add(heading)
                self.draft.mark(start, "heading", "1")
            for sign, note in self._notes[kind]:
                self.draft.line()
                self.draft.add(sign if kind != "comment" else "")
                self.draft.append(note)
                self.draft.add(sign if kind == "comment" else "")

    def _deeper(self, by: int) -> None:
        self._depth += by
        if self._depth > _DEEPEST:
            raise TooDeep(self.file)

    def _inside(self, parent: etree._Element) -> Draft:
        outer = (self.draft, self._started, self._after_space, self._heading, self._boxes)
        self.draft, self._started, self._boxes = Draft(), False, []
        self.blocks(parent)
        inner = self.draft
        self.draft, self._started, self._after_space, self._heading, self._boxes = outer
        return inner

    def _paragraph(self, paragraph: etree._Element, name: str) -> None:
        self._paragraphs += 1
        if self._paragraphs % 500 == 0:
            self._progress.step(0, 0, _("Reading “{name}”").format(name=self.file))
        if self._started:
            self.draft.add("\n")
        self._started = self._after_space = True
        level = attribute(paragraph, "outline-level") or "1" if name == "h" else None
        style = attribute(paragraph, "style-name")
        if level is None and "Title" in self._chain(style):
            level = "1"
        self._heading = level is not None
        start = self.draft.length
        self._inline(paragraph, [style])
        if level is not None:
            self.draft.mark(start, "heading", level if level in "123456" else "6")
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.blocks(box)

    def _inline(self, parent: etree._Element, styles: list[str | None]) -> None:
        """Everything inside a paragraph; `styles` are those around it, the nearest last."""
        self._deeper(1)
        self._words(parent.text, styles)
        for child in parent:
            name = local(child)
            if name == "s":
                self._add(" " * min(_MOST_SPACES, _count(attribute(child, "c"))), styles)
            elif name in ("tab", "line-break"):
                self._add("\t" if name == "tab" else "\n", styles)
            elif name == "note":
                self._note(child)
            elif name == "annotation":
                self._comment(child)
            elif name == "text-box":
                self._boxes.append(child)
            elif name == "ruby-text":
                self._add("(", styles)
                self._inline(child, styles)
                self._add(")", styles)
            elif name and name not in _LEFT_OUT and child.tag != _ALTERNATIVE_TEXT:
                style = attribute(child, "style-name") if name == "span" else None
                self._inline(child, [*styles, style] if style else styles)
            self._words(child.tail, styles)
        self._deeper(-1)

    def _words(self, words: str | None, styles: list[str | None]) -> None:
        folded = _SPACES.sub(" ", words or "")
        if self._after_space:
            folded = folded.lstrip(" ")
        if folded:
            self._add(folded, styles)
            self._after_space = folded.endswith(" ")

    def _add(self, words: str, styles: list[str | None]) -> None:
        start = self.draft.length
        self.draft.add(words)
        self._after_space = False
        if self._is("bold", styles) and not self._heading:
            self.draft.mark(start, "bold")
        if self._is("italic", styles):
            self.draft.mark(start, "italic")

    def _is(self, what: str, styles: list[str | None]) -> bool:
        chain = (self._styles[name] for style in reversed(styles) for name in self._chain(style))
        return next((found for style in chain if (found := getattr(style, what)) is not None), False)

    def _chain(self, style: str | None) -> list[str]:
        """A style's name and those of its parents; a circle ends."""
        found: list[str] = []
        while style is not None and style in self._styles and style not in found:
            found.append(style)
            style = self._styles[style].parent
        return found

    def _note(self, note: etree._Element) -> None:
        kind = "endnote" if attribute(note, "note-class") == "endnote" else "footnote"
        sign = note_sign(kind == "endnote", len(self._notes[kind]) + 1)
        self.draft.add(sign)
        self._after_space = False
        for body in note:
            if local(body) == "note-body":
                self._notes[kind].append((f"{sign} ", self._inside(body)))

    def _comment(self, comment: etree._Element) -> None:
        author = next((child.text for child in comment if local(child) == "creator" and child.text), None)
        self._notes["comment"].append((f" ({author})" if author else "", self._inside(comment)))

    def _table(self, table: etree._Element) -> None:
        number = 0
        for row in _rows(table):
            cells, column = [], 1
            for cell in row:
                if local(cell) not in ("table-cell", "covered-table-cell"):
                    continue
                repeats = _count(attribute(cell, "number-columns-repeated"))
                if local(cell) == "table-cell":  # a covered one belongs to its neighbour
                    cells += [(column + more, self._inside(cell)) for more in range(min(repeats, _MOST_REPEATS))]
                column += repeats
            number += 1
            while cells and not cells[-1][1].length:
                cells.pop()  # trailing empty cells of a pasted spreadsheet
            self.draft.row(cells, number)
            for _again in range(min(_count(attribute(row, "number-rows-repeated")), _MOST_REPEATS) - 1):
                number += 1
                if cells:
                    self.draft.row(cells, number)
        self._started = True


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        name = local(child)
        if name == "table-row":
            yield child
        elif name in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(child)


def _count(value: str | None) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 10 else 1
