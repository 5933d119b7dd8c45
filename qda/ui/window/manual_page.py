"""The manual: its pages at the left, one of them at the right, with pictures, in the reading font."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QFont, QImage, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextTable
from PySide6.QtWidgets import QApplication, QHBoxLayout, QListWidget, QListWidgetItem, QTextBrowser

from qda import resources
from qda.i18n import _
from qda.ui import theme
from qda.ui.parts.small import Page
from qda.ui.theme import STEP, Ink

_WIDEST = 760
_OBJECT = "\ufffc"


class ManualPage(Page):
    """The manual: its pages at the left, one of them at the right, in the reading font."""

    def __init__(self, ink: Ink, back: Callable[[], object]) -> None:
        super().__init__(_("Manual"), "", back)
        self.head.hide()  # each page has a heading of its own
        self._leave_room()
        self._ink = ink
        self.pages = manual_pages()
        row = QHBoxLayout()
        row.setSpacing(6 * STEP)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Pages of the manual"))
        self.list.setObjectName("pages")
        self.list.setFixedWidth(self.fontMetrics().averageCharWidth() * 26)
        for path in self.pages:
            item = QListWidgetItem(title_of(path))
            item.setSizeHint(QSize(10, self.fontMetrics().height() + 3 * STEP))
            item.setToolTip(item.text())
            self.list.addItem(item)
        self.list.currentRowChanged.connect(self._show)
        row.addWidget(self.list)
        self.text = _Illustrated()
        self.text.setAccessibleName(_("Page of the manual"))
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        self.text.setMaximumWidth(_WIDEST)
        row.addWidget(self.text, 1)
        row.addStretch(0)
        self.column.addLayout(row, 1)
        self.setFocusProxy(self.list)
        self._again = QTimer(self, singleShot=True, interval=120)
        self._again.timeout.connect(self._set_again)
        self.list.setCurrentRow(0)

    def _leave_room(self) -> None:
        """The way back stands above the page, and not on its scroll bar."""
        if self.back is not None:
            margins = self.column.contentsMargins()
            margins.setTop(6 * STEP + self.back.sizeHint().height())
            self.column.setContentsMargins(margins)

    def show_page(self, name: str) -> None:
        """Show a page by the name of its file without suffix; an unknown name changes nothing."""
        names = [path.stem.partition("-")[2] for path in self.pages]
        if name in names:
            self.list.setCurrentRow(names.index(name))

    def set_ink(self, ink: Ink) -> None:
        """Paint in these colours from now on."""
        self._ink = ink
        self._show(self.list.currentRow())

    def changeEvent(self, event: QEvent) -> None:
        """Set the page anew when the fonts have changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "text"):
            self._leave_room()
            self._show(self.list.currentRow())

    def _show(self, row: int) -> None:
        if 0 <= row < len(self.pages):
            self.text.setFont(theme.reading_font())
            self.text.setMarkdown(self.pages[row].read_text(encoding="utf-8"))
            set_type(self.text)
            self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def resizeEvent(self, event: object) -> None:
        """Pictures are as wide as the page; it is set anew once the window rests."""
        super().resizeEvent(event)
        self.list.setFixedWidth(min(self.fontMetrics().averageCharWidth() * 26, self.width() // 4))
        if self.text.outgrown():
            self._again.start()

    def _set_again(self) -> None:
        read = self.text.verticalScrollBar().value()
        self._show(self.list.currentRow())
        self.text.verticalScrollBar().setValue(read)

    def _follow(self, link: QUrl) -> None:
        self.show_page(link.toString().removesuffix(".md").partition("-")[2] or link.toString().removesuffix(".md"))


class _Illustrated(QTextBrowser):
    """A page with pictures no wider than itself, sharp on every screen."""

    def __init__(self) -> None:
        super().__init__()
        self._room = 0  # what the pictures were made for

    def _width(self) -> int:
        return max(80, min(_WIDEST, self.viewport().width()) - 8 * STEP)

    def outgrown(self) -> bool:
        """True if the page has another width than its pictures were made for."""
        return self._room not in (0, self._width())

    def setMarkdown(self, words: str) -> None:
        """Show a page; its pictures are read anew."""
        self.document().clear()
        self._room = 0
        super().setMarkdown(words)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A picture of the manual, as large as there is room for."""
        image = QImage(str(resources.path("help") / (name if isinstance(name, str) else name.toString())))
        if kind != QTextDocument.ResourceType.ImageResource.value or image.isNull():
            return super().loadResource(kind, name)
        self._room, ratio = self._width(), self.devicePixelRatioF()
        made = image.scaledToWidth(
            int(min(image.width() * 0.9, self._room) * ratio), Qt.TransformationMode.SmoothTransformation
        )
        made.setDevicePixelRatio(ratio)
        return made


def manual_pages() -> list[Path]:
    """The pages of the manual in order; their files begin with a number."""
    return sorted(resources.path("help").glob("*.md"))


def title_of(page: Path) -> str:
    """The heading of a page."""
    return page.read_text(encoding="utf-8").partition("\n")[0].lstrip("# ")


def set_type(text: QTextBrowser) -> None:
    """Set a page for reading: open lines, headings with air above them."""
    document = text.document()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            look = frame.format()
            look.setBorder(0)
            look.setCellPadding(STEP)
            look.setBottomMargin(3 * STEP)
            frame.setFormat(look)
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        form = QTextBlockFormat()
        pictured = _OBJECT in block.text()  # a picture is a letter, and needs no lead above the next line
        form.setLineHeight(
            100 if pictured else 110 if level else 118, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        form.setTopMargin((STEP, 0, 5 * STEP, 3 * STEP)[min(level, 3)])
        cursor.setPosition(block.position())
        close = block.textList() is not None or cursor.currentTable() is not None
        form.setBottomMargin(STEP if close else 2 * STEP)
        cursor.mergeBlockFormat(form)
        if level:
            _set_heading(cursor, level)
        block = block.next()


def _set_heading(cursor: QTextCursor, level: int) -> None:
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    letters = QTextCharFormat()
    letters.setFontPointSize(QApplication.font().pointSizeF() * {1: 1.6, 2: 1.25}.get(level, 1.1))
    letters.setFontWeight(QFont.Weight.DemiBold)
    cursor.setCharFormat(letters)  # not merged: Markdown's own sizes would be kept beside ours
