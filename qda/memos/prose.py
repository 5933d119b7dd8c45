"""Light Markdown, read: headings, lists, quotes, paragraphs, with bold, italic and links inside. Plain values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

BlockKind = Literal["heading", "paragraph", "item", "quote"]

_HEADING = re.compile(r"(#{1,6})\s+(\S.*?)\s*#*")
_ITEM = re.compile(r"(\s*)([-*+]|\d{1,3}[.)])\s+(.*)")
_QUOTE = re.compile(r"\s{0,3}>\s?(.*)")
_INLINE = re.compile(
    r"(?P<bold>\*\*|__)(?=\S)(?P<strong>.+?)(?<=\S)(?P=bold)(?![*_])"
    r"|(?<![\w*_])(?P<slant>[*_])(?=[^\s*_])(?P<italic>.+?)(?<=[^\s*_])(?P=slant)(?![\w*_])"
    r"|\[(?P<words>[^\[\]]+)\]\((?P<to>[^()\s]+)\)"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in one face; `to` is where they lead, as it was written."""

    text: str
    bold: bool = False
    italic: bool = False
    to: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph. `level` is that of a heading (from 1) or the depth of an item (from 0), `sign` an item's sign."""

    kind: BlockKind
    pieces: tuple[Piece, ...]
    level: int = 0
    sign: str = ""

    @property
    def text(self) -> str:
        """The words without faces."""
        return "".join(piece.text for piece in self.pieces)


def blocks(text: str) -> list[Block]:
    """What stands in a text, line by line: each line that is not blank is a paragraph, as it was typed."""
    return [_block(line) for line in text.split("\n") if line.strip()]


def _block(line: str) -> Block:
    if heading := _HEADING.fullmatch(line):
        return Block("heading", pieces(heading[2]), len(heading[1]))
    if quote := _QUOTE.fullmatch(line):
        return Block("quote", pieces(quote[1]))
    if item := _ITEM.fullmatch(line):
        sign = item[2] if item[2][0].isdigit() else "•"
        return Block("item", pieces(item[3]), len(item[1].expandtabs(4)) // 2, sign)
    return Block("paragraph", pieces(line.strip()))


def pieces(line: str) -> tuple[Piece, ...]:
    """A line in its faces; signs that stand alone stay signs."""
    return tuple(_pieces(line))


def _pieces(line: str) -> Iterator[Piece]:
    at = 0
    for found in _INLINE.finditer(line):
        if found.start() > at:
            yield Piece(line[at : found.start()])
        if found["strong"]:
            yield from (replace(piece, bold=True) for piece in _pieces(found["strong"]))
        elif found["italic"]:
            yield from (replace(piece, italic=True) for piece in _pieces(found["italic"]))
        else:
            yield Piece(found["words"], to=found["to"])
        at = found.end()
    if at < len(line):
        yield Piece(line[at:])


def plain(text: str) -> str:
    """The words without any signs, one paragraph a line."""
    return "\n".join(block.text for block in blocks(text))
