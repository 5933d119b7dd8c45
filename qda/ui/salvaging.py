"""Saving what is left of a damaged study, in the window: beside it, as a job; then the new one is opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from qda.i18n import _, ngettext
from qda.ui.problems import MessageBar, Offer

if TYPE_CHECKING:
    from qda.progress import Progress
    from qda.project.salvage import Salvaged
    from qda.ui.jobs import Jobs


def offer(path: Path, jobs: Jobs, messages: MessageBar, show: Callable[[Path], object]) -> Offer:
    """The way out of a damaged study that saves what is left; `show` opens what was made."""
    return Offer(_("Save what can be saved"), lambda: carry_out(path, jobs, messages, show))


def carry_out(path: Path, jobs: Jobs, messages: MessageBar, show: Callable[[Path], object]) -> None:
    """Save it beside the damaged file, open that, and say what is lost."""

    def work(progress: Progress) -> Salvaged:
        from qda.project import salvage

        return salvage.salvage(path, salvage.proposed(path), progress=progress)

    def done(made: Salvaged) -> None:
        show(made.path)
        words, more = told(made)
        offers = (Offer(_("Copy the list"), lambda: _copy(made)),) if made.lost else ()
        messages.tell(words, more, offers)

    jobs.run(_("Saving what can be read"), work, done, messages.show_error)


def told(made: Salvaged) -> tuple[str, str]:
    """What was saved, and what not: by name as far as there is room."""
    words = _("This is what could be saved, in “{name}”; the damaged file is as it was.").format(name=made.path.name)
    more = []
    if made.lost:
        one, many = "{count} thing is lost.", "{count} things are lost."
        more.append(ngettext(one, many, len(made.lost)).format(count=len(made.lost)))
    if made.steps_lost:
        one, many = "The last {count} step of the history is lost.", "The last {count} steps of the history are lost."
        more.append(ngettext(one, many, made.steps_lost).format(count=made.steps_lost))
    return words, " ".join(more) or _("Nothing is lost.")


def _copy(made: Salvaged) -> None:
    from qda.project import salvage

    QGuiApplication.clipboard().setText("\n".join(salvage.told(each) for each in made.lost))
