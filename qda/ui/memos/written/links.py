"""What a memo hangs on: words to click that lead there, flowing over lines."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from qda.i18n import _
from qda.text import Span
from qda.ui.memos.words import link_label
from qda.ui.parts.small import Link as WordLink
from qda.ui.parts.small import small_font
from qda.ui.session import Session
from qda.ui.theme import STEP
from qda.ui.working import jumps

if TYPE_CHECKING:
    from qda.memos.queries import Link
    from qda.memos.service import Target

_WIDEST = 280
_ROWS = 2


class LinkRow(QWidget):
    """The links of one memo."""

    detach_wanted = Signal(object)  # Target

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._all: list[Link] = []
        self._links: list[WordLink] = []
        self._few = 0  # so many are seen
        self._more = WordLink(_("and {count} more").format(count=99), self._open_more, self)
        self._more.setFont(small_font())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("What the memo is on"))

    def show_links(self, links: Sequence[Link]) -> None:
        """Show these instead of those before; what has no room on two lines is in a menu."""
        for old in self._links:
            old.hide()
            old.deleteLater()
        self._all = list(links)
        self._links = [self._made(link) for link in self._all]
        self.setVisible(bool(links))
        self._lay_out()

    def _open_more(self) -> None:
        menu = QMenu(self._more)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for link in self._all[self._few :]:
            menu.addAction(link_label(link).replace("&", "&&"), partial(follow, self._session, link.target))
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _made(self, link: Link) -> WordLink:
        word = WordLink(link_label(link), partial(follow, self._session, link.target), self)
        word.setFont(small_font())
        word.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        word.customContextMenuRequested.connect(partial(self._open_menu, word, link.target))
        return word

    def _open_menu(self, word: WordLink, target: Target, point: QPoint) -> None:
        menu = QMenu(word)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Open"), partial(follow, self._session, target))
        menu.addAction(_("Take the memo off it"), partial(self.detach_wanted.emit, target))
        menu.popup(word.mapToGlobal(point))

    def texts(self) -> list[str]:
        """What the links say, for asking."""
        return [link.words() for link in self._links]

    def word(self, place: int) -> WordLink:
        """One of the links, by its place."""
        return self._links[place]

    def more(self) -> str:
        """What is said of those that have no room; empty where all have."""
        return "" if self._more.isHidden() else self._more.words()

    def _lay_out(self) -> None:
        room = max(80, self.width())
        widths = [min(_WIDEST, room, link.sizeHint().width()) for link in self._links]
        self._few = len(widths)
        self._more.hide()
        if rows_of(widths, room) > _ROWS:
            self._more.show()
            more = self._more.sizeHint().width()
            while self._few > 1 and rows_of([*widths[: self._few], more], room) > _ROWS:
                self._few -= 1
            self._more.set_words(_("and {count} more").format(count=len(widths) - self._few))
        shown = [*self._links[: self._few], *([] if self._more.isHidden() else [self._more])]
        for link in self._links[self._few :]:
            link.hide()
        x = y = height = 0
        for link in shown:
            link.show()
            size = QSize(min(_WIDEST, room, link.sizeHint().width()), link.sizeHint().height())
            if x and x + size.width() > room:
                x, y = 0, y + height
            link.setGeometry(QRect(QPoint(x, y), size))
            x, height = x + size.width() + STEP, size.height()
        self.setFixedHeight(y + height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Flow anew."""
        if event.oldSize().width() != event.size().width():
            self._lay_out()


def rows_of(widths: Sequence[int], room: int) -> int:
    """On how many lines things of these widths lie, one after the other."""
    x, rows = 0, 1
    for width in widths:
        if x and x + width > room:
            x, rows = 0, rows + 1
        x += width + STEP
    return rows


def follow_address(session: Session, guid: str, memo_id: int | None, text: str) -> None:
    """Go to the words that an address in a memo stands for."""
    from qda.memos import addresses

    found = addresses.resolve(session.project, guid, memo_id=memo_id, text=text)
    if found is None or found.detached:
        session.said.emit(_("These words are no longer in the text."))
        return
    session.workspace_wanted.emit("code")
    session.show_source(found.source_id, Span(found.start, found.end))


def follow(session: Session, target: Target) -> None:
    """Go to what a memo hangs on."""
    jumps.jump(session, target.kind, target.id)
