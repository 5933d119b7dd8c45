"""Categories and themes with their counts, focused codes beneath the chosen one, and those that are in none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qda.i18n import _, ngettext
from qda.ui.coding.book import CodeBook
from qda.ui.coding.codes.rows import CODE_ROLE, SQUARE, level_font, selection_palette, shown_name
from qda.ui.parts.small import small_font
from qda.ui.session import Session
from qda.ui.theme import STEP, lifted, qcolor

if TYPE_CHECKING:
    from qda.analysis.coding.grid import CategoryRow, Overview

Index = QModelIndex | QPersistentModelIndex
_INDENT = 3 * STEP


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the list: a category or theme (`row`), a focused code, or a heading (`code_id` 0)."""

    code_id: int
    depth: int
    kind: Literal["raised", "focused", "heading"]
    row: CategoryRow | None = None
    words: str = ""


def lines_of(overview: Overview, chosen: int | None) -> list[Line]:
    """Themes with their categories, categories by themselves, focused codes beneath what is chosen, loose ones last."""
    rows = {row.id: row for row in overview.rows}
    found: list[Line] = []
    seen: set[int] = set()

    def put(row: CategoryRow, depth: int) -> None:
        if row.id in seen:
            return
        seen.add(row.id)
        found.append(Line(row.id, depth, "raised", row))
        members = [member for member in row.members if member in rows]
        for member in members:
            put(rows[member], depth + 1)
        if row.id == chosen or (chosen in row.members and chosen not in rows):
            found.extend(Line(member, depth + 1, "focused") for member in row.members if member not in rows)

    for row in overview.rows:
        if not any(above in rows for above in row.above):
            put(row, 0)
    for row in overview.rows:  # what goes in circles
        put(row, 0)
    if overview.loose:
        found.append(Line(0, 0, "heading", words=_("In no category")))
        found += [Line(code, 0, "focused") for code in overview.loose]
    return found


def count_words(row: CategoryRow) -> str:
    """“47 segments · 6 sources”."""
    return " · ".join(
        (
            ngettext("{n} segment", "{n} segments", row.segments).format(n=f"{row.segments:,}"),
            ngettext("{n} source", "{n} sources", row.sources).format(n=row.sources),
        )
    )


def standing_words(row: CategoryRow, core: int | None) -> str:
    """“theme”, “core category”; nothing for a category among others."""
    if row.id == core:
        return _("core category") if row.level == "category" else _("theme, the core")
    return _("theme") if row.level == "theme" else ""


def gap_words(row: CategoryRow) -> str:
    """“5 gaps”; nothing if there are none."""
    return ngettext("{n} gap", "{n} gaps", row.gaps).format(n=row.gaps) if row.gaps else ""


def property_words(row: CategoryRow, *, counted: bool) -> str:
    """“4 cases · 3 properties”; counts only once they are known."""
    parts = [ngettext("{n} case", "{n} cases", row.cases).format(n=row.cases)] if counted else []
    if row.properties:
        parts.append(ngettext("{n} property", "{n} properties", row.properties).format(n=row.properties))
    else:
        parts.append(_("no properties yet"))
    return " · ".join(parts)


class CategoryModel(QAbstractListModel):
    """The rows of the list."""

    def __init__(self, book: CodeBook, parent: QWidget) -> None:
        super().__init__(parent)
        self._book = book
        self.lines: list[Line] = []
        self.counted: frozenset[int] = frozenset()
        self.core: int | None = None

    def show(self, lines: list[Line], *, counted: frozenset[int], core: int | None = None) -> None:
        """List these; counts are painted once they are known, that is of codes that are `counted`."""
        self.beginResetModel()
        self.lines, self.counted, self.core = lines, counted, core
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many."""
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading can't be chosen."""
        if index.isValid() and self.lines[index.row()].kind == "heading":
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The code's id, its name, and what a screen reader says."""
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == CODE_ROLE:
            return line.code_id
        if role == Qt.ItemDataRole.DisplayRole:
            return line.words or self._book.name(line.code_id)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._told(line)
        return None

    def _told(self, line: Line) -> str:
        if line.row is None:
            return line.words or self._book.name(line.code_id)
        told = [f"{line.row.name} ({standing_words(line.row, self.core) or _(line.row.level)})"]
        if line.code_id in self.counted:
            told.append(count_words(line.row))
        told.append(property_words(line.row, counted=line.code_id in self.counted))
        if line.code_id in self.counted:
            told.append(gap_words(line.row))
        return ". ".join(part for part in told if part)

    def place_of(self, code_id: int | None) -> int | None:
        """The row of a code."""
        return next((at for at, line in enumerate(self.lines) if line.code_id and line.code_id == code_id), None)


