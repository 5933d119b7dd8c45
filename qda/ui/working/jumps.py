"""Going to what a link names, by its table and id: whichever screen it is on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from qda.i18n import _
from qda.ui.session import Selection, Session

_WHERE = {
    "memo": "memos",
    "category_map": "map",
    "claim": "claims",
    "negative_case": "claims",
    "case": "cases",
    "property": "categories",
    "relation": "categories",
    "verdict": "compare",
    "study": "study",
    "data_set": "study",
    "literature": "study",
    "unit": "study",
    "participant": "study",
    "instrument": "study",
    "feedback": "study",
    "phase": "study",
    "sampling": "categories",
}
_MANY = 30


def jump(session: Session, kind: str, number: int, *, start: int | None = None, end: int | None = None) -> None:
    """Show one thing; `start` and `end` are code points of a source's text."""
    if kind == "source":
        from qda.text import Span

        session.workspace_wanted.emit("code")
        session.show_source(number, Span(start, end) if start is not None and end is not None else None)
    elif kind == "segment":
        from qda.coding import lookups
        from qda.text import Span

        place = lookups.place(session.project, number)
        if place is None:
            session.said.emit(_("These words are no longer in the text."))
            return
        session.workspace_wanted.emit("code")
        session.show_source(place.source_id, Span(place.start, place.end))
    elif kind == "code":
        session.code_wanted.emit(number)
        session.select(Selection("code", number))
    else:
        workspace = _workspace(session, kind, number)
        if workspace:
            session.workspace_wanted.emit(workspace)
        session.select(Selection(kind, number))
        session.thing_wanted.emit(kind, number)


def _workspace(session: Session, kind: str, number: int) -> str:
    """Where a thing is shown; a matrix by its kind, one of its cells with it."""
    if kind not in ("matrix", "matrix_cell"):
        return _WHERE.get(kind, "")
    from qda.synthesis import matrix_queries

    return "claims" if matrix_queries.kind_of(session.project, kind, number) == "triangulation" else "cases"


def choose(session: Session, targets: Sequence[tuple[str, int]], parent: QWidget) -> QMenu | None:
    """Show the one thing, or ask which of several; gives the menu that asks."""
    if len(targets) == 1:
        jump(session, *targets[0])
        return None
    menu = QMenu(parent)
    names = _names(session, targets[:_MANY])
    for kind, number in targets[:_MANY]:
        words = names.get((kind, number), "") or _(kind)
        menu.addAction(words.replace("&", "&&"), _jumper(session, kind, number))
    if len(targets) > _MANY:
        menu.addAction(_("… and {count} more").format(count=len(targets) - _MANY)).setEnabled(False)
    menu.popup(QCursor.pos())
    return menu


def _jumper(session: Session, kind: str, number: int) -> Callable[[], None]:
    return lambda: jump(session, kind, number)


def _names(session: Session, targets: Sequence[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """What sources, memos and participants are called; others go by their kind."""
    from qda.memos import queries as memos
    from qda.sources import queries as sources
    from qda.study import queries as study

    project, kinds = session.project, {kind for kind, _number in targets}
    found: dict[tuple[str, int], str] = {}
    if "source" in kinds:
        found |= {("source", row.id): row.name for row in sources.rows(project)}
    if "memo" in kinds:
        found |= {("memo", row.id): row.shown_title for row in memos.memos(project)}
    if "participant" in kinds:
        found |= {("participant", row.id): row.name for row in study.participants(project)}
    return found
