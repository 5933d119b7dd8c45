"""Erasing in the window: the study is closed, written anew without the words, and opened again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qda.i18n import _, ngettext
from qda.ui.studies.writing_anew import write_anew

if TYPE_CHECKING:
    from qda.flows.withholding.erase import Erased
    from qda.progress import Progress
    from qda.ui.main_window import MainWindow
    from qda.ui.parts.last_step import Meant


def carry_out(window: MainWindow, meant: Meant) -> None:
    """Close the study, erase the words of whoever was named, and open it again."""

    def write(path: Path, password: str | None, coder: str, progress: Progress) -> Erased:
        from qda.flows.withholding import erase

        return erase.erase(path, meant.name, password=password, coder=coder, progress=progress)

    write_anew(window, meant.password, write, told)


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
