"""What is copied, or dragged into another program, has left: it passes the gate as a file does, but nothing waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qda.i18n import _, ngettext
from qda.ui.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qda.study.consent_gate import Objection
    from qda.text import Span


def of_text(session: Session, source_id: int, span: Span, words: str) -> str:
    """Words of a source: what may not leave reads “[withheld]”; of whom nothing is decided, that is said."""
    if not session.is_open:
        return words
    from qda.flows.withholding import clearing, quoting_gate

    _tell(session, quoting_gate.undecided_in(session.project, source_id, span))
    return _without_names(session, [clearing.copied(session.project, source_id, span, words)])[0]


def of_study(session: Session, words: Sequence[str]) -> list[str]:
    """Words that somebody wrote, as in the cells of a table; the same holds for what they quote."""
    if not session.is_open:
        return list(words)
    from qda.flows.withholding import clearing, quoting_gate

    kept = clearing.worded(session.project, list(words))
    try:
        quoting_gate.Undecided.of(session.project).look(kept)
    except quoting_gate.QuotedWithoutConsent as error:
        _tell(session, error.asked)
    return _without_names(session, kept)


def _without_names(session: Session, words: Sequence[str]) -> list[str]:
    """While a register of names is open, what holds one of them reads “[withheld]”, and that is said."""
    from qda.export.leaving import leak_check
    from qda.flows.withholding.clearing import withheld

    try:
        leak_check.require_clean("\n".join(words))
    except leak_check.NamesLeave as error:
        session.failed.emit(error)
        register = leak_check.watched()
        # Where the register is locked, nobody can say what holds a name.
        return [withheld() if register is None or register.hits(each) else each for each in words]
    return list(words)


def _tell(session: Session, asked: Sequence[Objection]) -> None:
    if not asked:
        return
    more = len(asked) - 1
    others = ngettext("So it is with {count} other.", "So it is with {count} others.", more).format(count=more)
    told = f"{asked[0].why} {others}" if more else asked[0].why
    session.told.emit(told, _("Their words are in what was copied; it is asked before a file quotes them."))
