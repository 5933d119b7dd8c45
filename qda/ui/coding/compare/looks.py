"""How the comparison looks."""

from __future__ import annotations

from qda.ui.theme import CORNER, Ink


def sheet(ink: Ink) -> str:
    """The style of the page and of its parts, by their object names."""
    return f"""
#comparePage {{ background: {ink.paper}; }}
#compareMemo {{ background: {ink.paper}; border-top: 1px solid {ink.rule}; }}
#memoText {{ background: transparent; color: {ink.ink}; padding: 0 14px; }}
#foot {{ background: {ink.panel}; border-top: 1px solid {ink.rule}; }}
QLabel#soft {{ color: {ink.soft}; background: transparent; }}
QSplitter::handle {{ background: {ink.rule}; }}
QTextBrowser {{ background: {ink.panel}; border: none; border-top: 1px solid {ink.rule}; }}
#list {{ background: transparent; border: none; outline: none; }}
QLineEdit {{
    background: {ink.paper}; border: 1px solid {ink.rule}; border-radius: {CORNER}px; padding: 4px 8px;
    color: {ink.ink};
}}
QLineEdit:focus {{ border-color: {ink.accent}; }}
QPushButton#button {{
    background: {ink.paper}; border: 1px solid {ink.rule}; border-radius: {CORNER}px; padding: 4px 10px;
    color: {ink.ink};
}}
QPushButton#button:hover {{ border-color: {ink.faint}; }}
QPushButton#button:pressed {{ background: {ink.selection}; }}
QPushButton#button:focus {{ border-color: {ink.accent}; }}
QPushButton#button:disabled {{ color: {ink.faint}; }}
"""
