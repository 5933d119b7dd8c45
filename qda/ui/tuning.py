"""What the settings say, told to the screens that there are; and the size of what is read, from anywhere."""

from __future__ import annotations

import sys
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QApplication, QWidget

from qda.settings import Settings
from qda.ui import theme
from qda.ui.session import Session

# Dynamic properties: laying a text out anew for nothing would move it, and reading a model in takes its time.
_TOLD, _MODEL = "settings-told", "model-told"


@runtime_checkable
class Zooms(Protocol):
    """A view whose contents can be made larger; 0 steps is the usual size."""

    def zoom_by(self, steps: int) -> None:
        """So many steps larger or smaller."""


def tune(root: QWidget, session: Session, settings: Settings) -> None:
    """Tell the screens under `root`, and what they share, what concerns them. What is not imported need not be told."""
    # A screen's class is known by its module, so that nothing is imported for the sake of being told.
    theme.read_in(settings.reading_font, settings.reading_size)
    if "qda.ui.memos.written.editor" in sys.modules:
        _tell_memos(root, settings)
    if "qda.ui.documents.text_view" in sys.modules:
        _tell_texts(root, settings)
    if "qda.ui.coding.book" in sys.modules:
        from qda.ui.coding.book import CodeBook

        CodeBook.of(session).gerund_hints = settings.gerund_hints
    if "qda.ui.coding.lines.view" in sys.modules:
        _tell_lines(root, settings)
    if "qda.ui.coding.testing.page" in sys.modules:
        _tell_tests(root, settings)
    if "qda.ui.memos.trace_page" in sys.modules:
        _tell_traces(root, settings)
    if "qda.ui.analysis.reports.options" in sys.modules:
        _tell_reports(root, settings)
    if "qda.ui.analysis.queries.page" in sys.modules:
        _tell_queries(root, settings)


def _tell_memos(root: QWidget, settings: Settings) -> None:
    from qda.ui.memos.written.editor import MemoEditor

    for editor in root.findChildren(MemoEditor):
        if _is_news(editor, f"{settings.reading_font} {settings.reading_size}"):
            editor.show_font()


def _tell_texts(root: QWidget, settings: Settings) -> None:
    from qda.ui.documents.text_view import TextView

    for view in root.findChildren(TextView):
        if _is_news(view, f"{settings.reading_font} {settings.reading_size}"):
            view.set_reading_font(theme.reading_font())


def _tell_lines(root: QWidget, settings: Settings) -> None:
    from qda.ui.coding.lines.view import LinesView

    for view in root.findChildren(LinesView):
        if _is_news(view, f"{settings.reading_font} {settings.reading_size}"):
            view.set_reading_font(theme.reading_font())
        if _is_news(view, settings.language_model, _MODEL):
            view.set_language_model(settings.language_model)


def _tell_tests(root: QWidget, settings: Settings) -> None:
    from qda.ui.coding.testing.page import TestingPage

    for page in root.findChildren(TestingPage):
        if _is_news(page, settings.language_model, _MODEL):
            page.queue.set_language_model(settings.language_model)


def _tell_traces(root: QWidget, settings: Settings) -> None:
    from qda.ui.memos.trace_page import TracePage

    for page in root.findChildren(TracePage):
        if _is_news(page, settings.language_model, _MODEL):
            page.set_language_model(settings.language_model)


def _tell_reports(root: QWidget, settings: Settings) -> None:
    from qda.ui.analysis.reports.options import ReportOptions

    for options in root.findChildren(ReportOptions):
        if _is_news(options, settings.table_profile):
            options.set_profile(settings.table_profile)


def _tell_queries(root: QWidget, settings: Settings) -> None:
    from qda.ui.analysis.queries.page import QueriesPage

    for page in root.findChildren(QueriesPage):
        if _is_news(page, settings.language_model, _MODEL):
            page.set_language_model(settings.language_model)
        if _is_news(page, settings.table_profile):
            page.figures.options.set_profile(settings.table_profile)


def _is_news(widget: QWidget, told: str, where: str = _TOLD) -> bool:
    if widget.property(where) == told:
        return False
    widget.setProperty(where, told)
    return True


def zoom(page: QWidget | None, steps: int) -> None:
    """Enlarge the view that has the focus, else the first on a page that can be enlarged."""
    view = _around(QApplication.focusWidget()) or _within(page)
    if view is not None:
        view.zoom_by(steps)


def _around(widget: QWidget | None) -> Zooms | None:
    """The outermost enlargeable view that holds a widget: parts of a view follow the whole."""
    found = None
    while widget is not None:
        if isinstance(widget, Zooms):
            found = widget
        widget = widget.parentWidget()
    return found


def _within(page: QWidget | None) -> Zooms | None:
    waiting = [page] if page is not None else []
    while waiting:
        widget = waiting.pop(0)
        if isinstance(widget, Zooms):
            return widget
        # Hidden parts are other forms of the page.
        waiting += [child for child in widget.children() if isinstance(child, QWidget) and not child.isHidden()]
    return None
