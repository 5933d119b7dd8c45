"""Beside the grid: the cell at hand, its judgement with the reason, and the quotes that stand under it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from qda.i18n import _
from qda.text import Span
from qda.ui.grid.quotes import QuoteList
from qda.ui.grid.words import count_words, tally_words
from qda.ui.parts.small import Link, Tick, small_font
from qda.ui.session import Selection, Session
from qda.ui.theme import STEP
from qda.ui.working.unfinished import About, Unfinished, titled

if TYPE_CHECKING:
    from qda.analysis.synthesis.matrix_cells import Stand
    from qda.analysis.synthesis.matrix_quotes import CellQuote
    from qda.synthesis.matrix_values import CellRow

_HEAD = 290
PAGE = 60
"""Quotes that are read at once."""


class EvidencePanel(QWidget):
    """What the cell at hand rests on, and what it could."""

    judged = Signal(int)
    reasoned = Signal(str)  # the reason was written
    ticked = Signal(object, bool)
    left = Signal()
    more = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._scale: tuple[str, ...] = ()
        self._buttons: list[QPushButton] = []
        self._quotes: Sequence[CellQuote] = ()
        self._linked: frozenset[int] = frozenset()
        self._astray: frozenset[int] = frozenset()
        self.pending: str | None = None
        self.setObjectName("evidence")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("The cell at hand"))
        self._build()
        self.list.ticked.connect(self.ticked)
        self.list.left.connect(self.left)
        self.list.opened.connect(self.open)
        self.list.selectionModel().currentChanged.connect(lambda *_two: self._tell())
        self.reason.installEventFilter(self)
        Unfinished(session, self.reason, lambda: About("matrix_cell.reason", titled(_("Reason"), self.title.text())))

    def _build(self) -> None:
        self.title = QLabel("")
        self.title.setWordWrap(True)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.told = QLabel("")
        self.told.setObjectName("soft")
        self.told.setFont(small_font())
        self.told.setWordWrap(True)
        self.chips = QWidget()
        self._chip_grid = QGridLayout(self.chips)
        self._chip_grid.setContentsMargins(0, 0, 0, 0)
        self._chip_grid.setSpacing(STEP)
        self.reason = QLineEdit()
        self.reason.setAccessibleName(_("Reason for the judgement"))
        self.reason.setPlaceholderText(_("Reason for the judgement"))
        self.only = Tick(_("Only linked quotes"))
        self.only.toggled.connect(lambda _on: self._list())
        self.none = QLabel("")
        self.none.setObjectName("soft")
        self.none.setWordWrap(True)
        self.none.setContentsMargins(3 * STEP, STEP, 3 * STEP, STEP)
        self.list = QuoteList(self._session, self)
        self.more_link = Link(_("More quotes"), self.more.emit)
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(3 * STEP, 3 * STEP, 3 * STEP, STEP)
        head.setSpacing(STEP + 2)
        for widget in (self.title, self.told, self.chips, self.reason, self.only):
            head.addWidget(widget)
        head.addStretch(1)
        rest = QVBoxLayout()
        rest.setContentsMargins(0, 0, 0, 0)
        rest.setSpacing(0)
        rest.addWidget(self.none, 0, Qt.AlignmentFlag.AlignTop)
        rest.addWidget(self.list, 1)
        rest.addWidget(self.more_link, 0, Qt.AlignmentFlag.AlignHCenter)
        self._whole = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addWidget(self._head)
        self._whole.addLayout(rest, 1)

    def lie(self, beneath: bool) -> None:
        """Beneath the grid what is judged stands at the left of the quotes, beside it above them."""
        way = QBoxLayout.Direction
        self._whole.setDirection(way.LeftToRight if beneath else way.TopToBottom)
        self._head.setMinimumWidth(_HEAD if beneath else 0)
        self._head.setMaximumWidth(_HEAD if beneath else 16_777_215)

    # --- what is shown --------------------------------------------------------------------------------------------

    def show_cell(
        self, title: str, cell: CellRow | None, stand: Stand | None, scale: tuple[str, ...], *, writable: bool
    ) -> None:
        """Show a cell: what is judged there and counted under it."""
        self.title.setText(title)
        told = [] if stand is None else [count_words(stand), tally_words(stand.count) if stand.count else ""]
        self.told.setText(" · ".join(part for part in told if part))
        self.told.setVisible(bool(self.told.text()))
        self._show_scale(scale, cell.judgement if cell is not None else "", writable=writable)
        judged = cell is not None and bool(cell.judgement)
        if self.pending is None:
            self.reason.setText(cell.reason if cell is not None else "")
            self.reason.setPlaceholderText(_("Reason for the judgement"))
        self.reason.setVisible(bool(scale) and (judged or self.pending is not None))
        self.reason.setReadOnly(not writable)

    def _show_scale(self, scale: tuple[str, ...], judgement: str, *, writable: bool) -> None:
        if scale != self._scale:
            self._scale = scale
            for button in self._buttons:
                self._chip_grid.removeWidget(button)
                button.deleteLater()
            self._buttons = [self._button(at, word) for at, word in enumerate(scale)]
            self._arrange()
        for word, button in zip(scale, self._buttons, strict=True):
            button.setChecked(word == judgement)
            button.setEnabled(writable)
        self.chips.setVisible(bool(scale))

    def _button(self, at: int, word: str) -> QPushButton:
        button = QPushButton(f"{at + 1}  {_(word)}")
        button.setObjectName("judgement")
        button.setCheckable(True)
        button.setAccessibleName(_("Judge: {word} ({key})").format(word=_(word), key=at + 1))
        button.clicked.connect(lambda _on=False, place=at: self.judged.emit(place))
        return button

    def _arrange(self) -> None:
        """Two judgements in a row."""
        for at, button in enumerate(self._buttons):
            self._chip_grid.addWidget(button, at // 2, at % 2)

    def show_quotes(
        self, quotes: Sequence[CellQuote], linked: Sequence[int], astray: Sequence[int], *, more: int, empty: str
    ) -> None:
        """List the quotes; `more` are not read yet, `empty` says why there are none."""
        self._quotes, self._linked, self._astray = quotes, frozenset(linked), frozenset(astray)
        self.more_link.setVisible(bool(more))
        self.more_link.set_words(_("{n} more quotes").format(n=more))
        self.none.setText(empty)
        self.none.setVisible(bool(empty))
        self.only.setVisible(bool(quotes))
        self.list.setVisible(bool(quotes) or not empty)
        self._list()

    def _list(self) -> None:
        rows = [row for row in self._quotes if not self.only.isChecked() or row.segment_id in self._linked]
        self.list.show_rows(rows, self._linked, self._astray)

    def take_keyboard(self) -> None:
        """Have the keyboard in the quotes."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- the reason -----------------------------------------------------------------------------------------------

    def ask_reason(self, before: str, after: str) -> None:
        """Ask why a judgement is written over; it is written when the field is left by Enter or otherwise."""
        self.pending = after
        self.reason.clear()
        asked = _("Why “{after}” and no longer “{before}”? Enter keeps it, Esc lets it be.")
        self.told.setText(asked.format(after=_(after), before=_(before)))
        self.told.show()
        self.reason.setPlaceholderText(_("Reason for judging it anew"))
        self.reason.setAccessibleDescription(self.told.text())
        self.reason.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter keeps the reason, Esc lets it be, leaving the field keeps it."""
        if watched is self.reason:
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                if event.key() == Qt.Key.Key_Escape:
                    self.pending = None
                    self.left.emit()
                    return True
                if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                    self.reasoned.emit(self.reason.text())
                    self.left.emit()
                    return True
            if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut and self.pending is not None:
                self.reasoned.emit(self.reason.text())
        return super().eventFilter(watched, event)

    # --- quotes ---------------------------------------------------------------------------------------------------

    def open(self, quote: CellQuote) -> None:
        """Show a quote where it stands."""
        self._session.workspace_wanted.emit("code")
        self._session.show_source(quote.source_id, Span(quote.start, quote.end))

    def _tell(self) -> None:
        row = self.list.current()
        if row is not None and self.list.hasFocus():
            self._session.select(Selection("segment", row.segment_id))
