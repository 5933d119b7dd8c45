"""What leads from a code to its test and to its biography, from anywhere: menu, keys and palette."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from qda.i18n import _
from qda.ui.actions import Actions
from qda.ui.session import Selection, Session
from qda.ui.working.at_hand import code_at_hand


def add(session: Session, actions: Actions) -> None:
    """Make both known, from the beginning of the window."""

    def has_code() -> bool:
        return code_at_hand(session) is not None

    def has_some() -> bool:
        if session.selection.kind == "segment" or has_code():
            return True
        from qda.ui.coding.compare import send as compare_send

        return compare_send.has_places(QApplication.focusWidget())

    actions.add(
        "code.test", _("Test this code…"), lambda: lead(session, "testing"), keys="Ctrl+Shift+Y", menu="&Code",
        when=has_code, hint=_("Does it fit earlier segments, and passages near its words?"),
    )  # fmt: skip
    actions.add(
        "code.biography", _("Biography of the code"), lambda: lead(session, "biography"), keys="Ctrl+Shift+B",
        menu="&Code", when=has_code, hint=_("What happened to it: when, by whom, why"),
    )  # fmt: skip
    actions.add(
        "compare.send", _("Compare what is chosen"), lambda: _send(session), keys="Ctrl+Shift+W", menu="&Code",
        when=has_some, hint=_("Chosen segments, codes or hits of a search, side by side"),
    )  # fmt: skip
    actions.add(
        "reports.past_codebook", _("Code book as on a date…"), lambda: session.workspace_wanted.emit("past"),
        menu="&Reports", hint=_("Names, tree, definitions and counts as they stood on a day"),
    )  # fmt: skip


def lead(session: Session, page: str, code_id: int | None = None) -> None:
    """Go to the page of a code: a given one, or the one that the work is about."""
    code = code_id if code_id is not None else code_at_hand(session)
    if code is not None:
        session.select(Selection("code", code))
    session.workspace_wanted.emit(page)


def _send(session: Session) -> None:
    from qda.ui.coding.compare import send as compare_send

    compare_send.send(session)
