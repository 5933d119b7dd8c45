"""Words that a crash cut off in some field: made memos when the study is opened, and told in the message line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from qda.i18n import _, ngettext
from qda.ui.problems import MessageBar, Offer
from qda.ui.working import jumps

if TYPE_CHECKING:
    from qda.ui.session import Session


def keep(session: Session, messages: MessageBar, window: QWidget) -> None:
    """Make memos of what is left, in one step to take back, and say so; nothing where nothing is left."""
    from qda.project import unfinished

    if not unfinished.left(session.project):
        return
    from qda.flows import unfinished as settling

    made = session.act(settling.settle, session.project)
    if not made:
        return
    sentence = ngettext(
        "Words typed into {count} field were not finished when the program ended; they are kept as a memo.",
        "Words typed into {count} fields were not finished when the program ended; they are kept as memos.",
        len(made),
    ).format(count=len(made))
    found = [("memo", number) for number in made]
    messages.tell(sentence, "", (Offer(_("Show"), lambda: jumps.choose(session, found, window)),))
