"""The command `gerund`: a command of the command line, or the window."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from qda import cli
from qda.errors import QdaError


def main() -> int:
    """Run what the arguments say; gives the exit code."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--sample"]:
        return _sample(Path(arguments[1] if len(arguments) > 1 else "out"))
    if arguments and (arguments[0] in cli.COMMANDS or arguments[0].startswith("-")):
        return cli.main(arguments)
    return _window(Path(arguments[0]) if arguments else None)


def _window(project: Path | None) -> int:
    from qda.ui import app

    try:
        return app.run(project)
    except QdaError as error:
        cli.complain(error)
        return cli.USER


def _sample(folder: Path) -> int:
    """The sample project in a folder: in the window where there is a screen, else as files, and said so."""
    from qda.flows.bluechester import sample

    folder.mkdir(parents=True, exist_ok=True)
    project = folder / "Bluechester.gerund"
    try:
        if not project.exists():
            unfinished = project.with_name("Bluechester (unfinished).gerund")
            unfinished.unlink(missing_ok=True)
            sample.build(unfinished, cli.Printing())
            unfinished.rename(project)
        if _has_screen():
            return _window(project)
        return _without_screen(project)
    except QdaError as error:
        cli.complain(error)
        return cli.USER


def _has_screen() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    if chosen:
        return chosen not in ("offscreen", "minimal")
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _without_screen(project: Path) -> int:
    """Write what the window would show: the table, the map and a picture of the window itself."""
    from qda.export import reports, wishes, writing
    from qda.export.maps import pictures as maps
    from qda.project.project import Project

    table, drawing = project.with_name("Code frequencies.docx"), project.with_name("Category map.svg")
    picture = project.with_name("Main window.png")
    with Project.open(project, writable=False) as opened:
        writing.write(table, [reports.table(opened, wishes.Wish(levels=("focused", "category", "theme")))])
        maps.write(drawing, maps.picture(opened, maps.find(opened, None)))
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from qda.ui import app

    app.picture(project, picture)
    sys.stdout.write("There is no screen here, so this was written instead of opening the window:\n")
    for path in (project, table, drawing, picture):
        sys.stdout.write(f"  {path}\n")
    return cli.OK


if __name__ == "__main__":
    sys.exit(main())
