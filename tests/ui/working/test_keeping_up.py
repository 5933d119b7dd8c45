"""A page is read while somebody looks, and once when it is shown again; never while it is hidden."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from qda.ui.working.keeping_up import KeepingUp

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, of any window that is shown


class _Page(QWidget):
    def __init__(self, pause: int | None = None) -> None:
        super().__init__()
        self.reads = 0
        self.keeping = KeepingUp(self, self.read, pause)

    def read(self) -> None:
        self.reads += 1


@pytest.fixture
def stack(qtbot: QtBot) -> QStackedWidget:
    """Two leaves, of which the first is seen."""
    pages = QStackedWidget()
    qtbot.addWidget(pages)
    pages.addWidget(QWidget())
    pages.show()
    return pages


def _hidden(stack: QStackedWidget, pause: int | None = None) -> _Page:
    page = _Page(pause)
    stack.addWidget(page)
    return page


def test_a_page_that_was_never_read_is_read_when_it_is_first_shown(stack: QStackedWidget) -> None:
    page = _hidden(stack)
    before = page.reads

    stack.setCurrentWidget(page)

    assert (before, page.reads) == (0, 1)


def test_what_changes_while_nobody_looks_is_read_once_when_the_page_is_shown(stack: QStackedWidget) -> None:
    page = _hidden(stack)
    page.keeping.caught_up()
    for _change in range(3):
        page.keeping.outdate()
    before = page.reads

    stack.setCurrentWidget(page)

    assert (before, page.reads, page.keeping.stale) == (0, 1, False)


def test_coming_back_to_what_has_not_changed_reads_nothing(stack: QStackedWidget) -> None:
    page = _hidden(stack)
    stack.setCurrentWidget(page)
    stack.setCurrentIndex(0)

    stack.setCurrentWidget(page)

    assert page.reads == 1


def test_a_page_that_is_seen_is_read_at_each_change(stack: QStackedWidget) -> None:
    page = _hidden(stack)
    stack.setCurrentWidget(page)

    page.keeping.outdate()
    page.keeping.outdate()

    assert page.reads == 3


def test_with_a_pause_changes_in_a_row_are_read_together(stack: QStackedWidget, qtbot: QtBot) -> None:
    page = _hidden(stack, pause=0)
    stack.setCurrentWidget(page)
    for _change in range(3):
        page.keeping.outdate()
    at_once = page.reads

    qtbot.waitUntil(lambda: not page.keeping.stale, timeout=3000)

    assert (at_once, page.reads) == (1, 2)


def test_what_waits_for_its_pause_is_not_read_of_a_page_that_was_left(stack: QStackedWidget, qtbot: QtBot) -> None:
    page = _hidden(stack, pause=1)
    stack.setCurrentWidget(page)
    page.keeping.outdate()
    stack.setCurrentIndex(0)
    qtbot.wait(30)
    left = page.reads

    stack.setCurrentWidget(page)

    assert (left, page.reads) == (1, 2)


def test_a_page_that_read_itself_meanwhile_need_not_be_read_again(stack: QStackedWidget) -> None:
    page = _hidden(stack)
    page.keeping.outdate()

    page.keeping.caught_up()
    stack.setCurrentWidget(page)

    assert page.reads == 0


def test_another_study_is_read_without_a_pause(stack: QStackedWidget) -> None:
    page = _hidden(stack, pause=60_000)
    stack.setCurrentWidget(page)
    page.keeping.outdate()
    before = page.reads

    page.keeping.renew()

    assert (before, page.reads) == (1, 2)
