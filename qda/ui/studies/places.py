"""Where the work on a study was left, and going there again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol, cast

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from qda.ui import screens
from qda.ui.window.state import Place

if TYPE_CHECKING:
    from qda.ui.coding.codes.panel import CodePanel
    from qda.ui.coding.page import CodePage
    from qda.ui.main_window import MainWindow
    from qda.ui.study.tree.page import StudyTree


def now(window: MainWindow) -> Place:
    """Where the work is."""
    left, right, codes, memo, left_folded, right_folded = window.panels.state()
    return Place(
        workspace=window.stage.workspace or "study",
        source_id=window.session.source_id or 0,
        offset=_code_page(window).place() if window.stage.made("code") is not None else 0,
        left=left,
        right=right,
        codes=codes,
        memo=memo,
        left_folded=left_folded,
        right_folded=right_folded,
        parts={name: part.memory() for name, part in _remembering(window).items()},
    )


def restore(window: MainWindow, place: Place) -> None:
    """Go where the work was; a source that is gone is left aside."""
    from qda.sources import queries

    _restore_panels(window, place)
    glanced = window.stage.made("code") is not None and _code_page(window).shown.glanced is not None
    if place.source_id in {row.id for row in queries.rows(window.session.project)}:
        window.session.show_source(place.source_id)
        if not glanced:  # else it has been there for a while, and the reader may have gone on
            _code_page(window).view.set_caret(place.offset)
    if not glanced:
        window.show_page(_workspace(place))
    for name, part in _remembering(window).items():
        if name != "text" or place.source_id == window.session.source_id:
            part.remember(place.parts.get(name, {}), glanced=glanced)
    if window.session.awaited is not None:
        window.session.show_source(*window.session.awaited)


def glance(window: MainWindow, place: Place) -> None:
    """Paint where the work was while the study is not open yet: the text, or room for another workspace."""
    _restore_panels(window, place)
    text = None if window.session.glance is None else window.session.glance.text
    if text is not None:
        page = cast("CodePage", window.show_page("code"))
        # A long text is laid out once, at the width that it has in the end.
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        page.show_glanced(text, _text_memory(place))
        page.view.set_caret(place.offset)
        page.go_to(_text_memory(place))
    else:
        window.stage.clear()
        window.bar.mark(_workspace(place))


class Remembers(Protocol):
    """A part of the window that can be as it was when the study was closed."""

    def memory(self) -> dict[str, Any]:
        """How it is now, in values that JSON can say."""

    def remember(self, memory: Mapping[str, Any], *, glanced: bool) -> None:
        """Be so again, as far as that is still possible; `glanced`: the text has been read for a while."""


def _remembering(window: MainWindow) -> dict[str, Remembers]:
    found: dict[str, Remembers] = {"sides": window.panels}
    if window.panels.filled:
        found["study"] = cast("StudyTree", window.panel("study"))
        found["codes"] = cast("CodePanel", window.panel("codes"))
    if window.stage.made("code") is not None:
        found["text"] = _code_page(window)
    return found


def source_at(place: Place) -> int:
    """The source that is seen at a place; 0 where another workspace is."""
    return place.source_id if _workspace(place) == "code" else 0


def seen_from(place: Place) -> int:
    """The code point from which the text is seen at a place."""
    match _text_memory(place).get("at"):
        case [int(offset), *_more]:
            return offset
    return place.offset


def _text_memory(place: Place) -> dict[str, Any]:
    return place.parts.get("text", {})


def _restore_panels(window: MainWindow, place: Place) -> None:
    folded = (place.left_folded, place.right_folded)
    window.panels.restore(place.left, place.right, (place.codes, place.memo), folded)


def _workspace(place: Place) -> str:
    return place.workspace if place.workspace in screens.WORKSPACES else "study"


def _code_page(window: MainWindow) -> CodePage:
    return cast("CodePage", window.stage.page("code"))
