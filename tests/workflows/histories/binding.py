"""Commands bound together as flows and screens bind them: in one act, in a group, in a batch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext, suppress

from qda.errors import QdaError
from qda.project.project import Project

Part = Callable[[Project], object]


def in_one(project: Project, parts: Sequence[Part]) -> None:
    """All parts are one act; where one is refused, none is done."""
    with project.command("histories.bind", "Do {count} things at once", count=len(parts)):
        for part in parts:
            part(project)


def in_group(project: Project, parts: Sequence[Part]) -> None:
    """Each part is an act of its own, and all are undone as one; what is refused is left out."""
    with project.group():
        for part in parts:
            with suppress(QdaError):
                part(project)


def in_batch(project: Project, parts: Sequence[Part], *, strict: bool) -> None:
    """The same, reaching the disk together; where it is strict, a refusal leaves nothing of them all."""
    with project.group(), project.batch():
        for part in parts:
            with nullcontext() if strict else suppress(QdaError):
                part(project)
