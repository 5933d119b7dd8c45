"""Web pages (.html): the text a browser would show, a line for each block, nothing fetched.

Headings, bold, italic and table cells become marks; scripts, styles and the head are left out, the title is kept as a
field. White space is folded as a browser does; rows of a table are rows of cells with a tab between them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qda.i18n import _
from qda.progress import Progress, Silent
from qda.sources.readers.encodings import decode
from qda.sources.readers.problems import DamagedFile, NothingToRead, TooDeep, UnknownEncoding, WrongEncoding
from qda.sources.readers.reading import Draft, Reading, make_reading

if TYPE_CHECKING:
    from lxml import etree

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure "  # noqa: SIM905
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol optgroup option p pre section summary table "
    "tbody tfoot thead tr ul".split()
)
_LEFT_OUT = frozenset(
    {"script", "style", "head", "template", "noscript", "iframe", "object", "svg", "canvas", "select"}
)
_HEADINGS = {f"h{level}": str(level) for level in range(1, 7)}
_EMPHASIS = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "cite": "italic"}
_SPACES = re.compile(r"[ \t\n\r\f]+")
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)


def read_web(data: bytes, file: str, encoding: str | None = None, progress: Progress | None = None) -> list[Reading]:
    """The one text of a web page; raises UnreadableFile."""
    text, used, notes = _decoded(data, file, encoding)
    root = _parse(text, file)
    walk = _Walk(file, progress or Silent())
    walk.read(root)
    title = " ".join((root.findtext(".//title") or "").split())
    fields = {"title": title} if title else {}
    draft = walk.draft()
    return [make_reading(file, draft.text(), draft.marks, encoding=used, notes=notes, fields=fields)]


def _decoded(data: bytes, file: str, encoding: str | None) -> tuple[str, str, list[str]]:
    """As `decode`, but the page's own word on its encoding goes before a guess."""
    declared = _DECLARED.search(data[:4096])
    if encoding is None and declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        named = declared[1].decode("ascii").lower()
        try:  # browsers read both as Windows-1252
            return decode(data, file, "cp1252" if named in ("iso-8859-1", "latin-1", "us-ascii") else named)
        except (UnknownEncoding, WrongEncoding):
            pass  # the page is wrong about itself
    return decode(data, file, encoding)


def _parse(text: str, file: str) -> etree._Element:
    from lxml import etree, html

    # huge_tree: without it the parser stops at 256 nested elements and at 10 MB without a word
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.replace("\x00", "\ufffd").encode("utf-8"), parser=parser)
    except etree.ParserError:
        raise NothingToRead(file) from None
    except etree.XMLSyntaxError:
        raise DamagedFile(file, "HTML") from None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise TooDeep(file)
    return root


