"""The head of a memo: what it is on, and beneath it kind, stage and versions, which can be changed there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.memos.words import KINDS, STAGES, kind_words, stage_words, versions_words
from qda.ui.parts.small import ElidedLabel, Link, small_font
from qda.ui.theme import CORNER, STEP, Ink, mixed


class TitleField(QLineEdit):
    """A title that is written in place; while nobody writes, one that is too long ends with three dots."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, as many as there is room for."""
        metrics, room = self.fontMetrics(), self.rect().adjusted(2, 0, -2, 0)
        if self.hasFocus() or metrics.horizontalAdvance(self.text()) <= room.width():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        words = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)


def words_sheet(ink: Ink) -> str:
    """How the words above the memos look, of which one is chosen."""
    return f"""
QToolButton {{
    background: transparent; color: {ink.soft}; border: 1px solid transparent; border-radius: {CORNER}px;
    padding: 3px 8px;
}}
QToolButton:hover {{ color: {ink.ink}; }}
QToolButton:checked {{ background: {mixed(ink.accent, ink.paper, 0.12)}; color: {ink.accent}; font-weight: 600; }}
QToolButton:focus {{ border-color: {ink.accent}; }}
"""


class Choice(QToolButton):
    """A word that opens a menu of words in its place."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: dict[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self._choices = choices
        self.choice = ""
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setAutoRaise(True)
        self.setFont(small_font())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        menu = QMenu(self)
        for key, words in choices.items():
            menu.addAction(words, partial(self.chosen.emit, key))
        self.setMenu(menu)

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + STEP, metrics.height() + STEP)

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        return QSize(self.fontMetrics().averageCharWidth() * 6, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Words like any others; underlined under the mouse, framed with the keyboard."""
        painter = QPainter(self)
        font = QFont(self.font())
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        if self.hasFocus():
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Link), 1))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)

    def show_choice(self, key: str) -> None:
        """Say what is chosen."""
        self.choice = key
        words = self._choices.get(key, key)
        self.setText(f"{words} ▾")
        self.updateGeometry()
        self.setAccessibleName(f"{self._name}: {words}")


class MemoHead(QWidget):
    """Two lines that never wrap."""

    kind_chosen = Signal(str)
    stage_chosen = Signal(str)
    versions_wanted = Signal()
    hold_wanted = Signal()  # stay with this memo, or follow the selection again
    tags_wanted = Signal(object)  # QPoint on the screen, beneath the word

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ElidedLabel("", self)
        bold = QFont(small_font())
        bold.setWeight(QFont.Weight.DemiBold)
        self._title.setFont(bold)
        self._title.setObjectName("soft")
        self._kind = Choice(_("Kind"), {kind: kind_words(kind) for kind in KINDS}, self)
        self._stage = Choice(_("Stage"), {stage: stage_words(stage) for stage in STAGES}, self)
        self._kind.chosen.connect(self.kind_chosen)
        self._stage.chosen.connect(self.stage_chosen)
        self._when = ElidedLabel("", self)
        self._when.setFont(small_font())
        self._when.setObjectName("soft")
        self._tag = Link(_("tag"), lambda: self._ask_tags(self._tag), self)
        self._tag.setAccessibleName(_("Tag the memo"))
        self._tags = Link("", lambda: self._ask_tags(self._tags), self)
        for link in (self._tag, self._tags):
            link.setFont(small_font())
            link.hide()
        self._versions = Link("", self.versions_wanted.emit, self)
        self._versions.setFont(small_font())
        self._versions.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._hold = Link("", self.hold_wanted.emit, self)
        self._hold.setFont(small_font())
        self._hold.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._hold.hide()
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(2 * STEP)
        top.addWidget(self._title)
        top.addStretch(1)
        top.addWidget(self._hold)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2 * STEP)
        for part in (self._kind, self._stage, self._tag, self._versions, self._when):
            line.addWidget(part)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(line)
        column.addWidget(self._tags)

    def show_title(self, title: str) -> None:
        """Say what the memo is on; nothing hides the line."""
        self._title.setText(title)
        self._title.setVisible(bool(title))

    def title(self) -> str:
        """What the memo is said to be on."""
        return self._title.text()

    def show_state(self, kind: str, stage: str, versions: int, when: str) -> None:
        """Say what kind of memo it is, and how often it was kept."""
        self._kind.show_choice(kind)
        self._stage.show_choice(stage)
        self._versions.set_words(versions_words(versions))
        self._versions.setVisible(versions > 1)
        self._when.setText(when)

    def show_hold(self, *, shown: bool, held: bool) -> None:
        """Offer to stay with the memo while other things are selected, or to follow again."""
        self._hold.setVisible(shown)
        self._hold.set_words(_("staying") if held else _("stay"))
        told = _("The panel stays with this memo; follow the selection again") if held else _("Stay with this memo")
        self._hold.setAccessibleName(told)
        self._hold.setAccessibleDescription(told)

    def show_tags(self, tags: Sequence[str], *, may_tag: bool) -> None:
        """Say the tags on a line of their own; without any, a word beside the stage offers to tag."""
        self._tags.set_words("  ".join(f"#{tag}" for tag in tags))
        self._tags.setAccessibleName(_("Tags: {tags}").format(tags=", ".join(tags)))
        self._tags.setVisible(bool(tags))
        self._tags.setEnabled(may_tag)
        self._tag.setVisible(may_tag and not tags)

    def tags(self) -> str:
        """The tags as they are shown, for asking."""
        return "" if self._tags.isHidden() else self._tags.words()

    def ask_tags(self) -> None:
        """Ask for tags, as a click on them does."""
        self._ask_tags(self._tag if self._tags.isHidden() else self._tags)

    def _ask_tags(self, word: Link) -> None:
        self.tags_wanted.emit(word.mapToGlobal(word.rect().bottomLeft()))

    def set_known(self, known: bool) -> None:
        """False where there is nothing to be said about: no project, no memo."""
        for part in (self._kind, self._stage, self._when):
            part.setVisible(known)
        if not known:
            for link in (self._versions, self._tag, self._tags):
                link.hide()

    def state_words(self) -> str:
        """Kind, stage and versions as they are shown, for asking."""
        shown = [self._kind.text(), self._stage.text()]
        return " · ".join([*shown, self._versions.words()] if not self._versions.isHidden() else shown)
