"""The sorting table for screen readers: the card at hand in words, and said aloud when another is."""

from __future__ import annotations

from qda.ui.memos.table.view import TableView
from qda.ui.parts import accessible


def install() -> None:
    """Let Qt find the accessible side of the table."""
    accessible.install(TableView, lambda view: accessible.Spoken(view, view.spoken))


def say(view: TableView) -> None:
    """Have the card at hand read out."""
    accessible.say(view, view.spoken())
