"""The board for screen readers: each card in words where the keyboard is, and said aloud when it moves."""

from __future__ import annotations

from qda.ui.coding.board.view import CardsView
from qda.ui.parts import accessible


def install() -> None:
    """Let Qt find the accessible side of the board."""
    accessible.install(CardsView, lambda view: accessible.Spoken(view, view.spoken))


def moved(view: CardsView, words: str) -> None:
    """Have the card read out where the keyboard is now."""
    accessible.say(view, words)
