"""Near this card: labels of like words and codes on the same words, as proposals that do nothing by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qda.i18n import _, ngettext
from qda.ui.coding.board.choice import Choice
from qda.ui.coding.board.model import HEAD, HEAP, Board, Key
from qda.ui.coding.board.tally import NearLabels
from qda.ui.coding.book import CodeBook
from qda.ui.coding.codes.rows import selection_palette
from qda.ui.parts.small import small_font
from qda.ui.session import Session
from qda.ui.theme import STEP, qcolor

if TYPE_CHECKING:
    from qda.nlp.terms import Near

MOST = 8
_ROWS = 5
_SHARING = 60  # segments; codes on more are not compared by what they share with others
_SHARED = 0.15  # what each shared segment counts for, beside the closeness of labels

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Proposal:
    """A code that may belong with the card at hand; `group` is the cluster in question, HEAP where neither has one."""

    code: int
    group: int
    why: str


def propose(
    board: Board, book: CodeBook, key: Key, near: Mapping[str, list[Near]], shared: Mapping[int, int]
) -> list[Proposal]:
    """What lies near a card or a cluster, nearest first; what is there already is left out."""
    code = key[1] if key[1] != HEAD else key[0]
    weights: dict[int, tuple[float, str]] = {}
    ids = _by_name(book)
    for pair in near.get(book.name(code), ()):
        other = pair.other if pair.one == book.name(code) else pair.one
        why = _("same words: {words}").format(words=", ".join(pair.shared)) if pair.shared else _("like spelling")
        for each in ids.get(other, ()):
            weights[each] = (pair.closeness, why)
    for each, count in shared.items():
        if each in book:
            told = ngettext("{count} segment shared", "{count} segments shared", count).format(count=count)
            before = weights.get(each)
            weight = min(1.0, _SHARED * count)
            weights[each] = (weight, told) if before is None else (before[0] + weight, f"{before[1]}; {told}")
    best = sorted(weights, key=lambda each: (-weights[each][0], book.name(each)))
    made = (_proposal(board, book, key, each, weights[each][1]) for each in best if each != code)
    return [each for each in made if each is not None][:MOST]


def _by_name(book: CodeBook) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for code in book.in_order():
        found.setdefault(book.name(code), []).append(code)
    return found


def _proposal(board: Board, book: CodeBook, key: Key, other: int, why: str) -> Proposal | None:
    """The act that would bring both together; None where they are together."""
    mine = {key[0]} - {HEAP}
    theirs = {other} if book.level(other) != "initial" else set(board.clusters_of(other))
    if mine & theirs or (key[1] == HEAD and book.level(other) != "initial"):
        return None
    if mine and book.level(other) == "initial":
        return Proposal(other, key[0], why)
    return Proposal(other, min(theirs, default=HEAP), why)


class Proposing(QObject):
    """Works out what is near the card at hand, and has the list show it."""

    proposed = Signal(str)  # the name of what the proposals are for; "" where there are none

    def __init__(
        self, session: Session, board: Board, choice: Choice, labels: NearLabels, shown: NearList, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._book = CodeBook.of(session)
        self._board = board
        self._choice = choice
        self._labels = labels
        self._shown = shown

    def ask(self) -> None:
        """Propose for what is at hand now."""
        key = self._choice.current
        if key is None or key == (HEAP, HEAD):
            self._show(None, [])
        else:
            self._labels.ask(map(self._book.name, self._book.in_order()), partial(self._on_near, key))

    def _on_near(self, key: Key, near: dict[str, list[Near]]) -> None:
        if key != self._choice.current or not self._session.is_open:
            return
        from qda.coding import focused

        code = key[1] or key[0]
        entry = self._book.get(code)
        shared: dict[int, int] = {}
        if entry is not None and 0 < entry.segments <= _SHARING:
            shared = focused.touching(self._session.project, code)
        self._show(key, propose(self._board, self._book, key, near, shared))

    def _show(self, key: Key | None, rows: list[Proposal]) -> None:
        self._shown.show_proposals(rows)
        self.proposed.emit(self._book.caption(key[1] or key[0]) if key is not None and rows else "")


class _Proposals(QAbstractListModel):
    def __init__(self, book: CodeBook, board: Board, parent: QWidget) -> None:
        super().__init__(parent)
        self._book = book
        self._board = board
        self.rows: list[Proposal] = []

    def show(self, rows: Iterable[Proposal]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._book.name(row.code)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{self._book.name(row.code)}, {self.where(row)}, {row.why}"
        if role == Qt.ItemDataRole.UserRole:
            return f"{self.where(row)} · {row.why}"
        return None

    def where(self, row: Proposal) -> str:
        if self._book.level(row.code) != "initial":
            return _("cluster")
        places = self._board.clusters_of(row.code)
        return _("in {name}").format(name=self._book.caption(places[0])) if places else _("not yet clustered")


class _Delegate(QStyledItemDelegate):
    """The label, and beneath it where it is and why it is proposed."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        small = QFontMetrics(small_font(option.font)).height()
        return QSize(120, QFontMetrics(option.font).height() + small + STEP + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        ink = self._session.ink
        if option.state & QStyle.StateFlag.State_Selected and option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(option.rect, qcolor(ink.selection))
            painter.setPen(QPen(qcolor(ink.accent), 1))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        room = option.rect.adjusted(3 * STEP, 2, -2 * STEP, -2)
        for font, colour, words in (
            (option.font, ink.ink, str(index.data())),
            (small_font(option.font), ink.soft, str(index.data(Qt.ItemDataRole.UserRole))),
        ):
            painter.setFont(font)
            painter.setPen(qcolor(colour))
            shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), shown)
            room.setTop(room.top() + QFontMetrics(font).height())


class NearList(QListView):
    """The proposals. Enter or a double click accepts one; Esc goes back to the board."""

    accepted = Signal(object)  # Proposal
    done = Signal()

    def __init__(self, session: Session, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.proposals = _Proposals(CodeBook.of(session), board, self)
        self.setModel(self.proposals)
        self.setItemDelegate(_Delegate(session, self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setPalette(selection_palette(self.palette()))
        self.viewport().setAutoFillBackground(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Near this card"))
        self.doubleClicked.connect(lambda _index: self.accept())

    def show_proposals(self, rows: Iterable[Proposal]) -> None:
        """Show these; the first is at hand."""
        self.proposals.show(rows)
        if self.proposals.rows:
            self.setCurrentIndex(self.proposals.index(0))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """A few rows."""
        rows = min(_ROWS, max(1, len(self.proposals.rows)))
        return QSize(200, rows * max(self.sizeHintForRow(0), 34) + 2)

    def minimumSizeHint(self) -> QSize:
        """One row."""
        return QSize(80, 36)

    def accept(self) -> None:
        """Take the proposal at hand."""
        row = self.currentIndex().row()
        if 0 <= row < len(self.proposals.rows):
            self.accepted.emit(self.proposals.rows[row])

    def event(self, event: QEvent) -> bool:
        """Enter means the proposal here, not the cards of the board."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _KEYS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter accepts, Esc leaves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)


_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
