"""A whole project written as JSON Lines, so that nobody is ever locked in; docs/plain-format.md tells the format."""

from __future__ import annotations

from pathlib import Path

from qda.export.leaving.files import replacing
from qda.progress import Progress
from qda.project import plain
from qda.project.project import Project


def write(project: Project, path: Path, progress: Progress | None = None) -> int:
    """Write every row of the project; gives how many lines. Raises CannotWrite."""
    count = 0
    with replacing(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        for line in plain.lines(project, progress):
            file.write(line)
            count += 1
    return count
