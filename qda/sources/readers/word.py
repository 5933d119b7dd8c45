"""Word documents (.docx): all of their text in reading order, with headings, bold, italic and table cells as marks.

The XML is read directly and not through python-docx, which passes over content controls, text boxes, inserted text,
footnotes and comments, and parses with its own settings. What becomes of what:

- paragraphs are lines; line and page breaks inside a paragraph are line ends, tabs are tabs;
- tables are rows of cells with a tab between them (see `Draft.row`); nested tables and text boxes are lines;
- tracked insertions are kept, deletions left out; hidden text is kept;
- automatic numbers and bullets are layout and no text: none are invented, and the report counts them;
- footnotes and endnotes stand at the end under a heading, their number in brackets where they were; comments stand
  at the end, each after the words that it is about;
- page headers and footers are left out, and the report quotes them.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qda.i18n import _
from qda.progress import Progress, Silent
from qda.sources.readers.archive import Package, local
from qda.sources.readers.documents import note_sign, report
from qda.sources.readers.problems import DamagedFile, TooDeep
from qda.sources.readers.reading import Draft, Reading, make_reading
from qda.text import excerpt

if TYPE_CHECKING:
    from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KIND = "Word"
_DEEPEST = 100  # elements inside elements; Word itself stops far below
_LEFT_OUT = frozenset(
    {"del", "moveFrom", "instrText", "delText", "delInstrText", "rPr", "pPr", "tblPr", "tblGrid", "sectPr"}
)
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "\u2011"}
_NOTES = (("footnotes", "Footnotes"), ("endnotes", "Endnotes"))
# Symbols typed through fonts that have no letters: the few that transcripts hold.
_SYMBOLS = {"F04A": "☺", "F04C": "☹", "F0E0": "→", "F0DF": "←", "F0FC": "✓", "F0FB": "✗", "F0A7": "▪", "F0B7": "•"}


def read_word(data: bytes, file: str, progress: Progress | None = None) -> list[Reading]:
    """The one text of a .docx file; raises UnreadableFile."""
    package = Package(data, file, _KIND)
    main = _main_part(package)
    related = _related(package, main)
    styles = _styles(package.xml(related["styles"])) if "styles" in related else {}
    walk = _Walk(file, styles)
    walk.progress = progress or Silent()
    body = package.xml(main).find(f"{_W}body")
    if body is None:
        raise DamagedFile(file, _KIND)
    walk.blocks(body)
    for part, heading in _NOTES:
        _append_notes(walk, package, related, part, heading)
    _append_comments(walk, package, related)
    furniture = _furniture(package, main, file)
    return [make_reading(file, walk.draft.text(), walk.draft.marks, notes=[*walk.notes(), *furniture])]


# Parts ------------------------------------------------------------------------------------------------------------


def _main_part(package: Package) -> str:
    for kind, target in _relations(package, ""):
        if kind == "officeDocument":
            return target
    raise DamagedFile(package.name, _KIND)


def _related(package: Package, main: str) -> dict[str, str]:
    """Name of the part for each kind of relation: styles, footnotes, endnotes, comments."""
    return {kind: target for kind, target in _relations(package, main) if target in package}


def _relations(package: Package, part: str) -> Iterator[tuple[str, str]]:
    folder, file = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{file}.rels")
    if relations not in package:
        return
    for relation in package.xml(relations):
        if relation.get("TargetMode") != "External":
            kind = (relation.get("Type") or "").rpartition("/")[2]
            yield kind, posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or "")).lstrip("/")


def _furniture(package: Package, main: str, file: str) -> list[str]:
    """A sentence that quotes the page headers and footers that are left out."""
    found: dict[str, None] = {}
    for kind, target in _relations(package, main):
        if kind in ("header", "footer") and target in package:
            walk = _Walk(file, {})
            walk.blocks(package.xml(target))
            words = " ".join(walk.draft.text().split())
            if re.search(r"[^\W\d_]", words):
                found[words] = None
    if not found:
        return []
    quoted = ", ".join(f"“{excerpt(words, 60)}”" for words in found)
    return [_("Page headers and footers were left out: {quoted}.").format(quoted=quoted)]


# Styles -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: str | None
    level: int | None  # of a heading, from 0
    bold: bool | None
    italic: bool | None
    numbered: bool


def _styles(root: etree._Element) -> dict[str, _Style]:
    found = {}
    for style in root.iterfind(f"{_W}style"):
        name = (_value(style.find(f"{_W}name")) or "").casefold()
        numbered = re.fullmatch(r"heading ([1-9])", name)
        level = _number(style.find(f"{_W}pPr/{_W}outlineLvl"))
        if level is None and numbered:
            level = int(numbered[1]) - 1
        if level is None and name == "title":
            level = 0
        run = style.find(f"{_W}rPr")
        found[style.get(f"{_W}styleId") or ""] = _Style(
            based_on=_value(style.find(f"{_W}basedOn")),
            level=level,
            bold=_switch(run, "b"),
            italic=_switch(run, "i"),
            numbered=_is_numbered(style.find(f"{_W}pPr")) is True,
        )
    return found


def _chain(styles: Mapping[str, _Style], style_id: str | None) -> Iterator[_Style]:
    """A style and those it is based on; a circle ends."""
    seen: set[str] = set()
    while style_id is not None and style_id in styles and style_id not in seen:
        seen.add(style_id)
        yield styles[style_id]
        style_id = styles[style_id].based_on


def _value(element: etree._Element | None) -> str | None:
    return None if element is None else element.get(f"{_W}val")


def _number(element: etree._Element | None) -> int | None:
    value = _value(element)
    return int(value) if value is not None and value.isdecimal() else None


def _switch(run: etree._Element | None, name: str) -> bool | None:
    """What a run's properties say about bold or italic: on, off, or nothing."""
    found = None if run is None else run.find(f"{_W}{name}")
    if found is None:
        return None
    return _value(found) not in ("0", "false", "off", "none")


