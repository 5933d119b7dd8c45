"""Light Markdown is seen while it is written."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QTextDocument
from pytestqt.qtbot import QtBot

from qda.ui.memos.written.markdown import Kind, Markdown, marks
from qda.ui.theme import LIGHT


def kinds(line: str) -> list[tuple[str, Kind]]:
    return [(line[start:end], kind) for start, end, kind in marks(line)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("## Why now", [("## Why now", "heading"), ("##", "sign")]),
        ("#no heading", []),
        ("> said she", [("> said she", "quote"), (">", "sign")]),
        ("- a point", [("-", "sign")]),
        ("12. a point", [("12.", "sign")]),
        ("a **bold** word", [("**bold**", "bold"), ("**", "sign"), ("**", "sign")]),
        ("an *italic* word", [("*italic*", "italic"), ("*", "sign"), ("*", "sign")]),
        ("snake_case_name", []),
        ("2 * 3 * 4", []),
        ("plain", []),
    ],
)
def test_what_stands_in_a_line(line: str, expected: list[tuple[str, Kind]]) -> None:
    assert kinds(line) == expected


def test_bold_after_an_emoji_is_tinted_where_it_stands(qtbot: QtBot) -> None:
    document = QTextDocument()
    highlighter = Markdown(document, LIGHT)
    document.setPlainText("😀 **so** it is")
    highlighter.rehighlight()

    ranges = document.firstBlock().layout().formats()

    bold = [(found.start, found.length) for found in ranges if found.format.fontWeight() == QFont.Weight.Bold]
    assert sum(length for _start, length in bold) == len("**so**")
    assert bold[0][0] == 3
