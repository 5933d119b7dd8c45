"""Erasing in the window: the study is closed, written anew without the words, and opened again."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from qda.errors import QdaError
from qda.i18n import _, ngettext

if TYPE_CHECKING:
    from qda.flows.erase import Erased
    from qda.progress import Progress
    from qda.ui.main_window import MainWindow
    from qda.ui.project.lock_page import LockPage
    from qda.ui.study.withdrawal.erase import EraseWish


def carry_out(window: MainWindow, wish: EraseWish) -> None:
    """Close the study, erase, and open it again; it can be stopped until the new file takes its place."""
    project = window.session.project
    path, coder, password = project.path, project.coder_name, wish.password or None
    window.opening.close()
    page = cast("LockPage", window.stage.page("lock"))
    page.tell(path, _("“{name}” is being written anew").format(name=path.name), _("It opens again by itself."))
    window.show_page("lock")
    failures: list[QdaError] = []

    def work(progress: Progress) -> Erased:
        from qda.flows import erase

        return erase.erase(path, wish.name, password=password, coder=coder, progress=progress)

    def done(made: Erased) -> None:
        window.messages.tell(*told(made))

    def failed(error: QdaError) -> None:
        failures.append(error)
        window.messages.show_error(error)

    def ended() -> None:
        # The password that was typed may be the mistake: then it is asked for.
        window.opening.unlock(path, None if failures else password)

    window.jobs.run(_("Writing the study anew"), work, done, failed, ended)


def told(made: Erased) -> tuple[str, str]:
    """What was erased, and what could not be reached."""
    if not made.texts:
        return _("Nothing of {name} was left to erase.").format(name=made.name), ""
    more = []
    if made.deleted:
        one, many = "{count} older copy is deleted.", "{count} older copies are deleted."
        more.append(ngettext(one, many, made.deleted).format(count=made.deleted))
    if made.left:
        names = ", ".join(each.name for each in made.left)
        more.append(_("Could not be deleted, and hold the words: {names}.").format(names=names))
    if made.earlier:
        one, many = "{count} file left before and is not reached.", "{count} files left before and are not reached."
        more.append(ngettext(one, many, len(made.earlier)).format(count=len(made.earlier)))
    return _("The words of {name} are erased.").format(name=made.name), " ".join(more)
