"""Two versions of a memo, word by word: what stayed, what was taken away, what was added."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "removed", "added"]

_TOKEN = re.compile(r"\w+(?:['’-]\w+)*|\n|[^\S\n]+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of words with what became of it."""

    kind: Kind
    text: str


def compare(before: str, after: str) -> list[Change]:
    """The changes that lead from one text to the other; what was taken away stands before what came for it.

    All that is the same or removed is `before`, all that is the same or added is `after`, to the letter.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    middle = _between(old[head : len(old) - tail], new[head : len(new) - tail])
    return _joined([Change("same", "".join(old[:head])), *middle, Change("same", "".join(old[len(old) - tail :]))])


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _between(old: list[str], new: list[str]) -> list[Change]:
    changes: list[Change] = []
    for _tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if old[a:b] == new[c:d]:
            changes.append(Change("same", "".join(old[a:b])))
        else:
            changes += [Change("removed", "".join(old[a:b])), Change("added", "".join(new[c:d]))]
    return changes


def _joined(changes: Sequence[Change]) -> list[Change]:
    """Runs of one kind as one; a blank alone between two changes goes with them, so that phrases are not torn up."""
    made: list[Change] = []
    removed = added = ""
    for place, change in enumerate(changes):
        following = changes[place + 1].kind if place + 1 < len(changes) else "same"
        blank = change.kind == "same" and change.text.isspace() and "\n" not in change.text
        if change.kind == "removed":
            removed += change.text
        elif change.kind == "added":
            added += change.text
        elif blank and (removed or added) and following != "same":
            removed, added = removed + change.text, added + change.text
        else:
            made += [Change("removed", removed), Change("added", added), change]
            removed = added = ""
    made += [Change("removed", removed), Change("added", added)]
    return [change for change in made if change.text]


def counts(changes: Sequence[Change]) -> tuple[int, int]:
    """How many words were removed, and how many added."""

    def words(kind: Kind) -> int:
        return sum(len(re.findall(r"\w+", change.text)) for change in changes if change.kind == kind)

    return words("removed"), words("added")
