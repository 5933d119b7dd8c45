"""Light Markdown as it is written: headings, bold, italic, lists, quotes. Nothing is rendered, only tinted."""

from __future__ import annotations

import re
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from qda.ui.offsets import Offsets
from qda.ui.theme import Ink, qcolor

Kind = Literal["heading", "bold", "italic", "quote", "sign", "address", "hidden"]

_HEADING = re.compile(r"(#{1,6})\s+\S.*")
_QUOTE = re.compile(r"\s{0,3}(>)")
ADDRESS = re.compile(r"\[([^\[\]\n]+)\]\(segment:([0-9A-Za-z-]+)\)")
_LIST = re.compile(r"\s*([-*+]|\d{1,3}[.)])\s+")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_ITALIC = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])(.+?)(?<=[^\s*_])\1(?![\w*_])")


def marks(line: str) -> list[tuple[int, int, Kind]]:
    """What stands in one line, as (start, end, kind) in code points; "sign" is what only marks."""
    heading = _HEADING.match(line)
    if heading:
        return [(0, len(line), "heading"), (*heading.span(1), "sign")]
    found: list[tuple[int, int, Kind]] = []
    quote = _QUOTE.match(line)
    if quote:
        found += [(0, len(line), "quote"), (*quote.span(1), "sign")]
    bullet = _LIST.match(line)
    if bullet:
        found.append((*bullet.span(1), "sign"))
    for pattern, kind in ((_BOLD, "bold"), (_ITALIC, "italic")):
        for match in pattern.finditer(line):
            start, end, width = match.start(), match.end(), len(match[1])
            found += [(start, end, "bold" if kind == "bold" else "italic")]
            found += [(start, start + width, "sign"), (end - width, end, "sign")]
    for match in ADDRESS.finditer(line):
        start, end = match.span(1)
        found += [(start, end, "address"), (match.start(), start, "hidden"), (end, match.end(), "hidden")]
    return found


class Markdown(QSyntaxHighlighter):
    """Tints light Markdown while it is written. Memos are short; a text would be too long for this."""

    def __init__(self, document: QTextDocument, ink: Ink) -> None:
        super().__init__(document)
        self._ink = ink

    def set_ink(self, ink: Ink) -> None:
        """Tint in these colours from now on."""
        self._ink = ink
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """Tint one line; later kinds add to earlier ones."""
        found = marks(text)
        if not found:
            return
        offsets = Offsets(text)
        kinds: list[set[Kind]] = [set() for _letter in text]
        for start, end, kind in found:
            for place in range(start, end):
                kinds[place].add(kind)
        start = 0
        for place in range(1, len(text) + 1):
            if place == len(text) or kinds[place] != kinds[start]:
                if kinds[start]:
                    first, after = offsets.to_qt(start), offsets.to_qt(place)
                    self.setFormat(first, after - first, self._look(kinds[start]))
                start = place

    def _look(self, kinds: set[Kind]) -> QTextCharFormat:
        look = QTextCharFormat()
        if "heading" in kinds or "bold" in kinds:
            look.setFontWeight(QFont.Weight.Bold)
        if "heading" in kinds:
            look.setProperty(QTextCharFormat.Property.FontSizeAdjustment, 1)
        if "italic" in kinds:
            look.setFontItalic(True)
        if "quote" in kinds:
            look.setForeground(qcolor(self._ink.soft))
        if "sign" in kinds:
            look.setForeground(qcolor(self._ink.faint))
        if "address" in kinds:
            look.setForeground(qcolor(self._ink.accent))
            look.setFontUnderline(True)
        if "hidden" in kinds:  # where an address leads is no reading matter; it stays in the words all the same
            look.setForeground(Qt.GlobalColor.transparent)
            look.setFontPointSize(0.5)
            look.setFontLetterSpacingType(QFont.SpacingType.PercentageSpacing)
            look.setFontLetterSpacing(1)
        return look
