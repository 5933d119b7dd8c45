"""All memos as a list: title and date, kind and links, the first words; found, filtered and sorted in memory."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QDrag, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qda.i18n import N_
from qda.text import excerpt
from qda.ui.memos.words import STAGES, day, kind_words, link_label, stage_words
from qda.ui.parts.small import paint_ground, small_font
from qda.ui.session import Session
from qda.ui.theme import STEP, mixed, qcolor

if TYPE_CHECKING:
    from qda.memos.queries import MemoRow

MEMO_ROLE = Qt.ItemDataRole.UserRole
MEMOS_MIME = "application/x-gerund-memos"
"""What is dragged out of a list of memos: a JSON list of ids."""

SORTS = {
    "newest": N_("Newest first"),
    "oldest": N_("Oldest first"),
    "changed": N_("Last changed first"),
    "title": N_("By title"),
    "kind": N_("By kind"),
    "stage": N_("By stage"),
}

_SIGNS = re.compile(r"^\s*(#{1,6}|>|[-*+])\s+|\*\*|__|(?<!\w)[*_]|[*_](?!\w)", re.MULTILINE)

Index = QModelIndex | QPersistentModelIndex


def answers(row: MemoRow, words: Sequence[str], kind: str, stage: str) -> bool:
    """True if a memo is of this kind and stage ("" for any) and holds all these words in text, title, links or tags."""
    if (kind and row.kind != kind) or (stage and row.stage != stage):
        return False
    if not words:
        return True
    whole = " ".join((row.title, row.text, *(link.label for link in row.links), *row.tags)).casefold()
    return all(word in whole for word in words)


def sorted_rows(rows: Sequence[MemoRow], by: str) -> list[MemoRow]:
    """In the order that was asked for."""
    if by == "title":
        return sorted(rows, key=lambda row: (row.shown_title.casefold(), -row.created_at))
    if by == "kind":
        return sorted(rows, key=lambda row: (row.kind, -row.created_at))
    if by == "stage":
        order = {stage: place for place, stage in enumerate(STAGES)}
        return sorted(rows, key=lambda row: (order.get(row.stage, len(order)), -row.created_at))
    if by == "changed":
        return sorted(rows, key=lambda row: -row.modified_at)
    return sorted(rows, key=lambda row: (row.created_at, row.id), reverse=by != "oldest")


class MemoModel(QAbstractListModel):
    """The memos that are listed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[MemoRow] = []
        self.words = ""

    def show(self, rows: list[MemoRow], words: str = "") -> None:
        """List these; `words` were searched for and are marked."""
        self.beginResetModel()
        self.rows, self.words = rows, words
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The memo's id, its title, and what a screen reader says."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == MEMO_ROLE:
            return row.id
        if role == Qt.ItemDataRole.DisplayRole:
            return row.shown_title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.shown_title}, {state_line(row)}, {day(row.created_at)}"
        return None

    def row_of(self, memo_id: int | None) -> int:
        """The place of a memo in the list; -1 if it is not there."""
        return next((place for place, row in enumerate(self.rows) if row.id == memo_id), -1)


def state_line(row: MemoRow) -> str:
    """“theoretical · advanced · “reducing dissonance”, “Angela” and 2 more”."""
    shown = [link_label(link) for link in row.links[:2]]
    more = f" + {len(row.links) - 2}" if len(row.links) > 2 else ""
    tags = " ".join(f"#{tag}" for tag in row.tags)
    parts = (kind_words(row.kind), stage_words(row.stage), tags, ", ".join(shown) + more)
    return " · ".join(part for part in parts if part)


def memos_mime(ids: Sequence[int]) -> QMimeData:
    """Memos as they are dragged."""
    data = QMimeData()
    data.setData(MEMOS_MIME, json.dumps(list(ids)).encode())
    return data


class MemoList(QListView):
    """A list of memos that can be dragged onto the sorting table or a map."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setDragEnabled(True)

    def chosen(self) -> list[int]:
        """The chosen memos, from above."""
        rows = sorted(self.selectedIndexes(), key=lambda index: index.row())
        return [index.data(MEMO_ROLE) for index in rows]

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Drag the chosen memos."""
        ids = self.chosen()
        if ids:
            drag = QDrag(self)
            drag.setMimeData(memos_mime(ids))
            drag.exec(Qt.DropAction.CopyAction)


class MemoDelegate(QStyledItemDelegate):
    """Three lines to a memo."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All of one height."""
        line = QFontMetrics(option.font).height()
        return QSize(200, 3 * line + 5 * STEP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Title and date; kind, stage and links; the first words."""
        model = index.model()
        if not isinstance(model, MemoModel):
            return
        row, ink = model.rows[index.row()], self._session.ink
        paint_ground(painter, option, ink)
        painter.setPen(qcolor(ink.rule))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        box = option.rect.adjusted(4 * STEP, 2 * STEP, -3 * STEP, -2 * STEP)
        line = QFontMetrics(option.font).height()
        small, bold = small_font(option.font), QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        first = QRect(box.left(), box.top(), box.width(), line)
        width = _draw(painter, first, day(row.created_at), small, ink.soft, right=True)
        mark = qcolor(mixed(ink.hint, ink.paper, 0.28))
        title = first.adjusted(0, 0, -width - 2 * STEP, 0)
        _mark(painter, title, row.shown_title, model.words, bold, mark)
        _draw(painter, title, row.shown_title, bold, ink.ink)
        _draw(painter, first.translated(0, line + STEP // 2), state_line(row), small, ink.soft)
        words, third = _third_line(row, model.words), first.translated(0, 2 * line + STEP)
        _mark(painter, third, words, model.words, option.font, mark)
        _draw(painter, third, words, option.font, ink.ink)


def _third_line(row: MemoRow, words: str) -> str:
    """The words around what was searched for, else the first."""
    if words:
        from qda.memos import finding

        found = finding.excerpt_around(_SIGNS.sub("", row.text), words, 24)
        if found:
            return found
    return excerpt(beginning(row), 200)


def _mark(painter: QPainter, box: QRect, text: str, words: str, font: QFont, colour: QColor) -> None:
    """Lay a colour beneath what was searched for, as far as it is seen."""
    if not words:
        return
    from qda.memos import finding

    metrics = QFontMetrics(font)
    room = metrics.horizontalAdvance(metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width()))
    for span in finding.matches(text, words):
        start = metrics.horizontalAdvance(text[: span.start])
        end = min(room, metrics.horizontalAdvance(text[: span.end]))
        if start < end:
            painter.fillRect(QRect(box.left() + start, box.top(), end - start, box.height()), colour)


def beginning(row: MemoRow) -> str:
    """The first words, or where the title is made of them, what follows."""
    text = row.text
    if not row.title:
        _first, _line_end, rest = text.lstrip().partition("\n")
        text = rest.strip() or text
    return _SIGNS.sub("", text)


def _draw(painter: QPainter, box: QRect, text: str, font: QFont, colour: str, *, right: bool = False) -> int:
    painter.setFont(font)
    painter.setPen(qcolor(colour))
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, box.width()))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
    return metrics.horizontalAdvance(shown)
