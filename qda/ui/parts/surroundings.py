"""A passage between its neighbours: they are cut at words and softer than it is, and it stands where the eye is."""

from __future__ import annotations

from html import escape

from PySide6.QtWidgets import QTextBrowser

from qda.ui import theme
from qda.ui.theme import Ink

_HERE = "here"


def from_word(words: str, reach: int = 0) -> str:
    """What stands before, from the beginning of a word; `reach` is how much was asked for, 0 if it was cut anyway."""
    if reach and len(words) < reach:
        return words
    rest = words.lstrip("…").partition(" ")[2]
    return f"… {rest}" if rest else words


def to_word(words: str, reach: int = 0) -> str:
    """What stands after, up to the end of a word."""
    if reach and len(words) < reach:
        return words
    rest = words.rpartition(" ")[0]
    return f"{rest} …" if rest else words


def paragraph(before: str, quote: str, after: str, ink: Ink, reach: int, *, wash: str = "") -> str:
    """The passage with its neighbours as HTML in the reading font; `wash` is a colour behind the passage itself."""
    soft = f'<span style="color:{ink.soft}">'
    words = f'<span style="background-color:{wash}">{escape(quote)}</span>' if wash else escape(quote)
    return (
        f"<p style=\"font-family:'{theme.reading_font().family()}'; white-space:pre-wrap\">"
        f"{soft}{escape(from_word(before, reach))}</span>"
        f'<a name="{_HERE}"></a>{words}{soft}{escape(to_word(after, reach))}</span></p>'
    )


def show(browser: QTextBrowser, html: str) -> None:
    """Show the passage a third of the way down, so that what stands before it is seen too."""
    browser.setHtml(html)
    browser.scrollToAnchor(_HERE)
    bar = browser.verticalScrollBar()
    bar.setValue(max(0, bar.value() - browser.height() // 3))
