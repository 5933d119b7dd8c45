"""The relations of a category or code in both directions, and the kinds of relation there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import _, ngettext
from qda.ui.coding.categories.acts import CategoryActs
from qda.ui.coding.categories.asking import anchor_of
from qda.ui.coding.codes.rows import Index, selection_palette
from qda.ui.parts.small import Link, small_font
from qda.ui.session import Selection, Session
from qda.ui.theme import STEP, mixed, qcolor

if TYPE_CHECKING:
    from qda.coding.relations import RelationRow, TypeRow

_ROW = Qt.ItemDataRole.UserRole


def parts_of(row: RelationRow, code_id: int) -> tuple[str, str, str]:
    """Arrow, words before and words after: what leads away from a code, and what leads to it."""
    if row.symmetric:
        other = row.to_name if row.from_id == code_id else row.from_name
        return "↔", row.type, other
    if row.from_id == code_id:
        return "→", row.type, row.to_name
    return "←", _("{type} this").format(type=row.type), row.from_name


class _Delegate(QStyledItemDelegate):
    """An arrow, the other code and the kind; the note beneath them."""

    def __init__(self, session: Session, part: RelationsPart) -> None:
        super().__init__(part)
        self._session = session
        self._part = part

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line, or two with a note."""
        row: RelationRow = index.data(_ROW)
        small = QFontMetrics(small_font(option.font)).height()
        return QSize(120, QFontMetrics(option.font).height() + (small if row.note else 0) + 3 * STEP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The relation as a sentence."""
        row, ink = index.data(_ROW), self._session.ink
        soft = ink.soft
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, qcolor(ink.selection))
            soft = mixed(ink.ink, ink.soft, 0.5)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(qcolor(ink.accent), 1))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        arrow, kind, other = parts_of(row, self._part.code_id or 0)
        metrics = QFontMetrics(option.font)
        box = option.rect.adjusted(4 * STEP, STEP, -4 * STEP, -STEP)
        head = QRect(box.left(), box.top(), box.width(), metrics.height())
        painter.setFont(option.font)
        painter.setPen(qcolor(ink.accent))
        painter.drawText(head, int(Qt.AlignmentFlag.AlignLeft), arrow)
        strong = QFont(option.font)
        strong.setWeight(QFont.Weight.Medium)
        pieces = [(kind, soft, option.font), (other, ink.ink, strong)]
        if arrow == "←":
            pieces.reverse()
        x = head.left() + 6 * STEP
        for words, colour, font in pieces:
            painter.setFont(font)
            painter.setPen(qcolor(colour))
            room = QRect(x, head.top(), max(0, head.right() - x), head.height())
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft), shown)
            x += painter.fontMetrics().horizontalAdvance(shown) + 2 * STEP
        if row.note:
            painter.setFont(small_font(option.font))
            painter.setPen(qcolor(soft))
            under = box.adjusted(6 * STEP, metrics.height() + 1, 0, 0)
            note = " ".join(row.note.split())
            shown = painter.fontMetrics().elidedText(note, Qt.TextElideMode.ElideRight, under.width())
            painter.drawText(under, int(Qt.AlignmentFlag.AlignLeft), shown)


class _Rows(QListWidget):
    """A list whose keys may be acts."""

    pressed = Signal(object)
    entered_ = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What is at hand is what the work is about."""
        super().focusInEvent(event)
        self.entered_.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Acts first, then what any list does."""
        event.ignore()
        self.pressed.emit(event)
        if not event.isAccepted():
            super().keyPressEvent(event)


class RelationsPart(QWidget):
    """The list with what can be done to it. Going to a relation shows its memo at the right."""

    gone_to = Signal(int)  # the other code

    def __init__(self, session: Session, acts: CategoryActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._acts = acts
        self.code_id: int | None = None
        self._wanted: int | None = None
        self.list = _Rows()
        self.list.setAccessibleName(_("Relations"))
        self.list.setObjectName("list")
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_Delegate(session, self))
        self.list.setPalette(selection_palette(self.list.palette()))
        self.list.currentItemChanged.connect(lambda _now, _old: self._tell())
        self.list.entered_.connect(self._tell)
        self.list.pressed.connect(self._on_key)
        self.list.itemDoubleClicked.connect(lambda _item: self.go())
        self.empty = QLabel(
            _("Say how this leads to, is a condition of or contradicts another category. N begins a relation.")
        )
        self.kinds = KindsPart(session, acts)
        self.kinds.done.connect(self._leave_kinds)
        self._build()
        self.setFocusProxy(self.list)

    def _build(self) -> None:
        self.links = [
            Link(_("Relate… (N)"), self.add),
            Link(_("Kind… (K)"), self.ask_kind),
            Link(_("Note… (F2)"), self.ask_note),
            Link(_("Delete"), self.delete),
        ]
        row = QHBoxLayout()
        row.setContentsMargins(3 * STEP, 0, 3 * STEP, 0)
        row.setSpacing(STEP)
        for link in self.links:
            row.addWidget(link)
        row.addStretch(1)
        row.addWidget(Link(_("Kinds of relation"), self.show_kinds))
        self.empty.setObjectName("soft")
        self.empty.setWordWrap(True)
        self.empty.setContentsMargins(4 * STEP, 2 * STEP, 4 * STEP, 2 * STEP)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        front = QWidget()
        column = QVBoxLayout(front)
        column.setContentsMargins(0, STEP, 0, 0)
        column.setSpacing(STEP)
        column.addLayout(row)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(front)
        self.stack.addWidget(self.kinds)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def show_relations(self, code_id: int | None, rows: Sequence[RelationRow]) -> None:
        """List the relations of a code, those that lead away first."""
        current = self.current()
        wanted = self._wanted if self._wanted is not None else current.id if current is not None else None
        self._wanted = None
        self.code_id = code_id
        self.list.blockSignals(True)
        self.list.clear()
        for row in sorted(rows, key=lambda row: (row.from_id != code_id, row.id)):
            arrow, kind, other = parts_of(row, code_id or 0)
            words = f"{other} {kind}" if arrow == "←" else f"{kind} {other}"
            item = QListWidgetItem(words)
            item.setData(_ROW, row)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words}. {row.note}".rstrip(". "))
            item.setToolTip(row.note)
            self.list.addItem(item)
            if row.id == wanted:
                self.list.setCurrentItem(item)
        if not self.list.currentIndex().isValid() and rows:
            self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        writable = self._session.is_open and self._session.project.writable
        for link in self.links:
            link.setEnabled(writable and (bool(rows) or link is self.links[0]))
        self.kinds.read()

    def want(self, relation_id: int) -> None:
        """Go to this relation when it is listed next."""
        self._wanted = relation_id

    def current(self) -> RelationRow | None:
        """The relation at hand."""
        found: RelationRow | None = self.list.currentIndex().data(_ROW)
        return found

    def _tell(self) -> None:
        row = self.current()
        if row is not None and self.list.hasFocus():
            self._session.select(Selection("relation", row.id))

    # --- acts -------------------------------------------------------------------------------------

    def _on_key(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        act = {
            Qt.Key.Key_N: self.add,
            Qt.Key.Key_K: self.ask_kind,
            Qt.Key.Key_F2: self.ask_note,
            Qt.Key.Key_Delete: self.delete,
            Qt.Key.Key_Return: self.go,
            Qt.Key.Key_Enter: self.go,
        }.get(Qt.Key(event.key()))
        if plain and act is not None:
            event.accept()
            act()

    def add(self) -> None:
        """Ask for a relation of the code."""
        if self.code_id is not None and self._session.project.writable:
            self._acts.ask_relation(self.code_id)

    def ask_kind(self) -> None:
        """Ask for another kind of the relation at hand."""
        if (row := self.current()) is not None and self._session.project.writable:
            self._acts.ask_kind(row)

    def ask_note(self) -> None:
        """Ask for the note of the relation at hand."""
        if (row := self.current()) is not None and self._session.project.writable:
            self._acts.ask_note(row)

    def delete(self) -> None:
        """Delete the relation at hand."""
        if (row := self.current()) is not None and self._session.project.writable:
            self._acts.unrelate(row)

    def go(self) -> None:
        """Go to the other code."""
        if (row := self.current()) is not None:
            self.gone_to.emit(row.to_id if row.from_id == self.code_id else row.from_id)

    def show_kinds(self) -> None:
        """Show the kinds of relation."""
        self.stack.setCurrentIndex(1)
        self.kinds.read()
        self.kinds.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_kinds(self) -> None:
        self.stack.setCurrentIndex(0)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)


class KindsPart(QWidget):
    """All kinds of relation: add, rename, both ways or one, delete what is not used."""

    done = Signal()

    def __init__(self, session: Session, acts: CategoryActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._acts = acts
        self.list = _Rows()
        self.list.setAccessibleName(_("Kinds of relation"))
        self.list.setObjectName("kinds")
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setPalette(selection_palette(self.list.palette()))
        self.list.pressed.connect(self._on_key)
        self.empty = QLabel(_("No kinds of relation yet. A relation makes its kind, or N adds one."))
        self.empty.setObjectName("soft")
        self.empty.setWordWrap(True)
        self.empty.setContentsMargins(4 * STEP, 0, 4 * STEP, 0)
        row = QHBoxLayout()
        row.setContentsMargins(3 * STEP, 0, 3 * STEP, 0)
        row.setSpacing(STEP)
        for words, act in (
            (_("Add… (N)"), self.add),
            (_("Rename… (F2)"), self.rename),
            (_("Both ways (Space)"), self.switch),
            (_("Delete"), self.delete),
        ):
            row.addWidget(Link(words, act))
        row.addStretch(1)
        row.addWidget(Link(_("Back (Esc)"), self.done.emit))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, STEP, 0, 0)
        column.addLayout(row)
        column.addWidget(self.empty)
        column.addWidget(self.list, 1)

    def read(self) -> None:
        """List them as they are now."""
        from qda.coding import relations

        if not self._session.is_open or not self.isVisible():
            return
        at = max(0, self.list.currentRow())
        self.list.clear()
        for row in relations.types(self._session.project):
            used = ngettext("{n} relation", "{n} relations", row.used).format(n=row.used) if row.used else _("unused")
            item = QListWidgetItem(f"{'↔' if row.symmetric else '→'}  {row.name}   {used}")
            item.setData(_ROW, row)
            self.list.addItem(item)
        self.empty.setVisible(self.list.count() == 0)
        self.list.setCurrentRow(min(at, self.list.count() - 1))

    def current(self) -> TypeRow | None:
        """The kind at hand."""
        found: TypeRow | None = self.list.currentIndex().data(_ROW)
        return found

    def _on_key(self, event: QKeyEvent) -> None:
        act = {
            Qt.Key.Key_N: self.add,
            Qt.Key.Key_F2: self.rename,
            Qt.Key.Key_Space: self.switch,
            Qt.Key.Key_Delete: self.delete,
            Qt.Key.Key_Escape: self.done.emit,
        }.get(Qt.Key(event.key()))
        if act is not None:
            event.accept()
            act()

    def _anchor(self) -> QRect:
        at = self.list.currentIndex()
        return anchor_of(self.list.viewport(), self.list.visualRect(at) if at.isValid() else QRect(0, 0, 1, 1))

    def add(self) -> None:
        """Ask for a new kind."""
        from qda.coding import relations

        if self._session.project.writable:
            project = self._session.project
            self._acts.asking.ask(
                self._anchor(),
                _("A kind of relation, for example “leads to”"),
                on_words=lambda words: self._session.act(relations.add_relation_type, project, words),
            )

    def rename(self) -> None:
        """Ask for other words."""
        from qda.coding import relations

        row, project = self.current(), self._session.project
        if row is not None and project.writable:
            self._acts.asking.ask(
                self._anchor(),
                _("Other words"),
                on_words=lambda words: self._session.act(relations.rename_type, project, row.id, words),
                words=row.name,
            )

    def switch(self) -> None:
        """Let relations of this kind hold both ways, or one way."""
        from qda.coding import relations

        if (row := self.current()) is not None and self._session.project.writable:
            self._session.act(relations.set_symmetric, self._session.project, row.id, not row.symmetric)

    def delete(self) -> None:
        """Delete the kind at hand, if nothing is of it."""
        from qda.coding import relations

        if (row := self.current()) is not None and self._session.project.writable:
            self._session.act(relations.delete_type, self._session.project, row.id)