class CategoryDelegate(QStyledItemDelegate):
    """Paints a category on three lines, a focused code on one."""

    def __init__(self, session: Session, book: CodeBook, view: CategoryList) -> None:
        super().__init__(view)
        self._session = session
        self._book = book
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its lines."""
        line = self._view.categories.lines[index.row()]
        high, small = QFontMetrics(option.font).height(), QFontMetrics(small_font(option.font)).height()
        if line.kind == "raised":
            return QSize(120, high + 2 * small + 3 * STEP)
        return QSize(120, high + (5 if line.kind == "heading" else 2) * STEP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Name, counts, properties and gaps."""
        line, ink = self._view.categories.lines[index.row()], self._session.ink
        box = option.rect.adjusted(3 * STEP + line.depth * _INDENT, 0, -2 * STEP, 0)
        if line.kind == "heading":
            painter.setFont(small_font(option.font))
            painter.setPen(qcolor(ink.soft))
            words = painter.fontMetrics().elidedText(line.words, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box.adjusted(0, 0, 0, -STEP), int(Qt.AlignmentFlag.AlignBottom), words)
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, qcolor(ink.selection))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(qcolor(ink.accent), 1))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        if line.kind == "focused":
            self._paint_focused(painter, option, box, line)
        elif line.row is not None:
            self._paint_raised(painter, option, box, line.row)

    def _paint_focused(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, line: Line) -> None:
        ink, entry = self._session.ink, self._book.get(line.code_id)
        if entry is None:
            return
        count = str(max(entry.segments, entry.beneath) or "")
        painter.setFont(option.font)
        painter.setPen(qcolor(ink.soft))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), count)
        box = box.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(count) - 2 * STEP, 0)
        square = QRect(box.left(), box.center().y() - SQUARE // 2, SQUARE, SQUARE)
        painter.fillRect(square, qcolor(lifted(self._book.color(entry.id), ink)))
        painter.setPen(qcolor(ink.ink))
        _draw(painter, box.adjusted(SQUARE + 2 * STEP, 0, 0, 0), shown_name(entry))

    def _paint_raised(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, row: CategoryRow) -> None:
        ink = self._session.ink
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setFont(level_font(option.font, row.level))
        painter.setPen(qcolor(ink.ink))
        high = QFontMetrics(option.font).height()
        head = QRect(box.left(), box.top() + STEP + STEP // 2, box.width(), high)
        _draw(painter, head, row.name)
        painter.setFont(small_font(option.font))
        small = painter.fontMetrics().height()
        under = QRect(box.left(), head.bottom() + 1, box.width(), small)
        painter.setPen(qcolor(ink.ink if chosen else ink.soft))
        counted = row.id in self._view.categories.counted
        told = (standing_words(row, self._view.categories.core), count_words(row) if counted else "")
        _draw(painter, under, " · ".join(part for part in told if part))
        last, words = under.translated(0, small), property_words(row, counted=counted)
        _draw(painter, last, words)
        if counted and row.gaps:
            painter.setPen(qcolor(ink.ink if chosen else ink.hint))
            used = painter.fontMetrics().horizontalAdvance(f"{words} · ")
            _draw(painter, last.adjusted(used, 0, 0, 0), gap_words(row))


def _draw(painter: QPainter, box: QRect, words: str) -> None:
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)


class CategoryList(QListView):
    """The list; going to a row chooses its code."""

    chosen = Signal(int)
    entered = Signal()  # the keyboard wants to work on what is chosen
    focused = Signal(bool)  # the keyboard is here, or went

    def __init__(self, session: Session, book: CodeBook, parent: QWidget) -> None:
        super().__init__(parent)
        self._silent = False
        self.categories = CategoryModel(book, self)
        self.setModel(self.categories)
        self.setItemDelegate(CategoryDelegate(session, book, self))
        self.setObjectName("categoryList")
        self.setAccessibleName(_("Categories and themes"))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setPalette(selection_palette(self.palette()))
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_overview(self, overview: Overview, chosen: int | None, *, counted: frozenset[int]) -> None:
        """List what there is; the chosen code stays so."""
        self._silent = True
        scroll = self.verticalScrollBar().value()
        self.categories.show(lines_of(overview, chosen), counted=counted, core=overview.core)
        place = self.categories.place_of(chosen)
        if place is not None:
            index = self.categories.index(place)
            self.setCurrentIndex(index)
            self.verticalScrollBar().setValue(scroll)
            self.scrollTo(index)
        self._silent = False

    def current(self) -> int | None:
        """The code that is chosen."""
        code_id = self.currentIndex().data(CODE_ROLE)
        return int(code_id) if code_id else None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What is chosen is what the work is about."""
        super().focusInEvent(event)
        if (code_id := self.current()) is not None:
            self.chosen.emit(code_id)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Other keys act elsewhere."""
        super().focusOutEvent(event)
        self.focused.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Right go on to the work on what is chosen."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right) and self.current() is not None:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        code_id = now.data(CODE_ROLE)
        if code_id and not self._silent:
            self.chosen.emit(int(code_id))
