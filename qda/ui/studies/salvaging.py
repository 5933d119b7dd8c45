"""Saving what is left of a damaged study, in the window: beside it, as a job; then the new one is opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from qda.errors import QdaError
from qda.i18n import _, ngettext
from qda.ui.problems import MessageBar, Offer

if TYPE_CHECKING:
    from qda.progress import Progress
    from qda.project.salvage import Salvaged
    from qda.ui.jobs import Jobs


@dataclass(frozen=True, slots=True)
class Desk:
    """What saving needs of the window: where it runs, where it speaks, what opens a study and asks for a password.

    `show` takes the new study and its password, `ask` a study, whoever takes its password, and what was wrong before.
    """

    jobs: Jobs
    messages: MessageBar
    show: Callable[[Path, str | None], object]
    ask: Callable[[Path, Callable[[str], object], str], object]


def offer(path: Path, desk: Desk) -> Offer:
    """The way out of a damaged study that saves what is left; one with a password asks for it first."""
    from qda.project import protection

    if protection.is_protected(path):
        return Offer(_("Save what can be saved"), lambda: _ask(path, desk))
    return Offer(_("Save what can be saved"), lambda: carry_out(path, desk))


def _ask(path: Path, desk: Desk, wrong: str = "") -> None:
    desk.ask(path, lambda password: carry_out(path, desk, password), wrong)


def carry_out(path: Path, desk: Desk, password: str | None = None) -> None:
    """Save it beside the damaged file, with the same password, open that, and say what is lost."""

    def work(progress: Progress) -> Salvaged:
        from qda.project import salvage

        return salvage.salvage(path, salvage.proposed(path), password=password, progress=progress)

    def done(made: Salvaged) -> None:
        desk.show(made.path, password)
        words, more = told(made)
        offers = (Offer(_("Copy the list"), lambda: _copy(made, desk.messages)),) if made.lost else ()
        desk.messages.tell(words, more, offers)

    def failed(error: QdaError) -> None:
        from qda.project.problems import NeedsPassword, WrongPassword

        if isinstance(error, NeedsPassword | WrongPassword):
            _ask(path, desk, error.sentence if password is not None else "")
        else:
            desk.messages.show_error(error)

    desk.jobs.run(_("Saving what can be read"), work, done, failed)


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


def _copy(made: Salvaged, messages: MessageBar) -> None:
    """What is lost, by name: it leaves as anything else does that is copied."""
    from qda.export.leaving import leak_check
    from qda.project import salvage

    words = "\n".join(salvage.told(each) for each in made.lost)
    try:
        leak_check.require_clean(words)
    except leak_check.NamesLeave as error:
        messages.show_error(error)
    else:
        QGuiApplication.clipboard().setText(words)
