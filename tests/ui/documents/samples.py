"""Texts and codings for the tests of the coding view."""

from __future__ import annotations

from collections.abc import Sequence

from qda.text import Mark, UnitKind, unit_starts
from qda.ui.documents.coded_text import CodedText, Highlight

NOTE = (
    "Field note\n"
    "The room is quieter after lunch. Two of the newer workers share a desk by the window; one is typing, the other "
    "reads over her shoulder.\n"
    "\n"
    "INT: Did you want to?\n"
    "Theresa: No. I wanted it done. 🙂 But she stopped, cafe\u0301 or not.\n"
    "قالت hello وجلست.\n"
    "母亲说她等了很久才有人开门。\n"
    "Name\tVisits\n"
    "Angela\t12"
)


def at(words: str, text: str = NOTE) -> tuple[int, int]:
    """Where words stand in a text."""
    start = text.index(words)
    return start, start + len(words)


MARKS = (
    Mark(*at("Field note"), "heading", "1"),
    Mark(*at("INT:"), "speaker", "INT"),
    Mark(*at("Theresa:"), "speaker", "Theresa"),
    Mark(*at("lunch"), "bold"),
    Mark(*at("Name\tVisits"), "cell", "1,1"),
    Mark(*at("Angela\t12"), "cell", "2,1"),
)


def coding(number: int, start: int, end: int, label: str = "venting", color: str = "#CC6677") -> Highlight:
    """A coding on a segment of its own."""
    return Highlight(number, number, start, end, number % 7, label, color)


def on(number: int, words: str, label: str = "venting", color: str = "#CC6677") -> Highlight:
    """A coding of words of the note."""
    return coding(number, *at(words), label, color)


def coded(
    text: str = NOTE, kind: UnitKind = "80", highlights: Sequence[Highlight] = (), marks: Sequence[Mark] = ()
) -> CodedText:
    """A text with its line units."""
    return CodedText(text, marks, unit_starts(text, kind), highlights, breaks=kind == "80")
