"""The style of the pages with matrices."""

from __future__ import annotations

from qda.ui.theme import CORNER, Ink, mixed


def sheet(ink: Ink) -> str:
    """What a palette can't say."""
    edge = mixed(ink.faint, ink.paper, 0.5)
    return f"""
#matrixPage {{ background: {ink.paper}; }}
#evidence {{ background: {ink.paper}; border-top: 1px solid {ink.rule}; }}
QLabel {{ background: transparent; }}
QLabel#soft {{ color: {ink.soft}; }}
QSplitter::handle {{ background: {ink.rule}; }}
#matrix {{ background: {ink.paper}; border: none; border-top: 1px solid {ink.rule}; outline: none; }}
#matrix QHeaderView {{ background: {ink.panel}; border: none; }}
#matrix QTableCornerButton::section {{ background: {ink.panel}; border: none; }}
#quotes {{ background: {ink.paper}; border: none; border-top: 1px solid {ink.rule}; outline: none; }}
QPushButton#button {{
    background: {ink.paper}; border: 1px solid {ink.rule}; border-radius: {CORNER}px; padding: 6px 14px;
    color: {ink.ink};
}}
QPushButton#button:hover {{ border-color: {ink.faint}; }}
QPushButton#button:focus {{ border-color: {ink.accent}; }}
QPushButton#judgement {{
    background: {ink.paper}; border: 1px solid {ink.rule}; border-radius: {CORNER}px; padding: 3px 8px;
    color: {ink.ink}; text-align: left;
}}
QPushButton#judgement:hover {{ border-color: {ink.faint}; }}
QPushButton#judgement:checked {{ background: {ink.selection}; border-color: {ink.accent}; }}
QPushButton#judgement:focus {{ border-color: {ink.accent}; }}
QToolButton {{ color: {ink.accent}; background: transparent; border: none; padding: 2px 4px; }}
QToolButton:focus {{ border: 1px solid {ink.accent}; border-radius: 4px; }}
QToolButton::menu-indicator {{ image: none; }}
#floating {{ background: {ink.paper}; border: 1px solid {edge}; border-radius: {CORNER}px; }}
#floating QListView {{ background: transparent; border: none; outline: none; }}
"""
