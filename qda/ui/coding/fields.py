"""Fields of several lines that grow with their words, and how a Qt editor is read without changing what it holds."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from qda.ui.theme import STEP


def words_of(document: QTextDocument) -> str:
    """The text of a document, block by block: toPlainText() would turn a no-break space into a space."""
    lines = []
    block = document.begin()
    while block.isValid():
        lines.append(block.text().replace("\u2028", "\n"))
        block = block.next()
    return "\n".join(lines)


class GrowingField(QPlainTextEdit):
    """A few lines of text; as high as they need, within bounds. `left` is emitted when the keyboard goes elsewhere."""

    left = Signal()

    def __init__(self, name: str, parent: QWidget | None = None, *, lines: tuple[int, int] = (1, 6)) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setObjectName("field")
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(1)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def words(self) -> str:
        """What is written in it."""
        return words_of(self.document())

    def _fit(self) -> None:
        low, high = self._lines
        lines = min(max(low, round(self.document().size().height())), high)
        # The border and padding of the style sheet lie round the viewport.
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 2 * STEP + 6)

    def sizeHint(self) -> QSize:
        """As high as its words."""
        return QSize(120, self.height())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the writer went elsewhere, unless it was into the field's own menu."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()