def _is_numbered(properties: etree._Element | None) -> bool | None:
    number = None if properties is None else properties.find(f"{_W}numPr/{_W}numId")
    return None if number is None else _value(number) != "0"


# The walk ---------------------------------------------------------------------------------------------------------


class _Walk:
    """Goes through a part's elements in order and writes their text into `draft`."""

    progress: Progress = Silent()

    def __init__(self, file: str, styles: Mapping[str, _Style]) -> None:
        self.file = file
        self.styles = styles
        self.draft = Draft()
        self.cited: dict[str, list[str]] = {"footnotes": [], "endnotes": []}  # ids in the order of their references
        self.comments: list[str] = []
        self.quoted: dict[str, str] = {}  # the words that a comment is about
        self._open: dict[str, tuple[Draft, int]] = {}  # where those of a comment begin
        self._boxes: list[etree._Element] = []
        self._style: list[_Style] = []  # of the paragraph, with those it is based on
        self._heading = False
        self._depth = 0
        self._joined = True  # the next paragraph goes on in the same line
        self._paragraphs = self._numbered = self._foreign = 0

    def blocks(self, parent: etree._Element) -> None:
        """Paragraphs and tables, also inside content controls and the like."""
        self._deeper(1)
        for child in parent:
            name = local(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name == "altChunk":
                self._foreign += 1
            elif name == "AlternateContent":
                self.blocks(_alternative(child))
            elif name not in _LEFT_OUT:
                self.blocks(child)
        self._deeper(-1)

    def notes(self) -> list[str]:
        """Sentences for the import report."""
        cited = len(self.cited["footnotes"]) + len(self.cited["endnotes"])
        found = report(self._numbered, cited, len(self.comments))
        if self._foreign:
            found.append(_("Another document inside this one was left out."))
        return found

    def heading(self, words: str) -> None:
        """A line that the document itself does not have, over notes or comments."""
        self.draft.line()
        start = self.draft.length
        self.draft.add(words)
        self.draft.mark(start, "heading", "1")
        self._joined = False

    def inside(self, parent: etree._Element) -> Draft:
        """The text of an element as a draft of its own."""
        outer, joined = self.draft, self._joined
        self.draft, self._joined = Draft(), True
        self.blocks(parent)
        inner, self.draft, self._joined = self.draft, outer, joined
        return inner

    def _deeper(self, by: int) -> None:
        self._depth += by
        if self._depth > _DEEPEST:
            raise TooDeep(self.file)

    def _paragraph(self, paragraph: etree._Element) -> None:
        self._paragraphs += 1
        if self._paragraphs % 500 == 0:
            self.progress.step(0, 0, _("Reading “{name}”").format(name=self.file))
        properties = paragraph.find(f"{_W}pPr")
        self._style = list(_chain(self.styles, _paragraph_style(properties, self.styles)))
        level = self._level(properties)
        self._heading = level is not None
        if not self._joined:
            self.draft.add("\n")
        start = self.draft.length
        self._inline(paragraph, None)
        if level is not None:
            self.draft.mark(start, "heading", str(min(level + 1, 6)))
        numbered = _is_numbered(properties)
        if self.draft.length > start and (any(s.numbered for s in self._style) if numbered is None else numbered):
            self._numbered += 1
        # A paragraph whose end was deleted (tracked) runs on into the next.
        self._joined = properties is not None and properties.find(f"{_W}rPr/{_W}del") is not None
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.blocks(box)

    def _level(self, properties: etree._Element | None) -> int | None:
        level = None if properties is None else _number(properties.find(f"{_W}outlineLvl"))
        if level is None:
            level = next((style.level for style in self._style if style.level is not None), None)
        return level if level is None or level < 9 else None  # 9 is body text

    def _inline(self, parent: etree._Element, run: etree._Element | None) -> None:
        """Everything inside a paragraph; `run` are the properties of the run that is being read."""
        self._deeper(1)
        for child in parent:
            name = local(child)
            if name == "t":
                self._words(child.text or "", run)
            elif name == "r":
                self._inline(child, child.find(f"{_W}rPr"))
            elif name in _BREAKS:
                self.draft.add(_BREAKS[name])
            elif name == "sym":
                code = child.get(f"{_W}char") or ""
                self.draft.add(_SYMBOLS.get(code.upper(), "\ufffd"))
            elif name in ("footnoteReference", "endnoteReference"):
                self._cite(child, name)
            elif name.startswith("comment"):
                self._comment(child, name)
            elif name in ("drawing", "pict", "object"):
                self._boxes += _text_boxes(child)
            elif name == "AlternateContent":
                self._inline(_alternative(child), run)
            elif name == "ruby":
                self._ruby(child, run)
            elif name not in _LEFT_OUT:
                self._inline(child, run)
        self._deeper(-1)

    def _ruby(self, ruby: etree._Element, run: etree._Element | None) -> None:
        """A CJK word, and after it in brackets the reading that is set above it."""
        for part, before, after in (("rubyBase", "", ""), ("rt", "(", ")")):
            found = ruby.find(f"{_W}{part}")
            if found is not None:
                self.draft.add(before)
                self._inline(found, run)
                self.draft.add(after)

    def _words(self, words: str, run: etree._Element | None) -> None:
        start = self.draft.length
        self.draft.add(words)
        character = None if run is None else _value(run.find(f"{_W}rStyle"))
        chain = [*_chain(self.styles, character), *([] if self._heading else self._style)]
        bold, italic = _switch(run, "b"), _switch(run, "i")
        if bold is None:
            bold = next((style.bold for style in chain if style.bold is not None), False)
        if italic is None:
            italic = next((style.italic for style in chain if style.italic is not None), False)
        if bold and not self._heading:
            self.draft.mark(start, "bold")
        if italic:
            self.draft.mark(start, "italic")

    def _cite(self, reference: etree._Element, name: str) -> None:
        cited = self.cited["footnotes" if name == "footnoteReference" else "endnotes"]
        cited.append(reference.get(f"{_W}id") or "")
        if reference.get(f"{_W}customMarkFollows") is None:
            self.draft.add(note_sign(name == "endnoteReference", len(cited)))

    def _comment(self, element: etree._Element, name: str) -> None:
        comment = element.get(f"{_W}id") or ""
        if name == "commentRangeStart":
            self._open[comment] = (self.draft, self.draft.length)
        elif name == "commentRangeEnd" and comment in self._open:
            draft, start = self._open.pop(comment)
            if draft is self.draft:  # not from one table cell into another
                self.quoted[comment] = draft.text()[start:].strip()
        elif name == "commentReference":
            self.comments.append(comment)

    def _table(self, table: etree._Element) -> None:
        for number, row in enumerate(_inner(table, "tr"), start=1):
            if row.find(f"{_W}trPr/{_W}del") is not None:
                continue
            cells, column = [], 1
            for cell in _inner(row, "tc"):
                cells.append((column, self.inside(cell)))
                column += max(1, _number(cell.find(f"{_W}tcPr/{_W}gridSpan")) or 1)
            self.draft.row(cells, number)
        self._joined = False


def _paragraph_style(properties: etree._Element | None, styles: Mapping[str, _Style]) -> str | None:
    style = None if properties is None else _value(properties.find(f"{_W}pStyle"))
    return style if style is not None else ("Normal" if "Normal" in styles else None)


def _inner(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also those inside content controls."""
    for child in parent:
        kind = local(child)
        if kind == name:
            yield child
        elif kind in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _inner(child, name)


def _alternative(element: etree._Element) -> etree._Element:
    """The first version of a content that has words; a drawing often comes twice, for new and for old programs."""
    versions = [child for child in element if local(child) in ("Choice", "Fallback")]
    return next((version for version in versions if _has_words(version)), versions[0] if versions else element)


def _has_words(element: etree._Element) -> bool:
    return any(local(child) == "t" and child.text for child in element.iter())


def _text_boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The outermost text boxes in a drawing, each once."""
    for child in element:
        name = local(child)
        if name == "txbxContent":
            yield child
        elif name == "AlternateContent":
            yield from _text_boxes(_alternative(child))
        else:
            yield from _text_boxes(child)


# Notes and comments -----------------------------------------------------------------------------------------------


def _append_notes(walk: _Walk, package: Package, related: Mapping[str, str], part: str, heading: str) -> None:
    cited = walk.cited[part]
    if not cited or part not in related:
        return
    notes = {note.get(f"{_W}id"): note for note in package.xml(related[part])}
    walk.heading(heading)
    for number, note_id in enumerate(list(cited), start=1):
        note = notes.get(note_id)
        if note is not None:
            walk.draft.line()
            walk.draft.add(f"{note_sign(part == 'endnotes', number)} ")
            inner = walk.inside(note)
            inner_text = inner.text()
            walk.draft.append(inner.cut(len(inner_text) - len(inner_text.lstrip())))


def _append_comments(walk: _Walk, package: Package, related: Mapping[str, str]) -> None:
    if not walk.comments or "comments" not in related:
        return
    comments = {comment.get(f"{_W}id"): comment for comment in package.xml(related["comments"])}
    walk.heading("Comments")
    for comment_id in list(walk.comments):
        comment = comments.get(comment_id)
        if comment is None:
            continue
        quoted = walk.quoted.get(comment_id)
        about = f"“{excerpt(quoted, 80)}” – " if quoted else ""
        author = f" ({comment.get(f'{_W}author')})" if comment.get(f"{_W}author") else ""
        walk.draft.line()
        walk.draft.add(about)
        walk.draft.append(walk.inside(comment))
        walk.draft.add(author)
