"""How wide the letters of a template are beside those of Times, by which tables are measured."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# Mean widths of text in these families by that of Times, rounded up: a word too many is broken, one too few is not.
_WIDTHS: Mapping[str, float] = MappingProxyType(
    {
        **dict.fromkeys(("times new roman", "times", "liberation serif", "tinos", "garamond", "eb garamond"), 1.0),
        **dict.fromkeys(("calibri", "carlito", "minion pro"), 1.05),
        **dict.fromkeys(("cambria", "caladea", "palatino linotype", "book antiqua", "constantia"), 1.1),
        **dict.fromkeys(("verdana", "dejavu sans", "courier new", "consolas"), 1.35),
    }
)
_OTHERS = 1.15
"""Arial and its like, and what is not known."""


def stretch(styles: _Element, theme: _Element | None) -> float:
    """How much wider than Times the letters of ordinary paragraphs are."""
    name = _named(styles, theme)
    return 1.0 if not name else _WIDTHS.get(name.lower(), _OTHERS)


def _named(styles: _Element, theme: _Element | None) -> str:
    """The letters of the default paragraph style, else of the document; nothing where neither says any."""
    usual = [
        style
        for style in styles.iter(f"{_W}style")
        if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") in ("1", "true")
    ]
    for place in (*usual, *styles.iter(f"{_W}rPrDefault")):
        fonts = place.find(f".//{_W}rFonts")
        if fonts is None:
            continue
        if told := fonts.get(f"{_W}ascii"):
            return told
        if of_theme := fonts.get(f"{_W}asciiTheme"):
            return _of_theme(theme, "majorFont" if of_theme.startswith("major") else "minorFont")
    return ""


def _of_theme(theme: _Element | None, kind: str) -> str:
    found = None if theme is None else theme.find(f".//{_A}{kind}/{_A}latin")
    return "" if found is None else found.get("typeface", "")
