"""Several texts in one: the first as it is, each other under a heading, so that people and programs tell them apart."""

from __future__ import annotations

import re
from collections.abc import Iterable

HEADINGS = (
    *("Include when:", "Exclude when:", "Example:"),
    *("Context:", "Research questions:"),
    *("Of the category:", "Dimensions:"),
    *("Level:", "Merged into:"),
)
"""In English in every language: they are read by programs, too."""

TAG = "Gerund: "
"""How the first line of the description begins that says what a set, a variable or a note of ours is."""

_LOOKS_LIKE_ONE = re.compile(rf"^(\\*(?:{'|'.join(map(re.escape, HEADINGS))}))$", re.MULTILINE)


def told(first: str, rest: Iterable[tuple[str, str]]) -> str:
    """The texts one below another; empty ones are left out. A line that looks like a heading gets a backslash."""
    parts = [_escaped(first)] if first else []
    parts += [f"{heading}\n{_escaped(text)}" for heading, text in rest if text]
    return "\n\n".join(parts)


def _escaped(text: str) -> str:
    return _LOOKS_LIKE_ONE.sub(r"\\\1", text)


def tagged(tag: str, *lines: str) -> str:
    """A description that says what something of ours is."""
    return "\n".join((TAG + tag, *lines))
