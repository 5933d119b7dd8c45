"""Rich Text Format: text with bold, italic, headings and table cells as marks.

Read here and not through striprtf, which breaks emoji in two, loses footnotes, text boxes and comments and writes a
bar for the end of a table cell. Bytes above ASCII are decoded by the font's character set, else by \\ansicpg.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from qda.i18n import _
from qda.progress import Progress, Silent
from qda.sources.readers.documents import note_sign, report
from qda.sources.readers.reading import Draft, Reading, make_reading

# Groups whose content is no text of the document. A group that begins with \* is left out unless it is kept below.
_LEFT_OUT = frozenset(
    "fonttbl colortbl stylesheet info pict object objdata "  # noqa: SIM905
    "listtable listoverridetable rsidtbl revtbl themedata colorschememapping latentstyles datastore xmlnstbl fldinst "
    "generator filetbl nonesttables shprslt ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn datafield bkmkstart bkmkend "
    "listtext pntext atnid atndate atnauthor atnicn atntime atnparent atnref tc xe txe rxe sp mmathPr".split()
)
_FURNITURE = frozenset({"header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"})
_KEPT = frozenset({"footnote", "annotation", "shptxt"})
_LINE_ENDS = frozenset({"par", "sect", "page", "column", "line", "nestcell"})
_SIGNS = {
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
}
_ESCAPED = {"~": "\u00a0", "_": "\u2011", "{": "{", "}": "}", "\\": "\\"}
_CODE_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_CHARSETS = {
    "77": "mac_roman",
    "128": "cp932",
    "129": "cp949",
    "130": "johab",
    "134": "gb18030",
    "136": "cp950",
    "161": "cp1253",
    "162": "cp1254",
    "163": "cp1258",
    "177": "cp1255",
    "178": "cp1256",
    "186": "cp1257",
    "204": "cp1251",
    "222": "cp874",
    "238": "cp1250",
    "254": "cp437",
    "255": "cp850",
}
_HEADING_STYLE = re.compile(r"\s*(?:heading ([1-9])|title);", re.IGNORECASE)
_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    r"|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)


def read_rtf(data: bytes, file: str, progress: Progress | None = None) -> list[Reading]:
    """The one text of an .rtf file; raises UnreadableFile."""
    walk = _Walk(file, progress or Silent())
    walk.read(data.decode("latin-1"))
    walk.append_notes()
    notes = report(walk.items, walk.count("footnote") + walk.count("endnote"), walk.count("comment"))
    draft = walk.main.draft
    return [make_reading(file, draft.text(), draft.marks, encoding=walk.encoding, notes=notes)]


def _tokens(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Tokens with their number; binary data after \\bin is stepped over."""
    at = number = 0
    while token := _TOKEN.match(text, at):
        at = token.end()
        if token["word"] == "bin":
            at += max(0, int(token["number"] or 0))
        number += 1
        yield number, token


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds between two braces, and is as it was after them."""

    silent: bool = False  # not part of the text
    outside: bool = False  # in a page header or footer, where not even a text box is text
    fresh: bool = True  # nothing has been read in it yet
    starred: bool = False
    destination: str = ""
    encoding: str | None = None  # of the font
    bold: bool = False
    italic: bool = False
    deleted: bool = False
    fallback: int = 1  # characters that follow a \\u for old readers


class _Stream:
    """Lines in the making: of the text, of a table cell or of a note. \\par ends a line and begins none."""

    def __init__(self) -> None:
        self.draft = Draft()
        self.breaks = 0  # line ends that wait for more text
        self.line = 0  # where the line starts

    def write(self, words: str) -> int:
        """Append; gives where the words start."""
        if self.breaks:
            self.draft.add("\n" * self.breaks)
            self.breaks, self.line = 0, self.draft.length
        start = self.draft.length
        self.draft.add(words)
        return start

    def lines(self, other: Draft) -> None:
        """Append another draft as lines of its own."""
        if other.length:
            self.breaks += 1 if self.draft.length > self.line and not self.breaks else 0
            self.write("")
            self.draft.append(other)
            self.breaks = 1


@dataclass(slots=True)
class _Aside:
    """Something that is read in the middle of a paragraph and stands elsewhere: a note, a comment, a text box."""

    kind: str
    depth: int  # of the group that holds it
    stream: _Stream


class _Walk:
    """Reads tokens and writes the text into `main`."""

    def __init__(self, file: str, progress: Progress) -> None:
        self.main = _Stream()
        self.encoding = "cp1252"
        self._file = file
        self._progress = progress
        self._group = _Group()
        self._stack: list[_Group] = []
        self._asides: list[_Aside] = []
        self._notes: dict[str, list[tuple[str, Draft]]] = {"footnote": [], "endnote": [], "comment": []}
        self._boxes: list[Draft] = []
        self._fonts: dict[str, str] = {}
        self._levels: dict[str, int] = {}  # heading levels of styles
        self._font = self._style = self._author = ""
        self._bytes = bytearray()  # not yet decoded: a character may be two
        self._high = 0  # first half of a surrogate pair
        self._skip = 0  # what remains of a \\u's fallback
        self._level: int | None = None  # of the paragraph
        self._in_table = False
        self._cell: _Stream | None = None
        self._cells: list[Draft] = []
        self._rows = 0
        self.items = 0  # of lists, which stand without their numbers

    def read(self, text: str) -> None:
        """All tokens of a file, its bytes given as Latin-1."""
        for number, token in _tokens(text):
            if number % 100_000 == 0:
                self._progress.step(0, 0, _("Reading “{name}”").format(name=self._file))
            kind = token.lastgroup
            if kind == "text":
                self._plain(token["text"])
            elif kind == "hex":
                self._byte(int(token["hex"], 16))
            elif kind == "brace":
                self._brace(token["brace"])
            elif kind == "sign":
                self._sign(token["sign"])
            elif token["word"]:
                self._control(token["word"], token["number"])
        self._flush()
        while self._asides:
            self._end_aside()
        self._end_row()
        self._end_line()

    def count(self, kind: str) -> int:
        """How many notes of a kind there are."""
        return len(self._notes[kind])

    def append_notes(self) -> None:
        """Footnotes, endnotes and comments, each under a heading of their own."""
        draft = self.main.draft
        for kind, heading in (("footnote", "Footnotes"), ("endnote", "Endnotes"), ("comment", "Comments")):
            if self._notes[kind]:
                draft.line()
                start = draft.length
                draft.add(heading)
                draft.mark(start, "heading", "1")
            for sign, note in self._notes[kind]:
                draft.line()
                draft.add(sign if kind != "comment" else "")
                draft.append(note)
                draft.add(sign if kind == "comment" else "")

    # Groups

    def _brace(self, brace: str) -> None:
        self._flush()
        self._skip = 0
        if brace == "{":
            self._stack.append(self._group)
            self._group = replace(self._group, fresh=True, starred=False)
            return
        if self._asides and self._asides[-1].depth == len(self._stack):
            self._end_aside()
        if self._stack:
            self._group = self._stack.pop()

    def _enter(self, destination: str) -> None:
        """The control word that says what a group is for."""
        self.items += destination in ("listtext", "pntext")
        outside = self._group.outside or destination in _FURNITURE
        silent = outside or destination not in _KEPT
        if not silent:
            self._asides.append(_Aside(destination, len(self._stack), _Stream()))
            self._group = replace(self._group, bold=False, italic=False)
        self._group = replace(self._group, silent=silent, outside=outside, destination=destination)

    def _end_aside(self) -> None:
        aside = self._asides.pop()
        draft = aside.stream.draft
        text = draft.text()
        words = draft.cut(len(text) - len(text.lstrip()))
        if aside.kind == "shptxt":
            self._boxes.append(words)
        elif aside.kind == "annotation":
            self._notes["comment"].append((f" ({self._author})" if self._author else "", words))
        else:
            sign = note_sign(aside.kind == "endnote", len(self._notes[aside.kind]) + 1)
            self._notes[aside.kind].append((f"{sign} ", words))
            self._stream().write(sign)

    # Characters

    def _plain(self, text: str) -> None:
        skipped = min(self._skip, len(text))
        self._skip -= skipped
        if self._group.destination == "atnauthor":
            self._author = text.strip()
        elif self._group.destination == "stylesheet" and (heading := _HEADING_STYLE.match(text)):
            self._levels.setdefault(self._style, int(heading[1] or 1) - 1)
        elif not self._group.silent:
            self._bytes += text[skipped:].encode("latin-1")

    def _byte(self, value: int) -> None:
        if self._skip:
            self._skip -= 1
        elif not self._group.silent:
            self._bytes.append(value)

    def _sign(self, sign: str) -> None:
        if self._skip:
            self._skip -= 1
        elif sign == "*":
            self._group = replace(self._group, starred=True)
        elif sign in "\r\n":
            self._control("par", None)
        elif sign in _ESCAPED:
            self._write(_ESCAPED[sign])

    def _unicode(self, number: int) -> None:
        self._flush()
        self._skip = self._group.fallback
        code = number % 0x10000
        if 0xD800 <= code < 0xDC00:
            self._high = code
            return
        if 0xDC00 <= code < 0xE000 and self._high:
            code += 0x10000 - 0xDC00 + ((self._high - 0xD800) << 10)
        self._high = 0
        self._write(chr(code))

    def _flush(self) -> None:
        if self._bytes:
            encoding = self._group.encoding or self.encoding
            waiting, self._bytes = bytes(self._bytes), bytearray()
            self._write(waiting.decode(encoding, errors="replace"))

    def _write(self, words: str) -> None:
        self._flush()
        if self._group.silent or self._group.deleted:
            return
        stream = self._stream()
        start = stream.write(words)
        if self._group.bold and self._heading() is None:
            stream.draft.mark(start, "bold")
        if self._group.italic:
            stream.draft.mark(start, "italic")

    def _stream(self) -> _Stream:
        if self._asides:
            return self._asides[-1].stream
        if not self._in_table:
            return self.main
        if self._cell is None:
            self._cell = _Stream()
        return self._cell

    # Control words

    def _control(self, word: str, number: str | None) -> None:
        if word == "u" and number is not None:
            self._unicode(int(number))
            return
        self._flush()
        self._skip = 0
        if word in _LEFT_OUT or word in _FURNITURE or word in _KEPT or (self._group.starred and self._group.fresh):
            self._enter(word)
        elif self._group.silent:
            self._format(word, number)
        elif word in _LINE_ENDS:
            self._end_line()
        elif word == "cell":
            self._end_cell()
        elif word == "row":
            self._end_row()
        elif word in _SIGNS:
            self._write(_SIGNS[word])
        else:
            self._format(word, number)
        if self._group.fresh:
            self._group = replace(self._group, fresh=False)

    def _format(self, word: str, number: str | None) -> None:
        on = number != "0"
        if word == "b":
            self._group = replace(self._group, bold=on)
        elif word == "i":
            self._group = replace(self._group, italic=on)
        elif word == "plain":
            self._group = replace(self._group, bold=False, italic=False)
        elif word == "deleted":
            self._group = replace(self._group, deleted=on)
        elif word == "uc":
            self._group = replace(self._group, fallback=max(0, int(number or 1)))
        elif word == "f":
            self._font = number or ""
            self._group = replace(self._group, encoding=self._fonts.get(self._font))
        elif word == "ftnalt" and self._asides:
            self._asides[-1].kind = "endnote"
        else:
            self._properties(word, number)

    def _properties(self, word: str, number: str | None) -> None:
        """Control words on paragraphs, fonts and the document."""
        if word == "pard":
            self._level, self._style, self._in_table = None, "", False
        elif word == "intbl":
            self._in_table = True
        elif word == "s":
            self._style = number or ""
        elif word == "outlinelevel" and self._group.silent:  # in the style sheet
            self._levels[self._style] = int(number or 0)
        elif word == "outlinelevel":
            self._level = int(number or 0)
        elif word == "fcharset" and number in _CHARSETS:
            self._fonts[self._font] = _CHARSETS[number]
        elif word == "ansicpg":
            self.encoding = _known(f"cp{number}") or self.encoding
        elif word in _CODE_PAGES:
            self.encoding = _CODE_PAGES[word]

    def _heading(self) -> int | None:
        level = self._level if self._level is not None else self._levels.get(self._style)
        return level if level is not None and level < 9 else None

    def _end_line(self) -> None:
        stream = self._stream()
        level = self._heading()
        if level is not None and not stream.breaks:
            stream.draft.mark(stream.line, "heading", str(min(level + 1, 6)))
        stream.breaks += 1
        if not self._asides:
            for box in self._boxes:
                stream.lines(box)
            self._boxes.clear()

    # Tables

    def _end_cell(self) -> None:
        if self._asides:  # a table in a note is lines
            self._end_line()
        elif self._cell is None and not self._in_table and not self.main.breaks:
            self._cells.append(self.main.draft.cut(self.main.line))  # from a writer that leaves \\intbl out
        else:
            self._cells.append(self._cell.draft if self._cell else Draft())
        self._cell = None

    def _end_row(self) -> None:
        if self._cell and self._cell.draft.length:
            self._cells.append(self._cell.draft)
        self._cell = None
        if not self._cells:
            return
        draft = self.main.draft
        if draft.last == "\n":  # where cells were cut out of the line
            draft.cut(draft.length - 1)
        draft.add("\n" * (self.main.breaks - 1))
        self._rows += 1
        draft.row(list(enumerate(self._cells, start=1)), self._rows)
        self._cells = []
        self.main.breaks = 1


def _known(encoding: str) -> str | None:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return None
