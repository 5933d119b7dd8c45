"""Two or three pages of one part of the study, with a line of words to switch between them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from qda.ui.theme import STEP
from qda.ui.working import focusing


class Paired(QWidget):
    """The words above, the chosen page beneath; the focus goes to the page."""

    def __init__(self, name: str, pages: Sequence[tuple[str, QWidget]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QTabBar()
        self.words.setDrawBase(False)
        self.words.setExpanding(False)
        self.words.setAccessibleName(name)
        self._stack = QStackedWidget()
        self._pages = [page for _title, page in pages]
        for title, page in pages:
            self.words.addTab(title)
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP)
        column.addWidget(self.words)
        column.addWidget(self._stack, 1)
        self.words.currentChanged.connect(self._turn)
        focusing.follow_clicks(self.words, lambda: self._pages[self.words.currentIndex()])
        self._turn(0)

    def show_page(self, page: QWidget) -> None:
        """Turn to one of the pages."""
        self.words.setCurrentIndex(self._stack.indexOf(page))

    def shows(self, page: QWidget) -> bool:
        """True if it is turned to this page."""
        return self._stack.currentWidget() is page

    def _turn(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self.setFocusProxy(self._pages[number])
