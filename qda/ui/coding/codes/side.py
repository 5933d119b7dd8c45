"""Beneath the tree: the code one is at, with its last incidents or its definition. It never takes the focus."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from qda.i18n import _, ngettext
from qda.ui.coding.book import CodeBook
from qda.ui.coding.codes.details import CodeDetails
from qda.ui.coding.codes.rows import shown_name
from qda.ui.coding.incidents import Incidents
from qda.ui.parts.small import Link, small_font
from qda.ui.session import Session
from qda.ui.theme import STEP

QWIDGETSIZE_MAX = (1 << 24) - 1  # Qt's own, which PySide does not export
_WRAPPED = Qt.TextFlag.TextWordWrap.value
_NAME_LINES = 4
_SOON = 80  # milliseconds: the code that was applied, or the card that was moved, is painted first


class WholeName(QWidget):
    """A name on as many lines as it needs, up to four: in the tree it may have lost its middle."""

    resized = Signal()  # it needs more lines, or fewer

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = self._shown = ""
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        self.setFont(bold)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setMinimumWidth(20 * STEP)

    def set_words(self, words: str) -> None:
        """Say another name."""
        self._words = words
        self.setAccessibleName(words)
        self.setToolTip(words)
        self._fit()
        self.update()

    def words(self) -> str:
        """The name."""
        return self._words

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In another width it takes other lines."""
        self._fit()

    def _fit(self) -> None:
        metrics, room, at_most = self.fontMetrics(), max(1, self.width()), _NAME_LINES * self.fontMetrics().height()
        self._shown = self._words
        needed = self._height_in(room)
        if needed > at_most:  # words do not fill every line: a little less than all that there would be
            share = float(_NAME_LINES)
            while needed > at_most and share > 1:
                share -= 0.2
                self._shown = metrics.elidedText(self._words, Qt.TextElideMode.ElideMiddle, int(room * share))
                needed = self._height_in(room)
        high = min(max(needed, metrics.height()), at_most) + STEP
        if high != self.minimumHeight():
            self.setMinimumHeight(high)
            self.resized.emit()

    def _height_in(self, width: int) -> int:
        return self.fontMetrics().boundingRect(QRect(0, 0, width, 9999), _WRAPPED, self._shown).height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, from the upper edge."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.rect().adjusted(0, STEP // 2, 0, 0), _WRAPPED, self._shown)


