"""The history: every act of all sessions, newest first, each of which can be taken back by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QDateTime,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTextBrowser,
)

from qda.i18n import _, ngettext
from qda.text import excerpt
from qda.ui.parts.small import Page, small_font
from qda.ui.theme import CORNER, STEP, Ink, qcolor

if TYPE_CHECKING:
    from qda.coding.corrected import Corrected
    from qda.project.history import HistoryRow
    from qda.ui.actions import Actions
    from qda.ui.session import Session
    from qda.ui.working.undoing import Undoing

Index = QModelIndex | QPersistentModelIndex

_ACT = Qt.ItemDataRole.UserRole
_CORRECTION = "sources.correct"
_MOST, _LONGEST = 200, 160  # rows of details, and characters of a quotation in them
_AT_ONCE = 300  # acts read at a time


@dataclass(frozen=True, slots=True)
class Act:
    """One line of the history: an act, or a group of them that is taken back as one."""

    id: int
    at: int
    coder: str
    text: str
    count: int
    undone: bool
    reverts: bool
    new_day: bool
    key: str = ""


def acts(rows: Sequence[HistoryRow], before: Act | None = None) -> list[Act]:
    """The lines for acts in their order; neighbours of one group are one line, called by the first of them.

    `before` is the line above.
    """
    made: list[Act] = []
    group: str | None = None
    for row in rows:
        if row.group is not None and row.group == group and made:
            last = made[-1]
            made[-1] = Act(
                last.id, last.at, last.coder, row.text, last.count + 1, last.undone and row.undone, last.reverts,
                last.new_day, last.key,
            )  # fmt: skip
            continue
        group = row.group
        above = made[-1] if made else before
        new_day = above is None or _day(above.at) != _day(row.at)
        reverts = row.reverts is not None
        made.append(Act(row.id, row.at, row.coder, row.text, 1, row.undone, reverts, new_day, row.key))
    return made


def _day(at: int) -> int:
    return QDateTime.fromMSecsSinceEpoch(at).date().toJulianDay()


def words_of(act: Act) -> str:
    """What an act did, and whether that still holds."""
    words = act.text
    if act.count > 1:
        words += " " + ngettext("and {count} more", "and {count} more", act.count - 1).format(count=act.count - 1)
    return _("{what} (taken back)").format(what=words) if act.undone else words


class HistoryModel(QAbstractListModel):
    """The lines, read in portions as one scrolls down."""

    def __init__(self, read: Callable[[int | None], Sequence[HistoryRow]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self.lines: list[Act] = []
        self._oldest: int | None = None
        self._all = True

    def reload(self) -> None:
        """Read anew, as much as was shown."""
        self.beginResetModel()
        self.lines, self._oldest = [], None
        self.lines = self._more()
        self.endResetModel()

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self.lines, self._oldest, self._all = [], None, True
        self.endResetModel()

    def _more(self) -> list[Act]:
        rows = self._read(self._oldest)
        self._all = len(rows) < _AT_ONCE
        if rows:
            self._oldest = rows[-1].id
        return acts(rows, self.lines[-1] if self.lines else None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many have been read so far."""
        return 0 if parent.isValid() else len(self.lines)

    def canFetchMore(self, parent: Index) -> bool:
        """True while there are older acts."""
        return not self._all

    def fetchMore(self, parent: Index) -> None:
        """Read the next portion."""
        more = self._more()
        if more:
            self.beginInsertRows(QModelIndex(), len(self.lines), len(self.lines) + len(more) - 1)
            self.lines += more
            self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A line as words, for painting and for screen readers."""
        act = self.lines[index.row()]
        if role == _ACT:
            return act
        if role == Qt.ItemDataRole.DisplayRole:
            return words_of(act)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            moment = QLocale().toString(QDateTime.fromMSecsSinceEpoch(act.at), "d MMMM yyyy, HH:mm")
            return f"{words_of(act)}, {act.coder}, {moment}"
        return None


class _Painter(QStyledItemDelegate):
    """The time, what was done, who did it; a date where a new day begins."""

    ink: Ink

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = option.fontMetrics.height() + 2 * STEP
        return QSize(10, line + (line + 2 * STEP if index.data(_ACT).new_day else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        act: Act = index.data(_ACT)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = option.fontMetrics.height() + 2 * STEP
        rect = QRect(option.rect)
        if act.new_day:
            self._paint_day(painter, rect.adjusted(2 * STEP, 2 * STEP, 0, -line), act)
            rect.setTop(rect.bottom() - line + 1)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(qcolor(self.ink.selection))
            painter.drawRoundedRect(rect, CORNER, CORNER)
        self._paint_act(painter, option, rect.adjusted(2 * STEP, 0, -2 * STEP, 0), act)
        painter.restore()

    def _paint_day(self, painter: QPainter, rect: QRect, act: Act) -> None:
        font = small_font()
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(qcolor(self.ink.soft))
        day = QLocale().toString(QDateTime.fromMSecsSinceEpoch(act.at).date(), "dddd, d MMMM yyyy")
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter), day)

    def _paint_act(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, act: Act) -> None:
        flags = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(small_font())
        painter.setPen(qcolor(self.ink.soft))
        time = QDateTime.fromMSecsSinceEpoch(act.at).time().toString("HH:mm")
        painter.drawText(rect, flags, time)
        coder = painter.fontMetrics().elidedText(act.coder, Qt.TextElideMode.ElideRight, rect.width() // 4)
        painter.drawText(rect, flags | int(Qt.AlignmentFlag.AlignRight), coder)
        right = painter.fontMetrics().horizontalAdvance(coder) + 4 * STEP
        painter.setFont(option.font)
        painter.setPen(qcolor(self.ink.soft if act.undone or act.reverts else self.ink.ink))
        words = rect.adjusted(option.fontMetrics.horizontalAdvance("00:00") + 4 * STEP, 0, -right, 0)
        shown = option.fontMetrics.elidedText(words_of(act), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, flags, shown)


class _Lines(QListView):
    """Enter or Delete takes an act back."""

    def __init__(self, revert: Callable[[], None]) -> None:
        super().__init__()
        self._revert = revert

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Delete."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete):
            self._revert()
        else:
            super().keyPressEvent(event)


class HistoryPage(Page):
    """Lists the acts and takes back the chosen one. Follows the session while it is shown."""

    def __init__(self, session: Session, actions: Actions, undoing: Undoing, back: Callable[[], object]) -> None:
        super().__init__(
            _("History"),
            _("Every step, of earlier days too. Any of them can be taken back, if nothing later builds on it."),
            back,
        )
        self._session = session
        self._undoing = undoing
        self._empty = QLabel(_("Nothing has been done yet. Import a source to begin."))
        self._empty.setObjectName("soft")
        self.column.addWidget(self._empty)
        self.model = HistoryModel(self._read, self)
        self.list = _Lines(self.revert)
        self.list.setAccessibleName(_("Steps, newest first"))
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(False)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._painter = _Painter(self.list)
        self._painter.ink = session.ink
        self.list.setItemDelegate(self._painter)
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._show_choice())
        self.column.addWidget(self.list, 3)
        self.details = QTextBrowser(self)
        self.details.setAccessibleName(_("What this step did to segments"))
        self.details.setOpenLinks(False)
        self.column.addWidget(self.details, 2)
        row = QHBoxLayout()
        self.button = QPushButton()
        self.button.setObjectName("button")
        self.button.clicked.connect(self.revert)
        row.addWidget(self.button)
        row.addStretch(1)
        self.column.addLayout(row)
        self.setFocusProxy(self.list)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.reload)
        session.changed.connect(lambda _change: self._soon())
        session.opened.connect(self._soon)
        session.closed.connect(self.model.clear)
        session.ink_changed.connect(self._on_ink)
        self.reload()

    def _read(self, before: int | None) -> Sequence[HistoryRow]:
        from qda.project import history

        return history.rows(self._session.project, limit=_AT_ONCE, before=before)

    def _soon(self) -> None:
        if self.isVisible():
            self._later.start()

    def showEvent(self, event: object) -> None:
        """Read anew what happened while the page was away."""
        self.reload()

    def reload(self) -> None:
        """Read the list anew and keep the choice."""
        chosen = self.current()
        if self._session.is_open:
            self.model.reload()
        else:
            self.model.clear()
        wanted = next((i for i, act in enumerate(self.model.lines) if chosen and act.id == chosen.id), 0)
        if self.model.lines:
            self.list.setCurrentIndex(self.model.index(wanted))
        self._empty.setVisible(not self.model.lines)
        self.list.setVisible(bool(self.model.lines))
        self._show_choice()

    def current(self) -> Act | None:
        """The chosen act."""
        found = self.list.currentIndex().data(_ACT)
        return found if isinstance(found, Act) else None

    def revert(self) -> None:
        """Take the chosen act back, or do it again if it was taken back."""
        act = self.current()
        if act is not None and self.button.isEnabled():
            self._undoing.revert(act.id, _("Done again: {what}") if act.reverts else _("Taken back: {what}"))

    def _show_choice(self) -> None:
        act = self.current()
        writable = self._session.is_open and self._session.project.writable
        self.button.setVisible(act is not None)
        self._show_details(act)
        own = act is not None and bool(act.coder)  # beginning a study and joining it are nobody's steps
        self.button.setEnabled(act is not None and writable and own and not act.undone)
        if act is None:
            return
        if act.undone:
            words = _("This step was taken back already")
        elif not own:
            words = _("This step can't be taken back")
        else:
            words = _("Do this again (Enter)") if act.reverts else _("Take this step back (Enter)")
        self.button.setText(words)

    def _show_details(self, act: Act | None) -> None:
        """Of a correction, what became of the segments; of other steps nothing."""
        html = ""
        if act is not None and act.key == _CORRECTION and self._session.is_open:
            from qda.coding import corrected

            html = details_html(corrected.changes(self._session.project, act.id), self._session.ink)
        self.details.setHtml(html)
        self.details.setVisible(bool(html))

    def _on_ink(self, ink: Ink) -> None:
        self._painter.ink = ink
        self._show_choice()
        self.list.viewport().update()


def details_html(rows: Sequence[Corrected], ink: Ink) -> str:
    """Which segments lost their words, which have others, and how many only moved."""
    moved = sum(row.fate == "moved" for row in rows)
    lines = [_line_of(row, ink) for row in rows if row.fate != "moved"][:_MOST]
    more = len(rows) - moved - len(lines)
    if more > 0:
        lines.append(ngettext("{count} more", "{count} more", more).format(count=more))
    words = ngettext("{count} segment only moved.", "{count} segments only moved.", moved)
    lines.append(words.format(count=moved))
    return "".join(f"<p>{line}</p>" for line in lines)


def _line_of(row: Corrected, ink: Ink) -> str:
    before, after = escape(excerpt(row.before, _LONGEST)), escape(excerpt(row.after, _LONGEST))
    words = {
        "lost": _("Lost its words: “{before}”"),
        "united": _("Has become the same words as another: “{before}”"),
        "changed": _("“{before}” is now “{after}”"),
    }[row.fate].format(before=before, after=after)
    codes = f' <span style="color:{ink.soft}">· {escape(", ".join(row.codes))}</span>' if row.codes else ""
    return words + codes
