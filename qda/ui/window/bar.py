"""The top bar: the study's name, the workspaces as words, and the field that finds anything."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from qda.i18n import _
from qda.ui.parts.small import ElidedLabel
from qda.ui.theme import STEP
from qda.ui.window.palette import Field

_OURS = "application/x-gerund-"
_NAME = 180  # pixels for the study's name, below which it says nothing
_LONGEST = 340
_TIGHT, _LEAST = 84, 52  # pixels of the field, as a rule and where not even the words have room
_FIELD = 240  # pixels in which the field still says what it is for, and its key
_HOVER = 450  # milliseconds over a word while something is dragged, until its workspace opens


class Word(QToolButton):
    """A workspace as a word; bold while it is shown, and then no wider than before.

    What is dragged out of one workspace and held over the word of another can be dropped there.
    """

    reached = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        # A word gives its air, not its letters: a tool button would be cut to the width of all others.
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._waiting = QTimer(self, singleShot=True, interval=_HOVER)
        self._waiting.timeout.connect(self.reached)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Codes, memos, words, cases: whoever holds them here wants to go on; files are for the window."""
        if any(kind.startswith(_OURS) for kind in event.mimeData().formats()):
            event.accept()
            self._waiting.start()
        else:
            event.ignore()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Passed over."""
        self._waiting.stop()

    def dropEvent(self, event: QDropEvent) -> None:
        """A word holds nothing."""
        self._waiting.stop()
        event.ignore()

    def sizeHint(self) -> QSize:
        """Room for the bold word."""
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(font)
        return QSize(metrics.horizontalAdvance(self.text()) + 6 * STEP, metrics.height() + 3 * STEP)

    def minimumSizeHint(self) -> QSize:
        """The bold word with hardly any air."""
        return QSize(self.sizeHint().width() - 5 * STEP, self.sizeHint().height())


class Bar(QWidget):
    """Name, words, field. Emits the key of the workspace that was clicked."""

    wanted = Signal(str)

    def __init__(self, keys_of_palette: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = self._whole = QHBoxLayout(self)
        self.name = ElidedLabel(_("Gerund"))
        self.name.setObjectName("studyName")
        self.name.setMaximumWidth(_LONGEST)
        row.addWidget(self.name)
        self._gap = QWidget()
        self._gap.setFixedWidth(4 * STEP)
        row.addWidget(self._gap)
        self._words: dict[str, Word] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._row = QHBoxLayout()
        self._row.setSpacing(STEP // 2)
        row.addLayout(self._row)
        row.addStretch(1)
        self.field = Field(keys_of_palette)
        self.field.setMinimumWidth(_TIGHT)
        self.field.setMaximumWidth(280)
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row.addWidget(self.field, 100)  # before the empty place left of it

    def add_word(self, key: str, word: str, tip: str) -> None:
        """One more workspace, hidden until a project is open."""
        button = Word()
        button.setText(word)
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setToolTip(tip)
        button.setAccessibleName(_("Workspace {name}").format(name=word))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus where the work is
        button.clicked.connect(lambda _checked=False: self.wanted.emit(key))
        button.reached.connect(lambda: self.wanted.emit(key))
        button.hide()
        self._group.addButton(button)
        self._words[key] = button
        self._row.addWidget(button)

    def show_study(self, name: str | None) -> None:
        """The name of the open study; None when there is none."""
        self.name.setText(_("Gerund") if name is None else name)
        for word in self._words.values():
            word.setVisible(name is not None)
        self._settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where words have little room the name gives way; the window's title says it too."""
        super().resizeEvent(event)
        self._settle()

    def _settle(self) -> None:
        words = sum(word.minimumSizeHint().width() + STEP for word in self._words.values() if not word.isHidden())
        narrow = bool(words) and self.width() < words + _TIGHT + _NAME
        # At 200 % on a small screen it is the words that must be read: where to go, not what the field is for.
        cramped = bool(words) and self.width() < words + _TIGHT + 9 * STEP
        side = STEP if cramped else 4 * STEP
        self._whole.setContentsMargins(side, STEP, side, STEP)
        self._whole.setSpacing(0 if cramped else STEP)
        self._row.setSpacing(0 if cramped else STEP // 2)
        self.field.setMinimumWidth(_LEAST if cramped else _TIGHT)
        self.name.setHidden(narrow)
        self._gap.setHidden(narrow)
        # A long name is shortened before the field is: all of it stands on the window's title.
        airy = sum(word.sizeHint().width() + STEP // 2 for word in self._words.values() if not word.isHidden())
        room = self.width() - airy - self._gap.width() - _FIELD - 14 * STEP
        self.name.setMaximumWidth(min(_LONGEST, max(_NAME, room)))

    def mark(self, key: str) -> None:
        """Show which workspace is in the middle; none for other pages."""
        self._group.setExclusive(False)
        for each, word in self._words.items():
            word.setChecked(each == key)
        self._group.setExclusive(True)

    def marked(self) -> str:
        """The workspace that is marked; "" when none is."""
        return next((key for key, word in self._words.items() if word.isChecked()), "")
