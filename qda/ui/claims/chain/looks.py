"""How claims look and are spoken of: words of kinds, statuses and links; colours of lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qda.i18n import _
from qda.ui.theme import CORNER, Ink

if TYPE_CHECKING:
    from qda.synthesis.claims import ClaimRow


def standing_words(claim: ClaimRow) -> str:
    """“proposition · holds”; a plain claim names its status alone."""
    from qda.synthesis.claims import KIND_WORDS, STATUS_WORDS

    status = _(STATUS_WORDS.get(claim.status, claim.status))
    return status if claim.kind == "claim" else f"{_(KIND_WORDS[claim.kind])} · {status}"


def on_one_line(words: str) -> str:
    """White space as single spaces."""
    return " ".join(words.split())


def sheet(ink: Ink, name: str) -> str:
    """The style of a page of this room, by its object name."""
    return f"""
#{name} {{ background: {ink.paper}; }}
QLabel#soft {{ color: {ink.soft}; background: transparent; }}
QLabel#amber {{ color: {ink.hint}; background: transparent; }}
#list, #trail {{ background: transparent; border: none; outline: none; }}
#side {{ border-right: 1px solid {ink.rule}; }}
QTextBrowser {{ background: {ink.panel}; border: 1px solid {ink.rule}; border-radius: {CORNER}px; }}
QTextBrowser:focus {{ border-color: {ink.accent}; }}
QLineEdit, QPlainTextEdit {{
    background: {ink.paper}; border: 1px solid {ink.rule}; border-radius: {CORNER}px; padding: 4px 8px;
    color: {ink.ink};
}}
QPlainTextEdit#claimWords {{ border-color: transparent; padding: 0; }}
QPlainTextEdit#claimWords:hover {{ border-color: {ink.rule}; }}
QLineEdit:focus, QPlainTextEdit:focus, QPlainTextEdit#claimWords:focus {{ border-color: {ink.accent}; }}
QPushButton#button {{
    background: {ink.paper}; border: 1px solid {ink.rule}; border-radius: {CORNER}px; padding: 5px 12px;
    color: {ink.ink};
}}
QPushButton#button:hover {{ border-color: {ink.faint}; }}
QPushButton#button:pressed, QPushButton#button:checked {{ background: {ink.selection}; }}
QPushButton#button:focus {{ border-color: {ink.accent}; }}
QPushButton#button:disabled {{ color: {ink.faint}; }}
"""
