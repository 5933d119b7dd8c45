"""The families of letters that a picture is drawn with, and what becomes of signs that none of them has."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from qda.export.characters import REPLACEMENT, legal

# Only families that come as TrueType, so that a PDF embeds them as such, and look alike in all three formats.
SANS = ("Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans", "DejaVu Sans")
SERIF = ("Georgia", "Times New Roman", "Liberation Serif", "DejaVu Serif")
# It comes with matplotlib.
_ALWAYS = "DejaVu Sans"
_WIDE_FAMILIES = ("Noto Sans CJK SC", "Noto Sans", "Arial Unicode", "Microsoft YaHei", "PingFang", "Hiragino", "Malgun")


class Fonts:
    """Installed families that can draw the texts of a drawing, and what to do with signs that none can draw."""

    def __init__(self, texts: Iterable[str]) -> None:
        from matplotlib.font_manager import fontManager

        self._files: dict[str, str] = {}
        for entry in fontManager.ttflist:
            if entry.style == "normal" and entry.weight in (400, "normal", "regular", "book"):
                self._files.setdefault(entry.name, entry.fname)
        self._sans = self._first(SANS)
        self._serif = self._first(SERIF)
        self._more: list[str] = []
        self._hidden: set[str] = set()
        for char in sorted({char for text in texts for char in legal(text) if ord(char) > 0x7E}):
            self._find(char)

    @property
    def truetype(self) -> bool:
        """True if every family in use comes as TrueType outlines."""
        return all(self._files[name].endswith((".ttf", ".TTF")) for name in self.families(serif=False))

    def families(self, *, serif: bool) -> list[str]:
        """Families in the order in which a glyph is looked for."""
        first = self._serif if serif else self._sans
        return list(dict.fromkeys([first, *self._more, _ALWAYS]))

    def drawable(self, text: str) -> str:
        """The text as far as it can be drawn: signs without a glyph become U+FFFD, signs without width go."""
        return "".join(self._shown(char) for char in legal(text)) if self._hidden else legal(text)

    def _shown(self, char: str) -> str:
        if char not in self._hidden:
            return char
        return "" if unicodedata.category(char) in ("Cf", "Mn", "Me", "Sk") else REPLACEMENT

    def _first(self, names: Sequence[str]) -> str:
        return next((name for name in names if name in self._files), _ALWAYS)

    def _find(self, char: str) -> None:
        if all(self._has(name, char) for name in (self._sans, self._serif)):
            return
        if any(self._has(name, char) for name in (_ALWAYS, *self._more)):
            return
        found = next((name for name in self._candidates() if self._has(name, char)), None)
        if found:
            self._more.append(found)
        else:
            self._hidden.add(char)

    def _candidates(self) -> list[str]:
        """Every other family, plain ones of many scripts first. Coloured bitmaps cannot be drawn as outlines."""
        names = [name for name in self._files if "Color" not in name and "Last Resort" not in name]
        return sorted(names, key=lambda name: (_preference(name), "Serif" in name, name))

    def _has(self, name: str, char: str) -> bool:
        from matplotlib.font_manager import get_font

        return bool(get_font(self._files[name]).get_char_index(ord(char)))


def _preference(name: str) -> int:
    return next((at for at, begin in enumerate(_WIDE_FAMILIES) if name.startswith(begin)), len(_WIDE_FAMILIES))
