"""Where the work on a study was left, and going there again."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from qda.ui import screens
from qda.ui.window_state import Place

if TYPE_CHECKING:
    from qda.ui.coding.page import CodePage
    from qda.ui.main_window import MainWindow


def now(window: MainWindow) -> Place:
    """Where the work is."""
    left, right, codes, memo, left_folded, right_folded = window.panels.state()
    return Place(
        workspace=window.stage.workspace or "study",
        source_id=window.session.source_id or 0,
        offset=_code_page(window).view.caret() if window.stage.made("code") is not None else 0,
        left=left,
        right=right,
        codes=codes,
        memo=memo,
        left_folded=left_folded,
        right_folded=right_folded,
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
    if window.session.awaited is not None:
        window.session.show_source(*window.session.awaited)


def glance(window: MainWindow, place: Place) -> None:
    """Paint where the work was while the study is not open yet: the text, or room for another workspace."""
    _restore_panels(window, place)
    if window.session.glance is not None and window.session.glance.text is not None:
        window.show_page("code")
        _code_page(window).view.set_caret(place.offset)
    else:
        window.stage.clear()
        window.bar.mark(_workspace(place))


def source_at(place: Place) -> int:
    """The source that is seen at a place; 0 where another workspace is."""
    return place.source_id if _workspace(place) == "code" else 0


def _restore_panels(window: MainWindow, place: Place) -> None:
    folded = (place.left_folded, place.right_folded)
    window.panels.restore(place.left, place.right, (place.codes, place.memo), folded)


def _workspace(place: Place) -> str:
    return place.workspace if place.workspace in screens.WORKSPACES else "study"


def _code_page(window: MainWindow) -> CodePage:
    return cast("CodePage", window.stage.page("code"))
