"""What the query workspace wears beside the style of all pages of this room."""

from __future__ import annotations

from qda.ui.theme import CORNER, Ink


def query_sheet(ink: Ink) -> str:
    """The style of conditions, saved queries and pairs."""
    return f"""
#condition {{ background: {ink.paper}; border: 1px solid {ink.rule}; border-radius: {CORNER}px; }}
#options QListWidget#list {{ background: transparent; }}
#page QTextBrowser {{ background: {ink.paper}; border-top: 1px solid {ink.rule}; }}
QSpinBox {{ background: {ink.paper}; border: 1px solid {ink.rule}; border-radius: {CORNER}px; padding: 3px 6px; }}
QSpinBox QLineEdit {{ background: transparent; border: none; padding: 0 6px; }}
QSpinBox:focus {{ border-color: {ink.accent}; }}
QSpinBox::up-button, QSpinBox::down-button {{ width: 0; border: none; }}
QHeaderView::section {{ background: {ink.paper}; color: {ink.soft}; border: none; border-bottom: 1px solid {ink.rule};
    padding: 4px 8px; }}
QTableWidget#list::item {{ padding: 2px 8px; }}
QTableWidget#list::item:selected {{ background: {ink.selection}; color: {ink.ink}; }}
#options QListWidget::item {{ padding: 3px 4px; }}
#options QListWidget::item:selected {{ background: {ink.selection}; color: {ink.ink}; }}
"""
