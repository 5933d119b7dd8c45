"""A study is written anew without something, for good: it is closed meanwhile, and opens again by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from qda.errors import QdaError
from qda.i18n import _

if TYPE_CHECKING:
    from qda.progress import Progress
    from qda.ui.main_window import MainWindow
    from qda.ui.project.passwords.lock_page import LockPage

Made = TypeVar("Made")


def write_anew(
    window: MainWindow,
    password: str,
    write: Callable[[Path, str | None, str, Progress], Made],
    tell: Callable[[Made], tuple[str, str]],
) -> None:
    """Close the study, have `write(path, password, coder, progress)` done, tell of it, and open the study again.

    It can be stopped until the new file takes its place.
    """
    project = window.session.project
    path, coder, key = project.path, project.coder_name, password or None
    window.opening.close()
    page = cast("LockPage", window.stage.page("lock"))
    page.tell(path, _("“{name}” is being written anew").format(name=path.name), _("It opens again by itself."))
    window.show_page("lock")
    failures: list[QdaError] = []

    def failed(error: QdaError) -> None:
        failures.append(error)
        window.messages.show_error(error)

    def ended() -> None:
        # The password that was typed may be the mistake: then it is asked for.
        window.opening.unlock(path, None if failures else key)

    window.jobs.run(
        _("Writing the study anew"),
        lambda progress: write(path, key, coder, progress),
        lambda made: window.messages.tell(*tell(made)),
        failed,
        ended,
    )
