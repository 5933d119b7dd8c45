"""Asking where a file shall lie – beside the study, with a name and ending that every system takes – and writing it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QFileDialog, QWidget

from qda.i18n import _
from qda.ui.jobs import Jobs
from qda.ui.session import Session

if TYPE_CHECKING:
    from qda.progress import Progress

Made = TypeVar("Made")

_ENDING = re.compile(r"\*(\.\w+)")
_LONGEST = 100  # signs of a proposed name: some systems take 255 bytes, folders included


def ask_where(
    parent: QWidget, session: Session, title: str, name: str, formats: str, *, folder: Path | None = None
) -> Path | None:
    """Where to write, by the system’s own chooser; `formats` as Qt has them. None if nobody wants a file.

    What is proposed is `name` beside the study, or in the folder, with the ending of the first format.
    """
    start = (folder or beside_study(session)) / with_ending(file_name(name) or _("Study"), formats)
    path, chosen = QFileDialog.getSaveFileName(parent, title, str(start), formats)
    return with_ending(path, chosen or formats) if path else None


def beside_study(session: Session) -> Path:
    """The folder of the open study; the user’s own while there is none."""
    study = session.path()
    return study.parent if study is not None else Path.home()


def file_name(words: str) -> str:
    """Words as the name of a file, of signs that every system takes."""
    plain = "".join(sign if sign.isalnum() or sign in " -–_" else " " for sign in words)
    return " ".join(plain.split())[:_LONGEST].strip(" -–")


def with_ending(path: str, formats: str) -> Path:
    """The path, if it says no ending with the first of these formats: “Word document (*.docx);;…”."""
    found = _ENDING.search(formats)
    return Path(path) if Path(path).suffix or found is None else Path(path + found[1])


def write_aside(
    session: Session,
    jobs: Jobs,
    path: Path,
    work: Callable[[Progress], Made],
    told: Callable[[Made], str] | None = None,
) -> None:
    """Write a file by a job, and say when it is there; `told` says more, of what the work gives back."""

    def done(made: Made) -> None:
        session.said.emit(_("Wrote “{name}”.").format(name=path.name) if told is None else told(made))

    jobs.run(_("Writing “{name}”").format(name=path.name), work, done, session.failed.emit)
