"""What a crash cut off in the fields of the window: made memos on what the words were about, in one step to undo."""

from __future__ import annotations

from qda.i18n import N_, _
from qda.memos import drafts, service
from qda.memos.service import TARGETS, Target
from qda.project import unfinished
from qda.project.project import Project


def settle(project: Project) -> list[int]:
    """Make a memo of each field's words, oldest first; blank ones go. Gives the memos' ids.

    Where what the words were about is gone, or no memo can hang on it, the memo hangs on the study.
    """
    left = unfinished.left(project)
    made = []
    with project.command("memos.unfinished", N_("Keep unfinished words as memos")):
        for each in left:
            if each.text.strip():
                made.append(_begin(project, each))
            unfinished.discard(project, each.field)
    if not made:  # a command that changed nothing took its own discarding back
        for each in left:
            unfinished.discard(project, each.field)
    return made


def _begin(project: Project, words: unfinished.Unfinished) -> int:
    title = _("Unfinished: {what}").format(what=words.title or _("words without a place"))
    return service.begin(project, words.text, title=title, targets=(_target(project, words.target),))


def _target(project: Project, wanted: tuple[str, int] | None) -> Target:
    if wanted is None or wanted[0] not in TARGETS:
        return drafts.STUDY
    target = Target(*wanted)
    return target if drafts.is_there(project, target) else drafts.STUDY
