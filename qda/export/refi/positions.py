"""How a text is written and its places are counted: as the standard says, or as a program is known to do it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from qda.errors import NotFound
from qda.i18n import N_, _

BOM = "\ufeff"

_PORTION = 1 << 20
_WIDE = re.compile("[\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Layout:
    """What a program reads: `wide` counts UTF-16 units, `crlf` writes CR LF, `both` counts such a line end as two."""

    name: str
    words: str
    wide: bool = False
    crlf: bool = False
    both: bool = False
    bom: bool = False

    @property
    def doubles(self) -> bool:
        """True if some characters count twice, so that the text must be known to tell a place."""
        return self.wide or self.both


# What is known of each is in docs/refi-qda.md.
LAYOUTS = (
    Layout("standard", N_("Any program, as the standard says")),
    Layout("nvivo", N_("NVivo: counts UTF-16 units, lines end in CR LF"), wide=True, crlf=True, both=True, bom=True),
    Layout("maxqda", N_("MAXQDA: as the standard says")),
    Layout("atlasti", N_("ATLAS.ti: lines end in CR LF, counted as one"), crlf=True),
)


def layout(name: str) -> Layout:
    """The layout of this name. Raises NotFound."""
    for each in LAYOUTS:
        if each.name == name:
            return each
    raise NotFound(_("No program is called “{name}” here.").format(name=name), tuple(each.name for each in LAYOUTS))


class Places:
    """Turns offsets of one text (code points) into those of a layout."""

    __slots__ = ("_doubled",)

    def __init__(self, text: str, layout: Layout) -> None:
        found: list[int] = []
        # Neither is looked for in vain: ASCII has no wide characters, and Python knows at once that a text is ASCII.
        if layout.wide and not text.isascii():
            found += [match.start() for match in _WIDE.finditer(text)]
        if layout.both:
            found += [match.start() for match in re.finditer("\n", text)]
        self._doubled = sorted(found)

    def at(self, offset: int) -> int:
        """Where a place is in the file: each character before it that counts twice adds one."""
        return offset + bisect_left(self._doubled, offset)


def wide_characters(text: str) -> int:
    """Characters beyond the basic plane, such as emoji: those that programs count differently."""
    return 0 if text.isascii() else len(_WIDE.findall(text))


def stored(text: str, layout: Layout) -> Iterator[bytes]:
    """The bytes of a text file, in portions."""
    # Readers take away one mark at the beginning. Of a text that begins with that very character it must not be theirs.
    if layout.bom or text.startswith(BOM):
        yield BOM.encode("utf-8")
    for at in range(0, len(text), _PORTION):
        part = text[at : at + _PORTION]
        yield (part.replace("\n", "\r\n") if layout.crlf else part).encode("utf-8")
