"""How the page of claims is put together; what its parts do is for the page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import _
from qda.ui import theme
from qda.ui.claims.chain.finder import TargetFinder
from qda.ui.claims.chain.looks import sheet
from qda.ui.claims.chain.rows import ClaimsList
from qda.ui.claims.chain.trail import TrailTree
from qda.ui.claims.lines import Lines
from qda.ui.parts.empty import Empty
from qda.ui.parts.small import Choice, Link, small_font, soft
from qda.ui.parts.turning import Turning
from qda.ui.session import Session
from qda.ui.theme import STEP, Ink

_FLAGS = 4
_NARROW = 600  # pixels


_MOST_LINES = 5  # of a claim; a longer one scrolls


class ClaimWords(QPlainTextEdit):
    """The claim's words, to be changed where they stand; Enter keeps them, Esc puts the old ones back."""

    kept = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._as_it_was = ""
        self.setObjectName("claimWords")
        self.setAccessibleName(_("The claim"))
        font = theme.reading_font()
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self.setFont(font)
        self.document().setDocumentMargin(0)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def show_words(self, words: str) -> None:
        """Show these, unless others are being written."""
        if words != self._as_it_was or self.toPlainText() != words:
            if self.hasFocus() and self.toPlainText() != self._as_it_was:
                return
            self._as_it_was = words
            self.setPlainText(words)
            self._fit()

    def _fit(self) -> None:
        lines = max(1, min(_MOST_LINES, int(self.document().size().height())))
        over = self.document().size().height() > lines
        air = STEP if over else 3 * STEP  # half a line would look as if it were cut off
        self.setFixedHeight(QFontMetrics(self.font()).lineSpacing() * lines + air)
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if over else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words wrap anew."""
        super().resizeEvent(event)
        self._fit()

    def keep(self) -> None:
        """Keep what was written, if it is something else."""
        words = self.toPlainText().strip()
        if words and words != self._as_it_was:
            self._as_it_was = words
            self.kept.emit(words)
        elif not words:
            self.setPlainText(self._as_it_was)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving keeps."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.keep()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.keep()
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.setPlainText(self._as_it_was)
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ClaimsFrame(QWidget):
    """Claims at the left; the one at hand with its trail at the right; an empty page."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setObjectName("claimsPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Claims"))
        self.split = Turning(self, _NARROW, (320, 520), (180, 420), lines=40)
        self.split.addWidget(self._side())
        self.stack = QStackedWidget()
        self.stack.addWidget(self._middle())
        self.stack.addWidget(self._empty())
        self.split.addWidget(self.stack)
        self.split.setStretchFactor(0, 2)
        self.split.setStretchFactor(1, 3)
        self.split.begin()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.split)
        session.ink_changed.connect(self._dress)
        self._dress(session.ink)

    def _side(self) -> QWidget:
        side = QWidget()
        side.setObjectName("side")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side.setMinimumWidth(220)
        self.list = ClaimsList(self._session, side)
        self.new = QLineEdit()
        self.new.setPlaceholderText(_("New claim  (N)"))
        self.new.setAccessibleName(_("New claim; Enter puts it down"))
        field = QHBoxLayout()
        field.setContentsMargins(4 * STEP, 2 * STEP, 3 * STEP, 2 * STEP)
        field.addWidget(self.new)
        self.filtered = Link("")
        self.filtered.hide()
        self.nothing = soft(wrap=True)
        self.nothing.setContentsMargins(4 * STEP, 3 * STEP, 3 * STEP, 0)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addLayout(field)
        column.addWidget(self.filtered)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        return side

    def _middle(self) -> QWidget:
        page = QWidget()
        self.words = ClaimWords()
        self.kinds, self.statuses, self.rivals = Choice(), Choice(), Choice()
        self.kinds.setAccessibleName(_("What it is"))
        self.statuses.setAccessibleName(_("How it stands"))
        self.rivals.setAccessibleName(_("What it is a rival to"))
        self.desk = Link("")
        self.trailed = Link(_("Export…"))
        self.trailed.setAccessibleName(_("Chain of evidence as a document"))
        self.trailed.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        standing = QHBoxLayout()
        standing.setSpacing(2 * STEP)
        for part, widest in ((self.kinds, 128), (self.rivals, 128), (self.statuses, 104)):
            part.setMaximumWidth(widest)
            standing.addWidget(part)
        standing.addStretch(1)
        standing.addWidget(self.trailed)
        self.counts = soft(wrap=True)
        counted = QHBoxLayout()
        counted.setSpacing(2 * STEP)
        counted.addWidget(self.counts, 1)
        counted.addWidget(self.desk, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        self.flags = QLabel("")
        self.flags.setObjectName("amber")
        self.flags.setFont(small_font())
        self.flags.setWordWrap(True)
        self.flags.setTextFormat(Qt.TextFormat.PlainText)
        self.finder = TargetFinder(self._session)
        self.trail = TrailTree(self._session)
        self.bare = soft(wrap=True)
        self.bare.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.expected = Lines(_("Expected pattern"), _("What ought to be seen if it holds"))
        self.note = Lines(_("Note on the claim"), _("Note on the claim"))
        self.hints = soft(
            _(
                "Enter opens · T rests on / about · W why · Del unlinks · F2 rewords · Alt+↑↓ moves · S status · "
                "Ctrl+M memo"
            ),
            wrap=True,
        )
        column = QVBoxLayout(page)
        column.setContentsMargins(5 * STEP, 2 * STEP, 4 * STEP, 2 * STEP)
        column.setSpacing(2 * STEP)
        column.addWidget(self.words)
        column.addLayout(standing)
        column.addLayout(counted)
        column.addWidget(self.flags)
        column.addWidget(self.finder)
        column.addWidget(self.trail, 1)
        column.addWidget(self.bare, 1)
        column.addWidget(self.expected)
        column.addWidget(self.note)
        column.addWidget(self.hints)
        return page

    def _empty(self) -> QWidget:
        words = _(
            "A claim is a sentence that the study stands for. Put one down, link it to the categories, codes and "
            "passages it rests on, and every step down to the words can be followed here."
        )
        empty = Empty(words, _("Write the first claim (N)"))
        self.begin = empty.button
        return empty

    def show_flags(self, sentences: list[str]) -> None:
        """Hints in amber; of many, the first ones, all in the tool tip."""
        shown = sentences[:_FLAGS]
        if len(sentences) > _FLAGS:
            shown[-1] += " " + _("(and {count} more)").format(count=len(sentences) - _FLAGS)
        self.flags.setText("\n".join(shown))
        self.flags.setToolTip("\n".join(sentences))
        self.flags.setVisible(bool(sentences))

    def _dress(self, ink: Ink) -> None:
        self.setStyleSheet(sheet(ink, "claimsPage"))
