"""What leads from a code to its test and to its biography, from anywhere: menu, keys and palette."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from qda.i18n import _
from qda.ui.actions import Actions
from qda.ui.session import Selection, Session


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


def code_at_hand(session: Session) -> int | None:
    """The code that is chosen, that of the coding that is chosen, or the one that was used last."""
    if session.selection.kind == "code" or session.selection.coding_id is not None:
        return code_chosen(session)
    return session.last_code_id


def code_chosen(session: Session) -> int | None:
    """The code that is chosen, or that of the coding that is chosen; None where the work is about something else."""
    chosen = session.selection
    if chosen.kind == "code":
        return chosen.id
    if chosen.coding_id is not None and session.is_open:
        return _of_coding(session, chosen.coding_id)
    return None


def _of_coding(session: Session, coding_id: int) -> int | None:
    from qda.coding import lookups

    return lookups.codes_of(session.project, [coding_id]).get(coding_id)
