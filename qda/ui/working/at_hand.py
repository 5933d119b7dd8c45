"""Which code the work is about: what menus, keys and the comparison take when nothing else is said."""

from __future__ import annotations

from qda.ui.session import Session


def code_at_hand(session: Session) -> int | None:
    """The code that is chosen, that of the coding that is chosen, or the one that was used last."""
    if session.selection.kind == "code" or session.selection.coding_id is not None:
        return code_chosen(session)
    return _living(session, session.last_code_id)


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


def _living(session: Session, code_id: int | None) -> int | None:
    """None for a code that an undo, or a deletion, has taken away since it was used."""
    from qda.coding import lookups

    if code_id is None or not session.is_open:
        return None
    return code_id if lookups.living(session.project, [code_id]) else None