class _Walk:
    """Goes through the elements without recursion: pages nest deeper than Python does."""

    def __init__(self, file: str, progress: Progress) -> None:
        self._file = file
        self._progress = progress
        self._page = _Flow()
        self._flows = [self._page]  # the page, and each table cell that is open
        self._rows: list[_Row] = []  # the row of each open table that is being read
        self._starts: list[tuple[_Flow, int]] = []  # where each open element began
        self._silent = self._kept = 0  # open elements that are left out, or keep their white space

    def draft(self) -> Draft:
        """What has been read."""
        return self._page.draft

    def read(self, root: etree._Element) -> None:
        """All elements of a page."""
        from lxml import etree

        for number, (event, element) in enumerate(etree.iterwalk(root, events=("start", "end"))):
            if number % 20_000 == 0:
                self._progress.step(0, 0, _("Reading “{name}”").format(name=self._file))
            name = str(element.tag).lower()
            if event == "start":
                self._start(name, element)
            else:
                self._end(name, element)

    def _start(self, name: str, element: etree._Element) -> None:
        self._silent += name in _LEFT_OUT
        self._kept += name in ("pre", "textarea")
        if name == "table":
            self._rows.append(_Row())
        elif name in ("td", "th") and self._rows:
            self._flows.append(_Flow())
        elif name == "tr" and self._rows:
            self._rows[-1] = _Row(self._rows[-1].number + 1)
        elif name in _BLOCKS:
            self._flows[-1].end_line()
        elif name == "br" and not self._silent:
            self._flows[-1].line_break()
        elif name in ("td", "th"):  # without a table
            self._flows[-1].end_line()
        self._starts.append((self._flows[-1], self._flows[-1].upcoming()))
        self._words(element.text)

    def _end(self, name: str, element: etree._Element) -> None:
        flow, start = self._starts.pop()
        if name in _HEADINGS:
            flow.draft.mark(start, "heading", _HEADINGS[name])
        elif _EMPHASIS.get(name) == "bold":
            flow.draft.mark(start, "bold")
        elif _EMPHASIS.get(name) == "italic":
            flow.draft.mark(start, "italic")
        self._silent -= name in _LEFT_OUT
        self._kept -= name in ("pre", "textarea")
        if name == "table" and self._rows:
            self._end_row()  # for cells outside all rows
            self._rows.pop()
        elif name in ("td", "th") and self._rows and len(self._flows) > 1:
            self._end_cell(self._flows.pop(), element)
        elif name == "tr" and self._rows:
            self._end_row()
        if name in _BLOCKS:
            self._flows[-1].end_line()
        self._words(element.tail)

    def _words(self, words: str | None) -> None:
        if words and not self._silent:
            self._flows[-1].words(words, folded=not self._kept)

    def _end_cell(self, cell: _Flow, element: etree._Element) -> None:
        row = self._rows[-1]
        row.cells.append((row.column, cell.draft))
        span = element.get("colspan") or ""
        row.column += min(int(span), 1000) if span.isdecimal() and len(span) < 5 and int(span) else 1

    def _end_row(self) -> None:
        row = self._rows[-1]
        while row.cells and not row.cells[-1][1].length:
            row.cells.pop()
        if row.cells:
            self._flows[-1].row(row.cells, max(1, row.number))
        self._rows[-1] = _Row(row.number)


@dataclass(slots=True)
class _Row:
    number: int = 0  # from 1, with the first <tr>
    column: int = 1  # of the next cell
    cells: list[tuple[int, Draft]] = field(default_factory=list)


class _Flow:
    """Folds white space and begins lines as a browser does."""

    def __init__(self) -> None:
        self.draft = Draft()
        self._breaks = 0  # line ends that wait for more text
        self._space = False  # so does a space

    def upcoming(self) -> int:
        """Where the next words will start."""
        return self.draft.length + self._breaks + (self._space and not self._breaks)

    def end_line(self) -> None:
        """What follows begins a line."""
        self._breaks = max(self._breaks, 1) if self.draft.length else 0
        self._space = False

    def line_break(self) -> None:
        """One more line end, even after another."""
        self._breaks += 1 if self.draft.length else 0
        self._space = False

    def words(self, words: str, *, folded: bool) -> None:
        """Add text, its white space folded or kept."""
        if not folded:
            self._flush()
            self.draft.add(words)
            return
        words = _SPACES.sub(" ", words)
        if words == " " or not words:
            self._space = self._space or bool(words and self.draft.length and not self._breaks)
            return
        self._space = self._space or (words[0] == " " and self.draft.length > 0)
        self._flush()
        self.draft.add(words.strip(" "))
        self._space = words[-1] == " "

    def row(self, cells: list[tuple[int, Draft]], number: int) -> None:
        """Add a row of a table as lines."""
        self._breaks = max(0, self._breaks - 1)
        self._space = False
        self._flush()
        self.draft.row(cells, number)
        self._breaks = 1

    def _flush(self) -> None:
        if self._breaks:
            self.draft.add("\n" * self._breaks)
        elif self._space:
            self.draft.add(" ")
        self._breaks, self._space = 0, False
