"""What the Study page does to attributes, in the services' words. No Qt here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qda.i18n import N_

if TYPE_CHECKING:
    from qda.project.project import Project
    from qda.study.attributes import AttributeRow, Target

SEPARATOR = ";"


def split_choices(words: str) -> tuple[str, ...]:
    """Choices as they are typed: parted by semicolons."""
    return tuple(" ".join(choice.split()) for choice in words.split(SEPARATOR) if choice.strip())


def joined_choices(choices: Sequence[str]) -> str:
    """Choices on one line."""
    return f"{SEPARATOR} ".join(choices)


def set_cells(project: Project, target: Target, cells: Sequence[tuple[int, int, str]]) -> int:
    """Write many cells in one act; their numbers say among them which mark is the decimal one.

    Gives how many changed. Raises ValueDoesNotFit.
    """
    from qda.study import attributes
    from qda.study.attribute_values import decimal_mark

    entries = [attributes.Entry(attribute_id, target, target_id, words) for attribute_id, target_id, words in cells]
    return attributes.set_values(project, entries, mark=decimal_mark(entry.words for entry in entries))


def change(project: Project, row: AttributeRow, name: str, kind: str, choices: Sequence[str]) -> None:
    """Rename, retype and choose choices in one act; one choice spelt otherwise, the others as they were, is renamed.

    Raises AttributeNameTaken, ValuesDoNotFit, ChoiceInUse.
    """
    from qda.study import attributes

    with project.command("attributes.change", N_("Change attribute “{name}”"), name=row.name):
        if name != row.name:
            attributes.rename(project, row.id, name)
        if kind != row.type:
            attributes.retype(project, row.id, kind, choices)
        elif kind == "choice" and tuple(choices) != row.choices:
            renamed = respelt(row.choices, choices)
            if renamed is None:
                attributes.set_choices(project, row.id, choices)
            else:
                attributes.rename_choice(project, row.id, *renamed)


def respelt(old: Sequence[str], new: Sequence[str]) -> tuple[str, str] | None:
    """The one choice that was spelt otherwise, before and after; None for any other difference."""
    if len(old) != len(new):
        return None
    different = [(before, after) for before, after in zip(old, new, strict=True) if before != after]
    return different[0] if len(different) == 1 and different[0][1] not in old else None


def move(project: Project, attributes_now: Sequence[AttributeRow], start: int, end: int) -> None:
    """Put the attribute at one place before or behind that at another, as a column is drawn there."""
    from qda.study import attributes

    ids = [row.id for row in attributes_now]
    ids.insert(end, ids.pop(start))
    attributes.reorder(project, ids)
