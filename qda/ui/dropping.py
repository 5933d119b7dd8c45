"""Dropping the originals behind pseudonyms in the window: the study is closed, written anew, and opened again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QFileDialog

from qda.errors import QdaError
from qda.i18n import _

if TYPE_CHECKING:
    from qda.flows.names_dropping import Dropped
    from qda.progress import Progress
    from qda.project.names_register import Register
    from qda.ui.main_window import MainWindow
    from qda.ui.project.lock_page import LockPage
    from qda.ui.project.names_drop import DropWish


def carry_out(window: MainWindow, register: Register, wish: DropWish) -> None:
    """Close the study, drop what holds the names, and open it again; it can be stopped until the new file is whole."""
    project = window.session.project
    path, coder, password = project.path, project.coder_name, wish.password or None
    window.opening.close()
    page = cast("LockPage", window.stage.page("lock"))
    page.tell(path, _("“{name}” is being written anew").format(name=path.name), _("It opens again by itself."))
    window.show_page("lock")
    failures: list[QdaError] = []

    def work(progress: Progress) -> Dropped:
        from qda.flows import names_dropping

        return names_dropping.drop(path, register, password=password, coder=coder, progress=progress)

    def done(made: Dropped) -> None:
        first, *more = made.lines()
        window.messages.tell(first, " ".join(more))

    def failed(error: QdaError) -> None:
        failures.append(error)
        window.messages.show_error(error)

    def ended() -> None:
        # The password that was typed may be the mistake: then it is asked for.
        window.opening.unlock(path, None if failures else password)

    window.jobs.run(_("Writing the study anew"), work, done, failed, ended)


def keep_copy(window: MainWindow) -> None:
    """Ask where a copy with the names shall lie, and make it: a whole study with the same password."""
    path = window.session.project.path
    proposed = path.with_name(_("{name} with names").format(name=path.stem) + path.suffix)
    found, _kind = QFileDialog.getSaveFileName(
        window, _("A copy with the names, where the study is not"), str(proposed), "Gerund (*.gerund)",
        options=QFileDialog.Option.DontConfirmOverwrite,
    )  # fmt: skip
    if found:
        copy_to(window, Path(found))


def copy_to(window: MainWindow, target: Path) -> None:
    """Make a copy of the study as it is now; nothing is ever written over."""
    project = window.session.project

    def work(progress: Progress) -> Path:
        from qda.flows import copies

        return copies.save(project.path, target, project.key, progress=progress)

    def done(made: Path) -> None:
        window.session.said.emit(_("Kept a copy with the names: “{name}”.").format(name=made.name))

    window.jobs.run(_("Making a copy"), work, done, window.session.failed.emit)
