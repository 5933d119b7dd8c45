"""From any segment or code back to the claims that stand on it: a short list beside the work, one key away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu

from qda.i18n import _
from qda.ui.actions import Actions
from qda.ui.session import Selection, Session

if TYPE_CHECKING:
    from qda.analysis.synthesis.evidence import Chain, Way


def add(session: Session, actions: Actions) -> None:
    """Make it known, from the beginning of the window."""
    actions.add(
        "claims.standing_here", _("Claims that stand on this…"), partial(show, session, actions), keys="Shift+F8",
        menu="&Code", when=partial(has_place, session), hint=_("Claims that rest on the chosen segment or code"),
    )  # fmt: skip


def has_place(session: Session) -> bool:
    """True if the work is about a segment, a code, or words of a source."""
    chosen = session.selection
    return chosen.kind in ("segment", "code") or (chosen.kind == "source" and chosen.span is not None)


def ways(session: Session) -> list[Way]:
    """Every claim that stands on what the work is about."""
    from qda.analysis.synthesis import evidence, evidence_flags

    chosen, project = session.selection, session.project
    chain: Chain = evidence.load(project)
    if chosen.kind == "code":
        return chain.on_code(chosen.id)
    if chosen.kind == "segment":
        return chain.on_segments([chosen.id])
    if chosen.kind == "source" and chosen.span is not None:
        here = evidence_flags.segments_at(project, chosen.id, chosen.span.start, chosen.span.end)
        return chain.on_segments(here)
    return []


def way_words(way: Way) -> str:
    """The claim, and the way up to it: “Calm helps  –  sitting down › keeping calm”."""
    from qda.synthesis.negative_cases import ANSWER_WORDS

    told = _("held against it: {answer}").format(answer=_(ANSWER_WORDS[way.answer])) if way.answer else ""
    names = told or " › ".join(way.names)
    return f"{way.claim.short}   –   {names}" if names else way.claim.short


def show(session: Session, actions: Actions) -> None:
    """List them beside the work; choosing one goes to it."""
    if not session.is_open:
        return
    if not has_place(session):
        session.said.emit(_("Choose a segment or a code first."))
        return
    found = ways(session)
    if not found:
        session.said.emit(_("No claim stands on this."))
        return
    window = QApplication.activeWindow()
    menu = QMenu(window)
    menu.setAccessibleName(_("Claims that stand on this"))
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for way in found:
        menu.addAction(way_words(way).replace("&", "&&"), partial(go, session, actions, way))
    focused = QApplication.focusWidget()
    place = (
        focused.mapToGlobal(QPoint(focused.width() // 3, focused.height() // 3)) if focused is not None else QPoint()
    )
    menu.popup(place)


def go(session: Session, actions: Actions, way: Way) -> None:
    """Show a claim, or what was held against it."""
    session.select(Selection("claim", way.claim.id))
    session.workspace_wanted.emit("claims")
    actions.get("claims.negative" if way.answer else "claims.list").trigger()
    session.select(Selection("claim", way.claim.id))
