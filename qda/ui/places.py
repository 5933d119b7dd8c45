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

    folded = (place.left_folded, place.right_folded)
    window.panels.restore(place.left, place.right, (place.codes, place.memo), folded)
    workspace = place.workspace if place.workspace in screens.WORKSPACES else "study"
    if place.source_id in {row.id for row in queries.rows(window.session.project)}:
        window.session.show_source(place.source_id)
        _code_page(window).view.set_caret(place.offset)
    window.show_page(workspace)


def _code_page(window: MainWindow) -> CodePage:
    return cast("CodePage", window.stage.page("code"))
