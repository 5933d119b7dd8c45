"""The trail of one claim as a tree: what it is linked to, the codes below, the words with speaker, source and line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from qda.i18n import N_, _, ngettext
from qda.text import Span
from qda.ui import theme
from qda.ui.claims.chain.looks import on_one_line
from qda.ui.documents.mime import CODES, codes_of
from qda.ui.lists import editing
from qda.ui.lists.judgements import steady
from qda.ui.lists.several import Several
from qda.ui.parts.small import paint_ground, small_font
from qda.ui.session import Selection, Session
from qda.ui.theme import STEP, mixed, qcolor
from qda.ui.working.unfinished import About, Unfinished

if TYPE_CHECKING:
    from qda.analysis.synthesis.evidence import Chain, Node
    from qda.analysis.synthesis.evidence_flags import Quote
    from qda.synthesis.claims import LinkRow

Index = QModelIndex | QPersistentModelIndex
_NODE = Qt.ItemDataRole.UserRole
_QUOTE = Qt.ItemDataRole.UserRole + 1
_MORE = Qt.ItemDataRole.UserRole + 2
_PAGE = 100
"""So many quotes are read at a time."""
_INDENT = 28 * STEP  # what the deepest quotes are set in by
_OPEN = 60  # steps; a larger trail begins closed

_LEVELS = {
    "initial": N_("initial code"),
    "focused": N_("focused code"),
    "category": N_("category"),
    "theme": N_("theme"),
    "began": N_("began as this initial code"),
}


def level_words(node: Node) -> str:
    """What a step is: “focused code”, “memo”."""
    from qda.synthesis.targets import KIND_WORDS

    words = _(_LEVELS[node.level]) if node.level in _LEVELS else _(KIND_WORDS[node.target.kind])
    if node.link is not None and node.link.role == "about":
        words = _("about · {kind}").format(kind=words)
    return f"{words} · {_('retired')}" if node.retired else words


def count_words(node: Node) -> str:
    """“12 segments, 4 sources, 3 cases”."""
    counts = node.counts
    parts = [ngettext("{count} segment", "{count} segments", counts.segments).format(count=counts.segments)]
    if counts.segments:
        parts.append(ngettext("{count} source", "{count} sources", counts.sources).format(count=counts.sources))
    if counts.cases and node.link is not None:
        parts.append(ngettext("{count} case", "{count} cases", counts.cases).format(count=counts.cases))
    return ", ".join(parts)


class _Delegate(QStyledItemDelegate):
    """Steps on one line, quotes on two with their place beneath."""

    def __init__(self, session: Session, view: TrailTree) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._serif = theme.reading_font()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line, or three for a quote."""
        if index.data(_QUOTE) is None:
            return QSize(200, QFontMetrics(self._view.font()).height() + 2 * STEP)
        small, serif = QFontMetrics(small_font(self._view.font())).height(), QFontMetrics(self._serif)
        room = self._view.viewport().width() - _INDENT
        lines = 1 if serif.horizontalAdvance(on_one_line(index.data(_QUOTE).quote)) < room else 2
        return QSize(200, serif.lineSpacing() * lines + small + 3 * STEP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A step or a quote."""
        paint_ground(painter, option, self._session.ink)
        box = option.rect.adjusted(STEP, STEP, -3 * STEP, -STEP)
        node, quote = index.data(_NODE), index.data(_QUOTE)
        if quote is not None:
            self._quote(painter, box, quote)
        elif node is not None:
            self._node(painter, box, node)
        else:
            painter.setPen(qcolor(self._session.ink.accent))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), str(index.data()))

    # --- the note on a link -----------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line over the step."""
        node: Node = index.data(_NODE)
        line = QLineEdit(parent)
        line.setPlaceholderText(_("Why? A note that stays with the link"))
        line.setAccessibleName(_("Note on the link"))
        line.setStyleSheet("QLineEdit { padding: 0 6px; border-radius: 4px; }")  # a step is lower than a field
        assert node.link is not None
        title = _("note on the link to “{thing}”").format(thing=node.label)
        about = About(f"claim_link.note/{node.link.id}", title, ("claim", self._view.claim_id or 0))
        Unfinished(self._session, line, lambda: about)
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The note as it is."""
        node: Node = index.data(_NODE)
        assert isinstance(editor, QLineEdit) and node.link is not None
        editor.setText(node.link.note)
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """Hand over what was typed, if it is another."""
        node: Node = index.data(_NODE)
        assert isinstance(editor, QLineEdit) and node.link is not None
        if editor.text().strip() != node.link.note:
            self._view.noted.emit(node.link.id, editor.text().strip())

    # --- painting ---------------------------------------------------------------------------------

    def _node(self, painter: QPainter, box: QRect, node: Node) -> None:
        ink = self._session.ink
        empty = not node.ids and (node.link is None or node.link.role == "rests on")
        counts = count_words(node) if node.ids or empty else ""
        painter.setFont(small_font(self._view.font()))
        small = painter.fontMetrics()
        painter.setPen(qcolor(ink.hint if empty else mixed(ink.ink, ink.soft, 0.4)))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), counts)
        room = box.adjusted(0, 0, -small.horizontalAdvance(counts) - 3 * STEP, 0)
        font = QFont(self._view.font())
        if node.link is not None or node.level in ("category", "theme"):
            font.setWeight(QFont.Weight.DemiBold)
        font.setItalic(node.level == "began")
        painter.setFont(font)
        painter.setPen(qcolor(ink.hint if node.retired else ink.ink))
        name = painter.fontMetrics().elidedText(node.label, Qt.TextElideMode.ElideRight, int(room.width() * 0.75))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), name)
        room.setLeft(room.left() + painter.fontMetrics().horizontalAdvance(name) + 2 * STEP)
        painter.setFont(small_font(self._view.font()))
        painter.setPen(qcolor(mixed(ink.ink, ink.soft, 0.8)))
        words = level_words(node)
        if node.link is not None and node.link.note:
            words += f" – {on_one_line(node.link.note)}"
        shown = small.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)

    def _quote(self, painter: QPainter, box: QRect, quote: Quote) -> None:
        ink = self._session.ink
        painter.setFont(self._serif)
        painter.setPen(qcolor(ink.ink))
        metrics = painter.fontMetrics()
        words = on_one_line(quote.quote)
        # Two lines' worth; the whole is in the text, one key away.
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(box.width() * 1.85))
        head = QRect(box.left(), box.top(), box.width(), metrics.lineSpacing() * 2)
        painter.drawText(head, int(Qt.TextFlag.TextWordWrap), words)
        used = metrics.boundingRect(head, int(Qt.TextFlag.TextWordWrap), words).height()
        painter.setFont(small_font(self._view.font()))
        painter.setPen(qcolor(mixed(ink.ink, ink.soft, 0.6)))
        line = painter.fontMetrics().ascent()
        shown = painter.fontMetrics().elidedText(quote.place, Qt.TextElideMode.ElideMiddle, box.width())
        painter.drawText(QPoint(box.left(), box.top() + used + line + 2), shown)


class TrailTree(Several, QTreeWidget):
    """Enter or a double click shows a quote in its text. Keys that are not its own are told by `pressed`."""

    pressed = Signal(object)  # QKeyEvent; accepted if somebody did something with it
    linked = Signal(object)  # ids of codes that were dropped
    noted = Signal(int, str)  # a link, and the note that was written on it

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._chain: Chain | None = None
        self.claim_id: int | None = None
        self.setObjectName("trail")
        self.setAccessibleName(_("Chain of evidence"))
        self.setColumnCount(1)
        self.setHeaderHidden(True)
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.setIndentation(4 * STEP)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Delegate(session, self))
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self.setPalette(steady(self.palette()))
        self.itemExpanded.connect(self._fill)
        self.itemDoubleClicked.connect(lambda _item, _column: self.open())
        self.currentItemChanged.connect(lambda _now, _old: self._tell())

    # --- showing ----------------------------------------------------------------------------------

    def show_trail(self, chain: Chain | None, claim_id: int | None) -> None:
        """Show the steps below a claim; what was open stays open."""
        same = claim_id == self.claim_id
        opened = self._opened() if same else set()
        at = self._path(self.currentItem()) if same else ()
        scroll = self.verticalScrollBar().value() if same else 0
        self._chain, self.claim_id = chain, claim_id
        self.blockSignals(True)
        self.clear()
        nodes = chain.trail(claim_id) if chain is not None and claim_id is not None else ()
        for node in nodes:
            self._add(self.invisibleRootItem(), node)
        self.blockSignals(False)
        few = sum(_steps(node) for node in nodes) <= _OPEN
        self._open_again(self.invisibleRootItem(), opened, few=few and not opened, at=at)
        self.verticalScrollBar().setValue(scroll)

    def _add(self, above: QTreeWidgetItem, node: Node) -> None:
        item = QTreeWidgetItem(above)
        item.setData(0, _NODE, node)
        words = f"{node.label}. {level_words(node)}. {count_words(node)}"
        item.setText(0, node.label)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, words)
        item.setToolTip(0, node.link.note if node.link is not None else "")
        for child in node.children:
            self._add(item, child)
        if node.own:
            QTreeWidgetItem(item).setData(0, _MORE, 0)  # read when it is opened

    def _fill(self, item: QTreeWidgetItem) -> None:
        """Read the quotes that wait below a step."""
        last = item.child(item.childCount() - 1)
        node: Node | None = item.data(0, _NODE)
        if last is None or node is None or last.data(0, _MORE) is None or not self._session.is_open:
            return
        begin = int(last.data(0, _MORE))
        item.removeChild(last)
        from qda.analysis.synthesis import evidence_flags

        some = node.own[begin : begin + _PAGE]
        for quote in evidence_flags.quotes(self._session.project, some):
            child = QTreeWidgetItem(item)
            child.setData(0, _QUOTE, quote)
            child.setText(0, quote.quote)
            child.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"“{quote.quote}”. {quote.place}")
        left = len(node.own) - begin - len(some)
        if left:
            more = QTreeWidgetItem(item)
            more.setText(0, ngettext("{count} more segment…", "{count} more segments…", left).format(count=left))
            more.setData(0, _MORE, begin + _PAGE)

    def _path(self, item: QTreeWidgetItem | None) -> tuple[str, ...]:
        found: list[str] = []
        while item is not None:
            found.append(item.text(0))
            item = item.parent()
        return tuple(reversed(found))

    def _opened(self) -> set[tuple[str, ...]]:
        found: set[tuple[str, ...]] = set()
        waiting = [self.topLevelItem(at) for at in range(self.topLevelItemCount())]
        while waiting:
            item = waiting.pop()
            if item is not None and item.isExpanded():
                found.add(self._path(item))
                waiting += [item.child(at) for at in range(item.childCount())]
        return found

    def _open_again(
        self, above: QTreeWidgetItem, opened: set[tuple[str, ...]], *, few: bool, at: tuple[str, ...]
    ) -> None:
        for place in range(above.childCount()):
            item = above.child(place)
            if item is None:
                continue
            path = self._path(item)
            if path == at:
                self.setCurrentIndex(self.indexFromItem(item))
            node: Node | None = item.data(0, _NODE)
            if node is not None and (path in opened or (few and bool(node.children))):
                item.setExpanded(True)
                self._open_again(item, opened, few=few, at=at)

    # --- what is at hand ------------------------------------------------------------------------------

    def node(self) -> Node | None:
        """The step at hand; for a quote, the step it hangs on."""
        item = self.currentItem()
        while item is not None and item.data(0, _NODE) is None:
            item = item.parent()
        found: Node | None = None if item is None else item.data(0, _NODE)
        return found

    def quote(self) -> Quote | None:
        """The quote at hand."""
        item = self.currentItem()
        found: Quote | None = None if item is None else item.data(0, _QUOTE)
        return found

    def links(self) -> list[LinkRow]:
        """The links that are chosen: of steps directly below the claim."""
        nodes = [item.data(0, _NODE) for item in self.selectedItems()]
        return [node.link for node in nodes if node is not None and node.link is not None]

    def write_note(self) -> None:
        """Write why the claim is linked to the step at hand, where the step stands."""
        item = self.currentItem()
        node: Node | None = None if item is None else item.data(0, _NODE)
        if item is not None and node is not None and node.link is not None:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            editing.begin(self, self.indexFromItem(item, 0))

    def _tell(self) -> None:
        """Say what is at hand: the memo beside it follows."""
        if not self.hasFocus():
            return
        quote, node = self.quote(), self.node()
        if quote is not None:
            self._session.select(Selection("segment", quote.segment_id))
        elif node is not None:
            self._session.select(Selection(node.target.kind, node.target.id))

    def open(self) -> None:
        """Show a quote in its text; open or close a step; read more."""
        item, quote = self.currentItem(), self.quote()
        if quote is not None:
            self._session.workspace_wanted.emit("code")
            self._session.show_source(quote.source_id, Span(quote.start, quote.end))
        elif item is not None and item.data(0, _MORE) is not None:
            self._read_on(item)
        elif item is not None:
            item.setExpanded(not item.isExpanded())

    def _read_on(self, item: QTreeWidgetItem) -> None:
        above = item.parent()
        if above is not None:
            at = above.indexOfChild(item)
            self._fill(above)
            if (now := above.child(at)) is not None:
                self.setCurrentIndex(self.indexFromItem(now))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; others may be acts."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self.state() != QAbstractItemView.State.EditingState:  # else a note ended by it, and passed it on
                self.open()
            return
        event.ignore()
        self.pressed.emit(event)
        if not event.isAccepted():
            super().keyPressEvent(event)

    # --- dropping ------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Codes are welcome."""
        if event.mimeData().hasFormat(CODES) and self.claim_id is not None:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Wherever they fall."""
        if event.mimeData().hasFormat(CODES) and self.claim_id is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Link what falls."""
        ids: Sequence[int] = codes_of(event.mimeData())
        if ids:
            self.linked.emit(list(ids))
            event.acceptProposedAction()


def _steps(node: Node) -> int:
    return 1 + sum(_steps(child) for child in node.children)