class CodeSide(QWidget):
    """A head with the code's name, and under it incidents or definition."""

    unfolded = Signal()  # it wants its room back

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._book = CodeBook.of(session)
        self._code_id: int | None = None
        self._folded = False
        self._build()
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._show)
        self._book.altered.connect(self._on_altered)
        self._book.counted.connect(self._on_altered)
        self._book.loaded.connect(self._on_loaded)
        session.changed.connect(self._on_changed)
        session.ink_changed.connect(lambda _ink: self.incidents.refresh())
        self._show()

    def _build(self) -> None:
        self._arrow = QToolButton(self)
        self._arrow.setAutoRaise(True)
        self._arrow.setArrowType(Qt.ArrowType.DownArrow)
        self._arrow.setStyleSheet("QToolButton { border: none; padding: 0; width: 12px; }")
        self._arrow.clicked.connect(self._toggle)
        self._name = WholeName(self)
        self._name.resized.connect(self._fit)
        self._switch = Link("", self._switch_over, self)
        self._segments = Link("", self._list_segments, self)
        for link in (self._switch, self._segments):
            link.setFont(small_font())
            link.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)  # the name gives way
        head = QHBoxLayout()
        head.setContentsMargins(2 * STEP, STEP, 2 * STEP, 0)
        head.setSpacing(STEP)
        top = Qt.AlignmentFlag.AlignTop
        head.addWidget(self._arrow, 0, top)
        head.addWidget(self._name, 1)
        head.addWidget(self._segments, 0, top)
        head.addWidget(self._switch, 0, top)
        self.incidents = Incidents(self._session, self)
        self.incidents.code_clicked.connect(self._session.code_wanted)
        self.details = CodeDetails(self._session, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.incidents)
        self._stack.addWidget(self.details)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    # --- which code -------------------------------------------------------------------------------

    def code(self) -> int | None:
        """The code that is shown."""
        return self._code_id

    def show_code(self, code_id: int | None) -> None:
        """Show another code, in a moment."""
        if code_id != self._code_id:
            self.details.keep()
        self._code_id = code_id
        self.incidents.segment_id = None
        self._show_head()
        self._fit()
        self._soon.start()

    def show_segment(self, segment_id: int) -> None:
        """Show beside the code which others stand on the same words."""
        self.incidents.segment_id = segment_id
        self._soon.start()

    def edit_definition(self) -> None:
        """Open the fields of the definition, with the keyboard in the first."""
        self.set_folded(False)
        self._soon.stop()
        self._stack.setCurrentWidget(self.details)
        self._show()
        self.details.fields["definition"].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self) -> None:
        self._show_head()
        self._fit()
        if self._stack.isHidden():
            return
        if self._stack.currentWidget() is self.details:
            self.details.show_code(self._code_id)
        else:
            self.incidents.show_code(self._code_id)

    def _show_head(self) -> None:
        entry = None if self._code_id is None else self._book.get(self._code_id)
        self._name.set_words(_("No code chosen") if entry is None else shown_name(entry))
        count = 0 if entry is None else entry.segments
        self._segments.set_words(ngettext("{count} segment", "{count} segments", count).format(count=f"{count:,}"))
        self._segments.setVisible(count > 0)
        showing_details = self._stack.currentWidget() is self.details
        self._switch.set_words(_("Incidents") if showing_details else _("Define"))
        self._switch.setVisible(entry is not None)
        self._arrow.setAccessibleName(_("Fold or unfold"))

    # --- folding and switching --------------------------------------------------------------------

    def is_folded(self) -> bool:
        """True if only the head is to be seen."""
        return self._folded

    def set_folded(self, folded: bool) -> None:
        """Show the head alone, or all."""
        if folded != self._folded:
            self._folded = folded
            self._arrow.setArrowType(Qt.ArrowType.RightArrow if folded else Qt.ArrowType.DownArrow)
            self._show()

    def _fit(self) -> None:
        """Without a code, or folded, the head leaves the room to the tree."""
        small = self._folded or self._code_id is None
        opening = self._stack.isHidden() and not small
        self._stack.setVisible(not small)
        head = max(self._name.minimumHeight(), self._switch.sizeHint().height())
        self.setMaximumHeight(head + 3 * STEP if small else QWIDGETSIZE_MAX)
        if opening:
            self.unfolded.emit()

    def _toggle(self) -> None:
        self.set_folded(not self.is_folded())

    def _switch_over(self) -> None:
        if self._stack.currentWidget() is self.details:
            self.details.keep()
            self._stack.setCurrentWidget(self.incidents)
            self.set_folded(False)
            self._show()
        else:
            self.edit_definition()

    def _list_segments(self) -> None:
        if self._code_id is not None:
            self._book.segments_wanted.emit([self._code_id])

    # --- keeping up -------------------------------------------------------------------------------

    def _on_altered(self, ids: frozenset[int]) -> None:
        if self._code_id in ids:
            self._show_head()
            self._soon.start()

    def _on_loaded(self) -> None:
        if self._code_id is not None and self._code_id not in self._book:
            self.show_code(None)

    def _on_changed(self, change: object) -> None:
        rows = getattr(change, "rows", {})
        if self._code_id is None:
            return
        if self._code_id in rows.get("code", ()) or "coding" in rows or "code_test" in rows:
            if self._code_id not in self._book:
                self.show_code(None)
            else:
                self._soon.start()
