"""What is to be compared, taken from where the keyboard is: chosen segments, codes, places that a search found."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from qda.i18n import N_
from qda.text import Span
from qda.ui.coding.compare.content import Content
from qda.ui.session import Session
from qda.ui.working.at_hand import code_at_hand

if TYPE_CHECKING:
    from qda.project.project import Project

WANTED = "compare_wanted"
"""The session's property that holds the contents which the comparison is to show next."""

_MOST = 4  # columns
_PLACES = 40  # of a search; more at once are no comparison


def send(session: Session) -> None:
    """Go to the comparison with what is chosen where the keyboard is; else with what the work is about."""
    found = contents(session, QApplication.focusWidget())
    if found:
        session.setProperty(WANTED, found)
    session.workspace_wanted.emit("compare")


def contents(session: Session, focus: QWidget | None) -> list[Content]:
    """The columns for what is chosen in a list; empty where nothing is."""
    from qda.ui.coding.book import CodeBook
    from qda.ui.coding.codes.tree import CodeTree
    from qda.ui.coding.segment_list import SegmentList

    if isinstance(focus, SegmentList):
        rows = focus.chosen()
        return of_segments(list(dict.fromkeys(row.segment_id for row in rows)), rows[0].code_id if rows else None)
    if isinstance(focus, CodeTree) and focus.chosen():
        return of_codes(focus.chosen())
    places = _places(focus) if isinstance(focus, QAbstractItemView) else []
    if places and session.project.writable:
        held = session.act(_hold, session.project, places[:_PLACES])
        return of_segments(held or [], None)
    code = code_at_hand(session)
    if code is not None and code not in CodeBook.of(session):
        code = None  # it was chosen, and is gone since: what is compared stays
    if session.selection.kind == "segment":
        return of_segments([session.selection.id], code)
    return of_codes([code]) if code is not None else []


def has_places(focus: QWidget | None) -> bool:
    """True if a list has places to compare, such as the hits of a search."""
    return isinstance(focus, QAbstractItemView) and bool(_places(focus))


def of_segments(ids: Sequence[int], code_id: int | None) -> list[Content]:
    """A segment beside its code, a few segments side by side, or many in both columns."""
    if len(ids) == 1:
        return [Content(segment_ids=(ids[0],)), Content(code_id)]
    if len(ids) <= _MOST:
        return [Content(segment_ids=(each,)) for each in ids]
    return [Content(segment_ids=tuple(ids))] * 2


def of_codes(ids: Sequence[int]) -> list[Content]:
    """One code with itself, or a few side by side."""
    few = list(ids[:_MOST])
    return [Content(each) for each in (few * 2 if len(few) == 1 else few)]


def _places(view: QAbstractItemView) -> list[tuple[int, Span]]:
    """The places that the rows of a list stand for: those that are ticked, else the one at hand.

    A row stands for a place when what it holds for users has a source, a start and an end: that of a search does.
    """
    model = view.model()
    if model is None:
        return []
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    ticked = [row for row in rows if row.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked]
    found = [_place(row.data(Qt.ItemDataRole.UserRole)) for row in ticked or [view.currentIndex()] if row.isValid()]
    return [place for place in found if place is not None]


def _place(held: Any) -> tuple[int, Span] | None:
    source, start, end = (getattr(held, name, None) for name in ("source_id", "start", "end"))
    if isinstance(source, int) and isinstance(start, int) and isinstance(end, int) and start < end:
        return source, Span(start, end)
    return None


def _hold(project: Project, places: Sequence[tuple[int, Span]]) -> list[int]:
    from qda.coding import segments

    with project.command("segments.hold", N_("Mark {count} places to compare"), count=len(places)):
        return [segments.hold(project, source, span) for source, span in places]


# --- what was compared last, for the next session -------------------------------------------------------------------


class Remembered:
    """The columns of each study, in the file in which the window keeps what it remembers."""

    def __init__(self, file: str) -> None:
        self._settings = QSettings(file, QSettings.Format.IniFormat)

    def columns(self, guid: str) -> list[Content]:
        """What was compared last in a study; empty where nothing was, or it can't be read."""
        try:
            found = json.loads(str(self._settings.value(f"compare/{guid}", "[]")))
            return [Content(code, (str(kind), value), tuple(ids)) for code, (kind, value), ids in found][:_MOST]
        except (ValueError, TypeError):
            return []

    def keep(self, guid: str, columns: Sequence[Content]) -> None:
        """Remember what is compared."""
        rows = [[each.code_id, list(each.place), list(each.segment_ids)] for each in columns]
        self._settings.setValue(f"compare/{guid}", json.dumps(rows))
