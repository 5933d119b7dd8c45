"""Taguette databases: documents as HTML, highlights counted in UTF-8 bytes over the text without its tags."""

from __future__ import annotations

from bisect import bisect_left
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

from qda.flows.others.gathering import Gathered
from qda.flows.others.opening import moment, opened, prose, whole, words
from qda.flows.refi.carried import Carried, CodeIn
from qda.flows.refi.report import Report
from qda.i18n import _
from qda.progress import Progress, Silent
from qda.store.foreign import Cell, Foreign
from qda.text import stored_text

_BLOCKS = frozenset(
    {"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "br", "hr", "table", "ul", "ol"}
)


def read(path: Path, progress: Progress | None = None) -> tuple[Carried, Report]:
    """All projects of a Taguette database as one study. Raises ExchangeRefused, Cancelled."""
    tell = progress or Silent()
    tell.step(0, 0, _("Reading “{name}”").format(name=path.name))
    to = Gathered(path.name, "Taguette")
    with opened(path, "Taguette", "projects", "documents", "highlights", "tags", "highlight_tags") as file:
        projects = file.rows("projects", ("id", "name", "description", "created"))
        first = next(iter(projects), {"name": path.stem, "description": "", "created": ""})
        to.name(words(first["name"]) or path.stem, words(first["created"]))
        to.study.description = prose(first["description"])
        if len(projects) > 1:
            to.report.carried(_("The file holds several projects; all of them are in the study."), str(len(projects)))
        codes = _codes(to, file)
        _documents(to, file, codes, tell)
        to.tell_of(file)
    return to.study, to.report


def _codes(to: Gathered, file: Foreign) -> set[Cell]:
    """Tags as codes; their paths are names, as Taguette shows them."""
    found = set()
    for row in file.rows("tags", ("id", "path", "description")):
        to.study.codes.append(
            CodeIn(to.key("tag", row["id"]), words(row["path"]), definition=prose(row["description"]))
        )
        found.add(row["id"])
    return found


def _documents(to: Gathered, file: Foreign, codes: set[Cell], tell: Progress) -> None:
    tags: dict[Cell, list[Cell]] = {}
    for row in file.rows("highlight_tags", ("highlight_id", "tag_id")):
        tags.setdefault(row["highlight_id"], []).append(row["tag_id"])
    highlights: dict[Cell, list[dict[str, Cell]]] = {}
    for row in file.rows("highlights", ("id", "document_id", "start_offset", "end_offset", "snippet")):
        highlights.setdefault(row["document_id"], []).append(row)
    documents = file.rows("documents", ("id", "name", "description", "filename", "created", "contents"))
    for done, row in enumerate(documents):
        tell.step(done, len(documents), _("Reading texts"))
        key, name = to.key("document", row["id"]), words(row["name"]) or words(row["filename"])
        page = Page(words(row["contents"]))
        places = {}
        for each in highlights.get(row["id"], []):
            start, end = whole(each["start_offset"]), whole(each["end_offset"])
            if start is not None and end is not None:
                places[str(each["id"])] = (page.at(start), page.at(end), _quote(words(each["snippet"])))
        found = to.source(key, name, page.text, places, prose(row["description"]), moment(row["created"]))
        for each in highlights.get(row["id"], []):
            span = found.get(str(each["id"]))
            if span is None:
                continue
            segment = to.segment(key, span, to.key("highlight", each["id"]))
            if not codes.intersection(tags.get(each["id"], [])):
                to.report.carried(_("A highlight without a tag is a segment without a code."), name)
            for tag in tags.get(each["id"], []):
                if tag in codes:
                    to.code(to.key("tagged", f"{words(each['id'])} {words(tag)}"), segment, to.key("tag", tag))


def _quote(snippet: str) -> str:
    """The words of a snippet on one line."""
    text = Page(snippet).text if "<" in snippet or "&" in snippet else _shown(snippet, first=True)
    return text.replace("\n", "")


def _shown(data: str, *, first: bool) -> str:
    """What of characters between tags is text: white space between blocks is none. `first` on a line."""
    shown = stored_text(" " + data)[0][1:]
    return "" if first and shown.isspace() and "\n" in shown else shown


class Page(HTMLParser):
    """The text of a document with line ends between its blocks, and where its bytes without tags lie in that text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self._parts: list[str] = []
        self._length = self._bytes = 0
        self._from: list[int] = [0]  # bytes at which a piece begins
        self._to: list[tuple[int, str]] = [(0, "")]  # where it lies in the text, and its characters
        self.feed(html)
        self.close()
        # As it will be stored: pieces are made so already, and two line ends in a row are one blank line.
        self.text = "".join(self._parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins on a line of its own."""
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        """And ends so."""
        self._break(tag)

    def _break(self, tag: str) -> None:
        if tag in _BLOCKS and self._parts and not self._parts[-1].endswith("\n"):
            self._parts.append("\n")
            self._length += 1

    def handle_entityref(self, name: str) -> None:
        """A character by name counts as itself."""
        self.handle_data(unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        """A character by number counts as itself."""
        self.handle_data(unescape(f"&#{name};"))

    def handle_data(self, data: str) -> None:
        """Characters count by their bytes; white space between blocks is none of the text but counts all the same."""
        size = len(data.encode("utf-8", "replace"))
        shown = _shown(data, first=not self._parts or self._parts[-1].endswith("\n"))
        self._from.append(self._bytes)
        self._to.append((self._length, data if shown else ""))
        self._bytes += size
        if shown:
            self._parts.append(shown)
            self._length += len(shown)

    def at(self, offset: int) -> int:
        """The character of the text at a byte of the document without its tags."""
        piece = bisect_left(self._from, offset) - 1 if offset > 0 else 0
        start, data = self._to[max(piece, 0)]
        within = offset - self._from[max(piece, 0)]
        raw = data.encode("utf-8", "replace")[: max(within, 0)].decode("utf-8", "ignore")
        return start + len(stored_text(" " + raw)[0]) - 1
