"""Dropping the originals behind pseudonyms in the window: the study is closed, written anew, and opened again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from qda.i18n import _
from qda.ui.studies.writing_anew import write_anew

if TYPE_CHECKING:
    from qda.flows.names.dropping import Dropped
    from qda.progress import Progress
    from qda.project.names_register import Register
    from qda.ui.main_window import MainWindow
    from qda.ui.parts.last_step import Meant


def carry_out(window: MainWindow, register: Register, meant: Meant) -> None:
    """Close the study, drop what holds the names, and open it again."""

    def write(path: Path, password: str | None, coder: str, progress: Progress) -> Dropped:
        from qda.flows.names import dropping

        return dropping.drop(path, register, password=password, coder=coder, progress=progress)

    def told(made: Dropped) -> tuple[str, str]:
        first, *more = made.lines()
        return first, " ".join(more)

    write_anew(window, meant.password, write, told)


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
