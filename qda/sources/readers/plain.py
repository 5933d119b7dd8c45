"""Plain text and Markdown: stored as they are, with Markdown's headings and emphasis as marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from qda.i18n import _
from qda.progress import Progress, Silent
from qda.sources.readers.encodings import decode
from qda.sources.readers.reading import Reading, make_reading
from qda.text import Mark, stored_text

_FENCE = re.compile(r"^ {0,3}(```|~~~).*?(?:^ {0,3}\1[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^ {0,3}(#{1,6})(?:[ \t]+(?=\S)[^\n]*|$)", re.MULTILINE)
_UNDERLINED = re.compile(r"^(?![ \t]*(?:[-*+>#|]|\d+[.)]))[ \t]{0,3}\S[^\n]*\n {0,3}(=+|-{2,})[ \t]*$", re.MULTILINE)
_BOLD = re.compile(r"(\*\*|__)(?=\S)([^\n]{0,300}?\S)\1")
_ITALIC = re.compile(r"(?<![\w*_\\])([*_])(?![\s*_])([^\n*_]*?[^\s*_\\])\1(?![\w*_])")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?^(?:---|\.\.\.)[ \t]*$", re.MULTILINE | re.DOTALL)


def read_plain(data: bytes, file: str, encoding: str | None = None, progress: Progress | None = None) -> list[Reading]:
    """The one text of a .txt file; raises UnreadableFile."""
    (progress or Silent()).step(0, 0, _("Reading “{name}”").format(name=file))
    text, used, notes = decode(data, file, encoding)
    return [make_reading(file, text, encoding=used, notes=notes)]


def read_markdown(
    data: bytes, file: str, encoding: str | None = None, progress: Progress | None = None
) -> list[Reading]:
    """The one text of a .md file, its signs kept; raises UnreadableFile."""
    (progress or Silent()).step(0, 0, _("Reading “{name}”").format(name=file))
    raw, used, notes = decode(data, file, encoding)
    text, changes = stored_text(raw)
    return [make_reading(file, text, list(markdown_marks(text)), encoding=used, notes=[*notes, *changes])]


def markdown_marks(text: str) -> Iterator[Mark]:
    """Headings (the whole line, signs included), bold and italic words; nothing in fenced code or front matter."""
    closed = sorted(found.span() for pattern in (_FRONT_MATTER, _FENCE) for found in pattern.finditer(text))

    def is_open(at: int) -> bool:
        before = bisect_right(closed, (at, len(text))) - 1
        return before < 0 or at >= closed[before][1]

    for heading in _HEADING.finditer(text):
        if is_open(heading.start()):
            yield Mark(heading.start(), heading.end(), "heading", str(len(heading[1])))
    for heading in _UNDERLINED.finditer(text):
        if is_open(heading.start()):
            yield Mark(heading.start(), heading.end(), "heading", "1" if heading[1][0] == "=" else "2")
    for bold in _BOLD.finditer(text):
        if is_open(bold.start()):
            yield Mark(bold.start(2), bold.end(2), "bold")
    for italic in _ITALIC.finditer(text):
        if is_open(italic.start()):
            yield Mark(italic.start(2), italic.end(2), "italic")
