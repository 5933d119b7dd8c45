"""Which code the work is about: what menus, keys and the comparison take when nothing else is said."""

from __future__ import annotations

from qda.ui.session import Session


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
